"""The fast tests on Debian's own Python, with its own PyTorch.

    python run.py second-python            # as root, with debootstrap and bubblewrap
    python run.py second-python forky      # the Debian after the present one
    python run.py second-python -k kl      # what follows goes to pytest

trixie (13) has Python 3.13 and PyTorch 2.6, the oldest that pyproject.toml allows; forky (14) has 3.14
and a PyTorch newer than the pinned one. Debian lies below build/ afterwards (2 GB), and is entered with
bubblewrap. The lab is installed there as into a hosted notebook, whose torch and NumPy stay: `run.py setup --here`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUITES = ("trixie", "forky")
PACKAGES = "ca-certificates,python3-venv,python3-torch"
FAST = "not slow and not browser and not sandbox and not database and not server"
PYTHON = "/venv/bin/python"
VERSIONS = "import sys, torch; print('Python', sys.version.split()[0], 'torch', torch.__version__)"


def main(arguments: list[str]) -> int:
    """Returns the exit code of the tests; 0 where there is no way to run them."""
    missing = [name for name in ("debootstrap", "bwrap") if not shutil.which(name)]
    if os.name != "posix" or os.geteuid() != 0 or missing:
        reason = f"{' and '.join(missing)} missing" if missing else "needs root"
        print(f"second-python: left out here ({reason})", flush=True)
        return 0
    suite = arguments.pop(0) if arguments and arguments[0] in SUITES else SUITES[0]
    system = ROOT / "build" / suite
    if not system.exists():
        make_system(suite, system)
    copy_sources(system / "day38")
    if not (system / "venv" / "bin" / "python").exists():
        enter(system, "/usr/bin/python3", "-m", "venv", "--system-site-packages", "/venv")
    enter(system, PYTHON, "run.py", "setup", "--here", "dev")
    enter(system, PYTHON, "-c", VERSIONS)
    tests = ["--numprocesses", "auto", "--maxprocesses", "4", "--dist", "loadscope", "-m", FAST]
    return enter(system, PYTHON, "-m", "pytest", *tests, *arguments, check=False)


def make_system(suite: str, system: Path) -> None:
    """Debian with its own Python and PyTorch, all or nothing."""
    partial = system.with_suffix(".partial")
    partial.parent.mkdir(exist_ok=True)
    subprocess.run(["rm", "-rf", "--one-file-system", partial], check=True)
    where = system.relative_to(ROOT)
    print(f"second-python: putting Debian {suite} into {where} (two minutes, once)", flush=True)
    script = Path("/usr/share/debootstrap/scripts") / suite
    command = ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", suite, str(partial)]
    if not script.exists():  # an older debootstrap does not know this name yet
        command += ["http://deb.debian.org/debian", str(script.with_name("sid"))]
    log = partial.with_suffix(".log")
    with log.open("w") as file:
        code = subprocess.run(command, stdout=file, stderr=subprocess.STDOUT).returncode
    if code:
        sys.exit("\n".join(log.read_text().splitlines()[-5:]))
    partial.rename(system)


def copy_sources(inside: Path) -> None:
    """What git knows of, and what it does not ignore."""
    shutil.rmtree(inside, ignore_errors=True)
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.check_output(listing, cwd=ROOT, text=True).split("\0"):
        if name and (ROOT / name).is_file():
            (inside / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, inside / name)


def enter(system: Path, *command: str, check: bool = True) -> int:
    """Run a command in there; ends this program where one that must work does not."""
    walls = ["bwrap", "--die-with-parent", "--bind", str(system), "/", "--dev", "/dev"]
    walls += ["--proc", "/proc", "--tmpfs", "/tmp", "--chdir", "/day38"]
    walls += ["--ro-bind", "/etc/resolv.conf", "/etc/resolv.conf"]
    for name in ("PIP_CERT", "SSL_CERT_FILE"):  # a company's proxy
        path = os.environ.get(name)
        if path and os.path.isfile(path):
            walls += ["--ro-bind", path, path]
    walls += ["--setenv", "HOME", "/root", "--setenv", "PATH", "/venv/bin:/usr/bin:/bin"]
    code = subprocess.run([*walls, "--unsetenv", "PIP_FIND_LINKS", *command]).returncode
    if code and check:
        sys.exit(code)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
