"""What is said: refusals in a sentence, long work with its seconds, and what pip's errors mean.

code, text = follow([python, "-m", "pip", "install", "torch"], "Installing PyTorch")
"""

import contextlib
import glob
import os
import queue
import re
import shutil
import subprocess
import sys
import threading
import time


class Refusal(Exception):
    """Says in a sentence or two what is wrong and what to type; the exit code is 2."""


class Failed(Exception):
    """A command that spoke for itself ended with this exit code."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def call(command):
    """Run a command in this window; Failed where it fails. Ctrl-C is for it alone: training saves first."""
    process = subprocess.Popen(command)
    while True:
        try:
            code = process.wait()
            break
        except KeyboardInterrupt:
            continue
    if code:
        raise Failed(code if code > 0 else 128 - code)


def say(text):
    print(text, flush=True)


def follow(command, doing, packages=None):
    """Run a command and show what it is at and for how long; returns (exit code, its output).

    packages: the folder that pip installs into, to count what is there.
    """
    environment = dict(os.environ, PYTHONUNBUFFERED="1", PYTHONIOENCODING="utf-8")
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    lines = queue.Queue()
    reader = threading.Thread(target=lambda: pour(process.stdout, lines), daemon=True)
    reader.start()
    status = Status(doing, packages)
    text = []
    try:
        while reader.is_alive() or not lines.empty():
            with contextlib.suppress(queue.Empty):
                line = lines.get(timeout=0.5)
                if not line.startswith("Progress "):
                    text.append(line)
                status.heard(line)
            status.show()
        return process.wait(), "\n".join(text)
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise
    finally:
        status.close()


def pour(stream, lines):
    with stream:
        for line in stream:
            lines.put(line.decode("utf-8", "replace").rstrip())


class Status:
    """One line that changes in a terminal; elsewhere a new line every ten seconds."""

    def __init__(self, doing, packages):
        self.doing = doing
        self.packages = packages
        self.before = self.total = 0  # packages there before, and to be unpacked
        self.start = self.shown = time.monotonic()
        self.at = ""
        self.file = ""
        self.terminal = sys.stdout.isatty()
        if not self.terminal:
            say(doing)

    def heard(self, line):
        """Takes a line of pip's, where it tells what it is at."""
        progress = re.match(r"Progress (\d+) of (\d+)", line)
        download = re.match(r"\s*Downloading (\S+?)(?:-[\d.]+\S*)? \((.*)\)", line)
        collect = re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.\-]+)", line)
        unpack = re.match(r"Installing collected packages: (.*)", line)
        if progress and int(progress.group(2)) > 1e6:
            done, size = (int(number) / 1e6 for number in progress.groups())
            self.at = f"downloading {self.file}: {done:.0f} of {size:.0f} MB"
        elif download:
            self.file = download.group(1).split("/")[-1]
            self.at = f"downloading {self.file} ({download.group(2)})"
        elif collect:
            self.at = "looking at " + collect.group(1)
        elif unpack:
            self.before, self.total = self.count(), unpack.group(1).count(",") + 1
        elif "Retrying" in line:
            self.at = "the network does not answer, trying again"

    def count(self):
        """How many packages are installed: pip writes RECORD last."""
        return len(glob.glob(os.path.join(self.packages or "", "*.dist-info", "RECORD")))

    def show(self):
        now = time.monotonic()
        if now - self.shown < (0.5 if self.terminal else 10):
            return
        self.shown = now
        if self.total:
            self.at = f"unpacking, {self.count() - self.before} of {self.total} packages"
        text = "{}: {} ({:.0f} s)".format(self.doing, self.at or "working", now - self.start)
        if self.terminal:
            width = shutil.get_terminal_size().columns - 1
            sys.stdout.write("\r" + text[:width].ljust(width))
            sys.stdout.flush()
        else:
            say("  " + text)

    def close(self):
        seconds = time.monotonic() - self.start
        if self.terminal:
            width = shutil.get_terminal_size().columns - 1
            text = f"{self.doing} ({seconds:.0f} s)"
            sys.stdout.write("\r" + text[:width].ljust(width) + "\n")
            sys.stdout.flush()


REASONS = (  # what pip or Python says -> what it means, and what to do
    (
        r"No space left on device|Errno 28|not enough space on the disk",
        "The disk is full. Make room (an installation takes about 3 GB) and say the same again: it goes on.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError",
        "The packages' server shows a certificate that this Python does not know, as behind a company's proxy: "
        "ask for its certificate, type `python -m pip config set global.cert FILE`, and say the same again.",
    ),
    (
        r"NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|Failed to establish|"
        r"name resolution|getaddrinfo failed|Read timed out|ProxyError|IncompleteRead|ConnectionResetError|Network is unreachable",
        "The network does not answer, so packages cannot be fetched. What is here already is kept: say the same again later.",
    ),
    (
        r"externally-managed-environment",
        "This Python belongs to the system, which lets nobody install into it: leave --here out.",
    ),
    (
        r"WinError 126|c10\.dll|vcruntime",
        "PyTorch needs Microsoft's Visual C++ runtime: install https://aka.ms/vs/17/release/vc_redist.x64.exe "
        "and say the same again.",
    ),
    (
        r"WinError 206|path too long|Long Path",
        "Windows cuts paths at 260 characters: unpack Day 38 into a short one, as C:\\day38, and say the same again.",
    ),
    (
        r"Permission denied|PermissionError|WinError 5\b",
        "A file may not be written: close notebooks and programs that use .venv, and see that this folder is yours.",
    ),
)


def why(text):
    """What went wrong, in plain words, or None."""
    for pattern, meaning in REASONS:
        if re.search(pattern, text):
            return meaning
    missing = re.search(r"No matching distribution found for (\S+)", text)
    if missing:
        return f"There is no package {missing.group(1)} for this Python and system: docs/installing.md says what works."
    return None


def tail(text):
    return "\n".join(text.strip().splitlines()[-12:])
