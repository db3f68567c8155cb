"""`latticework ingest`: read into a record that lasts."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from latticework.acquire import InputFormat
from latticework.terminal import EXIT_REJECTED
from latticework.terminal.options import input_options, pages_of, quiet_option, record_option, setting_options, settings, tell_if_nothing
from latticework.terminal.progress import Meter
from latticework.terminal.rejects import RejectsFile


@click.command("ingest")
@input_options
@record_option
@click.option("--rejects", type=click.Path(), metavar="FILE", help="Write pages that could not be read, with reasons, as JSON lines.")
@setting_options
@quiet_option
def ingest_command(
    inputs: tuple[str, ...],
    input_format: InputFormat,
    plain: bool,
    published: date | None,
    record: str,
    rejects: str | None,
    quiet: bool,
    **flags: Any,
) -> int:
    """Read pages into a record. Interrupted, it goes on where it was; run twice, it changes nothing.

    \b
    Examples:
      latticework ingest archive/ --record my.record
      latticework ingest --input-format jsonl --plain summaries.jsonl.gz --record world.record
    """
    from latticework.acquire import count_pages
    from latticework.pipeline import default_pipeline
    from latticework.run import ingest

    config = settings(flags)
    lost = RejectsFile(rejects)
    pages = pages_of(inputs, config, lost, input_format=input_format, plain=plain, published=published)
    with Meter("ingesting", quiet) as meter, lost:
        summary = ingest(
            pages,
            Path(record),
            partial(default_pipeline, config),
            workers=config.processes,
            page_seconds=config.page_seconds,
            progress=meter,
            total=count_pages(inputs),
        )
        for rejected in summary.rejects:
            lost.add(rejected)
    tell_if_nothing(meter.done, inputs)
    click.echo(
        f"{record}: {summary.articles} articles, {summary.events} events, {len(summary.rejects)} pages rejected, "
        f"{summary.skipped} pages were there already",
        err=True,
    )
    return EXIT_REJECTED if summary.rejects else 0
