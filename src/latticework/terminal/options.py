"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from latticework.acquire.sniff import PAGE_SUFFIXES
from latticework.config import Config, load_config

if TYPE_CHECKING:
    from latticework.acquire import InputFormat, Rejected
    from latticework.acquire.reach import Web
    from latticework.terminal.rejects import RejectsFile
    from latticework.types import Page

Command: TypeAlias = Callable[..., Any]


class Day(click.ParamType[date]):
    """A calendar day, YYYY-MM-DD."""

    name = "day"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as YYYY-MM-DD, such as 2025-01-21", param, ctx)


DAY = Day()


def inputs_or_stdin(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """The inputs that were named; without any, what is piped in.

    Raises:
        click.UsageError: nothing was named and nothing is piped in.
    """
    if not value and not ctx.resilient_parsing and sys.stdin.isatty():
        raise click.UsageError("say what to read: files, folders, URLs, or - for standard input", ctx)
    return value or ("-",)


def input_options(command: Command) -> Command:
    """What is read, and as what."""
    for option in (
        click.option("--date", "published", type=DAY, help="Day of publication of pages that do not tell it."),
        click.option("--plain", is_flag=True, help="Take the text as a clean article, to the letter."),
        click.option(
            "--input-format",
            type=click.Choice(["auto", "html", "text", "jsonl", "warc", "mail"]),
            default="auto",
            show_default=True,
            help="What the inputs are.",
        ),
        click.argument("inputs", nargs=-1, metavar="[INPUT...]", callback=inputs_or_stdin),
    ):
        command = option(command)
    return command


def setting_options(command: Command) -> Command:
    """Settings that may also stand in the environment or in latticework.toml."""
    for option in (
        click.option("--workers", type=click.IntRange(0), help="Worker processes (0: one for each core)."),
        click.option("--parser", help="spaCy pipeline to parse with: a package or a folder."),
        click.option("--page-seconds", type=click.FloatRange(0, min_open=True), help="Reject a page that takes longer."),
        click.option("--page-bytes", type=click.IntRange(1), help="Reject a page that is larger."),
        click.option("--knowledge", type=click.Path(file_okay=False), help="Folder with data files of your own."),
        click.option("--contact", help="Your e-mail address or page, told to the servers of URLs."),
    ):
        command = option(command)
    return command


def settings(flags: dict[str, Any]) -> Config:
    """The settings in force, given the flags of `setting_options`."""
    return load_config({name: flags.get(name) for name in ("workers", "parser", "page_seconds", "page_bytes", "knowledge", "contact")})


def web_of(config: Config, delay: float = 1.0) -> Web:
    """How the web is read: with what the program that called `main` lets be reached, which is the public web unless it says otherwise."""
    from latticework.acquire.reach import Reach, Web

    reach = click.get_current_context().find_object(Reach)
    return Web(reach=reach or Reach(), contact=config.contact, delay=delay)


def pages_of(
    inputs: tuple[str, ...], config: Config, lost: RejectsFile, *, input_format: InputFormat, plain: bool, published: date | None
) -> Iterator[Page | Rejected]:
    """The pages of what `input_options` name. What an archive holds besides pages is counted with what is `lost`."""
    from latticework.acquire import pages_from

    return pages_from(
        inputs,
        input_format=input_format,
        plain=plain,
        published=published,
        page_bytes=config.page_bytes,
        passed_over=lost.passed_over,
        web=web_of(config),
    )


def record_option(command: Command) -> Command:
    return click.option(
        "--record",
        "record",
        type=click.Path(file_okay=False),
        default="latticework.record",
        envvar="LATTICEWORK_RECORD",
        show_default=True,
        show_envvar=True,
        help="Folder of the record.",
    )(command)


quiet_option = click.option("-q", "--quiet", is_flag=True, help="No progress on standard error.")


def overlay(config: Config) -> Path | None:
    """The folder with the user's own knowledge, if there is one."""
    return Path(config.knowledge) if config.knowledge else None


def tell_if_nothing(done: int, inputs: tuple[str, ...]) -> None:
    """Say so where the inputs held no page at all: silence would look like success."""
    if not done:
        names = " ".join(sorted(PAGE_SUFFIXES - {""}))
        click.echo(f"no pages in {', '.join(inputs)}; of a folder, files named {names} are read, and those without an ending", err=True)
