"""Reading pages from Python: the three lines most people need."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from latticework.acquire import Rejected, page_from, pages_from
from latticework.acquire.reach import Web
from latticework.acquire.sniff import is_url
from latticework.config import Config, load_config
from latticework.errors import PageRejected
from latticework.pipeline import Pipeline, default_pipeline
from latticework.types import Page, Reading


@lru_cache(maxsize=2)
def pipeline_for(config: Config) -> Pipeline:
    """The default pipeline of these settings, built once a process."""
    return default_pipeline(config)


def read(page: str | Path | Page, *, date: date | None = None, config: Config | None = None) -> Reading:
    """Read one page of news.

    Args:
        page: a path, a URL, or a `Page` made by hand (for text that is not in a file).
        date: the day of publication, where the page does not tell it.
        config: settings (default: environment, latticework.toml, user config).

    Returns:
        The reading. In a notebook it shows the article with its evidence highlighted.

    Raises:
        InputError: there is no such file, or it holds many pages (for those: `pages_from` of `latticework.acquire`).
        PageRejected: the page may not be fetched, or nothing on it can be read; the message says why.
    """
    settings = config or load_config()
    if isinstance(page, str) and is_url(page):
        page = fetched(page, settings, date)
    elif not isinstance(page, Page):
        page = page_from(Path(page), published=date, page_bytes=settings.page_bytes)
    return pipeline_for(settings).read(page)


def fetched(url: str, settings: Config, published: date | None) -> Page:
    """The page at a URL.

    Raises:
        PageRejected: it could not or may not be fetched.
    """
    (page,) = pages_from([url], published=published, page_bytes=settings.page_bytes, web=Web(contact=settings.contact))
    if isinstance(page, Rejected):
        raise PageRejected(page.reason, page.detail)
    return page
