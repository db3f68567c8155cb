"""Where a city is. For names that the text shows to be places: too many are words or surnames to be looked for everywhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from latticework.errors import KnowledgeError
from latticework.knowledge.names import pieces
from latticework.knowledge.tables import DATA

CITIES = DATA / "cities.tsv"
HEADER = "country\tpeople\tnames"
CLEARLY = 5
"""How many times the people of the next city of that name a city must have to be meant without further words."""


@dataclass(frozen=True, slots=True)
class City:
    """`country` is an ISO 3166-1 alpha-3 code, `people` how many live there."""

    name: str
    country: str
    people: int


class Gazetteer:
    """Cities of more than 15,000 people, by their names in Latin letters."""

    def __init__(self, lines: Collection[str], source: str) -> None:
        self._rows: list[str] = [line for line in lines if not line.startswith("#")]
        if not self._rows or self._rows[0] != HEADER:
            raise KnowledgeError(f"{source}: the header must be {HEADER!r}: make the table anew")
        self._at: dict[tuple[str, ...], list[int]] = {}
        for n, row in enumerate(self._rows[1:], 1):
            for name in row.rpartition("\t")[2].split("|"):
                self._at.setdefault(pieces(name), []).append(n)

    def cities(self, name: str) -> tuple[City, ...]:
        """All cities that have this name, the largest first."""
        found = (self._rows[n].split("\t") for n in dict.fromkeys(self._at.get(pieces(name), ())))
        made = (City(name=names.partition("|")[0], country=country, people=int(people)) for country, people, names in found)
        return tuple(sorted(made, key=lambda city: -city.people))

    def country(self, name: str, near: Collection[str] = ()) -> str | None:
        """The country of the city that is meant: one in a country near by, else the only one or by far the largest; else None."""
        found = self.cities(name)
        if not found:
            return None
        close = [city for city in found if city.country in near]
        if close:
            return close[0].country
        others = [city.people for city in found if city.country != found[0].country]
        return found[0].country if not others or found[0].people >= CLEARLY * others[0] else None


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The shipped table, read when it is first asked for.

    Raises:
        KnowledgeError: it cannot be read.
    """
    try:
        return Gazetteer(CITIES.read_text(encoding="utf-8").splitlines(), CITIES.name)
    except OSError as error:
        raise KnowledgeError(f"{CITIES.name}: cannot be read: {error.strerror}") from error
