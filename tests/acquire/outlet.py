"""An outlet to fetch from: a real HTTP server on loopback, found under names like news.example.org."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from types import TracebackType
from typing import TypeAlias

from latticework.acquire.reach import Reach

LOOPBACK = ip_network("127.0.0.1/32")
Answer: TypeAlias = "str | bytes | tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]"

PAGE = """<html><head><title>{title}</title><meta property="article:published_time" content="2025-01-21T17:30:00+09:00"></head>
<body><article><h1>{title}</h1>
<p>Ministers of Japan and Australia held talks in Tokyo on Tuesday about trade and about the defence of sea lanes.</p>
<p>Japan and Australia agreed to meet again in Canberra in March, the Japanese foreign ministry said in a statement.</p>
</article></body></html>"""


@dataclass(frozen=True, slots=True)
class Request:
    host: str
    path: str
    headers: dict[str, str]
    at: float


@dataclass
class Outlet:
    """`answers` are by path, or by host and path ("other.example.org/x"): a body, or status, headers and body, or what writes them."""

    answers: dict[str, Answer] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    log: list[Request] = field(default_factory=list)

    def __enter__(self) -> Outlet:
        outlet = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outlet.answer(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                pass  # the other side may hang up in the middle: that is what is tested

        self.server = Server(("127.0.0.1", 0), Handler)
        if self.tls:
            self.server.socket = self.tls.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        host = handler.headers["Host"]
        self.log.append(Request(host, handler.path, {k.lower(): v for k, v in handler.headers.items()}, time.monotonic()))
        answer = self.answers.get(host + handler.path, self.answers.get(handler.path, (404, {"Content-Type": "text/html"}, b"gone")))
        if callable(answer):
            answer(handler)
            return
        if not isinstance(answer, tuple):
            answer = (200, {"Content-Type": kind_of(handler.path)}, answer.encode() if isinstance(answer, str) else answer)
        status, headers, body = answer
        tag = headers.get("ETag")
        if tag and handler.headers.get("If-None-Match") == tag:
            status, body = 304, b""
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        if "Content-Length" not in headers:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def find(self, host: str, port: int) -> Sequence[tuple[str, int]]:
        if host.endswith("example.org"):
            return [("127.0.0.1", self.port)]
        raise OSError(f"no address for {host}")

    @property
    def reach(self) -> Reach:
        return Reach(networks=(LOOPBACK,), resolver=self.find)

    def asked(self, *, robots: bool = False) -> list[str]:
        return [r.path for r in self.log if robots or r.path != "/robots.txt"]


def kind_of(path: str) -> str:
    endings = {".xml": "application/xml", ".json": "application/feed+json", ".gz": "application/gzip", ".txt": "text/plain"}
    return next((kind for ending, kind in endings.items() if path.endswith(ending)), "text/html; charset=utf-8")


def page(title: str) -> str:
    return PAGE.format(title=title)


def rss(*items: str) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Example news</title>{"".join(items)}</channel></rss>'


def item(n: int, more: str = "") -> str:
    return (
        f"<item><title>Talks {n}</title><link>http://news.example.org/{n}</link><guid isPermaLink='false'>id-{n}</guid>"
        f"<pubDate>Tue, {n % 28 + 1:02} Jan 2025 08:30:00 +0000</pubDate>{more}</item>"
    )
