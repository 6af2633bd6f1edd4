"""On a platform that nobody has described: does exit code 0 mean that nobody is merged, split or lost?"""

import collections
import random

import pytest

from dreamer import UserError
from grader.course.collect import collect
from tests.grader.course.downloads import FIRST, LAST
from tests.grader.course.test_collect import everything, packed

FILES = ("01_symlog_twohot.ipynb", "02_rssm.ipynb", "03_returns.ipynb", "agent.csv")
TOPS = ("", "Day 38/", "Course_X/Submissions/", "download/", "2026-11-02/", "abgabe/")
FOLDERS = (
    *("{first} {last}", "{last}, {first}", "{login}", "{last}_{first}_{login}", "{number}"),
    *("{first} {last}_{number}", "Team {number}", "Group {number} - {first}", "{login}@x.org"),
    *("{first} {last} ({login})", "{number} - {last} {first}", "Section A/{login}", ""),
    *("Week 3/{first} {last}", "{login}/attempt 2", "{login}/{number}", "Übung {number}/{last}"),
)
NAMES = (
    *("{stem}{ending}", "{first} {last} - {stem}{ending}", "{stem} - {first} {last}{ending}"),
    *("{login}_{stem}{ending}", "{number}_{stem}{ending}", "{stem}_{login}{ending}"),
)


def some_people(rng):
    """Two to six, no two of one name, number or login."""
    names = rng.sample([(first, last) for first in FIRST for last in set(LAST)], rng.randint(2, 6))
    numbers = rng.sample(range(10_000, 99_999), len(names))
    return [
        {"first": first, "last": last, "number": number, "login": f"{first[0]}{number % 997}{n}"}
        for n, ((first, last), number) in enumerate(zip(names, numbers, strict=True))
    ]


def some_download(rng):
    """path -> (whose, what), of a platform that writes all paths in one way; None where it would overwrite some."""
    people, top = some_people(rng), rng.choice(TOPS)
    folder, name, sections = rng.choice(FOLDERS), rng.choice(NAMES), rng.random() < 0.3
    if not folder and name == NAMES[0]:
        folder = "{login}"
    files = {}
    for number, person in enumerate(people):
        for file in rng.sample(FILES, rng.randint(1, len(FILES))):
            stem, ending = file.rsplit(".", 1)
            section = f"Section {number % 2 + 1}/" if sections else ""
            parts = [part for part in (folder, name) if part]
            path = "/".join(parts).format(**person, stem=stem, ending=f".{ending}")
            if f"{top}{section}{path}" in files:
                return None
            files[f"{top}{section}{path}"] = (number, file)
    return files


@pytest.mark.parametrize("seed", range(20))
def test_exit_code_0_means_that_nobody_is_merged_split_or_lost(tmp_path, seed):
    rng = random.Random(seed)
    certain = 0
    for number in range(15):
        files = some_download(rng)
        if files is None:
            continue
        source, submitted = tmp_path / f"{number}.zip", tmp_path / f"{number}"
        source.write_bytes(packed({path: f"{who}/{what}" for path, (who, what) in files.items()}))
        try:
            outcome = collect(source, submitted)
        except UserError:
            continue  # nothing is taken, and all of it is named
        if outcome.left:
            continue  # a person looks
        certain += 1
        homes = collections.defaultdict(set)
        came = everything(submitted)
        for path, text in came.items():
            homes[path.split("/")[0]].add(text.split("/")[0])
        assert all(len(owners) == 1 for owners in homes.values()), files
        assert len(homes) == len({who for who, _ in files.values()}), files
        assert len(came) == len(files), files
    assert certain >= 8  # else a person would have to look at most
