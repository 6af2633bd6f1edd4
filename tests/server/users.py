"""People of a class server: local users of this machine. Needs root.

with people({"ann": "students", "bob": "students"}):
    said = run("ann", "nbgrader", "list", cwd=home("ann"))
"""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

PYTHON = Path(sys.executable)
SHARED = (ROOT, Path(sys.base_prefix))  # what everybody has to read
LOGIN = {
    "PATH": f"{PYTHON.parent}:/usr/local/bin:/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
}


def home(name: str) -> Path:
    return Path("/home") / name


def opened(*command: object) -> list[str]:
    """A command, as root, for which no parent folder closes `SHARED` to other users.

    A checkout or a Python may lie in root's home. There, in a mount namespace of the command's own,
    an empty folder is laid over the closed one, and what is shared is bound into that.
    """
    closed = {path: _closed(path) for path in SHARED}
    kept = {path: f"/run/day38-{i}" for i, path in enumerate(SHARED) if closed[path]}
    lines = ["set -e"]
    for path, keep in kept.items():
        lines += [f"mkdir -p {keep}", f"mount --bind '{path}' {keep}"]
    lines += [
        f"mount -t tmpfs -o mode=755 tmpfs '{folder}'" for folder in {closed[p] for p in kept}
    ]
    for path, keep in kept.items():
        lines += [f"mkdir -p '{path}'", f"mount --bind {keep} '{path}'"]
    script = "\n".join([*lines, 'exec "$@"'])
    return ["unshare", "--mount", "sh", "-c", script, "sh", *map(str, command)]


def _closed(path: Path) -> Path | None:
    """The uppermost folder on the way to `path` that others cannot enter."""
    way = [*reversed(path.parents), path]
    return next((folder for folder in way if not folder.stat().st_mode & 0o001), None)


def run(name: str, *command: object, cwd: Path) -> str:
    """Have a user run a command, in nothing of the tests' own environment; what it says."""
    became = ["setpriv", f"--reuid={name}", f"--regid={name}", "--init-groups"]
    done = subprocess.run(
        opened(*became, *command),
        cwd=cwd,
        env={**LOGIN, "HOME": str(home(name)), "USER": name, "LOGNAME": name},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@contextlib.contextmanager
def people(groups: dict[str, str]):
    """Make users, each in a group and with a home that is closed to the others; they are gone afterwards.

    groups: name -> group; a user's password is the name.
    """
    assert os.geteuid() == 0, "a class server has many users: `make server` needs root"
    _remove(groups)  # what a killed run has left
    try:
        for group in set(groups.values()):
            subprocess.run(["groupadd", group], check=True)
        for name, group in groups.items():
            command = [
                "useradd",
                "-m",
                "-K",
                "HOME_MODE=0700",
                "-s",
                "/bin/bash",
                "-G",
                group,
                name,
            ]
            subprocess.run(command, check=True)
            subprocess.run(["chpasswd"], input=f"{name}:{name}\n", text=True, check=True)
        yield
    finally:
        _remove(groups)


def _remove(groups: dict[str, str]) -> None:
    for name in groups:
        subprocess.run(["pkill", "--uid", name], capture_output=True)
        subprocess.run(["userdel", "--force", "--remove", name], capture_output=True)
    for group in set(groups.values()):
        subprocess.run(["groupdel", group], capture_output=True)
