"""Captions and the credits behind them."""

from __future__ import annotations

import re
from functools import lru_cache

from latticework.clean.parts import Part

AGENCIES = (
    "AP Photo|AP|AFP Photo|AFP|Reuters|REUTERS|Getty Images?|Getty|Kyodo(?: News)?|Xinhua|EPA(?:-EFE)?|EFE|PA(?: Media"
    "| Images| Wire)?|Press Association|Shutterstock"
    "|Alamy|Bloomberg|dpa|DPA|ANP|TASS|Sputnik|Yonhap|Handout|AAP|Anadolu(?: Agency)?|AA|NurPhoto|ZUMA(?: Press)?"
    "|Sipa(?: USA)?|Imago|IMAGO|iStock(?:photo)?"
    "|Unsplash|Pexels|Pixabay|Wikimedia(?: Commons)?|Flickr|Associated Press"
    "|ASSOCIATED PRESS|The Canadian Press|CP|UPI|ANI|PTI|IANS|Jiji|CNA"
    "|VCG|APA|Keystone|Ritzau|NTB|TT"
    "|LUSA|ANSA|Ukrinform|Interfax|RIA Novosti|KCNA|STR|File|file photo|Supplied|Courtesy"
)
WORD = (
    r"(?:Photo(?:graph(?:y|s)?|s)?|Pictures?|Images?|Credits?|Foto|Illustration|File photo|Video|Copyright|Pic|Composite|Graphic|Screenshot"
    r"|Source|PHOTOS?|PICTURES?|IMAGES?|CREDIT|FILE PHOTO)"
)
LABELLED = re.compile(
    rf"(?P<credit>(?<![a-z] )\b{WORD}(?: [Cc]redits?| [Ss]ource| [Cc]ourtesy| [Cc]opyright)?(?: (?:by|of|from"
    rf"|via))?\s?[:/|]\s*(?:[A-ZÀ-Þ©@]|via |dpa|picture alliance|privat)[^!?:]{{0,70}}"
    rf"|[(\[](?:{WORD}) (?:by|courtesy of|credit|from) [^()\[\]]{{2,80}}[)\]]\.?|[(\[]{WORD}(?: credit"
    rf"| source)?: ?[^()\[\]]{{2,80}}[)\]]\.?)$"
)
BRACKETED = re.compile(
    rf"(?P<credit>[(\[](?:[^()\[\]]{{0,60}}[/,–—|:-]\s*|(?:Photo by )?[^()\[\]/]{{0,40}} (?:for"
    rf"|via) )?(?:{AGENCIES})(?:\s*(?:[/|,-]|via|file).{{0,60}})?[)\]]\.?)$"
)
CAPITAL = r"[A-ZÀ-Þ](?:[.](?:[A-ZÀ-Þ][.])*|[\w'’-]*)"
SLASHED = re.compile(
    rf"(?P<credit>(?:{CAPITAL}(?: {CAPITAL}){{0,3}}\s?[/|]\s?(?:{AGENCIES})\b|(?:REUTERS|AFP|AP Photo|AP|EPA"
    rf"|Reuters|Getty)\s?/\s?[A-ZÀ-Þ]).{{0,60}})$"
)
NAMES = rf"{CAPITAL}(?: {CAPITAL}){{0,5}}"
BARE = re.compile(
    rf"(?P<credit>(?:©|\(c\)) ?[^.]{{2,60}}|(?:(?:{NAMES} ?(?:[/|]|via|for) ?){{0,3}}|{CAPITAL}(?: {CAPITAL}){{1,3}}, )"
    rf"(?:{AGENCIES})(?: ?(?:/|via|\||-) ?(?:[\w.'’-]+ ?){{1,4}})*)$"
)
TRAILING = re.compile(
    r"(?<=[.!?”\")])\s+(?P<credit>(?:©|Photo|Picture|Image|Credit)\b ?[^.!?]{2,60}|(?:(?:[A-ZÀ-Þ][\w.'’-]+ ){0,3}(?:/"
    r"|via) ?)?(?:AP|AFP|Reuters|REUTERS|Getty Images|Kyodo|Xinhua|EPA(?:-EFE)?|AAP|Bloomberg|Shutterstock|Alamy|Supplied|Handout|dpa))$"
)
BY_SLASH = re.compile(r"\s(?P<credit>/ ?[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){1,3}(?: ?/ ?[^/.]{2,40})?)$")
BY_SIGN = re.compile(
    r"(?P<credit>[\[(（【][^\[\]()（）【】]{0,20}[=＝:：]\s*[^\[\]()（）【】]{2,40}[\])）】]"
    r"|(?:\b(?:Bild|Foto|Photo|Image|Copyright):? )?(?:©|[(（][CcＣ][)）]) ?(?:[^.!?。]|[.](?=\S)){2,60})$"
)
SIGNED = re.compile(r"(?<=\S)\s+(?P<credit>© ?[^.!?©]{2,60})$")
GIVEN = re.compile(
    r"(?<=\S)[\s,.–—-]+(?P<credit>(?:Submitted|Contributed|Provided|Supplied|Courtesy|Handout|File) (?:photos?|pictures?|images?))$"
)
"""How smaller papers say that a picture is not their own."""
SURE = (BRACKETED, LABELLED, SLASHED, TRAILING, SIGNED, GIVEN)
BY_STOP = re.compile(r"(?<=[.!?”\")])\s+(?P<credit>[A-ZÀ-Þ](?:\.|[\w'’-]+)(?: [A-ZÀ-Þ](?:\.|[\w'’-]+)){0,3}\s?/\s?[^.!?]{2,50})$")
BY_WORD = re.compile(
    r"(?:^|(?<=[.!?”\")\]])\s*)(?P<credit>(?:Photos?|Photographs?|Photography|Pictures?|Images?|Illustrations?|Fotos?)(?: illustration)?"
    r" (?:by|courtesy of|provided by|via|von) [A-ZÀ-Þ][^!?]{1,100})$"
)
BY_AGENCY = re.compile(rf"(?<![\w/])(?P<credit>(?:{AGENCIES})\s?/\s?(?:{CAPITAL} ?){{1,4}}(?:/[^/.]{{2,40}})?)$", re.I)
BY_LABEL = re.compile(
    r"(?:^|(?<=\s))(?P<credit>(?:Bild|Bildquelle|Quelle|Fotos|Fuente|Fonte|Bron|Kilde|Källa|Zdroj|Źródło|Crédits?|Crédito)"
    r"\s?: ?[^!?:]{2,70})$"
)
WITHIN = (BY_AGENCY, BY_LABEL, BY_SIGN, BY_STOP, BY_SLASH, BY_WORD)
WHOLE = re.compile(rf"[(\[](?:(?:{CAPITAL}|\d+|of|the|and|for|de|&) ?){{1,6}}[)\]]\.?")
"""Names in brackets and nothing else, in the place of a caption."""
PLACED = re.compile(
    r"\((?:(?:first|second|third|front|back|top|bottom|far|centre|center|middle) )?(?:from )?(?:left|right|centre|center"
    r"|[LRC]|top|bottom)(?:[ ,][^()]{0,20})?\)",
    re.I,
)
LABEL = re.compile(
    r"(?:(?:(?:image|photo|picture|media|video) caption[:,]?|caption:)\s*|\[?\d{1,2} ?/ ?\d{1,2}\]\s+"
    r"|(?:image |photo |slide )?\d{1,2} of \d{1,2}\s+(?:\|\s+)?|(?:image|photo|slide) \d{1,2} of (?=[A-Z]))",
    re.I,
)
LAST_LABEL = re.compile(r"[\s|–—-]*\b(?:quelle|foto|photo|picture|image|credits?|source|copyright)\s?:$", re.I)
"""A label that stands before the credit in another element."""
LONGEST_CAPTION = 120
"""Words."""
ENDING = 120
"""Characters of the end of a line in which a credit stands."""
MARK = re.compile(r"[/|:©()\[\]（）【】=＝：]")
"""One of these stands in every credit that is not an agency's name at the end."""
AGENCY_LAST = re.compile(rf"(?:{AGENCIES}|(?:photos?|pictures?|images?)|(?:Photo|Picture|Image|Credit) [^.!?]{{2,60}})$")
LONGEST = 1500
"""Characters; a longer line is none of a caption, and is not searched."""


@lru_cache(maxsize=4096)
def split_credit(text: str, known: bool = False) -> tuple[str, str | None]:
    """A caption without its credit, and the credit. A line that is nothing but a credit gives an empty caption.

    `known` says that the text is a caption for certain; forms count then that running text may have too.
    """
    ending = text[-ENDING:]
    if len(text) > LONGEST or not (MARK.search(ending) or (ending[-1:].isalnum() and AGENCY_LAST.search(ending))):
        return text, None
    if BARE.match(text):
        return "", text
    found = [f for pattern in ((*SURE, *WITHIN) if known else SURE) if (f := pattern.search(text)) and f.start("credit") >= 0]
    if not found:
        return text, None
    first = min(f.start("credit") for f in found)
    return text[:first].rstrip(" |–—-"), text[first:]


def is_credit(text: str, known: bool = False) -> bool:
    """Is a line a credit and nothing else? `known` says that it stands at a picture for certain."""
    if len(text) > LONGEST or len(text.split()) > 14:
        return False
    words, credit = split_credit(text, known)
    return not words and credit is not None


def looks_like_caption(text: str) -> bool:
    """Is a line a caption by its form: it ends in a credit, or points at people by where they stand?"""
    if len(text) > LONGEST or len(text.split()) > LONGEST_CAPTION:
        return False
    words, credit = split_credit(text)
    return bool(words) and credit is not None


def points_at_people(text: str) -> bool:
    """ "(left)", "(second from right)": words that only a caption has, though one may quote them."""
    return len(text) <= LONGEST and len(text.split()) <= 60 and bool(PLACED.search(text))


def caption_parts(text: str, credit: str | None = None) -> list[Part]:
    """A caption as its blocks. The credit goes on in the caption's own line."""
    text = LABEL.sub("", text, count=1) if LABEL.match(text) else text
    words, found = split_credit(text, known=True)
    words = LAST_LABEL.sub("", words)
    if found is None and WHOLE.fullmatch(words):
        words, found = "", words
    if credit is not None:
        found = " ".join(filter(None, (found, credit)))
    if found and words.endswith((" (", " [")):
        words, found = words[:-2], words[-1] + found
    if found:
        words = words.rstrip(" |–—-")
    parts = [Part(role="caption", text=words)] if words else []
    if found:
        parts.append(Part(role="credit", text=found, joined=bool(parts)))
    return parts
