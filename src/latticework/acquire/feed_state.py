"""What is known of feeds from earlier runs, in one SQLite file: when they were asked, what they said, which of their entries are done.

An entry is written down as waiting in the same transaction as the feed's validators (ETag, Last-Modified), and as done after its
page was given out. So a run that is killed at any moment forgets nothing: the feed then says "not modified", and the
entries still wait.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, Literal, TypeAlias

from latticework.acquire.dumps import moment_of
from latticework.acquire.entries import Entry, Listing, later
from latticework.acquire.http import Fetched
from latticework.acquire.politeness import Robots
from latticework.acquire.rejected import Rejected
from latticework.errors import FetchFailed, InputError, PageRejected
from latticework.types import Moment

Kind: TypeAlias = Literal["feed", "sitemap", "page"]

VERSION: Final = 1
APPLICATION: Final = 0x4C57464D  # "LWFM"
MOST_TRIES: Final = 5
FIRST_WAIT: Final = 300.0
LONGEST_WAIT: Final = 24 * 3600.0
SCHEMA: Final = """
CREATE TABLE source (
    url TEXT PRIMARY KEY, parent TEXT, kind TEXT, form TEXT, title TEXT, etag TEXT, modified TEXT, checked REAL,
    failures INTEGER NOT NULL DEFAULT 0, not_before REAL NOT NULL DEFAULT 0, error TEXT
);
CREATE TABLE entry (
    number INTEGER PRIMARY KEY, source TEXT NOT NULL, id TEXT NOT NULL, url TEXT, title TEXT, published TEXT, updated TEXT, content TEXT,
    whole INTEGER NOT NULL, language TEXT, state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'dropped')),
    tries INTEGER NOT NULL DEFAULT 0, not_before REAL NOT NULL DEFAULT 0, error TEXT, UNIQUE (source, id)
);
CREATE INDEX entry_by_url ON entry (url);
CREATE INDEX entry_by_state ON entry (source, state);
CREATE TABLE robots (origin TEXT PRIMARY KEY, asked REAL NOT NULL, verdict TEXT NOT NULL, text TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A feed, sitemap or page that is followed. Times are UTC; `error` is what went wrong the last time."""

    url: str
    kind: Kind | None
    title: str | None
    checked: datetime | None
    not_before: datetime | None
    failures: int
    error: str | None
    done: int
    waiting: int
    dropped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask "has it changed?" with; and until when it is not to be asked at all."""

    kind: Kind | None = None
    etag: str | None = None
    modified: str | None = None
    checked: float = 0.0
    not_before: float = 0.0


UNKNOWN: Final = Validators()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An entry whose page is still to be had, under its number in the state."""

    number: int
    source: str
    entry: Entry


def wait_after(failures: int, retry_after: float | None = None) -> float:
    """Seconds to leave a server alone after that many failures in a row: doubled each time; longer if it says so itself."""
    wait: float = min(FIRST_WAIT * 2 ** min(failures - 1, 20), LONGEST_WAIT)
    return max(wait, min(retry_after or 0.0, 7 * LONGEST_WAIT))


class FeedState:
    """The state in a file, made if there is none; without a file, of this run alone. A context manager. One process has it at a time.

    Raises:
        InputError: the file is something else, of another version, or in use.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        try:
            self.db = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=1.0)
            self.db.execute("PRAGMA locking_mode = EXCLUSIVE")
            self.db.execute("PRAGMA synchronous = NORMAL")
            self.db.execute("BEGIN IMMEDIATE")  # takes the lock, which lasts until the connection is closed
            self._prepare()
            self.db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            detail = "another fetch is using it; wait until that one is done" if "locked" in str(error) else f"cannot be used ({error})"
            raise InputError(f"{path}: {detail}") from error
        except sqlite3.DatabaseError as error:
            raise InputError(f"{path}: not a state file of `latticework fetch`; give another name") from error

    def _prepare(self) -> None:
        (version,) = self.db.execute("PRAGMA user_version").fetchone()
        (application,) = self.db.execute("PRAGMA application_id").fetchone()
        (tables,) = self.db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not tables:
            for statement in SCHEMA.split(";"):
                self.db.execute(statement)
            self.db.execute(f"PRAGMA user_version = {VERSION}")
            self.db.execute(f"PRAGMA application_id = {APPLICATION}")
        elif application != APPLICATION:
            raise InputError(f"{self.path}: not a state file of `latticework fetch`; give another name")
        elif version != VERSION:
            raise InputError(f"{self.path}: its version is {version}, this program writes {VERSION}; give a new file")

    def __enter__(self) -> FeedState:
        return self

    def __exit__(self, *_: object) -> None:
        self.db.close()

    # --- sources

    def sources(self) -> tuple[Source, ...]:
        """All that were named; sitemaps that a sitemap index names count into it."""
        rows = self.db.execute(
            "SELECT s.url, s.kind, s.title, s.checked, s.not_before, s.failures, s.error, count(*) FILTER (WHERE e.state = 'done'),"
            " count(*) FILTER (WHERE e.state = 'waiting'), count(*) FILTER (WHERE e.state = 'dropped') FROM source s"
            " LEFT JOIN source c ON c.url = s.url OR c.parent = s.url LEFT JOIN entry e ON e.source = c.url"
            " WHERE s.parent IS NULL GROUP BY s.url ORDER BY s.rowid"
        )
        return tuple(
            Source(
                url=url, kind=kind, title=title, checked=_instant(checked), not_before=_instant(before), failures=failures, error=error,
                done=done, waiting=waiting, dropped=dropped,
            )
            for url, kind, title, checked, before, failures, error, done, waiting, dropped in rows
        )  # fmt: skip

    def validators(self, url: str) -> Validators:
        row = self.db.execute("SELECT kind, etag, modified, checked, not_before FROM source WHERE url = ?", (url,)).fetchone()
        if row is None:
            return UNKNOWN
        return Validators(kind=row[0], etag=row[1], modified=row[2], checked=row[3] or 0.0, not_before=row[4])

    def follow(self, url: str, parent: str | None = None) -> None:
        """Know a source from now on."""
        self.db.execute("INSERT OR IGNORE INTO source (url, parent) VALUES (?, ?)", (url, parent))

    def forget(self, url: str) -> bool:
        """Know nothing more of a source and its entries. False: nothing was known."""
        with self._whole():
            self.db.execute("DELETE FROM entry WHERE source IN (SELECT url FROM source WHERE url = ? OR parent = ?)", (url, url))
            return self.db.execute("DELETE FROM source WHERE url = ? OR parent = ?", (url, url)).rowcount > 0

    def found(self, url: str, fetched: Fetched, listing: Listing | None, *, changed: bool = False) -> None:
        """A source answered. New entries wait from now on; with `changed`, those too that were changed since they were done."""
        with self._whole():
            self.db.execute("UPDATE source SET checked = ?, failures = 0, not_before = 0, error = NULL WHERE url = ?", (time.time(), url))
            if not fetched.changed:
                return
            kind, form, title = (listing.kind, listing.form, listing.title) if listing else ("page", "page", None)
            self.db.execute(
                "UPDATE source SET kind = ?, form = ?, title = ?, etag = ?, modified = ? WHERE url = ?",
                # An index is asked for whole each time: unchanged itself, it may lead to sitemaps that were, or that a kill left unasked.
                (kind, form, title, *((None, None) if listing and listing.sitemaps else (fetched.etag, fetched.modified)), url),
            )
            for entry in listing.entries if listing else ():
                self._add(url, entry, changed)

    def _add(self, source: str, entry: Entry, changed: bool) -> None:
        row = self.db.execute("SELECT number, updated FROM entry WHERE source = ? AND id = ?", (source, entry.id)).fetchone()
        values = (
            entry.url, entry.title, _written(entry.published), _written(entry.updated), entry.content, entry.whole, entry.language,
        )  # fmt: skip
        if row is None:
            known = entry.url and self.db.execute("SELECT 1 FROM entry WHERE url = ? AND state = 'done'", (entry.url,)).fetchone()
            state = "done" if known else "waiting"
            self.db.execute(
                "INSERT INTO entry (source, id, url, title, published, updated, content, whole, language, state)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (source, entry.id, *values, state),
            )
        elif changed and later(entry.updated, _read(row[1])):
            self.db.execute(
                "UPDATE entry SET url = ?, title = ?, published = ?, updated = ?, content = ?, whole = ?, language = ?, state = 'waiting',"
                " tries = 0, not_before = 0, error = NULL WHERE number = ?",
                (*values, row[0]),
            )

    def note(self, source: str, rejected: Rejected) -> bool:
        """An entry was dropped from a source. False: it was before, and has been told."""
        values = (source, f"dropped: {rejected.reason}: {rejected.detail}", f"{rejected.reason}: {rejected.detail}"[:500])
        found = self.db.execute("INSERT OR IGNORE INTO entry (source, id, whole, state, error) VALUES (?, ?, 0, 'dropped', ?)", values)
        return found.rowcount > 0

    def failed(self, url: str, error: PageRejected) -> None:
        """A source could not be had: leave its server alone for a while."""
        (failures,) = self.db.execute("SELECT failures + 1 FROM source WHERE url = ?", (url,)).fetchone() or (1,)
        until = time.time() + wait_after(failures, error.retry_after if isinstance(error, FetchFailed) else None)
        self.db.execute("UPDATE source SET failures = ?, not_before = ?, error = ? WHERE url = ?", (failures, until, str(error)[:500], url))

    # --- entries

    def waiting(self, source: str, since: date | None = None, limit: int | None = None) -> Iterator[Waiting]:
        """The entries of a source that wait and may be tried now, the newest first; those without a date are never too old."""
        rows = self.db.execute(
            "SELECT number, id, url, title, published, updated, content, whole, language FROM entry WHERE source = ? AND state = 'waiting'"
            " AND not_before <= ? AND substr(coalesce(published, updated, '9999'), 1, 10) >= ?"
            " ORDER BY coalesce(published, updated, '9999') DESC, number LIMIT ?",
            (source, time.time(), since.isoformat() if since else "", -1 if limit is None else limit),
        ).fetchall()
        for number, id, url, title, published, updated, content, whole, language in rows:
            entry = Entry(
                id=id, url=url, title=title, published=_read(published), updated=_read(updated), content=content, whole=bool(whole),
                language=language,
            )  # fmt: skip
            yield Waiting(number=number, source=source, entry=entry)

    def done(self, number: int) -> None:
        """The page of an entry was given out, and so was that of the same URL in other lists."""
        with self._whole():
            self.db.execute("UPDATE entry SET state = 'done', content = NULL, error = NULL WHERE number = ?", (number,))
            self.db.execute(
                "UPDATE entry SET state = 'done', content = NULL"
                " WHERE state = 'waiting' AND url = (SELECT url FROM entry WHERE number = ?)",
                (number,),
            )

    def is_waiting(self, number: int) -> bool:
        row = self.db.execute("SELECT state FROM entry WHERE number = ?", (number,)).fetchone()
        return row is not None and row[0] == "waiting"

    def lost(self, number: int, error: PageRejected) -> None:
        """The page of an entry was not to be had: tried again later if that may help, else dropped."""
        (tries,) = self.db.execute("SELECT tries + 1 FROM entry WHERE number = ?", (number,)).fetchone() or (1,)
        again = isinstance(error, FetchFailed) and error.passing and tries < MOST_TRIES
        until = time.time() + wait_after(tries, error.retry_after if isinstance(error, FetchFailed) else None) if again else 0.0
        self.db.execute(
            "UPDATE entry SET tries = ?, state = ?, not_before = ?, error = ? WHERE number = ?",
            (tries, "waiting" if again else "dropped", until, str(error)[:500], number),
        )

    # --- robots.txt

    def robots(self) -> tuple[Robots, ...]:
        rows = self.db.execute("SELECT origin, asked, verdict, text FROM robots")
        return tuple(Robots(origin=o, asked=a, verdict=v, text=t) for o, a, v, t in rows)

    def keep_robots(self, robots: Robots) -> None:
        self.db.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?)", (robots.origin, robots.asked, robots.verdict, robots.text))

    def _whole(self) -> _Transaction:
        return _Transaction(self.db)


class _Transaction:
    """All or nothing."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def __enter__(self) -> None:
        self.db.execute("BEGIN")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.db.execute("COMMIT" if kind is None else "ROLLBACK")


def _written(moment: Moment | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _read(text: str | None) -> Moment | None:
    return None if text is None else moment_of(text)


def _instant(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=0) if seconds else None
