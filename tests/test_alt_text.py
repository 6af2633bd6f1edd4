"""Does a picture come with words that say what it shows?"""

from dreamer.alt_text import alt_text, html_image
from dreamer.pictures.comparison import draw_comparison
from dreamer.style import figure_style
from dreamer.training.shipped_runs import shipped_curves


def test_the_figure_of_the_day_in_words():
    words = alt_text(draw_comparison(shipped_curves()))
    assert words.startswith(
        "Sample efficiency: episode return (of about 1000) over environment steps"
    )
    assert "PPO: mean and range of n=3 seeds" in words
    assert "e+" not in words


def test_lines_and_bars_say_their_numbers():
    with figure_style() as plt:
        figure, (left, right) = plt.subplots(1, 2)
        left.plot([0, 1, 2], [float("nan"), 1.5, -1234.0], label="a run")
        left.axhline(700)  # without a name
        left.set(title="Training", xlabel="steps", ylabel="return")
        right.bar([0, 1], [0.25, 0.75], label="draws")
        plt.close(figure)
    assert (
        alt_text(figure)
        == "Training: return over steps; a run from 1.5 to -1,234. draws 0.25, 0.75."
    )
    figure.set_label("What it is")
    assert alt_text(figure) == "What it is"


def test_words_are_no_markup():
    element = html_image(b"GIF89a", "it's <b>")
    assert element.startswith("<img alt='it&#x27;s &lt;b&gt;' src='data:image/gif;base64,")
    assert "data:image/png" in html_image(b"\x89PNG", "")
    assert "data:image/webp" in html_image(b"RIFF\0\0\0\0WEBP", "")
