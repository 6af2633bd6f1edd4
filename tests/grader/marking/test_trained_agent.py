"""Is an agent's mark what it earns in the grader's episodes, and nothing that its file says?"""

import json
import re
import struct

import pytest

from dreamer.lab.handin import AGENT, CURVE
from dreamer.parts.cells import parse_cells
from dreamer.parts.exercises import agent_mark
from grader import sandbox
from grader.marking import trained_agent
from grader.marking.intake import Submission
from grader.marking.likeness import alike
from grader.sandbox.bubblewrap import tier
from tests import agents
from tests.conftest import ROOT

SECRET = b"a secret of the tests"
SOLVED = {
    path.stem: parse_cells(path.name, path.read_bytes())
    for path in sorted((ROOT / "solutions" / "day38").glob("0[123]*.ipynb"))
}
HEADER = "method,task,seed,env_steps,wall_seconds,episode_return\n"
ROW = "DreamerV3,dmc_walker_walk,0,{},{},{}\n"


def test_points_rise_evenly():
    mark = agent_mark()
    assert [mark.earned(mean) for mean in (0, 200, 450, 700, 999)] == [0, 0, 10, 20, 20]


def judge(tmp_path, files, cells=None):
    """cells: the student's, where some of them are wrong."""
    protection = tier(allow_plain=True)
    if cells is None:
        return trained_agent.judge_agent(files, SECRET, protection)
    Submission("ann", cells, files).write(tmp_path)
    with sandbox.Sandbox(tmp_path, protection) as inside:
        return trained_agent.judge_agent(files, SECRET, protection, inside)


@pytest.fixture
def handed_in(tmp_path_factory, parts):
    """The files of the agent that comes with the lab, as if a student had trained it."""
    home = tmp_path_factory.mktemp("home")
    agents.hand_in(home, agents.shipped(parts), agents.facts(parts))
    return {name: (home / name).read_bytes() for name in (AGENT, CURVE)}


@pytest.mark.slow
def test_a_trained_agent_has_its_points(tmp_path, handed_in):
    found = judge(tmp_path, handed_in)
    assert found.mean > 800
    assert found.points == found.max_points == 20
    assert f"{found.mean - 930:+.0f} beside the 930 that you measured" in found.message
    assert len(found.curve) > 50
    assert alike(found.fingerprint, trained_agent.shipped_fingerprint())
    assert trained_agent.draw(found.curve).startswith(b"\x89PNG")


@pytest.mark.slow
def test_an_untrained_one_has_none_whatever_it_claims(tmp_path, parts):
    agents.hand_in(tmp_path, agents.untrained(parts), agents.facts(parts))
    found = judge(tmp_path, {AGENT: (tmp_path / AGENT).read_bytes()})
    assert found.points == 0
    assert found.mean < 170
    assert found.claim == 930
    assert found.curve is None


def replaced(notebook, old, new):
    """The solved notebooks with lines changed."""
    cells = [cell._replace(source=cell.source.replace(old, new)) for cell in SOLVED[notebook]]
    assert cells != SOLVED[notebook]
    return {**SOLVED, notebook: cells}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("import os; os._exit(1)", "it ended Python"),
        ("raise RuntimeError('no\\nmore')", "RuntimeError: no.more"),
        ("return torch.full_like(deter, float('nan'))", "not a finite number"),
    ],
)
def test_code_that_fails_is_said(tmp_path, handed_in, line, said):
    """Is it told why a student's own RSSM, which may answer questions, cannot act in the world?"""
    first = "        N, G = len(deter), self.blocks\n"  # of `core`
    cells = replaced("02_rssm", first, f"        {line}\n{first}")
    Submission("ann", cells, handed_in).write(tmp_path)

    def played(inside):
        agent = trained_agent._SandboxedAgent(inside)
        return trained_agent.measure(agent, agent.repeat, SECRET)

    with (
        sandbox.Sandbox(tmp_path, tier(allow_plain=True)) as inside,
        pytest.raises(trained_agent.PolicyError, match=said),
    ):
        played(inside)


@pytest.mark.slow
@pytest.mark.parametrize("line", ["import os; os._exit(1)", "return deter * float('nan')"])
def test_code_that_fails_changes_nothing(tmp_path, parts, line):
    """Is an agent measured where its student's own RSSM would fail in the world?"""
    agents.hand_in(tmp_path, agents.untrained(parts), agents.facts(parts))
    first = "        N, G = len(deter), self.blocks\n"  # of `core`
    cells = replaced("02_rssm", first, f"        {line}\n{first}")
    found = judge(tmp_path, {AGENT: (tmp_path / AGENT).read_bytes()}, cells)
    assert found.points == 0
    assert found.mean < 170
    assert "your own" not in found.message


@pytest.mark.slow
def test_an_agent_that_walks_with_wrong_parts_is_told(tmp_path, parts):
    """One that learnt with a symlog of the other sign walks with that alone; a person is told."""
    weights = agents.shipped(parts)
    name = "agent.world_model.encoder.0.linear.weight"
    weights = {**weights, name: -weights[name]}
    agents.hand_in(tmp_path, weights, agents.facts(parts))
    cells = replaced(
        "01_symlog_twohot", "torch.sign(x) * torch.log1p", "-torch.sign(x) * torch.log1p"
    )
    found = judge(tmp_path, {AGENT: (tmp_path / AGENT).read_bytes()}, cells)
    assert found.points == 0
    told = re.search(
        r"With your own it reaches (\d+), which code can, too, so it gives no points by itself",
        found.message,
    )
    assert int(told[1]) > 800


@pytest.mark.slow
def test_weights_that_do_not_fit_are_said(tmp_path, parts):
    agents.hand_in(tmp_path, agents.untrained(parts, deter=64), agents.facts(parts))
    found = judge(tmp_path, {AGENT: (tmp_path / AGENT).read_bytes()})
    assert found.points == 0
    assert "The agent could not be run: " in found.message


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 7,
        struct.pack("<Q", 2**63) + b"{}",
        struct.pack("<Q", 10**8) + b"{}",
        struct.pack("<Q", 2) + b"{}",
        b'\x80\x04cos\nsystem\n(S"echo"\ntR.',
        *(
            struct.pack("<Q", len(head)) + head + b"\0" * 8
            for head in (
                b'{"a":{"dtype":"F32","shape":[1e9],"data_offsets":[0,8]}}',
                b'{"a":{"dtype":"F32","shape":[2,1099511627776],"data_offsets":[0,8]}}',
                b'{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}',
                b'{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"__metadata__":{"day38":"[["}}',
                b'{"__metadata__":{"day38":"' + b"[" * 100_000 + b'"},"a":{"dtype":"F32",'
                b'"shape":[2],"data_offsets":[0,8]}}',
                b"[" * 100_000,
                b'{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]},"__metadata__":{"day38":"{}"}}',
            )
        ),
    ],
)
def test_a_broken_file_costs_the_mark_and_nothing_else(content):
    """Nothing of it reaches the sandbox."""
    found = trained_agent.judge_agent({AGENT: content}, SECRET, "plain")
    assert found.points == 0
    assert AGENT in found.message


def test_a_missing_file_is_said():
    assert "was not handed in" in trained_agent.judge_agent({}, SECRET, "plain").message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not a curve file"),
        (HEADER, "no finished episode"),
        (HEADER + ROW.format("inf", 1, 1), "finite"),
        (HEADER + ROW.format(4000, 1, 1e9), "cannot be"),
        (HEADER + ROW.format(-1, 1, 1), "cannot be"),
        (HEADER + ROW.format(4000, 1e12, 1), "cannot be"),
        (HEADER + ROW.format(4000, 1, 1).replace("walker_walk", "=1+1"), "one run on"),
        (
            HEADER + ROW.format(4000, 1, 1) + ROW.format(4000, 1, 1).replace(",0,", ",1,", 1),
            "one run on",
        ),
    ],
)
def test_a_broken_curve_is_said(text, said):
    with pytest.raises(trained_agent.PolicyError, match=said):
        trained_agent.own_curve({CURVE: text.encode()})


def test_a_long_curve_is_thinned():
    rows = "".join(ROW.format(4000 * n, "", n % 1000) for n in range(1, 5000))
    curve = trained_agent.own_curve({CURVE: (HEADER + rows).encode()})
    assert 400 <= len(curve) <= trained_agent.ROWS
    assert curve[0] == [4000, None, 1]
    assert json.loads(json.dumps(curve)) == curve


def test_a_curve_of_very_many_runs_is_refused_in_no_time():
    """It took 351 s and 1.5 GB."""
    rows = "".join(f"x,dmc_walker_walk,{n},1000,1,1\n" for n in range(200_000))
    with pytest.raises(trained_agent.PolicyError, match="more than 2 MB"):
        trained_agent.own_curve({CURVE: (HEADER + rows).encode()})
