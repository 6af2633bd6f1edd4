"""36 bulk downloads as learning platforms really hand them over (standard library only, Python 3.11).

Every case_NAME(folder) builds one download and returns source, roster, says, expect.
A group submission is one entry of "work" (the group hands in one work), with look None.
Where people are in "undecidable", the extra key "undecidable_marks" says whose file is whose.
"""
import io
import json
import os
import pathlib
import re
import struct
import unicodedata
import zipfile
import zlib

F = ["01_symlog_twohot.ipynb", "02_rssm.ipynb", "03_returns.ipynb",
     "04_train_and_compare.ipynb", "agent.safetensors", "agent.csv"]
N1, N2, N3, N4, ST, CSV = F


# ---------------------------------------------------------------- contents
def mark(who, name, attempt=1):
    return "MARK[%s|%s|attempt %s]" % (who, name, attempt)


def body(name, marker):
    low = name.lower()
    if ".ipynb" in low:
        return json.dumps({
            "cells": [{"cell_type": "code", "execution_count": 1, "id": "c0ffee01", "metadata": {},
                       "outputs": [], "source": ["# marker " + marker + "\n", "print('hello')"]}],
            "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
                         "language_info": {"name": "python"}},
            "nbformat": 4, "nbformat_minor": 5}, indent=1).encode()
    if "safetensors" in low:
        head = json.dumps({"__metadata__": {"marker": marker},
                           "w": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}).encode()
        return struct.pack("<Q", len(head)) + head + struct.pack("<2f", 0.5, 1.5)
    return ("step,return,note\n1,0.25,%s\n2,0.75,\n" % marker).encode()


def sub(who, attempt=1, files=F):
    return {f: body(f, mark(who, f, attempt)) for f in files}


def marks(who, attempt=1, files=F):
    return {f: mark(who, f, attempt) for f in files}


def entry(who, attempt=1, files=F):
    return {"who": who, "marks": marks(who, attempt, files)}


def nev(who, attempt, files=F):
    return list(marks(who, attempt, files).values())


# ---------------------------------------------------------------- zips and trees
class RawInfo(zipfile.ZipInfo):
    """An entry whose name is written as the given bytes, without the UTF-8 flag."""
    raw = b""

    def _encodeFilenameFlags(self):
        return self.raw, self.flag_bits & ~0x800


def zbytes(items, when=(2024, 5, 12, 10, 0, 0), encode=None, method=zipfile.ZIP_DEFLATED):
    """items: list of (name, data) or (name, data, when); encode: name -> bytes for unflagged names."""
    buf = io.BytesIO()
    with zipfile.ZipFile(buf, "w", method) as z:
        for it in items:
            name, data = it[0], it[1]
            dt = it[2] if len(it) > 2 else when
            if encode:
                zi = RawInfo("x", dt)
                zi.filename = name
                zi.raw = encode(name)
            else:
                zi = zipfile.ZipInfo(name, dt)
            zi.compress_type = method
            zi.external_attr = 0o100644 << 16
            z.writestr(zi, data)
    return buf.getvalue()


def put(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def tree(root, items):
    for it in items:
        p = put(root / it[0], it[1])
        if len(it) > 2:
            t = __import__("calendar").timegm(it[2] + (0, 0, 0))
            os.utime(p, (t, t))
    return root


def under(prefix, files, when=None):
    return [(prefix + n, d) + ((when,) if when else ()) for n, d in files.items()]


def done(source, roster, says, work, never=(), look=False, **more):
    return {"source": source, "roster": roster, "says": says,
            "expect": {"work": work, "never": list(never), "look": look, **more}}


def nfd(s):
    return unicodedata.normalize("NFD", s)


MACFORK = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        "
DSSTORE = b"\x00\x00\x00\x01Bud1" + b"\x00" * 64


def _crc_table():
    t = []
    for i in range(256):
        c = i
        for _ in range(8):
            c = (c >> 1) ^ 0xEDB88320 if c & 1 else c >> 1
        t.append(c)
    return t


def locked_zip(items, password=b"secret"):
    """A zip with the old PKWARE encryption, as 7-Zip, WinZip and `zip -e` write it."""
    T = _crc_table()
    out, central = b"", b""
    for name, data in items:
        k = [0x12345678, 0x23456789, 0x34567890]

        def upd(b):
            k[0] = T[(k[0] ^ b) & 255] ^ (k[0] >> 8)
            k[1] = ((k[1] + (k[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
            k[2] = T[(k[2] ^ (k[1] >> 24)) & 255] ^ (k[2] >> 8)

        for b in password:
            upd(b)
        crc = zlib.crc32(data) & 0xFFFFFFFF
        enc = bytearray()
        for b in bytes(range(11)) + bytes([crc >> 24]) + data:
            t = (k[2] | 2) & 0xFFFF
            enc.append(b ^ (((t * (t ^ 1)) >> 8) & 255))
            upd(b)
        nb = name.encode()
        common = struct.pack("<HHHHHIIIHH", 20, 1, 0, 0x5000, 0x58AC, crc, len(enc), len(data), len(nb), 0)
        central += (b"PK\x01\x02" + struct.pack("<H", 20) + common
                    + struct.pack("<HHHII", 0, 0, 0, 0o100644 << 16, len(out)) + nb)
        out += b"PK\x03\x04" + common + nb + bytes(enc)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(items), len(items), len(central), len(out), 0)
    return out + central + end


# ---------------------------------------------------------------- platform names
def canvas_user(sortable, uid, late=False):
    word = "".join(c for c in sortable.lower() if c == "_" or unicodedata.category(c)[0] in "LMN")
    return "%s_%s%s" % (word, "LATE_" if late else "", uid)


class Canvas:
    def __init__(self, first_attachment=90001):
        self.n = first_attachment
        self.items = []

    def add(self, user, files, rename=None):
        for f, d in files.items():
            shown = (rename or {}).get(f, f)
            self.items.append(("%s_%d_%s" % (user, self.n, shown), d))
            self.n += 1
        return self


def canvas_gradebook(rows):
    out = ["Student,ID,SIS User ID,SIS Login ID,Section,Day 38 World Models (4711)", '    Points Possible,,,,,10.00']
    for name, uid, sis, login in rows:
        out.append('"%s",%s,%s,%s,DL-2024-A,' % (name, uid, sis, login))
    out.append('"Student, Test",1999,,5f1c9a0be1,DL-2024-A,')
    return ("\ufeff" + "\r\n".join(out) + "\r\n").encode("utf-8")


def moodle(full, ident, files, kind="file", tail="", when=None):
    return under("%s_%s_assignsubmission_%s%s/" % (full, ident, kind, tail), files, when)


def receipt(title, user, name, stamp, files):
    lines = ["Name: %s (%s)" % (name, user), "Assignment: " + title,
             "Date Submitted: Friday, May 10, 2024 9:15:02 AM CEST", "Current Grade: Needs Grading", "",
             "Submission Field:", "There is no student submission text data for this assignment.", "",
             "Comments:", "There are no student comments for this assignment.", "", "Files:"]
    for f in files:
        lines += ["\tOriginal filename: " + f, "\tFilename: %s_%s_attempt_%s_%s" % (title, user, stamp, f), ""]
    return "\n".join(lines).encode()


def blackboard(title, user, name, stamp, files):
    pre = "%s_%s_attempt_%s" % (title, user, stamp)
    return [(pre + ".txt", receipt(title, user, name, stamp, files))] + under(pre + "_", files)


# ================================================================ Canvas
def case_canvas_gradebook_roster(folder):
    c = Canvas()
    c.add(canvas_user("Lee, Ann", 1001), sub("ann"))
    c.add(canvas_user("Müller-Lüdenscheidt, Jörg", 1002), sub("joerg"))
    c.add(canvas_user("O'Brien, Siobhán", 1003, True), sub("siobhan"))
    c.add(canvas_user("García Márquez, José", 1004), sub("jose", files=[N1, N2, CSV]))
    c.add(canvas_user("王, 小明", 1005), sub("wang"))
    src = put(folder / "submissions.zip", zbytes(c.items))
    ros = put(folder / "2024-05-12T1000_Grades-DL-2024.csv", canvas_gradebook([
        ("Lee, Ann", 1001, "S001", "alee"), ("Müller-Lüdenscheidt, Jörg", 1002, "S002", "jmueller"),
        ("O'Brien, Siobhán", 1003, "S003", "sobrien"), ("García Márquez, José", 1004, "S004", "jgarcia"),
        ("王, 小明", 1005, "S005", "xwang"), ("Absent, Never", 1006, "S006", "nabsent")]))
    return done(src, ros, "Canvas 'Download submissions' with the gradebook export (BOM, Points-Possible row) as roster.",
                [entry("ann"), entry("joerg"), entry("siobhan"), entry("jose", 1, [N1, N2, CSV]), entry("wang")])


def case_canvas_resubmitted_suffixes(folder):
    c = Canvas()
    c.add(canvas_user("Lee, Ann", 1001, True), sub("ann", 3),
          {N1: "01_symlog_twohot-2.ipynb", N2: "02_rssm-2.ipynb", N3: "03_returns-1.ipynb",
           N4: "04_train_and_compare-2.ipynb", ST: "agent-2.safetensors", CSV: "agent-2.csv"})
    c.add(canvas_user("Diaz, Bo", 1002), sub("bo", 2),
          {N1: "01_symlog_twohot (1)-1.ipynb", N2: "02_rssm (2).ipynb", CSV: "agent-1.csv"})
    c.add(canvas_user("Chen, Cy", 1003, True), sub("cy"))
    return done(put(folder / "submissions.zip", zbytes(c.items)), None,
                "Canvas holds only the last attempt but adds -1, -2 to the names of a resubmission; late ones carry LATE.",
                [entry("ann", 3), entry("bo", 2), entry("cy")])


def case_canvas_namesakes(folder):
    c = Canvas()
    c.add(canvas_user("Lee, Ann", 1001), sub("ann1001"))
    c.add(canvas_user("Lee, Ann", 1002, True), sub("ann1002"))
    c.add(canvas_user("Leean, N", 1003), sub("leean", files=[N1, ST, CSV]))
    c.add(canvas_user("Le, Eann", 10010), sub("eann"))
    c.items.sort()
    return done(put(folder / "submissions.zip", zbytes(c.items)), None,
                "Canvas squeezes four people to the same 'leeann'; only the user number tells them apart.",
                [entry("ann1001"), entry("ann1002"), entry("leean", 1, [N1, ST, CSV]), entry("eann")])


def case_canvas_anonymous(folder):
    c = Canvas()
    c.add("anon_aB3dE", sub("p1"))
    c.add("LATE_anon_ab3De", sub("p2"))
    c.add("anon_7KpQ2", sub("p3", files=[N1, N2, N3, N4]))
    return done(put(folder / "submissions.zip", zbytes(c.items)), None,
                "Canvas anonymous grading: case-sensitive five-character ids instead of names, two differ only in case.",
                [entry("p1"), entry("p2"), entry("p3", 1, [N1, N2, N3, N4])], look=None)


def case_canvas_awkward_names(folder):
    c = Canvas()
    c.add(canvas_user("Late, Tom", 5001), sub("tomlate"))
    c.add(canvas_user("Late, Tim", 5002, True), sub("timlate"))
    c.add(canvas_user("Smith_Jones, Ann", 5003), sub("smithjones"))
    c.add(canvas_user("test_student_12", 5004), sub("teststudent12"))
    c.add(canvas_user("test_student_13", 5005, True), sub("teststudent13"))
    c.add(canvas_user("Suharto", 5006), sub("suharto"))
    c.n = 91001
    c.add(canvas_user("Zip, Ida", 5007), {"Day 38.zip": zbytes(under("Day 38/", sub("ida")))})
    return done(put(folder / "submissions.zip", zbytes(c.items)), None,
                "Canvas: surname Late, underscores and digits in display names, a mononym, a student's own zip.",
                [entry(w) for w in ("tomlate", "timlate", "smithjones", "teststudent12", "teststudent13", "suharto", "ida")])


def case_canvas_finder_rezip(folder):
    c = Canvas()
    c.add(canvas_user("Müller, Jörg", 1002), sub("joerg"))
    c.add(canvas_user("Gómez, Núria", 1003), sub("nuria"))
    c.add(canvas_user("Lee, Ann", 1001), sub("ann"))
    items, never = [("submissions/.DS_Store", DSSTORE), ("__MACOSX/submissions/._.DS_Store", MACFORK)], []
    for i, (n, d) in enumerate(c.items):
        m = "MARK[fork %d]" % i
        never.append(m)
        items += [("submissions/" + nfd(n), d), ("__MACOSX/submissions/._" + nfd(n), MACFORK + m.encode())]
    src = put(folder / "submissions 2.zip", zbytes(items, encode=lambda s: s.encode("utf-8")))
    ros = put(folder / "grades.csv", canvas_gradebook([
        ("Lee, Ann", 1001, "S1", "alee"), ("Müller, Jörg", 1002, "S2", "jm"), ("Gómez, Núria", 1003, "S3", "ng")]))
    return done(src, ros, "Canvas zip unpacked on a Mac and compressed again by Finder: decomposed names as UTF-8 bytes "
                "without the flag, __MACOSX forks, .DS_Store.", [entry("joerg"), entry("nuria"), entry("ann")], never)


def case_canvas_two_downloads(folder):
    a, b = Canvas(90001), Canvas(90001)
    a.add(canvas_user("Lee, Ann", 1001), sub("ann", 1)).add(canvas_user("Diaz, Bo", 1002), sub("bo"))
    b.n = 90007
    b.add(canvas_user("Diaz, Bo", 1002), sub("bo"))
    b.n = 90101
    b.add(canvas_user("Lee-Park, Ann", 1001, True), sub("ann", 2), {f: f.replace(".", "-1.") for f in F})
    b.add(canvas_user("Chen, Cy", 1003, True), sub("cy"))
    d = folder / "day38"
    put(d / "submissions.zip", zbytes(a.items, (2024, 5, 11, 8, 0, 0)))
    put(d / "submissions (1).zip", zbytes(b.items, (2024, 5, 14, 8, 0, 0)))
    return done(d, None, "Two Canvas downloads in one folder; in between a student handed in again and changed her surname "
                "(same user number, higher attachment numbers).",
                [entry("ann", 2), entry("bo"), entry("cy")], nev("ann", 1), look=None)


# ================================================================ Moodle
def case_moodle_folders_world_names(folder):
    people = [("Ann Lee", "ann", "Ann", "Lee"), ("Siobhán OBrien", "siobhan", "Siobhán", "O'Brien"),
              ("小明 王", "wang", "小明", "王"), ("محمد العلي", "mohammed", "محمد", "العلي"),
              ("Jürgen von der Groß-Häßler", "juergen", "Jürgen", "von der Groß-Häßler"),
              ("Nguyễn Thị Hồng Nhung", "nhung", "Nguyễn Thị Hồng", "Nhung")]
    items = []
    for i, (full, who, _, _) in enumerate(people):
        items += moodle(full, 481230 + i, sub(who))
    items += moodle("Ann Lee", 481230, {"onlinetext.html": b"<p>see my files</p>"}, "onlinetext")
    rows = ["Vorname;Nachname;ID-Nummer;E-Mail-Adresse;Gruppen"]
    rows += ["%s;%s;%07d;%s@uni.example;" % (v, n, 3300100 + i, w) for i, (_, w, v, n) in enumerate(people)]
    return done(put(folder / "DL24-Tag 38 Weltmodelle-90311.zip", zbytes(items)),
                put(folder / "courseid_4711_participants.csv", ("\ufeff" + "\r\n".join(rows) + "\r\n").encode("utf-8")),
                "Moodle 4 zip in folders, apostrophe dropped by Moodle, online text beside the files; German participants "
                "export with BOM and semicolons.", [entry(p[1]) for p in people])


def case_moodle_flat_old(folder):
    items = []
    for full, i, who in (("Ann Lee", 501, "ann501"), ("Ann Lee", 502, "ann502"), ("Ann Lee 2", 503, "ann2"),
                         ("Zoë Kröger", 5010, "zoe")):
        items += under("%s_%d_assignsubmission_file_" % (full, i), sub(who))
    return done(put(folder / "DL24-Day 38-1234.zip", zbytes(items)), None,
                "Older Moodle without 'download in folders': one flat list, two namesakes with different numbers.",
                [entry(w) for w in ("ann501", "ann502", "ann2", "zoe")])


def case_moodle_blind(folder):
    items, rows = [], ['Identifier,Status,Grade,"Maximum Grade","Grade can be changed","Last modified (submission)",'
                       '"Last modified (grade)","Feedback comments"']
    for i in (48213, 4821, 48219):
        items += moodle("Participant", i, sub("p%d" % i))
        rows.append('"Participant %d","Submitted for grading - ",,10.00,Yes,"Friday, 10 May 2024, 9:15 AM",-,' % i)
    return done(put(folder / "DL24-Day 38-1234.zip", zbytes(items)),
                put(folder / "Grades-DL24-Day 38--1234.csv", "\n".join(rows).encode()),
                "Moodle anonymous submissions: Participant_NUMBER folders and the grading worksheet as roster.",
                [entry("p48213"), entry("p4821"), entry("p48219")])


def case_moodle_teams(folder):
    items = moodle("Gruppe 07", 312, sub("g07")) + moodle("Gruppe 7", 313, sub("g7")) \
        + moodle("Gruppe 17", 314, sub("g17", files=[N1, N2, N3, N4, CSV]))
    return done(put(folder / "DL24-Tag 38-1234.zip", zbytes(items)), None,
                "Moodle 5 team submissions: one folder per group, named by group and group number.",
                [entry("g07"), entry("g7"), entry("g17", 1, [N1, N2, N3, N4, CSV])], look=None)


def case_moodle_own_zips(folder):
    items = []
    items += moodle("Ann Lee", 501, {"abgabe.zip": zbytes(under("abgabe\\day38\\", sub("ann")))})
    items += moodle("Bo Diaz", 502, {"final.ZIP": zbytes([("final/day38.zip", zbytes(under("", sub("bo"))))])})
    mac = under(nfd("Übung 38/"), sub("cyd")) + [(nfd("__MACOSX/Übung 38/._") + N1, MACFORK + b"MARK[cyd fork]"),
                                                 (nfd("Übung 38/.DS_Store"), DSSTORE)]
    items += moodle("Cýd Čapek", 503, {nfd("Übung 38.zip"): zbytes(mac, encode=lambda s: s.encode("utf-8"))})
    items += moodle("Dee Roy", 504, {"day38/" + f: d for f, d in sub("dee").items()})
    items += moodle("Dee Roy", 504, {"notes.pdf": b"%PDF-1.4\n%%EOF\n", "day38/Thumbs.db": b"\xd0\xcf\x11\xe0" + b"\0" * 60})
    items += moodle("Eli Fox", 505, {N1: sub("eli")[N1], N2: sub("eli")[N2],
                                     "agent.zip": zbytes(under("", sub("eli", 1, [N3, N4, ST, CSV])))})
    return done(put(folder / "DL24-Day 38-1234.zip", zbytes(items)), None,
                "Moodle with students' own zips: backslash names, a zip in a zip, a Finder zip, a subfolder, "
                "half of the files loose and half zipped.",
                [entry(w) for w in ("ann", "bo", "cyd", "dee", "eli")], ["MARK[cyd fork]"])


def case_moodle_unpacked_beside_zip(folder):
    items = []
    for full, i, who in (("Ann Lee", 501, "ann"), ("Łukasz Żółć", 502, "lukasz"), ("Bo Diaz", 503, "bo")):
        items += moodle(full, i, sub(who))
    d = folder / "Downloads day 38"
    put(d / "DL24-Day 38-1234.zip", zbytes(items))
    put(d / "DL24-Day 38-1234 (1).zip", zbytes(items))
    tree(d / "DL24-Day 38-1234", items)
    put(d / ".DS_Store", DSSTORE)
    put(d / "DL24-Day 38-1234" / "desktop.ini", b"[.ShellClassInfo]\r\n")
    return done(d, None, "Moodle download unpacked, the zip and a second identical download still beside it.",
                [entry("ann"), entry("lukasz"), entry("bo")])


def case_moodle_long_names(folder):
    a = ("Wickramasinghe Mudiyanselage Ralalage Appuhamilage Dissanayake Mudiyanselage Tennakoon Bandara "
         "Sampath Chathuranga ")
    deep = "Desktop/University of Somewhere/Semester 4/Deep Learning and World Models (Elective)/" \
           "Assignments and hand-ins/Day 38 - World models, returns and comparison/final version to hand in/" \
           "copy for the tutor/"
    items = moodle(a + "Amal", 7481230, {"final.zip": zbytes(under(deep, sub("amal")))})
    items += moodle(a + "Kamal", 7481231, sub("kamal"))
    items += moodle(a + "Amal", 7481232, sub("amal2", 1, [N1, N2, N3, N4]))
    items += moodle("Bo Li", 7481233, {deep + f: d for f, d in sub("boli").items()})
    return done(put(folder / "DL24-Day 38-1234.zip", zbytes(items)), None,
                "Moodle with very long Sri Lankan names that differ only at the end or in the number, and paths over 260 characters.",
                [entry("amal"), entry("kamal"), entry("amal2", 1, [N1, N2, N3, N4]), entry("boli")])


def case_moodle_broken_files(folder):
    whole = zbytes(under("", sub("bo")))
    zero = sub("cy")
    zero[N1] = b""
    items = moodle("Ann Lee", 501, sub("ann"))
    items += moodle("Bo Diaz", 502, {"day38.zip": whole[:len(whole) // 2]})
    items += moodle("Cy Chen", 503, zero)
    items += moodle("Di Roth", 504, {"day38.zip": locked_zip(list(sub("di").items()))})
    items += moodle("Ed Vu", 505, {"day38.rar": b"Rar!\x1a\x07\x01\x00" + bytes(range(200))})
    items += moodle("Flo Ek", 506, {"day38.zip": b""})
    items += moodle("Gil Orr", 507, sub("gil"))
    return done(put(folder / "DL24-Day 38-1234.zip", zbytes(items)), None,
                "Moodle with a cut-off zip, a password zip, a rar, an empty zip and a 0-byte notebook among good work.",
                [entry("ann"), entry("cy", 1, [N2, N3, N4, ST, CSV]), entry("gil")], look=True)


def case_moodle_explorer_cp850(folder):
    people = [("Jürgen Groß", "juergen", "Jürgen", "Groß"), ("José Peña", "jose", "José", "Peña"),
              ("Zoë Lefèvre", "zoe", "Zoë", "Lefèvre"), ("Ann Lee", "ann", "Ann", "Lee")]
    items = []
    for i, (full, who, _, _) in enumerate(people):
        items += [("Abgaben Tag 38/" + n, d) for n, d in moodle(full, 600 + i, sub(who))]
    items.append(("Abgaben Tag 38/Thumbs.db", b"\xd0\xcf\x11\xe0" + b"\0" * 60))
    rows = ["Vorname,Nachname,ID-Nummer,E-Mail-Adresse"] + ["%s,%s,%d,%s@uni.example" % (v, n, 70 + i, w)
                                                           for i, (_, w, v, n) in enumerate(people)]
    return done(put(folder / "Abgaben Tag 38.zip", zbytes(items, encode=lambda s: s.encode("cp850"))),
                put(folder / "teilnehmer.csv", "\r\n".join(rows).encode("utf-8")),
                "Moodle folder packed again by the Windows Explorer: umlauts in the OEM code page without any flag.",
                [entry(p[1]) for p in people])


# ================================================================ Blackboard
def case_blackboard_attempts_out_of_order(folder):
    t = "Day 38 World Models"
    items = blackboard(t, "alee3", "Ann Lee", "2024-05-10-21-15-02", sub("ann", 3))
    items += blackboard(t, "bdiaz", "Bo Diaz", "2024-05-09-23-59-58", sub("bo", 1))
    items += blackboard(t, "alee3", "Ann Lee", "2024-05-09-09-15-02", sub("ann", 1))
    items += blackboard(t, "mueller", "Jörg Müller", "2024-05-10-08-00-00", sub("joerg"))
    items += blackboard(t, "bdiaz", "Bo Diaz", "2024-05-10-00-00-03", sub("bo", 2))
    items += blackboard(t, "alee3", "Ann Lee", "2024-05-10-09-15-02", sub("ann", 2))
    items += blackboard(t, "alee30", "Anna Leeb", "2024-05-08-09-15-02", sub("anna"))
    rows = ['"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Last Access"\t"Availability"\t"Day 38 World Models [Total Pts: 10 Score] |90311"']
    for l, f, u, s in (("Lee", "Ann", "alee3", "100"), ("Diaz", "Bo", "bdiaz", "101"), ("Müller", "Jörg", "mueller", "102"),
                       ("Leeb", "Anna", "alee30", "103"), ("Absent", "Never", "nabsent", "104")):
        rows.append('"%s"\t"%s"\t"%s"\t"%s"\t"2024-05-11 10:00:00"\t"Yes"\t"Needs Grading"' % (l, f, u, s))
    return done(put(folder / "gradebook_DL-2024_Day2038_2024-05-12-10-00-00.zip", zbytes(items)),
                put(folder / "gc_DL-2024_column_2024-05-12-10-01-00.xls", ("\r\n".join(rows) + "\r\n").encode("utf-16")),
                "Blackboard 'all attempts' in no order with its receipts; the gradebook 'xls' is UTF-16 with tabs.",
                [entry("ann", 3), entry("bo", 2), entry("joerg"), entry("anna")],
                nev("ann", 1) + nev("ann", 2) + nev("bo", 1))


def case_blackboard_underscores(folder):
    t = "Day_38_World_Models"
    items = blackboard(t, "j_smith_2", "June Smith", "2024-05-10-09-15-02", sub("june"))
    items += blackboard(t, "smith_2", "Sam Smith", "2024-05-10-09-15-02", sub("sam", 2))
    items += blackboard(t, "smith_2", "Sam Smith", "2024-05-10-08-15-02", sub("sam", 1))
    items += blackboard(t, "j_smith", "Jo Smith", "2024-05-10-09-16-00", sub("jo"))
    items += blackboard(t, "20241234", "Nora Null", "2024-05-10-10-00-00", sub("nora"))
    return done(put(folder / "gradebook_2024.DL_Day5F385FWorld_2024-05-12-10-00-00.zip", zbytes(items)), None,
                "Blackboard with underscores in the assignment's title and in user names that end in one another.",
                [entry("june"), entry("sam", 2), entry("jo"), entry("nora")], nev("sam", 1))


# ================================================================ Brightspace
def case_brightspace_am_pm(folder):
    def d2l(uid, name, when, files):
        return under("%d-90311 - %s - %s/" % (uid, name, when), files)
    items = [("index.html", b"<html><head><title>Day 38</title></head><body>Ann Lee</body></html>")]
    items += d2l(12345, "Ann Lee", "May 9, 2024 1159 PM", sub("ann", 1))
    items += d2l(12345, "Ann Lee", "May 10, 2024 1201 AM", sub("ann", 2))
    items += d2l(12346, "Anna-Lena O'Neill", "May 9, 2024 115 PM", sub("annalena", 3))
    items += d2l(12346, "Anna-Lena O'Neill", "May 9, 2024 1230 PM", sub("annalena", 2))
    items += d2l(12346, "Anna-Lena O'Neill", "May 9, 2024 930 AM", sub("annalena", 1))
    items += d2l(12347, "Bo de la Cruz", "May 9, 2024 930 AM", sub("bo"))
    ros = ("\ufeffOrgDefinedId,Username,Last Name,First Name,Email,End-of-Line Indicator\r\n"
           "#400100001,#leea,Lee,Ann,leea@uni.example,#\r\n#400100002,#oneilla,O'Neill,Anna-Lena,oneilla@uni.example,#\r\n"
           "#400100003,#cruzb,de la Cruz,Bo,cruzb@uni.example,#\r\n").encode("utf-8")
    return done(put(folder / "Day 38 Download May 12, 2024 1000 AM.zip", zbytes(items)), put(folder / "DL24_GradesExport.csv", ros),
                "Brightspace: one folder per submission, 12-hour times without colon; roster with # before every value.",
                [entry("ann", 2), entry("annalena", 3), entry("bo")],
                nev("ann", 1) + nev("annalena", 1) + nev("annalena", 2))


def case_brightspace_flat(folder):
    def d2l(uid, name, when, files):
        return under("%d-90311 - %s - %s - " % (uid, name, when), files)
    items = [("index.html", b"<html><body>Day 38</body></html>")]
    items += d2l(12345, "Ann Lee", "Apr 30, 2024 1005 PM", sub("ann", 1))
    items += d2l(12345, "Ann Lee", "May 1, 2024 905 AM", sub("ann", 2))
    items += d2l(12346, "Zoë Groß-Meier", "May 2, 2024 1005 AM", sub("zoe"))
    items += d2l(123, "李 小龍", "May 2, 2024 1100 AM", sub("li", 1, [N1, N2, N3, N4]))
    return done(put(folder / "Day 38 Download May 12, 2024 1000 AM.zip", zbytes(items)), None,
                "Older Brightspace: flat names with person and date, an earlier submission from the month before.",
                [entry("ann", 2), entry("zoe"), entry("li", 1, [N1, N2, N3, N4])], nev("ann", 1))


def case_brightspace_namesakes_backslashes(folder):
    root = "Day 38 Download May 12, 2024 1000 AM\\"
    items = [(root + "index.html", b"<html></html>")]
    items += under(root + "12345-90311 - Ann Lee - May 9, 2024 1030 AM\\", sub("ann12345"))
    items += under(root + "12399-90311 - Ann Lee - May 9, 2024 1130 AM\\", sub("ann12399", 2))
    items += under(root + "12399-90311 - Ann Lee - May 9, 2024 1115 AM\\", sub("ann12399", 1))
    items += under(root + "12400-90311 - Bo Diaz - May 9, 2024 1130 AM\\", sub("bo"))
    return done(put(folder / "day38.zip", zbytes(items)), None,
                "Brightspace folder packed with an old PowerShell Compress-Archive (back-slashes); two Ann Lees with different numbers.",
                [entry("ann12345"), entry("ann12399", 2), entry("bo")], nev("ann12399", 1))


# ================================================================ Gradescope
def case_gradescope_export(folder):
    def meta(i, people, hist=""):
        return "submission_%d:\n  :submitters:\n" % i + "".join(
            "  - :name: %s\n    :sid: '%s'\n    :email: %s\n" % p for p in people) + (
            "  :created_at: 2024-05-10 09:15:02.123456000 Z\n  :score: 0.0\n  :status: processed\n  :results: {}\n  :history: []\n" + hist)
    ann, bo, eve, fay = [("Ann Lee", "100", "alee@uni.example")], [("Ann Lee", "101", "alee2@uni.example")], \
        ("Eve Öz", "102", "eve@uni.example"), ("Fay Ng", "103", "fay@uni.example")
    yml = "---\n" + meta(250001111, ann) + meta(250001112, bo) + meta(250001200, [eve, fay])
    r = "assignment_4455667_export/"
    items = [(r + "submission_metadata.yml", yml.encode())]
    items += under(r + "submission_250001111/", sub("ann100")) + under(r + "submission_250001112/", sub("ann101"))
    items += under(r + "submission_250001200/", sub("eve+fay"))
    ros = "First Name,Last Name,SID,Email,Section\nAnn,Lee,100,alee@uni.example,A\nAnn,Lee,101,alee2@uni.example,A\n" \
          "Eve,Öz,102,eve@uni.example,A\nFay,Ng,103,fay@uni.example,A\n"
    return done(put(folder / "assignment_4455667_export.zip", zbytes(items)), put(folder / "DL24_roster.csv", ros.encode()),
                "Gradescope export: numbered folders and submission_metadata.yml, two namesakes, one pair with one submission.",
                [entry("ann100"), entry("ann101"), entry("eve+fay")], look=None)


# ================================================================ Google
def case_google_drive_flat(folder):
    order = {N1: ("ann", "bo", "cy"), N2: ("bo", "ann", "cy"), N3: ("cy", "bo", "ann"), N4: ("ann", "cy", "bo"),
             ST: ("bo", "cy", "ann"), CSV: ("cy", "ann", "bo")}
    items = []
    for f, whos in order.items():
        stem, ext = f.rsplit(".", 1)
        for i, w in enumerate(whos):
            items.append(("%s%s.%s" % (stem, "(%d)" % i if i else "", ext), sub(w)[f]))
    return done(put(folder / "drive-download-20240512T091500Z-001.zip", zbytes(items)), None,
                "Google Classroom's Drive folder downloaded flat: everybody's agent.csv, agent(1).csv, ... without any name.",
                [], look=True, undecidable=["ann", "bo", "cy"],
                undecidable_marks={w: marks(w) for w in ("ann", "bo", "cy")})


def case_classroom_copies_two_parts(folder):
    d = folder / "Day 38"
    people = [("Ann Lee", "ann"), ("Anna-Lena Groß", "annalena"), ("李 小龍", "li"), ("محمد علي", "mohammed")]
    one, two = [], []
    for full, who in people:
        for f, data in sub(who).items():
            (two if f in (ST, CSV) else one).append(("Day 38/%s - %s" % (full, f), data))
    put(d / "drive-download-20240512T091500Z-001.zip", zbytes(one))
    put(d / "drive-download-20240512T091500Z-002.zip", zbytes(two))
    return done(d, None, "Google Classroom 'make a copy for each student' files (NAME - FILE); Drive split the download into two zips.",
                [entry(w) for _, w in people])


def case_google_forms_namesakes(folder):
    items = []
    for f in F:
        stem, ext = f.rsplit(".", 1)
        q = "Day 38 hand-in (File responses)/Upload %s (File responses)/" % stem
        items += [(q + "%s - Ann Lee.%s" % (stem, ext), sub("ann")[f]), (q + "%s - Bo O'Neill.%s" % (stem, ext), sub("bo")[f])]
        pair = ("tm1", "tm2") if f in (N1, N4, CSV) else ("tm2", "tm1")
        items += [(q + "%s - Thomas Müller.%s" % (stem, ext), sub(pair[0])[f]),
                  (q + "%s - Thomas Müller(1).%s" % (stem, ext), sub(pair[1])[f])]
    ros = "Last name,First name,Student number,Email\nLee,Ann,1,alee@uni.example\nO'Neill,Bo,2,bo@uni.example\n" \
          "Müller,Thomas,3,thomas.mueller@uni.example\nMüller,Thomas,4,thomas.mueller2@uni.example\n"
    return done(put(folder / "drive-download-20240512T091500Z-001.zip", zbytes(items)), put(folder / "class.csv", ros.encode()),
                "Google Forms uploads (FILE - NAME) in one folder per question; the roster has two Thomas Müllers.",
                [entry("ann"), entry("bo")], look=True, undecidable=["tm1", "tm2"],
                undecidable_marks={w: marks(w) for w in ("tm1", "tm2")})


# ================================================================ Sakai
def sakai(student, files, feedback=None):
    r = "Day 38 World Models/%s/" % student
    out = [(r + "timestamp.txt", b"20240510091502123"), (r + "comments.txt", b""), (r + "feedbackText.html", b""),
           (r + student + "_submissionText.html", b"<p>see attachments</p>")]
    out += under(r + "Submission attachment(s)/", files)
    out += under(r + "Feedback Attachment(s)/", feedback or {})
    return out


def case_sakai_feedback_and_namesakes(folder):
    items = [("Day 38 World Models/grades.csv", b'"Day 38 World Models","Points"\n\n"Display ID","ID","Last Name","First Name",'
              b'"grade","Submission date","Late submission"\n"alee3","alee3","Lee","Ann","","10/05/2024 09:15","On time"\n')]
    items += sakai("Lee, Ann(alee3)", sub("ann3"), {N1: body(N1, "MARK[feedback for ann3]")})
    items += sakai("Lee, Ann(alee7)", sub("ann7"))
    items += sakai("Müller-Öz, Jörg(jm@uni.example)", sub("joerg"), {CSV: body(CSV, "MARK[feedback for joerg]")})
    return done(put(folder / "bulk_download.zip", zbytes(items)), None,
                "Sakai bulk download after the first feedback: the grader's annotated copies lie in Feedback Attachment(s); two Ann Lees.",
                [entry("ann3"), entry("ann7"), entry("joerg")], ["MARK[feedback for ann3]", "MARK[feedback for joerg]"])


def checkout(root, who):
    """The course's whole checkout with the student's work of day 38 and of other days."""
    never = ["MARK[%s day 37 %s]" % (who, CSV), "MARK[%s day 36 %s]" % (who, ST), "MARK[%s checkpoint]" % who]
    items = under(root + "day38/", sub(who))
    items += [(root + "README.md", b"# Deep learning in 40 days\n"), (root + "day37/agent.csv", body(CSV, never[0])),
              (root + "day36/agent.safetensors", body(ST, never[1])), (root + "day36/01_attention.ipynb", body(N1, "MARK[%s attention]" % who)),
              (root + "day38/.ipynb_checkpoints/01_symlog_twohot-checkpoint.ipynb", body(N1, never[2])),
              (root + "day38/requirements.txt", b"torch\n"), (root + ".git/HEAD", b"ref: refs/heads/main\n"),
              (root + ".git/config", b"[core]\n\tbare = false\n"), (root + ".gitignore", b".venv/\n"),
              (root + ".git/objects/4b/825dc642cb6eb9a060e54bf8d69288fbee4904", zlib.compress(b"tree 0\0"))]
    return items, never


def case_sakai_checkout_zip(folder):
    co, never = checkout("dl-course-main/", "ann")
    co += [("__MACOSX/dl-course-main/day38/._" + f, MACFORK + b"MARK[ann fork]") for f in F]
    co += [("dl-course-main/.venv/lib/python3.11/site-packages/numpy/__init__.py", b"")]
    items = [("Day 38 World Models/grades.csv", b'"Day 38 World Models","Points"\n')]
    items += sakai("Lee, Ann(alee3)", {"dl-course-main.zip": zbytes(co)}) + sakai("Diaz, Bo(bdiaz)", sub("bo"))
    return done(put(folder / "bulk_download.zip", zbytes(items)), None,
                "Sakai: one student zipped her whole course checkout (other days, .git, .venv, checkpoints, __MACOSX).",
                [entry("ann"), entry("bo")], never + ["MARK[ann fork]"])


# ================================================================ ILIAS
def case_ilias_late_and_duplicates(folder):
    late = {"Verspaetete Abgabe - " + f: d for f, d in sub("juergen").items()}
    items = under("Gross_Juergen_jgross_4711/", late, (2024, 5, 11, 9, 0, 0))
    items += under("Lee_Ann_alee_4712/", sub("ann"), (2024, 5, 9, 9, 0, 0))
    items += [("Lee_Ann_alee_4712/agent (2).csv", body(CSV, mark("ann", CSV, 2)), (2024, 5, 10, 9, 0, 0))]
    items += under("Lee_Ann_alee2_4713/", sub("ann4713"), (2024, 5, 9, 9, 0, 0))
    items += under("De_la_Cruz_Maria_Jose_mcruz_4714/", sub("maria"), (2024, 5, 9, 9, 0, 0))
    a = marks("ann")
    a[CSV] = mark("ann", CSV, 2)
    return done(put(folder / "Abgaben.zip", zbytes(items)), None,
                "ILIAS: Nachname_Vorname_login_id folders in ASCII, late prefix before the file's name, and a file handed in "
                "twice, where the later one (also by its time) is called 'agent (2).csv'.",
                [entry("juergen"), {"who": "ann", "marks": a}, entry("ann4713"), entry("maria")],
                [mark("ann", CSV, 1)], look=None)


# ================================================================ GitHub Classroom
def case_github_classroom_checkouts(folder):
    items, never = [], []
    for user, who in (("ann-lee", "ann"), ("ann-lee-1", "ann1"), ("Bo_2024", "bo")):
        it, nv = checkout("day38-%s/" % user, who)
        items += it + [("day38-%s/.github/classroom/autograding.json" % user, b'{"tests": []}')]
        never += nv
    root = tree(folder / "day38-submissions", items)
    ros = '"identifier","github_username","github_id","name"\n"Lee, Ann (A)","ann-lee","1001",""\n' \
          '"Lee, Annika (A)","ann-lee-1","1002",""\n"Diaz, Bo (B)","Bo_2024","1003",""\n"Chen, Cy (B)","","",""\n'
    return done(root, put(folder / "classroom_roster.csv", ros.encode()),
                "gh classroom clone: one repository per user name with the whole course; ann-lee and ann-lee-1 are two people.",
                [entry("ann"), entry("ann1"), entry("bo")], never)


# ================================================================ nbgrader
def case_nbgrader_inbound(folder):
    root, items, never = folder / "inbound", [], []
    for user, who, stamps in (("alee", "ann", ("2024-05-09 23:59:59.900000 UTC", "2024-05-10 00:00:01.000100 UTC", "2024-05-10 00:00:01.020000 UTC")),
                              ("bo_diaz", "bo", ("2024-05-10 09:15:02.123456 UTC",)),
                              ("c.yu-2", "cy", ("2024-05-10 09:15:02.123456 UTC", "2024-05-10 10:15:02.123456 UTC"))):
        for n, s in enumerate(stamps, 1):
            rnd = "%s%dq" % ("zyx"[n - 1], n) + "R4Vt"
            items += under("%s+day38+%s+%s/" % (user, s, rnd), {**sub(who, n), "timestamp.txt": s.encode()})
            if n < len(stamps):
                never += nev(who, n)
    m = "MARK[ann day 37 csv]"
    items += under("alee+day37+2024-05-11 09:00:00.000000 UTC+a1B2c3/", {CSV: body(CSV, m), "timestamp.txt": b"2024-05-11 09:00:00.000000 UTC"})
    return done(tree(root, items), None,
                "nbgrader's exchange inbound folder: USER+ASSIGNMENT+TIME+RANDOM, several attempts, and another assignment beside it.",
                [entry("ann", 3), entry("bo"), entry("cy", 2)], never + [m])


def case_nbgrader_submitted_checkpoints(folder):
    items = []
    a = sub("ann")
    a["01_symlog_twohot-Copy1.ipynb"] = a.pop(N1)
    items += under("alee/day38/", a)
    items += [("alee/day38/.ipynb_checkpoints/01_symlog_twohot-checkpoint.ipynb", body(N1, "MARK[ann checkpoint 01]")),
              ("alee/day38/.ipynb_checkpoints/agent-checkpoint.csv", body(CSV, "MARK[ann checkpoint csv]")),
              ("alee/day38/timestamp.txt", b"2024-05-10 09:15:02.123456 UTC"),
              ("alee/day37/agent.csv", body(CSV, "MARK[ann day37 csv]")), ("alee/day37/01_ppo.ipynb", body(N1, "MARK[ann ppo]"))]
    items += under("b_diaz/day38/", sub("bo")) + [("b_diaz/day38/timestamp.txt", b"2024-05-10 09:15:02 UTC"),
                                                  ("b_diaz/day38/__pycache__/util.cpython-311.pyc", b"\xa7\r\r\n" + b"\0" * 12)]
    items += under("diaz/day38/", sub("diaz", 1, [N1, N2]))
    return done(tree(folder / "submitted", items), None,
                "nbgrader's submitted folder: STUDENT/ASSIGNMENT, checkpoints, a notebook kept only as -Copy1, the day before beside it.",
                [entry("ann"), entry("bo"), entry("diaz", 1, [N1, N2])],
                ["MARK[ann checkpoint 01]", "MARK[ann checkpoint csv]", "MARK[ann day37 csv]", "MARK[ann ppo]"])


# ================================================================ Teams, Submitty, e-mail, Dropbox, JupyterHub
def case_teams_versions(folder):
    items = []
    for full, who, versions in (("Ann Lee", "ann", (1, 2, 10)), ("Siobhán O'Brien", "siobhan", (1,)), ("Ann Lee-Park", "annpark", (1, 2))):
        for v in versions:
            items += under("Submitted files/%s/Day 38 World models/Version %d/" % (full, v), sub(who, v))
    never = nev("ann", 1) + nev("ann", 2) + nev("annpark", 1)
    return done(put(folder / "OneDrive_2024-05-12.zip", zbytes(items)), None,
                "Teams assignment from SharePoint: Submitted files/NAME/ASSIGNMENT/Version N, where Version 10 comes after Version 2.",
                [entry("ann", 10), entry("siobhan"), entry("annpark", 2)], never)


def case_submitty_versions(folder):
    items, never = [], []
    for user, who, last in (("alee", "ann", 11), ("bdiaz", "bo", 1), ("alee2", "ann2", 2)):
        hist = []
        for v in ({1, 2, 9, last} if last > 9 else range(1, last + 1)):
            when = "2024-05-10 %02d:15:02-0400" % (8 + v)
            items += under("%s/%d/" % (user, v), {**sub(who, v), ".submit.timestamp": when.encode()})
            hist.append({"version": v, "time": when, "who": user, "type": "upload"})
            if v != last:
                never += nev(who, v)
        items.append(("%s/user_assignment_settings.json" % user, json.dumps({"active_version": last, "history": hist}, indent=4).encode()))
    return done(tree(folder / "submissions" / "day38", items), None,
                "Submitty's submissions/day38: USER/VERSION folders with the active version in a JSON file; 11 comes after 9.",
                [entry("ann", 11), entry("bo"), entry("ann2", 2)], never)


def case_email_attachments(folder):
    new = sub("ann", 2)
    ren = {N1: "01_symlog_twohot-Copy1.ipynb", N2: "02_RSSM.IPYNB", N3: "03_returns (1).ipynb", N4: "04_train_and_compare.ipynb.txt",
           ST: "agent (1).safetensors", CSV: "agent.csv.txt"}
    items = under("Ann Lee/2024-05-09 2311/", sub("ann", 1), (2024, 5, 9, 23, 11, 0))
    items += under("Ann Lee/2024-05-10 0712/", {ren[f]: d for f, d in new.items()}, (2024, 5, 10, 7, 12, 0))
    items += [("Ann Lee/2024-05-10 0712/smime.p7s", b"\x30\x80"), ("Ann Lee/2024-05-09 2311/image001.png", b"\x89PNG\r\n\x1a\n")]
    items += under("Bo d'Angelo <bo.dangelo@uni.example>/", {"ATT00001.htm": b"<html></html>", "day38.zip": zbytes(under("day38/", sub("bo")))})
    items += under("Çağla Şahin/", sub("cagla")) + [("Çağla Şahin/Thumbs.db", b"\xd0\xcf\x11\xe0" + b"\0" * 60), ("desktop.ini", b"[ViewState]\r\n")]
    return done(tree(folder / "Mail day 38", items), None,
                "E-mail attachments saved by hand: a folder per sender, two dated mails from one, names changed by browser and mail programs.",
                [entry("ann", 2), entry("bo"), entry("cagla")], nev("ann", 1))


def case_dropbox_file_request(folder):
    items = under("Ann Lee - ", sub("ann", 1), (2024, 5, 9, 9, 0, 0))
    items += [("Ann Lee - %s (1).%s" % tuple(f.rsplit(".", 1)), d, (2024, 5, 10, 9, 0, 0)) for f, d in sub("ann", 2).items()]
    items += under("Ann Lee-Park - ", sub("annpark"), (2024, 5, 9, 9, 0, 0))
    items += under("Željko Đurić - ", sub("zeljko"), (2024, 5, 9, 9, 0, 0))
    items = [("Day 38/" + it[0],) + it[1:] for it in items]
    return done(put(folder / "Day 38.zip", zbytes(items)), None,
                "Dropbox file request (NAME - FILE); one student uploaded everything again a day later and got ' (1)'.",
                [entry("ann", 2), entry("annpark"), entry("zeljko")], nev("ann", 1), look=None)


def case_jupyterhub_symlinks(folder):
    root = folder / "homes"
    tree(root, under("alee/day38/", sub("ann", 1, [N1, N2, N3, N4])) + under("bdiaz/day38/", sub("bo")) + under("cy-2/day38/", sub("cy")))
    put(root / "alee/day38/runs/best.safetensors", body(ST, "MARK[ann best run]"))
    os.symlink("runs/best.safetensors", root / "alee/day38/agent.safetensors")
    os.symlink("../../bdiaz/day38/agent.csv", root / "alee/day38/agent.csv")
    os.symlink(".", root / "cy-2/day38/latest")
    os.symlink("/srv/data-that-is-gone", root / "cy-2/data")
    return done(root, None, "Home folders from a JupyterHub: links within one's own work, into another student's folder, to oneself and to nowhere.",
                [entry("ann", 1, [N1, N2, N3, N4]), entry("bo"), entry("cy")], look=None)


CASES = [v for k, v in list(globals().items()) if k.startswith("case_")]


def _all_bytes(path):
    """Everything readable in a download, students' zips opened (only for the self-check)."""
    def opened(data):
        yield data
        if data[:2] == b"PK":
            try:
                with zipfile.ZipFile(io.BytesIO(data)) as z:
                    for i in z.infolist():
                        if not i.flag_bits & 1:
                            yield from opened(z.read(i))
            except zipfile.BadZipFile:
                pass
    for p in ([path] if path.is_file() else sorted(q for q in path.rglob("*") if q.is_file() and not q.is_symlink())):
        yield from opened(p.read_bytes())


if __name__ == "__main__":
    import sys
    import tempfile
    only = set(sys.argv[1:])
    for fn in CASES:
        if only and fn.__name__ not in only:
            continue
        with tempfile.TemporaryDirectory() as t:
            d = pathlib.Path(t) / fn.__name__
            d.mkdir()
            r = fn(d)
            e = r["expect"]
            assert r["source"].exists() and (r["roster"] is None or r["roster"].exists())
            text = b"\n".join(_all_bytes(r["source"]))
            want = [m for w in e["work"] for m in w["marks"].values()]
            want += [m for w in e.get("undecidable_marks", {}).values() for m in w.values()]
            assert len(want) == len(set(want)) and not set(want) & set(e["never"])
            lost = [m for m in want + e["never"] if m.encode() not in text]
            assert not lost, (fn.__name__, lost)
            print(fn.__name__, len(e["work"]), len(e["never"]), e["look"])
    print(len(CASES), "cases")
