"""Shuts a process in before it runs a student's line: `worker.py` forks one for each exercise, and here it is locked.

    child, keeper = fork(user=0)    in the child: (0, 0), and all of the locks are shut

Namespaces of its own: files (an empty /tmp and /dev/shm, a /proc of its own processes alone), processes, network,
shared memory. No capabilities, limits, and no system calls but those that Python and torch need (by libseccomp, which
apt and systemd rest on, too): none for namespaces, sockets, keys, or memory that is counted nowhere. All of it ends with
the child: nothing is left for the next.
"""

from __future__ import annotations

import ctypes
import os
import resource
import struct
import sys

TMPFS = 64 << 20  # bytes that can be written to each of two folders
INODES = 4096  # files in each
WRITTEN = 32 << 20  # bytes of a file
TASKS = 64  # processes and threads
OPEN = 256  # files that a process has open
DEVICES = ("null", "zero", "full", "random", "urandom", "tty")  # that bwrap gives

# of <sched.h>, <sys/mount.h>, <sys/prctl.h>, <linux/capability.h>, <seccomp.h>
NEWNS, NEWUTS, NEWIPC, NEWUSER = 0x00020000, 0x04000000, 0x08000000, 0x10000000
NEWPID, NEWNET, NEWCGROUP, NEWTIME = 0x20000000, 0x40000000, 0x02000000, 0x00000080
NOSUID, NODEV, NOEXEC, BIND, REC, PRIVATE = 2, 4, 8, 0x1000, 0x4000, 0x40000
READ_ONLY, REMOUNT, NOATIME, NODIRATIME = 1, 32, 1024, 2048
SET_DUMPABLE, CAPBSET_DROP = 4, 24
CAPABILITIES_3 = 0x20080522
ALLOW, ERRNO, MASKED_EQ = 0x7FFF0000, 0x00050000, 7
ENOSYS = 38
MAP_SHARED = 1
# System calls of which only some kinds are let through, by the argument that says which.
SOME = (
    # TCGETS, TIOCGWINSZ, TIOCGPGRP, FIONREAD, FIONBIO, FIOCLEX, FIONCLEX
    ("ioctl", 1, (0x5401, 0x5413, 0x540F, 0x541B, 0x5421, 0x5451, 0x5450)),
    # F_DUPFD to F_SETFL and F_DUPFD_CLOEXEC; no locks: others see them on files that all read
    ("fcntl", 1, (0, 1, 2, 3, 4, 1030)),
    # DONTNEED, FREE, HUGEPAGE, NOHUGEPAGE; nothing that moves what others read in and out of memory
    ("madvise", 2, (4, 8, 14, 15)),
)

# What is not here does not exist for a student's code (ENOSYS): of what the kernel gets, nothing comes by itself.
CALLS = """
access chdir chmod close close_range copy_file_range creat dup dup2 dup3 faccessat faccessat2 fallocate fchdir
fchmod fchmodat fdatasync fgetxattr flistxattr fstat fstatfs fsync ftruncate getcwd getdents
getdents64 getxattr lgetxattr link linkat listxattr llistxattr lseek lstat mkdir mkdirat newfstatat open openat pread64
preadv pwrite64 pwritev read readlink readlinkat readv rename renameat renameat2 rmdir sendfile
stat statfs statx symlink symlinkat truncate umask unlink unlinkat write writev

epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_wait eventfd eventfd2 pipe pipe2 poll ppoll pselect6 select

brk get_mempolicy membarrier mprotect mremap msync munmap

arch_prctl capget execve exit exit_group fork get_robust_list get_tid_address getcpu getegid geteuid getgid getgroups
getpgid getpgrp getpid getppid getpriority getrandom getresgid getresuid getrlimit getrusage getsid gettid getuid kill
prctl prlimit64 rseq sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getparam sched_getscheduler
sched_setaffinity sched_yield set_robust_list set_tid_address setpgid setpriority setrlimit setsid tgkill times
tkill uname vfork wait4 waitid

pause restart_syscall rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend
rt_sigtimedwait sigaltstack

alarm clock_getres clock_gettime clock_nanosleep getitimer gettimeofday nanosleep setitimer time timer_create
timer_delete timer_getoverrun timer_gettime timer_settime timerfd_create timerfd_gettime timerfd_settime

futex futex_waitv
"""


PID = struct.Struct("i")


class Comparison(ctypes.Structure):
    """libseccomp's `scmp_arg_cmp`: a condition on an argument of a system call."""

    _fields_ = [
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("mask", ctypes.c_uint64),
        ("value", ctypes.c_uint64),
    ]


libc = ctypes.CDLL(None, use_errno=True)


def forbid_tracing() -> None:
    """Let no other process trace this one or reach into its memory and pipes."""
    libc.prctl(SET_DUMPABLE, 0, 0, 0, 0)


def fork(user: int) -> tuple[int, int]:
    """A child that is locked in, and the process that keeps it; (0, 0) in the child.

    Where the child is killed, all that it has started ends, and then the keeper.

    user: the id that the child gets where this process is root; 0 leaves it as it is.
    Raises OSError where a lock does not shut.
    """
    told, tell = os.pipe()
    keeper = os.fork()
    if keeper:
        os.close(tell)
        with os.fdopen(told, "rb") as stream:
            said = stream.read()
        if len(said) != PID.size:
            os.waitpid(keeper, 0)
            raise OSError(said.decode("utf-8", "replace") or "no process could be started")
        return PID.unpack(said)[0], keeper
    os.close(told)
    ended = _keep(tell, user)
    if ended is None:
        return 0, 0
    os._exit(ended)


def _keep(tell: int, user: int) -> int | None:
    """In the keeper: start the child, tell its number or what went wrong, and wait for its exit status. None in the child."""
    try:
        _call("unshare", NEWPID)
        shut, shutting = os.pipe()
        child = os.fork()
    except OSError as error:
        os.write(tell, str(error).encode())
        return 1
    if not child:
        os.close(shut)
        os.close(tell)
        try:
            _lock(user)
        except BaseException as error:
            os.write(shutting, str(error).encode() or b"?")
            os._exit(1)
        os.close(shutting)
        return None
    os.close(shutting)
    with os.fdopen(shut, "rb") as stream:
        os.write(tell, stream.read() or PID.pack(child))
    os.close(tell)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code if code >= 0 else 128 - code  # as shells do


def _lock(user: int) -> None:
    _first_to_go()
    _call("unshare", NEWNS | NEWIPC | NEWNET | NEWUTS)
    _own_files()
    if user:
        os.setgroups([])
        os.setresgid(user, user, user)
    for what, most in (
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_NPROC, TASKS),
        (resource.RLIMIT_NOFILE, OPEN),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        resource.setrlimit(what, (most, most))
    for capability in range(64):
        libc.prctl(CAPBSET_DROP, capability, 0, 0, 0)  # of those there are, and we may
    if user:
        os.setresuid(user, user, user)
    _no_capabilities()
    forbid_tracing()
    _few_system_calls()


def _first_to_go() -> None:
    """Where memory runs out, the kernel ends this process and what it starts, and not those that ask or grade."""
    libc.prctl(SET_DUMPABLE, 1, 0, 0, 0)  # else this file belongs to root
    with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write("1000")


def _own_files() -> None:
    """An empty /tmp and /dev/shm, and a /proc without the system's settings, keys and other processes."""
    _mount("none", "/", None, PRIVATE | REC)
    below = {path for path in (sys.base_prefix, sys.prefix) if path.startswith("/tmp/")}
    opened = {path: os.open(path, os.O_PATH) for path in sorted(below)}
    for folder in ("/tmp", "/dev/shm"):
        options = f"size={TMPFS},nr_inodes={INODES},mode=1777"
        _mount("tmpfs", folder, "tmpfs", NOSUID | NODEV, options)
    for path, descriptor in opened.items():  # an interpreter that lies below /tmp
        os.makedirs(path, exist_ok=True)
        _mount(f"/proc/self/fd/{descriptor}", path, None, BIND | REC)
        os.close(descriptor)
    for (
        name
    ) in DEVICES:  # each is a mount of its own, of the system's node, with access rights and times
        path = f"/dev/{name}"
        if os.path.exists(path):
            as_it_is = os.statvfs(path).f_flag & (NOSUID | NODEV | NOEXEC | NOATIME | NODIRATIME)
            _mount("none", path, None, REMOUNT | BIND | READ_ONLY | as_it_is)
    _mount("proc", "/proc", "proc", NOSUID | NODEV | NOEXEC, "subset=pid,hidepid=2")
    os.chdir("/tmp")


def _no_capabilities() -> None:
    header = struct.pack("Ii", CAPABILITIES_3, 0)
    _call("capset", header, bytes(24))


def _few_system_calls() -> None:
    """Let through `CALLS`, and no others: libseccomp knows their numbers on each machine."""
    seccomp = _seccomp()
    rules = ctypes.c_void_p(seccomp.seccomp_init(ERRNO | ENOSYS))

    def allow(name: str, *conditions: Comparison) -> None:
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        array = (Comparison * len(conditions))(*conditions)
        if number >= 0 and seccomp.seccomp_rule_add_array(
            rules, ALLOW, number, len(conditions), array
        ):
            raise OSError(f"no rule for {name}")

    for name in CALLS.split():
        allow(name)
    spaces = NEWNS | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET | NEWCGROUP | NEWTIME
    allow("clone", Comparison(0, MASKED_EQ, spaces & ~0xFF, 0))  # its low byte is a signal
    # no memory that processes share: where none has touched it, nobody counts it
    allow("mmap", Comparison(3, MASKED_EQ, MAP_SHARED, 0))
    for name, place, kinds in SOME:
        for kind in kinds:
            allow(name, Comparison(place, MASKED_EQ, 0xFFFFFFFF, kind))
    if seccomp.seccomp_load(rules):
        raise OSError("the filter of system calls could not be loaded")


def _seccomp() -> ctypes.CDLL:
    library = ctypes.CDLL("libseccomp.so.2")
    library.seccomp_init.restype = ctypes.c_void_p
    library.seccomp_init.argtypes = [ctypes.c_uint32]
    library.seccomp_rule_add_array.argtypes = [
        ctypes.c_void_p,
        ctypes.c_uint32,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.POINTER(Comparison),
    ]
    library.seccomp_load.argtypes = [ctypes.c_void_p]
    return library


def _mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    _call(
        "mount",
        source.encode(),
        target.encode(),
        kind.encode() if kind else None,
        ctypes.c_ulong(flags),
        options.encode() or None,
    )


def _call(name: str, *arguments: object) -> None:
    """A function of the C library that returns 0. Raises OSError."""
    if getattr(libc, name)(*arguments):
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
