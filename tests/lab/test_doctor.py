"""Does the doctor use what it says it uses, and name what is broken?"""

from dreamer.cli import main
from dreamer.lab import doctor


def test_all_is_well_here(capsys):
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.strip().split("\n")
    assert len(lines) == len(doctor.USES)
    assert all(line.startswith("✓") for line in lines)


def test_what_is_broken_is_named(monkeypatch, capsys):
    def broken():
        raise ImportError("libfoo.so.1: cannot open\nshared object file")

    monkeypatch.setitem(doctor.USES, "torch", broken)
    assert main(["doctor"]) == 2
    said = capsys.readouterr()
    assert f"libfoo.so.1: cannot open shared object file: {doctor.REMEDY}" in said.out
    assert said.out.count("✗") == 1
    assert said.err.count("\n") == 1


def test_budget_says_minutes(parts, capsys):
    doctor.budget(parts)
    out = capsys.readouterr().out
    assert "smoke" in out
    assert "minutes" in out
