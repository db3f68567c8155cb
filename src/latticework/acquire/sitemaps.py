"""Sitemaps: lists of an outlet's pages, and lists of such lists (https://www.sitemaps.org/protocol.html), with Google's news fields
(https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap)."""

from __future__ import annotations

import io
from typing import Final

from lxml import etree

from latticework.acquire.entries import Listing, Sieve, below, local, moment_in, tree_of, words_of, xml_text
from latticework.acquire.rejected import Limits
from latticework.acquire.streams import pieces_of, whole
from latticework.errors import PageRejected

SITEMAP_BYTES: Final = 52_428_800
"""The most that one may have by its own rules, unpacked."""
ROOTS: Final = ("urlset", "sitemapindex")


def sitemap_of(data: bytes, url: str, charset: str | None = None) -> Listing:
    """The entries of a sitemap, or the sitemaps of a sitemap index; packed with gzip or not, as XML or as lines of URLs.

    Raises:
        PageRejected: this is no sitemap, or too large.
    """
    text = xml_text(unpacked(data), charset)
    if text.lstrip()[:8].lower().startswith(("http://", "https://")):
        return _lines(text, url)
    root = tree_of(text)
    if root is None or local(root) not in ROOTS:
        raise PageRejected("not a sitemap", f"{url}: neither a list of URLs nor of sitemaps")
    index = local(root) == "sitemapindex"
    sieve = Sieve(url)
    for item in below(root, ("sitemap",) if index else ("url",)):
        _add(item, sieve)
        if sieve.full:
            break
    return Listing(
        url=url,
        kind="sitemap",
        form="sitemap index" if index else "sitemap",
        entries=() if index else tuple(sieve.kept),
        sitemaps=tuple(sieve.kept) if index else (),
        rejects=tuple(sieve.rejects),
    )


def unpacked(data: bytes) -> bytes:
    """The bytes without their gzip.

    Raises:
        PageRejected: more than a sitemap may have, or broken.
    """
    return whole(pieces_of(io.BytesIO(data), Limits(trusted=1 << 20)), SITEMAP_BYTES)


def _add(item: etree._Element, sieve: Sieve) -> None:
    told: dict[str, str] = {}
    for element in item.iter():
        text = (element.text or "").strip()
        parent = element.getparent()
        if text and (element is not item) and parent is not None and local(parent) != "image" and local(parent) != "video":
            told.setdefault(local(element), text)
    published = moment_in(told.get("publication_date"))
    link = told.get("loc")
    sieve.add(
        id=None,
        link=link,
        base=sieve.url,
        title=words_of(told.get("title")),
        published=published,
        updated=moment_in(told.get("lastmod")),
        language=told.get("language"),
    )


def _lines(text: str, url: str) -> Listing:
    sieve = Sieve(url)
    for line in text.splitlines():
        if line.strip():
            sieve.add(id=None, link=line.strip(), base=url)
        if sieve.full:
            break
    return Listing(url=url, kind="sitemap", form="list of URLs", entries=tuple(sieve.kept), rejects=tuple(sieve.rejects))
