"""`latticework read`: the reading of each page, for people or as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import IO, Any

import click

from latticework.acquire import InputFormat, Rejected
from latticework.terminal import EXIT_REJECTED
from latticework.terminal.options import input_options, pages_of, quiet_option, setting_options, settings, tell_if_nothing
from latticework.terminal.output import Form, as_csv, chosen_form, console, form_options, opened
from latticework.terminal.progress import Meter
from latticework.terminal.rejects import RejectsFile
from latticework.types import Reading

FORMS: tuple[Form, ...] = ("json", "jsonl", "csv", "html")


@click.command("read")
@input_options
@form_options("json", "jsonl", "csv", "html")
@click.option("--rejects", type=click.Path(), metavar="FILE", help="Write pages that could not be read, with reasons, as JSON lines.")
@click.option("--article-only", is_flag=True, help="Stop at the article: its text, blocks, date and furniture, without events.")
@setting_options
@quiet_option
def read_command(
    inputs: tuple[str, ...],
    input_format: InputFormat,
    plain: bool,
    published: date | None,
    form: str | None,
    output: str | None,
    rejects: str | None,
    article_only: bool,
    quiet: bool,
    **flags: Any,
) -> int:
    """Read pages: files, folders, URLs, or - for standard input.

    Prints a page for people; --jsonl prints one reading a line, --csv one event a line. Exit code 3 says that
    some pages could not be read; the reasons go to standard error and to the --rejects file.

    \b
    Examples:
      latticework read page.html
      latticework read https://example.org/news/page.html
      latticework read archive/ --jsonl -o readings.jsonl
      latticework read archive/ --article-only --jsonl -o articles.jsonl
      cat page.txt | latticework read - --date 2025-01-21
      latticework read --input-format jsonl --plain --csv texts.jsonl
    """
    from latticework.acquire import count_pages
    from latticework.pipeline import article_pipeline, default_pipeline
    from latticework.run import read_pages

    config = settings(flags)
    how = chosen_form(form, output, FORMS)
    lost = RejectsFile(rejects)
    pages = pages_of(inputs, config, lost, input_format=input_format, plain=plain, published=published)
    with opened(output) as out, Meter("reading", quiet, transient=out.isatty()) as meter, lost:
        found = read_pages(
            pages,
            partial(article_pipeline if article_only else default_pipeline, config),
            workers=config.processes,
            page_seconds=config.page_seconds,
        )
        write_readings(out, how, metered(found, meter, lost, None if out.isatty() else count_pages(inputs), out.isatty()))
    tell_if_nothing(meter.done, inputs)
    return EXIT_REJECTED if lost.count else 0


def metered(
    found: Iterable[Reading | Rejected], meter: Meter, lost: RejectsFile, total: int | None, on_terminal: bool
) -> Iterator[Reading]:
    """The readings, counted. Where they are written to the terminal, the bar makes way for the first of them."""
    for done, result in enumerate(found, 1):
        if isinstance(result, Rejected):
            lost.add(result)
        else:
            if on_terminal:
                meter.stop()
            yield result
        meter(done, total, lost.count)


def write_readings(out: IO[str], how: str, readings: Iterator[Reading]) -> None:
    from latticework.schema import to_json

    if how == "jsonl":
        for reading in readings:
            out.write(to_json(reading).decode() + "\n")
            out.flush()
    elif how == "json":
        out.write("[")
        for n, reading in enumerate(readings):
            out.write((",\n" if n else "\n") + to_json(reading).decode())
        out.write("\n]\n")
    elif how == "csv":
        from latticework.views import EventRow, event_rows

        out.writelines(as_csv(EventRow, (row for reading in readings for row in event_rows(reading))))
    elif how == "html":
        from latticework.views.report import report_html

        out.write(report_html(readings, "What the pages say"))
    else:
        from latticework.terminal.page import print_reading

        page = console(out)
        for n, reading in enumerate(readings):
            if n:
                page.print()
            print_reading(page, reading)
