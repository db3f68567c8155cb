"""What is known, looked at as a whole: what does not hold, and how much of each office is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import IO, TYPE_CHECKING, Any

import click

from latticework.terminal.options import DAY, overlay, setting_options, settings
from latticework.terminal.output import Form, as_csv, as_json, as_jsonl, chosen_form, console, form_options, opened

if TYPE_CHECKING:
    from latticework.knowledge.invariants import Coverage, Finding

FORMS: tuple[Form, ...] = ("json", "jsonl", "csv")


@click.group("knowledge")
def knowledge_command() -> None:
    """Looks after what is known of states, offices and their holders.

    \b
    Examples:
      latticework knowledge check
      latticework knowledge coverage --country FRA
    """


@knowledge_command.command("check")
@click.option("--date", "day", type=DAY, help="The day on which the answer is wanted (default: today).")
@form_options("json", "jsonl", "csv")
@setting_options
def check_command(day: date | None, form: str | None, output: str | None, **flags: Any) -> int:
    """What does not hold of the offices: two holders at a time, gaps of heads, heads out of date, your rows against the shipped ones.

    Exit code 1 where two hold one office and exceptions.csv does not explain it; the rest is for you to look into.

    \b
    Examples:
      latticework knowledge check
      latticework knowledge check --knowledge my-tables --csv -o findings.csv
    """
    from latticework.knowledge import load_knowledge
    from latticework.knowledge.invariants import Finding, findings

    own = overlay(settings(flags))
    found = list(findings(load_knowledge(own), day or date.today(), own))
    show(found, Finding, form, output, "kind country position start end message", "nothing to look into")
    return int(any(f.kind == "overlap" for f in found))


@knowledge_command.command("coverage")
@click.option("--country", "countries", multiple=True, help="Only this state (ISO code) or body; may be given again.")
@click.option("--position", "positions", multiple=True, help="Only this position, such as foreign_minister; may be given again.")
@click.option("--date", "day", type=DAY, help="Up to this day (default: today).")
@form_options("json", "jsonl", "csv")
@setting_options
def coverage_command(
    countries: tuple[str, ...], positions: tuple[str, ...], day: date | None, form: str | None, output: str | None, **flags: Any
) -> int:
    """How much of each office is known: terms, holders, the share of days since 1990, and how sure the rows are.

    \b
    Examples:
      latticework knowledge coverage --country FRA
      latticework knowledge coverage --position foreign_minister --csv -o coverage.csv
    """
    from latticework.knowledge import load_knowledge
    from latticework.knowledge.invariants import Coverage, coverage

    found = [
        row
        for row in coverage(load_knowledge(overlay(settings(flags))), day or date.today())
        if (not countries or row.country in countries) and (not positions or row.position in positions)
    ]
    columns = "country position terms holders since until share high medium low"
    show(found, Coverage, form, output, columns, "no such office: give an ISO code, and a position as `who` names them")
    return 0


def show(found: Sequence[Finding | Coverage], kind: type, form: str | None, output: str | None, columns: str, nothing: str) -> None:
    """The rows as a table, or in the form asked for."""
    how = chosen_form(form, output, FORMS)
    with opened(output) as out:
        if how == "csv":
            out.writelines(as_csv(kind, found))
        elif how == "json":
            out.write(as_json([asdict(f) for f in found]))
        elif how == "jsonl":
            out.writelines(as_jsonl(asdict(f) for f in found))
        else:
            print_table(out, found, columns.split(), nothing)


def print_table(out: IO[str], found: Sequence[Finding | Coverage], names: Sequence[str], nothing: str) -> None:
    from rich.markup import escape
    from rich.table import Table

    page = console(out)
    if not found:
        page.print(nothing, markup=False)
        return
    table = Table(*(name.capitalize() for name in names), box=None, pad_edge=False, header_style="bold")
    for row in found:
        table.add_row(*(escape(words(getattr(row, name))) for name in names))
    page.print(table)


def words(value: object) -> str:
    return "" if value is None else f"{100 * value:.0f} %" if isinstance(value, float) else str(value)
