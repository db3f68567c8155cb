"""From a page to the article on it: the opening of the pipeline."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from latticework.clean.decode import LONGEST, decode
from latticework.clean.form import form_of
from latticework.clean.hypertext import clean_html
from latticework.clean.plain import clean_given, clean_plain
from latticework.errors import PageRejected
from latticework.types import Issue, Page, Reading

if TYPE_CHECKING:
    from latticework.knowledge import Knowledge


def clean_page(page: Page, knowledge: Knowledge | None = None, limit: int = LONGEST) -> Reading:
    """The article of a page: its text in blocks, what was taken out, and what the page says about itself.

    `limit` is the most characters (or bytes) that are read. Without `knowledge` outlets keep the names that pages
    give them, and no date is inferred.

    Raises:
        PageRejected: "empty", "binary", "too large", "too deep" or "no article text".
    """
    reading = _cleaned(page, knowledge, limit)
    if page.cut is None:
        return reading
    issue = Issue(stage="clean", kind="page cut", message=f"only the beginning of the page is there: {page.cut}")
    return replace(reading, issues=(*reading.issues, issue))


def _cleaned(page: Page, knowledge: Knowledge | None, limit: int) -> Reading:
    if page.media == "clean" and isinstance(page.content, str):
        if len(page.content) > limit:
            raise PageRejected("too large", f"{len(page.content):,} characters, the most is {limit:,}; split it")
        return clean_given(page, page.content, knowledge)
    text = decode(page.content, limit, page.encoding)
    if page.media == "clean":
        return clean_given(page, text, knowledge)
    media = page.media or form_of(text)
    return clean_html(page, text, knowledge) if media == "html" else clean_plain(page, text, knowledge)
