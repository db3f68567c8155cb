"""What on the network may be reached: public addresses of the web, and nothing else.

A page can name any address it likes, so that every address is judged here before anything connects to it. The lists
follow the IANA special-purpose address registries of IPv4 and IPv6 (RFC 6890 and its successors). The standard
library's `is_global` is not enough: in Python 3.11 it lets multicast, 6to4 and NAT64 pass.
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, TypeAlias
from urllib.parse import quote, urlsplit

from latticework.errors import FetchFailed, FetchRefused

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network
Resolver: TypeAlias = Callable[[str, int], Sequence[tuple[str, int]]]
"""From a name and a port to addresses and ports, all there are. Raises OSError where there are none."""

LONGEST_URL = 4000
RESOLVE_SECONDS = 15.0
PORTS: Final = {"http": 80, "https": 443}

_NOT_PUBLIC = (
    ("this network", "0.0.0.0/8"),
    ("private", "10.0.0.0/8"),
    ("shared by a provider's customers", "100.64.0.0/10"),
    ("loopback", "127.0.0.0/8"),
    ("link-local", "169.254.0.0/16"),
    ("private", "172.16.0.0/12"),
    ("protocol assignments", "192.0.0.0/24"),
    ("documentation", "192.0.2.0/24"),
    ("multicast tunnels", "192.52.193.0/24"),
    ("6to4 relay", "192.88.99.0/24"),
    ("private", "192.168.0.0/16"),
    ("benchmarking", "198.18.0.0/15"),
    ("documentation", "198.51.100.0/24"),
    ("documentation", "203.0.113.0/24"),
    ("multicast", "224.0.0.0/4"),
    ("reserved", "240.0.0.0/4"),
    ("unspecified", "::/128"),
    ("loopback", "::1/128"),
    ("IPv4-mapped", "::ffff:0:0/96"),
    ("IPv4-translated", "::ffff:0:0:0/96"),
    ("IPv4-compatible", "::/96"),
    ("NAT64", "64:ff9b::/96"),
    ("NAT64", "64:ff9b:1::/48"),
    ("discard-only", "100::/64"),
    ("Teredo", "2001::/32"),
    ("protocol assignments", "2001::/23"),
    ("documentation", "2001:db8::/32"),
    ("6to4", "2002::/16"),
    ("documentation", "3fff::/20"),
    ("segment routing", "5f00::/16"),
    ("private", "fc00::/7"),
    ("link-local", "fe80::/10"),
    ("site-local", "fec0::/10"),
    ("multicast", "ff00::/8"),
)
NOT_PUBLIC: Final[tuple[tuple[str, Network], ...]] = tuple((name, ip_network(net)) for name, net in _NOT_PUBLIC)
UNICAST: Final = ip_network("2000::/3")
"""The only part of IPv6 from which public addresses are given out."""

UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?")
NUMBER = re.compile(r"\d+|0x[0-9a-f]*")


def resolve(host: str, port: int) -> Sequence[tuple[str, int]]:
    """What the system's resolver says."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(str(place[0]), int(place[1])) for *_, place in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What may be reached. It is handed from the caller down: nothing that a page, a feed or the environment says can widen it.

    `networks` are addresses that may be reached although they are not public; `tls` stands in for the system's
    certificates.
    """

    ports: frozenset[int] = frozenset(PORTS.values())
    networks: tuple[Network, ...] = ()
    resolver: Resolver = resolve
    tls: ssl.SSLContext | None = None

    def forbids(self, address: Address) -> str | None:
        """Of which kind an address is that may not be reached; None where it may."""
        if any(address in network for network in self.networks):
            return None
        kind = next((name for name, network in NOT_PUBLIC if address in network), None)
        if kind is None and isinstance(address, IPv6Address) and (address not in UNICAST or address.scope_id):
            return "reserved"
        return kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """How the web is read: what may be reached, whom a server may write to, how many seconds pass between two requests to a host."""

    reach: Reach = Reach()
    contact: str = ""
    delay: float = 1.0


WEB: Final = Web()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A URL that was checked, in its parts. `host` is ASCII and lower case, without brackets; `path` has the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        return self.origin + self.path

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")


def target_of(url: str, reach: Reach) -> Target:
    """A URL in the form in which it is asked for, without its fragment.

    Raises:
        FetchRefused: it is no URL of the web, or one that nobody means: with a password, an odd port, an odd numeric host.
    """
    url = url.strip()
    shown = url[:200]
    if len(url) > LONGEST_URL:
        raise FetchRefused("URL too long", f"{shown}… has {len(url)} characters, the most is {LONGEST_URL}")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
    except ValueError as error:
        raise FetchRefused("broken URL", f"{shown}: {error}") from error
    if parts.scheme not in PORTS:
        raise FetchRefused("not a web address", f"{shown}: only http:// and https:// are fetched")
    if UNSAFE.search(parts.netloc) or not host:
        raise FetchRefused("broken URL", f"{shown}: its host cannot be read; write it like https://example.org/page")
    if "@" in parts.netloc:
        detail = f"{parts.scheme}://…@{host[:100]}: take the name and password out; pages behind a login are not fetched"
        raise FetchRefused("credentials in URL", detail)
    host = _host(host, shown)
    port = PORTS[parts.scheme] if port is None else port
    if port not in reach.ports:
        allowed = ", ".join(map(str, sorted(reach.ports)))
        raise FetchRefused("port not allowed", f"{shown}: port {port} is not one of {allowed}; allow it if you know the server")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._", errors="replace")
    if parts.query:
        path += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]|", errors="replace")
    return Target(scheme=parts.scheme, host=host, port=port, path=path)


def _host(host: str, shown: str) -> str:
    """A host in the form in which it is looked up. What browsers would read as a number has to be a plain address."""
    if ":" in host:
        try:
            return str(IPv6Address(host))
        except ValueError as error:
            raise FetchRefused("broken URL", f"{shown}: {error}") from error
    if not host.isascii():
        import idna

        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError) as error:
            raise FetchRefused("broken URL", f"{shown}: its host is no name ({error})") from error
    if not HOST.fullmatch(host) or len(host) > 253:
        raise FetchRefused("broken URL", f"{shown}: its host is no name that can be looked up")
    if NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
        try:
            return str(IPv4Address(host))
        except ValueError as error:
            raise FetchRefused("odd numeric host", f"{shown}: write an address as four decimal numbers, like 192.0.2.1") from error
    return host


def addresses_of(host: str, port: int, reach: Reach, seconds: float = RESOLVE_SECONDS) -> tuple[tuple[str, int], ...]:
    """The addresses of a host, each of them checked. One that is not public forbids them all: nobody else's names have such answers.

    Raises:
        FetchRefused: an address is not public.
        FetchFailed: the host has no address, or nobody said so in time.
    """
    try:
        ip_address(host)
    except ValueError:
        found = _resolved(host, port, reach.resolver, seconds)
    else:
        found = [(host, port)]
    for address, _ in found:
        try:
            kind = reach.forbids(ip_address(address))
        except ValueError:
            kind = "unreadable"
        if kind:
            whose = f"{host} is at {address}, which" if address != host else host
            raise FetchRefused(
                "address not public", f"{whose} is not public ({kind}); only the public web is fetched: save the page and give the file"
            )
    return tuple(dict.fromkeys(found))


def _resolved(host: str, port: int, resolver: Resolver, seconds: float) -> Sequence[tuple[str, int]]:
    """The resolver's answer. It has no time limit of its own, so that it is asked from a thread that may be left behind."""
    answer: list[Sequence[tuple[str, int]] | Exception] = []

    def ask() -> None:
        try:
            answer.append(resolver(host, port))
        except (OSError, UnicodeError) as error:
            answer.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(seconds, 0.0))
    if not answer:
        raise FetchFailed("too slow", f"the address of {host} was not found in {seconds:.0f} s; try again later")
    if isinstance(answer[0], Exception) or not answer[0]:
        told = f" ({answer[0]})" if isinstance(answer[0], Exception) else ""
        raise FetchFailed("no such host", f"{host} has no address{told}; check its spelling, and that this machine is on the network")
    return answer[0]
