"""`latticework feeds`: which feeds an outlet has, and how those that are followed are doing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from latticework.config import load_config
from latticework.errors import InputError
from latticework.terminal.options import web_of
from latticework.terminal.output import Form, as_csv, as_json, as_jsonl, chosen_form, console, form_options, opened

if TYPE_CHECKING:
    from latticework.acquire.discover import ListFound
    from latticework.acquire.feed_state import Source

FORMS: tuple[Form, ...] = ("json", "jsonl", "csv")


@click.command("feeds")
@click.argument("url", required=False)
@click.option("--state", type=click.Path(dir_okay=False), metavar="FILE", help="The state of `latticework fetch`: show what it follows.")
@click.option("--forget", metavar="URL", help="Follow this one no longer, and forget its entries (with --state).")
@click.option("--contact", help="Your e-mail address or page, told to the server.")
@form_options("json", "jsonl", "csv")
def feeds_command(url: str | None, state: str | None, forget: str | None, contact: str | None, form: str | None, output: str | None) -> int:
    """Show which feeds and sitemaps the page at URL and its host name; or, with --state, those that are followed.

    \b
    Examples:
      latticework feeds https://example.org/
      latticework feeds --state news.state
      latticework feeds --state news.state --forget https://example.org/feed.xml
    """
    if (url is None) == (state is None):
        raise click.UsageError("give either a URL to look at, or --state FILE to show what is followed")
    how = chosen_form(form, output, FORMS)
    rows: Sequence[ListFound] | Sequence[Source]
    if url is not None:
        from latticework.acquire.discover import ListFound, lists_at

        kind: type = ListFound
        rows = lists_at(url, web_of(load_config({"contact": contact})))
        nothing = f"{url}: no feed and no sitemap is named there; try the outlet's first page"
    else:
        from latticework.acquire.feed_state import Source

        kind, rows = Source, followed(state or "", forget)
        nothing = f"{state}: nothing is followed yet; latticework fetch --state {state} URL"
    with opened(output) as out:
        if how == "json":
            out.write(as_json(rows))
        elif how == "human":
            print_table(out, rows, nothing)
        else:
            out.writelines(as_jsonl(rows) if how == "jsonl" else as_csv(kind, rows))
    return 0


def followed(state: str, forget: str | None) -> tuple[Source, ...]:
    from latticework.acquire.feed_state import FeedState

    if not Path(state).is_file():
        raise InputError(f"{state}: there is no such file; latticework fetch --state {state} URL makes it")
    with FeedState(Path(state)) as memory:
        if forget and not memory.forget(forget):
            raise InputError(f"{forget}: not followed in {state}; latticework feeds --state {state} lists what is")
        return memory.sources()


def print_table(out: IO[str], rows: Sequence[ListFound] | Sequence[Source], nothing: str) -> None:
    from rich.markup import escape
    from rich.table import Table

    page = console(out)
    if not rows:
        page.print(nothing, markup=False)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    lines = [cells_of(row) for row in rows]
    for name in lines[0]:
        table.add_column(name, overflow="fold" if name == "URL" else "ellipsis", min_width=40 if name == "URL" else None)
    for line in lines:
        table.add_row(*("–" if cell is None else escape(str(cell)) for cell in line.values()))
    page.print(table)


def cells_of(row: ListFound | Source) -> Mapping[str, object]:
    """What people are shown of a row."""
    from latticework.acquire.feed_state import Source

    if not isinstance(row, Source):
        return {"URL": row.url, "Kind": row.kind, "Title": row.title, "Named by": row.by}
    until = f"; asked again after {row.not_before:%Y-%m-%d %H:%M} UTC" if row.not_before else ""
    return {
        "URL": row.url,
        "Title": row.title,
        "Looked at (UTC)": f"{row.checked:%Y-%m-%d %H:%M}" if row.checked else "never",
        "Done": row.done,
        "Waiting": row.waiting,
        "Dropped": row.dropped,
        "Trouble": f"{row.error}{until}" if row.error else None,
    }
