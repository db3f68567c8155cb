"""Small questions: who is meant, when is that, what is the form of a reading, what are the settings."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import IO, TYPE_CHECKING, Any

import click

from latticework.errors import InputError
from latticework.terminal.options import DAY, setting_options, settings
from latticework.terminal.output import Form, as_csv, as_json, as_jsonl, chosen_form, console, form_options, opened

if TYPE_CHECKING:
    from latticework.detect.resolve import Answer
    from latticework.types import Actor, TimeExpression


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    id: str
    text: str
    date: date | None
    context: str | None


def questions_in(stream: IO[str], where: str) -> Iterator[Question]:
    """Lines of `{"id","text","date","context"?}`.

    Raises:
        InputError: a line is not of this form; the message has its number.
    """
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            line.encode()  # a byte that is not UTF-8 came in as half a surrogate pair, and cannot go out again
            row = json.loads(line)
            given, context = row.get("date"), row.get("context")
            question = Question(
                id=str(row["id"]),
                text=str(row["text"]),
                date=date.fromisoformat(given[:10]) if given else None,
                context=str(context) if context else None,
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f'{where}:{number}: not a line of {{"id","text","date"}} ({error})') from error
        yield question


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One actor that a name may mean, flat enough for a table."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    offices: str
    score: float
    why: str


def office_words(actor: Actor) -> str:
    return "; ".join(o.title if o.basis == "holder" else f"{o.title} ({o.basis})" for o in actor.offices)


FORMS: tuple[Form, ...] = ("json", "jsonl", "csv")


@click.command("who")
@click.argument("text", required=False)
@click.option("--date", "day", type=DAY, help="The day on which this was said (default: today).")
@click.option("--context", help="The sentence it stood in.")
@click.option("--input-format", type=click.Choice(["text", "jsonl"]), default="text", help="jsonl: questions as lines on standard input.")
@form_options("json", "jsonl", "csv")
@setting_options
def who_command(
    text: str | None, day: date | None, context: str | None, input_format: str, form: str | None, output: str | None, **flags: Any
) -> int:
    """Who is meant by TEXT, on a date: best first, with score and reason.

    \b
    Examples:
      latticework who "the Japanese foreign minister" --date 2025-01-19
      latticework who "US allies" --json
      latticework who --input-format jsonl < questions.jsonl
    """
    from latticework.detect.who import Inquiry
    from latticework.knowledge import load_knowledge
    from latticework.terminal.options import overlay

    if input_format == "text" and not (text or "").strip():
        raise click.UsageError("say who: latticework who TEXT, or give questions with --input-format jsonl")
    how = chosen_form(form, output, FORMS)
    inquiry = Inquiry(load_knowledge(overlay(settings(flags))))
    with opened(output) as out:
        if input_format == "jsonl":
            for q in questions_in(sys.stdin, "standard input"):
                answers = inquiry.ask(q.text, q.date or date.today(), q.context)
                out.writelines(as_jsonl([{"id": q.id, "actors": [answer_row(a) for a in answers]}]))
            return 0
        answers = inquiry.ask(text or "", day or date.today(), context)
        if how == "human":
            print_people(out, text or "", answers)
        elif how == "csv":
            out.writelines(as_csv(Found, map(found_row, answers)))
        elif how == "json":
            out.write(as_json([answer_row(a) for a in answers]))
        else:
            out.writelines(as_jsonl(answer_row(a) for a in answers))
    return 0


def answer_row(answer: Answer) -> dict[str, object]:
    """An answer as the contract has it: the actor's own fields, with score and reason beside them."""
    return {**asdict(answer.actor), "score": answer.score, "why": answer.why}


def found_row(answer: Answer) -> Found:
    actor = answer.actor
    return Found(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        country=actor.country,
        sector=actor.sector,
        offices=office_words(actor),
        score=answer.score,
        why=answer.why,
    )


def print_people(out: IO[str], text: str, answers: tuple[Answer, ...]) -> None:
    from rich.markup import escape
    from rich.table import Table

    page = console(out)
    if not answers:
        page.print(f"{text}: nobody known by that name on that day", markup=False)
        return
    table = Table("Who", "Country", "Sector", "Office", "Score", "Why", box=None, pad_edge=False, header_style="bold")
    for a in answers:
        members = f"{len(a.actor.members)} members" if a.actor.members else ""
        table.add_row(
            f"{escape(a.actor.name)} [dim]{escape(a.actor.id)}[/]",
            a.actor.country or "–",
            a.actor.sector or "–",
            escape(office_words(a.actor)) or members or "–",
            f"{a.score:.2f}",
            escape(a.why),
        )
    page.print(table)


@click.command("when")
@click.argument("text")
@click.option("--date", "day", type=DAY, help="The day on which this was written (default: today).")
@form_options("json", "jsonl", "csv")
def when_command(text: str, day: date | None, form: str | None, output: str | None) -> int:
    """Which days the time expressions in TEXT mean, read on a date.

    \b
    Examples:
      latticework when "the first half of February" --date 2025-01-21
      latticework when "They met last Tuesday and will meet again in three weeks." --json
    """
    from latticework.detect.times import resolve
    from latticework.types import TimeExpression

    if not text.strip():
        raise click.UsageError("say when: latticework when TEXT")
    found = resolve(text, day or date.today())
    how = chosen_form(form, output, FORMS)
    with opened(output) as out:
        if how == "human":
            print_times(out, text, found)
        elif how == "json":
            out.write(as_json(found))
        else:
            out.writelines(as_csv(TimeExpression, found) if how == "csv" else as_jsonl(found))
    return 0


def print_times(out: IO[str], text: str, found: tuple[TimeExpression, ...]) -> None:
    from rich.markup import escape
    from rich.table import Table

    page = console(out)
    if not found:
        page.print(f"{text}: no time expression known", markup=False)
        return
    table = Table("Words", "Earliest", "Latest", "Precision", "Kind", "TIMEX3", box=None, pad_edge=False, header_style="bold")
    for t in found:
        ends = [end.isoformat() if end else "–" for end in (t.earliest, t.latest)]
        table.add_row(escape(t.text), *ends, t.precision, t.kind, t.timex or "–")
    page.print(table)


@click.command("schema")
@click.option("-o", "--output", type=click.Path(), metavar="FILE", help="Write to FILE.")
def schema_command(output: str | None) -> int:
    """Print the JSON Schema of a reading.

    \b
    Example:
      latticework schema -o reading.schema.json
    """
    from latticework.schema import json_schema

    with opened(output) as out:
        out.write(as_json(json_schema()))
    return 0


@click.command("settings")
@form_options("json")
@setting_options
def settings_command(form: str | None, output: str | None, **flags: Any) -> int:
    """Print the settings in force: flag > environment > ./latticework.toml > user config > default.

    \b
    Examples:
      latticework settings
      LATTICEWORK_WORKERS=4 latticework settings --json
    """
    values = asdict(settings(flags))
    with opened(output) as out:
        if chosen_form(form, output, ("json",)) == "json":
            out.write(as_json(values))
        else:
            out.writelines(f"{name} = {json.dumps(value)}\n" for name, value in values.items())
    return 0


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> int:
    """Print the lines that teach your shell to complete latticework's commands.

    \b
    Example:
      latticework completion bash >> ~/.bashrc
    """
    from click.shell_completion import get_completion_class

    from latticework.terminal import program

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(program, {}, "latticework", "_LATTICEWORK_COMPLETE").source())
    return 0
