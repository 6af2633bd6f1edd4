"""Does a student's text come out of nbconvert without anything that a browser runs, and else as it was?"""

import re
import time
from html.parser import HTMLParser

import pytest
from nbconvert.filters import markdown2html

from dreamer.parts.cells import Cell
from dreamer.parts.exercises import exercises
from grader.marking.rebuild import graded_notebook, harmless, harmless_pictures

RECEIPT = {
    "exercises": [{"id": e.id, "points": 1.0, "message": "said"} for e in exercises()],
    "agent": {"id": "agent", "points": 0.0, "message": ""},
}
LINK = "[a]({})"
HOSTILE = [
    LINK.format("javascript:alert(1)"),
    LINK.format("JaVaScRiPt:alert(1)"),
    LINK.format("java&#115;cript:alert(1)"),
    LINK.format("java&amp;#115;cript:alert(1)"),
    LINK.format("javascript&colon;alert(1)"),
    LINK.format("javascript\\:alert(1)"),
    LINK.format("java\tscript:alert(1)"),
    LINK.format("<java\nscript:alert(1)>"),
    LINK.format("vbscript:alert(1)"),
    LINK.format('# "x\\" onmouseover=alert(1) y=\\""'),
    "[a][r]\n\n[r]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![a](javascript:alert(1))",
    '![a](x"onerror=alert(1))',
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<script>alert(1)</script>",
    "`<img src=x onerror=alert(1)>`",
    "$<img src=x onerror=alert(1)>$",
    "```mermaid\n<img src=x onerror=alert(1)>\n```",
    '```"><img src=x onerror=alert(1)>\nx\n```',
    "<!--><script>alert(1)</script>-->",
    "<b>" * 500 + "<script>alert(1)</script>",
    LINK.format("java\0script:alert(1)"),
    LINK.format("java\x01script:alert(1)"),
]
# Pictures that tell their owner who reads a page, or ask for something in the reader's name.
PICTURES = [
    "![a](https://evil.org/seen.png)",
    "![a](/hub/logout)",
    "![a][r]\n\n[r]: https://evil.org/seen.png",
    "![r]\n\n[r]: https://evil.org/seen.png",
    "!<!-- x -->[a](https://evil.org/seen.png)",
    "![![a](https://evil.org/1.png)](https://evil.org/2.png)",
    "[![a](https://evil.org/1.png)](https://evil.org)",
    "<img src='https://evil.org/seen.png'>",
    "!![](https://evil.org/seen.png)",
    "![r](attachment:a.png\n\n[r]: https://evil.org/seen.png",
]
# The same, where what looks like a pasted picture ends elsewhere.
BESIDE = [
    r"![a\](attachment:ok)](https://evil.org/seen.png)",
    "![a`](attachment:ok)`](https://evil.org/seen.png)",
    "![a$](attachment:ok)$](https://evil.org/seen.png)",
]


@pytest.mark.parametrize("text", PICTURES)
def test_no_picture_comes_from_elsewhere(text):
    page = markdown2html(harmless_pictures(harmless(text), {}))
    assert "<img" not in page


@pytest.mark.parametrize("text", BESIDE)
def test_no_picture_comes_from_elsewhere_beside_one_that_was_pasted(text):
    shown = harmless_pictures(harmless(text), {"ok": {"image/png": "aGk="}})
    assert "evil.org" not in "".join(re.findall("<img[^>]*>", markdown2html(shown)))


def test_of_much_code_the_beginnings_are_shown():
    cells = [Cell("code", f"c{n}", "1+" * 20_000 + "1", ()) for n in range(20)]
    shown = graded_notebook("01_symlog_twohot", cells, RECEIPT)
    assert sum(len(cell.source) for cell in shown.cells) < 200_000


def test_a_picture_that_was_pasted_stays():
    text = "![a](attachment:a.png) and [b](https://b.org)"
    assert harmless_pictures(text, {"a.png": {"image/png": "aGk="}}) == text


class Live(HTMLParser):
    """What a browser would run of a page."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag in ("script", "iframe", "object", "embed", "svg", "form", "link", "meta", "base"):
            self.found.append((tag, *attributes))
        for name, value in attributes:
            target = "".join((value or "").lower().split())
            if name.startswith("on") or "script:" in target:
                self.found.append((tag, name, value))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_it_runs(text):
    assert Live(markdown2html(harmless(text))).found == []


@pytest.mark.parametrize(
    "text", ["# A title", "[a](https://b.org) **bold** <b>c</b>", "The script: it reads data:"]
)
def test_other_text_stays(text):
    assert harmless(text) == text


def test_many_tags_take_no_time():
    began = time.perf_counter()
    harmless("<b>" * 60_000)
    assert time.perf_counter() - began < 1  # cleaned, they took half a minute


SLOW = {
    "attributes": lambda n: "<a " + " ".join(f"x{i}=1" for i in range(n // 7)) + ">",
    "environments": lambda n: "\\begin{a}\n" * (n // 10),
    "math": lambda n: "\\\\( a " * (n // 6),
    "dollars": lambda n: "$$a $b " * (n // 7),
    "tags": lambda n: "<b>" * (n // 3),
    "brackets": lambda n: "![" * (n // 2),
    "attachments": lambda n: "![a](attachment:b) " * (n // 19),
    "entities": lambda n: "&amp;" * (n // 5),
    "spaces": lambda n: "j" + " " * n + "a",
}


@pytest.mark.parametrize("what", SLOW)
def test_a_page_of_much_is_made_in_seconds(what):
    """Whatever its cells are made of: in cells of the longest that is cleaned, and in one of a million characters."""
    many = [Cell("markdown", "", SLOW[what](9_999)) for _ in range(40)]
    one = [Cell("markdown", "", SLOW[what](1_000_000))]
    for cells in (many[:10], many, one):
        began = time.process_time()
        notebook = graded_notebook("01_symlog_twohot", cells, RECEIPT)
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                markdown2html(cell.source)
        assert time.process_time() - began < 10
