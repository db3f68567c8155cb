"""What tests share: articles made by hand, and the folder with gold data where there is one."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from latticework.types import UNDATED, Article, Block, Published, Reading

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with acceptance pages and gold; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the shared folder with gold data beside the project")
    return SHARED


def article_of(text: str, published: Published = UNDATED, language: str | None = "en") -> Article:
    """An article whose blocks are the lines of a text."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start=start, end=start + len(line), role="paragraph"))
        start += len(line) + 1
    return Article(
        id="0" * 16, ref="test", url=None, outlet=None, title=None, standfirst=None, authors=(), section=None, language=language,
        published=published, modified=None, text=text, blocks=tuple(blocks), furniture=(), truncated=None, copy_of=None,
    )  # fmt: skip


@pytest.fixture
def reading() -> Reading:
    return Reading(article=article_of("Japan and Australia held talks in Tokyo on Tuesday.\nThey agreed to meet again."))


@pytest.fixture(autouse=True, scope="session")
def interrupts() -> None:
    """Programs that tests start can be interrupted even where the tests run in the background of a shell, which lets interrupts pass."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
