#!/usr/bin/env python3
"""Writes the reference pages that are made from the code, so that they cannot say something else than the code does.

python docs/generate.py            write docs/reference/{commands,event-types,schema,settings}.md and reading.schema.json
python docs/generate.py --check    write nothing; exit 1 and name the pages that are not up to date
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import itertools
import json
import sys
import typing
from collections.abc import Iterator
from pathlib import Path

import click

from latticework import config, types
from latticework.knowledge import load_knowledge
from latticework.schema import INTERNAL, json_schema
from latticework.terminal import program

REFERENCE = Path(__file__).resolve().parent / "reference"
MADE = "<!-- Made by docs/generate.py from the code: change the code, then run `make docs`. -->\n\n"
WIDTH = 100


def main(arguments: list[str]) -> int:
    stale = []
    for name, text in pages().items():
        path = REFERENCE / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in arguments:
        sys.stderr.write(f"not up to date: {', '.join(stale)}; run `make docs`\n")
        return 1
    sys.stdout.write(f"{'wrote ' + ', '.join(stale) if stale else 'all up to date'}\n")
    return 0


def pages() -> dict[str, str]:
    return {
        "commands.md": MADE + "\n".join(commands_page()),
        "schema.md": MADE + "\n".join(schema_page()),
        "event-types.md": MADE + "\n".join(types_page()),
        "settings.md": MADE + "\n".join(settings_page()),
        "reading.schema.json": json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n",
    }


# --- commands ------------------------------------------------------------------------------------------------------


def commands_page() -> Iterator[str]:
    yield "# Commands\n"
    yield "What each command says with `--help`. Exit codes: 0 all done; 1 failed; 2 wrong usage; 3 done, but some pages were"
    yield "rejected; 4 the record is locked or of another version; 130 interrupted.\n"
    yield from help_of(program, "latticework", None)


def help_of(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=WIDTH, max_content_width=WIDTH)
    yield f"{'##' if parent is None else '###'} `{context.command_path}`\n"
    yield f"```text\n{command.get_help(context).rstrip()}\n```\n"
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found is not None and not found.hidden:
                yield from help_of(found, inner, context)


# --- the reading ---------------------------------------------------------------------------------------------------


def schema_page() -> Iterator[str]:
    yield "# The reading, field by field\n"
    yield f"`latticework read --jsonl` prints one object of this form a line (`schema` is `{types.SCHEMA}`). All fields are always there,"
    yield "null where unknown. Offsets are half-open and count Unicode code points of `article.text`. The same as JSON Schema:"
    yield "[reading.schema.json](reading.schema.json), or `latticework schema`. From Python the same objects are the frozen dataclasses"
    yield "of `latticework.types`.\n"
    shapes = [v for v in vars(types).values() if dataclasses.is_dataclass(v) and isinstance(v, type) and v.__module__ == types.__name__]
    shown = [s for s in shapes if s.__name__ not in (*INTERNAL, "Page", "Span", "Words")]
    for shape in sorted(shown, key=lambda s: s is not types.Reading):
        yield from shape_table(shape)
    yield "## Sets of values\n"
    for name, alias in vars(types).items():
        if typing.get_origin(alias) is typing.Literal:
            yield f"- **{name}**: {', '.join(f'`{v}`' for v in typing.get_args(alias))}"
    yield ""


def shape_table(shape: type) -> Iterator[str]:
    yield f"## {shape.__name__}\n"
    # dataclasses write a signature as docstring where there is none.
    if shape.__doc__ and not shape.__doc__.startswith(f"{shape.__name__}("):
        yield f"{inspect.cleandoc(shape.__doc__)}\n"
    yield "| Field | Type |\n|---|---|"
    for field in dataclasses.fields(shape):
        if field.name == "syntax":
            continue
        kind = str(field.type).replace("|", "\\|").replace("tuple[", "list of ").replace(", ...]", "")
        yield f"| `{field.name}` | {kind} |"
    yield ""


# --- types of events -----------------------------------------------------------------------------------------------

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


def types_page() -> Iterator[str]:
    ontology = load_knowledge().ontology
    yield "# Types of events\n"
    yield "The sixteen types of [PLOVER 2](https://github.com/openeventdata/PLOVER), with its intensities from -10 to 10: that of the type,"
    yield "and in brackets that of each mode. CAMEO is the root code of the older ontology that corresponds best.\n"
    yield "| Type | Class | CAMEO | Intensity | Modes |\n|---|---|---|---|---|"
    for entry in ontology.types.values():
        modes = ", ".join(name if score is None else f"{name} ({score:+g})" for name, score in entry.modes.items())
        yield f"| {entry.type} | {QUADS[entry.quad]} | {entry.cameo} | {entry.intensity:+g} | {modes} |"
    yield f"\n**Contexts**: {', '.join(f'`{c}`' for c in ontology.contexts)}\n"
    yield f"**Sectors** of actors: {', '.join(f'`{s}`' for s in ontology.sectors)}\n"


# --- settings ------------------------------------------------------------------------------------------------------


def settings_page() -> Iterator[str]:
    yield "# Settings\n"
    yield f"Flag before environment before `./{config.FILE}` before the user's own config file before the default. `latticework settings`"
    yield "prints those in force.\n"
    yield "| Setting | Flag | Environment | Default | What it does |\n|---|---|---|---|---|"
    told = field_docs(config.Config)
    for field in dataclasses.fields(config.Config):
        flag, variable = f"--{field.name.replace('_', '-')}", config.PREFIX + field.name.upper()
        yield f"| `{field.name}` | `{flag}` | `{variable}` | `{field.default!r}` | {told.get(field.name, '')} |"
    yield ""


def field_docs(shape: type) -> dict[str, str]:
    """The string that stands under each field in the source, which Python itself throws away."""
    body = ast.parse(inspect.cleandoc(inspect.getsource(shape))).body[0]
    assert isinstance(body, ast.ClassDef)
    told: dict[str, str] = {}
    for node, following in itertools.pairwise(body.body):
        match node, following:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(words))):
                told[name] = " ".join(words.split())
    return told


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
