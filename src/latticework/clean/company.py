"""What pages of one outlet have in common when they are read together: the lines of its house.

A line that stands on many pages which otherwise tell different things is the site's, whatever its form. Pages that tell
the same thing are one page told again, and say nothing about the site.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from latticework.clean.decode import decode
from latticework.clean.form import form_of
from latticework.clean.lines import ends_sentence, lines_of, words_in
from latticework.clean.markup import key
from latticework.clean.outlets import domain_of
from latticework.clean.parts import Part
from latticework.types import Furniture, Page

REPEATED = "repeated across the outlet's pages"
PAGES = 3
"""Pages that a line must stand on."""
SHARE = 3
"""One page in so many must have it."""
OWN = 0.2
"""Of a page's words of running text those that no other page has, from which it counts as a page of its own."""
SENTENCE = 12
"""Words of a line that ends a sentence, from which it is running text."""
FOLLOWS = 8
"""Lines behind a sentence among which its text goes on."""
LONGEST = 2_000_000
"""Characters of a page of which the lines are looked at."""


def repeated_lines(pages: Sequence[Page]) -> list[frozenset[str]]:
    """For each page the keys of those of its lines, and in plain text of pairs of lines, that its outlet repeats.

    A key is a line's letters and digits; that of a pair is `in_row`.

    Pages are of one outlet that share a domain, or the outlet given, or the folder they lie in.
    """
    found: list[frozenset[str]] = [frozenset()] * len(pages)
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for n, page in enumerate(pages):
        if page.media != "clean" and (name := house_of(page)):
            groups[name].append(n)
    for group in groups.values():
        if len(group) >= PAGES:
            looks = [look_of(pages[n]) for n in group]
            common = common_lines(looks)
            for n, look in zip(group, looks, strict=True):
                found[n] = common & look.lines
    return found


def house_lines(lines: Sequence[tuple[str, str]], repeated: frozenset[str]) -> list[bool]:
    """Which lines of a page, given as `(text, key)`, are its outlet's, of those that the outlet repeats.

    A sentence that running text follows is none: agencies repeat paragraphs of background, and a first paragraph stands in the lists of
    other pages too.
    """
    found = [same in repeated for _, same in lines]
    own = [not again and is_sentence(text) for again, (text, _) in zip(found, lines, strict=True)]
    return [
        again and not (is_sentence(text) and any(own[n + 1 : n + 1 + FOLLOWS]))
        for n, (again, (text, _)) in enumerate(zip(found, lines, strict=True))
    ]


def without_house_lines(body: Sequence[Part], repeated: frozenset[str]) -> tuple[list[Part], list[Furniture]]:
    """The body less its outlet's own lines."""
    house = house_lines([(part.text, key(part.text)) for part in body], repeated)
    kept: list[Part] = []
    taken: list[Furniture] = []
    for part, again in zip(body, house, strict=True):
        if again and part.role != "table":
            taken.append(Furniture(text=part.text, reason=REPEATED))
        else:
            kept.append(part)
    return kept, taken


def house_of(page: Page) -> str | None:
    """Whose page it is, as far as that is known before it is read."""
    if domain := domain_of(page.url):
        return domain
    if page.outlet:
        return page.outlet.casefold()
    folder, slash, _ = page.ref.rpartition("/")
    return folder + slash or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The lines of a page by their keys; `prose` holds those of running text with their words."""

    lines: frozenset[str]
    prose: dict[str, int]


def look_of(page: Page) -> Look:
    """The lines of a page, without reading it."""
    try:
        text = decode(page.content[:LONGEST], stated=page.encoding)
        html = (page.media or form_of(text)) == "html"
        lines = lines_of_html(text) if html else [line.text for line in lines_of(text)]
    except Exception:  # what is wrong with the page is told when it is read
        return Look(lines=frozenset(), prose={})
    keys = {line: key(line) or line for line in lines}
    rows = () if html else (in_row(keys[one], keys[other]) for one, other in pairwise(lines))
    return Look(lines=frozenset((*keys.values(), *rows)), prose={keys[line]: words_in(line) for line in keys if is_sentence(line)})


def in_row(one: str, other: str) -> str:
    """The key of two lines of plain text that stand one behind the other."""
    return f"{one} {other}"


def lines_of_html(text: str) -> list[str]:
    """The text of the blocks of a page as resiliparse tells them apart, which costs a tenth of building our own tree."""
    from resiliparse.extract.html2text import extract_plain_text

    told = extract_plain_text(text, main_content=False, list_bullets=False, alt_texts=False, form_fields=False, noscript=False)
    return [line for raw in dict.fromkeys(told.split("\n")) if (line := " ".join(raw.split()))]


def is_sentence(line: str) -> bool:
    """A line of running text."""
    return len(line) >= SENTENCE and ends_sentence(line) and words_in(line) >= SENTENCE


def common_lines(looks: Sequence[Look]) -> frozenset[str]:
    """The lines that at least `PAGES`, and one in `SHARE`, of the pages have that tell something of their own."""
    told = Counter(key for look in looks for key in look.prose)
    own = [look for look in looks if says_own(look, told)]
    count = Counter(key for look in own for key in look.lines)
    least = max(PAGES, -(-len(own) // SHARE))
    return frozenset(key for key, pages in count.items() if pages >= least)


def says_own(look: Look, told: Counter[str]) -> bool:
    own = sum(words for key, words in look.prose.items() if told[key] == 1)
    return own > 0 and own >= OWN * sum(look.prose.values())
