"""The JSON-LD of a page, and the object in it that tells of this page's own article."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from latticework.clean.markup import key

ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|LiveBlog)", re.I)
OTHER_TYPES = re.compile(r"(?:WebPage|CreativeWork|Recipe|VideoObject|PodcastEpisode|Event|Review|MediaObject)", re.I)
DEEPEST_JSON = 12
MOST_OBJECTS = 5_000
SPACE = re.compile(r"\s+")
TAGS = re.compile(r"<[^<>]{1,200}>")
OPENED = re.compile(r"<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\*/)?")
CLOSED = re.compile(r"(?:-->|(?://|/\*)?\s*\]\]>(?:\*/)?)$")
CLOSING = 40
"""Characters in which a script's wrapping closes; the pattern, tried everywhere, would take the square of a run of blanks."""
TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
FIELDS = ("headline", "datePublished", "author", "articleBody", "description", "publisher", "mainEntityOfPage")


def clean_text(value: object) -> str | None:
    """One line of text without entities, tags or runs of space; None where there is none."""
    if not isinstance(value, str):
        return None
    text = TAGS.sub("", entities.unescape(entities.unescape(value)))
    return SPACE.sub(" ", text.replace("\u00ad", "")).strip() or None


def linked_data(tree: HtmlElement) -> Iterator[dict[str, object]]:
    """Every object in the page's JSON-LD, outer ones first. Broken JSON is left out."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        queue: list[tuple[object, int]] = [(value, 0) for value in load_json(script.text_content())]
        at = 0
        while at < min(len(queue), MOST_OBJECTS):
            value, depth = queue[at]
            at += 1
            if isinstance(value, dict):
                yield value
                value = list(value.values())
            if isinstance(value, list) and depth < DEEPEST_JSON:
                queue.extend((v, depth + 1) for v in value[:500] if isinstance(v, dict | list))


def load_json(text: str) -> list[object]:
    """The values of a script: one as a rule, several where they stand one behind another; none of what cannot be mended."""
    text = text.strip()
    text = text[opened.end() :] if (opened := OPENED.match(text)) else text
    text = (text[:-CLOSING] + CLOSED.sub("", text[-CLOSING:])).strip().rstrip("; \n\t")
    found: list[object] = []
    decoder = json.JSONDecoder(strict=False)
    at = 0
    while at < len(text) and len(found) < 20:
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            mended = TRAILING_COMMA.sub("", text)
            if found or mended == text:
                return found
            text = mended
            continue
        found.append(value)
        at = len(text) - len(text[at:].lstrip(" \t\r\n,;"))
    return found


def types_of(data: dict[str, object]) -> str:
    value = data.get("@type")
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def best_article(objects: Sequence[dict[str, object]], addresses: Sequence[str] = (), titles: Sequence[str] = ()) -> dict[str, object]:
    """The object that tells of the article itself: of an article's type, with the page's address or headline, and the fullest.

    Where several articles are told of and some name the page's address or headline, the others are those of teasers. What the
    chosen one leaves unsaid is taken from the others that name the same.
    """
    articles = [o for o in objects if ARTICLE_TYPES.search(types_of(o))]
    others = [o for o in objects if OTHER_TYPES.search(types_of(o)) and ("datePublished" in o or "author" in o or "uploadDate" in o)]
    places, heads = {path_of(a) for a in addresses} - {""}, {key(t) for t in titles} - {""}
    ranked = sorted(
        articles or others,
        key=lambda o: (key(headline_of(o) or "") in heads, bool(addresses_of(o) & places), sum(field in o for field in FIELDS)),
        reverse=True,
    )
    if not ranked:
        return {}
    best = dict(ranked[0])
    for other in [*ranked[1:], *(o for o in others if "WebPage" in types_of(o))]:
        same = key(headline_of(other) or "\0") == key(headline_of(best) or "") or addresses_of(other) & addresses_of(best)
        if same or ("WebPage" in types_of(other) and addresses_of(other) & places):
            for field, value in other.items():
                best.setdefault(field, value)
    return best


def headline_of(data: dict[str, object]) -> str | None:
    return clean_text(data.get("headline")) or clean_text(data.get("name"))


def addresses_of(data: dict[str, object]) -> set[str]:
    """The paths of the pages that an object says it is about."""
    found: set[str] = set()
    for field in ("url", "mainEntityOfPage", "@id"):
        value = data.get(field)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str):
            found.add(path_of(value))
    return found - {""}


def path_of(address: str) -> str:
    """What tells a page from others of its site; empty for the site itself."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    path = unquote(parts.path).strip("/").casefold()
    return path if not parts.fragment or path else ""


def name_of(value: object) -> str | None:
    if isinstance(value, list):
        return next((name for v in value if (name := name_of(v))), None)
    return clean_text(value.get("name")) if isinstance(value, dict) else clean_text(value)
