"""HTML as a reader sees it: its blocks of text in order, each with what encloses it.

Nothing here calls itself, so that no page can exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from lxml import etree, html

from latticework.errors import PageRejected

NUMBERED = re.compile(r"&#(12[89]|1[345]\d)(?!\d);?")
"""References to control characters: authors mean Windows-1252, and browsers show that (WHATWG HTML, tokenization)."""
UNENDED = re.compile(r"&(mdash|ndash|[lr][sd]quo|hellip|bull)(?=[\s<])")
TWICE = re.compile(r"&amp;(?=(?:amp|quot|nbsp|mdash|ndash|[lr][sd]quo|hellip|#\d{2,5});)")
LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{100000}")
DEEPEST = 250
"""Elements inside one another. libxml2 itself stops reading at 256; pages of news stay below 60."""
MOST = 300_000
"""Elements on a page; the largest live blogs have 50,000."""
LONGEST_NAMES = 500
"""Characters of an element's classes and id that are looked at."""
SILENT = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object", "select", "textarea", "canvas", "audio", "video"}
)
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label",
    "mark", "picture", "q", "rp", "rt", "ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
})  # fmt: skip
KEPT = frozenset(
    {"article", "main", "nav", "aside", "footer", "header", "form", "button", "figure", "figcaption", "blockquote", "table", "li", "p"}
)
HEADING = re.compile(r"h[1-6]$")
SPACE = re.compile(r"\s+")
HINTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cookie notice", re.compile(r"cookie|consent|gdpr", re.I)),
    ("newsletter prompt", re.compile(r"newsletter|subscri|sign-?up", re.I)),
    ("share prompt", re.compile(r"\bshar(?:e|ing)|social", re.I)),
    ("comments", re.compile(r"\bcomments?\b|disqus", re.I)),
    (
        "related links",
        re.compile(
            r"related|recommend|read-?(?:more|next|also)|most-?(?:read|popular)|trending|teaser|promo|more-?(?:from|on|stories)", re.I
        ),
    ),
    ("ad label", re.compile(r"\bads?\b|advert|sponsor|outbrain|taboola", re.I)),
    ("biography", re.compile(r"author-?bio|bio(?:graphy)?\b|about-?(?:the-)?author", re.I)),
    ("paywall line", re.compile(r"paywall|piano|regwall", re.I)),
    ("navigation", re.compile(r"\bnav|menu|breadcrumb|masthead|pagination", re.I)),
    ("tags", re.compile(r"\btags?\b|topics?\b|keywords?", re.I)),
)
CAPTION_CLASS = re.compile(r"caption|bildunterschrift|legende|image-?description|media-?description", re.I)
DEK_CLASS = re.compile(
    r"standfirst|\bdek\b|\bdeck\b|sub-?title|sub-?head(?:ing|line)?\b|(?:article|story|post|entry|content|news)[-_]+(?:intro|lead|summary|excerpt|abstract)"
    r"|\b(?:lead|lede|intro|chapeau|vorspann|sapo|excerpt|entradilla|ingress)\b",
    re.I,
)
Way: TypeAlias = tuple[str, frozenset[str], bool]
CREDIT_CLASS = re.compile(r"credit|copyright|photographer|image-?source|attribution", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A block of text on the page. `inside` names the elements around it, `figure` the caption it belongs to (a number).

    `dek` says that the page names it as the standfirst.
    """

    text: str
    tag: str
    inside: frozenset[str]
    hint: str | None
    figure: int | None
    credit: bool
    dek: bool = False

    @property
    def way(self) -> Way:
        """How the block stands on the page: two of one way are of one kind more often than not."""
        return self.tag, self.inside, self.dek


def parse(text: str) -> html.HtmlElement:
    """The page's tree.

    Raises:
        PageRejected: "no article text" where there is no element at all, "too deep" or "too large" for the tree's form.
    """
    if text.lstrip()[:5].lower() == "<?xml":
        # lxml refuses text that declares an encoding; the bytes have been decoded already.
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1)
    text = NUMBERED.sub(lambda found: bytes([int(found[1])]).decode("cp1252", "replace"), UNENDED.sub(r"&\1;", TWICE.sub("&", text)))
    text = as_browsers_build_it(text)
    parser = html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise PageRejected("no article text", "the page cannot be read as HTML") from error
    check_form(tree)
    return tree


def as_browsers_build_it(text: str) -> str:
    """The page written anew as HTML's own rules read it (by lexbor): each element ended where a browser ends it.

    libxml2 knows HTML 4 only, and nests what later pages leave open: a whole article within the menu above it, or nothing at all.
    """
    from resiliparse.parse.html import HTMLTree

    # A tag of that length is an attack, as its attributes are compared each with each; or a picture written into the page.
    return text if LONG_TAG.search(text) else str(HTMLTree.parse(text))


def check_form(tree: html.HtmlElement) -> None:
    depth = seen = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        seen += event == "start"
        if depth > DEEPEST:
            raise PageRejected("too deep", f"more than {DEEPEST} elements inside one another; give the page's text instead")
        if seen > MOST:
            raise PageRejected("too large", f"more than {MOST:,} elements; split the page, or give its text instead")


@dataclass(slots=True)
class Level:
    tag: str
    hint: str | None
    figure: int | None
    credit: bool
    block: bool
    dek: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What an element's classes and id say that it holds."""

    hint: str | None = None
    credit: bool = False
    caption: bool = False
    dek: bool = False


UNNAMED = Named()


@lru_cache(maxsize=4096)
def named(names: str) -> Named:
    """Kept, since a page gives the same few names to thousands of its elements."""
    return Named(
        hint=next((reason for reason, pattern in HINTS if pattern.search(names)), None),
        credit=bool(CREDIT_CLASS.search(names)),
        caption=bool(CAPTION_CLASS.search(names)),
        dek=bool(DEK_CLASS.search(names)),
    )


class Walk:
    """One pass over a tree. Collects the text between block boundaries."""

    def __init__(self) -> None:
        self.levels: list[Level] = [Level(tag="body", hint=None, figure=None, credit=False, block=True)]
        self.held: list[str] = []
        self.figures = 0

    def enter(self, element: html.HtmlElement, tag: str) -> None:
        outer = self.levels[-1]
        names = f"{element.get('class', '')} {element.get('id', '')} {element.get('data-testid', '')}"
        told = named(names[:LONGEST_NAMES]) if len(names) > 2 else UNNAMED
        figure, credit, hint = outer.figure, outer.credit or told.credit, outer.hint
        if hint is None and tag not in ("body", "article", "main"):
            hint = told.hint
        opens = tag in ("figcaption", "figure") or (tag not in ("body", "article") and told.caption)
        if opens and figure is None:
            self.figures += 1
            figure = self.figures
        # The last element of a caption that is set off in the markup is its credit more often than not; let it be a piece by itself.
        apart = (
            figure is not None and tag in ("span", "small", "cite", "em") and element.getnext() is None and not (element.tail or "").strip()
        )
        block = tag not in INLINE or (credit and not outer.credit) or apart
        dek = outer.dek or told.dek
        self.levels.append(Level(tag=tag, hint=hint, figure=figure, credit=credit, block=block, dek=dek))

    def flush(self) -> Iterator[Shown]:
        text = SPACE.sub(" ", "".join(self.held)).strip()
        self.held.clear()
        if text:
            tags = [level.tag for level in self.levels if level.block]
            top = self.levels[-1]
            inside = frozenset(tag for tag in tags if tag in KEPT)
            yield Shown(text=text, tag=tags[-1], inside=inside, hint=top.hint, figure=top.figure, credit=top.credit, dek=top.dek)


def blocks_of(tree: html.HtmlElement) -> Iterator[Shown]:
    """The blocks of text of a page in reading order; scripts, styles and form fields are not text."""
    body = tree.find(".//body")
    root = tree if body is None else body
    walk = Walk()
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in SILENT:
                walker.skip_subtree()
                walk.levels.append(Level(tag="", hint=None, figure=None, credit=False, block=False))
                continue
            if tag == "br":
                yield from walk.flush()
            is_block = tag not in INLINE
            if is_block:
                yield from walk.flush()
            walk.enter(element, tag)
            if walk.levels[-1].block and not is_block:
                level = walk.levels.pop()
                yield from walk.flush()
                walk.levels.append(level)
            walk.held.append(element.text or "")
        else:
            if walk.levels[-1].block:
                yield from walk.flush()
            walk.levels.pop()
            if element is not root:
                walk.held.append(element.tail or "")
    yield from walk.flush()


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """Letters and digits only: what two copies of the same words have in common."""
    return "".join(filter(str.isalnum, text.casefold()))
