"""Whose a title or a role is: the state or organisation that a name before it stands for."""

from __future__ import annotations

from dataclasses import dataclass

from latticework.detect.lexicon import Lexicon, title_home
from latticework.detect.mentions import Phrase
from latticework.detect.names import NameHit


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """`office` is the key that offices are kept under: an ISO code or an organisation's id. `country` is an ISO code or None."""

    office: str
    country: str | None


def owner_in(phrase: Phrase, lexicon: Lexicon) -> Owner | None:
    """Whose a described office is by the phrase's own words: the party in it, or the one country that has such a title ("Taoiseach")."""
    if phrase.party is not None:
        return owner_of(phrase.party, lexicon)
    office = title_home(phrase.titles)
    if office is None:
        return None
    if office in lexicon.knowledge.states:
        return Owner(office=office, country=office)
    return Owner(office=office, country=None) if office in lexicon.knowledge.organisations else None


def owner_of(hit: NameHit, lexicon: Lexicon) -> Owner | None:
    """None where the name is of nobody who has offices, as a company or a place without a known country."""
    knowledge = lexicon.knowledge
    for kind in ("state", "metonym", "organisation", "place"):
        found = hit.of(kind)
        if found is None:
            continue
        if found.id in knowledge.states:
            return Owner(office=found.id, country=found.id)
        if found.id in knowledge.organisations:
            home = knowledge.organisations[found.id].country
            inside = home is not None and knowledge.organisations[found.id].kind in ("government_body", "agency")
            return Owner(office=home if inside and home else found.id, country=home)
        country = lexicon.homes.get(found.id) if kind == "place" else None
        if country is not None:
            return Owner(office=country, country=country)
    return None
