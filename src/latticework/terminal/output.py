"""Where answers go: standard output or a file, in the form the reader asked for. Progress goes to standard error."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any, Literal, TypeAlias

import click
from rich.console import Console

from latticework.errors import InputError

Form: TypeAlias = Literal["human", "json", "jsonl", "csv", "html"]

Command: TypeAlias = Callable[..., Any]


def form_options(*forms: Form) -> Callable[[Command], Command]:
    """`--json`, `--jsonl`, `--csv` as the command offers them, and `-o FILE`, whose extension chooses the form."""

    def decorate(command: Command) -> Command:
        for form in reversed(forms):
            command = click.option(f"--{form}", "form", flag_value=form, type=str, help=f"Print {form.upper()}.")(command)
        return click.option("-o", "--output", type=click.Path(), metavar="FILE", help="Write to FILE; its extension chooses the form.")(
            command
        )

    return decorate


def chosen_form(form: str | None, output: str | None, offered: tuple[Form, ...]) -> Form:
    """The form of the answer: the flag's, else the one the file's extension names, else the page for people.

    Raises:
        InputError: the extension names no form that this command has.
    """
    if form is not None:
        return next(f for f in (*offered, "human") if f == form)
    if output is None or output == "-":
        return "human"
    ending = Path(output).suffix.lower().lstrip(".")
    if ending in ("", "txt"):
        return "human"
    for candidate in offered:
        if ending == candidate:
            return candidate
    raise InputError(f"{output}: no form is called {ending!r} here; use one of {', '.join('.' + f for f in offered)} or .txt")


@contextmanager
def opened(output: str | None) -> Iterator[IO[str]]:
    """Standard output, or the file: written beside and put in place when all is written, so that none is ever half.

    Raises:
        InputError: the file cannot be written there.
    """
    if output is None or output == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    path = Path(os.path.realpath(output))  # a link stays, and what it points at is written
    if path.is_dir():
        raise InputError(f"{output}: this is a folder; give the name of a file")
    straight = path.exists() and not path.is_file()  # a device or a pipe (/dev/null) must not be replaced by a file
    beside = path if straight else path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = beside.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror})") from error
    try:
        with stream:
            yield stream
        if not straight:
            beside.replace(path)
    finally:
        if not straight:
            beside.unlink(missing_ok=True)


def plain(value: object) -> Any:
    """A value as JSON has it: dataclasses become objects, days become strings, tuples become lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def as_json(value: object) -> str:
    return json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n"


def as_jsonl(rows: Iterable[object]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(plain(row), ensure_ascii=False) + "\n"


def as_csv(kind: type, rows: Iterable[object]) -> Iterator[str]:
    """Rows of the dataclass `kind` as CSV, with a header even where there are none; what is not a single value stands in its
    cell as JSON."""
    buffer = io.StringIO()
    names = [f.name for f in fields(kind)]
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        cells = (plain(getattr(row, name)) for name in names)
        writer.writerow([json.dumps(c, ensure_ascii=False) if isinstance(c, (dict, list)) else c for c in cells])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


class Page(Console):
    """A console that leaves a broken pipe to the program, which knows that `| head` is no error; rich exits with 1."""

    def on_broken_pipe(self) -> None:
        raise  # rich calls this while it handles the BrokenPipeError


def console(stream: IO[str]) -> Console:
    """A console for people. rich leaves colours out for NO_COLOR and where the stream is no terminal."""
    width = None if stream.isatty() else 120
    return Page(file=stream, width=width, highlight=False, soft_wrap=False)
