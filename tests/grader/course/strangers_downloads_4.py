#!/usr/bin/env python3
"""Thirty realistic bulk downloads of one assignment, with what must come out of each.

Every `case_NAME(folder)` builds one download inside an existing empty folder and returns
    {"source": path, "roster": path or None, "says": sentence,
     "expect": {"work": {who: [markers]}, "never": [markers], "look": True/False/None}}

`who` is a plain ASCII label of a person or team (not necessarily how the system spells it).
A marker is the text MARK[who|file|attempt] inside the file: a comment in a code cell, the metadata
of the safetensors file, or the method column of the csv.  Markers that occur in a download but stand
neither in `work` nor in `never` are free: either way of handling them is fine (they are the reason
for look = True).  Where a system hands out the same file twice, both copies are identical byte for
byte, and the file is to be taken once.

    python3 downloads.py            build and check all cases in a temporary directory
    python3 downloads.py DIR        the same, but keep the cases in DIR/<case name>/
"""
import csv
import datetime
import hashlib
import io
import json
import os
import re
import struct
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
import zlib

NB = ["01_symlog_twohot.ipynb", "02_rssm.ipynb", "03_returns.ipynb", "04_train_and_compare.ipynb"]
ST, CSV = "agent.safetensors", "agent.csv"
ALL = NB + [ST, CSV]
_LAST = None          # the builder of the case made last (for the self-check only)


# ------------------------------------------------------------------ contents of files

def notebook(marker, title):
    cells = [
        {"cell_type": "markdown", "id": "a0", "metadata": {}, "source": ["# " + title]},
        {"cell_type": "code", "id": "a1", "metadata": {}, "execution_count": 1,
         "outputs": [{"output_type": "stream", "name": "stdout", "text": ["0.6931\n"]}],
         "source": ["# " + marker + "\n", "import math\n", "print(round(math.log1p(1.0), 4))"]},
        {"cell_type": "code", "id": "a2", "metadata": {}, "execution_count": None, "outputs": [],
         "source": ["def symlog(x):\n", "    return math.copysign(math.log1p(abs(x)), x)"]},
    ]
    meta = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python", "version": "3.11.4"}}
    book = {"cells": cells, "metadata": meta, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(book, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def safetensors(marker):
    number = zlib.crc32(marker.encode())
    data = struct.pack("<4f", *[((number >> (8 * i)) & 255) / 255.0 for i in range(4)])
    head = {"__metadata__": {"note": marker, "format": "pt"},
            "actor.weight": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}}
    text = json.dumps(head, ensure_ascii=False).encode("utf-8")
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


def table(marker):
    out = io.StringIO()
    w = csv.writer(out, lineterminator="\n")
    w.writerow(["method", "task", "seed", "env_steps", "wall_seconds", "episode_return"])
    seed = zlib.crc32(marker.encode()) % 97
    for i in range(3):
        w.writerow([marker, "pendulum", i, 1000 * (i + 1), 12.5 * (i + 1) + seed, -300.0 + 40 * i + seed])
    return out.getvalue().encode("utf-8")


def content(marker, name):
    low = name.lower()
    if ".safetensors" in low:
        return safetensors(marker)
    if ".csv" in low:
        return table(marker)
    return notebook(marker, name)


def appledouble(marker):
    """A ._file as macOS writes it: AppleDouble header, extended attributes (here: with a marker)."""
    attr = b"com.apple.metadata:kMDItemWhereFroms\0bplist00 " + marker.encode() + b"\0"
    head = struct.pack(">II16sH", 0x00051607, 0x00020000, b"Mac OS X        ", 1)
    return head + struct.pack(">III", 9, 38, len(attr)) + attr


DS_STORE = b"\0\0\0\1Bud1\0\0\x10\0\0\0\x08\0\0\0\x10\0" + b"\0" * 64


# ------------------------------------------------------------------ containers

def when(text):
    return datetime.datetime.strptime(text, "%Y-%m-%d %H:%M:%S")


NOON = when("2024-03-14 21:30:00")


def norm(entries):
    """entries: (path, bytes[, datetime]) -> triples"""
    out = []
    for e in entries:
        out.append((e[0], e[1], e[2] if len(e) > 2 else NOON))
    return out


def save_dir(root, entries):
    os.makedirs(root, exist_ok=True)
    for path, data, date in norm(entries):
        full = os.path.join(root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as f:
            f.write(data)
        os.utime(full, (date.timestamp(), date.timestamp()))
    return root


def zip_bytes(entries, folders=False, zip64=False, system=3):
    buf = io.BytesIO()
    with zipfile.ZipFile(buf, "w", zipfile.ZIP_DEFLATED) as z:
        seen = set()
        for path, data, date in norm(entries):
            if folders:
                parts = path.split("/")[:-1]
                for i in range(1, len(parts) + 1):
                    d = "/".join(parts[:i]) + "/"
                    if d not in seen:
                        seen.add(d)
                        info = zipfile.ZipInfo(d, date.timetuple()[:6])
                        info.create_system = system
                        info.external_attr = (0o40755 << 16) | 0x10
                        z.writestr(info, b"")
            info = zipfile.ZipInfo(path, date.timetuple()[:6])
            info.create_system = system
            info.external_attr = 0o100644 << 16 if system == 3 else 0x20
            info.compress_type = zipfile.ZIP_DEFLATED
            with z.open(info, "w", force_zip64=zip64) as f:
                f.write(data)
    return buf.getvalue()


def zip_raw(entries):
    """A zip as old Windows programs write it: names are raw bytes, no UTF-8 flag, made by FAT."""
    out, central, count = b"", b"", 0
    for name, data, date in norm(entries):
        assert isinstance(name, bytes)
        dos_d = ((date.year - 1980) << 9) | (date.month << 5) | date.day
        dos_t = (date.hour << 11) | (date.minute << 5) | (date.second // 2)
        c = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = c.compress(data) + c.flush()
        common = struct.pack("<HHHHHIIIHH", 20, 0, 8, dos_t, dos_d, zlib.crc32(data),
                             len(packed), len(data), len(name), 0)
        at = len(out)
        out += b"PK\3\4" + common + name + packed
        central += b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0x20, at) + name
        count += 1
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(central), len(out), 0)
    return out + central + end


def tar_bytes(entries, mode="w:gz"):
    """entries: (path, bytes[, datetime]) or (path, ("link", target)[, datetime])"""
    buf = io.BytesIO()
    with tarfile.open(fileobj=buf, mode=mode, format=tarfile.PAX_FORMAT) as t:
        for path, data, date in norm(entries):
            info = tarfile.TarInfo(path)
            info.mtime = int(date.timestamp())
            if isinstance(data, tuple):
                info.type = tarfile.SYMTYPE
                info.linkname = data[1]
                t.addfile(info)
            else:
                info.size = len(data)
                info.mode = 0o644
                t.addfile(info, io.BytesIO(data))
    return buf.getvalue()


# ------------------------------------------------------------------ the builder

class Case:
    def __init__(self, folder, says):
        self.folder, self.says = folder, says
        self.work, self.never, self.free, self.copies = {}, [], [], set()

    def one(self, who, name, attempt="attempt 1", kind="work"):
        marker = "MARK[%s|%s|%s]" % (who, name, attempt)
        if kind == "work":
            self.work.setdefault(who, []).append(marker)
        elif kind == "never":
            self.never.append(marker)
        else:
            self.free.append(marker)
        return content(marker, name)

    def double(self, who, name):
        """an AppleDouble companion, never work"""
        marker = "MARK[%s|%s|AppleDouble]" % (who, name)
        self.never.append(marker)
        return appledouble(marker)

    def some(self, who, names, prefix="", attempt="attempt 1", kind="work", date=None, rename=None):
        out = []
        for n in names:
            shown = (rename or {}).get(n, n)
            e = (prefix + shown, self.one(who, n, attempt, kind))
            out.append(e + (date,) if date else e)
        return out

    def path(self, name):
        return os.path.join(self.folder, name)

    def put(self, name, data):
        full = self.path(name)
        with open(full, "wb") as f:
            f.write(data)
        return full

    def list(self, name, text, encoding="utf-8"):
        return self.put(name, text.encode(encoding))

    def done(self, source, roster, look):
        global _LAST
        _LAST = self
        return {"source": source, "roster": roster, "says": self.says,
                "expect": {"work": {k: list(v) for k, v in self.work.items()},
                           "never": list(self.never), "look": look}}


# ====================================================================== plain cases (14)

def case_moodle_folders_en(folder):
    c = Case(folder, "Moodle, 'Download all submissions' in folders, English; the participants list (UTF-8 with "
                     "BOM) as roster. Moodle drops the apostrophe of O'Brien; one person also wrote online text.")
    tail = "_assignsubmission_file_/"
    e = []
    e += c.some("jdoe", ALL, "Jane Doe_812345" + tail)
    e += [("Jane Doe_812345_assignsubmission_onlinetext_/onlinetext.html",
           b"<!DOCTYPE html><html><head><title>Jane Doe</title></head><body><p>Notebook 3 takes a while.</p></body></html>")]
    e += c.some("sobrien", NB, "Se\u00e1n OBrien_812346" + tail)
    e += c.some("msmithjones", NB + [CSV], "Mary-Kate Smith-Jones_812351" + tail)
    e += c.some("nadichie", ALL, "Ngozi Adichie_812360" + tail)
    e += c.some("nvan", NB, "An Nguyen Van_812362" + tail)
    src = c.put("CS4820-Homework 3-48213.zip", zip_bytes(e))
    ros = c.list("courseid_2207_participants.csv",
                 '"First name","Last name","ID number","Email address"\n'
                 'Jane,Doe,1004411,jdoe@uni.example\n'
                 "Se\u00e1n,O'Brien,1004412,sobrien@uni.example\n"
                 'Mary-Kate,Smith-Jones,1004420,msmithjones@uni.example\n'
                 'Ngozi,Adichie,1004431,nadichie@uni.example\n'
                 'An,"Nguyen Van",1004440,nvan@uni.example\n', "utf-8-sig")
    return c.done(src, ros, False)


def case_canvas_flat_late(folder):
    c = Case(folder, "Canvas submissions.zip: flat, LATE marks, -1/-2 behind names of people who handed in again (Canvas "
                     "keeps only the last submission), one person sent a zip; Lee Min and Lee Minho; gradebook as roster.")
    e = []

    def add(who, stem, first, names, suffix="", skip=()):
        n = first
        for name in names:
            base, ext = os.path.splitext(name)
            e.append(("%s_%d_%s%s%s" % (stem, n, base, suffix, ext), c.one(who, name)))
            n += 1
    add("jdoe", "doejane_50231", 7712301, ALL)
    add("lmin", "leemin_50240", 7712350, NB)
    add("lminho", "leeminho_LATE_50244", 7712399, NB + [CSV])
    add("lgarcia", "garc\u00edam\u00e1rquezluc\u00eda_50250", 7712410, NB, "-2")
    inner = c.some("pkumar", ALL, "hw3/")
    e.append(("kumarpriya_50262_7712440_hw3-1.zip", zip_bytes(inner, folders=True)))
    src = c.put("submissions.zip", zip_bytes(e))
    ros = c.list("2024-03-15T0830_Grades-CS4820.csv",
                 "Student,ID,SIS User ID,SIS Login ID,Section,Homework 3 (88123)\n"
                 "    Points Possible,,,,,10.00\n"
                 '"Doe, Jane",50231,900011,jdoe,CS4820-001,\n'
                 '"Garc\u00eda M\u00e1rquez, Luc\u00eda",50250,900015,lgarcia,CS4820-002,\n'
                 '"Kumar, Priya",50262,900016,pkumar,CS4820-001,\n'
                 '"Lee, Min",50240,900012,lmin,CS4820-001,\n'
                 '"Lee, Minho",50244,900013,lminho,CS4820-002,\n')
    return c.done(src, ros, False)


def _receipt(name, login, hw, stamp, files):
    t = ["Name: %s (%s)" % (name, login), "Assignment: " + hw, "Date Submitted: %s o'clock GMT" % stamp,
         "Current Mark: Needs Marking", "", "Submission Field:",
         "There is no student submission text data for this assignment.", "", "Comments:",
         "There are no student comments for this assignment.", "", "Files:"]
    for orig, kept in files:
        t += ["\tOriginal filename: " + orig, "\tFilename: " + kept]
    return ("\r\n".join(t) + "\r\n").encode("utf-8")


def _blackboard(c, hw, who, name, login, stamp, names, attempt="attempt 1", kind="work"):
    pre = "%s_%s_attempt_%s" % (hw, login, stamp)
    date = datetime.datetime.strptime(stamp, "%Y-%m-%d-%H-%M-%S")
    e = [(pre + "_" + n, c.one(who, n, attempt, kind), date) for n in names]
    nice = date.strftime("%A, %d %B %Y %H:%M:%S")
    e.append((pre + ".txt", _receipt(name, login, hw, nice, [(n, pre + "_" + n) for n in names]), date))
    return e


def case_blackboard_receipts(folder):
    c = Case(folder, "Blackboard Original gradebook zip, one attempt each, with the .txt receipts; the grade centre "
                     "download as roster (an .xls that is UTF-16 text with tabs).")
    e = []
    e += _blackboard(c, "Homework 3", "jdoe", "Jane Doe", "b1200451", "2024-03-14-22-58-01", ALL)
    e += _blackboard(c, "Homework 3", "pnovak", "Petra Nov\u00e1kov\u00e1", "b1200460", "2024-03-14-23-40-12", NB)
    e += _blackboard(c, "Homework 3", "tokafor", "Tobi Okafor", "b1200477", "2024-03-13-08-02-59", NB + [ST])
    e += _blackboard(c, "Homework 3", "lsmith", "Lee Smith", "b1200478", "2024-03-14-17-20-30", ALL)
    src = c.put("gradebook_2024SP-CS4820_Homework203_2024-03-15-09-12-44.zip", zip_bytes(e))
    rows = [["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability", "Homework 3 [Total Pts: 10 Score] |664617"],
            ["Doe", "Jane", "b1200451", "1200451", "2024-03-14 22:59:10", "Yes", "Needs Marking(0)"],
            ["Nov\u00e1kov\u00e1", "Petra", "b1200460", "1200460", "2024-03-14 23:41:00", "Yes", "Needs Marking(0)"],
            ["Okafor", "Tobi", "b1200477", "1200477", "2024-03-13 08:03:30", "Yes", "Needs Marking(0)"],
            ["Smith", "Lee", "b1200478", "1200478", "2024-03-14 17:21:00", "Yes", "Needs Marking(0)"]]
    text = "".join("\t".join('"%s"' % x for x in r) + "\r\n" for r in rows)
    ros = c.put("gc_2024SP-CS4820_fullgc_2024-03-15-09-14-02.xls", b"\xff\xfe" + text.encode("utf-16-le"))
    return c.done(src, ros, False)


def case_gradescope_export(folder):
    c = Case(folder, "Gradescope 'Export Submissions': numbered folders, submission_metadata.yml says whose they are; "
                     "one folder belongs to a pair that handed in together.")
    top = "assignment_4411022_export/"
    subs = [("240011223", "jdoe", [("Jane Doe", "1004411", "jdoe@uni.example")], ALL),
            ("240011250", "kwame", [("Kwame Mensah", "1004415", "kmensah@uni.example")], NB),
            ("240011301", "rossi and bianchi", [("Giulia Rossi", "1004416", "grossi@uni.example"),
                                               ("Marco Bianchi", "1004417", "mbianchi@uni.example")], ALL),
            ("240011377", "dlopez", [("Dolores L\u00f3pez", "1004418", "dlopez@uni.example")], NB + [CSV])]
    e, y = [], "---\n"
    for number, who, people, names in subs:
        e += c.some(who, names, "%ssubmission_%s/" % (top, number))
        y += "submission_%s:\n  :submitters:\n" % number
        for n, sid, mail in people:
            y += "  - :name: %s\n    :sid: '%s'\n    :email: %s\n" % (n, sid, mail)
        y += ("  :created_at: 2024-03-14 22:%s:11.442390000 Z\n  :score: 0.0\n  :status: unprocessed\n"
              "  :results:\n  :history: []\n" % number[-2:].replace("77", "57"))
    e.insert(0, (top + "submission_metadata.yml", y.encode("utf-8")))
    src = c.put("assignment_4411022_export.zip", zip_bytes(e))
    ros = c.list("CS4820_Spring_2024_roster.csv",
                 "First Name,Last Name,SID,Email,Role,Sections\n"
                 "Jane,Doe,1004411,jdoe@uni.example,Student,\n"
                 "Kwame,Mensah,1004415,kmensah@uni.example,Student,\n"
                 "Giulia,Rossi,1004416,grossi@uni.example,Student,\n"
                 "Marco,Bianchi,1004417,mbianchi@uni.example,Student,\n"
                 "Dolores,L\u00f3pez,1004418,dlopez@uni.example,Student,\n")
    return c.done(src, ros, False)


def case_nbgrader_submitted(folder):
    c = Case(folder, "The folder submitted/ of an nbgrader course (student/assignment/notebooks, timestamp.txt), with "
                     "checkpoint folders and __pycache__ as Jupyter leaves them.")
    e = []
    for who, names in [("abauer", ALL), ("bchen", NB), ("cdubois", NB + [ST, CSV]), ("dkim", NB)]:
        e += c.some(who, names, who + "/ps3/")
        e.append((who + "/ps3/timestamp.txt", b"2024-03-14 21:12:40.113342 UTC"))
    for who, n in [("abauer", NB[0]), ("abauer", NB[3]), ("dkim", NB[1])]:
        e.append(("%s/ps3/.ipynb_checkpoints/%s-checkpoint.ipynb" % (who, n[:-6]),
                  c.one(who, n, "autosave in .ipynb_checkpoints", "never")))
    e.append(("bchen/ps3/__pycache__/helpers.cpython-311.pyc", b"\xa7\r\r\n" + b"\0" * 12))
    src = save_dir(c.path("submitted"), e)
    ros = c.list("students.csv",
                 "id,first_name,last_name,email,lms_user_id\n"
                 "abauer,Anja,Bauer,abauer@uni.example,\nbchen,Bo,Chen,bchen@uni.example,\n"
                 "cdubois,Claire,Dubois,cdubois@uni.example,\ndkim,Dae-jung,Kim,dkim@uni.example,\n")
    return c.done(src, ros, False)


def _git(prefix, slug):
    sha = hashlib.sha1(slug.encode()).hexdigest()
    blob = b"tree 0\0"
    return [(prefix + ".git/HEAD", b"ref: refs/heads/main\n"),
            (prefix + ".git/config", ("[core]\n\trepositoryformatversion = 0\n\tbare = false\n[remote \"origin\"]\n"
                                      "\turl = https://github.com/rl-course-2024/%s.git\n"
                                      "\tfetch = +refs/heads/*:refs/remotes/origin/*\n" % slug).encode()),
            (prefix + ".git/description", b"Unnamed repository; edit this file 'description' to name the repository.\n"),
            (prefix + ".git/refs/heads/main", (sha + "\n").encode()),
            (prefix + ".git/objects/%s/%s" % (sha[:2], sha[2:]), zlib.compress(blob)),
            (prefix + ".git/hooks/pre-commit.sample", b"#!/bin/sh\nexit 0\n"),
            (prefix + ".github/classroom/autograding.json", b'{"tests": []}\n'),
            (prefix + ".github/workflows/classroom.yml", b"name: GitHub Classroom Workflow\non: [push]\n"),
            (prefix + ".gitignore", b".ipynb_checkpoints/\n__pycache__/\n"),
            (prefix + "README.md", b"# RL homework 3\n\nFill in the four notebooks.\n")]


def case_github_classroom_clones(folder):
    c = Case(folder, "Clones made by 'gh classroom clone student-repos' (assignment rl-hw3), each with .git; the logins "
                     "anna and anna-lena; one person keeps the notebooks in a subfolder; classroom_roster.csv.")
    e = []
    for who, sub, names in [("anna", "", ALL), ("anna-lena", "", NB), ("BSU-ShanePanther", "notebooks/", NB + [CSV]),
                            ("0xkazu", "", ALL)]:
        slug = "rl-hw3-" + who
        e += _git(slug + "/", slug)
        e += c.some(who, names, slug + "/" + sub)
    src = save_dir(c.path("rl-hw3-submissions"), e)
    ros = c.list("classroom_roster.csv",
                 '"identifier","github_username","github_id","name"\n'
                 '"schmidt.anna@uni.example","anna","104411","Anna Schmidt"\n'
                 '"weiss.annalena@uni.example","anna-lena","209331",""\n'
                 '"panther.shane@uni.example","BSU-ShanePanther","1234567","shane"\n'
                 '"tanaka.kazu@uni.example","0xkazu","9911820","Kazu"\n')
    return c.done(src, ros, False)


def case_sakai_bulk(folder):
    c = Case(folder, "Sakai bulk_download.zip ('Last, First(login)/Submission attachment(s)'); one notebook that a TA "
                     "commented lies under Feedback Attachment(s); Sakai's grades.csv (header in line 3) as roster.")
    people = [("jd123", "Doe, Jane", ALL), ("aoy5", "Oyelaran, Ade", NB), ("mdl88", "de la Cruz, Mar\u00eda", NB + [ST]),
              ("xw42", "Wang, Xiu Ying", ALL)]
    g = '"Homework 3","Points"\n""\n"Display ID","ID","Last Name","First Name","grade","Submission date","Late submission"\n'
    e = []
    for who, name, names in people:
        last, first = name.split(", ")
        g += '"%s","%s","%s","%s","","3/14/24 9:30 PM","On time"\n' % (who, who, last, first)
        top = "Homework 3/%s(%s)/" % (name, who)
        e += c.some(who, names, top + "Submission attachment(s)/")
        e.append((top + "timestamp.txt", b"20240314213011442"))
        e.append((top + "comments.txt", b""))
        e.append((top + "%s(%s)_submissionText.html" % (name, who), b""))
        e.append((top + "feedbackText.html", b""))
        if who == "aoy5":
            e.append((top + "Feedback Attachment(s)/" + NB[1], c.one(who, NB[1], "returned with comments by the TA", "never")))
    e.insert(0, ("Homework 3/grades.csv", g.encode("utf-8")))
    src = c.put("bulk_download.zip", zip_bytes(e, folders=True))
    ros = c.list("grades.csv", g)
    return c.done(src, ros, False)


def case_ilias_german(folder):
    c = Case(folder, "ILIAS exercise, all submissions: folders Lastname_Firstname_login_id with umlauts written out, the "
                     "mark of a late file in front of its name, a status.csv; member list in cp1252 with semicolons.")
    e = [("Uebungsblatt_3/status.csv", b"update;usr_id;login;lastname;firstname;status;mark\r\n0;51234;jmueller;Mueller;Juergen;notgraded;\r\n")]
    e += c.some("jmueller", ALL, "Uebungsblatt_3/Mueller_Juergen_jmueller_51234/")
    e += c.some("aweiss", NB, "Uebungsblatt_3/Weiss_Aenne_aweiss_51236/")
    e += c.some("kvonderheide", NB + [CSV], "Uebungsblatt_3/von_der_Heide_Karl-Heinz_kvonderheide_51240/")
    e += c.some("goezdemir", NB, "Uebungsblatt_3/Oezdemir_Guel_goezdemir_51301/",
                rename={NB[3]: "Verspaetete Abgabe - " + NB[3]})
    src = c.put("1710490021__0__exc_77120.zip", zip_bytes(e, folders=True))
    ros = c.list("mitglieder_rl_2024.csv",
                 "Benutzername;Nachname;Vorname;E-Mail;Matrikelnummer\r\n"
                 "aweiss;Wei\u00df;\u00c4nne;aenne.weiss@uni.example;2240012\r\n"
                 "goezdemir;\u00d6zdemir;G\u00fcl;guel.oezdemir@uni.example;2240099\r\n"
                 "jmueller;M\u00fcller;J\u00fcrgen;juergen.mueller@uni.example;2240031\r\n"
                 "kvonderheide;von der Heide;Karl-Heinz;kh.vonderheide@uni.example;2240045\r\n", "cp1252")
    return c.done(src, ros, False)


def case_google_drive_two_parts(folder):
    c = Case(folder, "Google Classroom ('make a copy for each student'), the Drive folder downloaded: flat files 'Name - "
                     "title', two part zips (-001, -002) that split one person's files, ' and / became _.")
    names = [("jdoe", "Jane Doe", NB + [CSV]), ("moneil", "Mary-Jane O_Neil", NB), ("jsilva", "Jo\u00e3o da Silva Santos", NB + [CSV]),
             ("sukarno", "Sukarno", NB)]
    flat = []
    for who, shown, files in names:
        flat += c.some(who, files, "RL Homework 3/%s - " % shown)
    cut = 7                                     # in the middle of Mary-Jane's files
    d = c.path("Downloads HW3")
    os.makedirs(d)
    for part, es in [("001", flat[:cut]), ("002", flat[cut:])]:
        with open(os.path.join(d, "RL Homework 3-20240315T081522Z-%s.zip" % part), "wb") as f:
            f.write(zip_bytes(es))
    ros = c.list("RL_2024_grades.csv",
                 "Last Name,First Name,Email Address,RL Homework 3\n"
                 "Date,,,2024-03-14\nPoints,,,100\n"
                 "Doe,Jane,jdoe@school.example,\nO'Neil,Mary-Jane,moneil@school.example,\n"
                 "da Silva Santos,Jo\u00e3o,jsilva@school.example,\n,Sukarno,sukarno@school.example,\n")
    return c.done(d, ros, False)


def case_moodle_blind_participants(folder):
    c = Case(folder, "Moodle with anonymous submissions: only 'Participant_4711', nobody's name; the anonymous grading "
                     "worksheet as roster.")
    e, ros = [], "Identifier,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments\n"
    for number, names in [("4711", ALL), ("4712", NB), ("47115", NB), ("4790", NB + [CSV])]:
        e += c.some("participant %s" % number, names, "Participant_%s_assignsubmission_file_/" % number)
        ros += 'Participant %s,Submitted for grading - ,,10.00,Yes,"Thursday, 14 March 2024, 9:30 PM",-,\n' % number
    src = c.put("CS4820-Homework 3 (anonymous)-48299.zip", zip_bytes(e))
    ros = c.list("Grades-CS4820-Homework 3 (anonymous)--48299.csv", ros, "utf-8-sig")
    return c.done(src, ros, False)


def case_markus_repos(folder):
    c = Case(folder, "MarkUs 'Download submissions': one folder per repository, groups as group_0001, people who work alone "
                     "under their login; MarkUs' group list (no header) as roster.")
    e = []
    e += c.some("group_0001", ALL, "group_0001/")
    e += c.some("group_0002", NB, "group_0002/")
    e += c.some("group_0011", NB + [CSV], "group_0011/")
    e += c.some("c5zhangw", ALL, "c5zhangw/")
    src = c.put("A3.zip", zip_bytes(e, folders=True))
    ros = c.list("A3_group_list.csv",
                 "group_0001,c5smithj,c5patelr\ngroup_0002,g4ivanov,c5leeha\ngroup_0011,c5nkosib,g4moreau\nc5zhangw,c5zhangw\n")
    return c.done(src, ros, False)


def case_zip_per_student_macos(folder):
    c = Case(folder, "A folder in which the instructor put one archive per student by hand; Macs left __MACOSX, ._files and "
                     ".DS_Store, every archive has a differently named inner folder, one is a tar.gz, one a plain folder.")
    d = c.path("hw3 collected")
    e = [(".DS_Store", DS_STORE)]
    inner = [("homework3/.DS_Store", DS_STORE)] + c.some("jdoe", ALL, "homework3/")
    inner += [("__MACOSX/homework3/._" + n, c.double("jdoe", n)) for n in NB]
    e.append(("Doe_Jane.zip", zip_bytes(inner, folders=True)))
    inner = c.some("tbaker", NB, "")
    inner += [("__MACOSX/._" + NB[0], c.double("tbaker", NB[0]))]
    e.append(("Baker_Tom.zip", zip_bytes(inner)))
    inner = [("RL hw3 FINAL/._" + NB[1], c.double("fabadi", NB[1]))] + c.some("fabadi", NB + [CSV], "RL hw3 FINAL/")
    e.append(("Abadi_Farid.tar.gz", tar_bytes(inner)))
    e += c.some("cmoreau", NB, "Moreau_Chlo\u00e9/")
    save_dir(d, e)
    ros = c.list("class list.tsv", "Name\tE-mail\nAbadi, Farid\tfabadi@uni.example\nBaker, Tom\ttbaker@uni.example\n"
                                   "Doe, Jane\tjdoe@uni.example\nMoreau, Chlo\u00e9\tcmoreau@uni.example\n")
    return c.done(d, ros, False)


def case_cocalc_collect(folder):
    c = Case(folder, "CoCalc's collect folder: folders are account ids, 'STUDENT - name.txt' says who it is (Chinese, Korean, "
                     "Arabic names); CoCalc's hidden sync files lie beside the notebooks. No roster.")
    e = []
    for who, uid, name, names in [
            ("wang wei", "3a1f0b2c-77d1-4f0e-9c55-0d9b8a7e1c01", "\u738b\u4f1f", ALL),
            ("kim minjun", "5be2c9d4-1a90-4b7c-8f11-2c6d5e4f3a02", "\uae40\ubbfc\uc900", NB),
            ("muhammad ali", "91c04d7e-0b3f-4e2a-a6d8-7f8e9d0c1b03", "\u0645\u062d\u0645\u062f \u0639\u0644\u064a", NB + [CSV]),
            ("zoe angstrom", "c7d81e5f-6a2b-4c3d-b4e5-9a8b7c6d5e04", "Zo\u00eb \u00c5ngstr\u00f6m", NB)]:
        e += c.some(who, names, uid + "/")
        e.append((uid + "/STUDENT - %s.txt" % name, ("This student is %s." % name).encode("utf-8")))
        m = "MARK[%s|%s|hidden sync file of CoCalc]" % (who, NB[0])
        c.never.append(m)
        e.append((uid + "/.%s.sage-jupyter2" % NB[0],
                  (json.dumps({"type": "settings", "kernel": "python3"}) + "\n"
                   + json.dumps({"type": "cell", "id": "a1", "pos": 0, "input": "# " + m}) + "\n").encode()))
    src = save_dir(c.path("rl2024-collect/hw3"), e)
    return c.done(src, None, False)


def case_inginious_tgz(folder):
    c = Case(folder, "INGInious download (.tgz): task/login/submission.test and uploaded_files/ with the one archive that "
                     "the task asks for; inside lie the notebooks. Roster with the columns in an unusual order.")
    e = []
    for who, names, folders in [("jdoe21", ALL, "hw3/"), ("lpeeters", NB, ""), ("lpeeters2", NB + [CSV], "rl/hw3/"), ("mtremblay", NB, "")]:
        e.append(("rl-hw3/%s/submission.test" % who,
                  ("username:\n- %s\ncourseid: LINFO2024\ntaskid: rl-hw3\nstatus: done\nresult: success\ngrade: 100.0\n" % who).encode()))
        e.append(("rl-hw3/%s/uploaded_files/hw3.zip" % who, zip_bytes(c.some(who, names, folders))))
    src = c.put("submissions.tgz", tar_bytes(e))
    ros = c.list("LINFO2024-students.csv",
                 "grade,email,realname,username\n,jane.doe@student.example,Jane Doe,jdoe21\n"
                 ",luc.peeters@student.example,Luc Peeters,lpeeters\n,lien.peeters@student.example,Lien Peeters,lpeeters2\n"
                 ",m.tremblay@student.example,Maxime Tremblay,mtremblay\n")
    return c.done(src, ros, False)


# ====================================================================== moderately tricky (8)

def case_brightspace_resubmissions(folder):
    c = Case(folder, "Brightspace: one folder per submission, so people who handed in again appear twice; the later one counts, "
                     "by the dates (Mar 9 / Mar 10, 11:55 PM / 12:05 AM without colon), not by the alphabet.")
    e = [("index.html", b"<html><head><title>Homework 3</title></head><body><table><tr><td>Submissions</td></tr></table></body></html>")]

    def add(who, uid, name, stamp, names, attempt="attempt 1", kind="work"):
        date = datetime.datetime.strptime(stamp, "%b %d, %Y %I%M %p")
        e.extend(c.some(who, names, "%s-442356 - %s - %s/" % (uid, name, stamp), attempt, kind, date))
    add("bpayne", "271836", "Blake Payne", "Mar 14, 2024 1149 AM", ALL)
    add("priya", "271840", "Priya Raman", "Mar 14, 2024 1155 PM", ALL, "attempt 1", "never")
    add("priya", "271840", "Priya Raman", "Mar 15, 2024 1205 AM", ALL, "attempt 2")
    add("tom", "271855", "Tom Mason", "Mar 10, 2024 905 AM", NB, "attempt 2")
    add("tom", "271855", "Tom Mason", "Mar 9, 2024 210 PM", NB, "attempt 1", "never")
    add("wolf", "271861", "Uwe Wolf", "Mar 13, 2024 730 PM", NB + [CSV])
    src = c.put("Homework 3 Download Mar 15, 2024 912 AM.zip", zip_bytes(e, folders=True))
    ros = c.list("CS4820_GradesExport_2024-03-15-09-13.csv",
                 "OrgDefinedId,Username,Last Name,First Name,Email,Homework 3 Points Grade <Numeric MaxPoints:10>,End-of-Line Indicator\n"
                 "#30011,#bpayne,Payne,Blake,bpayne@uni.example,,#\n#30012,#praman,Raman,Priya,praman@uni.example,,#\n"
                 "#30013,#tmason,Mason,Tom,tmason@uni.example,,#\n#30014,#uwolf,Wolf,Uwe,uwolf@uni.example,,#\n")
    return c.done(src, ros, False)


def case_teams_versions(folder):
    c = Case(folder, "Microsoft Teams: the library 'Student Work' downloaded from SharePoint (zip64). Under 'Submitted files' the "
                     "highest Version counts; 'Working files' are drafts that nobody handed in.")
    e = []
    sub, wrk, hw = "Student Work/Submitted files/", "Student Work/Working files/", "/RL Homework 3/"
    v1, v2 = when("2024-03-12 10:00:00"), when("2024-03-14 18:00:00")
    e += c.some("jdoe", NB, sub + "Jane Doe" + hw + "Version 1/", "version 1", "never", v1)
    e += c.some("jdoe", ALL, sub + "Jane Doe" + hw + "Version 2/", "version 2", date=v2)
    e += c.some("jdoe", NB[:2], wrk + "Jane Doe" + hw, "working copy", "never", when("2024-03-14 23:50:00"))
    e += c.some("joris", NB, sub + "Dijk, Joris van" + hw + "Version 1/", "version 1", date=v1)
    e += c.some("joris", NB, wrk + "Dijk, Joris van" + hw, "working copy", "never", v1)
    for i, (n, k) in enumerate([("version 1", "never"), ("version 2", "never"), ("version 3", "work")]):
        e += c.some("agnes", NB + [CSV], sub + "Agn\u00e8s Lef\u00e8vre" + hw + "Version %d/" % (i + 1), n, k,
                    when("2024-03-%02d 09:00:00" % (11 + i)))
    e += c.some("ali", NB, sub + "Ali" + hw + "Version 1/", "version 1", date=v2)
    src = c.put("OneDrive_1_15-3-2024.zip", zip_bytes(e, zip64=True, system=0))
    ros = c.list("RL 2024 members.csv", 'Name,Email\nJane Doe,jdoe@school.example\n"Dijk, Joris van",jvdijk@school.example\n'
                                        'Agn\u00e8s Lef\u00e8vre,alefevre@school.example\nAli,ali@school.example\n', "utf-8-sig")
    return c.done(src, ros, False)


def case_schoology_revisions(folder):
    c = Case(folder, "Schoology 'download all', unpacked: 'Last, First - id/Revision N - On time|Late'; the highest number "
                     "counts, and 10 is more than 9.")
    e = []
    e += c.some("castro", NB, "Castro, Marianna - s486002/Revision 1 - On time/", "revision 1", "never", when("2024-03-13 10:00:00"))
    e += c.some("castro", ALL, "Castro, Marianna - s486002/Revision 2 - Late/", "revision 2", date=when("2024-03-15 10:00:00"))
    e += c.some("lesniak", NB, "Lesniak, Nicholas - s498783/Revision 1 - On time/", "revision 1")
    for i in range(8, 11):
        e += c.some("castro-j", NB, "Castro, Julio - s486010/Revision %d - On time/" % i, "revision %d" % i,
                    "work" if i == 10 else "never", when("2024-03-14 1%d:00:00" % (i - 6)))
    e += c.some("okonkwo", NB + [CSV], "Okonkwo, Adaeze - s500127/Revision 1 - Late/", "revision 1")
    src = save_dir(c.path("RL Homework 3"), e)
    ros = c.list("Schoology members.csv", "Unique User ID,First Name,Last Name,School\ns486002,Marianna,Castro,North\n"
                 "s498783,Nicholas,Lesniak,North\ns486010,Julio,Castro,North\ns500127,Adaeze,Okonkwo,North\n")
    return c.done(src, ros, False)


def case_autolab_all_versions(folder):
    c = Case(folder, "Autolab 'Download all submissions': email_version_handin.tgz, all versions; the highest version counts (10 "
                     "after 9); an e-mail login has an underscore; Autolab's roster has no header line.")
    e = []

    def add(who, mail, version, names, kind):
        inner = c.some(who, names, "./" if version % 2 else "hw3/", "version %d" % version, kind)
        e.append(("%s_%d_handin.tgz" % (mail, version), tar_bytes(inner), when("2024-03-14 %02d:15:00" % (version + 8))))
    add("jdoe", "jdoe@andrew.example.edu", 1, NB, "never")
    add("jdoe", "jdoe@andrew.example.edu", 9, ALL, "never")
    add("jdoe", "jdoe@andrew.example.edu", 10, ALL, "work")
    add("li_wei", "li_wei@andrew.example.edu", 1, NB, "never")
    add("li_wei", "li_wei@andrew.example.edu", 2, NB + [CSV], "work")
    add("wei", "wei@andrew.example.edu", 1, NB, "work")
    add("mgupta3", "mgupta3@andrew.example.edu", 3, NB, "work")
    src = c.put("rl-hw3_submissions.zip", zip_bytes(e))
    ros = c.list("roster.csv", "S24,jdoe@andrew.example.edu,Doe,Jane,SCS,CS,4,,1,A\nS24,li_wei@andrew.example.edu,Li,Wei,CIT,ECE,3,,1,A\n"
                 "S24,wei@andrew.example.edu,Wei,Sara,CIT,ECE,3,,1,B\nS24,mgupta3@andrew.example.edu,Gupta,Meera,SCS,CS,2,,1,B\n")
    return c.done(src, ros, False)


def case_nbgrader_inbound(folder):
    c = Case(folder, "The inbound folder of an nbgrader exchange: login+assignment+time+random, every submission kept, the newest "
                     "counts; logins are e-mail addresses, one with a plus sign.")
    e = []

    def add(who, stamp, key, names, attempt, kind="work"):
        top = "%s+ps3+%s UTC+%s/" % (who, stamp, key)
        date = when(stamp[:19])
        e.extend(c.some(who, names, top, attempt, kind, date))
        e.append((top + "timestamp.txt", (stamp + " UTC").encode(), date))
        e.append((top + "submitted_from.txt", b"hub\n", date))
    add("maria+rl@example.org", "2024-03-14 22:00:01.123456", "MTQ5LjA1", NB, "attempt 2")
    add("maria+rl@example.org", "2024-03-14 09:59:01.990001", "zzQ1NjA5", NB, "attempt 1", "never")
    add("maria@example.org", "2024-03-14 08:12:55.000310", "Yjg0MTIy", ALL, "attempt 1")
    add("bo@example.org", "2024-03-09 23:59:59.412000", "OTk5OTk5", NB, "attempt 1", "never")
    add("bo@example.org", "2024-03-10 00:00:41.100000", "MDAwMDAw", NB, "attempt 2", "never")
    add("bo@example.org", "2024-03-13 16:20:00.000001", "NTU1NTU1", NB + [CSV], "attempt 3")
    add("yusuf@example.org", "2024-03-14 11:11:11.111111", "MTExMTEx", NB, "attempt 1")
    src = save_dir(c.path("inbound"), e)
    ros = c.list("nbgrader_students.csv", "id,first_name,last_name,email\nmaria+rl@example.org,Maria,Rossi,\nmaria@example.org,Maria,Bianchi,\n"
                 "bo@example.org,Bo,Berg,\nyusuf@example.org,Yusuf,Demir,\n")
    return c.done(src, ros, False)


def case_moodle_namesakes_nfd(folder):
    c = Case(folder, "German Moodle without folders, unpacked on a Mac (decomposed umlauts): two students are called Wei Zhang, only "
                     "the participant number tells them apart, and the Bewertungstabelle has the numbers.")
    people = [("zhang 812301", "Wei Zhang", "812301", NB), ("zhang 812377", "Wei Zhang", "812377", NB + [CSV]),
              ("mueller", "J\u00fcrgen M\u00fcller", "812345", ALL), ("strauss", "Bj\u00f6rn-Ole Strau\u00df", "812350", NB)]
    e = []
    r = ('ID,"Vollst\u00e4ndiger Name","E-Mail-Adresse",Status,Bewertung,Bestwertung,"Bewertung kann ge\u00e4ndert werden",'
         '"Zuletzt ge\u00e4ndert (Abgabe)","Zuletzt ge\u00e4ndert (Bewertung)","Feedback als Kommentar"\n')
    for i, (who, name, number, names) in enumerate(people):
        stem = unicodedata.normalize("NFD", name) + "_" + number
        e += c.some(who, names, stem + "_assignsubmission_file_")
        r += ('"Teilnehmer/in %s","%s",st%d@uni.example,"Zur Bewertung abgegeben",,"10,00",Ja,"Donnerstag, 14. M\u00e4rz 2024, 21:30",-,\n'
              % (number, name, 700 + i))
    e.append((unicodedata.normalize("NFD", "J\u00fcrgen M\u00fcller") + "_812345_assignsubmission_onlinetext_onlinetext.html",
              b"<html><body><p>Danke!</p></body></html>"))
    src = save_dir(c.path("RL24-Blatt 3-\u00dcbungsgruppe 2-48213"), e)
    ros = c.list("Bewertungen-RL24-Blatt 3--48213.csv", r, "utf-8-sig")
    return c.done(src, ros, False)


def case_dotnet_backslash(folder):
    c = Case(folder, "A zip of a .NET tool with backslashes between folders; folders 'Surname, Name'; a Czech class list with "
                     "semicolons and BOM; two students share a surname, a third differs from it by two letters.")
    e = []
    for who, shown, names in [("jnovak", "Novak, Jan", ALL), ("jnovakova", "Novakova, Jana", NB), ("pnovak", "Novak, Petr", NB + [CSV]),
                              ("odvorak", "Dvorak, Ondrej ml.", NB)]:
        for n in names:
            e.append((("Odevzdane\\%s\\%s" % (shown, n)).encode("ascii"), c.one(who, n)))
    src = c.put("Odevzdane.zip", zip_raw(e))
    ros = c.list("seznam.csv", "E-mail;P\u0159\u00edjmen\u00ed;Jm\u00e9no\r\njnovak@uni.example;Novak;Jan\r\njnovakova@uni.example;Novakova;Jana\r\n"
                 "pnovak@uni.example;Novak;Petr\r\nodvorak@uni.example;Dvorak;Ondrej ml.\r\n", "utf-8-sig")
    return c.done(src, ros, False)


def case_canvas_groups_empty_file(folder):
    c = Case(folder, "Canvas group assignment: the group's name stands in front, each team hands in once; the agent.safetensors of one "
                     "team has 0 bytes (an upload that broke), which somebody should look at.")
    e = []

    def add(who, stem, first, names):
        for i, n in enumerate(names):
            e.append(("%s_%d_%s" % (stem, first + i, n), c.one(who, n)))
    add("RL Team 1", "rlteam1_50231", 7712301, ALL)
    add("RL Team 10", "rlteam10_50244", 7712320, NB)
    add("RL Team 2", "rlteam2_LATE_50250", 7712340, NB + [CSV])
    e.append(("rlteam2_LATE_50250_7712345_agent.safetensors", b""))
    src = c.put("submissions (hw3 groups).zip", zip_bytes(e))
    ros = c.list("groups.csv", "name,canvas_user_id,user_id,login_id,sections,group_name,canvas_group_id,group_id\n"
                 "Jane Doe,50231,900011,jdoe,CS4820-001,RL Team 1,7101,\nMin Lee,50240,900012,lmin,CS4820-001,RL Team 1,7101,\n"
                 "Minho Lee,50244,900013,lminho,CS4820-002,RL Team 10,7110,\nPriya Kumar,50262,900016,pkumar,CS4820-001,RL Team 10,7110,\n"
                 "Luc\u00eda Garc\u00eda,50250,900015,lgarcia,CS4820-002,RL Team 2,7102,\nOmar Haddad,50270,900019,ohaddad,CS4820-001,RL Team 2,7102,\n")
    return c.done(src, ros, True)


# ====================================================================== nasty (8)

def case_homes_rsync_links(folder):
    c = Case(folder, "tar.bz2 of an rsync of JupyterHub homes: trash, checkpoints and the teacher's solutions are not work; carol's hw3 "
                     "is a link to another folder of her home; bob's model is a link to /scratch that was not copied, so it is lost.")
    e = []
    e += c.some("alice", ALL, "home/alice/hw3/")
    e.append(("home/alice/hw3/.ipynb_checkpoints/02_rssm-checkpoint.ipynb", c.one("alice", NB[1], "autosave", "never")))
    e.append(("home/alice/.local/share/Trash/files/" + NB[2], c.one("alice", NB[2], "in the trash", "never")))
    e.append(("home/alice/.local/share/Trash/info/%s.trashinfo" % NB[2],
              b"[Trash Info]\nPath=/home/alice/hw3/03_returns.ipynb\nDeletionDate=2024-03-11T10:02:11\n"))
    e.append(("home/alice/.bashrc", b"# ~/.bashrc\n"))
    e += c.some("bob", NB + [CSV], "home/bob/hw3/")
    e.append(("home/bob/hw3/agent.safetensors", ("link", "/scratch/bob/runs/agent.safetensors")))
    e.append(("home/bob/.jupyter/jupyter_notebook_config.json", b"{}\n"))
    e += c.some("carol", NB, "home/carol/work/rl-three/")
    e.append(("home/carol/hw3", ("link", "work/rl-three")))
    e += c.some("10442", NB, "home/10442/hw3/")
    e += c.some("prof", NB, "home/prof/hw3/solutions/", "solution", "never")
    src = c.put("homes_2024-03-15.tar.bz2", tar_bytes(e, "w:bz2"))
    ros = c.list("logins.csv", "login,name\nalice,Alice Moreno\nbob,Bob Tan\ncarol,Carol Ives\n10442,Dan Mbeki\n")
    return c.done(src, ros, True)


def case_logins_like_words(folder):
    c = Case(folder, "One folder per login, and the logins (first letters of names) read like folder words: trash, old, draft, test, "
                     "solution, final, lab2, 007. All stand in the roster, so all are people and everything is clear.")
    e = []
    who = [("trash", "Tina", "Rash"), ("old", "Olga Lena", "D'Amico"), ("draft", "Dara", "Raft"), ("test", "Tom", "Est"),
           ("solution", "Sol", "Ution"), ("final", "Fritz", "Inal"), ("lab2", "Laura", "Abara"), ("007", "James", "Bondarenko")]
    sets = [ALL, NB, NB + [CSV], NB, ALL, NB, NB, NB]
    text = "surname|given name|login\n"
    for (login, first, last), names in zip(who, sets):
        e += c.some(login, names, login + "/")
        text += "%s|%s|%s\n" % (last, first, login)
    src = save_dir(c.path("hw3"), e)
    ros = c.list("roster.txt", text)
    return c.done(src, ros, False)


def case_truncated_inner_zip(folder):
    c = Case(folder, "A zip with one zip per student; the one of Baptiste Roux broke off during his upload (no central directory), "
                     "the others are whole. The whole ones must come through, the broken one must be reported.")
    e = []
    for who, file, names in [("adler", "Adler_Nina_hw3.zip", ALL), ("chaudhry", "Chaudhry_Bilal_hw3.zip", NB), ("diaz", "D\u00edaz_Sof\u00eda_hw3.zip", NB + [CSV])]:
        e.append(("hw3/" + file, zip_bytes(c.some(who, names))))
    broken = zip_bytes(c.some("roux", ALL, kind="free"))
    e.append(("hw3/Roux_Baptiste_hw3.zip", broken[:int(len(broken) * 0.55)]))
    src = c.put("hw3-all.zip", zip_bytes(e, folders=True))
    ros = c.list("class.csv", "Last name,First name\nAdler,Nina\nChaudhry,Bilal\nD\u00edaz,Sof\u00eda\nRoux,Baptiste\n", "utf-8-sig")
    return c.done(src, ros, True)


def case_usb_stick(folder):
    c = Case(folder, "A USB stick passed around the lab: recycle bins of Windows and macOS, ._files, and a 'New folder (2)' with "
                     "notebooks that bears nobody's name (Dimitri may be missing): somebody must look.")
    d = c.path("USB_HW3")
    e = [("System Volume Information/IndexerVolumeGuid", "{3B2F}".encode("utf-16-le")), (".Spotlight-V100/VolumeConfiguration.plist", b"<plist/>"),
         ("autorun.inf", b"[autorun]\r\nlabel=HW3\r\n")]
    e += c.some("anna", ALL, "Anna Kowalska/")
    e += c.some("ben", NB, "ben okafor/hw3/")
    e += [("ben okafor/hw3/._" + n, c.double("ben", n)) for n in NB[:2]]
    e += c.some("chloe", NB + [CSV], unicodedata.normalize("NFD", "Chlo\u00e9 Dubois") + "/",
                rename={NB[0]: "01_symlog_twohot (1).ipynb"})
    e.append(("$RECYCLE.BIN/S-1-5-21-3623811015-3361044348-30300820-1013/$RK3T9QZ.ipynb", c.one("anna", NB[0], "in the recycle bin", "never")))
    e.append(("$RECYCLE.BIN/S-1-5-21-3623811015-3361044348-30300820-1013/$IK3T9QZ.ipynb", b"\2\0\0\0\0\0\0\0" + "D:\\Anna".encode("utf-16-le")))
    e.append((".Trashes/501/" + NB[1], c.one("chloe", NB[1], "in the trash", "never")))
    e += c.some("unknown", NB[:3], "New folder (2)/", kind="free")
    save_dir(d, e)
    ros = c.list("lab group.csv", "Name\nAnna Kowalska\nBen Okafor\nChlo\u00e9 Dubois\nDimitri Petrov\n")
    return c.done(d, ros, True)


def case_email_folders(folder):
    c = Case(folder, "Attachments saved from e-mail, one folder per message with message.txt. Jane's second mail brings a corrected 04 and "
                     "the forgotten csv and says the rest stays; so both mails together are her work, without the old 04.")
    e = []

    def mail(stamp, name, address, subject, body, attachments):
        date = when(stamp)
        top = "%s_%s_%s/" % (date.strftime("%Y-%m-%d_%H-%M"), name, subject.replace(":", ""))
        head = "From: %s <%s>\r\nTo: rl-staff@uni.example\r\nDate: %s +0100\r\nSubject: %s\r\n\r\n%s\r\n" % (
            name, address, date.strftime("%a, %d %b %Y %H:%M:%S"), subject, body)
        e.append((top + "message.txt", head.encode("utf-8"), date))
        e.extend((top + n, data, date) for n, data in attachments)
    first = c.some("jdoe", NB[:3]) + [(NB[3], c.one("jdoe", NB[3], "attempt 1", "never"))]
    mail("2024-03-14 22:41:07", "Jane Doe", "jane.doe@uni.example", "HW3", "Please find attached my homework.", first)
    second = [(NB[3], c.one("jdoe", NB[3], "attempt 2")), (CSV, c.one("jdoe", CSV, "attempt 2"))]
    mail("2024-03-15 07:10:32", "Jane Doe", "jane.doe@uni.example", "Re: HW3",
         "Sorry, here are the corrected notebook 4 and the csv that I forgot. The other notebooks stay as they are.", second)
    mail("2024-03-14 20:15:00", "Rui Costa", "rui.costa@uni.example", "Homework 3 RL",
         "Attached.", [("hw3 rui.zip", zip_bytes(c.some("rcosta", ALL, "hw3 rui/")))])
    mail("2024-03-13 09:00:44", "Hye-jin Park", "hyejin.park@uni.example", "[RL] homework",
         "Best,\r\nHye-jin", c.some("hpark", NB) + [("image001.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20)])
    src = save_dir(c.path("HW3 mails"), e)
    ros = c.list("participants.csv", "Email,Name\njane.doe@uni.example,Jane Doe\nrui.costa@uni.example,Rui Costa\nhyejin.park@uni.example,Hye-jin Park\n")
    return c.done(src, ros, None)


def case_blackboard_attempts_underscores(folder):
    c = Case(folder, "Blackboard with several attempts per student (the newest counts) where the assignment is called RL_HW_3 and logins "
                     "have underscores: wei, li_wei and 3_wei are three people, as the roster says.")
    hw, e = "RL_HW_3", []
    e += _blackboard(c, hw, "wei", "Sara Wei", "wei", "2024-03-14-20-00-00", NB)
    e += _blackboard(c, hw, "li_wei", "Wei Li", "li_wei", "2024-03-12-19-00-10", ALL, "attempt 1", "never")
    e += _blackboard(c, hw, "li_wei", "Wei Li", "li_wei", "2024-03-14-09-30-00", ALL, "attempt 2")
    e += _blackboard(c, hw, "3_wei", "Thea Wei", "3_wei", "2024-03-13-10-10-10", NB + [CSV])
    e += _blackboard(c, hw, "attempt_x", "Xenia Attempt", "attempt_x", "2024-03-10-23-59-58", NB, "attempt 1", "never")
    e += _blackboard(c, hw, "attempt_x", "Xenia Attempt", "attempt_x", "2024-03-11-00-00-03", NB, "attempt 2")
    src = c.put("gradebook_2024SP-RL_RL_HW_3_2024-03-15-09-12-44.zip", zip_bytes(e))
    ros = c.list("users.csv", '"Username";"Last Name";"First Name"\n"wei";"Wei";"Sara"\n"li_wei";"Li";"Wei"\n'
                 '"3_wei";"Wei";"Thea"\n"attempt_x";"Attempt";"Xenia"\n')
    return c.done(src, ros, False)


def case_nextcloud_double_download(folder):
    c = Case(folder, "A Nextcloud file request (one folder per name), downloaded twice: 'Abgabe HW3.zip' in the evening and 'Abgabe HW3 "
                     "(1).zip' in the morning; most files are the same, Omar replaced one in between, Tom\u00e1s came late.")
    t1, t2 = when("2024-03-14 20:00:00"), when("2024-03-15 07:45:00")
    same = c.some("lena", ALL, "Abgabe HW3/Lena Vogt/", date=t1) + c.some("yuki", NB, "Abgabe HW3/Yuki Mori/", date=t1)
    same += c.some("omar", NB[:3], "Abgabe HW3/Omar Haddad/", date=t1)
    for w in ("lena", "yuki", "omar"):
        c.copies |= set(c.work[w])
    old = [("Abgabe HW3/Omar Haddad/" + NB[3], c.one("omar", NB[3], "attempt 1", "never"), t1)]
    new = [("Abgabe HW3/Omar Haddad/" + NB[3], c.one("omar", NB[3], "attempt 2"), t2)]
    new += c.some("tomas", NB, "Abgabe HW3/Tom\u00e1s Rivas/", date=t2)
    d = c.path("Downloads")
    save_dir(d, [("Abgabe HW3.zip", zip_bytes(same + old, zip64=True), when("2024-03-14 22:05:00")),
                 ("Abgabe HW3 (1).zip", zip_bytes(same + new, zip64=True), when("2024-03-15 08:02:00"))])
    ros = c.list("teilnehmer.txt", "Haddad, Omar\nMori, Yuki\nRivas, Tom\u00e1s\nVogt, Lena\n")
    return c.done(d, ros, None)


def case_explorer_cp437_foreign(folder):
    c = Case(folder, "A zip that Windows Explorer made (names in cp437, no UTF-8 flag): folders 'number name' with leading zeros that Excel "
                     "took off in the class list (cp1252, semicolons); Erik \u00d6degaard stands in no list, so somebody must look.")
    e = []
    for who, shown, names, kind in [("gross", "0012345 J\u00fcrgen Gro\u00df", ALL, "work"), ("peres", "0012346 Ren\u00e9 P\u00e9res", NB, "work"),
                                    ("gross-b", "0112345 B\u00e4rbel Gro\u00df", NB + [CSV], "work"), ("odegaard", "0099999 Erik \u00d6degaard", NB, "free")]:
        for n in names:
            e.append((("Abgabe 3/%s/%s" % (shown, n)).encode("cp437"), c.one(who, n, kind=kind)))
    src = c.put("Abgabe 3.zip", zip_raw(e))
    ros = c.list("Klassenliste.csv", "Nr.;Matrikel;Name;Vorname\r\n1;12345;Gro\u00df;J\u00fcrgen\r\n2;112345;Gro\u00df;B\u00e4rbel\r\n3;12346;P\u00e9res;Ren\u00e9\r\n", "cp1252")
    return c.done(src, ros, True)


CASES = {name: f for name, f in list(globals().items()) if name.startswith("case_") and callable(f)}


# ------------------------------------------------------------------ self-check

MARK = re.compile(rb"MARK\[[^\]\n]*\]")


def scan_bytes(name, data, found, depth=0):
    low = name.lower()
    if depth < 6:
        if data[:2] == b"PK":
            try:
                with zipfile.ZipFile(io.BytesIO(data)) as z:
                    for i in z.infolist():
                        if not i.filename.endswith("/"):
                            scan_bytes(name + "!" + i.filename, z.read(i), found, depth + 1)
                return
            except zipfile.BadZipFile:
                found.setdefault("", []).append((name, "broken archive"))
                return
        if low.endswith((".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar")):
            with tarfile.open(fileobj=io.BytesIO(data)) as t:
                for m in t.getmembers():
                    if m.isfile():
                        scan_bytes(name + "!" + m.name, t.extractfile(m).read(), found, depth + 1)
            return
    digest = hashlib.sha256(data).hexdigest()
    for m in set(MARK.findall(data)):
        found.setdefault(m.decode("utf-8"), []).append((name, digest))


def scan(source):
    found = {}
    if os.path.isfile(source):
        with open(source, "rb") as f:
            scan_bytes(os.path.basename(source), f.read(), found)
    for root, dirs, files in os.walk(source):
        for n in files:
            full = os.path.join(root, n)
            if not os.path.islink(full):
                with open(full, "rb") as f:
                    scan_bytes(os.path.relpath(full, source), f.read(), found)
    return found


def check(name, folder):
    result = CASES[name](folder)
    extra = _LAST
    bad = []
    x = result["expect"]
    assert set(result) == {"source", "roster", "says", "expect"} and set(x) == {"work", "never", "look"}
    if not os.path.exists(result["source"]):
        bad.append("no source")
    if result["roster"] is not None and not os.path.isfile(result["roster"]):
        bad.append("no roster")
    found = scan(result["source"])
    broken = found.pop("", [])
    listed = [m for ms in x["work"].values() for m in ms] + x["never"]
    if len(set(listed)) != len(listed):
        bad.append("a marker is listed twice")
    for m in listed:
        if m not in found:
            bad.append("not in the download: " + m)
    for m, places in found.items():
        if len({d for _, d in places}) > 1:
            bad.append("in different files: " + m)
        if len(places) > 1 and m not in extra.copies:
            bad.append("more than once: " + m)
        if m not in listed and m not in extra.free:
            bad.append("not accounted for: " + m)
    if broken and x["look"] is not True:
        bad.append("broken archive but look is %r" % x["look"])
    return result, bad, len(listed), len(found)


def main():
    if len(CASES) != 30:
        print("there are", len(CASES), "cases, not 30")
        return 1
    keep = sys.argv[1] if len(sys.argv) > 1 else None
    wrong = 0
    with tempfile.TemporaryDirectory() as tmp:
        for name in CASES:
            folder = os.path.join(keep or tmp, name)
            os.makedirs(folder)
            result, bad, n, m = check(name, folder)
            x = result["expect"]
            print("%-38s look=%-5s people=%d work=%d never=%d free=%d %s" % (
                name, x["look"], len(x["work"]), sum(map(len, x["work"].values())), len(x["never"]),
                m - n if m > n else 0, "OK" if not bad else "BAD"))
            for b in bad:
                print("     " + b)
            wrong += bool(bad)
    print("all 30 cases are sound" if not wrong else "%d cases are wrong" % wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
