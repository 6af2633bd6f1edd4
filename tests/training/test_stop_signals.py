"""Is a process that trains asked to save, on each system by what it has?"""

import signal
import subprocess
import sys

import pytest

from dreamer.training.stop_signals import ask_to_stop, stop_signals


class Process:
    """What `ask_to_stop` needs of one; what it was sent."""

    def __init__(self, console=True):
        self.console, self.got = console, []

    def send_signal(self, number):
        if not self.console:
            raise OSError(6, "The handle is invalid")
        self.got.append(number)

    def terminate(self):
        self.got.append("end")


@pytest.fixture
def windows(monkeypatch):
    """Ctrl-Break, by the name of a signal that exists here."""
    monkeypatch.setattr(signal, "SIGBREAK", signal.SIGUSR2, raising=False)
    monkeypatch.setattr(signal, "CTRL_BREAK_EVENT", 1, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")


def test_ctrl_break_on_windows(windows):
    """Where `terminate` would end a process before it has saved."""
    process = Process()
    ask_to_stop(process)
    assert process.got == [1]
    with stop_signals() as stop:
        signal.raise_signal(signal.SIGUSR2)
        assert stop.is_set()


def test_without_a_console_it_ends(windows):
    process = Process(console=False)
    ask_to_stop(process)
    assert process.got == ["end"]


def test_a_real_process_here():
    code = "from dreamer.training.stop_signals import stop_signals\n"
    code += "with stop_signals() as stop:\n  print('on', flush=True)\n  stop.wait()\nprint('saved')"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"on\n"
        ask_to_stop(process)
        assert process.stdout.read() == b"saved\n"
