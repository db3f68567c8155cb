"""News outlets and agencies: names and domains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from latticework.knowledge.tables import Row, keyed, rows
from latticework.types import Outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletEntry:
    id: str
    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    country: str | None
    agency: bool


class Outlets:
    """Look-up of an outlet by name, alias, domain or host."""

    def __init__(self, entries: Mapping[str, OutletEntry]) -> None:
        self.entries = entries
        self._by_name = {n.casefold(): e for e in entries.values() for n in (e.name, *e.aliases)}
        self._by_domain = {d: e for e in entries.values() for d in e.domains}

    def find(self, name_or_domain: str) -> Outlet | None:
        asked = name_or_domain.strip().casefold()
        entry = self._by_name.get(asked) or self._by_name.get(asked.removeprefix("the "))
        host = asked.split("://")[-1].split("/")[0].split(":")[0]
        while entry is None and "." in host:
            entry = self._by_domain.get(host)
            host = host.partition(".")[2]
        if entry is None:
            return None
        return Outlet(name=entry.name, domain=entry.domains[0] if entry.domains else None)


def load_outlets(overlay: Path | None, conflicts: list[str]) -> Outlets:
    table = rows("outlets.csv", ("id", "name", "aliases", "domains", "country", "agency"), overlay)
    return Outlets(keyed(table, _outlet, lambda e: e.id, conflicts))


def _outlet(row: Row) -> OutletEntry:
    return OutletEntry(
        id=row.text("id"),
        name=row.text("name"),
        aliases=row.many("aliases"),
        domains=row.many("domains"),
        country=row.maybe("country"),
        agency=row.flag("agency"),
    )
