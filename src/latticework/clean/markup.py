"""HTML as a reader sees it: its blocks of text in order, each with what encloses it.

Nothing here calls itself, so that no page can exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias
from unicodedata import normalize

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
ASIDES = frozenset({"nav", "aside", "footer", "header", "form", "button"})
"""Elements that are not for running text."""
HEADING = re.compile(r"h[1-6]$")
HINTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cookie notice", re.compile(r"cookie|consent|gdpr|onetrust")),
    ("newsletter prompt", re.compile(r"news-?letter|subscri|sign-?up")),
    ("share prompt", re.compile(r"\bshar(?:e|ing)|social|sociable")),
    ("comments", re.compile(r"\bcomments?\b|comment-?list|disqus")),
    (
        "related links",
        re.compile(
            r"related|recommend|read-?(?:more|next|also)|most-?(?:read|popular|viewed)|trending|teaser|promo(?!te)|more-?(?:from|on|stories)"
            r"|up-?next|next-?(?:article|post|story)|-stories\b|infinite-?scroll"
        ),
    ),
    ("side column", re.compile(r"side-?bar|(?<!elementor-)(?<!elementor)widget(?!-container)")),
    ("gallery", re.compile(r"carousel|slide-?show|gallery")),
    ("ad label", re.compile(r"\bads?\b|advert|sponsor|outbrain|taboola")),
    ("biography", re.compile(r"author-?(?:bio|box|info|card|desc)|bio(?:graphy)?\b|about-?(?:the-)?author")),
    ("byline", re.compile(r"by-?line|\bauthors?\b|(?:post|entry|article)-?meta")),
    ("paywall line", re.compile(r"paywall|piano|regwall")),
    ("navigation", re.compile(r"\bnav|menu|bread-?crumb|masthead|pagination|toolbar")),
    ("tags", re.compile(r"\btags?\b|topics?\b|keywords?|tag-?list")),
    ("fact box", re.compile(r"fact-?box|info-?box|fakta|infokasten|\bfacts?\b")),
    ("notice", re.compile(r"\bmodal|pop-?up|overlay|\bbanner|disclaimer|\btoast\b|tooltip")),
    ("page foot", re.compile(r"\b(?:site|page|global|main)?[-_]?footer\b")),
)
"""What the classes and ids of elements say of them, in small letters; the first that is said counts."""
SEEDS = (
    "ad", "author", "banner", "bar", "bio", "breadcrumb", "bread-crumb", "carousel", "comment", "consent", "cookie", "disclaimer", "disqus",
    "fact", "fakta", "foot", "gallery", "gdpr", "info", "keyword", "letter", "line", "masthead", "menu", "meta", "modal", "more", "most",
    "nav", "next", "onetrust", "outbrain", "overlay", "pagina", "paywall", "piano", "pop", "promo", "read", "recommend", "regwall",
    "related", "scroll", "shar", "sign", "slide", "socia", "sponsor", "stories", "subscri", "taboola", "tag", "teaser", "toast", "toolbar",
    "tooltip", "topic", "trending", "widget",
)  # fmt: skip
"""One of these is in every name that says something: looked for first, since most names of most pages say nothing."""
CAPTION_CLASS = re.compile(r"caption|bildunterschrift|legende|image-?description|media-?description", re.I)
DEK_CLASS = re.compile(
    r"standfirst|\bdek\b|\bdeck\b|sub-?title|sub-?head(?:ing|line)?\b|(?:article|story|post|entry|content|news)[-_]+(?:intro|lead|summary|excerpt|abstract)"
    r"|\b(?:lead|lede|intro|chapeau|vorspann|sapo|excerpt|entradilla|ingress)\b",
    re.I,
)
CREDIT_CLASS = re.compile(r"credit|copyright|photographer|image-?source|attribution", re.I)
BODY_CLASS = re.compile(
    r"(?:article|story|post|entry|news|art|content|single|page)[-_]*(?:body|content|text|copy)(?![a-z])|body[-_]*(?:text|copy|content)(?![a-z])"
    r"|(?<![a-z])(?:rich[-_]*text|wysiwyg|content[-_]main|main[-_]content)(?![a-z])",
    re.I,
)
UNSEEN_CLASS = re.compile(r"visually-?hidden|\bsr-only|screen-?reader|\ba11y\b|assistive-?text|\bsr_only", re.I)
UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
Way: TypeAlias = tuple[str, frozenset[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the classes and the id of an element say of it."""

    hint: str | None
    caption: bool
    credit: bool
    dek: bool
    unseen: bool
    body: bool


NAMELESS = Named(hint=None, caption=False, credit=False, dek=False, unseen=False, body=False)


@lru_cache(maxsize=20_000)
def named(names: str) -> Named:
    """Kept, since a page gives the same few names to thousands of its elements."""
    low = names.lower()
    seeded = any(seed in low for seed in SEEDS)
    return Named(
        hint=next((reason for reason, pattern in HINTS if pattern.search(low)), None) if seeded else None,
        caption=CAPTION_CLASS.search(low) is not None,
        credit=CREDIT_CLASS.search(low) is not None,
        dek=DEK_CLASS.search(low) is not None,
        unseen=UNSEEN_CLASS.search(low) is not None,
        body=BODY_CLASS.search(low) is not None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A block of text on the page. `inside` names the elements around it, `figure` the caption it belongs to (a number).

    `dek` says that the page names it as the standfirst; `path` numbers the blocks around it from the outermost to its own; `cell` is the
    row of a table that it stands in and the cell of that row; `linked` is the share of its letters that are links. `hints` are what the
    names of the elements around it say that it is, the outermost first, each with the depth in `path` at which it is said; `apart` are
    in the same way the elements that by their tags are not for running text. `home` tells the tag and classes of the block around it,
    and `bodies` the depths of those around it that are named as the body of an article.
    """

    text: str
    tag: str
    inside: frozenset[str]
    hints: tuple[tuple[str, int], ...]
    figure: int | None
    credit: bool
    dek: bool = False
    path: tuple[int, ...] = ()
    cell: tuple[int, int] | None = None
    linked: float = 0.0
    apart: tuple[tuple[str, int], ...] = ()
    home: str = ""
    bodies: tuple[int, ...] = ()

    @property
    def hint(self) -> str | None:
        return self.hints[0][0] if self.hints else None

    @property
    def way(self) -> Way:
        """How the block stands on the page: two of one way are of one kind more often than not."""
        return self.tag, self.inside, self.dek


def parse(text: str) -> html.HtmlElement:
    """The page's tree.

    Raises:
        PageRejected: "no article text" where there is no element at all.
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
    return tree


def as_browsers_build_it(text: str) -> str:
    """The page written anew as HTML's own rules read it (by lexbor): each element ended where a browser ends it.

    libxml2 knows HTML 4 only, and nests what later pages leave open: a whole article within the menu above it, or nothing at all.
    """
    from resiliparse.parse.html import HTMLTree

    # A tag of that length is an attack, as its attributes are compared each with each; or a picture written into the page.
    return text if LONG_TAG.search(text) else str(HTMLTree.parse(text))


@dataclass(slots=True)
class Level:
    tag: str
    hints: tuple[tuple[str, int], ...]
    figure: int | None
    credit: bool
    block: bool
    dek: bool
    linked: bool
    path: tuple[int, ...]
    inside: frozenset[str]
    row: int
    cell: tuple[int, int] | None
    apart: tuple[tuple[str, int], ...] = ()
    home: str = ""
    name: str = ""
    bodies: tuple[int, ...] = ()
    named: Named = NAMELESS


OUTERMOST = Level(
    tag="body", hints=(), figure=None, credit=False, block=True, dek=False, linked=False, path=(), inside=frozenset(), row=0, cell=None
)


UNHEARD = replace(OUTERMOST, block=False)


class Walk:
    """One pass over a tree. Collects the text between block boundaries."""

    def __init__(self) -> None:
        self.levels: list[Level] = [OUTERMOST]
        self.held: list[str] = []
        self.linked = 0
        self.blocks = 0
        self.figures = 0

    def enter(self, element: html.HtmlElement, tag: str) -> Level:
        """The level of an element, by the level around it."""
        outer = self.levels[-1]
        names = f"{element.get('class', '')} {element.get('id', '')} {element.get('data-testid', '')}"[:LONGEST_NAMES]
        own = named(names) if names != "  " else NAMELESS
        if own is NAMELESS and tag in INLINE and outer.figure is None and not outer.block and (tag != "a" or outer.linked):
            return outer
        figure, hints = outer.figure, outer.hints
        if figure is None and (tag in ("figcaption", "figure") or (own.caption and tag not in ("body", "article"))):
            self.figures += 1
            figure = self.figures
        block = tag not in INLINE or (own.credit and not outer.credit) or (figure is not None and self.stands_apart(element, tag))
        level = Level(
            tag=tag,
            hints=hints,
            figure=figure,
            credit=outer.credit or own.credit,
            block=block,
            dek=outer.dek or own.dek,
            linked=outer.linked or tag == "a",
            path=outer.path,
            inside=outer.inside,
            row=outer.row,
            cell=outer.cell,
            apart=outer.apart,
            home=outer.home,
            name=outer.name,
            bodies=outer.bodies,
            named=own,
        )
        if block:
            self.blocks += 1
            level.path = (*outer.path, self.blocks)
            if tag in KEPT and tag not in outer.inside:
                level.inside = outer.inside | {tag}
            level.home, level.name = outer.name, f"{tag} {names}" if own is not NAMELESS else tag
            if own.body or element.get("itemprop") == "articleBody":
                level.bodies = (*outer.bodies, len(level.path))
            if tag in ASIDES:
                level.apart = (*outer.apart, (tag, len(level.path)))
            if tag == "tr":
                level.row = self.blocks
            elif tag in ("td", "th"):
                level.cell = (level.row, self.blocks)
        if own.hint is not None and tag not in ("body", "article", "main"):
            level.hints = (*outer.hints, (own.hint, len(level.path)))
        return level

    @staticmethod
    def stands_apart(element: html.HtmlElement, tag: str) -> bool:
        """The last element of a caption that is set off in the markup is its credit more often than not; let it be a piece by itself."""
        return tag in ("span", "small", "cite", "em") and element.getnext() is None and not (element.tail or "").strip()

    def hold(self, text: str | None) -> None:
        if text:
            self.held.append(text)
            if self.levels[-1].linked:
                self.linked += len(text)

    def flush(self) -> Iterator[Shown]:
        if not self.held:
            return
        whole = "".join(self.held)
        text = " ".join(whole.split())
        linked, self.linked = self.linked, 0
        self.held.clear()
        if text:
            top = self.levels[-1]
            block = next(level for level in reversed(self.levels) if level.block)
            yield Shown(
                text=text,
                tag=block.tag,
                inside=block.inside,
                hints=top.hints,
                figure=top.figure,
                credit=top.credit,
                dek=top.dek,
                path=block.path,
                cell=block.cell,
                apart=block.apart,
                home=block.home,
                bodies=block.bodies,
                linked=min(1.0, linked / len(whole)),
            )


def blocks_of(tree: html.HtmlElement) -> Iterator[Shown]:
    """The blocks of text of a page in reading order; scripts, styles, form fields, and what is hidden within a line, are not text.

    Raises:
        PageRejected: "too deep" or "too large" for the tree's form.
    """
    # Held, so that no later walk has to make the elements anew.
    if len(list(tree.iter())) > MOST:
        raise PageRejected("too large", f"more than {MOST:,} elements; split the page, or give its text instead")
    body = tree.find(".//body")
    root = tree if body is None else body
    walk = Walk()
    levels = walk.levels
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            if levels[-1].block:
                yield from walk.flush()
            levels.pop()
            if element is not root:
                walk.hold(element.tail)
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if len(levels) > DEEPEST:
            raise PageRejected("too deep", f"more than {DEEPEST} elements inside one another; give the page's text instead")
        if tag in SILENT:
            walker.skip_subtree()
            levels.append(UNHEARD)
            continue
        if tag == "br" or tag not in INLINE:
            yield from walk.flush()
        level = walk.enter(element, tag)
        if not level.block and (level.named.unseen or ((style := element.get("style")) and UNSEEN_STYLE.search(style))):
            walker.skip_subtree()
            levels.append(level)
            continue
        if level.block and tag in INLINE:
            yield from walk.flush()
        levels.append(level)
        walk.hold(element.text)
    yield from walk.flush()


@lru_cache(maxsize=5_000)
def key(text: str) -> str:
    """Letters and digits only: what two copies of the same words have in common."""
    return "".join(filter(str.isalnum, (text if text.isascii() else normalize("NFC", text)).casefold()))
