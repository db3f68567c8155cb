"""Cutting text into marked pieces, for any spans at all: no word is lost, doubled or moved, and each mark covers just its span."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from latticework.types import Block
from latticework.views.article import Highlight, pieces_of

TEXT = "Norge & Chile <undertegnet> en «avtale» 🇳🇴\u2028 i dag."


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, int]:
    start = draw(st.integers(0, len(TEXT) - 1))
    return start, draw(st.integers(start + 1, len(TEXT)))


@given(block=spans(), marks=st.lists(spans(), max_size=6))
def test_pieces_are_the_text_and_marks_cover_their_spans(block: tuple[int, int], marks: list[tuple[int, int]]) -> None:
    highlights = [
        Highlight(start=s, end=e, css=f"m{n}", title="mark", number=n, first=True, last=True) for n, (s, e) in enumerate(marks, 1)
    ]
    pieces = list(pieces_of(TEXT, Block(role="paragraph", start=block[0], end=block[1]), highlights, "x-"))
    assert "".join(p.text for p in pieces) == TEXT[block[0] : block[1]]
    for n, (start, end) in enumerate(marks, 1):
        covered = "".join(p.text for p in pieces if f"m{n}" in p.classes)
        assert covered == TEXT[max(start, block[0]) : max(min(end, block[1]), max(start, block[0]))]
        assert sum(f"x-w{n}" in p.anchors for p in pieces) == (block[0] <= start < block[1])
        assert sum(n in p.refs for p in pieces) == (block[0] < end <= block[1])
