"""Is the page to print made from the text that stands beside it?"""

import re

from grader.authoring.build_symbols import PAGE, digest


def test_the_page_is_of_this_text():
    page = PAGE.read_bytes()
    assert page.startswith(b"%PDF")
    assert digest().encode() in page, "python run.py build"
    assert len(re.findall(rb"/Type ?/Page\b", page)) == 1
