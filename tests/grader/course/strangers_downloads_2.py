"""Thirty bulk downloads of one assignment ("day38"), written the way the teaching systems hand them over.

Standard library only, Python 3.11. Every function case_NAME(folder) builds its download inside the existing empty
folder and returns {"source", "roster", "says", "expect": {"work", "never", "look"}}. CASES lists them.

Markers: MARK[who|file name of the assignment|attempt N]; what is no attempt of a student (AppleDouble, checkpoints,
returned feedback, conflict copies, another assignment) names its kind in the third field. Files that a system itself
writes (time stamps, receipts, index pages, class lists) carry no marker: their content is fixed by the system.

"look" is None where both exit codes are defensible (a clear newest file that still leaves a copy behind, for one).
Two cases were changed afterwards: whose work cannot be told from the class list stays where it is and is looked at
(brightspace_flat_same_name, dropbox_file_request); as first written, it was to be a student of its own.
Run this file to build every case once and to check that each expected marker is really there.
"""
import csv
import gzip
import io
import json
import os
import pathlib
import re
import struct
import tarfile
import tempfile
import unicodedata
import zipfile
from datetime import datetime, timedelta

FILES = ["01_symlog_twohot.ipynb", "02_rssm.ipynb", "03_returns.ipynb", "04_train_and_compare.ipynb",
         "agent.safetensors", "agent.csv"]
NOTEBOOKS = FILES[:4]


# ---------------------------------------------------------------------------------------------------------- contents
def mark(who, file, attempt=1):
    return f"MARK[{who}|{file}|{'attempt %d' % attempt if isinstance(attempt, int) else attempt}]"


def content(file, marker):
    """The bytes of one handed-in file of the kind that `file` (the assignment's name) says, holding `marker`."""
    if file.endswith(".ipynb"):
        return json.dumps({
            "cells": [
                {"cell_type": "markdown", "id": "a0", "metadata": {}, "source": ["# " + file[:-6]]},
                {"cell_type": "code", "id": "a1", "execution_count": 1, "metadata": {}, "outputs": [],
                 "source": ["# " + marker + "\n", "print(1)"]}],
            "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
                         "language_info": {"name": "python"}},
            "nbformat": 4, "nbformat_minor": 5}, indent=1).encode()
    if file.endswith(".safetensors"):
        header = json.dumps({"__metadata__": {"marker": marker},
                             "w": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}).encode()
        header += b" " * (-len(header) % 8)
        return struct.pack("<Q", len(header)) + header + struct.pack("<2f", 0.5, -0.5)
    if file.endswith(".csv"):
        rows = ["method,task,seed,env_steps,wall_seconds,episode_return"]
        rows += [f"{marker},cartpole,{seed},{1000 * (seed + 1)},{12.5 + seed},{101.0 + seed}" for seed in range(3)]
        return ("\n".join(rows) + "\n").encode()
    raise ValueError(file)


def apple_double(marker):
    """A ._ file of macOS: magic, version, filler, one entry; the marker stands in its data."""
    data = marker.encode()
    return (struct.pack(">II", 0x00051607, 0x00020000) + b"Mac OS X        " + struct.pack(">H", 1)
            + struct.pack(">III", 2, 38, len(data)) + data)


def works(who, files=None, attempt=1):
    return {"who": who, "marks": {f: mark(who, f, attempt) for f in (files or FILES)}}


def when(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S" if text.count(":") == 2 else "%Y-%m-%d %H:%M")


# ---------------------------------------------------------------------------------------------------------- writing
class PlainInfo(zipfile.ZipInfo):
    """A zip entry whose name is UTF-8 without the UTF-8 flag, as macOS's Archive Utility writes it."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("utf-8"), self.flag_bits & ~0x800


class Box:
    """Files to write: (path, bytes or None for a folder, time)."""

    def __init__(self):
        self.entries = []

    def add(self, path, data, time):
        self.entries.append((path, data, when(time) if isinstance(time, str) else time))
        return self

    def hand_in(self, who, path_of, time, files=None, attempt=1, step=1):
        """One attempt: path_of(file name of the assignment) says where each file lies."""
        time = when(time) if isinstance(time, str) else time
        for i, f in enumerate(files or FILES):
            self.add(path_of(f), content(f, mark(who, f, attempt)), time + timedelta(seconds=step * i))
        return self

    def zip(self, path, utf8_flag=True, deflate=True):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED) as z:
            for name, data, time in self.entries:
                info = (zipfile.ZipInfo if utf8_flag else PlainInfo)(name, time.timetuple()[:6])
                info.compress_type = zipfile.ZIP_DEFLATED if deflate and data else zipfile.ZIP_STORED
                info.external_attr = (0o40755 << 16 | 0x10) if data is None else 0o100644 << 16
                z.writestr(info, data or b"")
        newest = max(t for _, _, t in self.entries).timestamp() + 600
        os.utime(path, (newest, newest))
        return path

    def bytes(self, **how):
        with tempfile.TemporaryDirectory() as d:
            return self.zip(os.path.join(d, "x.zip"), **how) and pathlib.Path(d, "x.zip").read_bytes()

    def folder(self, root):
        root = pathlib.Path(root)
        for name, data, time in self.entries:
            p = root / name
            if data is None:
                p.mkdir(parents=True, exist_ok=True)
                continue
            p.parent.mkdir(parents=True, exist_ok=True)
            p.write_bytes(data)
            os.utime(p, (time.timestamp(), time.timestamp()))
        return root


def table(path, rows, delimiter=",", encoding="utf-8", quoting=csv.QUOTE_MINIMAL, end="\r\n"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def result(source, says, work, never=(), look=False, roster=None):
    return {"source": source, "roster": roster, "says": says,
            "expect": {"work": list(work), "never": list(never), "look": look}}


def split(name):
    stem, dot, ext = name.rpartition(".")
    return stem, dot + ext


class Canvas:
    """Names of Canvas's "Download Submissions" (submissions.zip).

    Source: instructure/canvas-lms, lib/content_zipper.rb: [sortable name in lower case, "LATE" or nothing, user id]
    joined by "_" with every character that is no letter, digit or "_" removed, then "_<attachment id>_<file name>".
    Group assignments put the group's name there, anonymous ones "anon_<anonymous id>"; "..._text.html" and
    "..._link.html" are text entries and web addresses. All entries carry the time of the download.
    """

    def __init__(self, box, time, first_attachment):
        self.box, self.time, self.attachment = box, when(time), first_attachment

    def prefix(self, sortable, user, late=False):
        name = "_".join(x for x in (sortable.lower(), "LATE" if late else None, str(user)) if x)
        return re.sub(r"[^\w]", "", name)

    def put(self, who, sortable, user, late=False, files=None, attempt=1, rename=lambda f: f):
        head = self.prefix(sortable, user, late)
        for f in files or FILES:
            self.attachment += 3
            self.box.add(f"{head}_{self.attachment}_{rename(f)}", content(f, mark(who, f, attempt)), self.time)

    def raw(self, sortable, user, tail, data, late=False, attachment=True):
        self.attachment += 3
        middle = f"_{self.attachment}_" if attachment else "_"
        self.box.add(self.prefix(sortable, user, late) + middle + tail, data, self.time)


def dash(n):
    """Canvas's own renaming of a file that the student hands in again: 02_rssm-1.ipynb."""
    return lambda f: f"-{n}".join(split(f))


# ---------------------------------------------------------------------------------------------------------- Canvas
def case_canvas_plain(folder):
    # Scheme: Canvas submissions.zip, lib/content_zipper.rb (see class Canvas).
    box = Box()
    c = Canvas(box, "2025-03-04 09:12:20", 330100)
    c.put("ann", "Anderson, Ann", 20011)
    c.put("bob", "Brown, Bob", 20012, files=[f for f in FILES if f != "agent.safetensors"])
    c.put("li", "Chen, Li", 20013)
    c.put("carla", "Diaz, Carla", 20014, files=NOTEBOOKS)
    return result(box.zip(folder / "submissions.zip"),
                  "A plain Canvas download of four students, two of whom left files out.",
                  [works("ann"), works("bob", [f for f in FILES if f != "agent.safetensors"]), works("li"),
                   works("carla", NOTEBOOKS)])


def case_canvas_late_resubmitted(folder):
    # Scheme: Canvas submissions.zip; LATE after the name; a file handed in again is 02_rssm-1.ipynb, -2.ipynb
    # (Attachment.make_unique_filename). Class list: Canvas gradebook export (Student, ID, SIS User ID, SIS Login ID,
    # Section; second line "    Points Possible") with the account's options "semicolons" and "byte-order mark".
    box = Box()
    c = Canvas(box, "2025-03-05 08:40:02", 551200)
    c.put("juergen", "Müller, Jürgen", 20101)
    c.put("siobhan", "O'Brien, Siobhán", 20102, late=True, attempt=2, rename=dash(1))
    # third attempt; agent.csv was forgotten in the first two
    c.put("chloe", "Lefèvre, Chloé", 20103, attempt=3, rename=lambda f: f if f == "agent.csv" else dash(2)(f))
    # the browser named one download "02_rssm (1).ipynb", handed in twice
    c.put("lotte", "van der Berg, Lotte", 20104, late=True, attempt=2,
          rename=lambda f: "02_rssm (1)-1.ipynb" if f == "02_rssm.ipynb" else dash(1)(f))
    roster = table(folder / "2025-03-05T0841_Grades-RL_2025.csv", [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "day37 (884390)", "day38 (884411)"],
        ["    Points Possible", "", "", "", "", "10,00", "10,00"],
        ["Lefèvre, Chloé", "20103", "S1009833", "clefevre", "RL 2025 A", "9,00", ""],
        ["Müller, Jürgen", "20101", "S1009812", "jmueller", "RL 2025 A", "8,50", ""],
        ["Nowak, Jan", "20105", "S1009840", "jnowak", "RL 2025 B", "", ""],
        ["O'Brien, Siobhán", "20102", "S1009819", "sobrien", "RL 2025 B", "7,00", ""],
        ["van der Berg, Lotte", "20104", "S1009836", "lvanderberg", "RL 2025 B", "10,00", ""],
        ["Student, Test", "20999", "", "", "RL 2025 A", "", ""]],
        delimiter=";", encoding="utf-8-sig", end="\n")
    return result(box.zip(folder / "submissions.zip"),
                  "A Canvas download with late marks and second and third attempts that Canvas renamed, and the "
                  "gradebook as class list (one student and the Test Student handed nothing in).",
                  [works("juergen"), works("siobhan", attempt=2), works("chloe", attempt=3),
                   works("lotte", attempt=2)], roster=roster)


def case_canvas_group(folder):
    # Scheme: Canvas group assignment: one entry set per group, the group's name as user name, the id of the group's
    # representative (content_zipper.rb, assignment.representatives). A student without a group stands alone.
    box = Box()
    c = Canvas(box, "2025-03-04 10:05:44", 610300)
    c.put("group1", "Project Group 1", 20201)
    c.put("group2", "Project Group 2", 20205, late=True, attempt=2, rename=dash(1))
    c.put("group10", "Project Group 10", 20211)
    c.put("ben", "Okafor, Ben", 20230, files=FILES[:2])
    return result(box.zip(folder / "submissions.zip"),
                  "A Canvas group assignment: groups 1, 2 (late, second attempt) and 10, and one student without a "
                  "group.",
                  [works("group1"), works("group2", attempt=2), works("group10"), works("ben", FILES[:2])])


def case_canvas_anonymous(folder):
    # Scheme: Canvas with anonymous grading: anon_<anonymous id>_<attachment id>_<file>, LATE_anon_... when late.
    box = Box()
    c = Canvas(box, "2025-03-04 11:30:00", 441000)
    for who, head in (("u4Lk9", "anon_u4Lk9"), ("Pz03x", "anon_Pz03x"), ("c8RtW", "LATE_anon_c8RtW")):
        for f in FILES:
            c.attachment += 2
            box.add(f"{head}_{c.attachment}_{f}", content(f, mark(who, f)), c.time)
    return result(box.zip(folder / "submissions.zip"),
                  "A Canvas download with anonymous grading: three people known by their anonymous ids only.",
                  [works("u4Lk9"), works("Pz03x"), works("c8RtW")])


def case_canvas_broken(folder):
    # Scheme: Canvas submissions.zip; <name>_<id>_text.html (text entry) and <name>_LATE_<id>_link.html (web address).
    # Broken files as students send them: a zip whose upload stopped, an empty notebook, a saved sign-in page.
    box = Box()
    c = Canvas(box, "2025-03-04 09:00:00", 551000)
    c.put("ann", "Anderson, Ann", 20301)
    inner = Box().hand_in("li", lambda f: "day38/" + f, "2025-03-03 21:00").bytes(deflate=False)
    c.raw("Chen, Li", 20303, "day38.zip", inner[:int(len(inner) * 0.6)])
    c.put("carla", "Diaz, Carla", 20304, files=[f for f in FILES if f != "02_rssm.ipynb"])
    c.raw("Diaz, Carla", 20304, "02_rssm.ipynb", b"")
    c.raw("Evans, Dee", 20305, "text.html", b"<html><head><title>Evans, Dee : day38</title></head><body>"
          b"MARK[dee|text entry] I could not upload, my notebooks are on my laptop.</body></html>", attachment=False)
    c.raw("Fujita, Ken", 20306, "link.html", b"<html><body>MARK[ken|link] <a href=\"https://colab.research.google.com/"
          b"drive/1aBcD\">Click here</a></body></html>", late=True, attachment=False)
    c.put("gil", "Grant, Gil", 20307, files=[f for f in FILES if f != "03_returns.ipynb"])
    c.raw("Grant, Gil", 20307, "03_returns.ipynb", b"<!DOCTYPE html>\n<html><head><title>Sign in - Google Accounts"
          b"</title></head><body>MARK[gil|sign-in page]</body></html>\n")
    return result(box.zip(folder / "submissions.zip"),
                  "A Canvas download with a cut-off zip, an empty notebook, a sign-in page saved as a notebook, a text "
                  "entry and a link beside sound work.",
                  [works("ann"), works("carla", [f for f in FILES if f != "02_rssm.ipynb"]),
                   works("gil", [f for f in FILES if f != "03_returns.ipynb"])], look=True)


# ---------------------------------------------------------------------------------------------------------- Moodle
def case_moodle_plain(folder):
    # Scheme: Moodle "Download all submissions" in folders: <Full name>_<participant id>_assignsubmission_file/<file>
    # (mod/assign/classes/downloader.php, default since 3.1; clean_filename drops the apostrophe of O'Brien).
    # Class list: the grading worksheet (feedback plugin "offline"), "Participant <the same id>".
    box = Box()
    for who, name, id_, time in (("ann", "Ann Anderson", 30101, "2025-03-03 18:22"),
                                 ("siobhan", "Siobhan OBrien", 30102, "2025-03-03 23:51"),
                                 ("bob", "Bob Brown", 30103, "2025-03-02 10:04"),
                                 ("li", "Chen Li", 30104, "2025-03-03 20:15")):
        box.hand_in(who, lambda f: f"{name}_{id_}_assignsubmission_file/{f}", time,
                    files=FILES[:3] if who == "li" else FILES)
    head = ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed",
            "Last modified (submission)", "Last modified (grade)", "Feedback comments"]
    line = lambda id_, name, mail, status, time: [f"Participant {id_}", name, mail, status, "", "10.00", "Yes", time,
                                                  "-", ""]
    roster = table(folder / "Grades-RL25-day38--4711.csv", [
        head,
        line(30101, "Ann Anderson", "aanderson@example.edu", "Submitted for grading - ",
             "Monday, 3 March 2025, 6:22 PM"),
        line(30103, "Bob Brown", "bbrown@example.edu", "Submitted for grading - ", "Sunday, 2 March 2025, 10:04 AM"),
        line(30104, "Chen Li", "cli@example.edu", "Submitted for grading - ", "Monday, 3 March 2025, 8:15 PM"),
        line(30105, "Dora Quist", "dquist@example.edu", "No submission - ", "-"),
        line(30102, "Siobhan O'Brien", "sobrien@example.edu", "Submitted for grading - ",
             "Monday, 3 March 2025, 11:51 PM")], encoding="utf-8-sig", end="\n")
    return result(box.zip(folder / "RL25-day38-4711.zip"),
                  "A plain Moodle download in folders, with the grading worksheet as class list (one student handed "
                  "nothing in).",
                  [works("ann"), works("siobhan"), works("bob"), works("li", FILES[:3])], roster=roster)


def case_moodle_german_flat(folder):
    # Scheme: Moodle with "Download submissions in folders" off: <Name>_<id>_assignsubmission_file_<file>, all in one
    # folder (downloader.php). Class list: the worksheet of a German Moodle ("Teilnehmer/in <id>").
    box = Box()
    people = [("juergen", "Jürgen Müller", 41201, "2025-03-03 18:22"), ("max", "Max Müller", 41202, "2025-03-03 09:10"),
              ("annalena", "Anna-Lena von der Heide", 41203, "2025-03-01 12:00"),
              ("zoe", "Zoë Groß", 41204, "2025-03-03 23:58"), ("oemer", "Ömer Yıldız", 41205, "2025-03-03 22:02")]
    for who, name, id_, time in people:
        box.hand_in(who, lambda f: f"{name}_{id_}_assignsubmission_file_{f}", time)
    rows = [["ID", "Vollständiger Name", "E-Mail-Adresse", "Status", "Bewertung", "Bestwertung",
             "Bewertung kann geändert werden", "Zuletzt geändert (Abgabe)", "Zuletzt geändert (Bewertung)",
             "Feedback als Kommentar"]]
    for (who, name, id_, time) in people:
        rows.append([f"Teilnehmer/in {id_}", name, f"{who}@stud.example.de", "Zur Bewertung abgegeben - ", "", "10,00",
                     "Ja", when(time).strftime("%d.%m.%Y, %H:%M"), "-", ""])
    roster = table(folder / "Bewertungen-RL25-day38--5120.csv", rows, encoding="utf-8-sig", end="\n")
    return result(box.zip(folder / "RL25-day38-5120.zip"),
                  "A German Moodle without folders: five people with umlauts and particles in their names, two of them "
                  "called Müller.",
                  [works(p[0]) for p in people], roster=roster)


def case_moodle_blind_french(folder):
    # Scheme: Moodle with anonymous submissions: Participant_<id>_assignsubmission_file/<file> (downloader.php,
    # is_blind_marking; French keeps the word "Participant"). Class list: French worksheet, which then has no names.
    box = Box()
    people = [("p61231", 61231, "2025-03-03 17:40"), ("p61232", 61232, "2025-03-03 19:05"),
              ("p61240", 61240, "2025-03-04 00:20")]
    for who, id_, time in people:
        box.hand_in(who, lambda f: f"Participant_{id_}_assignsubmission_file/{f}", time)
    rows = [["Identifiant", "Statut", "Note", "Note maximale", "La note peut être modifiée",
             "Dernière modification (travail remis)", "Dernière modification (note)", "Feedback par commentaires"]]
    for who, id_, time in people:
        rows.append([f"Participant {id_}", "Remis pour évaluation - ", "", "10,00", "Oui",
                     when(time).strftime("%d/%m/%Y, %H:%M"), "-", ""])
    roster = table(folder / "Notes-AR25-day38--882.csv", rows, encoding="utf-8-sig", end="\n")
    return result(box.zip(folder / "AR25-day38-882.zip"),
                  "A French Moodle with anonymous submissions, and the nameless worksheet as class list.",
                  [works(p[0]) for p in people], roster=roster)


def case_moodle_team(folder):
    # Scheme: Moodle group submission: <group name>_<group id>_assignsubmission_file/<file>, and without an id
    # "Default group_assignsubmission_file" for all who are in no group (downloader.php, get_student_prefix).
    box = Box()
    for who, head, time in (("rocket", "Team Rocket_1501", "2025-03-03 20:00"),
                            ("lagrange", "Team Lagrange_1502", "2025-03-03 21:30"),
                            ("groupb", "Group B_1503", "2025-03-02 08:45"),
                            ("default", "Default group", "2025-03-03 22:10")):
        box.hand_in(who, lambda f: f"{head}_assignsubmission_file/{f}", time)
    return result(box.zip(folder / "RL25-day38-4712.zip"),
                  "A Moodle group submission: three groups and the default group of those without one.",
                  [works("rocket"), works("lagrange"), works("groupb"), works("default")], look=None)


def case_moodle_archives(folder):
    # Scheme: Moodle in folders; students packed their work: a zip with a folder, a zip made on a Mac (__MACOSX,
    # .DS_Store), a tar.gz, a rar; one used a folder of Moodle's file manager and wrote an online text
    # (<Name>_<id>_assignsubmission_onlinetext/onlinetext.html). Class list: Spanish "Participantes" export.
    box, never = Box(), []
    one = lambda name, id_: f"{name}_{id_}_assignsubmission_file/"
    box.add(one("José Luis García", 50101) + "day38.zip",
            Box().hand_in("joseluis", lambda f: "day38/" + f, "2025-03-03 16:00").bytes(), "2025-03-03 16:05")
    mac = Box().add("entrega/", None, "2025-03-03 19:00").hand_in("maria", lambda f: "entrega/" + f, "2025-03-03 19:00")
    mac.add("entrega/.DS_Store", b"\0\0\0\1Bud1" + b"\0" * 32, "2025-03-03 19:01")
    for f in FILES:
        m = mark("maria", f, "AppleDouble")
        never.append(m)
        mac.add("__MACOSX/entrega/._" + f, apple_double(m), "2025-03-03 19:00")
    box.add(one("María Núñez", 50102) + "entrega.zip", mac.bytes(), "2025-03-03 19:04")
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as tar:
        for f in FILES:
            data = content(f, mark("lucia", f))
            info = tarfile.TarInfo("day38/" + f)
            info.size, info.mtime = len(data), int(when("2025-03-03 20:30").timestamp())
            tar.addfile(info, io.BytesIO(data))
    box.add(one("Lucía Pérez Ortega", 50103) + "day38.tar.gz", gzip.compress(raw.getvalue(), mtime=0),
            "2025-03-03 20:33")
    box.add(one("Pablo Ruiz", 50104) + "day38.rar", b"Rar!\x1a\x07\x01\x00MARK[pablo|day38.rar]" + bytes(range(64)),
            "2025-03-03 22:47")
    box.hand_in("anabelen", lambda f: one("Ana Belén Soto", 50105) + "day38/" + f, "2025-03-03 23:10")
    box.add("Ana Belén Soto_50105_assignsubmission_onlinetext/onlinetext.html",
            "<!DOCTYPE html><html><body><p>MARK[anabelen|online text] Profe, todo está en la carpeta.</p></body></html>"
            .encode(), "2025-03-03 23:11")
    roster = table(folder / "courseid_212_participants.csv", [
        ["Nombre", "Apellido(s)", "Número de ID", "Dirección de correo"],
        ["José Luis", "García", "A0112", "jlgarcia@example.es"], ["María", "Núñez", "A0113", "mnunez@example.es"],
        ["Lucía", "Pérez Ortega", "A0114", "lperez@example.es"], ["Pablo", "Ruiz", "A0115", "pruiz@example.es"],
        ["Ana Belén", "Soto", "A0116", "abelen@example.es"]], encoding="utf-8-sig", end="\n")
    return result(box.zip(folder / "AR25-day38-7001.zip"),
                  "A Spanish Moodle whose students packed their files: zip, Mac zip, tar.gz and a rar that the standard "
                  "library cannot open.",
                  [works("joseluis"), works("maria"), works("lucia"), works("anabelen")], never, look=True,
                  roster=roster)


def case_moodle_renamed_files(folder):
    # Scheme: Moodle up to 3.11: folder names end in "_" (<Name>_<id>_assignsubmission_file_/). Files as browsers and
    # notebook tools rename them: "name (1)", "name(2)", ".ipynb.txt" (Safari), other
    # capitals (".IPYNB"), "Copy of ..." (Colab), ".ipynb.json", "-Copy1" (Jupyter's Duplicate), "-2". One copy of each.
    box = Box()
    names = {
        "ann": ("Ann Anderson", 30201, ["01_symlog_twohot (1).ipynb", "02_rssm(2).ipynb", "03_returns.ipynb",
                                        "04_train_and_compare (3).ipynb", "agent (1).safetensors", "agent.csv"]),
        "bob": ("Bob Brown", 30202, [f + ".txt" for f in NOTEBOOKS] + ["agent.safetensors", "agent.csv.txt"]),
        "carla": ("Carla Diaz", 30203, ["01_symlog_twohot.IPYNB", "02_RSSM.IPYNB", "03_returns.Ipynb",
                                        "04_Train_And_Compare.ipynb", "AGENT.SAFETENSORS", "agent.CSV"]),
        "dee": ("Dee Evans", 30204, ["Copy of " + f for f in NOTEBOOKS] + ["agent.safetensors", "agent.csv"]),
        "evan": ("Evan Ford", 30205, ["01_symlog_twohot.ipynb.json", "02_rssm-Copy1.ipynb", "03_returns-2.ipynb",
                                      "04_train_and_compare.ipynb", "agent-1.safetensors", "agent-2.csv"])}
    for n, (who, (name, id_, files)) in enumerate(names.items()):
        for f, given in zip(FILES, files):
            box.add(f"{name}_{id_}_assignsubmission_file_/{given}", content(f, mark(who, f)),
                    when("2025-03-03 18:00") + timedelta(minutes=11 * n))
    return result(box.zip(folder / "RL24-day38-3990.zip"),
                  "An older Moodle's download in which browsers, Colab and Jupyter renamed the files; nobody sent a "
                  "file twice.",
                  [works(who) for who in names], look=None)


# ---------------------------------------------------------------------------------------------------------- Blackboard
def case_blackboard_attempts(folder):
    # Scheme: Blackboard Learn "Assignment File Download": gradebook_<course>_<column>_<time>.zip with
    # <column>_<user name>_attempt_<yyyy-mm-dd-hh-mm-ss>_<file> and a receipt <column>_<user name>_attempt_<time>.txt
    # (seen in many public clean-up scripts; here "all attempts" was chosen). Class list: Grade Center download,
    # UTF-16, tabs, named .xls.
    box, never = Box(), []

    def attempt(who, user, name, time, n):
        stamp = when(time).strftime("%Y-%m-%d-%H-%M-%S")
        head = f"day38_{user}_attempt_{stamp}"
        box.hand_in(who, lambda f: f"{head}_{f}", time, attempt=n, step=0)
        files = "".join(f"\tOriginal filename: {f}\n\tFilename: {head}_{f}\n\n" for f in FILES)
        box.add(head + ".txt", (f"Name: {name} ({user})\nAssignment: day38\n"
                                f"Date Submitted: {when(time).strftime('%A, %B %-d, %Y %-I:%M:%S %p')} GMT\n"
                                "Current Grade: Needs Grading\n\nSubmission Field:\n"
                                "There is no student submission text data for this assignment.\n\nComments:\n"
                                "There are no student comments for this assignment.\n\nFiles:\n" + files).encode(),
                time)

    attempt("ann", "aanderson", "Ann Anderson", "2025-03-02 20:14:05", 1)
    attempt("ann", "aanderson", "Ann Anderson", "2025-03-03 21:50:41", 2)
    attempt("li", "li", "Na Li", "2025-03-03 08:00:12", 1)
    attempt("wei", "li_wei", "Wei Li", "2025-02-28 23:59:59", 1)
    attempt("wei", "li_wei", "Wei Li", "2025-03-03 12:30:00", 3)
    attempt("wei", "li_wei", "Wei Li", "2025-03-01 07:15:30", 2)
    attempt("sam", "s1234567", "Sam Osei", "2025-03-03 23:58:02", 1)
    never += [mark("ann", f, 1) for f in FILES] + [mark("wei", f, n) for n in (1, 2) for f in FILES]
    head = ["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability",
            "Weighted Total [Total Pts: up to 0 Percentage] |88120", "day38 [Total Pts: 10 Score] |88123"]
    row = lambda last, first, user, id_: [last, first, user, id_, "2025-03-03 22:10:11", "Yes", "", "Needs Grading"]
    roster = table(folder / "gc_RL-2025_column_2025-03-04-09-31-40.xls", [
        head, row("Anderson", "Ann", "aanderson", "1000101"), row("Li", "Na", "li", "1000102"),
        row("Li", "Wei", "li_wei", "1000103"), row("Osei", "Sam", "s1234567", "1234567")],
        delimiter="\t", encoding="utf-16", quoting=csv.QUOTE_ALL, end="\n")
    return result(box.zip(folder / "gradebook_RL-2025_day38_2025-03-04-09-30-12.zip"),
                  "A Blackboard download of all attempts with its receipts; user names li and li_wei, one of them with "
                  "three attempts; Grade Center list in UTF-16.",
                  [works("ann", attempt=2), works("li"), works("wei", attempt=3), works("sam")], never, roster=roster)


# ---------------------------------------------------------------------------------------------------------- Brightspace
INDEX = b"<html><head><title>day38</title></head><body><table><tr><td>Folder submissions: day38</td></tr></table></body></html>"


def case_brightspace_resubmission(folder):
    # Scheme: Brightspace (D2L) folder download: <user id>-<folder id> - <First Last> - <Mon d, yyyy hmm AM/PM>/<file>
    # and index.html; each submission of a person is a folder of its own (seen in public scripts of 2024-2025).
    # Class list: grade export, OrgDefinedId and Username with "#", "End-of-Line Indicator".
    box = Box()
    people = [("ann", 118063, "Ann Anderson", "Mar 3, 2025 958 AM", 1),
              ("ann", 118063, "Ann Anderson", "Mar 3, 2025 1204 PM", 2),
              ("bob", 118070, "Bob Brown", "Mar 2, 2025 1130 PM", 1),
              ("bob", 118070, "Bob Brown", "Mar 3, 2025 1215 AM", 2),
              ("maryann", 118099, "Mary-Ann Smith", "Mar 3, 2025 926 PM", 1),
              ("dee", 118101, "Dee Evans", "Feb 28, 2025 100 PM", 1),
              ("dee", 118101, "Dee Evans", "Mar 1, 2025 845 AM", 2)]
    for who, id_, name, time, n in people:
        box.hand_in(who, lambda f: f"{id_}-304834 - {name} - {time}/{f}", "2025-03-04 09:15", attempt=n, step=0)
    box.add("index.html", INDEX, "2025-03-04 09:15")
    roster = table(folder / "RL 2025_GradesExport_2025-03-04-09-20.csv", [
        ["OrgDefinedId", "Username", "Last Name", "First Name", "Email", "day38 Points Grade <Numeric MaxPoints:10>",
         "End-of-Line Indicator"],
        ["#1000101", "#aanderson", "Anderson", "Ann", "aanderson@example.edu", "", "#"],
        ["#1000102", "#bbrown", "Brown", "Bob", "bbrown@example.edu", "", "#"],
        ["#1000104", "#devans", "Evans", "Dee", "devans@example.edu", "", "#"],
        ["#1000103", "#msmith", "Smith", "Mary-Ann", "msmith@example.edu", "", "#"]], encoding="utf-8-sig")
    return result(box.zip(folder / "day38 Download Mar 4, 2025 915 AM.zip"),
                  "A Brightspace download with resubmissions around noon, midnight and the turn of the month.",
                  [works("ann", attempt=2), works("bob", attempt=2), works("maryann"), works("dee", attempt=2)],
                  [mark(w, f, 1) for w in ("ann", "bob", "dee") for f in FILES], roster=roster)


def case_brightspace_flat_same_name(folder):
    # Scheme: Brightspace download without folders: <user id>-<folder id> - <First Last> - <date> - <file>
    # (so in a public note of a D2L site, Dec 2024). The grade export holds no internal user id.
    box = Box()
    for who, id_, name, time in (("wei1", 271836, "Wei Zhang", "Mar 3, 2025 1149 AM"),
                                 ("wei2", 271990, "Wei Zhang", "Mar 3, 2025 610 PM"),
                                 ("maryann", 271844, "Mary-Ann Smith", "Mar 2, 2025 802 PM")):
        box.hand_in(who, lambda f: f"{id_}-442356 - {name} - {time} - {f}", "2025-03-04 08:00", step=0)
    box.add("index.html", INDEX, "2025-03-04 08:00")
    roster = table(folder / "RL 2025_GradesExport_2025-03-04-08-05.csv", [
        ["OrgDefinedId", "Username", "Last Name", "First Name", "Email", "day38 Points Grade <Numeric MaxPoints:10>",
         "End-of-Line Indicator"],
        ["#2000144", "#msmith", "Smith", "Mary-Ann", "msmith@example.edu", "", "#"],
        ["#2000136", "#wzhang", "Zhang", "Wei", "wzhang@example.edu", "", "#"],
        ["#2000190", "#wzhang7", "Zhang", "Wei", "wzhang7@example.edu", "", "#"]], encoding="utf-8-sig")
    return result(box.zip(folder / "day38 Download Mar 4, 2025 800 AM.zip"),
                  "A Brightspace download without folders with two students called Wei Zhang: apart by their ids, but "
                  "the class list cannot say which is which.",
                  [works("maryann")], [mark(who, f) for who in ("wei1", "wei2") for f in FILES], look=True, roster=roster)


# ---------------------------------------------------------------------------------------------------------- Gradescope
def case_gradescope_export(folder):
    # Scheme: Gradescope "Export Submissions": assignment_<id>_export/submission_<id>/<file> and
    # submission_metadata.yml with Ruby symbols (:submitters:, :created_at:, :history:); only the active submission
    # has a folder. Class list: "Download Grades" CSV.
    box, root = Box(), "assignment_5512345_export/"
    yml = "---\n"
    for who, id_, people, time, older in (
            ("ann", 298100001, [("Ann Anderson", "1000101", "aanderson")], "2025-03-03 17:05:11", []),
            ("bob+cai", 298100077, [("Bob Brown", "1000102", "bbrown"), ("Cai Wu", "1000103", "cwu")],
             "2025-03-03 22:40:59", []),
            ("dee", 298100305, [("Dee Evans", "1000104", "devans")], "2025-03-04 00:31:07",
             [("2025-03-03 09:00:00", 298100010), ("2025-03-03 20:12:00", 298100066)])):
        box.hand_in(who, lambda f: f"{root}submission_{id_}/{f}", time, step=0)
        yml += f"submission_{id_}:\n  :submitters:\n"
        for name, sid, user in people:
            yml += f"  - :name: {name}\n    :sid: '{sid}'\n    :email: {user}@example.edu\n"
        yml += f"  :created_at: {time}.861687000 Z\n  :score: 0.0\n  :status: processed\n  :results:\n    tests: []\n"
        yml += "    output: ''\n" + ("  :history: []\n" if not older else "  :history:\n")
        for t, i in older:
            yml += f"  - :id: {i}\n    :created_at: {t}.120000000 Z\n    :score: 0.0\n    :results: {{}}\n"
    box.add(root + "submission_metadata.yml", yml.encode(), "2025-03-04 09:00")
    head = ["First Name", "Last Name", "SID", "Email", "Sections", "Total Score", "Max Points", "Status",
            "Submission ID", "Submission Time", "Lateness (H:M:S)", "View Count", "Submission Count"]
    row = lambda first, last, sid, mail, status, sub, time, late, n: [
        first, last, sid, mail + "@example.edu", "A", "", "10.0", status, sub, time, late, "", n]
    roster = table(folder / "day38_scores.csv", [
        head, row("Ann", "Anderson", "1000101", "aanderson", "Ungraded", "298100001", "2025-03-03 17:05:11 +0000",
                  "00:00:00", "1"),
        row("Bob", "Brown", "1000102", "bbrown", "Ungraded", "298100077", "2025-03-03 22:40:59 +0000", "00:00:00", "1"),
        row("Cai", "Wu", "1000103", "cwu", "Ungraded", "298100077", "2025-03-03 22:40:59 +0000", "00:00:00", "1"),
        row("Dee", "Evans", "1000104", "devans", "Ungraded", "298100305", "2025-03-04 00:31:07 +0000", "00:32:07", "3"),
        row("Eli", "Gold", "1000105", "egold", "Missing", "", "", "", "")], end="\n")
    return result(box.zip(folder / "assignment_5512345_export.zip"),
                  "A Gradescope export: two single submissions (one with a history) and a pair, named only in the "
                  "metadata file.",
                  [works("ann"), works("bob+cai"), works("dee")], roster=roster)


# ---------------------------------------------------------------------------------------------------------- Sakai
def case_sakai_plain(folder):
    # Scheme: Sakai "Download All": <assignment>/grades.csv and <assignment>/<Last, First(eid)>/ with timestamp.txt,
    # <Last, First(eid)>_submissionText.html, feedbackText.html, "Submission attachment(s)/", comments.txt,
    # "Feedback Attachment(s)/" (AssignmentServiceImpl.java, zipSubmissions; accents are stripped from names).
    # Carla's work was marked and returned once: the teacher's copy lies among the feedback attachments.
    box = Box()
    people = [("ann", "Anderson", "Ann", "aanderson", "2025-03-03 18:05:00"),
              ("iria", "Nunez", "Iria", "inunez", "2025-03-03 23:40:12"),
              ("carla", "Diaz", "Carla", "cdiaz", "2025-03-04 01:10:00")]
    rows = [["day38", "Points"], [], ["Display ID", "ID", "Last Name", "First Name", "grade", "Submission date",
                                      "Late submission"]]
    for who, last, first, eid, time in people:
        head = f"{last}, {first}({eid})"
        root = f"day38/{head}/"
        stamp = time.replace(" ", "T") + "Z"
        box.add(root + "timestamp.txt", stamp.encode(), "2025-03-04 09:00")
        box.add(root + head + "_submissionText.html", b"", "2025-03-04 09:00")
        box.add(root + "feedbackText.html", b"", "2025-03-04 09:00")
        box.add(root + "Submission attachment(s)/", None, "2025-03-04 09:00")
        box.hand_in(who, lambda f: root + "Submission attachment(s)/" + f, "2025-03-04 09:00", step=0)
        box.add(root + "comments.txt", b"", "2025-03-04 09:00")
        box.add(root + "Feedback Attachment(s)/", None, "2025-03-04 09:00")
        if who == "carla":
            box.add(root + "Feedback Attachment(s)/02_rssm.ipynb",
                    content("02_rssm.ipynb", mark("carla", "02_rssm.ipynb", "teacher's feedback")), "2025-03-04 09:00")
        rows.append([eid, eid, last, first, "", stamp, "Late" if who == "carla" else "On time"])
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    box.add("day38/grades.csv", text.getvalue().encode(), "2025-03-04 09:00")
    return result(box.zip(folder / "bulk_download.zip"),
                  "A Sakai download of three students, one of whom has the teacher's returned copy among the feedback.",
                  [works("ann"), works("iria"), works("carla")],
                  [mark("carla", "02_rssm.ipynb", "teacher's feedback")])


# ---------------------------------------------------------------------------------------------------------- Google
def case_classroom_drive_parts(folder):
    # Scheme: Google Classroom, all six templates handed out as "Make a copy for each student": the Drive folder of the
    # assignment holds "<Name> - <file>"; Drive zips a folder in parts <folder>-<time>Z-1-001.zip, -002.zip, each with
    # <folder>/ inside and the files' own times.
    parts = [Box(), Box()]
    n = 0
    for who, name, time in (("ann", "Ann Anderson", "2025-03-03 17:00"), ("bob", "Bob Brown", "2025-03-03 19:30"),
                            ("maryann", "Mary-Ann Smith", "2025-03-03 20:45"), ("li", "Li Chen", "2025-03-03 23:10")):
        for f in FILES:
            n += 1
            parts[n > 9].add(f"day38/{name} - {f}", content(f, mark(who, f)), when(time) + timedelta(minutes=n))
    source = folder / "Downloads day38"
    source.mkdir()
    for i, box in enumerate(parts, 1):
        box.zip(source / f"day38-20250304T081500Z-1-00{i}.zip")
    return result(source, "A Classroom assignment folder that Drive handed over in two zip parts, one student's files "
                          "lying in both.",
                  [works("ann"), works("bob"), works("maryann"), works("li")])


def case_classroom_unowned_uploads(folder):
    # Scheme: Google Classroom: templates copied for each student are "<Name> - <file>", but what students upload
    # themselves keeps its own name; Drive's zip makes equal names unique as agent(1).csv. Nothing says whose is whose, so nobody may be given them.
    # Class list: Classroom's "Download grades as CSV".
    box, never = Box(), []
    for who, name, time in (("ann", "Ann Anderson", "2025-03-03 17:00"), ("bob", "Bob Brown", "2025-03-03 19:30"),
                            ("dee", "Dee Evans", "2025-03-03 21:12")):
        box.hand_in(who, lambda f: f"day38/{name} - {f}", time, files=NOTEBOOKS, step=60)
    for i, (tail, time) in enumerate((("", "2025-03-03 19:41"), ("(1)", "2025-03-03 17:20"))):
        for f in FILES[4:]:
            m = mark(f"unknown{i + 1}", f)
            never.append(m)
            box.add("day38/" + tail.join(split(f)), content(f, m), time)
    roster = table(folder / "RL 2025 grades.csv", [
        ["Last Name", "First Name", "Email Address", "day38"], ["Date", "", "", "2025-03-03"],
        ["Points", "", "", "10"], ["Anderson", "Ann", "aanderson@example.edu", ""],
        ["Brown", "Bob", "bbrown@example.edu", ""], ["Evans", "Dee", "devans@example.edu", ""]], end="\n")
    return result(box.zip(folder / "day38-20250304T082200Z-1-001.zip"),
                  "A Classroom folder in which the notebooks carry names but agent.csv and agent.safetensors were "
                  "uploaded without any, so that their owners are unknown.",
                  [works("ann", NOTEBOOKS), works("bob", NOTEBOOKS), works("dee", NOTEBOOKS)], never, look=True,
                  roster=roster)


def case_google_forms_upload(folder):
    # Scheme: Google Forms file upload: "<form> (File responses)/<question> (File responses)/<file> - <Name>.<ext>";
    # a second answer by the same person has the same name, which Drive's zip writes as "... - Name(1).ext".
    box = Box()
    root = "day38 (File responses)/"
    place = lambda f: root + ("Notebooks" if f.endswith(".ipynb") else "Agent") + " (File responses)/"
    for who, name, time in (("ann", "Ann Anderson", "2025-03-02 11:00"), ("bob", "Bob Brown", "2025-03-03 20:00"),
                            ("jose", "José Núñez", "2025-03-03 22:30")):
        box.hand_in(who, lambda f: place(f) + f" - {name}".join(split(f)), time)
    for f in ("02_rssm.ipynb", "agent.csv"):
        box.add(place(f) + " - Ann Anderson(1)".join(split(f)), content(f, mark("ann", f, 2)), "2025-03-03 21:15")
    ann = works("ann")
    ann["marks"].update({f: mark("ann", f, 2) for f in ("02_rssm.ipynb", "agent.csv")})
    return result(box.zip(folder / "day38 (File responses)-20250304T083000Z-1-001.zip"),
                  "Uploads through a Google Form, the person's name after the file's; one person answered again with "
                  "two corrected files.",
                  [ann, works("bob"), works("jose")],
                  [mark("ann", f, 1) for f in ("02_rssm.ipynb", "agent.csv")], look=None)


# ---------------------------------------------------------------------------------------------------------- nbgrader
def case_nbgrader_submitted(folder):
    # Scheme: nbgrader course directory: submitted/<student>/<assignment>/<files> and timestamp.txt (nbgrader docs,
    # "directory structure"); Jupyter's .ipynb_checkpoints came along, and day37 lies beside day38.
    box, never = Box(), []
    for who, time in (("bitdiddle", "2025-03-03 15:02:11"), ("hacker", "2025-03-03 23:59:30"),
                      ("reasoner", "2025-03-01 08:00:00")):
        root = f"{who}/day38/"
        box.hand_in(who, lambda f: root + f, time)
        box.add(root + "timestamp.txt", (time + ".402112 UTC").encode(), time)
        m = mark(who, "agent.csv", "day37")
        never.append(m)
        box.add(f"{who}/day37/agent.csv", content("agent.csv", m), "2025-02-24 20:00")
        m = mark(who, "01_kl_balance.ipynb", "day37")
        never.append(m)
        box.add(f"{who}/day37/01_kl_balance.ipynb", content("01_kl_balance.ipynb", m), "2025-02-24 20:00")
        box.add(f"{who}/day37/timestamp.txt", b"2025-02-24 20:00:00.118201 UTC", "2025-02-24 20:00")
    for f in NOTEBOOKS[:2]:
        m = mark("hacker", f, "checkpoint")
        never.append(m)
        box.add("hacker/day38/.ipynb_checkpoints/" + "-checkpoint".join(split(f)), content(f, m), "2025-03-03 22:00")
    return result(box.folder(folder / "submitted"),
                  "nbgrader's submitted folder, which also holds the previous assignment (with an agent.csv of its own) "
                  "and notebook checkpoints.",
                  [works("bitdiddle"), works("hacker"), works("reasoner")], never, look=None)


def case_nbgrader_inbound(folder):
    # Scheme: nbgrader exchange: <course>/inbound/<user>+<assignment>+<time> UTC+<random>/ with timestamp.txt
    # (nbgrader/exchange/default/submit.py); every `nbgrader submit` leaves one folder.
    box, never = Box(), []
    for who, time, tail, n in (("ann", "2025-03-02 09:15:00.123456", "YmFuYW5h", 1),
                               ("ann", "2025-03-03 18:40:21.000412", "Zm9vYmFy", 2),
                               ("anna", "2025-03-03 10:00:00.500000", "cXV1eA", 1),
                               ("bob", "2025-03-03 23:50:02.777001", "YWJjZGVm", 1),
                               ("bob", "2025-03-04 00:03:44.120000", "MTIzNDU2", 2)):
        root = f"{who}+day38+{time} UTC+{tail}/"
        box.hand_in(who, lambda f: root + f, time[:19], attempt=n)
        box.add(root + "timestamp.txt", (time + " UTC").encode(), time[:19])
    never = [mark(w, f, 1) for w in ("ann", "bob") for f in FILES]
    return result(box.folder(folder / "inbound"),
                  "The inbound folder of an nbgrader exchange with one folder for every submit, two people having "
                  "submitted twice.",
                  [works("ann", attempt=2), works("anna"), works("bob", attempt=2)], never)


# ---------------------------------------------------------------------------------------------------------- GitHub
def case_github_classroom(folder):
    # Scheme: `gh classroom clone student-repos`: <assignment>-submissions/<assignment>-<github name>/ as working
    # clones. Class list: classroom_roster.csv ("identifier","github_username","github_id","name").
    box, never = Box(), []
    for who, hub, sub, time in (("ann", "annhub", "", "2025-03-03 17:00"), ("bob", "bob-b", "", "2025-03-03 22:00"),
                                ("wei", "li-wei-99", "day38/", "2025-03-03 12:00")):
        root = f"day38-{hub}/"
        box.hand_in(who, lambda f: root + sub + f, "2025-03-04 09:00", files=FILES if who != "bob" else FILES[:5])
        box.add(root + ".git/HEAD", b"ref: refs/heads/main\n", "2025-03-04 09:00")
        box.add(root + ".git/config", f"[core]\n\tbare = false\n[remote \"origin\"]\n\turl = https://github.com/rl2025/"
                f"day38-{hub}.git\n".encode(), "2025-03-04 09:00")
        box.add(root + "README.md", b"# day38\n\nHand in the six files.\n", "2025-03-04 09:00")
        box.add(root + ".gitignore", b"__pycache__/\n", "2025-03-04 09:00")
        box.add(root + ".github/workflows/classroom.yml", b"name: GitHub Classroom Workflow\non: [push]\n",
                "2025-03-04 09:00")
    m = mark("ann", "02_rssm.ipynb", "checkpoint")
    never.append(m)
    box.add("day38-annhub/.ipynb_checkpoints/02_rssm-checkpoint.ipynb", content("02_rssm.ipynb", m), "2025-03-04 09:00")
    roster = table(folder / "classroom_roster.csv", [
        ["identifier", "github_username", "github_id", "name"], ["Anderson, Ann", "annhub", "1456001", ""],
        ["Brown, Bob", "bob-b", "1456002", ""], ["Li, Wei", "li-wei-99", "1456003", ""],
        ["Quist, Dora", "", "", ""]], quoting=csv.QUOTE_ALL, end="\n")
    return result(box.folder(folder / "day38-submissions"),
                  "The clones of a GitHub Classroom assignment with the classroom roster (one student never accepted).",
                  [works("ann"), works("bob", FILES[:5]), works("wei")], never, roster=roster)


# ---------------------------------------------------------------------------------------------------------- Microsoft
def case_teams_student_work(folder):
    # Scheme: Microsoft Teams assignments: the class site's library "Student Work", synchronised by OneDrive as
    # "<team> - Student Work": "Submitted files/<Name>/<assignment>/Version N/" (each turn-in) and
    # "Working files/<Name>/<assignment>/" (the draft that is not turned in).
    box, never = Box(), []
    for who, name, times in (("ann", "Ann Anderson", ["2025-03-02 10:00", "2025-03-03 20:10"]),
                             ("bob", "Bob Brown", ["2025-03-03 23:30"]),
                             ("chi", "Nguyễn Thị Chi", ["2025-03-01 09:00", "2025-03-02 09:00", "2025-03-03 09:00"])):
        for n, time in enumerate(times, 1):
            box.hand_in(who, lambda f: f"Submitted files/{name}/day38/Version {n}/{f}", time, attempt=n)
            if n < len(times):
                never += [mark(who, f, n) for f in FILES]
        for f in FILES[:2]:
            m = mark(who, f, "working file")
            never.append(m)
            box.add(f"Working files/{name}/day38/{f}", content(f, m), "2025-02-28 12:00")
    box.add("desktop.ini", b"[.ShellClassInfo]\r\nIconResource=OneDrive.exe,5\r\n", "2025-03-04 08:00")
    return result(box.folder(folder / "RL 2025 - Student Work"),
                  "The synchronised Student Work library of a Teams class: turned-in versions beside drafts.",
                  [works("ann", attempt=2), works("bob"), works("chi", attempt=3)], never, look=None)


def case_onedrive_request_files(folder):
    # Scheme: OneDrive "Request files": "<First>_<Last>_<file>" from guests and "<Display name>_<file>" from people
    # signed in; a second file of the same name gets " 1" before the ending (a public clean-up script describes both).
    # Selected files download as OneDrive_1_<m-d-yyyy>.zip.
    box = Box()
    for who, head, time in (("ann", "Ann_Anderson", "2025-03-02 18:00"), ("ben", "Ben Carter", "2025-03-03 19:00"),
                            ("mj", "María José_García", "2025-03-03 21:00")):
        box.hand_in(who, lambda f: f"{head}_{f}", time)
    for f in ("02_rssm.ipynb", "agent.safetensors"):
        box.add("Ann_Anderson_" + " 1".join(split(f)), content(f, mark("ann", f, 2)), "2025-03-03 22:30")
    ann = works("ann")
    ann["marks"].update({f: mark("ann", f, 2) for f in ("02_rssm.ipynb", "agent.safetensors")})
    return result(box.zip(folder / "OneDrive_1_3-4-2025.zip"),
                  "Files that came through a OneDrive file request: names in front, one person having sent two files "
                  "again.",
                  [ann, works("ben"), works("mj")],
                  [mark("ann", f, 1) for f in ("02_rssm.ipynb", "agent.safetensors")], look=None)


# ---------------------------------------------------------------------------------------------------------- Dropbox, ...
def case_dropbox_file_request(folder):
    # Scheme: Dropbox file request: "<Name that the person typed> - <file>", again with " (1)"; the folder downloads as
    # <folder>.zip with the files at its root. Class list: the registrar's CSV. One person typed only "Ben", and the
    # class has two of that name.
    box = Box()
    for who, name, time in (("ann", "Ann Anderson", "2025-03-02 18:00"), ("bencarter", "Ben Carter", "2025-03-03 12:00"),
                            ("ben?", "Ben", "2025-03-03 20:00"), ("dee", "Dee Evans", "2025-03-03 21:00")):
        box.hand_in(who, lambda f: f"{name} - {f}", time)
    for f in ("02_rssm.ipynb", "agent.csv"):
        box.add("Ann Anderson - " + " (1)".join(split(f)), content(f, mark("ann", f, 2)), "2025-03-03 22:30")
    ann = works("ann")
    ann["marks"].update({f: mark("ann", f, 2) for f in ("02_rssm.ipynb", "agent.csv")})
    roster = table(folder / "class_list_RL2025.csv", [
        ["Student ID", "Last Name", "First Name", "Email"], ["1000101", "Anderson", "Ann", "aanderson@example.edu"],
        ["1000110", "Carter", "Ben", "bcarter@example.edu"], ["1000111", "Okafor", "Ben", "bokafor@example.edu"],
        ["1000104", "Evans", "Dee", "devans@example.edu"]])
    return result(box.zip(folder / "day38.zip"),
                  "A Dropbox file request in which somebody typed only Ben, the class has two of that name, and one "
                  "person sent two files again.",
                  [ann, works("bencarter"), works("dee")],
                  [*(mark("ann", f, 1) for f in ("02_rssm.ipynb", "agent.csv")), *(mark("ben?", f) for f in FILES)],
                  look=True, roster=roster)


def case_nextcloud_leftovers(folder):
    # Scheme: a Nextcloud folder with one folder a student (file request asks for the name), downloaded as
    # <folder>.zip; "(conflicted copy yyyy-mm-dd hhmmss)" by the desktop client; leftovers of macOS, Windows, Jupyter.
    # The conflicted copy is the older one here: the student went on working in the file with the proper name.
    box, never = Box(), []
    for who, name, time in (("ann", "Ann Anderson", "2025-03-03 21:40"), ("bob", "bob brown", "2025-03-03 12:00"),
                            ("karin", "Karin Åkesson", "2025-03-03 22:00")):
        box.hand_in(who, lambda f: f"day38/{name}/{f}", time)

    def stray(path, file, who, kind, time, data=None):
        m = mark(who, file, kind)
        never.append(m)
        box.add(path, data(m) if data else content(file, m), time)

    stray("day38/Ann Anderson/02_rssm (conflicted copy 2025-03-03 181501).ipynb", "02_rssm.ipynb", "ann",
          "conflicted copy", "2025-03-03 18:10")
    stray("day38/Ann Anderson/._02_rssm.ipynb", "02_rssm.ipynb", "ann", "AppleDouble", "2025-03-03 21:40", apple_double)
    stray("day38/bob brown/.ipynb_checkpoints/03_returns-checkpoint.ipynb", "03_returns.ipynb", "bob", "checkpoint",
          "2025-03-03 11:00")
    box.add("day38/Ann Anderson/.DS_Store", b"\0\0\0\1Bud1" + b"\0" * 32, "2025-03-03 21:41")
    box.add("day38/.DS_Store", b"\0\0\0\1Bud1" + b"\0" * 32, "2025-03-03 21:41")
    box.add("day38/bob brown/Thumbs.db", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 32, "2025-03-03 12:00")
    box.add("day38/bob brown/desktop.ini", b"[ViewState]\r\nMode=\r\n", "2025-03-03 12:00")
    return result(box.zip(folder / "day38.zip"),
                  "A Nextcloud folder with a folder for each student, an older conflicted copy and the leftovers of "
                  "macOS, Windows and Jupyter.",
                  [works("ann"), works("bob"), works("karin")], never, look=None)


# ---------------------------------------------------------------------------------------------------------- handling
def case_rezipped_on_mac(folder):
    # Scheme: Canvas's submissions.zip unpacked on a Mac and compressed again by Finder: submissions/ on top, a
    # __MACOSX tree of ._ files, names decomposed (NFD) and written as UTF-8 without the zip's UTF-8 flag.
    inner, box, never = Box(), Box(), []
    c = Canvas(inner, "2025-03-04 09:12:20", 730000)
    c.put("maria", "García López, María", 20501)
    c.put("xiaoming", "王, 小明", 20502)
    c.put("nina", "Østergaard, Nina", 20503, late=True, attempt=2, rename=dash(1))
    c.put("francois", "Béranger, François", 20504, files=NOTEBOOKS)
    box.add("submissions/", None, "2025-03-04 10:00")
    for name, data, time in inner.entries:
        name = unicodedata.normalize("NFD", name)
        m = "MARK[AppleDouble|%d]" % len(never)
        never.append(m)
        box.add("submissions/" + name, data, time)
        box.add("__MACOSX/submissions/._" + name, apple_double(m), time)
    box.add("submissions/.DS_Store", b"\0\0\0\1Bud1" + b"\0" * 32, "2025-03-04 10:00")
    return result(box.zip(folder / "submissions.zip", utf8_flag=False),
                  "A Canvas download that was unpacked on a Mac and compressed again, with accents and Chinese in the "
                  "names.",
                  [works("maria"), works("xiaoming"), works("nina", attempt=2), works("francois", NOTEBOOKS)], never)


def case_two_downloads(folder):
    # Scheme: Canvas's submissions.zip downloaded again after the late hand-ins; the browser names it
    # "submissions (1).zip". Whoever did not hand in again lies in both with the same attachment ids and bytes.
    source = folder / "day38 canvas"
    source.mkdir()
    for n, (name, time) in enumerate((("submissions.zip", "2025-03-04 00:05:00"),
                                      ("submissions (1).zip", "2025-03-06 09:00:00"))):
        box = Box()
        c = Canvas(box, time, 810000)
        c.put("ann", "Anderson, Ann", 20601)
        if n == 0:
            c.put("bob", "Brown, Bob", 20602)
            c.put("li", "Chen, Li", 20603, files=FILES[:2])
        else:
            c.attachment = 823000
            c.put("bob", "Brown, Bob", 20602, late=True, attempt=2, rename=dash(1))
            c.put("li", "Chen, Li", 20603, late=True, attempt=2,
                  rename=lambda f: dash(1)(f) if f in FILES[:2] else f)
            c.put("dee", "Evans, Dee", 20604, late=True)
        box.zip(source / name)
    return result(source, "A folder with two Canvas downloads of the same assignment, before and after the late "
                          "hand-ins: one student unchanged, two resubmitted, one new.",
                  [works("ann"), works("bob", attempt=2), works("li", attempt=2), works("dee")],
                  [mark("bob", f, 1) for f in FILES] + [mark("li", f, 1) for f in FILES[:2]], look=None)


def case_unpacked_beside_zip(folder):
    # Scheme: Moodle's zip unpacked by Windows ("Extract All" makes a folder of the zip's name), the zip left beside
    # it: every file is there twice, byte for byte.
    source = folder / "day38"
    source.mkdir()
    box = Box()
    for who, name, id_, time in (("ann", "Ann Anderson", 30301, "2025-03-03 18:22"),
                                 ("bob", "Bob Brown", 30302, "2025-03-03 23:51"),
                                 ("pedro", "Pedro Antônio de Souza", 30303, "2025-03-02 10:04")):
        box.hand_in(who, lambda f: f"{name}_{id_}_assignsubmission_file/{f}", time)
    box.zip(source / "RL25-day38-4713.zip")
    box.folder(source / "RL25-day38-4713")
    return result(source, "A Moodle zip and, beside it, the same zip unpacked.",
                  [works("ann"), works("bob"), works("pedro")])


def case_plain_folders(folder):
    # Scheme: a shared folder (Google Drive, Dropbox, a network drive) with one folder a student, made by the teacher.
    box = Box()
    people = [("ann", "Anderson_Ann"), ("bob", "Brown_Bob"), ("li", "Chen_Li"), ("carla", "Diaz_Carla"),
              ("dee", "Evans_Dee")]
    for n, (who, name) in enumerate(people):
        box.hand_in(who, lambda f: f"{name}/{f}", when("2025-03-03 10:00") + timedelta(hours=n), files=FILES[:6 - n])
    return result(box.folder(folder / "day38"),
                  "The plainest case: one folder a student, from all six files down to two.",
                  [works(who, FILES[:6 - n]) for n, (who, _) in enumerate(people)])


CASES = [case_canvas_plain, case_canvas_late_resubmitted, case_canvas_group, case_canvas_anonymous, case_canvas_broken,
         case_moodle_plain, case_moodle_german_flat, case_moodle_blind_french, case_moodle_team, case_moodle_archives,
         case_moodle_renamed_files, case_blackboard_attempts, case_brightspace_resubmission,
         case_brightspace_flat_same_name, case_gradescope_export, case_sakai_plain, case_classroom_drive_parts,
         case_classroom_unowned_uploads, case_google_forms_upload, case_nbgrader_submitted, case_nbgrader_inbound,
         case_github_classroom, case_teams_student_work, case_onedrive_request_files, case_dropbox_file_request,
         case_nextcloud_leftovers, case_rezipped_on_mac, case_two_downloads, case_unpacked_beside_zip,
         case_plain_folders]


# ---------------------------------------------------------------------------------------------------------- self-check
def _walk(name, data):
    """(name, bytes) of a file and, where it is an archive that opens, of what lies in it."""
    if name.endswith(".zip"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as z:
                for info in z.infolist():
                    if not info.is_dir():
                        yield from _walk(name + "!" + info.filename, z.read(info))
            return
        except zipfile.BadZipFile:
            pass
    elif name.endswith(".tar.gz"):
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            for info in tar.getmembers():
                yield from _walk(name + "!" + info.name, tar.extractfile(info).read())
        return
    yield name, data


def check(case):
    """Build one case in a temporary folder; the list of what is wrong with it, and its leaf files."""
    wrong = []
    with tempfile.TemporaryDirectory() as d:
        got = case(pathlib.Path(d))
        source = pathlib.Path(got["source"])
        leaves = []
        for p in sorted([source] if source.is_file() else source.rglob("*")):
            if p.is_file():
                leaves += list(_walk(str(p.relative_to(d)), p.read_bytes()))
        if got["roster"] is not None and not pathlib.Path(got["roster"]).is_file():
            wrong.append("no class list")
        if got["roster"] is not None and source in pathlib.Path(got["roster"]).parents:
            wrong.append("the class list lies inside the download")
    holds = {}
    for name, data in leaves:
        for m in set(re.findall(rb"MARK\[[^\]]*\]", data)):
            holds.setdefault(m.decode(), set()).add(data)
    wanted = [m for w in got["expect"]["work"] for m in w["marks"].values()]
    for m in wanted + got["expect"]["never"]:
        if len(holds.get(m, ())) != 1:
            wrong.append(f"{m}: {len(holds.get(m, ()))} different files hold it")
    for w in got["expect"]["work"]:
        for f, m in w["marks"].items():
            if f not in FILES or f"|{f}|" not in m:
                wrong.append(f"{m} under {f}")
    if len(set(wanted)) != len(wanted) or set(wanted) & set(got["expect"]["never"]):
        wrong.append("a marker is expected twice, or both expected and forbidden")
    rest = sorted(set(holds) - set(wanted) - set(got["expect"]["never"]))
    return wrong, rest, got, leaves


if __name__ == "__main__":
    import sys
    bad = 0
    for case in CASES:
        wrong, rest, got, leaves = check(case)
        bad += bool(wrong)
        print(f"{case.__name__[5:]}: {len(leaves)} files, {len(got['expect']['work'])} hand-ins, "
              f"look {got['expect']['look']}{', class list' if got['roster'] else ''}. {got['says']}")
        for line in wrong:
            print("    WRONG " + line)
        if "-v" in sys.argv:
            print("    neither expected nor forbidden:", rest)
            for name, _ in leaves:
                print("    " + name)
    print(f"{len(CASES)} cases, {bad} wrong")
