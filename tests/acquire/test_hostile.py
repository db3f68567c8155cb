"""A little of the fuzz run (benchmarks/hostile), always the same: whatever comes in, a page, a reading or a reject comes out."""

from __future__ import annotations

import pytest
from benchmarks.hostile.cases import case, read

PORTION = {"html": 60, "plain": 60, "warc": 200, "mail": 100, "rows": 100, "files": 80, "feeds": 150}


@pytest.mark.parametrize("target", PORTION)
def test_whatever_comes_in_is_read_or_rejected(target: str) -> None:
    outcomes = {read(target, case(target, 7, number), number) for number in range(PORTION[target])}
    assert outcomes & {"read", "page", "entries"} and len(outcomes) > 1  # neither all of them sound nor none
