"""The tense that the parse gives to a time expression, and the weekday that follows from it."""

from __future__ import annotations

from datetime import date

import pytest

from latticework.detect.syntax import parse
from latticework.detect.times import find_times
from latticework.types import Article, Block, Published, Reading

DAY = date(2025, 1, 22)  # a Wednesday
LAST, NEXT = date(2025, 1, 17), date(2025, 1, 24)


def reading_of(text: str) -> Reading:
    article = Article(
        id="a", ref="a", url=None, outlet=None, title=None, standfirst=None, authors=(), section=None, language="en",
        published=Published(earliest=DAY, latest=DAY, precision="day", basis="given"), modified=None, text=text,
        blocks=(Block(start=0, end=len(text), role="paragraph"),), furniture=(), truncated=None, copy_of=None,
    )  # fmt: skip
    return find_times(None)(parse()(Reading(article=article)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The envoy met the king on Friday.", LAST),
        ("The envoy was received by the king on Friday.", LAST),
        ("The envoy will meet the king on Friday.", NEXT),
        ("The two sides are to meet again on Friday.", NEXT),
        ("A vote has been postponed until Friday.", NEXT),
        ("Officials spoke ahead of Friday's vote.", NEXT),
        ("The minister is expected in Rome on Friday.", NEXT),
        ("The minister said on Friday that talks will go on.", LAST),
        ("He plans to fly to Rome on Friday.", NEXT),
        ("The order, announced on Friday, will take effect at once.", LAST),
        ("The minister holds talks in Rome on Friday.", LAST),
    ],
)
def test_the_governing_verb_decides(text: str, day: date) -> None:
    reading = reading_of(text)
    assert [(t.text, t.earliest) for t in reading.times] == [("Friday", day)]
