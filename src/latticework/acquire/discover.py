"""Which feeds and sitemaps an outlet has, by what its pages and its robots.txt say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from latticework.acquire.entries import ListKind, absolute
from latticework.acquire.feeds import feeds_named
from latticework.acquire.gather import LISTS, listing_of
from latticework.acquire.http import Fetcher, user_agent
from latticework.acquire.politeness import Politeness
from latticework.acquire.reach import WEB, Web


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFound:
    """A feed or sitemap, and who names it."""

    url: str
    kind: ListKind
    title: str | None
    by: Literal["itself", "page", "robots.txt"]


def lists_at(url: str, web: Web = WEB) -> tuple[ListFound, ...]:
    """The feeds that the page at a URL names, the sitemaps that its host's robots.txt names; or what is at the URL, if that is one of them.

    Raises:
        PageRejected: it could not or may not be fetched.
    """
    politeness = Politeness(delay=web.delay)
    with Fetcher(web.reach, agent=user_agent(web.contact)) as fetcher:
        fetched = fetcher.fetch(url, LISTS, turn=politeness.turn)
        listing = listing_of(fetched)
        if listing is not None:
            return (ListFound(url=fetched.url, kind=listing.kind, title=listing.title, by="itself"),)
        found = [ListFound(url=feed, kind="feed", title=title, by="page") for feed, title in feeds_named(fetched.body, fetched.url)]
        for named in politeness.sitemaps(fetched.url, fetcher):
            sitemap = absolute(named, fetched.url)
            if sitemap:
                found.append(ListFound(url=sitemap, kind="sitemap", title=None, by="robots.txt"))
    return tuple({one.url: one for one in reversed(found)}.values())[::-1]
