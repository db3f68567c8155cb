"""The pieces that patterns of time are built from: alternations made out of the lexicon."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from latticework.detect.times.calendar import Scene, Value
from latticework.detect.times.lexicon import load_lexicon, load_templates
from latticework.errors import KnowledgeError

CARDINAL = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?:\s+1/2|\s?½)?)"
YEAR = r"(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d|\s?(?:km|kg|percent|people|miles|metres|meters)\b)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d|\w)"
CLOCK = (
    r"(?:(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?\s?(?:[ap]\.m\.?|[ap]m\b)"
    r"|(?:2[0-3]|[01]?\d)[:.][0-5]\d(?=\s?(?:hours|hrs|h|local|UTC|GMT|E[SD]T|[CMP][SD]T|CES?T|BST|[JKM]ST|MSK)\b)"
    r"|(?:2[0-3]|[01]\d)[0-5]\d(?=\s?(?:hours|hrs|UTC|GMT|local)\b)"
    r"|(?<=at\s)(?:2[0-3]|[01]?\d):[0-5]\d(?![\d:])"
    r"|(?:1[0-2]|[1-9]) (?:o['’]clock(?: in the (?:morning|afternoon|evening))?|in the (?:morning|afternoon|evening))"
    r"|(?:noon|midday|midnight)\b)"
)
RELATIVE_YEAR = r"(?:(?:the\s+)?(?:same|previous|following)\s+year|(?:of\s+)?(?:last|this|next|that)\s+year)"
TO = r"\s*(?:-|–|—|\bto\b|\bthrough\b|\buntil\b)\s*"
DATES = frozenset({"us_date", "uk_date", "iso", "near_day", "weekday", "holiday", "that_day"})
PERIODS = frozenset(
    {
        "month_year", "month", "quarter", "season", "decade", "century", "deictic", "year", "fiscal", "weekday", "near_day", "weekend",
        "holiday",
    }
)  # fmt: skip

Reader: TypeAlias = Callable[[re.Match[str], Scene], Value | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern with all its pieces filled in, and the function that reads its matches."""

    name: str
    needs: frozenset[str]
    pattern: str
    read: Reader


def either(words: Iterable[str]) -> str:
    """An alternation of words, the longest first; blanks match any white space, apostrophes either kind."""
    longest = sorted(set(words), key=lambda w: (-len(w), w))
    forms = (re.escape(w).replace(r"\ ", r"\s+").replace("'", "['’]") for w in longest)
    return f"(?:{'|'.join(forms)})"


def cased(words: Iterable[str]) -> str:
    """Names that need their capital: "March", or "MARCH" in a dateline, but never "march"."""
    found = list(words)
    return f"(?-i:{either([w[:1].upper() + w[1:] for w in found] + [w.upper() for w in found])})"


@lru_cache(maxsize=1)
def pieces() -> dict[str, str]:
    """All pieces by name, for `expand`."""
    lexicon = load_lexicon()
    months, short = lexicon.of("month"), lexicon.of("month_short")
    numbers = either(lexicon.of("number"))
    tens = either(lexicon.of("ten"))
    words = rf"(?:{tens}(?:[\s-]+{numbers})?|(?:(?:an?|{numbers})\s+)?(?:hundred|thousand)|{numbers})"
    singular = list(lexicon.of("unit"))
    plural = [f"{w}s" for w in singular if w != "century"] + list(lexicon.of("unit_plural"))
    return {
        "MONTH": rf"(?:{cased(months)}|{cased(short)}\.?)",
        "MONTHALONE": rf"(?:{cased(months)}\b|{cased(short)}\.)",
        "WEEKDAY": cased(lexicon.of("weekday")),
        "WEEKDAYSHORT": rf"(?:{cased(lexicon.of('weekday'))}|{cased(lexicon.of('weekday_short'))}\.?)",
        "SEASON": rf"{either(lexicon.of('season'))}\b(?!\s+(?:Olympi|Games|Paralympi|Palace|School))",
        "HOLIDAY": rf"(?-i:{either(h.name for h in lexicon.holidays.values())})",
        "DAYPART": either(lexicon.of("daypart")),
        "ORDINAL": rf"(?:{either(lexicon.of('ordinal'))}|\d{{1,2}}(?:st|nd|rd|th))",
        "NUMBER": rf"(?:{CARDINAL}|{words})",
        "HALVES": rf"(?:(?:{words}|{CARDINAL})\s+and\s+a\s+half|half\s+an?|an?\s+half)",
        "VAGUE": either(lexicon.of("vague")),
        "UNIT": rf"(?:{either(plural + singular)})",
        "PLURAL": either(plural),
        "SINGULAR": either(w for w in singular if w not in {"second", "minute", "quarter"}),
        "MODIFIER": either(lexicon.of("modifier")),
        "REFERENCE": either(lexicon.of("reference")),
        "SET": either(lexicon.of("set")),
        "ZONE": rf"(?-i:{either(z.upper() for z in lexicon.of('zone'))})",
        "YEAR": YEAR,
        "DAY": DAY,
        "CLOCK": CLOCK,
        "RELATIVEYEAR": RELATIVE_YEAR,
        "TO": TO,
    }


def expand(template: str) -> str:
    """A pattern with `<NAME>` replaced by the pieces; a blank stands for any white space."""
    return re.sub(r"<([A-Z]+)>", lambda m: pieces().get(m[1]) or single_dates()[m[1]], template.replace(" ", r"\s+"))


@lru_cache(maxsize=1)
def single_dates() -> dict[str, str]:
    """The pieces that are whole dates, to stand inside compound patterns: days, longer periods, either."""

    def any_of(names: frozenset[str]) -> str:
        atoms = (nameless(expand(t.pattern)) for t in load_templates() if t.group == "atom" and t.name in names)
        return f"(?:{'|'.join(f'(?:{a})' for a in atoms)})"

    return {"DATES": any_of(DATES), "PERIODS": any_of(PERIODS), "ANYDATE": any_of(DATES | PERIODS)}


def rules(group: str, readers: Mapping[str, Reader]) -> tuple[Rule, ...]:
    """The rules of one group of `patterns.tsv`, each with its reader.

    Raises:
        KnowledgeError: a row names a reader that is not there.
    """
    found = [t for t in load_templates() if t.group == group]
    if unknown := {t.reader for t in found} - set(readers):
        raise KnowledgeError(f"times/patterns.tsv: no reader {', '.join(sorted(unknown))} for {group}")
    return tuple(Rule(name=t.name, needs=frozenset(t.needs), pattern=f"(?:{expand(t.pattern)})", read=readers[t.reader]) for t in found)


def nameless(pattern: str) -> str:
    """The same pattern without named groups, to stand inside another."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


_WORD_NUMBERS = {"hundred": 100.0, "thousand": 1000.0}


def amount(text: str) -> float | None:
    """The number that words say: "two and a half" is 2.5; None for an amount that is left open ("several")."""
    said = " ".join(text.lower().replace(",", "").split())
    lexicon = load_lexicon()
    if said in lexicon.of("vague"):
        return None
    if said in {"a", "an", "the", "single"}:
        return 1.0
    if said in {"half", "half a", "half an", "a half", "an half"}:
        return 0.5
    if said.endswith(" and a half"):
        whole = amount(said.removesuffix(" and a half"))
        return None if whole is None else whole + 0.5
    if digits := re.fullmatch(r"(\d+(?:\.\d+)?)(\s*(?:1/2|½))?", said):
        return float(digits[1]) + (0.5 if digits[2] else 0.0)
    total, seen = 0.0, False
    for word in re.split(r"[\s-]+", said):
        if word in _WORD_NUMBERS:
            total, seen = (total or 1.0) * _WORD_NUMBERS[word], True
        elif value := lexicon.of("number").get(word) or lexicon.of("ten").get(word):
            total, seen = total + float(value), True
    return total if seen else None


def unit_of(word: str) -> str:
    """The TIMEX3 unit of "year", "Years", "centuries": D, W, M, Q, Y, multiples such as 10Y, or TH, TM, TS."""
    said, lexicon = word.lower(), load_lexicon()
    return lexicon.of("unit").get(said) or lexicon.of("unit_plural").get(said) or lexicon.of("unit").get(said.removesuffix("s"), "D")


def ordinal(word: str) -> int:
    """first, 1st -> 1; final and last are -1."""
    said = word.lower()
    if said in {"last", "final"}:
        return -1
    if said[0].isdigit():
        return int(re.sub(r"\D", "", said))
    return int(load_lexicon().of("ordinal")[said])


def month_of(word: str) -> int:
    said, lexicon = word.lower().rstrip("."), load_lexicon()
    return int(lexicon.of("month").get(said) or lexicon.of("month_short")[said])


def weekday_of(word: str) -> int:
    """Monday is 0."""
    said, lexicon = word.lower().rstrip("."), load_lexicon()
    return int(lexicon.of("weekday").get(said) or lexicon.of("weekday_short")[said]) - 1
