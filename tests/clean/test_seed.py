"""The page that people accept the reader by; it is not part of the project and the test skips without it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.clean.pages import article_of, said


def test_the_acceptance_page(shared: Path) -> None:
    folder = shared / "acceptance" / "seed"
    want = json.loads((folder / "expected.json").read_text())["article"]
    article = article_of((folder / "page.txt").read_bytes())
    assert article.title == want["title"] and article.standfirst == want["standfirst"]
    assert not any(words in article.text for words in want["text_must_not_contain"])
    captions = said(article, "caption")
    assert all(sum(c in found for found in captions) == 1 for c in want["captions"])
    gone = [f.text for f in article.furniture]
    assert all(any(words in g for g in gone) for words in want["furniture_contains"])
    assert bool(article.truncated) is want["truncated"] and article.language == want["language"]
