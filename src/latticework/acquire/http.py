"""Fetching from the web: to the checked address only, never more than asked for, never longer than allowed."""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import urljoin

import httpcore2

from latticework.acquire.reach import Reach, Target, addresses_of, target_of
from latticework.acquire.rejected import PAGE_BYTES
from latticework.errors import FetchFailed, FetchRefused

if TYPE_CHECKING:
    from types import TracebackType

Turn: TypeAlias = Callable[[str], AbstractContextManager[None]]
"""Entered around every request, redirects among them, with its URL: the place to wait, or to say no."""

REDIRECTS: Final = 5
SECONDS: Final = 30.0
"""For one request, from the first look-up of its host to the last byte. A limit for each read alone would let a server
drip one byte at a time for ever."""
CONNECT_SECONDS: Final = 10.0
PIECE: Final = 1 << 16
LONGEST_HEADER: Final = 4096
"""What comes after in one header is not looked at: it takes the standard library the square of the length to read some."""
PAGES: Final = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
FEEDS: Final = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
        "application/feed+json",
        "application/json",
    }
)
PACKED: Final = frozenset({"application/gzip", "application/x-gzip", "application/octet-stream", "binary/octet-stream"})
"""As what servers give a sitemap that is packed with gzip."""


def user_agent(contact: str = "") -> str:
    """The name given to every server: whose program this is, of which version, and whom to write to."""
    contact = "".join(c for c in contact if c.isascii() and c.isprintable() and c not in "()")
    return f"Latticework/{version('latticework')} (reads news; {contact or 'no contact given'})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a server gave. `url` is the last of the redirects; `body` is unpacked; `charset` is what the server calls the encoding;
    `changed` is False for "not modified"."""

    url: str
    body: bytes
    media: str
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    changed: bool = True


def at_once(url: str) -> AbstractContextManager[None]:
    """No turns: for a single page."""
    return nullcontext()


class Clock:
    """How long the request in hand may still take."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.end = 0.0

    def start(self) -> None:
        self.end = time.monotonic() + self.seconds

    def left(self, most: float | None = None) -> float:
        """Seconds that are left.

        Raises:
            httpcore2.ReadTimeout: none.
        """
        left = self.end - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout(f"longer than {self.seconds:g} s")
        return left if most is None else min(left, most)


class Timed(httpcore2.NetworkStream):
    """A connection whose every wait ends with the clock."""

    def __init__(self, stream: httpcore2.NetworkStream, clock: Clock) -> None:
        self.stream, self.clock = stream, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, self.clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self.clock.left(timeout))

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> Timed:
        return Timed(self.stream.start_tls(ssl_context, server_hostname, self.clock.left(timeout)), self.clock)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)

    def close(self) -> None:
        self.stream.close()


class Checked(httpcore2.NetworkBackend):
    """Connects to addresses that were checked. The name stays what is asked for and what the certificate must be of."""

    def __init__(self, reach: Reach, clock: Clock) -> None:
        self.reach, self.clock = reach, clock
        self.plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> Timed:
        failed: Exception | None = None
        for address, at in addresses_of(host, port, self.reach, self.clock.left(CONNECT_SECONDS)):
            try:
                stream = self.plain.connect_tcp(address, at, self.clock.left(CONNECT_SECONDS), socket_options=socket_options or ())
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
            else:
                return Timed(stream, self.clock)
        raise failed or httpcore2.ConnectError("no address")


@cache
def certificates() -> ssl.SSLContext:
    """The certificates that the system trusts. To read them takes longer than to fetch a page."""
    return httpcore2.default_ssl_context()


class Fetcher:
    """Fetches one thing after another; a context manager. Not for two threads at once."""

    def __init__(self, reach: Reach, *, agent: str, seconds: float = SECONDS, most: int = PAGE_BYTES) -> None:
        self.reach, self.agent, self.most = reach, agent, most
        self.clock = Clock(seconds)
        # The pool itself looks nothing up and reads no environment: no proxies, no .netrc, no cookies.
        self.pool = httpcore2.ConnectionPool(
            ssl_context=reach.tls or certificates(),
            network_backend=Checked(reach, self.clock),
            max_connections=4,
            keepalive_expiry=10.0,
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self.pool.close()

    def fetch(
        self,
        url: str,
        media: frozenset[str] = PAGES,
        *,
        etag: str | None = None,
        modified: str | None = None,
        turn: Turn = at_once,
    ) -> Fetched:
        """What is at a URL, if it is of one of the kinds `media`. With `etag` or `modified`, only if it has changed since.

        Raises:
            FetchRefused: it may not be fetched, or leads to what may not be, or is of another kind or too large.
            FetchFailed: the server could not be reached, or did not give it.
        """
        headers = [("User-Agent", self.agent), ("Accept", ", ".join(sorted(media)) + ", */*;q=0.1"), ("Accept-Encoding", "gzip")]
        headers += [("If-None-Match", etag)] if etag and _writable(etag) else []
        headers += [("If-Modified-Since", modified)] if modified and _writable(modified) else []
        for _ in range(REDIRECTS + 1):
            target = target_of(url, self.reach)
            with turn(target.url):
                answer = self._ask(target, headers, media)
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise FetchRefused("too many redirects", f"{url[:200]} comes after {REDIRECTS} redirects; give the address they should lead to")

    def _ask(self, target: Target, headers: list[tuple[str, str]], media: frozenset[str]) -> Fetched | str:
        """The answer to one request: what was fetched, or the URL that it leads to."""
        self.clock.start()
        waits = dict.fromkeys(("connect", "read", "write", "pool"), self.clock.seconds)
        try:
            with self.pool.stream("GET", target.url, headers=headers, extensions={"timeout": waits}) as response:
                told = Message()
                for name, value in response.headers:
                    told[name.decode("latin-1")] = value[:LONGEST_HEADER].decode("latin-1")
                if response.status in (301, 302, 303, 307, 308) and told["location"]:
                    return _joined(target.url, told["location"])
                etag, modified = told["etag"], told["last-modified"]
                if response.status == 304:
                    return Fetched(url=target.url, body=b"", media="", etag=etag, modified=modified, changed=False)
                if response.status != 200:
                    raise _no(target.url, response.status, told)
                kind = told.get_content_type() if told["content-type"] else ""
                if kind and kind not in media:
                    fix = "this is for `latticework fetch`" if kind in FEEDS else "only pages of text are read; turn it into text by hand"
                    raise FetchRefused("not a page", f"{target.url} is {kind[:80]}; {fix}")
                body = _body(response.iter_stream(), told, target.url, self.most)
                return Fetched(url=target.url, body=body, media=kind, charset=_charset(told), etag=etag, modified=modified)
        except httpcore2.TimeoutException as error:
            raise FetchFailed("too slow", f"{target.url} gave no whole answer in {self.clock.seconds:g} s; try again later") from error
        except httpcore2.ProtocolError as error:
            raise FetchFailed("broken answer", f"{target.url}: {str(error)[:200]}; try again later") from error
        except (httpcore2.NetworkError, OSError) as error:
            raise _no_connection(target.url, error) from error


def _body(pieces: Iterable[bytes], told: Message, url: str, most: int) -> bytes:
    """The body, unpacked piece by piece, so that a bomb is no larger in memory than the limit."""
    length = told["content-length"] or ""
    if length.isdecimal() and int(length[:18]) > most:
        raise _too_large(url, most)
    coding = (told["content-encoding"] or "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip"):
        raise FetchFailed("unasked encoding", f"{url} is packed with {coding[:40]}, not asked for; save the page and give the file")
    held, size = [], 0
    for piece in pieces if coding == "identity" else _unpacked(pieces, url):
        size += len(piece)
        if size > most:
            raise _too_large(url, most)
        held.append(piece)
    return b"".join(held)


def _unpacked(pieces: Iterable[bytes], url: str) -> Iterator[bytes]:
    packed, size = zlib.decompressobj(31), 0
    for piece in pieces:
        data = piece
        while True:
            try:
                out = packed.decompress(data, PIECE)
            except zlib.error as error:
                raise FetchFailed("broken answer", f"{url}: {error}; try again later") from error
            size += len(out)
            yield out
            data = packed.unconsumed_tail
            if not data and len(out) < PIECE:
                break
    if not packed.eof:
        raise FetchFailed("cut short", f"{url} ended after {size} bytes; try again later")


def _writable(value: str) -> bool:
    return value.isascii() and value.isprintable()


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location.strip())
    except ValueError as error:
        raise FetchRefused("broken URL", f"{url} leads to {location[:100]}: {error}") from error


def _charset(told: Message) -> str | None:
    try:
        return str(told.get_param("charset", "", "content-type"))[:40] or None
    except (ValueError, UnicodeError):
        return None


def _too_large(url: str, most: int) -> FetchRefused:
    return FetchRefused("page too large", f"{url} has more than {most} bytes; raise --page-bytes if you want it")


def _no(url: str, status: int, told: Message) -> FetchFailed:
    passing = status in (408, 425, 429) or status >= 500
    fix = "try again later" if passing else "look whether it is still there"
    return FetchFailed(f"HTTP {status}", f"{url}; {fix}", passing=passing, retry_after=_seconds(told["retry-after"]))


def _seconds(value: str | None) -> float | None:
    """How long to wait by a Retry-After header: seconds, or a date (RFC 9110, 10.2.3)."""
    value = (value or "").strip()
    if value.isdecimal() and value.isascii():
        return float(value[:9])
    try:
        when = parsedate_to_datetime(value)
        return max(0.0, (when - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _no_connection(url: str, error: Exception) -> FetchFailed:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            detail = f"{url}: {cause.verify_message}; it is not fetched from a server that cannot prove its name"
            return FetchFailed("certificate not valid", detail)
        cause = cause.__cause__ or cause.__context__
    return FetchFailed("no connection", f"{url}: {str(error)[:200] or type(error).__name__}; check the address, or try again later")
