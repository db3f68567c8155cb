"""Reading pages from Python: the three lines most people need."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from latticework.acquire import page_from
from latticework.config import Config, load_config
from latticework.pipeline import Pipeline, default_pipeline
from latticework.types import Page, Reading


@lru_cache(maxsize=2)
def pipeline_for(config: Config) -> Pipeline:
    """The default pipeline of these settings, built once a process."""
    return default_pipeline(config)


def read(page: str | Path | Page, *, date: date | None = None, config: Config | None = None) -> Reading:
    """Read one page of news.

    Args:
        page: a path, or a `Page` made by hand (for text that is not in a file).
        date: the day of publication, where the page does not tell it.
        config: settings (default: environment, latticework.toml, user config).

    Returns:
        The reading. In a notebook it shows the article with its evidence highlighted.

    Raises:
        InputError: there is no such file, or it holds many pages (for those: `pages_from` of `latticework.acquire`).
        PageRejected: nothing on the page can be read; the message says why.
    """
    settings = config or load_config()
    if not isinstance(page, Page):
        page = page_from(Path(page), published=date, page_bytes=settings.page_bytes)
    return pipeline_for(settings).read(page)
