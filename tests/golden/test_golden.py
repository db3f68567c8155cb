"""Every page in `examples/` against what a careful person wrote down for it before any program read it.

An expectation has a key, "group: what". A key listed in the file's `unmet` is one that is known not to hold yet: it is run as a
strict xfail, so that the day it holds it is noticed and comes off the list. Nothing else may fail.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from latticework import read
from latticework.schema import to_json

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
NAMES = sorted(path.stem for path in HERE.glob("*.json"))
GROUPS = ("article", "blocks", "actors", "times", "quotes", "events", "must_not")
QUOTE_MARKS = "“”‘’\"' "

Json = Any
Check = Callable[[Json], bool]


@dataclass(frozen=True, slots=True)
class Expectation:
    group: str
    what: str
    holds: Check

    @property
    def key(self) -> str:
        return f"{self.group}: {self.what}"


# --- what is expected ----------------------------------------------------------------------------------------------


def one_of(wanted: Json, got: Json) -> bool:
    """A wanted value may give alternatives, "a|b"; null is written "null"."""
    if wanted is None or isinstance(wanted, bool):
        return got is None if wanted is None else bool(got) is wanted
    return (str(got) if got is not None else "null") in str(wanted).split("|")


def day(value: str | None) -> str | None:
    return value[:10] if value else value


def meets(wanted: str, when: Json) -> bool:
    """Does an interval of a reading meet the wanted one ("day" or "day..day")?"""
    if not when or not when["earliest"]:
        return False
    low, _, high = wanted.partition("..")
    return bool(day(when["earliest"]) <= (high or low) and day(when["latest"]) >= low)


def has_side(event: Json, side: str, actors: dict[str, Json], wanted: str) -> bool:
    """Is the country, the actor's name, or "group" on this side of the event?"""
    for party in event[side]:
        actor = actors.get(party["actor"], {})
        names = {party["country"], actor.get("country"), (actor.get("name") or "").lower(), *(actor.get("members") or ())}
        if actor.get("kind") == "group" or actor.get("members"):
            names.add("group")
        if any(w in names or w.lower() in names for w in wanted.split("|")):
            return True
    return False


def is_event(event: Json, wanted: Json, actors: dict[str, Json]) -> bool:
    ends = has_side(event, "source", actors, wanted["source"]) and has_side(event, "target", actors, wanted["target"])
    if not ends and wanted.get("reciprocal"):
        ends = has_side(event, "source", actors, wanted["target"]) and has_side(event, "target", actors, wanted["source"])
    if not ends or not all(one_of(wanted[k], event[k]) for k in ("type", "about", "status", "background", "reciprocal") if k in wanted):
        return False
    if "when" in wanted and not meets(wanted["when"], event["when"]):
        return False
    if "place" in wanted and (event["place"] or {}).get("country") != wanted["place"]:
        return False
    kinds = {a["kind"] for a in event["according_to"]}
    return "according_to" not in wanted or bool(kinds & set(wanted["according_to"].split("|")))


def of_article(wanted: Json) -> Iterator[Expectation]:
    for field in ("title", "standfirst", "language"):
        if field in wanted:
            yield Expectation("article", field, lambda r, f=field: one_of(wanted[f], r["article"][f]) or wanted[f] == r["article"][f])
    outlets = wanted["outlet_contains"].split("|")
    yield Expectation("article", "outlet", lambda r: any(o in json.dumps(r["article"]["outlet"], ensure_ascii=False) for o in outlets))
    if "truncated" in wanted:
        yield Expectation("article", "truncated", lambda r: bool(r["article"]["truncated"]) is wanted["truncated"])
    for field in ("earliest", "latest", "basis"):
        yield Expectation(
            "article",
            f"published.{field}",
            lambda r, f=field: one_of(
                wanted["published"][f], day(r["article"]["published"][f]) if f != "basis" else r["article"]["published"][f]
            ),
        )


def of_blocks(wanted: Json) -> Iterator[Expectation]:
    def words(r: Json, *roles: str) -> list[str]:
        return [r["article"]["text"][b["start"] : b["end"]] for b in r["article"]["blocks"] if b["role"] in roles]

    for x in wanted.get("text_must_not_contain", ()):
        yield Expectation("blocks", f"without {x!r}", lambda r, x=x: x not in r["article"]["text"])
    for x in wanted.get("text_must_contain", ()):
        yield Expectation("blocks", f"with {x!r}", lambda r, x=x: x in r["article"]["text"])
    for x in wanted.get("captions", ()):
        yield Expectation("blocks", f"caption {x!r}", lambda r, x=x: sum(x in t for t in words(r, "caption")) == 1)
    for x in wanted.get("credits_contain", ()):
        yield Expectation("blocks", f"credit {x!r}", lambda r, x=x: any(x in t for t in words(r, "caption", "credit")))
    for x in wanted.get("furniture_contains", ()):
        yield Expectation("blocks", f"furniture {x!r}", lambda r, x=x: any(x in f["text"] for f in r["article"]["furniture"]))


def of_actors(wanted: Json) -> Iterator[Expectation]:
    def holds(r: Json, w: Json) -> bool:
        last_names = [n.split()[-1] for n in w["name"].split("|")]
        return any(
            any(n in a["name"] for n in last_names)
            and one_of(w["country"], a["country"])
            and any(one_of(w["position"], o["position"]) and one_of(w["basis"], o["basis"]) for o in a["offices"])
            for a in r["actors"]
        )

    for w in wanted:
        yield Expectation("actors", w["name"], lambda r, w=w: holds(r, w))


def of_times(wanted: Json) -> Iterator[Expectation]:
    def holds(r: Json, w: Json) -> bool:
        near = [t for t in r["times"] if w["text"] in t["text"]]
        return any(one_of(w["earliest"], day(t["earliest"])) and one_of(w["latest"], day(t["latest"])) for t in near)

    for w in wanted:
        yield Expectation("times", w["text"], lambda r, w=w: holds(r, w))


def of_quotes(wanted: Json) -> Iterator[Expectation]:
    def speaker(r: Json, quote: Json) -> str:
        said = quote["speaker"] or {"mention": None, "actor": None}
        mention = next((m["text"] for m in r["mentions"] if m["id"] == said["mention"]), "")
        actor = next((a["name"] for a in r["actors"] if a["id"] == said["actor"]), "")
        return f"{actor} {mention}".strip().lower() or "null"

    def holds(r: Json, w: Json) -> bool:
        return any(
            q["text"].strip(QUOTE_MARKS).startswith(w["starts"])
            and one_of(w["kind"], q["kind"])
            and any(n.split()[-1].lower() in speaker(r, q) for n in w["speaker"].split("|"))
            for q in r["quotes"]
        )

    for w in wanted:
        yield Expectation("quotes", w["starts"], lambda r, w=w: holds(r, w))


def of_events(wanted: Json, at_most: int) -> Iterator[Expectation]:
    for w in wanted:
        yield Expectation("events", w["what"], lambda r, w=w: any(is_event(e, w, actors_of(r)) for e in r["events"]))
    yield Expectation("events", "at most", lambda r: len(r["events"]) <= at_most)


def of_must_not(wanted: Json) -> Iterator[Expectation]:
    def holds(r: Json, w: Json) -> bool:
        if "source_text" in w:
            named = {m["id"] for m in r["mentions"] if w["source_text"] in m["text"]}
            return not any(p["mention"] in named for e in r["events"] for p in (*e["source"], *e["target"]))
        return not any(is_event(e, w, actors_of(r)) for e in r["events"])

    for w in wanted:
        yield Expectation("must_not", w["what"], lambda r, w=w: holds(r, w))


def actors_of(reading: Json) -> dict[str, Json]:
    return {a["id"]: a for a in reading["actors"]}


# --- the tests -----------------------------------------------------------------------------------------------------


@cache
def sheet(name: str) -> Json:
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


@cache
def reading_of(name: str) -> Json:
    return json.loads(to_json(read(EXAMPLES / sheet(name)["page"])))


@cache
def expectations(name: str) -> tuple[Expectation, ...]:
    w = sheet(name)
    return (
        *of_article(w["article"]),
        *of_blocks(w["article"]),
        *of_actors(w["actors"]),
        *of_times(w["times"]),
        *of_quotes(w["quotes"]),
        *of_events(w["events"], w["at_most_events"]),
        *of_must_not(w["must_not"]),
    )


def test_every_example_has_an_expected_reading() -> None:
    pages = {path.name for path in EXAMPLES.iterdir() if path.suffix in (".html", ".txt", ".jsonl")}
    assert pages == {sheet(name)["page"] for name in NAMES}
    assert len(pages) >= 12


@pytest.mark.parametrize("name", NAMES)
def test_the_list_of_unmet_expectations_names_expectations(name: str) -> None:
    keys = [e.key for e in expectations(name)]
    assert len(keys) == len(set(keys))
    assert set(sheet(name)["unmet"]) <= set(keys)


@pytest.mark.parametrize("name", NAMES)
def test_evidence_is_the_articles_own_words(name: str) -> None:
    reading = reading_of(name)
    text = reading["article"]["text"]
    for event in reading["events"]:
        assert event["evidence"]
        for piece in event["evidence"]:
            assert text[piece["start"] : piece["end"]] == piece["text"]


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("name", NAMES)
def test_reading_is_as_expected(name: str, group: str) -> None:
    unmet = set(sheet(name)["unmet"])
    wanted = [e for e in expectations(name) if e.group == group and e.key not in unmet]
    assert [e.key for e in wanted if not e.holds(reading_of(name))] == []


def unmet_cases() -> list[Json]:
    return [pytest.param(name, key, id=f"{name}-{key}") for name in NAMES for key in sheet(name)["unmet"]]


@pytest.mark.parametrize(("name", "key"), unmet_cases())
@pytest.mark.xfail(strict=True, reason="known not to hold yet; take it off the list when it does")
def test_unmet_expectation(name: str, key: str) -> None:
    assert next(e for e in expectations(name) if e.key == key).holds(reading_of(name))
