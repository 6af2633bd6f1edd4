"""Reads the file names of learning platforms (Moodle, Canvas, …): which file it is, and whose.

match = wanted("leeann_late_12_34_01_symlog_twohot-1.ipynb")
student_of(PurePosixPath("."), match["before"])  ->  "leeann"
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from dreamer.lab.handin import AGENT, CURVE
from grader.marking.intake import NOTEBOOKS
from grader.paths import ASSIGNMENT

FILES = {*(f"{name}.ipynb" for name in NOTEBOOKS), AGENT, CURVE}
# 01_symlog_twohot.ipynb, ann_123_01_symlog_twohot.ipynb, ann_123_01_symlog_twohot-1.ipynb
STEMS = "|".join({Path(name).stem: None for name in sorted(FILES)})
WANTED = re.compile(rf"(?P<before>.*?)(?P<stem>{STEMS})(?:-\d+)?(?P<ending>\.\w+)")
INNER_ZIP = re.compile(r"(?P<before>.*?)(?:day38)?(?:-\d+)?\.zip")
# What a system adds to a name: Moodle "Ann Lee_123_assignsubmission_file_", Canvas "leeann_late_12_34_".
ADDED = re.compile(r"(_LATE|_late)?(_\d+)*(_assignsubmission_file)?_*$")
NO_STUDENT = {"", "labs", "solutions", ASSIGNMENT}  # folders between student and notebook
# In the folders that Moodle makes; what lies in them is named by students.
MOODLE = "_assignsubmission_"
NAME = 200  # bytes of a student's name


def wanted(name: str) -> re.Match[str] | None:
    """How a downloaded file's name matches that of a file to hand in; None where it does not."""
    match = WANTED.fullmatch(name)
    return match if match and match["stem"] + match["ending"] in FILES else None


def student_of(folder: PurePosixPath, before: str) -> str:
    """The student's name; "" where nothing says it.

    Moodle's folder says it, else a file's beginning where a system's number follows, else the folder
    nearest to the file, else the file's beginning all the same.
    """
    systems = [part for part in folder.parts if MOODLE in part]
    numbered = (before,) if re.search(r"_\d", before) else ()
    for text in (*systems, *numbered, *reversed(folder.parts), before):
        name = ADDED.sub("", text).strip(" ._-") if text not in NO_STUDENT else ""
        name = re.sub(r"[^\w .@+=-]", "_", name).encode()[:NAME].decode(errors="ignore")
        if name and name not in NO_STUDENT:
            return name
    return ""
