"""Manners towards hosts: one request at a time, a pause between two, and what robots.txt asks for (RFC 9309)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias
from urllib.parse import urlsplit

from protego import Protego

from latticework.acquire.http import Fetcher, Turn
from latticework.errors import FetchFailed, FetchRefused, PageRejected

Verdict: TypeAlias = Literal["rules", "all", "none"]
"""What a host's robots.txt comes to: rules to look into, everything allowed (there is none), nothing allowed (it fails)."""

NAME: Final = "Latticework"
"""The name that robots.txt files call us by."""
LONGEST_PAUSE: Final = 120.0
"""Seconds between two requests beyond which a host is not waited for."""
ROBOTS_BYTES: Final = 512 * 1024
KEPT: Final = 24 * 3600.0
FAILED_KEPT: Final = 3600.0
ROBOTS_MEDIA: Final = frozenset({"text/plain", "text/html", "application/octet-stream", "text/x-robots"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What was found at an origin's /robots.txt, and when (seconds since 1970)."""

    origin: str
    asked: float
    verdict: Verdict
    text: str = ""

    @property
    def fresh(self) -> bool:
        return 0 <= time.time() - self.asked < (FAILED_KEPT if self.verdict == "none" else KEPT)


@dataclass(slots=True)
class Host:
    """One host's turn: held while it answers; the next request not before `free` (by the monotonic clock)."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    free: float = 0.0
    pause: float = 0.0


class Politeness:
    """For all threads together. `known` are the robots.txt files of an earlier run."""

    def __init__(self, *, delay: float = 1.0, known: tuple[Robots, ...] = (), sleep: Callable[[float], object] = time.sleep) -> None:
        self.delay, self.sleep = delay, sleep
        self.hosts: dict[str, Host] = {}
        self.robots: dict[str, tuple[Robots, Protego]] = {r.origin: (r, Protego.parse(r.text)) for r in known if r.fresh}
        self.asking: dict[str, threading.Lock] = {}
        self.news: list[Robots] = []
        """robots.txt files that were fetched; whoever keeps them takes them out."""

    @contextmanager
    def turn(self, url: str) -> Iterator[None]:
        """Wait until a host may be asked, and keep others waiting until it has answered."""
        host = self._host(url)
        with host.lock:
            wait = host.free - time.monotonic()
            if wait > 0:
                self.sleep(wait)
            try:
                yield
            finally:
                host.free = time.monotonic() + max(self.delay, host.pause)

    def _host(self, url: str) -> Host:
        return self.hosts.setdefault(urlsplit(url).hostname or "", Host())  # one step, for threads

    def obeying(self, fetcher: Fetcher) -> Turn:
        """`turn`, after robots.txt was asked."""

        @contextmanager
        def turn(url: str) -> Iterator[None]:
            self.ask(url, fetcher)
            with self.turn(url):
                yield

        return turn

    def ask(self, url: str, fetcher: Fetcher) -> None:
        """Raise where the host's robots.txt does not want a URL fetched.

        Raises:
            FetchRefused: it forbids the URL, or wants longer pauses than anybody would wait for.
            FetchFailed: it could not be fetched, which forbids everything for the time being.
        """
        robots, rules = self.robots_of(url, fetcher)
        if robots.verdict == "none":
            raise FetchFailed("robots.txt not to be had", f"{robots.origin}/robots.txt: {robots.text}; it is asked again in an hour")
        if robots.verdict == "rules" and not rules.can_fetch(url, NAME):
            raise FetchRefused(
                "robots.txt forbids", f"{robots.origin}/robots.txt does not want {url} fetched by programs; save the page by hand"
            )
        pause = rules.crawl_delay(NAME) or 0.0
        if pause > LONGEST_PAUSE:
            detail = f"{robots.origin}/robots.txt asks for {pause:g} s between two requests; save the page by hand"
            raise FetchRefused("crawl delay too long", detail)
        self._host(url).pause = pause

    def sitemaps(self, url: str, fetcher: Fetcher) -> tuple[str, ...]:
        """The sitemaps that a host's robots.txt names."""
        return tuple(self.robots_of(url, fetcher)[1].sitemaps)

    def robots_of(self, url: str, fetcher: Fetcher) -> tuple[Robots, Protego]:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        with self.asking.setdefault(origin, threading.Lock()):
            held = self.robots.get(origin)
            if held is None or not held[0].fresh:
                found = self._fetched(origin, fetcher)
                held = self.robots[origin] = (found, Protego.parse(found.text if found.verdict == "rules" else ""))
                self.news.append(found)
        return held

    def _fetched(self, origin: str, fetcher: Fetcher) -> Robots:
        """RFC 9309, 2.3.1: where there is none, all is allowed; where the server fails, nothing is."""
        verdict: Verdict = "rules"
        try:
            fetched = fetcher.fetch(f"{origin}/robots.txt", ROBOTS_MEDIA, turn=self.turn)
            text = "" if fetched.media == "text/html" else fetched.body[:ROBOTS_BYTES].decode("utf-8", "replace")
        except FetchFailed as error:
            verdict, text = ("none" if error.passing else "all"), f"{error.reason}"
        except PageRejected as error:
            verdict, text = "all", error.reason
        return Robots(origin=origin, asked=time.time(), verdict=verdict, text=text)
