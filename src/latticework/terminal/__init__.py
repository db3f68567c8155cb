"""The command line. `latticework --help` lists what it can do."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Final

import click

from latticework import __version__
from latticework.errors import LatticeworkError

if TYPE_CHECKING:
    from latticework.acquire.reach import Reach

EXIT_INTERRUPTED = 130
EXIT_REJECTED = 3


PLACES: Final = {
    "read": "read",
    "ingest": "ingest",
    "fetch": "fetch",
    "feeds": "feeds",
    "show": "show",
    "report": "report",
    "who": "ask",
    "when": "ask",
    "knowledge": "knowledge",
    "schema": "ask",
    "settings": "ask",
    "completion": "ask",
}
"""The module in which each command is."""


class Commands(click.Group):
    """Loads a command's module when the command is called, so that `--help` and completion are quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        from importlib import import_module

        if cmd_name not in PLACES:
            return None
        command = getattr(import_module(f"latticework.terminal.{PLACES[cmd_name]}"), f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # caught here, as click would make it a failure
            # The reader of our output has gone (`| head`): not an error. Keep the interpreter from complaining at exit.
            sys.stdout = None
            return 0
        return code


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, "-V", "--version", prog_name="latticework")
def program() -> None:
    """Read pages of news and keep the record: who did or said what to whom, when, according to whom, with the words.

    \b
    Examples:
      latticework read page.html
      latticework ingest archive/ --record my.record
      latticework show pair JPN USA --record my.record
    """


def main(arguments: list[str] | None = None, *, reach: Reach | None = None) -> None:
    """Run the program and exit: 0 done; 1 failed; 2 usage; 3 some pages rejected; 4 record locked; 130 interrupted.

    `reach` is what may be reached on the network, if not the public web; it is for programs and tests that call this.
    """
    prepare_streams()
    try:
        code = program.main(arguments, prog_name="latticework", standalone_mode=False, obj=reach)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except LatticeworkError as error:
        click.echo(f"latticework: {error}", err=True)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("latticework: interrupted; what was finished is kept", err=True)
        code = EXIT_INTERRUPTED
    except OSError as error:
        # A full disk, or a file that changed under our hands: for the user to mend, and nothing a traceback would help with.
        click.echo(f"latticework: {error.filename or 'output'}: {error.strerror or error}", err=True)
        sys.stdout = None
        code = 1
    sys.exit(code if isinstance(code, int) else 0)


def prepare_streams() -> None:
    """UTF-8 on all three streams, whatever the locale says: readings are UTF-8, and so are the pages piped in."""
    for name, errors in (("stdin", "surrogateescape"), ("stdout", "backslashreplace"), ("stderr", "backslashreplace")):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "r+", encoding="utf-8"))  # noqa: SIM115, PTH123 – stays open until the end
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
