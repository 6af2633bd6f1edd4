"""Thirty bulk downloads of one assignment (day38), built the way teaching systems make them.

Each case_NAME(folder) builds one download inside an existing empty folder and returns
  {"source": path, "roster": path or None, "says": sentence,
   "expect": {"work": {who: [markers]}, "never": [markers], "look": True/False/None}}
Run this file to build every case once and check that all markers are really in the downloads.
"""
import csv
import datetime
import gzip
import hashlib
import io
import json
import os
import pathlib
import re
import struct
import sys
import tarfile
import tempfile
import time
import unicodedata
import zipfile
import zlib

N1, N2, N3, N4 = ("01_symlog_twohot.ipynb", "02_rssm.ipynb", "03_returns.ipynb",
                  "04_train_and_compare.ipynb")
AGENT, CURVE = "agent.safetensors", "agent.csv"
NOTEBOOKS = [N1, N2, N3, N4]
FILES = NOTEBOOKS + [AGENT, CURVE]


# ---------------------------------------------------------------- contents

def mark(who, file, label="attempt 1"):
    return f"MARK[{who}|{file}|{label}]"


def content(file, marker):
    """A small valid file of the kind `file` is, with the marker in it."""
    seed = hashlib.sha256(marker.encode()).digest()
    if file.endswith(".ipynb"):
        book = {
            "cells": [
                {"cell_type": "markdown", "id": "a0", "metadata": {},
                 "source": ["# Day 38: world models\n"]},
                {"cell_type": "code", "id": "a1", "metadata": {}, "execution_count": 1,
                 "outputs": [], "source": [f"# {marker}\n", f"answer = {seed[0]}\n"]},
            ],
            "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python",
                                        "name": "python3"},
                         "language_info": {"name": "python", "version": "3.11.7"}},
            "nbformat": 4, "nbformat_minor": 5}
        return json.dumps(book, indent=1).encode()
    if file.endswith(".safetensors"):
        head = json.dumps({"__metadata__": {"format": "pt", "note": marker},
                           "actor.weight": {"dtype": "F32", "shape": [2],
                                            "data_offsets": [0, 8]}}).encode()
        head += b" " * (-len(head) % 8)
        return struct.pack("<Q", len(head)) + head + struct.pack("<2f", seed[0] / 256,
                                                                 seed[1] / 256)
    if file.endswith(".csv"):
        lines = ["method,task,seed,env_steps,wall_seconds,episode_return"]
        lines += [f"{marker},cartpole_swingup,{seed[2]},{1000 * k},{12.5 * k},{seed[3] + 30 * k}"
                  for k in (1, 2, 3)]
        return ("\n".join(lines) + "\n").encode()
    raise ValueError(file)


def T(day, hour=12, minute=0, second=0, month=4):
    return (2025, month, day, hour, minute, second)


def stamp(at):
    return datetime.datetime(*at, tzinfo=datetime.timezone.utc).timestamp()


def nfd(text):
    return unicodedata.normalize("NFD", text)


# ---------------------------------------------------------------- containers

def zip_bytes(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data, at in entries:
            info = zipfile.ZipInfo(name, at)
            info.create_system = 3
            if name.endswith("/"):
                info.external_attr = (0o40755 << 16) | 0x10
                z.writestr(info, b"")
            else:
                info.external_attr = 0o100644 << 16
                info.compress_type = zipfile.ZIP_DEFLATED
                z.writestr(info, data)
    return out.getvalue()


def raw_zip_bytes(entries):
    """A zip as old Windows tools write it: names are given bytes, no UTF-8 flag, FAT."""
    body, central = io.BytesIO(), io.BytesIO()
    for name, data, at in entries:
        y, mo, d, h, mi, s = at
        date, clock = (y - 1980) << 9 | mo << 5 | d, h << 11 | mi << 5 | s // 2
        crc, where = zlib.crc32(data), body.tell()
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = packer.compress(data) + packer.flush()
        shared = struct.pack("<HHHHHIIIHH", 20, 0, 8, clock, date, crc, len(packed), len(data),
                             len(name), 0)
        body.write(b"PK\x03\x04" + shared + name + packed)
        central.write(b"PK\x01\x02" + struct.pack("<H", 20) + shared
                      + struct.pack("<HHHII", 0, 0, 0, 0x20, where) + name)
    start, table = body.tell(), central.getvalue()
    return (body.getvalue() + table + b"PK\x05\x06"
            + struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(table), start, 0))


def tar_bytes(entries, links=(), compress=True):
    """links: (name, target, "symlink" or "hardlink", at), written after the files."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as t:
        for name, data, at in entries:
            info = tarfile.TarInfo(name.rstrip("/") if name.endswith("/") else name)
            info.mtime, info.uname, info.gname = int(stamp(at)), "www-data", "www-data"
            if name.endswith("/"):
                info.type, info.mode = tarfile.DIRTYPE, 0o755
                t.addfile(info)
            else:
                info.size, info.mode = len(data), 0o644
                t.addfile(info, io.BytesIO(data))
        for name, target, kind, at in links:
            info = tarfile.TarInfo(name)
            info.type = tarfile.SYMTYPE if kind == "symlink" else tarfile.LNKTYPE
            info.linkname, info.mtime = target, int(stamp(at))
            t.addfile(info)
    return gzip.compress(out.getvalue(), 6, mtime=0) if compress else out.getvalue()


def write_folder(root, entries):
    for name, data, at in entries:
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (stamp(at), stamp(at)))
    return root


def csv_text(rows, delimiter=",", quote=csv.QUOTE_MINIMAL, newline="\r\n"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quote, lineterminator=newline).writerows(rows)
    return out.getvalue()


def xlsx_bytes(at):
    return zip_bytes([
        ("[Content_Types].xml", b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats'
                                b'.org/package/2006/content-types"/>', at),
        ("xl/workbook.xml", b'<?xml version="1.0"?><workbook/>', at)])


class Download:
    def __init__(self):
        self.entries, self.work, self.never = [], {}, []

    def put(self, path, who, file, label="attempt 1", at=T(1), use="work", into=None):
        """use: "work", "never", or "open" (in neither list: nothing is claimed of it)."""
        m = mark(who, file, label)
        (self.entries if into is None else into).append((path, content(file, m), at))
        if use == "work":
            self.work.setdefault(who, []).append(m)
        elif use == "never":
            self.never.append(m)
        else:
            assert use == "open", use
        return m

    def hand(self, pattern, who, label="attempt 1", at=T(1), use="work", files=FILES, into=None):
        for f in files:
            self.put(pattern.replace("{f}", f), who, f, label, at, use, into)

    def raw(self, path, data=b"", at=T(1)):
        self.entries.append((path, data if isinstance(data, bytes) else data.encode(), at))

    def done(self, source, roster, says, look):
        return {"source": source, "roster": roster, "says": says,
                "expect": {"work": self.work, "never": self.never, "look": look}}


def save(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


# ---------------------------------------------------------------- the cases

def case_ilias_team_late(folder):
    """ILIAS 7: Assignment/Submissions/Team N/Lastname_Firstname_login_userid/FILE."""
    d, root = Download(), "Day_38_World_Models/"
    d.raw(root + "Day_38_World_Models.xlsx", xlsx_bytes(T(4)), T(4))
    sub = root + "Submissions/"
    d.hand(sub + "Team 4711/Lee_Ann_alee_3301/{f}", "team4711", at=T(1, 18))
    d.hand(sub + "Team 4712/Mueller_Joerg_jmueller_3302/{f}", "team4712", at=T(1, 19))
    kim = sub + "Team 471/Kim_Dana_dkim_3303/"
    d.hand(kim + "{f}", "team471", at=T(1, 20), files=[N1, N4, AGENT, CURVE])
    d.put(kim + N2, "team471", N2, "on time", T(1, 20), "never")
    d.put(kim + "Late Submission - 02_rssm (2).ipynb", "team471", N2, "late", T(3, 9))
    d.put(kim + "Late Submission - 03_returns.ipynb", "team471", N3, "late", T(3, 9, 2))
    source = save(folder / "Day_38_World_Models.zip", zip_bytes(d.entries))
    return d.done(source, None, "ILIAS team exercise: files lie under Team N/uploader, late files "
                  "carry the prefix 'Late Submission - ', a second upload of one name gets ' (2)', "
                  "and three teams (471, 4711, 4712) must stay apart.", None)


def case_openolat_revisions(folder):
    """OpenOlat GTACourseNode archive: ita_.../Last_First_login/N_submissions, N_revisions_1 ..."""
    d, at = Download(), T(20, 10)          # OpenOlat gives every entry the time of the export
    root = "ita_Day_38_2025-04-20_10-00-00_000/"
    d.raw(root + "RL_2025_20250420_100000.xlsx", xlsx_bytes(at), at)
    a = root + "Nguyen_An_anguyen/"
    d.raw(a + "1_task/Day38.pdf", b"%PDF-1.4\n%task\n", at)
    d.hand(a + "2_submissions/{f}", "anguyen", at=at, files=[f for f in FILES if f != N2])
    d.put(a + "2_submissions/" + N2, "anguyen", N2, "before revision", at, "never")
    d.put(a + "3_corrections/" + N2, "coach", N2, "correction for anguyen", at, "never")
    d.put(a + "4_revisions_1/" + N2, "anguyen", N2, "revision 1", at)
    d.put(a + "5_corrections_1/" + N2, "coach", N2, "second correction for anguyen", at, "never")
    b = root + "Fischer_Bernd_bfischer/"
    d.raw(b + "1_task/Day38.pdf", b"%PDF-1.4\n%task\n", at)
    d.hand(b + "2_submissions/{f}", "bfischer", at=at)
    d.put(b + "3_corrections/" + N4, "coach", N4, "correction for bfischer", at, "never")
    d.hand(root + "Mueller_Zoe_zmueller/2_submissions/{f}", "zmueller", at=at)
    d.hand(root + "solutions/{f}", "coach", "sample solution", at, "never", NOTEBOOKS)
    source = save(folder / "Day_38.zip", zip_bytes(d.entries))
    roster = save(folder / "members.csv", csv_text([
        ["Username", "First name", "Last name", "Email"],
        ["anguyen", "An", "Nguyen", "an.nguyen@example.edu"],
        ["bfischer", "Bernd", "Fischer", "bernd.fischer@example.edu"],
        ["zmueller", "Zoë", "Müller", "zoe.mueller@example.edu"]]))
    return d.done(source, roster, "OpenOlat task archive: the coach's corrections and the sample "
                  "solutions lie beside the students' submissions, and one student handed in a "
                  "revision of one notebook.", None)


def case_artemis_inner_zips(folder):
    """Artemis SubmissionExportService: TITLE-LOGIN-SUBMISSIONID.zip, one file a participant."""
    d = Download()
    for login, sid, inner in (("ga42xyz", 118231, ""), ("ga42xy", 118232, "day38/"),
                              ("ge73tum", 118240, "Day 38/")):
        files = []
        d.hand(inner + "{f}", login, at=T(1, 21), into=files)
        d.raw(f"Day 38 World-Models-{login}-{sid}.zip", zip_bytes(files), T(3, 9))
    source = save(folder / "RL25-Day 38 World-Models-512-20250403-90102.zip",
                  zip_bytes(d.entries))
    roster = save(folder / "students.csv", b"\xef\xbb\xbf" + csv_text([
        ["Name", "Username", "Email", "Registration Number"],
        ["Ann Lee", "ga42xyz", "ann.lee@example.edu", "03700001"],
        ["Thị Mai Nguyễn", "ga42xy", "mai.nguyen@example.edu", "03700002"],
        ["Jörg Weiß", "ge73tum", "joerg.weiss@example.edu", "03700003"]], ";").encode())
    return d.done(source, roster, "Artemis file-upload export: one zip a student named "
                  "TITLE-LOGIN-ID with a title that has a hyphen, logins of which one begins the "
                  "other, and a semicolon roster with a byte-order mark.", False)


def case_codegrade_mount(folder):
    """CodeGra.fs copy: ASSIGNMENT/NAME - SUBMISSION_TIME/FILE with .cg-* special files."""
    d = Download()

    def one(name, when, who, label, at, sid, use="work"):
        base = f"{name} - {when}/"
        d.hand(base + "day38/{f}", who, label, at, use)
        d.raw(base + ".cg-submission-id", f"{sid}\n", at)
        d.raw(base + ".cg-grade", "", at)
        d.raw(base + ".cg-rubric.md", "# Rubric\n", at)
        d.raw(base + ".cg-feedback", "", at)

    d.raw(".cg-assignment-id", "811\n", T(4))
    d.raw(".cg-assignment-settings.ini", "[default]\nstate = done\n", T(4))
    one("Ann Lee", "2025-04-01T20:11:05.120000", "ann", "attempt 1", T(1, 20, 11), 9001, "never")
    one("Ann Lee", "2025-04-02T08:30:00.000000", "ann", "attempt 2", T(2, 8, 30), 9040)
    one("Ann Lee-Park", "2025-04-01T23:59:00.000000", "annpark", "attempt 1", T(1, 23, 59), 9031)
    one("Θεόδωρος Παπαδόπουλος", "2025-04-02T07:00:00.000000", "theo", "attempt 1",
        T(2, 7), 9038)
    source = write_folder(folder / "Day 38 - World models", d.entries)
    return d.done(source, None, "CodeGrade's file system copied to disk with all submissions: "
                  "folders NAME - TIME, one student twice, one whose name begins with another's.",
                  None)


def case_openedx_ora_course(folder):
    """Open edX ORA submissions archive of the whole course (OraDownloadData)."""
    d = Download()
    day37 = "[6]Model-based RL, [1]Day 37 - Planning, [1]Hand-in/"
    day38 = "[6]Model-based RL, [2]Day 38 - World models, [1]Hand-in/"
    rows = []

    def one(where, user, who, label, use, files, at):
        for f in files:
            path = f"{where}[1] - {user} - {f}"
            d.put(path, who, f, label, at, use)
            rows.append(["course-v1:Uni+RL+2025", "block-v1:Uni+RL+2025+type@openassessment",
                         hashlib.md5(user.encode()).hexdigest(), "k/" + f, f, "attachment", "work",
                         "100", path, "True"])
        path = f"{where}[1] - {user} - prompt_0.txt"
        d.raw(path, "See the attached files.", at)
        rows.append(["course-v1:Uni+RL+2025", "block-v1:Uni+RL+2025+type@openassessment",
                     hashlib.md5(user.encode()).hexdigest(), "", "prompt_0.txt", "text",
                     "Submission text.", "23", path, "True"])

    one(day37, "an-nguyen", "an-nguyen", "day 37", "never", [AGENT, CURVE], T(3))
    one(day37, "only37", "only37", "day 37", "never", [AGENT, CURVE], T(3))
    one(day38, "an-nguyen", "an-nguyen", "day 38", "work", FILES, T(2))
    one(day38, "an-nguyen2", "an-nguyen2", "day 38", "work", FILES, T(2))
    one(day38, "maria_k", "maria_k", "day 38", "work", FILES, T(2))
    d.raw("submissions.csv", csv_text([["course_id", "block_id", "student_id", "key", "name",
                                        "type", "description", "size", "file_path",
                                        "file_found"]] + rows), T(4))
    source = save(folder / "Uni_RL_2025_ORA_submissions_2025-04-04.zip", zip_bytes(d.entries))
    return d.done(source, None, "Open edX ORA archive of a whole course: Day 37 and Day 38 hand in "
                  "files of the same name (agent.*), usernames stand between ' - ' in the file "
                  "name; Day 37's files are not this assignment's.", None)


def case_drive_flat_duplicates(folder):
    """Google Classroom's Drive folder downloaded: equal names are numbered, nobody is named."""
    d = Download()
    for k, who in enumerate(("unknown-a", "unknown-b", "unknown-c")):
        for f in FILES:
            stem, ext = f.rsplit(".", 1)
            name = f if k == 0 else f"{stem}({k}).{ext}"
            d.put("Day 38/" + name, who, f, "whose?", T(1 + k, 20), "never")
    source = save(folder / "Day 38-20250404T093012Z-1-001.zip", zip_bytes(d.entries))
    roster = save(folder / "RL 2025 grades.csv", csv_text([
        ["Last Name", "First Name", "Email Address", "Day 38 - World models"],
        ["Date", "", "", "2025-04-02"], ["Points", "", "", "100"],
        ["Class Average", "", "", ""],
        ["Lee", "Ann", "ann@example.edu", ""], ["Park", "Bo", "bo@example.edu", ""],
        ["Kim", "Dana", "dana@example.edu", ""]]))
    return d.done(source, roster, "Google Classroom folder taken from Drive: three students' files "
                  "flat in one folder, numbered (1), (2), with no names; nobody can say whose is "
                  "whose, so nothing may be taken as anybody's.", True)


def case_drive_split_zips(folder):
    """Drive splits a large folder into several zips; Classroom copies are NAME - TITLE."""
    d, one, two = Download(), [], []
    for k, (name, who) in enumerate((("Ann Lee", "ann"), ("Ann Lee-Park", "annpark"),
                                     ("Nguyễn Văn An", "an"), ("Cher", "cher"))):
        for j, f in enumerate(NOTEBOOKS):
            d.put(f"Day 38/{name} - {f}", who, f, "copy", T(1, 18 + k),
                  into=one if (j + k) % 2 else two)
    d.put("Day 38/agent.csv", "unknown-a", CURVE, "whose?", T(1, 21), "never", one)
    d.put("Day 38/agent(1).csv", "unknown-b", CURVE, "whose?", T(2, 21), "never", two)
    source = folder / "parts"
    source.mkdir()
    save(source / "Day 38-20250404T093012Z-1-001.zip", zip_bytes(one))
    save(source / "Day 38-20250404T093012Z-1-002.zip", zip_bytes(two))
    return d.done(source, None, "Google Drive download split in two zips, each student's four "
                  "notebooks spread over both as 'Name - 02_rssm.ipynb', and two agent.csv with no "
                  "name that cannot be given to anyone.", True)


def case_moodle_mac_diacritics(folder):
    """Moodle zip unpacked on a Mac (decomposed names); roster in composed letters."""
    d, rows = Download(), [["First name", "Last name", "ID number", "Email address"]]
    people = [("Văn An", "Nguyễn", "20210001", 1423, "an"),
              ("Văn Ân", "Nguyễn", "20210002", 1587, "an-circumflex"),
              ("Ολυμπία", "Παπαδοπούλου", "20210003", 1602, "olympia"),
              ("Łukasz", "Żółć", "20210004", 1611, "lukasz"),
              ("محمد", "علي", "20210005", 1633, "muhammad")]
    for first, last, number, participant, who in people:
        d.hand(nfd(f"{first} {last}") + f"_{participant}_assignsubmission_file/{{f}}", who,
               at=T(1, 20))
        rows.append([first, last, number, f"s{number}@example.edu"])
    d.raw(".DS_Store", b"\x00\x00\x00\x01Bud1", T(4))
    source = write_folder(folder / "RL2025-Day 38-44213", d.entries)
    roster = save(folder / "courseid_7_participants.csv", b"\xef\xbb\xbf" + csv_text(rows).encode())
    return d.done(source, roster, "Moodle submissions unpacked on a Mac (names in decomposed "
                  "letters) with a composed roster: Văn An and Văn Ân are two people, Greek and "
                  "Arabic names, all of them on the roster.", False)


def case_moodle_not_on_roster(folder):
    """Moodle folders; Moodle drops apostrophes from folder names; one person not enrolled."""
    d = Download()
    d.hand("Ann Lee_1201_assignsubmission_file/{f}", "ann", at=T(1, 20))
    d.hand("Anna Lee_1310_assignsubmission_file/{f}", "anna", "not on roster", T(2, 20), "never")
    d.hand("Seán OBrien_1210_assignsubmission_file/{f}", "sean", at=T(1, 21))
    d.hand("Jean-Luc DAngelo_1215_assignsubmission_file/{f}", "jeanluc", at=T(1, 22))
    d.hand("Bo Park_1220_assignsubmission_file/{f}", "bo", at=T(1, 23))
    source = save(folder / "RL2025-Day 38-44213.zip", zip_bytes(d.entries))
    roster = save(folder / "participants.csv", b"\xef\xbb\xbf" + csv_text([
        ["First name", "Last name", "ID number", "Email address"],
        ["Ann", "Lee", "20210001", "ann@example.edu"],
        ["Seán", "O'Brien", "20210002", "sean@example.edu"],
        ["Jean-Luc", "D'Angelo", "20210003", "jl@example.edu"],
        ["Bo", "Park", "20210004", "bo@example.edu"]]).encode())
    return d.done(source, roster, "Moodle zip with a roster: O'Brien and D'Angelo lost their "
                  "apostrophes in the folder names as Moodle does, and Anna Lee, who is not on the "
                  "roster, must not be taken for Ann Lee.", True)


def case_moodle_mononyms_flat(folder):
    """Moodle without folders; people of one name are '- Name' or '. Name'; same-named people."""
    d = Download()
    long = ("Ranasinghe Arachchige Don Sachintha Dilhara Kavindya Nethmi Weerasekara Mudiyanselage "
            "Thilakarathna Bandara Dissanayake Wickramasinghe Gunawardena")
    for name, participant, who in (("- Suryani", 1203, "suryani-1203"),
                                   (". Suryani", 1207, "suryani-1207"),
                                   ("Suryani .", 1209, "suryani-1209"),
                                   ("Suryani Suryani", 1211, "suryani-1211"),
                                   ("Nguyễn Văn An", 1423, "an-1423"),
                                   ("Nguyễn Văn An", 1587, "an-1587"),
                                   (long, 1600, "long-1600")):
        d.hand(f"{name}_{participant}_assignsubmission_file_{{f}}", who, at=T(1, 20))
        d.raw(f"{name}_{participant}_assignsubmission_onlinetext_onlinetext.html",
              "<p>Done.</p>", T(1, 20))
    source = save(folder / "RL2025-Day 38-44213.zip", zip_bytes(d.entries))
    return d.done(source, None, "Moodle download without folders: names of one word written as "
                  "'- Suryani', '. Suryani', 'Suryani .', two different people called Nguyễn Văn "
                  "An told apart by Moodle's number, and a very long name.", None)


def case_sakai_title_row(folder):
    """Sakai bulk download: TITLE/Last, First(eid)/Submission attachment(s)/FILE, grades.csv."""
    d, root = Download(), "Day 38 World models/"
    rows = [["Day 38 World models", "Points"], [""],
            ["Display ID", "ID", "Last Name", "First Name", "grade", "Submission date",
             "Late submission"]]
    for last, first, eid, late in (("Lee", "Ann", "alee", "On time"),
                                   ("Nguyen", "An", "anguyen", "On time"),
                                   ("Nguyen", "An", "anguyen2", "Late"),
                                   ("O'Brien", "Seán", "sobrien", "On time")):
        at = T(3, 9) if late == "Late" else T(1, 20)
        base = f"{root}{last}, {first}({eid})/"
        if eid == "sobrien":
            files = []
            d.hand("day38/{f}", eid, at=at, into=files)
            d.raw(base + "Submission attachment(s)/day38.zip", zip_bytes(files), at)
        else:
            d.hand(base + "Submission attachment(s)/{f}", eid, at=at)
        d.raw(base + "timestamp.txt", "%04d%02d%02d%02d%02d%02d000" % at, at)
        d.raw(base + "comments.txt", "", at)
        d.raw(base + f"{eid}_submissionText.html", "", at)
        rows.append([eid, eid, last, first, "", "%04d-%02d-%02dT%02d:%02d:%02dZ" % at, late])
    d.put(f"{root}Lee, Ann(alee)/Feedback Attachment(s)/{N2}", "grader", N2, "returned to alee",
          T(6), "never")
    d.put(f"{root}Nguyen, An(anguyen)/Feedback Attachment(s)/{N4}", "grader", N4,
          "returned to anguyen", T(6), "never")
    grades = csv_text(rows, quote=csv.QUOTE_ALL, newline="\n")
    d.raw(root + "grades.csv", grades, T(6))
    source = save(folder / "bulk_download.zip", zip_bytes(d.entries))
    roster = save(folder / "grades.csv", grades)
    return d.done(source, roster, "Sakai bulk download with returned feedback beside the "
                  "submissions; its grades.csv (title row and an empty row above the header) is "
                  "the roster, and two people are called Nguyen, An.", None)


def case_blackboard_utf16(folder):
    """Blackboard Original gradebook download: ASSIGNMENT_user_attempt_TIME_FILE, flat."""
    d, at = Download(), T(3, 10, 22)

    def one(name, user, who, label, when, said, use="work"):
        stem = f"Day 38_{user}_attempt_{when}"
        d.hand(stem + "_{f}", who, label, at, use)
        lines = [f"Name: {name} ({user})", "Assignment: Day 38", f"Date Submitted: {said}",
                 "Current Grade: Needs Grading", "", "Submission Field:",
                 "There is no student submission text data for this assignment.", "", "Comments:",
                 "There are no student comments for this assignment.", "", "Files:"]
        for f in FILES:
            lines += [f"\tOriginal filename: {f}", f"\tFilename: {stem}_{f}", ""]
        d.raw(stem + ".txt", "\r\n".join(lines), at)

    one("Ann Lee", "alee", "alee", "attempt 1", "2025-04-01-20-11-05",
        "Tuesday, 1 April 2025 20:11:05 o'clock CEST", "never")
    one("Ann Lee", "alee", "alee", "attempt 2", "2025-04-02-09-30-00",
        "Wednesday, 2 April 2025 09:30:00 o'clock CEST")
    one("Anders Lee", "alee2", "alee2", "attempt 1", "2025-04-01-22-00-41",
        "Tuesday, 1 April 2025 22:00:41 o'clock CEST")
    one("Bo Park", "park_b", "park_b", "attempt 1", "2025-04-01-23-58-59",
        "Tuesday, 1 April 2025 23:58:59 o'clock CEST")
    source = save(folder / "gradebook_RL2025_Day2038_2025-04-03-10-22-11.zip",
                  zip_bytes(d.entries))
    table = csv_text([
        ["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability",
         "Day 38 [Total Pts: 100 Score] |1234567"],
        ["Lee", "Ann", "alee", "20210001", "2025-04-02 09:31:00", "Yes", "Needs Grading"],
        ["Lee", "Anders", "alee2", "20210002", "2025-04-01 22:01:00", "Yes", "Needs Grading"],
        ["Park", "Bo", "park_b", "20210003", "2025-04-01 23:59:30", "Yes", "Needs Grading"]],
        "\t", csv.QUOTE_ALL)
    roster = save(folder / "gc_RL2025_fullgc_2025-04-03-10-25-00.csv",
                  b"\xff\xfe" + table.encode("utf-16-le"))
    return d.done(source, roster, "Blackboard gradebook download, flat names with attempt times, "
                  "one student with two attempts, logins alee and alee2 and one with an "
                  "underscore; the roster is Blackboard's tab-separated UTF-16 file.", False)


def case_canvas_gradebook(folder):
    """Canvas: sortablename[_LATE]_userid_attachmentid_FILE, flat; gradebook CSV as the roster."""
    d, attachment = Download(), [998800]

    def one(slug, user, who, late="", rename=()):
        for f in FILES:
            attachment[0] += 1
            d.put(f"{slug}_{late}{user}_{attachment[0]}_{dict(rename).get(f, f)}", who, f,
                  "late" if late else "attempt 1", T(3))

    one("leeann", 1201, "lee-ann-1201", rename=[(N2, "02_rssm-1.ipynb"),
                                                (CURVE, "agent-2.csv")])
    one("leeann", 1202, "le-eann-1202", late="LATE_")
    one("王伟", 1203, "wang-wei-1203")
    one("obriensmithseán", 1204, "obrien-1204")
    source = save(folder / "submissions.zip", zip_bytes(d.entries))
    roster = save(folder / "2025-04-03T1022_Grades-RL2025.csv", b"\xef\xbb\xbf" + csv_text([
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Day 38 (88123)",
         "Final Score"],
        ["    Points Possible", "", "", "", "", "100.00", "(read only)"],
        ["Lee, Ann", "1201", "S0001", "alee", "RL2025", "", ""],
        ["Le, Eann", "1202", "S0002", "ele", "RL2025", "", ""],
        ["王, 伟", "1203", "S0003", "wwang", "RL2025", "", ""],
        ["O'Brien-Smith, Seán", "1204", "S0004", "sobrien", "RL2025", "", ""],
        ["Quist, Nils", "1205", "S0005", "nquist", "RL2025", "", ""],
        ["Student, Test", "1299", "", "6f1c2b7d", "RL2025", "", ""]]).encode())
    return d.done(source, roster, "Canvas download with the gradebook as the roster (points row, "
                  "Test Student, one who handed in nothing): 'Lee, Ann' and 'Le, Eann' both become "
                  "leeann and only the user id tells them apart; re-uploads are 02_rssm-1.ipynb.",
                  None)


def case_canvas_anonymous_case(folder):
    """Canvas anonymous grading: [LATE_]anon_ID_attachment_FILE; IDs are case-sensitive."""
    d, attachment = Download(), [771200]
    for prefix, who in (("anon_xK3p9", "xK3p9"), ("anon_xk3p9", "xk3p9-lower"),
                        ("LATE_anon_b7Qz2", "b7Qz2"), ("LATE_anon_Ht4sW", "Ht4sW")):
        for f in FILES:
            attachment[0] += 1
            d.put(f"{prefix}_{attachment[0]}_{f}", who, f, "attempt 1", T(3))
    source = save(folder / "submissions.zip", zip_bytes(d.entries))
    return d.done(source, None, "Canvas anonymous assignment: two anonymous ids that differ only "
                  "in case, and two late students whose names begin with LATE_anon_.", None)


def case_gradescope_export(folder):
    """Gradescope export: assignment_N_export/submission_N/FILE and submission_metadata.yml."""
    d, root = Download(), "assignment_5512345_export/"
    meta = ["---"]

    def one(number, who, people, use="work"):
        d.hand(f"{root}submission_{number}/{{f}}", who, at=T(2, 8), use=use)
        meta.append(f"submission_{number}:")
        meta.append("  :submitters:")
        for name, sid, email in people:
            meta.append(f"  - :name: {name}")
            meta.append(f"    :sid: {sid}")
            meta.append(f"    :email: {email}")
        meta.extend(["  :created_at: 2025-04-02 08:00:00.000000000 Z", "  :score: ",
                     "  :status: Ungraded", "  :history: []"])

    one(300111001, "ann-30412", [("Ann Lee", "'30412'", "ann.lee@example.edu")])
    one(300111002, "ann-30877", [("Ann Lee", "'30877'", "a.lee@example.edu")])
    one(300111003, "bo", [("Bo Park", "", "bo.park@example.edu")])
    one(300111004, "pair", [("Carla Díaz", "'30555'", "carla@example.edu"),
                            ("Deniz Öz", "'30556'", "deniz@example.edu")], "open")
    d.raw(root + "submission_metadata.yml", "\n".join(meta) + "\n", T(4))
    source = save(folder / "assignment_5512345_export.zip", zip_bytes(d.entries))
    return d.done(source, None, "Gradescope export: the people are only in submission_metadata.yml; "
                  "two of them are called Ann Lee, one has no student number, and one submission "
                  "is a pair's (nothing is claimed of the pair but that it is nobody else's).", None)


def case_github_classroom(folder):
    """GitHub Classroom clones: day38-submissions/day38-USERNAME/, classroom_roster.csv."""
    d = Download()
    for user, who in (("ann", "ann"), ("ann-lee", "ann-lee"), ("BoP", "bop")):
        base = f"day38-{user}/"
        d.hand(base + "{f}", who, "pushed", T(2, 8))
        d.put(base + ".ipynb_checkpoints/02_rssm-checkpoint.ipynb", who, N2, "checkpoint",
              T(1, 8), "never")
        d.raw(base + "README.md", "# day38\n", T(1))
        d.raw(base + ".gitignore", "*.pyc\n", T(1))
        d.raw(base + ".git/HEAD", "ref: refs/heads/main\n", T(2, 8))
        d.raw(base + ".git/config", "[core]\n\tbare = false\n", T(2, 8))
    source = write_folder(folder / "day38-submissions", d.entries)
    roster = save(folder / "classroom_roster.csv", csv_text([
        ["identifier", "github_username", "github_id", "name"],
        ["20210001", "ann", "5550001", ""], ["20210002", "ann-lee", "5550002", ""],
        ["20210003", "BoP", "5550003", ""], ["20210004", "", "", ""]],
        quote=csv.QUOTE_ALL, newline="\n"))
    return d.done(source, roster, "GitHub Classroom clones of day38-USERNAME (one username begins "
                  "the other) with Jupyter checkpoints; the roster links usernames to numbers and "
                  "has one student without a linked account.", None)


def case_brightspace_attempts(folder):
    """Brightspace: USERID-FOLDERID - NAME - DATE/FILE, index.html; all zip times the same."""
    d, at = Download(), T(3, 10, 12)
    d.raw("index.html", "<html><body><table><tr><td>Mary-Ann Smith</td></tr></table></body></html>",
          at)
    d.hand("201233-88123 - Mary-Ann Smith - Apr 2, 2025 1026 AM/{f}", "maryann", "attempt 1", at,
           "never")
    d.hand("201233-88123 - Mary-Ann Smith - Apr 2, 2025 926 PM/{f}", "maryann", "attempt 2", at)
    d.hand("201377-88123 - Mary Smith - Apr 1, 2025 1159 PM/{f}", "mary", "attempt 1", at)
    d.hand("201544-88123 - An Nguyễn - Mar 31, 2025 1205 AM/{f}", "an", "attempt 1", at)
    source = save(folder / "Day 38 Download Apr 3, 2025 1012 AM.zip", zip_bytes(d.entries))
    return d.done(source, None, "Brightspace download: one student handed in at 10:26 AM and again "
                  "at 9:26 PM of one day, told apart only by the folder names '... 1026 AM' and "
                  "'... 926 PM'.", False)


def case_teams_versions(folder):
    """Microsoft Teams / SharePoint: Submitted files/NAME/ASSIGNMENT/Version N/FILE."""
    d, root = Download(), "Submitted files/"
    d.hand(root + "Ann Lee/Day 38/Version 9/{f}", "ann", "version 9", T(1, 20), "never")
    d.hand(root + "Ann Lee/Day 38/Version 10/{f}", "ann", "version 10", T(2, 8))
    d.hand(root + "محمد علي/Day 38/Version 1/{f}", "muhammad", "version 1", T(1, 9))
    d.hand(root + "李/Day 38/Version 1/{f}", "li", "version 1", T(1, 10))
    d.hand(root + "Ann Lee/Day 37/Version 1/{f}", "ann", "day 37", T(3), "never", [AGENT, CURVE])
    d.hand(root + "Bo Park/Day 37/Version 1/{f}", "bo", "day 37", T(3), "never", [AGENT, CURVE])
    source = save(folder / "OneDrive_1_4-4-2025.zip", zip_bytes(d.entries))
    return d.done(source, None, "Teams' 'Submitted files' taken from SharePoint: Version 10 is "
                  "newer than Version 9, the folders hold Day 37 as well as Day 38, and there are "
                  "Arabic and one-letter Chinese names.", None)


def case_gbk_backslash(folder):
    """A zip a Chinese Windows tool made: GBK names, no UTF-8 flag, backslashes."""
    d, entries = Download(), []
    for name, who in (("2023001王伟", "2023001"), ("2023002王玮", "2023002"), ("2023003李", "2023003"),
                      ("2023004欧阳娜娜", "2023004")):
        assert b"\x5c" not in name.encode("gbk")
        files = []
        d.hand("{f}", who, at=T(1, 20), into=files)
        entries += [(f"第38天作业\\{name}\\{f}".encode("gbk"), data, at) for f, data, at in files]
    source = save(folder / "第38天作业.zip", raw_zip_bytes(entries))
    return d.done(source, None, "Folders '2023001王伟' zipped by a Chinese Windows tool: GBK names "
                  "without the UTF-8 flag and backslashes between folders.", None)


def case_sjis_0x5c(folder):
    """A zip from Japanese Windows: Shift-JIS names whose second bytes are 0x5C (backslash)."""
    d, entries = Download(), []
    for name, who in (("能見太郎", "nomi-taro"), ("能見花子", "nomi-hanako"), ("十河一", "sogo-hajime"),
                      ("田中実", "tanaka-minoru")):
        files = []
        d.hand("{f}", who, at=T(1, 20), into=files)
        entries += [(f"{name}/{f}".encode("cp932"), data, at) for f, data, at in files]
    assert sum(b"\x5c" in name for name, _, _ in entries) == 18
    source = save(folder / "day38.zip", raw_zip_bytes(entries))
    return d.done(source, None, "Folders of Japanese students zipped by Windows: Shift-JIS without "
                  "the UTF-8 flag, where 能 and 十 hold the byte of a backslash; 能見太郎 and 能見花子 "
                  "are two people.", None)


def case_tar_links(folder):
    """A tar.gz of a hand-in directory on a Unix server, with ./ and links."""
    d = Download()
    for name in ("./", "./alee/", "./bpark/", "./ckim/", "./ckim/results/", "./ckim/results/run3/"):
        d.raw(name, b"", T(2))
    d.hand("./alee/{f}", "alee", at=T(1, 20))
    d.hand("./bpark/{f}", "bpark", at=T(1, 21), files=[N1, N4, AGENT, CURVE])
    d.hand("./ckim/{f}", "ckim", at=T(1, 22), files=NOTEBOOKS + [AGENT])
    d.put("./ckim/results/run3/agent.csv", "ckim", CURVE, "run 3", T(1, 22))
    links = [("./bpark/" + N2, "../alee/" + N2, "symlink", T(2)),
             ("./bpark/" + N3, "./alee/" + N3, "hardlink", T(2)),
             ("./ckim/agent.csv", "results/run3/agent.csv", "symlink", T(2)),
             ("./ckim/data", "/home/ckim/data", "symlink", T(2))]
    source = save(folder / "day38.tar.gz", tar_bytes(d.entries, links))
    return d.done(source, None, "A Unix hand-in directory as tar.gz with ./ names: bpark's 02 is a "
                  "symbolic link and 03 a hard link to alee's file, which must not become bpark's; "
                  "ckim's agent.csv is a link within the own folder to a real file.", True)


def case_hostile_zip_names(folder):
    """A zip with unsafe member names, outside and within a student's own zip."""
    d = Download()
    inner = []
    d.hand("{f}", "alee", at=T(2, 20), into=inner)
    d.put("../bpark/" + N2, "alee", N2, "aimed at bpark", T(1, 20), "never", inner)
    d.raw("alee/day38.zip", zip_bytes(inner), T(2, 20))
    d.hand("bpark/{f}", "bpark", at=T(1, 21))
    d.hand("-kim/{f}", "minus-kim", at=T(1, 21))
    d.hand("Choi,\nDana/{f}", "choi-newline", at=T(1, 21))
    d.put("../../tutor/" + N2, "nobody", N2, "climbs out", T(3), "never")
    d.put("/home/tutor/submitted/" + N3, "nobody", N3, "absolute", T(3), "never")
    source = save(folder / "day38.zip", zip_bytes(d.entries))
    return d.done(source, None, "A zip with members '../../tutor/...' and '/home/...', a student's "
                  "zip with a member '../bpark/02_rssm.ipynb', a folder beginning with '-' and one "
                  "with a newline in the name.", True)


def case_odd_file_names(folder):
    """A Unix spool directory: case twins, trailing space and dot, an empty newest file."""
    d, root = Download(), "day38_spool/"
    d.hand(root + "alee/{f}", "alee", at=T(1, 20), files=[f for f in FILES if f != N2])
    d.put(root + "alee/02_rssm.ipynb", "alee", N2, "first", T(1, 20), "never")
    d.put(root + "alee/02_RSSM.IPYNB", "alee", N2, "two days later", T(3, 20))
    for name, f in (("01_symlog_twohot.ipynb.txt", N1), ("02_rssm-Copy1.ipynb", N2),
                    ("03_returns.ipynb ", N3), ("04_train_and_compare.ipynb.", N4),
                    ("Agent.safetensors", AGENT), ("AGENT.CSV", CURVE)):
        d.put(root + "bpark/" + name, "bpark", f, "odd name", T(1, 21))
    d.hand(root + "ckim/{f}", "ckim", at=T(1, 22), files=[f for f in FILES if f != N2])
    d.raw(root + "ckim/02_rssm.ipynb", b"", T(3, 22))
    d.put(root + "ckim/02_rssm (1).ipynb", "ckim", N2, "older but not empty", T(1, 22), "open")
    source = save(folder / "day38_spool.tar", tar_bytes(d.entries, compress=False))
    return d.done(source, None, "A tar of a Unix spool: 02_rssm.ipynb and a newer 02_RSSM.IPYNB of "
                  "one student, names ending in a space or a dot, and a third student whose newest "
                  "02 is empty while an older one is not, which a person must look at.", True)


def case_dropbox_request(folder):
    """Dropbox file request: 'Typed Name - FILE', flat; repeats get ' (1)'."""
    d = Download()
    d.hand("Anne - {f}", "anne", at=T(1, 18))
    d.hand("Anne - Marie Duval - {f}", "anne-marie", at=T(1, 19))
    d.hand("Zoë O'Neil - {f}", "zoe", at=T(1, 20))
    d.hand("Ann Lee - {f}", "ann", at=T(1, 21), files=[f for f in FILES if f != N2])
    d.put("Ann Lee - " + N2, "ann", N2, "first upload", T(1, 21), "never")
    d.put("Ann Lee - 02_rssm (1).ipynb", "ann", N2, "second upload", T(2, 21))
    source = save(folder / "Day 38.zip", zip_bytes(d.entries))
    return d.done(source, None, "Dropbox file request: 'Name - file' with typed names, where 'Anne' "
                  "and 'Anne - Marie Duval' are two people, and one file was sent again as "
                  "'02_rssm (1).ipynb' a day later.", None)


def case_nextcloud_conflicts(folder):
    """Nextcloud file drop folders, synced and zipped on a Mac: conflict copies, AppleDouble."""
    d, root = Download(), "Day 38/"
    d.hand(root + "Ann Lee/{f}", "ann", at=T(2, 12))
    d.put(root + "Ann Lee/02_rssm (conflicted copy 2025-04-01 101112).ipynb", "ann", N2,
          "conflict copy", T(1, 10, 11), "never")
    d.hand(root + "Ζωή/{f}", "zoi", at=T(1, 20))
    d.hand(root + "d'Artagnan/{f}", "dartagnan", at=T(1, 21))

    def apple(path, who, f):
        m = mark(who, f, "AppleDouble")
        d.never.append(m)
        d.raw(path, b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        \x00\x02\x00\x00\x00\x09"
              + b"\x00" * 40 + m.encode() + b"\x00" * 8, T(2, 12))

    apple("__MACOSX/Day 38/Ann Lee/._02_rssm.ipynb", "ann", N2)
    apple("__MACOSX/Day 38/Ζωή/._agent.csv", "zoi", CURVE)
    apple(root + "d'Artagnan/._agent.safetensors", "dartagnan", AGENT)
    d.raw(root + ".DS_Store", b"\x00\x00\x00\x01Bud1", T(4))
    d.raw(root + "desktop.ini", "[.ShellClassInfo]\r\n", T(4))
    d.raw(root + "Readme.md", "Please hand in here.\n", T(1))
    source = save(folder / "Day 38.zip", zip_bytes(d.entries))
    return d.done(source, None, "Nextcloud file drop (a folder for each typed name) zipped on a Mac: "
                  "an older conflicted copy, __MACOSX and ._ files, which are nobody's work.", None)


def case_nested_archives_broken(folder):
    """Folders by login; students handed in archives within archives, one broken, one rar."""
    d = Download()
    level3, level1 = [], []
    d.hand("Day38 FINAL/really final/{f}", "alee", at=T(1, 20), into=level3)
    level2 = [("final.zip", zip_bytes(level3), T(1, 20)), ("notes.txt", b"see final.zip", T(1))]
    level1 = [("final/hand-in.zip", zip_bytes(level2), T(1, 20))]
    d.raw("alee/submission.zip", zip_bytes(level1), T(1, 20))
    deep = []
    d.hand("./" + "/".join(f"level{k}" for k in range(12)) + "/{f}", "bpark", at=T(1, 21),
           into=deep)
    d.raw("bpark/bpark_day38.tar.gz", tar_bytes(deep), T(1, 21))
    cut = []
    d.hand("{f}", "ckim", at=T(1, 22), use="open", into=cut)
    whole = zip_bytes(cut)
    d.raw("ckim/day38.zip", whole[:len(whole) * 6 // 10], T(1, 22))
    d.raw("dchoi/day38.rar", b"Rar!\x1a\x07\x01\x00" + hashlib.sha512(b"rar").digest() * 4,
          T(1, 23))
    source = save(folder / "day38.zip", zip_bytes(d.entries))
    return d.done(source, None, "Students' archives within archives (three zips deep, a tar.gz with "
                  "twelve folders), one zip cut off in the upload and one rar: the last two cannot "
                  "be read and a person must look.", True)


def case_single_student_venv(folder):
    """Moodle download with exactly one student, who has subfolders and zipped a .venv."""
    d = Download()
    base = "Ann Lee_1001_assignsubmission_file/"
    d.hand(base + "notebooks/{f}", "ann", at=T(1, 20), files=NOTEBOOKS)
    d.hand(base + "agent/{f}", "ann", at=T(1, 20), files=[AGENT, CURVE])
    venv = "env/.venv/"
    lib = venv + "lib/python3.11/site-packages/"
    files = [(venv + "pyvenv.cfg", b"home = /usr/bin\nversion = 3.11.7\n", T(1, 19)),
             (venv + "bin/activate", b"# activate\n", T(1, 19))]
    files += [(f"{lib}rlkit/part{k // 20:02d}/mod{k:03d}.py", f"x = {k}\n".encode(), T(1, 21))
              for k in range(300)]
    files += [(f"{lib}rlkit-0.3.dist-info/METADATA", b"Name: rlkit\n", T(1, 21))]
    d.put(lib + "rlkit/tests/data/agent.csv", "package", CURVE, "test data of a package", T(1, 21),
          "never", files)
    d.raw(base + "env.zip", zip_bytes(files), T(1, 21))
    source = save(folder / "RL2025-Day 38-44213.zip", zip_bytes(d.entries))
    return d.done(source, None, "Moodle download with one single student whose files lie in two "
                  "subfolders (not two students), together with a zipped virtual environment in "
                  "which a package has a newer agent.csv as test data.", None)


def case_nbgrader_exchange_mixed(folder):
    """nbgrader exchange inbound/: USER+ASSIGNMENT+TIME UTC+RANDOM/FILE, several assignments."""
    d = Download()

    def one(user, assignment, when, tail, who, label, at, use, files=FILES):
        base = f"inbound/{user}+{assignment}+{when} UTC+{tail}/"
        d.hand(base + "{f}", who, label, at, use, files)
        d.raw(base + "timestamp.txt", when + " UTC", at)

    one("alee", "day38", "2025-04-01 20:11:05.123456", "Zm9vYmFyMTIz", "alee", "attempt 1",
        T(1, 20, 11), "never")
    one("alee", "day38", "2025-04-02 08:30:00.000001", "a-Zb_9xQwErT", "alee", "attempt 2",
        T(2, 8, 30), "work")
    one("alee", "day37", "2025-04-05 10:00:00.000000", "MTIzNDU2Nzg5", "alee", "day 37",
        T(5, 10), "never", [AGENT, CURVE])
    one("alee2", "day38", "2025-04-01 22:00:00.500000", "cXdlcnR5dWlv", "alee2", "attempt 1",
        T(1, 22), "work")
    one("b.park", "day38", "2025-04-01 23:00:00.500000", "cGFya3Bhcms_", "bpark", "attempt 1",
        T(1, 23), "work")
    one("instructor", "day38", "2025-03-28 09:00:00.000000", "aW5zdHJ1Y3Rv", "instructor",
        "trial run", T(28, 9, month=3), "never")
    source = save(folder / "inbound.tar.gz", tar_bytes(d.entries))
    roster = save(folder / "students.csv", csv_text([
        ["id", "first_name", "last_name", "email", "lms_user_id"],
        ["alee", "Ann", "Lee", "ann@example.edu", ""],
        ["alee2", "Anders", "Lee", "anders@example.edu", ""],
        ["b.park", "Bo", "Park", "bo@example.edu", ""]], newline="\n"))
    return d.done(source, roster, "nbgrader's exchange directory: two attempts of one student, a "
                  "newer hand-in of day37 with files of the same names, and the instructor's own "
                  "trial run, who is not on the roster.", True)


def case_name_within_name(folder):
    """A share with LAST_FIRST_NUMBER folders; a student's folder holds one of another's name."""
    d = Download()
    d.hand("lee_ann_20210001/{f}", "ann", at=T(2, 20))
    d.put("lee_ann_20210001/park_bo_20210002/" + N2, "ann", N2, "from pair work", T(1, 10),
          "never")
    d.hand("park_bo_20210002/{f}", "bo", at=T(2, 21), files=[f for f in FILES if f != N2])
    d.hand("kim_dana_20210003/{f}", "dana", at=T(2, 22))
    source = write_folder(folder / "hand-in_day38", d.entries)
    roster = save(folder / "class.csv", csv_text([
        ["number", "last name", "first name"], ["20210001", "Lee", "Ann"],
        ["20210002", "Park", "Bo"], ["20210003", "Kim", "Dana"]]))
    return d.done(source, roster, "A file share with a folder a student: Ann's folder has a "
                  "subfolder named exactly like Bo's with an older 02, and Bo's own folder lacks "
                  "02; it must not be filled from Ann's.", None)


def case_galah_emails(folder):
    """Galah get_archive tarball: EMAIL/YYYY-MM-DD-HH-MM-SS/FILE."""
    d = Download()
    d.hand("ann@cs.example.edu/2025-04-01-20-11-05/{f}", "ann-cs", "attempt 1", T(1, 20, 11),
           "never")
    d.hand("ann@cs.example.edu/2025-04-02-08-30-00/{f}", "ann-cs", "attempt 2", T(2, 8, 30))
    d.hand("ann@ee.example.edu/2025-04-01-23-00-00/{f}", "ann-ee", "attempt 1", T(1, 23))
    d.hand("bo.park+rl@cs.example.edu/2025-03-31-09-00-00/{f}", "bo", "attempt 1",
           T(31, 9, month=3))
    source = save(folder / "day38.tar.gz", tar_bytes(d.entries))
    return d.done(source, None, "A Galah tarball: a folder for each e-mail address with a folder "
                  "for each attempt's time; ann@cs and ann@ee are two people.", False)


CASES = {name[len("case_"):]: function for name, function in list(globals().items())
         if name.startswith("case_")}


# ---------------------------------------------------------------- the check

FOUND = re.compile(rb"MARK\[[^\]\r\n]*\]")


def markers_in_bytes(data, tally):
    if data[:4] == b"PK\x03\x04":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as z:
                for info in z.infolist():
                    if not info.is_dir():
                        markers_in_bytes(z.read(info), tally)
        except zipfile.BadZipFile:
            pass
        return
    if data[:2] == b"\x1f\x8b" or data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as t:
            for member in t:
                if member.isreg():
                    markers_in_bytes(t.extractfile(member).read(), tally)
        return
    for m in set(FOUND.findall(data)):
        tally[m.decode()] = tally.get(m.decode(), 0) + 1


def check(name, built, folder):
    source, roster = pathlib.Path(built["source"]), built["roster"]
    assert source.exists() and folder in source.parents, name
    assert roster is None or (pathlib.Path(roster).is_file() and folder in
                              pathlib.Path(roster).parents), name
    tally = {}
    for path in [source] if source.is_file() else sorted(source.rglob("*")):
        if path.is_file() and not path.is_symlink():
            markers_in_bytes(path.read_bytes(), tally)
    work = [m for ms in built["expect"]["work"].values() for m in ms]
    never = built["expect"]["never"]
    wanted = work + never
    assert len(set(wanted)) == len(wanted), f"{name}: a marker is listed twice"
    for m in wanted:
        assert m.isascii() and "," not in m and '"' not in m, m
        assert tally.get(m) == 1, f"{name}: {m} is in the download {tally.get(m, 0)} times"
    assert set(tally) >= set(wanted) and max(tally.values()) == 1, name
    assert built["expect"]["look"] in (True, False, None) and built["says"], name
    return len(work), len(never), sorted(set(tally) - set(wanted))


if __name__ == "__main__":
    began = time.time()
    for name, function in CASES.items():
        with tempfile.TemporaryDirectory() as place:
            folder = pathlib.Path(place).resolve()
            built = function(folder)
            work, never, spare = check(name, built, folder)
            print(f"{name:26} students {len(built['expect']['work'])}  work {work:3}  never "
                  f"{never:3}  open {len(spare):2}  look {built['expect']['look']}")
    print(f"{len(CASES)} cases, all markers are in their downloads, {time.time() - began:.1f} s")
    sys.exit(0 if len(CASES) == 30 else 1)
