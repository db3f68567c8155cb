"""Pages that a script fills: the article as the page's data hold it, put where the script would put it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice

SCRIPT = re.compile(r"<script\b([^>]{0,500})>(.*?)</script>", re.I | re.S)
HANDED = re.compile(r"(?:=|\.push\()\s*(?=[\[{])")
"""`window.__DATA__ = {…}` and `self.__parts.push([…])`: the ways in which frameworks hand data to their scripts."""
TRIED = 5
"""Places of a script that are tried; what is data begins with it, or nearly so."""
TEMPLATE = re.compile(r"text/(?:x-)?(?:template|html|handlebars)", re.I)
"""Types of scripts that are HTML, which a program of the page puts in its place; so do the blogs of some large firms."""
STATED = "ld+json"
"""Data for search engines, which are read as facts; see `metadata`."""
PARAGRAPH = re.compile(r"<p[\s>]", re.I)
TAG = re.compile(r"<[^<>]{1,1000}>")
LEAST = 400
"""Characters of the text of an article; shorter ones are teasers and notes."""
LONGEST = 5_000_000
END = re.compile(r"</body\s*>", re.I)


def as_filled(text: str) -> str | None:
    """The page with the longest text of paragraphs that its data hold as an article in it; None where they hold none."""
    best = max((held for data in data_in(text) for held in strings_in(data) if PARAGRAPH.search(held)), key=len, default=None)
    if best is None or len(TAG.sub("", best)) < LEAST:
        return None
    ends = list(END.finditer(text))
    at = ends[-1].start() if ends else len(text)
    return f"{text[:at]}<article>{best}</article>{text[at:]}"


def data_in(text: str) -> Iterator[object]:
    """The objects in the page's scripts that are data and no programs, and the templates there."""
    for script in SCRIPT.finditer(text):
        content = script[2]
        if STATED in script[1].lower() or not LEAST < len(content) < LONGEST:
            continue
        if TEMPLATE.search(script[1]):
            yield content
            continue
        starts = [len(content) - len(content.lstrip()), *(m.end() for m in islice(HANDED.finditer(content), TRIED))]
        for start in starts:
            try:
                yield json.JSONDecoder().raw_decode(content, start)[0]
            except (ValueError, RecursionError):
                continue


def strings_in(data: object) -> Iterator[str]:
    """All strings below an object, without a limit to its depth."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
