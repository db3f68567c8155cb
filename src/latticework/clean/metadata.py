"""What an HTML page says about itself: JSON-LD, meta tags, marked-up times, its headline."""

from __future__ import annotations

import html as entities
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from latticework.clean.authors import authors_stated
from latticework.clean.linked_data import TAGS, best_article, clean_text, linked_data, name_of
from latticework.clean.outlets import domain_of
from latticework.clean.page_dates import dates_stated, modified_of
from latticework.clean.parts import Facts
from latticework.clean.titles import title_of

KEYWORD_META = ("news_keywords", "keywords", "parsely-tags", "sailthru.tags")
LONGEST_KEYWORD = 80
"""Characters; a longer one is a sentence."""
MOST_KEYWORDS = 50


def facts_of(tree: HtmlElement, url: str | None) -> Facts:
    """All that the page states about itself."""
    metas = metas_of(tree)
    address = canonical(tree, metas, url)
    heads = [*(h.text_content() for h in tree.iter("h1")), metas.get("og:title", "")]
    objects = list(linked_data(tree))
    data = best_article(objects, [a for a in (address, url) if a], heads)
    descriptions = (
        data.get("description"),
        *(metas.get(name) for name in ("og:description", "description", "twitter:description")),
        data.get("abstract"),
    )
    titles = (metas.get("og:title"), metas.get("twitter:title"))
    language = tree.get("lang") or clean_text(data.get("inLanguage")) or metas.get("og:locale") or metas.get("content-language")
    outlet = clean_text(metas.get("og:site_name")) or name_of(data.get("publisher")) or clean_text(metas.get("application-name"))
    return Facts(
        title=title_of(tree, clean_text(data.get("headline")), titles, outlet),
        descriptions=tuple(dict.fromkeys(t for text in descriptions if (t := clean_text(text)))),
        authors=tuple(authors_stated(tree, data, objects, metas, outlet)),
        section=section_of(data, metas),
        keywords=keywords_of(tree, data, metas),
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


def section_of(data: dict[str, object], metas: dict[str, str]) -> str | None:
    value = data.get("articleSection")
    if isinstance(value, list):
        value = next((v for v in value if isinstance(v, str) and v.strip()), None)
    return clean_text(value) or clean_text(metas.get("article:section"))


def keywords_of(tree: HtmlElement, data: dict[str, object], metas: dict[str, str]) -> tuple[str, ...]:
    """What the page says it is about, by the first place that says anything; each once, in its order."""
    value = data.get("keywords")
    listed = [v for v in value if isinstance(v, str)] if isinstance(value, list) else [value] if isinstance(value, str) else []
    tags = [meta.get("content") or "" for meta in tree.iter("meta") if meta.get("property") == "article:tag"]
    for texts in (listed, tags, *([metas[name]] for name in KEYWORD_META if name in metas)):
        words = (clean_text(word) for text in texts for word in (text.replace(";", ",").split(",") if len(texts) == 1 else [text]))
        if found := tuple(dict.fromkeys(w for w in words if w and len(w) <= LONGEST_KEYWORD)):
            return found[:MOST_KEYWORDS]
    return ()


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
