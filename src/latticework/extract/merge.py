"""The same act told twice in an article is one event: in the title, the standfirst, the text, a caption."""

from __future__ import annotations

from dataclasses import replace

from latticework.types import Event, Party, When, as_day

KIND_ORDER = {"explicit": 0, "relative": 1, "published": 2}


def merge(events: list[Event]) -> tuple[Event, ...]:
    """Events with each act once, in the order in which they are first told; the best told one stays, with the evidence of all."""
    kept: list[Event] = []
    by_key: dict[tuple[str, frozenset[str], frozenset[str]], list[int]] = {}
    for event in events:
        key = (event.type, sides(event.source), sides(event.target))
        turned = (event.type, key[2], key[1]) if event.reciprocal else key
        for index in by_key.get(key, by_key.get(turned, [])):
            if same_act(kept[index], event):
                kept[index] = joined(kept[index], event)
                break
        else:
            by_key.setdefault(key, []).append(len(kept))
            kept.append(event)
    return tuple(kept)


def sides(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(p.actor or p.country or p.mention or "" for p in parties)


def same_act(one: Event, other: Event) -> bool:
    """Whether two events of one type between the same parties may be one act."""
    if one.background != other.background:
        return False
    if one.about != other.about and None not in (one.about, other.about):
        return False
    if one.status != other.status and {one.status, other.status} != {"happened", "ongoing"}:
        return False
    return times_fit(one.when, other.when)


def times_fit(one: When | None, other: When | None) -> bool:
    if one is None or other is None or one.earliest is None or other.earliest is None or one.latest is None or other.latest is None:
        return True
    if "published" in (one.basis, other.basis):
        return True
    return as_day(one.earliest) <= as_day(other.latest) and as_day(other.earliest) <= as_day(one.latest)


def joined(first: Event, second: Event) -> Event:
    """The better told of two, with what only the other one knows."""
    best, rest = (first, second) if rank(first) <= rank(second) else (second, first)
    known = {(e.role, e.start, e.end) for e in best.evidence}
    more = tuple(e for e in rest.evidence if e.role in ("action", "sentence", "when", "place") and (e.role, e.start, e.end) not in known)
    return replace(
        best,
        place=best.place or rest.place,
        about=best.about or rest.about,
        evidence=(*best.evidence, *more),
        contexts=tuple(dict.fromkeys((*best.contexts, *rest.contexts))),
        confidence=round(min(0.95, best.confidence + 0.05), 2),
    )


def rank(event: Event) -> tuple[int, float]:
    """Told with its own time first, then by confidence."""
    basis = KIND_ORDER[event.when.basis] if event.when is not None else 2
    return basis, -event.confidence
