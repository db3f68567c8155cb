"""`latticework report`: the record, or pages read just now, as one HTML file."""

from __future__ import annotations

import click

from latticework.terminal.options import record_option
from latticework.terminal.output import opened


@click.command("report")
@record_option
@click.option("--title", default="What the pages say", show_default=True, help="Title of the report.")
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True, help="At most so many articles, the newest first.")
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    metavar="FILE",
    default="report.html",
    show_default=True,
    help="Write to FILE (- for standard output).",
)
def report_command(record: str, title: str, limit: int, output: str) -> int:
    """Write an HTML report of the record: each article with its evidence highlighted, each event in a sentence.

    \b
    Examples:
      latticework report --record my.record -o report.html
      latticework report --limit 20 -o - | less
    """
    from pathlib import Path

    from latticework.views import readings_of
    from latticework.views.report import report_html

    html = report_html(readings_of(Path(record), limit=limit), title)
    with opened(output) as out:
        out.write(html)
    if output != "-":
        click.echo(f"wrote {output}", err=True)
    return 0
