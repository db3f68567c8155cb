"""HTML as a reader sees it: its blocks of text in order, each with what encloses it.

Nothing here calls itself, so that no page can exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, takewhile
from typing import TypeAlias
from unicodedata import normalize

from lxml import etree, html

from latticework.clean.lines import INVISIBLE
from latticework.clean.naming import LONGEST_NAMES, NAMELESS, Named, named
from latticework.errors import PageRejected

DEEPEST = 250
"""Elements inside one another. libxml2 itself stops reading at 256; pages of news stay below 60."""
MOST = 300_000
"""Elements on a page; the largest live blogs have 50,000."""
SILENT = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object", "select", "textarea", "canvas", "audio", "video"}
)
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label",
    "mark", "picture", "q", "rp", "rt", "ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
})  # fmt: skip
LINES = INLINE | {"p", "h1", "h2", "h3", "h4", "h5", "h6"}
KEPT = frozenset(
    {"article", "main", "nav", "aside", "footer", "header", "form", "button", "figure", "figcaption", "blockquote", "table", "li", "p"}
)
ASIDES = frozenset({"nav", "aside", "footer", "header", "form", "button"})
"""Elements that are not for running text."""
HEADING = re.compile(r"h[1-6]$")
HEADING_WORDS = 25
"""Words of the longest heading that may be made of several elements."""
BOLD = frozenset({"b", "strong"})
LAST = frozenset({"span", "small", "cite", "em", "strong", "i"})
"""Elements in which credits stand at the end of captions."""
CREDIT_LENGTH, CREDIT_WORDS, LABEL_WORDS = 100, 5, 4
"""Characters of the longest credit, words from which a text that ends in a stop is a sentence, and below which one is a label."""
PICTURES = frozenset({"img", "amp-img", "video", "amp-video", "iframe", "object"})
UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?<![\w-])clip\s*:\s*rect\(\s*[01](?:px)?[\s,]|clip-path\s*:\s*inset\((?:50|100)%", re.I
)
ANCHOR = re.compile(r"[#¶§🔗]*|#\S+")
"""The text of a link to the heading that it stands in."""
LINKING = ("a", "form", "input", "button", "article", "h1", "h2", "h3", "h4", "h5", "h6")
"""One of these is in every element that leads to other stories, or is going to when a script has found them."""
TELLING = 8
"""Words from which such an element is no label over what a script puts there."""
LARGE = re.compile(
    r"^(?:#|javascript:|$)|jpe?g\b|\.(?:png|gif|webp|avif)\b|/(?:image|photo|picture|gallery|galler(?:y|ie)|multimedia)s?/", re.I
)
"""Addresses of pictures."""
Way: TypeAlias = tuple[str, frozenset[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A block of text on the page. `inside` names the elements around it, `figure` the caption it belongs to (a number).

    `dek` says that the page names it as the standfirst; `path` numbers the blocks around it from the outermost to its own; `cell` is the
    row of a table that it stands in and the cell of that row; `linked` is the share of its letters that are links. `hints` are what the
    names of the elements around it say that it is, the outermost first, each with the depth in `path` at which it is said; `apart` are
    in the same way the elements that by their tags are not for running text. `name` tells the tag and classes of the block's own element,
    `home` those of the one around it, and `bodies` the depths of those around it that are named as the body of an article. `bold` is the
    share of its letters that are set bold. `pictured` is the depth of the smallest element around both it and the last picture before it,
    `alt` what is said there in place of that picture, and `leading` says that it is a link to another page; `framed` is the depth of the
    smallest element around it and the last element before it that is named for pictures.
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
    name: str = ""
    home: str = ""
    bodies: tuple[int, ...] = ()
    bold: float = 0.0
    pictured: int = 0
    framed: int = 0
    alt: str = ""
    leading: bool = False

    @property
    def hint(self) -> str | None:
        return self.hints[0][0] if self.hints else None

    @property
    def way(self) -> Way:
        """How the block stands on the page: two of one way are of one kind more often than not."""
        return self.tag, self.inside, self.dek


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
    bold: bool = False
    named: Named = NAMELESS
    inline: tuple[Level | None, Level | None] = (None, None)

    def within(self, linked: bool) -> Level:
        """The level of an element in a line that says nothing of itself, as a link or not; made once."""
        found = self.inline[linked]
        if found is None:
            if not self.block and self.linked == linked:
                found = self
            else:
                found = replace(self, block=False, linked=linked, named=NAMELESS, inline=(None, None))
            self.inline = (self.inline[0], found) if linked else (found, self.inline[1])
        return found


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
        self.bold = 0
        self.blocks = 0
        self.figures = 0
        self.picture: tuple[int, ...] = ()
        self.frame: tuple[int, ...] = ()
        self.alt = ""
        self.leading = False

    def enter(self, element: html.HtmlElement, tag: str) -> Level:
        """The level of an element, by the level around it."""
        outer = self.levels[-1]
        names = f"{element.get('class', '')} {element.get('id', '')} {element.get('data-testid', '')}"[:LONGEST_NAMES]
        own = named(names) if names != "  " else NAMELESS
        if own is NAMELESS and tag in INLINE and outer.figure is None and (tag not in BOLD or outer.bold):
            return outer.within(linked=outer.linked or tag == "a")
        figure, hints = outer.figure, outer.hints
        if figure is None and (tag in ("figcaption", "figure") or (own.caption and tag not in ("body", "article"))):
            self.figures += 1
            figure = self.figures
        last = figure is not None and self.stands_apart(element, tag)
        block = tag not in INLINE or (own.credit and not outer.credit) or last or figure != outer.figure
        level = Level(
            tag=outer.tag if block and HEADING.match(outer.tag) and is_in_heading(element, outer.tag) else tag,
            hints=hints,
            figure=figure,
            credit=outer.credit or own.credit or (last and self.stands_behind(element)),
            block=block,
            dek=outer.dek or own.dek,
            linked=outer.linked or tag == "a",
            bold=outer.bold or tag in BOLD or own.bold,
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
            level.home, level.name = outer.name, f"{tag} {names}" if len(names) > 2 else tag
            if own.body or element.get("itemprop") == "articleBody":
                level.bodies = (*outer.bodies, len(level.path))
            if tag == "figure" or own.picture:
                self.frame = level.path
            if tag in ASIDES:
                level.apart = (*outer.apart, (tag, len(level.path)))
            if tag == "tr":
                level.row = self.blocks
            elif tag in ("td", "th"):
                level.cell = (level.row, self.blocks)
        own_story = own.hint == "related links" and is_linkless(element, outer)
        if own.hint is not None and tag not in ("body", "article", "main") and not own_story:
            level.hints = (*outer.hints, (own.hint, len(level.path)))
        return level

    @staticmethod
    def stands_apart(element: html.HtmlElement, tag: str) -> bool:
        """The last element of a caption that is set off in the markup is its credit more often than not; let it be a piece by itself."""
        return tag in LAST and element.getnext() is None and not (element.tail or "").strip()

    @staticmethod
    def stands_behind(element: html.HtmlElement) -> bool:
        """Has the last element of a caption, behind another that holds all the words before it, a credit's length and form?"""
        before, around = element.getprevious(), element.getparent()
        if before is None or around is None or (before.tail or "").strip() or (around.text or "").strip():
            return False
        text = " ".join("".join(islice(element.itertext(), HEADING_WORDS)).split())
        if not 1 < len(text) <= CREDIT_LENGTH or not (text[0].isupper() or text[0] in "©(") or element.get("role") == "button":
            return False
        said = "".join(islice(before.itertext(), HEADING_WORDS)).split()
        return not (text[-1] in ".!?" and len(text.split()) > CREDIT_WORDS) and (
            len(said) >= LABEL_WORDS or bool(said and said[-1][-1] in ".!?")
        )

    def hold(self, text: str | None) -> None:
        if text:
            self.held.append(text)
            if self.levels[-1].linked:
                self.linked += len(text)
            if self.levels[-1].bold:
                self.bold += len(text)

    def flush(self) -> Iterator[Shown]:
        if not self.held:
            return
        whole = "".join(self.held)
        text = " ".join(whole.split()).strip(INVISIBLE)
        linked, self.linked = self.linked, 0
        bold, self.bold = self.bold, 0
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
                name=block.name,
                home=block.home,
                bodies=block.bodies,
                linked=min(1.0, linked / len(whole)),
                bold=min(1.0, bold / len(whole)),
                pictured=common(self.picture, block.path),
                framed=common(self.frame, block.path),
                alt=self.alt,
                leading=self.leading,
            )


def blocks_of(tree: html.HtmlElement) -> Iterator[Shown]:
    """The blocks of text of a page in reading order; scripts, styles, form fields, and what is hidden within a line, are not text.

    Raises:
        PageRejected: "too deep" or "too large" for the tree's form.
    """
    # Held while they are walked over: lxml makes an element anew for each that is looked at and let go.
    elements = list(tree.iter())
    if len(elements) > MOST:
        raise PageRejected("too large", f"more than {MOST:,} elements; split the page, or give its text instead")
    body = tree.find(".//body")
    root = tree if body is None else body
    walk = Walk()
    levels = walk.levels
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            if walk.held and levels[-1].block:
                yield from walk.flush()
            levels.pop()
            if element is not root:
                walk.hold(element.tail)
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if "-" in tag and levels[-1].tag in LINES:
            tag = "span"  # elements of the site's own making are set within their line
        elif tag == "q" and levels[-1].tag == "aside":
            tag = "blockquote"  # a pull quote
        if tag in PICTURES:
            walk.picture, walk.alt, walk.leading = levels[-1].path, element.get("alt", ""), levels[-1].linked and is_leading(element)
        if len(levels) > DEEPEST:
            raise PageRejected("too deep", f"more than {DEEPEST} elements inside one another; give the page's text instead")
        if tag in SILENT or (tag == "button" and levels[-1].tag in LINES):
            walker.skip_subtree()
            levels.append(UNHEARD)
            continue
        if walk.held and (tag == "br" or tag not in INLINE):
            yield from walk.flush()
        level = walk.enter(element, tag)
        if tag in INLINE and (
            is_unseen(element, level, levels[-1]) or (tag == "a" and HEADING.match(levels[-1].tag) and is_anchor(element))
        ):
            walker.skip_subtree()
            levels.append(level)
            continue
        if walk.held and level.block and tag in INLINE:
            yield from walk.flush()
        levels.append(level)
        walk.hold(element.text)
    yield from walk.flush()


def common(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """The depth of the smallest element around two, by their paths: elements are numbered, so that no two paths meet again."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def is_unseen(element: html.HtmlElement, level: Level, outer: Level) -> bool:
    """Is an element in a line hidden, by its name or its style, or one that pops up beside the words that it explains?"""
    style = element.get("style")
    if level.named.unseen or (style is not None and UNSEEN_STYLE.search(style) is not None):
        return True
    return level.named.popup and outer.named.popup and element.getprevious() is not None


def is_leading(element: html.HtmlElement) -> bool:
    """Does the link around a picture lead to another page, and not to the picture in large?"""
    link = next(element.iterancestors("a"), None)
    return link is not None and LARGE.search(link.get("href", "#")) is None


def is_in_heading(element: html.HtmlElement, tag: str) -> bool:
    """Is the heading that an element stands in one indeed, and not an article within a heading that was never closed?"""
    around = next(element.iterancestors(tag), None)
    pieces = () if around is None else tuple(islice(around.itertext(), HEADING_WORDS + 1))
    return len(pieces) <= HEADING_WORDS and 0 < len("".join(pieces).split()) <= HEADING_WORDS


def is_anchor(element: html.HtmlElement) -> bool:
    """Is a link in a heading there for its address only?"""
    if not element.get("href", "").startswith("#"):
        return False
    return ANCHOR.fullmatch("".join(element.itertext()).strip()) is not None


def is_linkless(element: html.HtmlElement, outer: Level) -> bool:
    """Does an element that is named for other stories lead nowhere, and say more than a label does? It tells something of its own then."""
    if outer.linked or next(element.iter(*LINKING), None) is not None:
        return False
    return len("".join(element.itertext()).split()) >= TELLING


@lru_cache(maxsize=5_000)
def key(text: str) -> str:
    """Letters and digits only: what two copies of the same words have in common."""
    return "".join(filter(str.isalnum, (text if text.isascii() else normalize("NFC", text)).casefold()))
