"""`latticework show`: questions answered from the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from latticework.terminal.options import DAY, record_option
from latticework.terminal.output import Form, as_csv, as_json, as_jsonl, chosen_form, console, form_options, opened
from latticework.terminal.page import COLOURS
from latticework.views import EventRow, questions, readings_of

FORMS: tuple[Form, ...] = ("json", "jsonl", "csv")


@click.group("show")
def show_command() -> None:
    """Ask the record: what is in it, what two states did to each other, what was planned.

    \b
    Examples:
      latticework show summary --record my.record
      latticework show pair JPN USA --since 2025-01-01
      latticework show plans --csv
    """


Page: TypeAlias = Callable[[Console], None]


def answer(form: str | None, output: str | None, whole: object, rows: Iterable[object], page: Page, kind: type = EventRow) -> int:
    """Write an answer in the form asked for: `whole` as JSON, `rows` of `kind` as JSON lines or CSV, or `page(console)` for people."""
    how = chosen_form(form, output, FORMS)
    with opened(output) as out:
        if how == "json":
            out.write(as_json(whole))
        elif how == "human":
            page(console(out))
        else:
            out.writelines(as_jsonl(rows) if how == "jsonl" else as_csv(kind, rows))
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One count of the summary, flat enough for a table."""

    section: str
    name: str
    count: int


@show_command.command("summary")
@record_option
@form_options("json", "jsonl", "csv")
def summary_command(record: str, form: str | None, output: str | None) -> int:
    """What the record holds: articles, events by type, status and year, rejects by reason.

    \b
    Example:
      latticework show summary --record my.record
    """
    found = questions.summary(Path(record))
    sections = {
        "type": found.types,
        "status": found.statuses,
        "year": found.years,
        "pair": found.pairs,
        "outlet": found.outlets,
        "reject": found.reasons,
        "doubt": found.issues,
    }
    rows = [Line(section=name, name=c.name, count=c.count) for name, counts in sections.items() for c in counts]

    def page(to: Console) -> None:
        days = f" of {found.first_day} to {found.last_day}" if found.first_day else ""
        copies = f", {found.copies} of them copies of others" if found.copies else ""
        to.print(f"[bold]{found.articles}[/] articles{days}{copies}, [bold]{found.events}[/] events, {found.rejects} pages rejected")
        for name, counts in sections.items():
            if counts:
                told = ", ".join(f"{escape(c.name)} [dim]{c.count}[/]" for c in counts)
                to.print(f"[bold]{name:8}[/] {told}")

    return answer(form, output, found, rows, page, Line)


@show_command.command("pair")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--since", type=DAY, help="Only what was on this day or later.")
@click.option("--until", type=DAY, help="Only what was on this day or earlier.")
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="So many of the latest events in full.")
@record_option
@form_options("json", "jsonl", "csv")
def pair_command(
    a: str, b: str, since: date | None, until: date | None, limit: int, record: str, form: str | None, output: str | None
) -> int:
    """What A and B did and said to each other, in both directions, by year and type, and the latest of it.

    A and B are country codes such as JPN and USA, or the ids of actors. --json gives everything, --csv the events.

    \b
    Examples:
      latticework show pair JPN USA --record my.record
      latticework show pair RUS UKR --since 2014-01-01 --limit 1000 --csv -o rus-ukr.csv
    """
    found = questions.pair(Path(record), a, b, since, until, limit)

    def page(to: Console) -> None:
        to.print(f"[bold]{escape(found.a)} and {escape(found.b)}[/]: {found.events} events")
        for side in found.strangers:
            to.print(f"{escape(side)} is a party of no event in this record; countries are given by code, such as JPN")
        if not found.events:
            return
        head = ("Year", "Events", "Verbal coop.", "Material coop.", "Verbal conflict", "Material conflict", "Mean intensity")
        years = Table(*head, box=None, header_style="bold", pad_edge=False)
        for y in found.years:
            counts = (y.events, y.verbal_cooperation, y.material_cooperation, y.verbal_conflict, y.material_conflict)
            mean = "–" if y.mean_intensity is None else f"{y.mean_intensity:+.2f}"
            years.add_row(str(y.year or "unknown"), *map(str, counts), mean)
        to.print(years)
        kinds = ", ".join(f"{escape(k.source)} → {escape(k.target)} {k.type} {k.status} [dim]{k.events}[/]" for k in found.kinds[:12])
        to.print(f"[bold]most often[/]  {kinds}\n")
        if limit:
            print_rows(to, found.latest)

    return answer(form, output, found, found.latest, page)


@show_command.command("article")
@click.argument("id", metavar="ID")
@record_option
@form_options("json", "jsonl", "csv")
def article_command(id: str, record: str, form: str | None, output: str | None) -> int:
    """One article, by its id, the beginning of it, or the name under which it was read, with its events.

    \b
    Example:
      latticework show article 3f9a2c --record my.record
    """
    from latticework.terminal.page import print_reading

    found = questions.article(Path(record), id)

    def page(to: Console) -> None:
        for reading in readings_of(Path(record), ids=[found.id]):
            print_reading(to, reading)
        if found.copy_of:
            to.print(f"[dim]{found.copy_kind} of {found.copy_of}; its events are told by that one[/]")
        to.print(f"[dim]id {found.id}, read from {escape(found.ref)}[/]")

    return answer(form, output, found, found.events, page)


@show_command.command("event")
@click.argument("id", metavar="ID")
@record_option
@form_options("json", "jsonl", "csv")
def event_command(id: str, record: str, form: str | None, output: str | None) -> int:
    """One event with everything it rests on: parties, evidence with offsets, who says so, which rule decided.

    \b
    Example:
      latticework show event 3f9a2c41d07be511:e1 --json
    """
    found = questions.event(Path(record), id)

    def page(to: Console) -> None:
        print_rows(to, [found.event])
        for p in found.parties:
            known = " · ".join(x for x in (p.name, p.country, p.sector, p.actor) if x)
            to.print(f"  [bold]{p.side:12}[/] {escape(known)} [dim]{escape(p.words or '')}[/]")
        for e in found.evidence:
            to.print(f"  [bold]{e.role:12}[/] “{escape(' '.join(e.text.split()))}” [dim]{e.start}–{e.end}[/]")
        for s in found.according_to:
            to.print(f"  [bold]{'according to':12}[/] {s.kind} {escape(s.text or '')}")
        to.print(f"  [bold]{'why':12}[/] {escape(found.why)}")

    return answer(form, output, found, [found.event], page)


@show_command.command("plans")
@click.option("--since", type=DAY, help="Only what can still come on this day or later.")
@click.option("--until", type=DAY, help="Only what can come on this day or earlier.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many.")
@record_option
@form_options("json", "jsonl", "csv")
def plans_command(since: date | None, until: date | None, limit: int, record: str, form: str | None, output: str | None) -> int:
    """What is planned, promised or threatened, in the order of the days for which it is told.

    \b
    Examples:
      latticework show plans --since 2025-02-01
      latticework show plans --json
    """
    found = questions.plans(Path(record), since, until, limit)
    return answer(form, output, found, found, lambda to: print_rows(to, found))


def print_rows(to: Console, rows: Iterable[EventRow]) -> None:
    """Events for people: two lines each."""
    none = True
    for row in rows:
        none = False
        about = f" about {row.about}" if row.about else ""
        said = f", according to {'; '.join(row.according_to)}" if row.according_to else ""
        also = f", also in {row.others} other{'s' * (row.others > 1)}" if row.others else ""
        arrow = "↔" if row.reciprocal else "→"
        sides = f"{', '.join(row.source) or '?'} {arrow} {', '.join(row.target) or '–'}"
        to.print(
            f"[{COLOURS[row.quad]}]●[/] {days_of(row):10}  [bold]{escape(sides)}[/]  {row.type}{about}, {row.status}"
            f"{', background' if row.background else ''}{escape(said)}{also}  [dim]{row.id}[/]"
        )
        if row.sentence:
            to.print(f"    [dim]“{escape(' '.join(row.sentence.split()))}”[/]")
    if none:
        to.print("nothing found")


def days_of(row: EventRow) -> str:
    if row.day is None:
        return "no date"
    return row.day.isoformat() if row.last_day in (None, row.day) else f"{row.day} to {row.last_day}"
