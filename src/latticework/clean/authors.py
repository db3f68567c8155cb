"""Who wrote the article: the places of an HTML page that say so, and which of them is believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from latticework.clean.bylines import NOT_PEOPLE, byline_names, is_person, letters, people, tidy, without_opening
from latticework.clean.linked_data import clean_text, name_of, types_of
from latticework.clean.markup import Shown
from latticework.clean.naming import outside_of
from latticework.clean.parts import AuthorPlace
from latticework.clean.stamps import is_date_line
from latticework.clean.titles import headline_at

if TYPE_CHECKING:
    from latticework.knowledge import Knowledge

AUTHOR_META = (
    "author", "article:author", "parsely-author", "sailthru.author", "cxenseparse:author", "dc.creator", "dcterms.creator", "byl",
    "citation_author", "article:author_name", "mediator_author", "dcsext.author", "authors", "og:article:author", "lp.article:author",
    "twitter:creator:name", "shareaholic:article_author_name",
)  # fmt: skip
NOT_OTHERS = outside_of(("nav", "footer"), ("comment", "related", "teaser", "sidebar", "widget", "recommend"))
CLASSED = "self::a or self::span or self::p or self::div or self::li or self::address or self::strong or self::em or self::h4 or self::h5"
NAMED_SO = " or ".join(
    f"contains(@class, '{word}')" for word in ("author", "Author", "byline", "Byline", "autor", "Autor", "auteur", "writer")
)
MARKED = (
    f"//*[@itemprop='author']//*[@itemprop='name']{NOT_OTHERS} | //*[@itemprop='author'][not(.//*[@itemprop])]{NOT_OTHERS}",
    f"//*[@rel='author']{NOT_OTHERS}",
)
"""Marks of an author's name."""
HINTED = (
    f"//*[{CLASSED}][{NAMED_SO}]{NOT_OTHERS}",
    "//a[contains(@href, '/author/') or contains(@href, '/authors/') or contains(@href, '/autor/') or contains(@href, '/journalist')"
    f" or contains(@href, '/staff/') or contains(@href, '/auteur/') or contains(@href, '/autoren/')]{NOT_OTHERS}",
)
"""Elements that are likely to hold an author's name, and often other words too."""
NEAR = 500
"""Elements behind the headline among which such an element counts."""
BEFORE, BEHIND = 3, 16
"""Blocks before and behind the headline among which a byline is looked for."""
NEIGHBOURS = 3
"""Elements outwards from the first marked name within which others are names of the same byline."""
LONGEST_BYLINE = 120
"""Characters."""
LONGEST_NAME = 60
MOST_WORDS = 7
SHORTEST = 2
"""Words of a nickname."""
NOBODY = re.compile(
    r"(?:admin(?:istrator)?|root|user|unknown|anonymous|none|null|undefined|n/?a|author|autor|auteur|by|webmaster|editor|default|test"
    r"|(?:alle|all|view all|mehr|more) (?:beiträge|artikel|posts|articles|stories)|artikel von|profil|home|startseite|follow|folgen"
    r"|no author|wordpress ?admin|zur artikelübersicht|veröffentlicht|publi\w+ (?:am|le|on|el)|posted on|\d.*)",
    re.I,
)
"""What software puts where nobody has put a name."""


def authors_of(places: Sequence[AuthorPlace], bylines: Iterable[str], outlet: str | None, knowledge: Knowledge | None) -> tuple[str, ...]:
    """The people whom the first place names; else those of a byline; else what a field for authors says: a nickname, a desk, an agency."""
    for place in places:
        named = persons_stated(place, outlet, knowledge) if place.persons else people(place.names, outlet, knowledge)
        if named:
            return named
    for line in bylines:
        if named := people(byline_names(line) or (), outlet, knowledge):
            return named
    told = next((named for place in places if place.field and (named := others(place.names))), ())
    return told or next((named for place in places if not place.field and (named := nicknames(place.names))), ())


def persons_stated(place: AuthorPlace, outlet: str | None, knowledge: Knowledge | None) -> tuple[str, ...]:
    """The names that are stated to be persons', where they may be: "Ada", "j.holm"."""
    found = people(place.names, outlet, knowledge)
    if found:
        return found
    known = (knowledge.outlet(name) if knowledge is not None else None for name in place.names)
    same = letters(outlet or "\0")
    desks = (NOT_PEOPLE.search(name) or letters(name) in same or same in letters(name) for name in place.names)
    return () if any(known) or any(desks) else others(place.names)


def others(names: Iterable[str]) -> tuple[str, ...]:
    """Names of any form, less addresses and what software puts in an empty field."""
    found = (without_opening(" ".join(name.split())).strip(" ,:;|") for name in names)
    return tuple(
        dict.fromkeys(
            name
            for name in found
            if 1 < len(name) <= LONGEST_NAME and len(name.split()) <= MOST_WORDS and "@" not in name and "//" not in name
            if not NOBODY.fullmatch(name) and any(map(str.isalpha, name)) and not is_date_line(name)
        )
    )


def nicknames(names: Iterable[str]) -> tuple[str, ...]:
    """Of the texts of elements that hold authors' names as a rule those of a word or two."""
    return tuple(name for name in others(map(tidy, names)) if len(name.split()) <= SHORTEST and not any(map(str.isdigit, name[:1])))


def authors_stated(
    tree: HtmlElement, data: dict[str, object], objects: Sequence[dict[str, object]], metas: dict[str, str], outlet: str | None
) -> Iterator[AuthorPlace]:
    """The places that name authors, the surest first. Whether they are people is judged elsewhere."""
    listed = list(each(data.get("author") or data.get("creator"), objects))
    persons = [n for kind, n in listed if "Organization" not in kind]
    stated = all("Person" in kind for kind, _ in listed)
    yield AuthorPlace(names=tuple(persons), persons=stated)
    if stated and people(persons, outlet):
        return  # Searching the page costs more than all its data.
    yield AuthorPlace(names=tuple(n for kind, n in listed if "Organization" in kind))
    for meta in AUTHOR_META:
        if (text := clean_text(metas.get(meta))) and "//" not in text:
            yield AuthorPlace(names=(text,))
    if "written by" in (metas.get("twitter:label1") or "").lower() and (text := clean_text(metas.get("twitter:data1"))):
        yield AuthorPlace(names=(text,))
    behind = Behind(tree)
    for path in MARKED:
        yield AuthorPlace(names=tuple(together(tree, path, behind)))
    for path in HINTED:
        yield AuthorPlace(names=tuple(together(tree, path, behind, NEAR)), field=False)


def each(value: object, objects: Sequence[dict[str, object]], depth: int = 0) -> Iterator[tuple[str, str]]:
    """The type and name of each author; one that is told by its "@id" only is looked up among the page's objects."""
    if isinstance(value, list) and depth < 5:
        for inner in value[:30]:
            yield from each(inner, objects, depth + 1)
    elif isinstance(value, dict):
        told = value
        if "name" not in value and value.get("@id"):
            told = next((o for o in objects if o.get("@id") == value["@id"] and "name" in o), value)
        names = told.get("name")
        if isinstance(names, list):
            yield from ((types_of(told), name) for n in names[:30] if (name := clean_text(n)))
        elif name := name_of(told):
            yield types_of(told), name
    elif isinstance(value, str) and (name := clean_text(value)) and "//" not in name:
        yield "", name


class Behind:
    """The elements behind a page's headline; found once, and only where something asks for them."""

    def __init__(self, tree: HtmlElement) -> None:
        self.heads = tree.xpath("//h1")

    @cached_property
    def elements(self) -> list[HtmlElement]:
        return list(self.heads[0].xpath("following::*"))

    @cached_property
    def all(self) -> set[HtmlElement]:
        return set(self.elements)


def together(tree: HtmlElement, path: str, behind: Behind, most: int | None = None) -> list[str]:
    """The texts of the marked elements that stand together with the first one behind the headline, `most` elements behind it."""
    marked = tree.xpath(path)[:40]
    if behind.heads and marked:
        near = behind.all if most is None else set(behind.elements[:most])
        marked = [e for e in marked if e in near] or ([] if most else marked)
    if not marked:
        return []
    around = marked[0]
    for _ in range(NEIGHBOURS):
        outer = around.getparent()
        if outer is None or outer.tag in ("body", "main", "article"):
            break
        around = outer
    inside = [e for e in marked if e is around or any(outer is around for outer in e.iterancestors())]
    found = list(dict.fromkeys(t for e in inside[:8] for t in texts_of(e) if len(t) < LONGEST_BYLINE))
    return [t for t in found if not any(t != other and other in t for other in found)]


def texts_of(element: HtmlElement) -> list[str]:
    """The names within an element where each of its texts is one, else its whole text."""
    if told := clean_text(element.get("content")):
        return [told]
    texts = [t for text in element.itertext() if (t := clean_text(text))]
    names = [t for t in texts if is_person(tidy(t))]
    if len(names) > 1 and all(t in names or len(t) <= 3 for t in texts):
        return names
    return [" ".join(texts)] if texts else []


def bylines_near(shown: Sequence[Shown], title: str | None) -> Iterator[str]:
    """The bylines near the headline, those behind it first."""
    top = headline_at(shown, title)
    if top is None:
        return
    near = [*shown[top + 1 : top + BEHIND], *reversed(shown[max(0, top - BEFORE) : top])]
    for s in near:
        if s.figure is None and not s.inside & {"nav", "footer", "aside"} and byline_names(s.text):
            yield s.text
