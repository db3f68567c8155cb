from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latticework.ids import content_id
from latticework.types import UNDATED, Published, Span, Syntax, Token, as_day


def test_a_span_cannot_run_backwards() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start=3, end=2)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_spans_meet_when_they_share_an_offset(a: int, b: int, c: int, d: int) -> None:
    one, two = Span(start=min(a, b), end=max(a, b)), Span(start=min(c, d), end=max(c, d))
    shared = set(range(one.start, one.end)) & set(range(two.start, two.end))
    if one.start < one.end and two.start < two.end:
        assert one.meets(two) == two.meets(one) == bool(shared)


def test_a_date_is_unknown_exactly_when_it_has_no_ends() -> None:
    day = date(2025, 1, 21)
    with pytest.raises(ValueError, match="unknown"):
        Published(earliest=day, latest=day, precision="day", basis="unknown")
    with pytest.raises(ValueError, match="unknown"):
        Published(earliest=None, latest=None, precision="day", basis="given")
    assert UNDATED.day is None


def test_the_day_of_an_instant_is_the_day_in_its_own_zone() -> None:
    assert as_day(datetime(2025, 1, 21, 23, 30, tzinfo=UTC)) == date(2025, 1, 21)


def test_ids_depend_on_content_and_on_where_the_parts_end() -> None:
    assert content_id("a", "b") == content_id("a", "b") != content_id("ab")
    assert len(content_id("a")) == 16
    content_id("\ud800")  # a lone surrogate, as broken pages have them


def words(text: str) -> tuple[Token, ...]:
    out, start = [], 0
    for word in text.split():
        out.append(Token(start=start, end=start + len(word), text=word, lemma=word, pos="X", tag="X", dep="dep", head=0))
        start += len(word) + 1
    return tuple(out)


def test_syntax_finds_the_tokens_of_a_span_and_the_head_of_a_phrase() -> None:
    tokens = words("one two three four")
    syntax = Syntax(tokens=tokens, sentences=((0, 2), (2, 4)), children=((0, 1, 2, 3)[1:], (), (), ()))
    assert list(syntax.tokens_in(Span(start=4, end=9))) == [1, 2]
    assert list(syntax.tokens_in(Span(start=5, end=6))) == [1]
    assert list(syntax.tokens_in(Span(start=3, end=4))) == []
    assert syntax.root_of(Span(start=4, end=13)) == 1
    assert syntax.subtree(0) == [0, 1, 2, 3]
    assert [syntax.sentence_of(i) for i in range(4)] == [0, 0, 1, 1]


def test_importing_the_package_loads_no_models_and_no_heavy_library() -> None:
    heavy = "spacy trafilatura pydantic duckdb pyarrow numpy lxml rich"
    code = f"import sys, latticework; sys.exit(' '.join(m for m in {heavy.split()!r} if m in sys.modules) or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"import latticework imports {done.stderr}"
