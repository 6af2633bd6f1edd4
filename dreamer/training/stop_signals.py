"""Turns Ctrl-C and SIGTERM into a flag that the training loop polls, so that it can save first.

On Windows nobody can send SIGTERM; Ctrl-Break takes its place there.
"""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C or SIGTERM sets; a second Ctrl-C interrupts at once."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def ask(signum, frame) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before[signal.SIGINT])

    signals = [signal.SIGINT, signal.SIGTERM]
    if sys.platform == "win32":
        signals.append(signal.SIGBREAK)
    before = {s: signal.signal(s, ask) for s in signals}
    try:
        yield stop
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)


# of a process that `ask_to_stop` is to reach: on Windows, only a group gets Ctrl-Break
OWN_GROUP = 0
if sys.platform == "win32":
    OWN_GROUP = subprocess.CREATE_NEW_PROCESS_GROUP


def ask_to_stop(process: subprocess.Popen) -> None:
    """Have a process, started with `creationflags=OWN_GROUP`, save and end."""
    if sys.platform == "win32":
        try:
            process.send_signal(signal.CTRL_BREAK_EVENT)
            return
        except OSError:  # there is no console to send it through: it ends, as last saved
            pass
    process.terminate()
