"""What may not be reached is refused before anything connects to it, however it is written, and says why."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latticework.acquire.http import Fetcher
from latticework.acquire.reach import Reach, addresses_of, target_of
from latticework.errors import FetchFailed, FetchRefused, PageRejected
from tests.acquire.outlet import Outlet, page

FORBIDDEN = {
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "0.0.0.0": "this network",
    "0.1.2.3": "this network",
    "10.0.0.1": "private",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.168.1.1": "private",
    "169.254.169.254": "link-local",  # where clouds keep their secrets
    "100.64.0.1": "shared by a provider's customers",
    "100.127.255.255": "shared by a provider's customers",
    "192.0.0.8": "protocol assignments",
    "192.0.2.1": "documentation",
    "198.51.100.7": "documentation",
    "203.0.113.9": "documentation",
    "192.88.99.1": "6to4 relay",
    "198.18.0.1": "benchmarking",
    "224.0.0.1": "multicast",
    "239.255.255.255": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "reserved",
    "::": "unspecified",
    "::1": "loopback",
    "::7f00:1": "IPv4-compatible",
    "::ffff:127.0.0.1": "IPv4-mapped",
    "::ffff:8.8.8.8": "IPv4-mapped",
    "::ffff:0:8.8.8.8": "IPv4-translated",
    "64:ff9b::7f00:1": "NAT64",
    "64:ff9b::8.8.8.8": "NAT64",
    "64:ff9b:1::a00:1": "NAT64",
    "100::1": "discard-only",
    "2001::1": "Teredo",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2": "Teredo",
    "2001:2::1": "protocol assignments",
    "2001:10::1": "protocol assignments",
    "2001:db8::1": "documentation",
    "2002:7f00:1::1": "6to4",
    "2002:808:808::1": "6to4",
    "3fff::1": "documentation",
    "5f00::1": "segment routing",
    "fc00::1": "private",
    "fd12:3456::1": "private",
    "fe80::1": "link-local",
    "fec0::1": "site-local",
    "ff02::1": "multicast",
    "4000::1": "reserved",
    "e000::1": "reserved",
}
PUBLIC = ("8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "192.0.1.1", "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::1")


def answering(*addresses: str) -> Reach:
    def find(host: str, port: int) -> Sequence[tuple[str, int]]:
        return [(a, port) for a in addresses]

    return Reach(resolver=find)


@pytest.mark.parametrize(("address", "kind"), FORBIDDEN.items())
def test_addresses_that_are_not_public_are_refused_as_urls_and_as_answers(address: str, kind: str) -> None:
    written = f"[{address}]" if ":" in address else address
    for url, reach in ((f"http://{written}/", Reach()), ("https://inside.example.org/", answering(address))):
        with Fetcher(reach, agent="test") as fetcher, pytest.raises(FetchRefused) as refused:
            fetcher.fetch(url)
        assert refused.value.reason == "address not public"
        assert f"({kind})" in refused.value.detail and "save the page" in refused.value.detail


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_may_be_reached(address: str) -> None:
    assert Reach().forbids(ip_address(address)) is None
    assert addresses_of("www.example.org", 443, answering(address)) == ((address, 443),)


@pytest.mark.parametrize("bad", ["127.0.0.1", "::1", "10.0.0.1", "fe80::1%eth0", "64:ff9b::1"])
@pytest.mark.parametrize("first", [True, False])
def test_one_bad_address_among_good_ones_refuses_the_host(bad: str, first: bool) -> None:
    answer = (bad, *PUBLIC) if first else (*PUBLIC, bad)
    with pytest.raises(FetchRefused, match="address not public"):
        addresses_of("www.example.org", 80, answering(*answer))


def test_what_is_let_in_lets_in_nothing_else() -> None:
    with Outlet() as outlet:
        reach = outlet.reach
        assert reach.forbids(ip_address("127.0.0.1")) is None
        assert reach.forbids(ip_address("127.0.0.2")) == "loopback"
        assert reach.forbids(ip_address("::ffff:127.0.0.1")) == "IPv4-mapped"


@pytest.mark.parametrize(
    "host",
    ["0x7f.1", "0x7f000001", "2130706433", "017700000001", "0177.0.0.1", "127.1", "127.0.1", "127.0.0.01", "1.2.3.4.5", "256.1.1.1",
     "0x", "10.0x1", "4294967297", "127.0.0.1.", "１２７.１", "example.0x10"],
)  # fmt: skip
def test_odd_numeric_hosts_are_refused(host: str) -> None:
    with pytest.raises(FetchRefused) as refused:
        target_of(f"http://{host}/", Reach())
    assert refused.value.reason == "odd numeric host" and "four decimal numbers" in refused.value.detail


def test_numbers_in_other_scripts_are_the_addresses_that_they_mean() -> None:
    assert target_of("http://１２７.0.0.1/", Reach()).host == "127.0.0.1"
    assert target_of("http://①②⑦.0.0.1/", Reach()).host == "127.0.0.1"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.org/", "not a web address"),
        ("file:///etc/passwd", "not a web address"),
        ("javascript:alert(1)", "not a web address"),
        ("gopher://example.org:70/", "not a web address"),
        ("//example.org/", "not a web address"),
        ("", "not a web address"),
        ("http://", "broken URL"),
        ("http:///path", "broken URL"),
        ("http://[::1", "broken URL"),
        ("http://[fe80::1%25eth0", "broken URL"),
        ("http://exa mple.org/", "broken URL"),
        ("http://example.org\\@127.0.0.1/", "broken URL"),
        ("http://-example.org/", "broken URL"),
        ("http://example..org/", "broken URL"),
        ("http://" + "a" * 64 + ".org/", "broken URL"),
        ("http://exa%6dple.org/", "broken URL"),
        ("http://example.org:99999/", "broken URL"),
        ("http://example.org:x/", "broken URL"),
        ("http://me:secret@example.org/", "credentials in URL"),
        ("http://me@example.org/", "credentials in URL"),
        ("http://example.org:22/", "port not allowed"),
        ("http://example.org:8080/", "port not allowed"),
        ("https://example.org:0/", "port not allowed"),
        ("http://example.org/" + "a" * 5000, "URL too long"),
    ],
)
def test_urls_that_nobody_means_are_refused(url: str, reason: str) -> None:
    with pytest.raises(FetchRefused) as refused:
        target_of(url, Reach())
    assert refused.value.reason == reason and refused.value.detail
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        (" https://Example.ORG ", "https://example.org/"),
        ("http://example.org:80/a?b=c#d", "http://example.org/a?b=c"),
        ("https://example.org:80/", "https://example.org:80/"),
        ("https://bücher.example.org/straße?ü=1", "https://xn--bcher-kva.example.org/stra%C3%9Fe?%C3%BC=1"),
        ("https://straße.example.org/", "https://xn--strae-oqa.example.org/"),
        ("https://example.org/a b%20c", "https://example.org/a%20b%20c"),
        ("https://[2606:4700::1111]/", "https://[2606:4700::1111]/"),
    ],
)
def test_urls_are_asked_for_in_one_form(url: str, asked: str) -> None:
    assert target_of(url, Reach()).url == asked


def test_another_port_is_allowed_on_request() -> None:
    assert target_of("http://example.org:8080/x", Reach(ports=frozenset({8080}))).url == "http://example.org:8080/x"


@pytest.mark.parametrize(
    "place",
    ["http://127.0.0.1:{port}/secret", "http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "http://0x7f.1/",
     "http://elsewhere.test/", "file:///etc/passwd", "gopher://news.example.org/", "http://news.example.org:6379/",
     "http://me:secret@news.example.org/", "//[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/"],
)  # fmt: skip
def test_redirects_lead_nowhere_that_is_forbidden(place: str) -> None:
    """The test outlet itself may be reached by its name, and by its name only: its address with its port is not on the web."""
    with Outlet() as outlet:
        outlet.answers["/start"] = (302, {"Location": place.format(port=outlet.port)}, b"")
        outlet.answers["/secret"] = page("Secret")
        with Fetcher(outlet.reach, agent="test") as fetcher, pytest.raises(PageRejected) as refused:
            fetcher.fetch("http://news.example.org/start")
        assert isinstance(refused.value, FetchFailed if "elsewhere" in place else FetchRefused)
        assert outlet.asked() == ["/start"]


def test_a_name_is_looked_up_once_and_that_answer_is_connected_to() -> None:
    """Who answers with a public address first and with a private one a moment later (DNS rebinding) gains nothing."""
    with Outlet({"/": page("Talks")}) as outlet:
        answers = [[("127.0.0.1", outlet.port)], [("10.0.0.1", 80)]]

        def find(host: str, port: int) -> Sequence[tuple[str, int]]:
            return answers.pop(0)

        with Fetcher(Reach(networks=outlet.reach.networks, resolver=find), agent="test") as fetcher:
            assert b"Talks" in fetcher.fetch("http://news.example.org/").body
        assert len(answers) == 1


def test_a_redirect_is_looked_up_and_checked_again() -> None:
    with Outlet({"/start": (301, {"Location": "http://b.example.org/", "Connection": "close"}, b"")}) as outlet:
        answers = [[("127.0.0.1", outlet.port)], [("127.0.0.1", outlet.port), ("192.168.0.1", 80)]]

        def find(host: str, port: int) -> Sequence[tuple[str, int]]:
            return answers.pop(0)

        with Fetcher(Reach(networks=outlet.reach.networks, resolver=find), agent="test") as fetcher, pytest.raises(FetchRefused):
            fetcher.fetch("http://a.example.org/start")
        assert not answers and outlet.asked() == ["/start"]


def test_a_host_without_address_and_a_resolver_that_hangs() -> None:
    import threading

    def nothing(host: str, port: int) -> Sequence[tuple[str, int]]:
        return []

    never = threading.Event()

    def hang(host: str, port: int) -> Sequence[tuple[str, int]]:
        never.wait()
        return []

    with pytest.raises(FetchFailed, match="no such host"):
        addresses_of("www.example.org", 80, Reach(resolver=nothing))
    with pytest.raises(FetchFailed, match="too slow"):
        addresses_of("www.example.org", 80, Reach(resolver=hang), seconds=0.05)
    never.set()


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://", "http://[", "http://1", "http://a@"]))
def test_no_url_crashes(text: str, start: str) -> None:
    try:
        target = target_of(start + text, Reach())
    except FetchRefused as refused:
        assert refused.reason
    else:
        assert target.url.isascii() and target.host and target.port in (80, 443) and "@" not in target.origin


@given(st.ip_addresses())
def test_nothing_is_let_through_that_the_standard_library_knows_to_be_not_global(address: object) -> None:
    parsed = ip_address(str(address))
    if Reach().forbids(parsed) is None:
        assert parsed.is_global and not parsed.is_multicast
