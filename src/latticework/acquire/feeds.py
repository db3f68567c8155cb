"""Feeds: RSS 0.9 to 2.0, RDF, Atom and JSON Feed, as they are found, which is often not as they are specified.

https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec, RFC 4287, https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from itertools import islice
from typing import Final

from lxml import etree

from latticework.acquire.entries import Listing, Sieve, absolute, below, local, moment_in, tree_of, words_of, xml_text
from latticework.errors import PageRejected

FORMS: Final = {"rss": "RSS", "rdf": "RDF", "feed": "Atom", "channel": "RSS"}
CANONICAL: Final = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/2005/Atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
}
"""Prefixes by namespace. A prefix that was never declared stays as it is written."""
MOST_FIELDS: Final = 1000
"""Of one entry; none has a tenth as many."""
RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
ALTERNATE: Final = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def entries_of(data: bytes, url: str, charset: str | None = None) -> Listing:
    """The entries of a feed.

    Args:
        data: the feed.
        url: where it came from; relative links start there.
        charset: the encoding that the server named.

    Raises:
        PageRejected: this is no feed.
    """
    text = xml_text(data, charset)
    if text.lstrip()[:1] == "{":
        return _json_feed(text, url)
    root = tree_of(text)
    form = FORMS.get(local(root)) if root is not None else None
    if root is None or form is None:
        raise PageRejected("not a feed", f"{url}: neither RSS, Atom nor JSON Feed; look for its feeds with `latticework feeds {url}`")
    sieve = Sieve(url)
    for item in below(root, ("item", "entry")):
        _add(item, sieve, url)
        if sieve.full:
            break
    head = next(below(root, ("channel",)), root)
    told = _fields(head)
    return Listing(
        url=url,
        kind="feed",
        form=form,
        title=words_of(_first(told, "title")),
        language=_language(_first(told, "language", "dc:language") or head.get(f"{XML}lang") or root.get(f"{XML}lang")),
        entries=tuple(sieve.kept),
        rejects=tuple(sieve.rejects),
    )


def _add(item: etree._Element, sieve: Sieve, url: str) -> None:
    told = _fields(item)
    content = _first(told, "content:encoded", "content", "xhtml:body", "fullitem", "xhtml:div")
    summary = _first(told, "description", "summary", "dc:description", "itunes:summary", "media:description")
    permanent = next((e for e in islice(item, MOST_FIELDS) if local(e) == "guid"), None)
    guid = _first(told, "guid", "id")
    linked = guid if guid and permanent is not None and permanent.get("isPermaLink", "true").lower() != "false" and "://" in guid else None
    about = item.get(f"{RDF}about")  # by name: to go through a hundred thousand attributes takes lxml the square of that
    sieve.add(
        id=guid or about,
        link=_link(item) or linked or about,
        base=_base(item, url),
        title=words_of(_first(told, "title", "dc:title", "media:title")),
        published=moment_in(_first(told, "pubdate", "published", "issued", "dc:date", "created", "dcterms:issued", "dcterms:created")),
        updated=moment_in(_first(told, "updated", "modified", "dcterms:modified")),
        content=content or summary,
        whole=bool(content),
        language=_language(item.get(f"{XML}lang") or _first(told, "dc:language")),
    )


def _fields(item: etree._Element) -> Mapping[str, str]:
    """What the children of an element say, by their names with canonical prefixes; of several the first that says anything."""
    told: dict[str, str] = {}
    for child in islice(item, MOST_FIELDS):
        if not isinstance(child.tag, str):
            continue
        space, _, name = child.tag.rpartition("}")
        prefix = CANONICAL.get(space[1:], child.prefix or "") if space else ""
        key = f"{prefix}:{name}".lstrip(":").lower()
        if key not in told and (value := _value(child)):
            told[key] = value
    return told


def _value(element: etree._Element) -> str | None:
    """The text of an element; where it has elements inside, as Atom's XHTML and careless feeds have, its markup."""
    if len(element) == 0:
        text = (element.text or "").strip()
        # Atom's plain text is not markup, and "<" in it is a letter (RFC 4287, 3.1.1.1).
        plain = element.get("type") in ("text", "text/plain") or (
            not element.get("type") and str(element.tag).startswith("{http://www.w3.org/2005/Atom}")
        )
        return (escape(text, quote=False) if plain else text) or None
    inner = escape(element.text or "", quote=False) + "".join(etree.tostring(e, encoding="unicode") for e in element)
    return inner.strip() or None


def _first(told: Mapping[str, str], *names: str) -> str | None:
    return next((told[name] for name in names if name in told), None)


def _link(item: etree._Element) -> str | None:
    """The address of the page: of several links the one that is meant for people."""
    best: tuple[int, str] | None = None
    for child in islice(item, MOST_FIELDS):
        name = local(child)
        if name == "origlink" and (child.text or "").strip():  # what feed services keep of the address they replaced
            return (child.text or "").strip()
        if name != "link":
            continue
        href = (child.get("href") or child.text or "").strip()
        rank = {"alternate": 0, "": 0}.get(child.get("rel", "").strip().lower(), 9)
        if child.get("type", "text/html") not in ("text/html", "application/xhtml+xml"):
            rank += 1
        if href and rank < 9 and (best is None or rank < best[0]):
            best = (rank, href)
    return best[1] if best else None


def _base(item: etree._Element, url: str) -> str:
    bases = [e.get(f"{XML}base") for e in (item, *item.iterancestors())]
    for base in reversed([b for b in bases if b]):
        url = absolute(base, url) or url
    return url


def _language(tag: str | None) -> str | None:
    tag = (tag or "").strip()[:35]
    return tag if tag.replace("-", "").isalnum() else None


# --- JSON Feed -----------------------------------------------------------------------------------------------------


def _json_feed(text: str, url: str) -> Listing:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PageRejected("not a feed", f"{url}: broken JSON ({str(error)[:100] or 'nested too deeply'})") from error
    if "jsonfeed.org" not in (_string(feed, "version") or "") or not isinstance(feed.get("items"), list):
        raise PageRejected("not a feed", f"{url}: JSON, but no JSON Feed (its `version` has to name jsonfeed.org)")
    sieve = Sieve(url)
    for item in feed["items"]:
        if isinstance(item, dict):
            _add_json(item, sieve, url)
        else:
            sieve.number += 1
            sieve.drop("broken entry", "an entry of a JSON Feed is an object")
        if sieve.full:
            break
    return Listing(
        url=url,
        kind="feed",
        form="JSON Feed",
        title=words_of(_string(feed, "title")),
        language=_language(_string(feed, "language")),
        entries=tuple(sieve.kept),
        rejects=tuple(sieve.rejects),
    )


def _add_json(item: Mapping[str, object], sieve: Sieve, url: str) -> None:
    plain = _string(item, "content_text")
    content = _string(item, "content_html") or (_paragraphs(plain) if plain else None)
    summary = _string(item, "summary")
    identity = item.get("id")
    sieve.add(
        id=str(identity) if isinstance(identity, (int, float)) else _string(item, "id"),
        link=_string(item, "url") or _string(item, "external_url"),
        base=url,
        title=words_of(_string(item, "title")),
        published=moment_in(_string(item, "date_published")),
        updated=moment_in(_string(item, "date_modified")),
        content=content or (escape(summary, quote=False) if summary else None),
        whole=bool(content),
        language=_language(_string(item, "language")),
    )


def _string(item: Mapping[str, object], name: str) -> str | None:
    value = item.get(name)
    return value.encode("utf-8", "replace").decode().strip() or None if isinstance(value, str) else None


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(p, quote=False)}</p>\n" for p in text.splitlines() if p.strip())


# --- which feeds a page names --------------------------------------------------------------------------------------


def feeds_named(page: bytes, url: str) -> Iterator[tuple[str, str | None]]:
    """The feeds that a page names in its head (`<link rel="alternate">`), with their titles."""
    parser = etree.HTMLParser(recover=True, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(page[: 1 << 20], parser)
    except (etree.XMLSyntaxError, ValueError):
        return
    if root is None:
        return
    base = next((absolute(e.get("href"), url) for e in root.iter("base") if e.get("href")), None) or url
    for link in root.iter("link"):
        if "alternate" in link.get("rel", "").lower().split() and link.get("type", "").strip().lower() in ALTERNATE:
            found = absolute(link.get("href", ""), base)
            if found and link.get("href"):
                yield found, words_of(link.get("title"))
