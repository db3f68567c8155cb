"""Rounds over the feeds and sitemaps of a real server: what is new comes once, nothing is lost, and nobody is annoyed."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from latticework.acquire import Rejected
from latticework.acquire.discover import ListFound, lists_at
from latticework.acquire.feed_state import FIRST_WAIT, MOST_TRIES, FeedState, wait_after
from latticework.acquire.gather import Gathered, Round, Wish
from latticework.acquire.reach import Web
from latticework.errors import InputError
from tests.acquire.outlet import Outlet, item, page, rss

FEED = "http://news.example.org/feed.xml"


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with Outlet({f"/{n}": page(f"Talks {n}") for n in range(1, 10)}) as outlet:
        outlet.answers["/feed.xml"] = rss(item(1), item(2), item(3))
        yield outlet


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets seconds pass on the wall clock."""
    real = time.time
    passed = 0.0

    def wait(seconds: float) -> None:
        nonlocal passed
        passed += seconds

    monkeypatch.setattr(time, "time", lambda: real() + passed)
    return wait


def gather(
    outlet: Outlet, *urls: str, state: Path | None = None, delay: float = 0.0, wish: Wish | None = None
) -> list[Gathered | Rejected]:
    with FeedState(state) as memory:
        return list(Round(state=memory, web=Web(reach=outlet.reach, delay=delay), wish=wish or Wish()).pages(urls))


def paths(found: list[Gathered | Rejected]) -> list[str]:
    return sorted(g.page.ref.removeprefix("http://news.example.org") for g in found if isinstance(g, Gathered))


def reasons(found: list[Gathered | Rejected]) -> list[str]:
    rejects = [r for r in found if isinstance(r, Rejected)]
    assert all(r.ref and r.detail for r in rejects)
    return sorted(r.reason for r in rejects)


# --- what is new


def test_a_feed_gives_the_pages_it_leads_to(outlet: Outlet) -> None:
    found = gather(outlet, FEED)
    assert paths(found) == ["/1", "/2", "/3"] and not reasons(found)
    one = next(g for g in found if isinstance(g, Gathered) and g.page.ref.endswith("/1"))
    assert one.source == FEED and one.entry is not None and one.entry.published == datetime(2025, 1, 2, 8, 30, tzinfo=UTC)
    assert one.page.url == "http://news.example.org/1" and "Talks 1" in str(one.page.content)
    assert outlet.asked(robots=True)[:2] == ["/feed.xml", "/robots.txt"]


def test_with_a_state_each_page_comes_once(outlet: Outlet, tmp_path: Path) -> None:
    outlet.answers["/feed.xml"] = (200, {"Content-Type": "text/xml", "ETag": '"1"', "Last-Modified": "M"}, rss(item(1), item(2)).encode())
    state = tmp_path / "news.state"
    assert paths(gather(outlet, FEED, state=state)) == ["/1", "/2"]
    outlet.log.clear()
    assert gather(outlet, state=state) == []
    (request,) = outlet.log  # robots.txt is still known
    assert (request.path, request.headers["if-none-match"], request.headers["if-modified-since"]) == ("/feed.xml", '"1"', "M")
    outlet.answers["/feed.xml"] = rss(item(3), item(1), item(2))
    assert paths(gather(outlet, state=state)) == ["/3"]


def test_without_a_state_all_is_new_each_time(outlet: Outlet) -> None:
    assert paths(gather(outlet, FEED)) == paths(gather(outlet, FEED))


@pytest.mark.parametrize("taken", [0, 1, 2])
def test_what_a_broken_round_left_comes_in_the_next(outlet: Outlet, tmp_path: Path, taken: int) -> None:
    """Also where the feed then says that it has not changed."""
    outlet.answers["/feed.xml"] = (200, {"Content-Type": "text/xml", "ETag": '"1"'}, rss(item(1), item(2), item(3)).encode())
    kept: list[str] = []
    with FeedState(tmp_path / "s") as memory:
        pages = Round(state=memory, web=Web(reach=outlet.reach, delay=0.0)).pages([FEED])
        for found in pages:
            if len(kept) == taken:
                break  # this one was given, and then the power went
            assert isinstance(found, Gathered)
            kept.append(found.page.ref.removeprefix("http://news.example.org"))
        pages.close()  # type: ignore[attr-defined]
    assert sorted(kept + paths(gather(outlet, state=tmp_path / "s"))) == ["/1", "/2", "/3"]


def test_a_page_in_two_feeds_comes_once(outlet: Outlet, tmp_path: Path) -> None:
    outlet.answers["/world.xml"] = rss(item(2), item(4))
    found = gather(outlet, FEED, "http://news.example.org/world.xml", state=tmp_path / "s")
    assert paths(found) == ["/1", "/2", "/3", "/4"]
    outlet.answers["/late.xml"] = rss(item(1), item(5))
    assert paths(gather(outlet, "http://news.example.org/late.xml", state=tmp_path / "s")) == ["/5"]


def test_what_was_changed_comes_again_if_that_is_wanted(outlet: Outlet, tmp_path: Path) -> None:
    def atom(day: int) -> str:
        entry = f"<entry><id>1</id><link href='/1'/><updated>2025-01-{day}T08:30:00Z</updated></entry>"
        return f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>"

    outlet.answers["/feed.xml"] = atom(21)
    assert paths(gather(outlet, FEED, state=tmp_path / "s")) == ["/1"]
    outlet.answers["/feed.xml"] = atom(22)
    assert gather(outlet, FEED, state=tmp_path / "s") == []
    outlet.answers["/feed.xml"] = atom(23)
    assert paths(gather(outlet, FEED, state=tmp_path / "s", wish=Wish(changed=True))) == ["/1"]
    assert gather(outlet, FEED, state=tmp_path / "s", wish=Wish(changed=True)) == []


def test_since_and_limit_leave_the_rest_for_later(outlet: Outlet, tmp_path: Path) -> None:
    assert paths(gather(outlet, FEED, state=tmp_path / "s", wish=Wish(limit=1))) == ["/3"]
    assert paths(gather(outlet, FEED, state=tmp_path / "s", wish=Wish(since=date(2025, 1, 3)))) == ["/2"]
    assert paths(gather(outlet, FEED, state=tmp_path / "s")) == ["/1"]


def test_the_text_that_a_feed_carries(outlet: Outlet) -> None:
    outlet.answers["/feed.xml"] = rss(
        item(1, "<description>&lt;p&gt;Ministers met.&lt;/p&gt;</description>"), item(2), "<item><description>No link.</description></item>"
    )
    found = gather(outlet, FEED, wish=Wish(listed_text=True))
    without, one = [g for g in found if isinstance(g, Gathered)]  # one without a date may be the newest
    assert one.page.content == "<article><h1>Talks 1</h1>\n<p>Ministers met.</p></article>"
    assert (one.page.title, one.page.published, one.page.url) == (
        "Talks 1",
        datetime(2025, 1, 2, 8, 30, tzinfo=UTC),
        "http://news.example.org/1",
    )
    assert without.page.url is None and "No link." in str(without.page.content)
    assert reasons(found) == ["no text in feed"] and outlet.asked(robots=True) == ["/feed.xml"]


def test_a_page_that_may_not_be_had_is_replaced_by_the_feeds_own_whole_text(outlet: Outlet) -> None:
    whole = "<content:encoded>&lt;p&gt;All of it.&lt;/p&gt;</content:encoded>"
    outlet.answers["/feed.xml"] = rss(item(7, whole), item(8), item(11, whole))
    outlet.answers["/robots.txt"] = "User-agent: *\nDisallow: /7\nDisallow: /8\n"
    found = gather(outlet, FEED)
    assert paths(found) == ["/11", "/7"] and reasons(found) == ["robots.txt forbids"]
    assert all("All of it." in str(g.page.content) for g in found if isinstance(g, Gathered))


def test_a_page_that_was_named_is_given_itself(outlet: Outlet, tmp_path: Path) -> None:
    outlet.answers["/1"] = (200, {"Content-Type": "text/html", "ETag": '"1"'}, page("Talks").encode())
    outlet.answers["/robots.txt"] = "User-agent: *\nDisallow: /\n"
    (found,) = gather(outlet, "http://news.example.org/1", state=tmp_path / "s")
    assert isinstance(found, Gathered) and found.entry is None and found.page.ref == "http://news.example.org/1"
    assert gather(outlet, state=tmp_path / "s") == []
    outlet.answers["/1"] = page("Talks again")
    assert paths(gather(outlet, state=tmp_path / "s")) == ["/1"]


# --- sitemaps


def sitemap(*numbers: int) -> str:
    urls = "".join(f"<url><loc>http://news.example.org/{n}</loc><lastmod>2025-01-{n:02}</lastmod></url>" for n in numbers)
    return f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>"


def test_sitemaps_of_sitemaps(outlet: Outlet, tmp_path: Path) -> None:
    outlet.answers |= {
        "/index.xml": "<sitemapindex><sitemap><loc>/new.xml.gz</loc><lastmod>2025-01-09</lastmod></sitemap>"
        "<sitemap><loc>/old.xml</loc><lastmod>2024-01-01</lastmod></sitemap></sitemapindex>",
        "/new.xml.gz": gzip.compress(sitemap(4, 5).encode()),
        "/old.xml": sitemap(6),
    }
    index = "http://news.example.org/index.xml"
    assert paths(gather(outlet, index, state=tmp_path / "s", wish=Wish(since=date(2025, 1, 5)))) == ["/5"]
    assert "/old.xml" not in outlet.asked()
    outlet.log.clear()
    assert paths(gather(outlet, state=tmp_path / "s")) == ["/4", "/6"]
    assert sorted(outlet.asked()) == ["/4", "/6", "/index.xml", "/old.xml"]  # by the index, the other sitemap is as it was
    with FeedState(tmp_path / "s") as memory:
        (source,) = memory.sources()
    assert (source.url, source.kind, source.done, source.waiting) == (index, "sitemap", 3, 0)


def test_an_index_that_has_not_changed_may_lead_to_what_has(outlet: Outlet, tmp_path: Path) -> None:
    index = b"<sitemapindex><sitemap><loc>/new.xml</loc></sitemap></sitemapindex>"
    outlet.answers["/index.xml"] = (200, {"Content-Type": "text/xml", "ETag": '"1"'}, index)
    outlet.answers["/new.xml"] = sitemap(4)
    assert paths(gather(outlet, "http://news.example.org/index.xml", state=tmp_path / "s")) == ["/4"]
    outlet.answers["/new.xml"] = sitemap(4, 5)
    assert paths(gather(outlet, state=tmp_path / "s")) == ["/5"]


def test_sitemaps_that_go_round_in_circles(outlet: Outlet) -> None:
    outlet.answers["/a.xml"] = "<sitemapindex><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>"
    outlet.answers["/b.xml"] = "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>"
    assert reasons(gather(outlet, "http://news.example.org/a.xml")) == ["too many sitemaps"]
    assert len(outlet.asked()) == 3


# --- manners


def test_robots_txt_is_asked_once_and_obeyed(outlet: Outlet) -> None:
    outlet.answers["/robots.txt"] = "User-agent: other\nDisallow: /\n\nUser-agent: Latticework\nDisallow: /2\nAllow: /\n"
    found = gather(outlet, FEED)
    assert paths(found) == ["/1", "/3"] and reasons(found) == ["robots.txt forbids"]
    assert outlet.asked(robots=True).count("/robots.txt") == 1 and "/2" not in outlet.asked()


def test_a_redirect_to_what_robots_txt_forbids_is_not_followed(outlet: Outlet) -> None:
    outlet.answers["/1"] = (302, {"Location": "http://other.example.org/secret"}, b"")
    outlet.answers["other.example.org/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /secret")
    found = gather(outlet, FEED)
    assert paths(found) == ["/2", "/3"] and reasons(found) == ["robots.txt forbids"] and "/secret" not in outlet.asked()


@pytest.mark.parametrize("answer", [(404, {}, b""), (403, {}, b""), (200, {"Content-Type": "text/html"}, b"Disallow: /")])
def test_no_robots_txt_allows_everything(outlet: Outlet, answer: tuple[int, dict[str, str], bytes]) -> None:
    outlet.answers["/robots.txt"] = answer
    assert paths(gather(outlet, FEED)) == ["/1", "/2", "/3"]


def test_a_robots_txt_that_fails_forbids_everything_for_now(outlet: Outlet, tmp_path: Path, later: Callable[[float], None]) -> None:
    outlet.answers["/robots.txt"] = (500, {}, b"")
    found = gather(outlet, FEED, state=tmp_path / "s")
    assert not paths(found) and set(reasons(found)) == {"robots.txt not to be had"}
    outlet.answers["/robots.txt"] = "User-agent: *\nAllow: /"
    later(4 * 3600)
    assert paths(gather(outlet, FEED, state=tmp_path / "s")) == ["/1", "/2", "/3"]


def test_a_host_is_asked_one_thing_at_a_time_with_pauses(outlet: Outlet) -> None:
    outlet.answers["/robots.txt"] = "User-agent: *\nCrawl-delay: 0.3\n"
    gather(outlet, FEED, "http://news.example.org/9", delay=0.05)
    times = [r.at for r in outlet.log if r.path in ("/1", "/2", "/3")]
    assert len(times) == 3 and all(b - a >= 0.29 for a, b in pairwise(times))


def test_a_host_that_wants_pauses_of_hours_is_not_waited_for(outlet: Outlet) -> None:
    outlet.answers["/robots.txt"] = "User-agent: *\nCrawl-delay: 86400\n"
    assert reasons(gather(outlet, FEED)) == ["crawl delay too long"] * 3


# --- trouble


def test_a_feed_in_trouble_is_left_alone_for_as_long_as_it_says(outlet: Outlet, tmp_path: Path, later: Callable[[float], None]) -> None:
    outlet.answers["/feed.xml"] = (503, {"Retry-After": "7200"}, b"")
    assert reasons(gather(outlet, FEED, state=tmp_path / "s")) == ["HTTP 503"]
    later(7000)
    outlet.log.clear()
    assert reasons(gather(outlet, FEED, state=tmp_path / "s")) == ["put off"] and not outlet.log
    later(300)
    outlet.answers["/feed.xml"] = rss(item(1))
    assert paths(gather(outlet, FEED, state=tmp_path / "s")) == ["/1"]
    with FeedState(tmp_path / "s") as memory:
        (source,) = memory.sources()
    assert (source.failures, source.error, source.not_before) == (0, None, None)


def test_back_off_doubles_up_to_a_day() -> None:
    assert [wait_after(n) for n in (1, 2, 3)] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert wait_after(99) == 24 * 3600 and wait_after(1, 3000) == 3000 and wait_after(1, 10) == FIRST_WAIT
    assert wait_after(1, 1e12) == 7 * 24 * 3600


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_says_stop_is_not_asked_again_in_this_round(
    outlet: Outlet, tmp_path: Path, status: int, later: Callable[[float], None]
) -> None:
    outlet.answers["/3"] = (status, {"Retry-After": "60"}, b"")
    with FeedState(tmp_path / "s") as memory:
        following = Round(state=memory, web=Web(reach=outlet.reach, delay=0.0))
        assert reasons(list(following.pages([FEED]))) == [f"HTTP {status}"]
        assert following.put_off == 2 and outlet.asked() == ["/feed.xml", "/3"]
    outlet.answers["/3"] = page("Talks 3")
    assert paths(gather(outlet, state=tmp_path / "s")) == ["/1", "/2"]
    later(FIRST_WAIT + 1)
    assert paths(gather(outlet, state=tmp_path / "s")) == ["/3"]


def test_a_host_in_trouble_stops_itself_and_not_those_that_lead_to_it(outlet: Outlet) -> None:
    """As with a feed whose links all go through one counting host."""
    outlet.answers |= {f"/{n}": (302, {"Location": f"http://h{n}.example.org/x"}, b"") for n in (1, 2, 3)}
    outlet.answers |= {"/x": page("Talks"), "h3.example.org/x": (503, {"Retry-After": "60"}, b"")}
    found = gather(outlet, FEED)
    assert paths(found) == ["/1", "/2"] and reasons(found) == ["HTTP 503"]


def test_a_page_that_is_gone_is_told_once_and_one_that_fails_is_tried_again(
    outlet: Outlet, tmp_path: Path, later: Callable[[float], None]
) -> None:
    outlet.answers["/1"] = (500, {}, b"")
    del outlet.answers["/2"]
    assert reasons(gather(outlet, FEED, state=tmp_path / "s")) == ["HTTP 404", "HTTP 500"]
    tries = 1
    for _ in range(MOST_TRIES + 2):
        later(24 * 3600)
        tries += reasons(gather(outlet, state=tmp_path / "s")) == ["HTTP 500"]
    assert tries == MOST_TRIES
    with FeedState(tmp_path / "s") as memory:
        (source,) = memory.sources()
    assert (source.done, source.waiting, source.dropped) == (1, 0, 2)


def test_what_a_feed_itself_has_wrong_is_told_once(outlet: Outlet, tmp_path: Path) -> None:
    wrong = "<item><link>javascript:x</link></item>"
    outlet.answers["/feed.xml"] = rss(wrong, item(1), item(1))
    assert reasons(gather(outlet, FEED, state=tmp_path / "s")) == ["no web address"]
    outlet.answers["/feed.xml"] = rss(item(2), wrong, item(1))
    assert reasons(gather(outlet, FEED, state=tmp_path / "s")) == []


def test_a_feed_that_has_become_a_page_is_no_page(outlet: Outlet, tmp_path: Path) -> None:
    gather(outlet, FEED, state=tmp_path / "s")
    outlet.answers["/feed.xml"] = (200, {"Content-Type": "text/html"}, b"<html><p>This domain is for sale")
    assert reasons(gather(outlet, state=tmp_path / "s")) == ["not a feed any more"]


def test_what_may_not_be_reached_is_a_reject_and_not_kept(outlet: Outlet, tmp_path: Path) -> None:
    outlet.answers["/feed.xml"] = rss(
        "<item><link>http://127.0.0.2/admin</link></item><item><link>http://[64:ff9b::1]/</link></item>", item(1)
    )
    found = gather(outlet, FEED, "http://10.0.0.1/feed", "file:///etc/passwd", state=tmp_path / "s")
    assert paths(found) == ["/1"]
    assert reasons(found) == ["address not public"] * 3 + ["not a web address"]


def test_things_that_are_no_pages(outlet: Outlet) -> None:
    outlet.answers |= {"/1": (200, {"Content-Type": "application/pdf"}, b"%PDF-"), "/data.json": '{"a": 1}', "/x.xml": "<svg/>"}
    found = gather(outlet, FEED, "http://news.example.org/data.json", "http://news.example.org/x.xml")
    assert paths(found) == ["/2", "/3"] and reasons(found) == ["not a feed", "not a page", "not a page"]


# --- the state file


def test_the_state_is_for_one_run_at_a_time(tmp_path: Path) -> None:
    with FeedState(tmp_path / "s"), pytest.raises(InputError, match="another fetch"):
        FeedState(tmp_path / "s")
    with FeedState(tmp_path / "s"):
        pass


@pytest.mark.parametrize("content", [b"no database at all, but text of some length", b"SQLite format 3\0" + b"\xff" * 200])
def test_another_file_is_not_taken_for_a_state(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "s").write_bytes(content)
    with pytest.raises(InputError, match=r"not a state file|cannot be used"):
        FeedState(tmp_path / "s")
    assert (tmp_path / "s").read_bytes() == content


def test_another_database_is_not_written_to(tmp_path: Path) -> None:
    import sqlite3

    db = sqlite3.connect(tmp_path / "s")
    db.execute("CREATE TABLE source (x)")
    db.close()
    with pytest.raises(InputError, match="not a state file"):
        FeedState(tmp_path / "s")


def test_a_feed_can_be_forgotten(outlet: Outlet, tmp_path: Path) -> None:
    gather(outlet, FEED, state=tmp_path / "s")
    with FeedState(tmp_path / "s") as memory:
        assert memory.forget(FEED) and not memory.forget(FEED) and memory.sources() == ()
    assert paths(gather(outlet, FEED, state=tmp_path / "s")) == ["/1", "/2", "/3"]


# --- finding feeds


def test_lists_that_an_outlet_names(outlet: Outlet) -> None:
    outlet.answers["/"] = '<html><head><link rel="alternate" type="application/rss+xml" title="World" href="/feed.xml"></head></html>'
    outlet.answers["/robots.txt"] = "Sitemap: http://news.example.org/sitemap.xml\nSitemap: ftp://x/\nUser-agent: *\nDisallow: /"
    web = Web(reach=outlet.reach, delay=0.0)
    assert lists_at("http://news.example.org/", web) == (
        ListFound(url=FEED, kind="feed", title="World", by="page"),
        ListFound(url="http://news.example.org/sitemap.xml", kind="sitemap", title=None, by="robots.txt"),
    )
    assert lists_at(FEED, web) == (ListFound(url=FEED, kind="feed", title="Example news", by="itself"),)
