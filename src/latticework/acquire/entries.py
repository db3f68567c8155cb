"""What feeds and sitemaps hold: entries, each the promise of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from html import escape, unescape
from typing import Final, Literal, TypeAlias
from urllib.parse import urljoin

from lxml import etree

from latticework.acquire.dumps import moment_of
from latticework.acquire.reach import LONGEST_URL
from latticework.acquire.rejected import Rejected
from latticework.acquire.sniff import is_url
from latticework.errors import PageRejected
from latticework.types import Moment

ListKind: TypeAlias = Literal["feed", "sitemap"]

MOST_ENTRIES: Final = 50_000
"""As many as one sitemap may hold by its own rules; a feed has a few dozen."""
TWICE: Final = "entry given twice"
"""The one reason for which nothing is lost."""
LONGEST_TITLE: Final = 1000
TAG = re.compile(r"<[!/]?[a-zA-Z][^<>]*>|<!--[^<>]*-->")
SPACE = re.compile(r"\s+")
BARE: Final = re.compile(r"&(?!#?\w{1,40};)")
NAMED: Final = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)#?\w{1,40};")
NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

OF_TEXT: Final = re.compile(
    r"(?i)(?:x-)?(?:utf|us-ascii|ascii|iso-?8859|latin|cp|windows|koi8|mac|gb|big5|euc|iso-2022-jp|shift|sjis|tis)[\w.:-]*"
)
"""Names of encodings that lists come in. Python knows others, some of which take the square of the length (punycode)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `id` is what tells it from all others of its list; `content` is the text it carries itself, as HTML.

    `whole` says that `content` is meant to be all of the article, not a summary of it.
    """

    id: str
    url: str | None
    title: str | None = None
    published: Moment | None = None
    updated: Moment | None = None
    content: str | None = None
    whole: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A feed or a sitemap: its entries, the sitemaps it leads to, and what was dropped from it, with reasons."""

    url: str
    kind: ListKind
    form: str
    title: str | None = None
    language: str | None = None
    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[Entry, ...] = ()
    rejects: tuple[Rejected, ...] = ()


@dataclass(slots=True)
class Sieve:
    """Takes entries as they are found, and keeps those that can be of use, each once."""

    url: str
    kept: list[Entry] = field(default_factory=list)
    rejects: list[Rejected] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    urls: set[str] = field(default_factory=set)
    number: int = 0

    @property
    def full(self) -> bool:
        return self.number > MOST_ENTRIES

    def drop(self, reason: str, detail: str) -> None:
        self.rejects.append(Rejected(ref=f"{self.url}#{self.number}", reason=reason, detail=detail))

    def add(self, *, id: str | None, link: str | None, base: str, **rest: object) -> None:
        """One entry; `link` may be relative to `base`."""
        self.number += 1
        if self.full:
            if self.number == MOST_ENTRIES + 1:
                self.drop("too many entries", f"only the first {MOST_ENTRIES} are taken; ask the outlet for its sitemap index")
            return
        url = None
        if link:
            url = absolute(link, base)
            if url is None and not rest.get("content"):
                self.drop("no web address", f"its link is {link[:200]!r}; only http:// and https:// lead to pages")
                return
        elif not rest.get("content"):
            self.drop("entry without link", "it has neither a link nor a text of its own")
            return
        if url is not None and url in self.urls:
            self.drop(TWICE, f"{url} stands in this list before")
            return
        key = id or url or f"{rest.get('title')} {rest.get('content')}"[:LONGEST_URL]
        if key in self.ids:  # some lists give all of their entries the same id
            if url is None:
                self.drop(TWICE, f"the id {key[:200]!r} stands in this list before")
                return
            key = url
        self.ids.add(key)
        if url is not None:
            self.urls.add(url)
        self.kept.append(Entry(id=key[:LONGEST_URL], url=url, **rest))  # type: ignore[arg-type]


def absolute(link: str, base: str) -> str | None:
    """A link as a URL of the web without its fragment; None for what leads elsewhere: scripts, files, mail."""
    try:
        url = urljoin(base, SPACE.sub("", link)).partition("#")[0]
    except ValueError:
        return None
    return url if is_url(url) and len(url) <= LONGEST_URL else None


def words_of(markup: str | None) -> str | None:
    """The words of a title or summary, which may be HTML; None where there are none."""
    if not markup:
        return None
    text = markup[: 10 * LONGEST_TITLE]
    if "<" in text:
        text = TAG.sub(" ", text)
    if "&" in text:
        text = TAG.sub(" ", unescape(text))
    text = SPACE.sub(" ", text).strip()
    return text[:LONGEST_TITLE] or None


def moment_in(text: str | None) -> Moment | None:
    """A date of a list; None for what is no date. The first second of 1970 is how programs write "no date"."""
    if not text or len(text) > 100:
        return None
    text = re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", text.strip()) if text.strip()[:4].isdecimal() else text.strip()
    try:
        moment = moment_of(text)
    except (PageRejected, OverflowError):
        return None
    return moment if moment.year > 1970 else None


def later(one: Moment | None, other: Moment | None) -> bool:
    """Whether the first moment is after the second; days are compared where one of the two is only a day."""
    if one is None or other is None:
        return False
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one > other
    return day(one) > day(other)


def day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


# --- XML that nobody vouches for -----------------------------------------------------------------------------------


def xml_text(data: bytes, charset: str | None = None) -> str:
    """The text of an XML file: by its mark, as UTF-8, by what the server or the file itself declares, last as Windows-1252."""
    for mark, wide in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(wide, "replace")
    if data[:4] in (b"<\0?\0", b"\0<\0?"):
        return data.decode("utf-16-le" if data[0] else "utf-16-be", "replace")
    declared = re.match(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", data)
    labels = ("utf-8", charset, declared[1].decode("ascii") if declared else None)
    for name in labels:
        try:
            if name and OF_TEXT.fullmatch(name):
                return data.decode(name)
        except (LookupError, UnicodeError):
            continue
    return data.decode("utf-8", "replace") if declared and declared[1].lower() in (b"utf-8", b"utf8") else data.decode("cp1252", "replace")


def tree_of(text: str) -> etree._Element | None:
    """The root of an XML text, however broken; None where there is none. Nothing is looked up and no entity is expanded."""
    text = NOT_XML.sub("", text).lstrip()
    text = _without_doctype(text)
    text = "".join(part if raw else NAMED.sub(_spelled, BARE.sub("&amp;", part)) for part, raw in _by_cdata(text))
    # Standing limits of libxml2 stay: 256 levels, ten million characters in one text.
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True,
        encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root


def _by_cdata(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and whether each is a CDATA section. By `find`, as a pattern would search to the end for each that is open."""
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        yield text[at:start], False
        yield text[start : end + 3], True
        at = end + 3
    yield text[at:], False


def _without_doctype(text: str) -> str:
    """Without the declaration that could define entities. Its end is found by brackets; unclosed, it takes all with it."""
    start = text[:4096].upper().find("<!DOCTYPE")
    if start < 0 or re.search(r"<[a-zA-Z]", text[:start]):
        return text
    end = text.find(">", start)
    bracket = text.find("[", start, end)
    if bracket >= 0:
        end = text.find(">", max(text.find("]", bracket), bracket))
    return text[:start] + (text[end + 1 :] if end >= 0 else "")


def _spelled(found: re.Match[str]) -> str:
    return spelled(found[0])


@lru_cache(maxsize=1024)
def spelled(name: str) -> str:
    """An entity or a number as its character, as browsers read it, and without what is none (libxml2 would keep half a surrogate
    pair, and give what is no UTF-8); a name that nobody knows, as it is written."""
    character = unescape(name)
    return "&amp;" + name[1:] if character == name else escape(NOT_XML.sub("", character).replace("\ufffd", ""), quote=False)


def local(element: etree._Element) -> str:
    """An element's name without its namespace or prefix, in lower case."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def below(root: etree._Element, names: Iterable[str]) -> Iterator[etree._Element]:
    """All elements of these names, in the order in which they stand."""
    found: Iterator[etree._Element] = root.iter(*(f"{{*}}{name}" for name in names))
    return found
