"""`latticework fetch`: what is new on feeds, sitemaps and pages, as JSON lines that the other commands read."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from latticework.acquire import Rejected
from latticework.config import load_config
from latticework.errors import InputError, PageRejected
from latticework.terminal import EXIT_REJECTED
from latticework.terminal.options import DAY, quiet_option, web_of
from latticework.terminal.progress import Meter
from latticework.terminal.rejects import RejectsFile

if TYPE_CHECKING:
    from latticework.acquire.gather import Gathered
    from latticework.types import Page


@click.command("fetch")
@click.argument("urls", nargs=-1, metavar="[URL...]")
@click.option("--state", type=click.Path(dir_okay=False), metavar="FILE", help="Remember in FILE what was fetched, and follow these feeds.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Add the pages to the end of FILE.")
@click.option("--since", type=DAY, help="Leave entries that are dated before this day.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most N pages of each feed or sitemap, the newest first.")
@click.option("--listed-text", is_flag=True, help="Take the text that a feed itself carries, and fetch no pages.")
@click.option("--changed", is_flag=True, help="Fetch again what a feed or sitemap says was changed since.")
@click.option("--delay", type=click.FloatRange(0), default=1.0, show_default=True, help="Seconds between two requests to one host.")
@click.option("--port", "ports", type=click.IntRange(1, 65535), multiple=True, help="Allow this port besides 80 and 443.")
@click.option("--contact", help="Your e-mail address or page, told to the servers.")
@click.option("--page-bytes", type=click.IntRange(1), help="Reject a page that is larger.")
@click.option("--rejects", type=click.Path(), metavar="FILE", help="Write what could not be fetched, with reasons, as JSON lines.")
@quiet_option
def fetch_command(
    urls: tuple[str, ...],
    state: str | None,
    output: str | None,
    since: date | None,
    limit: int | None,
    listed_text: bool,
    changed: bool,
    delay: float,
    ports: tuple[int, ...],
    contact: str | None,
    page_bytes: int | None,
    rejects: str | None,
    quiet: bool,
) -> int:
    """Fetch what is new: the pages that feeds and sitemaps lead to, and pages themselves.

    Each page becomes a JSON line that `read` and `ingest` take. With --state, what was fetched is not fetched again, and
    without a URL all that is known there is looked through; a run that was killed goes on. Hosts are asked one
    request at a time, with a pause between two; what a feed leads to is fetched only where robots.txt allows it.

    \b
    Examples:
      latticework fetch https://example.org/feed.xml | latticework ingest - --record my.record
      latticework fetch --state news.state -o pages.jsonl https://example.org/feed.xml
      latticework fetch --state news.state -o pages.jsonl
      latticework fetch https://example.org/sitemap.xml --since 2025-01-01 --limit 100 -o pages.jsonl
      latticework fetch - < feeds.txt
    """
    from latticework.acquire.feed_state import FeedState
    from latticework.acquire.gather import Gathered, Round, Wish

    config = load_config({"contact": contact, "page_bytes": page_bytes})
    web = web_of(config, delay)
    web = replace(web, reach=replace(web.reach, ports=web.reach.ports | set(ports)))
    named = urls_of(urls, state)
    wish = Wish(since=since, limit=limit, listed_text=listed_text, changed=changed, page_bytes=config.page_bytes)
    with FeedState(Path(state) if state else None) as memory, added_to(output) as out, RejectsFile(rejects) as lost:
        following = Round(state=memory, web=web, wish=wish)
        with Meter("fetching", quiet, transient=out.isatty()) as meter:
            done = 0
            for found in following.pages(named):
                row = found if isinstance(found, Rejected) else row_of(found)
                if isinstance(row, Rejected):
                    lost.add(row)
                else:
                    out.write(json.dumps(row, ensure_ascii=False) + "\n")
                    out.flush()  # only now may the state say that the page is done
                    done += 1
                    if not quiet and isinstance(found, Gathered) and found.entry is None:
                        tell_of_feeds(found.page)
                meter(done, None, lost.count)
        if not quiet:
            left = f"; {following.put_off} wait for a later run, as their hosts are in trouble" if following.put_off else ""
            click.echo(f"{done or 'no'} new page{'' if done == 1 else 's'}, {lost.count} rejected{left}", err=True)
    return EXIT_REJECTED if lost.count else 0


def tell_of_feeds(page: Page) -> None:
    """Whoever named an outlet's first page may have meant what it leads to."""
    from latticework.acquire.feeds import feeds_named

    content = page.content.encode("utf-8", "replace") if isinstance(page.content, str) else page.content
    count = len(list(feeds_named(content, page.url or page.ref)))
    if count:
        click.echo(f"{page.ref} names {count} feed{'' if count == 1 else 's'}; `latticework feeds {page.ref}` lists them", err=True)


def urls_of(urls: tuple[str, ...], state: str | None) -> tuple[str, ...]:
    """The URLs that were named, those on standard input in the place of "-".

    Raises:
        click.UsageError: none was named, and no state knows any.
    """
    found: list[str] = []
    for url in urls:
        lines = sys.stdin.read().splitlines() if url == "-" else [url]
        found += [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not found and not (state and not urls):
        raise click.UsageError("say what to fetch: URLs, - for a list of them on standard input, or --state FILE with feeds in it")
    return tuple(found)


def row_of(found: Gathered) -> dict[str, object] | Rejected:
    """A page as a line that `pages_from` reads, with what the feed said of it."""
    from latticework.clean.decode import decode_bytes

    page, entry = found.page, found.entry
    try:
        text = page.content if isinstance(page.content, str) else decode_bytes(page.content, page.encoding)
    except PageRejected as error:
        return Rejected(ref=page.ref, reason=error.reason, detail=error.detail)
    row: dict[str, object] = {"id": page.ref, "url": page.url, "text" if page.media == "text" else "html": text}
    if page.title:
        row["title"] = page.title
    if page.fetched:
        row["fetched"] = page.fetched.isoformat()
    if entry is not None:
        published = entry.published.isoformat() if entry.published else None
        if published and (page.published or not is_dated(found, text)):
            row["date"] = published
        row["feed"] = {
            "url": found.source,
            "id": entry.id,
            "title": entry.title,
            "published": published,
            "updated": entry.updated.isoformat() if entry.updated else None,
            "language": entry.language,
        }
    return row


def is_dated(found: Gathered, text: str) -> bool:
    """Whether a page tells its own day, if only by its address. That is better than its feed's date, which is often in another zone."""
    from latticework.clean import clean_page

    try:
        return clean_page(replace(found.page, content=text)).article.published.basis not in ("unknown", "inferred")
    except Exception:  # whatever is wrong with the page is told when it is read; to have it fetched is what counts here
        return False


@contextmanager
def added_to(output: str | None) -> Iterator[IO[str]]:
    """Standard output, or a file to whose end lines are added. Half a line that a killed run has left there is cut off.

    Raises:
        InputError: the file cannot be written.
    """
    if output is None or output == "-":
        yield sys.stdout
        return
    path = Path(output)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            cut_half_line(path)
        stream = path.open("a", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror})") from error
    with stream:
        yield stream


def cut_half_line(path: Path) -> None:
    with path.open("r+b") as stream:
        end = stream.seek(0, os.SEEK_END)
        while end > 0:
            start = max(0, end - (1 << 16))
            stream.seek(start)
            at = stream.read(end - start).rfind(b"\n")
            if at >= 0:
                stream.truncate(start + at + 1)
                return
            end = start
        stream.truncate(0)
