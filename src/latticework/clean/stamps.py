"""Lines that say when a page came out or was changed, and nothing else."""

from __future__ import annotations

import re

from latticework.clean.lines import ends_sentence, words_in

LONGEST = 120
"""Characters."""
SAID = (
    r"(?:first )?(?:published|updated|posted|last (?:updated|modified|update)|created|modified|date|issued|publication date"
    r"|veröffentlicht|aktualisiert|zuletzt aktualisiert|erstellt|stand|publié|mis à jour|modifié|publicado|actualizado|atualizado"
    r"|pubblicato|aggiornato|ultimo aggiornamento|gepubliceerd|bijgewerkt|publicerad|uppdaterad|publisert|(?:sist )?oppdatert"
    r"|udgivet|opdateret|julkaistu|päivitetty|opublikowano|publikacja|aktualizacja|dodano"
    r"|опубликовано|обновлено|опубліковано|оновлено|yayınlanma|güncelleme|güncellenme"
    r"|입력|수정|更新|公開|掲載|发布|發布|نُشر|نشر)(?: tarihi|日時?|时间|時間)?"
)
DAY_NAME = r"(?:[^\W\d]{2,12}\.?,? ){0,2}"
DAY = (
    r"(?:\d{1,2}(?:st|nd|rd|th|er|º|\.)?[ ./-](?:de |of )?(?:[^\W\d]{3,10}|\d{1,2})[ ,./-]*(?:de |del )?\d{2,4}"
    r"|[^\W\d]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:T[\d:.]{5,12}(?:Z|[+-]\d\d:?\d\d)?)?|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
    r"|\d+ ?(?:minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|months?|years?) ago"
    r"|(?:vor|il y a|hace|há|for|sedan) \d+ [^\W\d]+"
    r"|\d+ [^\W\d]+ (?:fa|geleden|siden|sedan|temu|назад|önce)|\d+\s?(?:時間|分|日|小时|分钟|天)前)"
)
CLOCK = (
    r"(?:[ ,|/·•@–-]*(?:at |um |à |a las |às |alle |kl\.? |om |o |в )?\d{1,2}\s?[:.h時点시]\s?\d{2}(?::\d{2}|分|분)?\s?(?:[ap]\.?m\.?)?"
    r"\s?(?:Uhr|hs?\.?|uur)?\s?(?:\(?[A-Z]{2,5}\)?(?:[+-]\d+)?)?)?"
)
STAMP = rf"{DAY_NAME}{DAY}{CLOCK}"
LINE = re.compile(
    rf"(?:{SAID}\s?(?:on|at|le|el|il|am|em|op|den|:)*:?\s*)?{STAMP}"
    rf"(?:[ |,·•/()-]*(?:{SAID}|original)\b.{{0,60}}|[ |·•–-]+(?:\d+ min(?:ute)?s?\b.{{0,15}}|{STAMP}))?"
    rf"|{SAID}:? (?:at )?\d{{1,2}}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: [A-Z]{{2,4}})?",
    re.I,
)
ENDING = re.compile(rf"(?<!\S)(?:{DAY})(?:{CLOCK})\W*(?:\d+ min\w*)?$", re.I)
LONGEST_SIGNED = 9
"""Words of a line that ends in a date, with a name or a section before it."""


WITHIN = re.compile(rf"(?<![\w/-]){DAY}(?![\w/-])", re.I)
LONGEST_LABEL = 14
"""Words of a line with a date in it that is a label, and no headline."""


def holds_date(text: str, most: int = LONGEST_LABEL) -> bool:
    """Is there a whole date in a line of at most so many words, as in a byline or over a text?"""
    short = len(text) <= LONGEST and len(text.split()) <= most
    return short and any(map(str.isdigit, text)) and WITHIN.search(text) is not None


def is_date_line(text: str) -> bool:
    """Does a line say when the page came out or was changed, and nothing else?"""
    return len(text) <= LONGEST and any(map(str.isdigit, text)) and LINE.fullmatch(text) is not None


def ends_in_date(text: str) -> bool:
    """Is a short line a name or a label with a date behind it, as over teasers and comments: "Ada Lindqvist, 4 March 2024"?"""
    short = len(text) <= LONGEST and len(text.split()) <= LONGEST_SIGNED
    return short and any(map(str.isdigit, text)) and ENDING.search(text) is not None


SIGNATURE = 8
"""Words beside the date in a line that says by whom and when."""
OF_WHOM = re.compile(r"(?:^|[|•·,] ?)(?:by|von|par|por)\b", re.I)


def is_signature(text: str) -> bool:
    """Does a short line tell by whom and when, with a label, an outlet or an hour beside it?"""
    return (
        holds_date(text, SIGNATURE + LONGEST_SIGNED)
        and words_in(WITHIN.sub(" ", text)) <= SIGNATURE
        and (OF_WHOM.search(text) is not None or not ends_sentence(text))
    )
