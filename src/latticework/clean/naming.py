"""What the classes and ids of elements say that they hold. Makers of pages name things alike the world over, mostly in English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

LONGEST_NAMES = 500
"""Characters of an element's classes and id that are looked at."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A pattern in small letters, and its `seeds`: one of them is in all that it matches, and is looked for first, being quick to find."""

    reason: str
    seeds: tuple[str, ...]
    pattern: re.Pattern[str]

    def is_in(self, names: str) -> bool:
        return any(map(names.__contains__, self.seeds)) and self.pattern.search(names) is not None


def sign(reason: str, seeds: str, pattern: str) -> Sign:
    return Sign(reason, tuple(seeds.split()), re.compile(pattern))


HINTS = (
    sign("cookie notice", "cookie consent gdpr dsgvo onetrust", r"cookie|consent|gdpr|dsgvo|onetrust"),
    sign("newsletter prompt", "letter subscri sign", r"news-?letter|subscri|sign-?up"),
    sign("share prompt", "shar socia", r"\bshar(?:e|ing)|social|sociable"),
    sign("comments", "comment disqus", r"\bcomments?\b|comment-?list|disqus"),
    sign(
        "related links",
        "related recommend read most trending teaser promo more next stories scroll",
        r"related|recommend|read-?(?:more|next|also)|most-?(?:read|popular|viewed)|trending|teaser|promo(?!te)|more-?(?:from|on|stories)"
        r"|up-?next|next-?(?:article|post|story)|-stories\b|infinite-?scroll",
    ),
    sign("side column", "bar", r"side-?bar"),
    sign("gallery", "carousel slide gallery", r"carousel|slide-?show|gallery"),
    sign("ad label", "ad sponsor outbrain taboola", r"\bads?\b|advert|sponsor|outbrain|taboola"),
    sign("biography", "author bio", r"author-?(?:bio|box|info|card|desc)|bio(?:graphy)?\b|about-?(?:the-)?author"),
    sign("byline", "line author meta", r"by-?line|\bauthors?\b|(?:post|entry|article)-?meta"),
    sign("paywall line", "paywall piano regwall", r"paywall|piano|regwall"),
    sign("navigation", "nav menu crumb masthead pagination toolbar", r"\bnav|menu|bread-?crumb|masthead|pagination|toolbar"),
    sign("tags", "tag topic keyword", r"\btags?\b|topics?\b|keywords?|tag-?list"),
    sign("fact box", "fact info fakta", r"fact-?box|info-?box|fakta|infokasten|\bfacts?\b"),
    sign("notice", "modal pop overlay banner disclaimer toast tooltip", r"\bmodal|pop-?up|overlay|\bbanner|disclaimer|\btoast\b|tooltip"),
    sign("page foot", "footer", r"\b(?:site|page|global|main)?[-_]?footer\b"),
)
"""The first that is said counts."""
CAPTION = sign(
    "caption",
    "caption bildunterschrift legende description",
    r"(?<!has)(?<!has[-_])(?<!with[-_])(?<!no[-_])caption|bildunterschrift|legende|image-?description|media-?description",
)
BOLD = sign("bold", "bold font-medium fw-", r"(?<![a-z])(?:semi-?)?bold(?![a-z])|font-medium\b|\bfw-[67]00")
PICTURE = sign(
    "picture",
    "image img picture photo figure video player foto bild",
    r"image|img|picture|photo|figure|video|player|foto|(?<![a-z])bild",
)
DEK = sign(
    "standfirst",
    "stand dek deck sub intro lead lede summary excerpt abstract chapeau vorspann sapo entradilla ingress einleitung spot teaser",
    r"standfirst|\bdek\b|\bdeck\b|sub-?title|sub-?head(?:ing|line)?\b|(?:article|story|post|entry|content|news)[-_]+(?:intro|lead|summary|excerpt|abstract)"
    r"|(?<![a-z])(?:lead|lede|intro|einleitung|chapeau|vorspann|sapo|spot|excerpt|entradilla|ingress)(?![a-z])|summary-(?:list|bullets)"
    r"|(?:article|post)_*-?_*teaser",
)
CREDIT = sign("credit", "credit copyright photographer source attribution", r"credit|copyright|photographer|image-?source|attribution")
BODY = sign(
    "body",
    "body content text copy wysiwyg",
    r"(?:article|story|post|entry|news|art|content|single|page)[-_]*(?:body|content|text|copy)(?![a-z])|body[-_]*(?:text|copy|content)(?![a-z])"
    r"|(?<![a-z])(?:rich[-_]*text|wysiwyg|content[-_]main|main[-_]content)(?![a-z])",
)
UNSEEN = sign(
    "unseen", "hidden sr-only sr_only screen a11y assist", r"visually-?hidden|\bsr[-_]only|screen-?reader|\ba11y\b|assistive-?text"
)
POPUP = sign("popup", "over tip card", r"roll-?over|pop-?over|tool-?tip|hover-?card")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the classes and the id of an element say of it."""

    hint: str | None = None
    caption: bool = False
    credit: bool = False
    dek: bool = False
    unseen: bool = False
    body: bool = False
    picture: bool = False
    popup: bool = False
    bold: bool = False


NAMELESS = Named()


@lru_cache(maxsize=20_000)
def named(names: str) -> Named:
    """Kept, since a page gives the same few names to thousands of its elements."""
    low = names.lower()
    found = Named(
        hint=next((hint.reason for hint in HINTS if hint.is_in(low)), None),
        caption=CAPTION.is_in(low),
        credit=CREDIT.is_in(low),
        dek=DEK.is_in(low),
        unseen=UNSEEN.is_in(low),
        body=BODY.is_in(low),
        picture=PICTURE.is_in(low),
        popup=POPUP.is_in(low),
        bold=BOLD.is_in(low),
    )
    return NAMELESS if found == NAMELESS else found


def outside_of(elements: Sequence[str], names: Sequence[str]) -> str:
    """The condition of an XPath that nothing around an element is one of `elements`, or has a class with one of `names` in it.

    The classes of the whole page and of its main part say nothing of what is in them.
    """
    kinds = " or ".join(f"self::{element}" for element in elements)
    classes = " or ".join(f"contains(@class, '{name}')" for name in names)
    return f"[not(ancestor::*[{kinds} or not(self::body or self::html or self::main or self::article) and ({classes})])]"
