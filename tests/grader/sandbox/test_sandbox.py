"""What a student's code can neither see nor change nor exhaust, tried from inside."""

import os
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from dreamer.lab.checks.compare import difference
from dreamer.lab.checks.visible_cases import CASES
from dreamer.parts.cells import Cell
from grader import sandbox
from grader.cli import main
from grader.knowledge.right_answers import right_answer
from grader.marking.intake import Submission
from tests.conftest import ROOT

pytestmark = pytest.mark.sandbox

ASKED = {id: CASES[id] for id in ("symlog", "kl")}
RIGHT = """
import torch
from torch import Tensor

def symlog(x):
    attack()
    return torch.sign(x) * torch.log1p(x.abs())

def symexp(x):
    return torch.sign(x) * torch.expm1(x.abs())
"""
SOLVED_KL = """
import torch

def unimix(logits, ratio=0.01):
    return torch.log((1 - ratio) * logits.softmax(-1) + ratio / logits.shape[-1])

def kl_losses(posterior, prior, free_nats=1.0):
    def kl(q, p):
        q, p = unimix(q), unimix(p)
        return (q.exp() * (q - p)).sum((-2, -1)).clamp(min=free_nats)
    return kl(posterior.detach(), prior), kl(posterior, prior.detach())
"""


def write(folder, sources):
    """Notebooks of code cells, as the sandbox gets them."""
    cells = {name: [Cell("code", "", text) for text in texts] for name, texts in sources.items()}
    Submission("eve", cells).write(folder)


def ask(tmp_path, attack):
    """What is right of symlog and of kl, when symlog runs `attack` first."""
    body = "".join(f"    {line}\n" for line in attack.splitlines())
    write(tmp_path, {"01_symlog_twohot": [f"def attack():\n{body}", RIGHT], "02_rssm": [SOLVED_KL]})
    answers = sandbox.ask_all(tmp_path, ASKED)
    found = {}
    for id, cases in ASKED.items():
        for case in cases:
            outcome = answers[id, case.name].outcome
            wrong = isinstance(outcome, str) or difference(case, outcome, right_answer(case))
            found.setdefault(case.symbol, []).append(not wrong)
    return {symbol: all(rows) for symbol, rows in found.items()}


# Each holds only where it is shut off; a failing assertion makes symlog wrong.
OUT_OF_REACH = {
    "solutions": f"import os; assert not os.path.exists({str(ROOT / 'solutions')!r})",
    "repository": f"import os; assert not os.path.exists({str(ROOT / '.git')!r})",
    "grader": "import importlib.util; assert importlib.util.find_spec('grader') is None",
    "other submissions": "import os; assert not os.path.exists({other!r})",
    "home": "import os; assert os.path.expanduser('~') == '/tmp'",
    "accounts": "import os; assert not os.path.exists('/etc/passwd')",
    "environment": "import os; assert 'SECRET_OF_THE_SHELL' not in os.environ",
    "other processes": "import os; assert len([p for p in os.listdir('/proc') if p.isdigit()]) < 8",
    "user": """import os
assert os.getuid() in (65534, *range(60_600, 61_100)) or open('/proc/self/uid_map').read().split()[2] == '1'""",
    "settings of the kernel": """try:
    open('/proc/sys/kernel/core_pattern', 'r+b')
except OSError:
    return
raise AssertionError""",
    "devices": """import os
try:
    os.chmod('/dev/null', 0o600)
except OSError:
    return
raise AssertionError""",
    "times of devices": """import os
for name in ('null', 'zero', 'full', 'random', 'urandom', 'tty'):
    try:
        os.utime(f'/dev/{name}', (1, 1))
    except OSError:
        continue
    raise AssertionError(name)
open('/dev/null', 'w').write('x')""",
    "capabilities": """rows = [line for line in open('/proc/self/status') if line.startswith('Cap')]
assert len(rows) == 5 and {int(row.split()[1], 16) for row in rows} == {0}""",
    "user namespaces": """import ctypes
libc = ctypes.CDLL(None)
for flags in (0x10000000, 0x20000, 0x8000000, 0x40000000):
    assert libc.unshare(flags) != 0
assert libc.syscall(56, 0x10000000 | 17, 0, 0, 0, 0) < 0  # clone, on x86-64""",
    "keys": """import ctypes
assert ctypes.CDLL(None).syscall(250, 0, -3, 1) < 0  # keyctl, on x86-64: the session keyring
assert not __import__('os').path.exists('/proc/keys')""",
    "virtual machine": """import socket
try:
    socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)
except OSError:
    return
raise AssertionError""",
    "network": """import socket
try:
    socket.create_connection(('1.1.1.1', 53), 0.5)
except OSError:
    return
raise AssertionError""",
    "interpreter": """import os, sys, torch
for path in (torch.__file__, sys.executable, '/lab/worker.py', '/lab/dreamer/parts/notebooks.py', '/usr/x'):
    try:
        open(path, 'a')
    except OSError:
        continue
    raise AssertionError(path)""",
    "notebooks": """import os
try:
    os.remove('/lab/notebooks/02_rssm.ipynb')
except OSError:
    return
raise AssertionError""",
    "mounts": """import ctypes
libc = ctypes.CDLL(None)
assert libc.mount(b'none', b'/tmp', b'tmpfs', 0, None) != 0""",
    "inodes": """try:
    for n in range(5000):
        open(f'/tmp/{n}', 'w').close()
except OSError:
    return
raise AssertionError""",
    "threads": """import threading, time
try:
    for _ in range(100):
        threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
except RuntimeError:
    return
raise AssertionError""",
    "locks on files of all": """import fcntl, os
file = os.open(os.__file__, os.O_RDONLY)
for lock in (fcntl.flock, fcntl.lockf):
    try:
        lock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        continue
    raise AssertionError""",
    "what is in the page cache": """import os
file = os.open(os.__file__, os.O_RDONLY)
tries = (
    lambda: os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED),
    lambda: os.preadv(file, [bytearray(1)], 0, os.RWF_NOWAIT),
)
for attempt in tries:
    try:
        attempt()
    except OSError:
        continue
    raise AssertionError""",
    "other exercises' questions": """import gc
cases = [x for x in gc.get_objects() if type(x).__name__ == 'Case' and x.symbol == 'kl_losses']
from dreamer.lab.checks.visible_cases import CASES
assert all(any(case is known for known in CASES['kl']) for case in cases)""",
    "shared memory": """import mmap
try:
    mmap.mmap(-1, 1 << 20, mmap.MAP_SHARED)
except OSError:
    return
raise AssertionError""",
    "memory of no process": """import ctypes
libc = ctypes.CDLL(None)
assert libc.memfd_create(b'x', 0) < 0
assert libc.shmget(1, 1 << 20, 0o1600) < 0
assert libc.semget(1, 1, 0o1600) < 0
assert libc.msgget(1, 0o1600) < 0""",
    "disk": """try:
    with open('/tmp/filler', 'wb') as file:
        for _ in range(400):
            file.write(bytes(1 << 20))
except OSError:
    return
raise AssertionError""",
}


# Root's folders as others may not enter them: laid open, what is needed of them, and everything done as somebody without rights.
AS_AN_ACCOUNT = """
for path in {paths}; do
  top="$path"; closed=
  while [ "$top" != / ]; do
    top=$(dirname "$top"); [ $(( 0$(stat -c %a "$top") & 1 )) = 1 ] || closed="$top"
  done
  [ -z "$closed" ] && continue
  exec 9<"$path"
  mount -t tmpfs -o mode=755 none "$closed"; mkdir -p "$path"; mount --no-canonicalize --bind /proc/self/fd/9 "$path"
done
export HOME=/tmp
exec setpriv --reuid 60700 --regid 60700 --clear-groups "$@"
"""
PATHS = shlex.join(dict.fromkeys([sys.base_prefix, sys.prefix, str(ROOT)]))
# Who may be grading -> the beginning of a command line that makes one so.
GRADERS = {
    "an account": []
    if os.geteuid()
    else ["unshare", "--mount", "sh", "-ec", AS_AN_ACCOUNT.format(paths=PATHS), "sh"],
    "root of a container": [
        *(["unshare", "--user", "--map-root-user"] if os.geteuid() else []),
        *("setpriv", "--bounding-set", "-sys_admin", "--inh-caps", "-sys_admin"),
    ],
}
DEPENDS_ON_WHO_GRADES = "user or capabilities or kernel or inodes or fork"


@pytest.mark.parametrize("who", GRADERS)
def test_out_of_reach_whoever_grades(who):
    """Some of these tests again, as somebody else."""
    here = Path(__file__)
    some = f"({DEPENDS_ON_WHO_GRADES}) and not whoever"
    command = [*GRADERS[who], sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
    command += ["-m", "sandbox", here, "-k", some]
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        environment = {**os.environ, "PYTEST_DEBUG_TEMPROOT": folder}
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment)
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout
    assert "skipped" not in done.stdout


@pytest.mark.parametrize("what", OUT_OF_REACH)
def test_out_of_reach(tmp_path, what, monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_SHELL", "here")
    other = tmp_path.parent / "other.ipynb"
    other.write_text("somebody else's")
    found = ask(tmp_path, OUT_OF_REACH[what].replace("{other!r}", repr(str(other))))
    assert found == {"symlog": True, "symexp": True, "kl_losses": True}


# Each may cost symlog, and nothing else.
DESTRUCTIVE = {
    "exit": "import os; os._exit(0)",
    "segfault": "import ctypes; ctypes.string_at(0)",
    "kill all": "import os, signal; os.kill(-1, signal.SIGTERM)",
    "kill group": "import os, signal; os.killpg(0, signal.SIGKILL)",
    "endless": "while True: pass",
    "endless in C": "sum(range(10**12))",
    "deaf": """import signal
for n in (signal.SIGALRM, signal.SIGPROF, signal.SIGTERM, signal.SIGINT):
    signal.signal(n, signal.SIG_IGN)
while True: pass""",
    "memory": """hoard = []
while True: hoard.append(bytearray(1 << 26))""",
    "memory of a process whose first thread has ended": """import ctypes, os, threading, time
def fill():
    time.sleep(0.2)
    hoard = [bytearray(b'x') * (1 << 28) for _ in range(16)]
    time.sleep(20)
    os._exit(0)
if os.fork() == 0:
    threading.Thread(target=fill).start()
    ctypes.CDLL(None).syscall(60, 0)  # exit, of this thread alone, on x86-64
os.wait()
raise AssertionError('not stopped')""",
    "descriptors": """import os
for n in range(64):
    try: os.close(n)
    except OSError: pass""",
    "noise": """import os
for n in range(64):
    try: os.write(n, b'x' * 4096)
    except OSError: pass""",
    "recursion": "attack()",
    "threads": """import threading, time
for _ in range(50): threading.Thread(target=time.sleep, args=(1000,)).start()""",
    "fork bomb": """import os
while True: os.fork()""",
    "orphans": """import os, time
if os.fork() == 0:
    os.setsid(); time.sleep(1000)""",
}


@pytest.mark.parametrize("what", DESTRUCTIVE)
def test_destruction_stays_inside(tmp_path, what):
    found = ask(tmp_path, DESTRUCTIVE[what])
    assert found["kl_losses"]


@pytest.mark.parametrize("lie", ["torch.equal", "torch.allclose", "torch.Tensor.__eq__"])
def test_patched_comparisons_make_nothing_right(tmp_path, lie):
    """What is compared is compared outside."""
    wrong = RIGHT.replace("log1p", "log")
    attack = f"import torch\ndef attack():\n    {lie} = lambda *a, **k: True"
    write(tmp_path, {"01_symlog_twohot": [attack, wrong]})
    answers = sandbox.ask_all(tmp_path, {"symlog": CASES["symlog"]})
    case = CASES["symlog"][0]
    outcome = answers["symlog", case.name].outcome
    assert isinstance(outcome, str) or difference(case, outcome, right_answer(case))


def test_every_question_has_an_answer_object(tmp_path):
    """Even where there is no notebook at all."""
    answers = sandbox.ask_all(tmp_path, ASKED)
    assert set(answers) == {(id, case.name) for id, cases in ASKED.items() for case in cases}
    assert all(isinstance(answer.outcome, str) for answer in answers.values())


def test_the_doctor_finds_all_of_it_out_of_reach(capsys):
    assert main(["doctor"]) == 0
    _, *rows, limits = capsys.readouterr().out.splitlines()
    assert len(rows) == 7
    for row in rows:
        assert row.split()[-2] == "✓", row
    assert limits.startswith("limits of memory and tasks: ")


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_who_was_killed_from_outside_has_not_answered(tmp_path, depth):
    """Out of memory, a reboot: that says nothing of a submission, and is tried again."""
    write(
        tmp_path, {"01_symlog_twohot": [RIGHT.replace("attack()", "__import__('time').sleep(3)")]}
    )
    with sandbox.Sandbox(tmp_path) as inside:
        pid = inside._process.pid
        for _ in range(depth):  # bubblewrap, the process in it, and the one that asks
            until = time.monotonic() + 20
            while not (found := children(pid)) and time.monotonic() < until:
                time.sleep(0.05)
            (pid,) = found
        clock = threading.Timer(2, os.kill, (pid, signal.SIGKILL))
        clock.start()
        with pytest.raises(sandbox.KilledFromOutside, match="tries again"):
            inside.ask_all(ASKED)
        clock.join()


def test_what_we_end_ourselves_counts_as_unanswered(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 3.0)
    write(
        tmp_path, {"01_symlog_twohot": [RIGHT.replace("attack()", "__import__('time').sleep(60)")]}
    )
    with sandbox.Sandbox(tmp_path) as inside:
        assert sandbox.NEVER in inside.ask_all({"symlog": CASES["symlog"]}).values()


def children(pid):
    """The processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
