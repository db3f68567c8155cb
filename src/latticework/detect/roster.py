"""Offices by country: who has held them, which of them leads, and the sector that goes with each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from latticework.knowledge import Knowledge, Term
from latticework.types import Position

POSITION_RANK: Mapping[Position, int] = {
    "head_of_state": 0,
    "head_of_government": 0,
    "head_of_organisation": 1,
    "vice_head_of_state": 1,
    "foreign_minister": 1,
    "monarch": 1,
    "defence_minister": 2,
    "finance_minister": 2,
    "deputy_head_of_government": 2,
    "leader_of_armed_group": 2,
    "national_security_adviser": 2,
    "interior_minister": 3,
    "heir": 3,
    "speaker_of_parliament": 3,
    "party_leader": 3,
    "central_banker": 3,
}
"""How soon a bare surname brings the holder to mind; positions that are not here come last."""

SECTORS: Mapping[Position, str] = {
    "legislator": "LEG",
    "speaker_of_parliament": "LEG",
    "military_chief": "MIL",
    "intelligence_chief": "SPY",
    "party_leader": "PTY",
    "leader_of_armed_group": "REB",
    "head_of_organisation": "IGO",
}
PARLIAMENTARY = frozenset({
    "DEU", "ITA", "IND", "ISR", "AUT", "GRC", "IRL", "FIN", "HUN", "CZE", "SVK", "SVN", "EST", "LVA",
    "ETH", "IRQ", "PAK", "BGD", "SGP", "ALB", "BGR", "HRV", "ISL", "MLT", "NPL", "GEO", "LBN", "PRT",
    "ARM", "MKD", "MNE", "XKX", "VUT", "MUS", "TTO", "FJI",
})  # fmt: skip
"""Republics whose president does not lead the government (their constitutions, as of 2025)."""
EXECUTIVE_MONARCHIES = frozenset({
    "SAU", "ARE", "QAT", "OMN", "BHR", "KWT", "BRN", "JOR", "MAR", "SWZ", "MCO", "VAT",
})  # fmt: skip

MONARCHIES = frozenset({
    "GBR", "JPN", "ESP", "NLD", "BEL", "SWE", "NOR", "DNK", "LUX", "THA", "MYS", "KHM", "BTN", "LSO",
    "TON", "AUS", "CAN", "NZL", "JAM", "PNG", "BHS", "BRB", "BLZ", "GRD", "LCA", "VCT", "ATG", "KNA",
    "SLB", "TUV", "AND", "LIE",
})  # fmt: skip
"""Constitutional monarchies, where the head of state is a sovereign without government."""

SHARED_CROWNS = frozenset({
    "AUS", "CAN", "NZL", "JAM", "PNG", "BHS", "BRB", "BLZ", "GRD", "LCA", "VCT", "ATG", "KNA", "SLB", "TUV", "AND",
})  # fmt: skip
"""States whose head of state is first of all that of another one (the British crown; Andorra's co-princes)."""


def sector_of(position: Position) -> str:
    return SECTORS.get(position, "GOV")


class Roster:
    """Questions about the terms of office of a knowledge that need more than one of its tables."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def leading_positions(self, country: str, day: date) -> tuple[Position, ...]:
        """The positions that "leader" means, the likeliest first."""
        if country in self.knowledge.organisations:
            return ("head_of_organisation", "leader_of_armed_group", "party_leader")
        if country in EXECUTIVE_MONARCHIES:
            return ("monarch", "head_of_state", "head_of_government")
        if (
            country in PARLIAMENTARY
            or self.knowledge.holders(country, "monarch", day)
            or not self.knowledge.terms_of_office(country, "head_of_state")
        ):
            return ("head_of_government", "head_of_state")
        if country in MONARCHIES:
            return ("head_of_government", "head_of_state")
        return ("head_of_state", "head_of_government")

    def main_term(self, person: str, day: date | None) -> Term | None:
        """The term that says for whom a person acts: the highest held on the day, else the last that ended before it.

        Without a day the answer is given only where it does not depend on one: all terms are of the same country.
        """
        terms = self.knowledge.terms_of(person)
        if day is None:
            homes = {t.country for t in terms}
            return min(terms, key=lambda t: POSITION_RANK.get(t.position, 5)) if len(homes) == 1 else None
        begun = [t for t in terms if t.start is None or t.start <= day]
        held = [t for t in begun if t.end is None or t.end >= day]
        if held:
            return min(
                held,
                key=lambda t: (t.country in SHARED_CROWNS, POSITION_RANK.get(t.position, 5), -(t.start or date.min).toordinal()),
            )
        if begun:
            return max(begun, key=lambda t: (t.end or date.min, -POSITION_RANK.get(t.position, 5)))
        return min(terms, key=lambda t: t.start or date.max, default=None)
