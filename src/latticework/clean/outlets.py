"""Whose page it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from latticework.types import Furniture, Outlet

if TYPE_CHECKING:
    from latticework.knowledge import Knowledge

NAMING = re.compile(
    r"(?:why (?:you can|to|should you) trust|more from|follow|sign up (?:for|to)|(?:©|\(c\)"
    r"|copyright)(?: ?\d{4})?,?) (?:the )?(?P<name>[A-ZÀ-Þ][\w&.’' -]{1,40}?)"
    r"(?:[.,].*|\d{4}.*| newsletters?.*| on .*|$)",
    re.I,
)
GENERIC = re.compile(r"^(?:www|m|edition|amp|mobile|news|en|eng|english|uk|us|web|beta|old)\.", re.I)


def outlet_of(
    given: str | None, stated: str | None, url: str | None, furniture: Iterable[Furniture], agency: str | None, knowledge: Knowledge | None
) -> Outlet | None:
    """The outlet: as given, by the page's address, as the page names itself, by what its furniture names, by its dateline's agency.

    A name or domain that the knowledge has is told by its full name; another is kept as it stands. Furniture only
    counts where the knowledge has the name: "More from Tokyo" names no outlet.
    """
    domain = domain_of(url)
    known = next((o for name in (given, domain, stated) if name and (o := look_up(name, knowledge))), None)
    if known:
        return Outlet(name=given if given and not look_up(given, knowledge) else known.name, domain=known.domain or domain)
    if given or stated or domain:
        return Outlet(name=given or stated, domain=domain)
    for item in furniture:
        if item.reason == "masthead" and (item.text.startswith("The ") or look_up(item.text, knowledge)):
            return look_up(item.text, knowledge) or Outlet(name=item.text, domain=None)
        if item.reason in ("trust line", "newsletter prompt", "copyright line", "navigation", "related links"):
            found = NAMING.search(item.text)
            if found and (o := look_up(found["name"].strip(), knowledge)):
                return o
            if found and item.reason == "trust line":
                return Outlet(name=found["name"].strip(), domain=None)
    if agency:
        return look_up(agency, knowledge) or Outlet(name=agency, domain=None)
    return None


def look_up(name: str, knowledge: Knowledge | None) -> Outlet | None:
    return knowledge.outlet(name) if knowledge is not None else None


def domain_of(url: str | None) -> str | None:
    """The host without a leading "www." or the like, where at least two labels remain."""
    if not url:
        return None
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return None
    shorter = GENERIC.sub("", host)
    return (shorter if "." in shorter else host) or None
