"""What an HTML page says about itself: JSON-LD, meta tags, marked-up times, its headline."""

from __future__ import annotations

import html as entities
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from latticework.clean.linked_data import TAGS, best_article, clean_text, linked_data, name_of, types_of
from latticework.clean.outlets import domain_of
from latticework.clean.page_dates import dates_stated, modified_of
from latticework.clean.parts import Facts
from latticework.clean.titles import title_of

AUTHOR_META = (
    "author", "article:author", "parsely-author", "sailthru.author", "cxenseparse:author", "dc.creator", "dcterms.creator", "byl",
    "citation_author",
)  # fmt: skip
NOT_COMMENTS = "[not(ancestor::*[contains(@class, 'comment') or contains(@class, 'related') or contains(@class, 'teaser')])]"
AUTHOR_PLACES = (
    f"//*[@itemprop='author']//*[@itemprop='name']{NOT_COMMENTS} | //*[@itemprop='author'][not(.//*[@itemprop])]{NOT_COMMENTS}",
    f"//a[@rel='author']{NOT_COMMENTS}",
    "(//article | //main | //header | //body)//*[self::a or self::span or self::p or self::div or self::li or self::address]"
    f"[contains(@class, 'author') or contains(@class, 'Author') or contains(@class, 'byline') or contains(@class, 'Byline')]{NOT_COMMENTS}",
    "//a[contains(@href, '/author/') or contains(@href, '/authors/') or contains(@href, '/autor/') or contains(@href, '/journalist')"
    f" or contains(@href, '/staff/')]{NOT_COMMENTS}",
)
"""Where pages show who wrote them, the surest mark first."""
LONGEST_BYLINE = 120
"""Characters."""


def facts_of(tree: HtmlElement, url: str | None) -> Facts:
    """All that the page states about itself."""
    metas = metas_of(tree)
    address = canonical(tree, metas, url)
    heads = [*(h.text_content() for h in tree.iter("h1")), metas.get("og:title", "")]
    data = best_article(list(linked_data(tree)), [a for a in (address, url) if a], heads)
    titles = (metas.get("og:title"), metas.get("twitter:title"))
    language = tree.get("lang") or clean_text(data.get("inLanguage")) or metas.get("og:locale") or metas.get("content-language")
    outlet = clean_text(metas.get("og:site_name")) or name_of(data.get("publisher")) or clean_text(metas.get("application-name"))
    return Facts(
        title=title_of(tree, clean_text(data.get("headline")), titles, outlet),
        standfirst=clean_text(data.get("description")) or clean_text(metas.get("og:description")) or clean_text(metas.get("description")),
        authors=tuple(authors_stated(tree, data, metas)),
        section=section_of(data, metas),
        outlet=outlet,
        url=address,
        language=language,
        dates=tuple(dates_stated(tree, data, metas, language, domain_of(address or url))),
        modified=modified_of(data, metas),
        free=free_of(data),
        body=body_stated(data),
    )


def metas_of(tree: HtmlElement) -> dict[str, str]:
    """Meta tags by lower-case name, property or itemprop; the first of a name counts."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = meta.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content.strip())
    return found


def authors_stated(tree: HtmlElement, data: dict[str, object], metas: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """Names as the page states them, place by place, the surest first. Whether they are people is judged elsewhere."""
    value = data.get("author") or data.get("creator")
    listed = value if isinstance(value, list) else [value]
    yield tuple(n for v in listed if not (isinstance(v, dict) and "Organization" in types_of(v)) if (n := name_of(v)))
    for meta in AUTHOR_META:
        if (text := clean_text(metas.get(meta))) and "//" not in text:
            yield (text,)
    if "written by" in (metas.get("twitter:label1") or "").lower() and (text := clean_text(metas.get("twitter:data1"))):
        yield (text,)
    for path in AUTHOR_PLACES:
        marked = tree.xpath(path)[:6]
        names = [n for e in marked if (n := clean_text(e.get("content") or " ".join(e.itertext()))) and len(n) < LONGEST_BYLINE]
        if names:
            yield tuple(dict.fromkeys(names))


def section_of(data: dict[str, object], metas: dict[str, str]) -> str | None:
    value = data.get("articleSection")
    if isinstance(value, list):
        value = next((v for v in value if isinstance(v, str) and v.strip()), None)
    return clean_text(value) or clean_text(metas.get("article:section"))


def canonical(tree: HtmlElement, metas: dict[str, str], url: str | None) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and (href := (link.get("href") or "").strip()):
            return absolute(href, url) or url
    return absolute(metas.get("og:url", ""), url) or url


def absolute(href: str, url: str | None) -> str | None:
    try:
        whole = urljoin(url or "", href)
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme in ("http", "https") and parts.hostname and parts.path.strip("/") else None


def body_stated(data: dict[str, object]) -> str | None:
    """The text that JSON-LD states, a line a paragraph; for pages that only scripts fill."""
    value = data.get("articleBody")
    return TAGS.sub("", entities.unescape(value)) if isinstance(value, str) and value.strip() else None


def free_of(data: dict[str, object]) -> bool | None:
    value = data.get("isAccessibleForFree")
    return None if value is None else str(value).strip().lower() in ("true", "1")
