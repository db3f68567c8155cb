"""Pages that were named by their address on the web."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from latticework.acquire.http import Fetched, Fetcher, user_agent
from latticework.acquire.politeness import Politeness
from latticework.acquire.reach import WEB, Web
from latticework.acquire.rejected import PAGE_BYTES, Rejected
from latticework.errors import PageRejected
from latticework.types import Media, Moment, Page


def pages_at(
    urls: Sequence[str], web: Web | None = None, *, published: Moment | None = None, page_bytes: int = PAGE_BYTES
) -> Iterator[Page | Rejected]:
    """The pages at URLs, fetched one by one. As a person named them, robots.txt is not asked."""
    web = web or WEB
    politeness = Politeness(delay=web.delay)
    with Fetcher(web.reach, agent=user_agent(web.contact), most=page_bytes) as fetcher:
        for url in urls:
            try:
                yield page_of(url, fetcher.fetch(url, turn=politeness.turn), published)
            except PageRejected as error:
                yield Rejected(ref=url, reason=error.reason, detail=error.detail)


def page_of(ref: str, fetched: Fetched, published: Moment | None = None) -> Page:
    """What was fetched, as a page; its URL is the one that redirects led to."""
    media: Media | None = "text" if fetched.media == "text/plain" else "html" if fetched.media else None
    now = datetime.now(UTC).replace(microsecond=0)
    return Page(ref=ref, content=fetched.body, media=media, url=fetched.url, published=published, encoding=fetched.charset, fetched=now)
