"""Builds `docs/symbols.pdf`, a page to print, from `docs/symbols.md`.

    python -m grader.authoring.build_symbols

Pandoc, as it reads Markdown with formulas into many forms; Typst, as it sets formulas without a TeX of some
gigabytes. The digest of the text is among the file's keywords: a test tells a page that is out of date.
"""

from __future__ import annotations

import hashlib

from dreamer.files import write_whole
from grader.paths import ROOT

TEXT, PAGE = ROOT / "docs" / "symbols.md", ROOT / "docs" / "symbols.pdf"
FORMAT = """
#set document(title: "Symbols and shapes", date: none, keywords: "DIGEST")
#set page(paper: "a4", margin: (x: 16mm, y: 13mm))
#set text(size: 9.5pt, lang: "en")
#set table(inset: (x: 4pt, y: 2.6pt), stroke: none)
#set table.hline(stroke: 0.4pt)
#show table: set align(left)
"""


def digest() -> str:
    """Of the text that the page is made from."""
    return hashlib.sha256(TEXT.read_bytes()).hexdigest()


def build() -> bytes:
    """The page; the same bytes from the same text."""
    import pypandoc  # only `make build` has these two
    import typst

    body = pypandoc.convert_file(TEXT, "typst", format="gfm+tex_math_dollars")
    return typst.compile((FORMAT.replace("DIGEST", digest()) + body).encode())


if __name__ == "__main__":
    write_whole(PAGE, build())
