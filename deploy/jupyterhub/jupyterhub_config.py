"""JupyterHub for a class on one machine: its people are local users. README.md beside this file says how.

jupyterhub -f deploy/jupyterhub/jupyterhub_config.py

Whoever is in the group day38-teachers works with this checkout, and with the grader in it. Whoever is in
day38-students works with the learners' bundle, unpacked in /opt/day38, and cannot read this checkout.
"""

import grp
import os
import pwd
from pathlib import Path

c = get_config()  # noqa: F821  (traitlets provides it)

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[1]
BUNDLE = Path(os.environ.get("DAY38_BUNDLE", "/opt/day38"))
STATE = Path(os.environ.get("DAY38_STATE", "/var/lib/day38-hub"))
TEACHERS, STUDENTS = "day38-teachers", "day38-students"
MEMORY = 4 * 2**30  # bytes: some notebooks at once; training `laptop` takes less than 1 GB
PROCESSORS = 2.0
SYSTEMD = Path("/run/systemd/system").is_dir()


def is_teacher(name):
    return name in grp.getgrnam(TEACHERS).gr_mem


def prepare(spawner):
    """Which environment a user's server runs in, and which settings it reads."""
    teacher = is_teacher(spawner.user.name)
    programs = (CHECKOUT if teacher else BUNDLE) / ".venv" / "bin"
    spawner.cmd = [str(programs / "python"), "-m", "jupyterhub.singleuser"]
    if not SYSTEMD:  # as in a container; the limit is then one of each process
        spawner.cmd = ["prlimit", f"--data={MEMORY}", *spawner.cmd]
    settings = [BUNDLE / "jupyter" / "everyone"]
    if teacher:
        course = Path(pwd.getpwnam(spawner.user.name).pw_dir) / "course"  # whose formgrader it is
        settings = [course, BUNDLE / "jupyter" / "teachers", *settings]
    else:
        settings = [BUNDLE / "jupyter" / "students", *settings]  # without formgrader in the menu
    spawner.environment = {
        "PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin",
        "JUPYTER_CONFIG_PATH": ":".join(map(str, settings)),
        "MUJOCO_GL": "disabled",  # training from state needs no graphics
    }


STATE.mkdir(mode=0o700, parents=True, exist_ok=True)
c.JupyterHub.db_url = f"sqlite:///{STATE / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")
c.ConfigurableHTTPProxy.command = [str(HERE / "node_modules/.bin/configurable-http-proxy")]
c.JupyterHub.bind_url = "http://127.0.0.1:8000"  # a web server with TLS stands before it

c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {TEACHERS, STUDENTS}
c.PAMAuthenticator.open_sessions = False

c.JupyterHub.spawner_class = "systemd" if SYSTEMD else "localprocess"
c.Spawner.mem_limit = MEMORY
c.Spawner.cpu_limit = PROCESSORS
c.Spawner.pre_spawn_hook = prepare
c.Spawner.default_url = "/lab"
