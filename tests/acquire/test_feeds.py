"""Feeds and sitemaps as they are found: every form, and every sort of damage."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from latticework.acquire.entries import MOST_ENTRIES, Entry, Listing, later, moment_in, words_of
from latticework.acquire.feeds import entries_of, feeds_named
from latticework.acquire.sitemaps import sitemap_of
from latticework.errors import PageRejected

URL = "https://example.org/news/feed.xml"
TOKYO = timezone(timedelta(hours=9))


def read(text: str | bytes, charset: str | None = None) -> Listing:
    return entries_of(text.encode() if isinstance(text, str) else text, URL, charset)


def only(text: str | bytes) -> Entry:
    listing = read(text)
    assert len(listing.entries) == 1 and not listing.rejects, listing
    return listing.entries[0]


def reasons(listing: Listing) -> list[str]:
    assert all(r.ref and r.detail for r in listing.rejects)
    return [r.reason for r in listing.rejects]


# --- forms

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Example &amp; Sons</title><link>https://example.org/</link><language>en-GB</language>
<image><title>Logo</title><link>https://example.org/logo</link></image>
<item><title>Japan &amp;amp; Australia <![CDATA[meet <b>again</b>]]></title><link> /2025/talks?a=1&amp;b=2#top </link>
<guid isPermaLink="false">tag:1</guid><pubDate>Tue, 21 Jan 2025 17:30:00 +0900</pubDate><dc:creator>Ann Author</dc:creator>
<description>A summary.</description><content:encoded><![CDATA[<p>Ministers <em>met</em>.</p>]]></content:encoded></item>
</channel></rss>"""


def test_rss() -> None:
    listing = read(RSS)
    assert (listing.kind, listing.form, listing.title, listing.language) == ("feed", "RSS", "Example & Sons", "en-GB")
    assert listing.entries == (
        Entry(
            id="tag:1",
            url="https://example.org/2025/talks?a=1&b=2",
            title="Japan & Australia meet again",
            published=datetime(2025, 1, 21, 17, 30, tzinfo=TOKYO),
            content="<p>Ministers <em>met</em>.</p>",
            whole=True,
        ),
    )


@pytest.mark.parametrize("version", ["0.91", "0.92", "2.0"])
def test_old_rss_with_less(version: str) -> None:
    entry = only(f'<rss version="{version}"><channel><item><title>T</title><link>https://example.org/1</link></item></channel></rss>')
    assert entry == Entry(id="https://example.org/1", url="https://example.org/1", title="T")


def test_rdf_of_both_kinds() -> None:
    for space in ("http://my.netscape.com/rdf/simple/0.9/", "http://purl.org/rss/1.0/"):
        entry = only(
            f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{space}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            '<channel rdf:about="https://example.org/"><title>Example</title></channel><item rdf:about="https://example.org/1">'
            "<title>T</title><link>https://example.org/1</link><dc:date>2025-01-21T08:30Z</dc:date><description>D</description></item></rdf:RDF>"
        )
        assert (entry.id, entry.url, entry.published) == ("https://example.org/1",) * 2 + (datetime(2025, 1, 21, 8, 30, tzinfo=UTC),)
        assert (entry.content, entry.whole) == ("D", False)


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://example.org/blog/">
<title type="html">A &amp;amp; B</title>
<link rel="self" href="/feed"/>
<entry><id>urn:1</id><title>1 &lt; 2 &amp; so on</title><link rel="self" href="self"/><link rel="enclosure" href="a.mp3"/>
<link type="application/pdf" href="1.pdf"/><link rel="alternate" type="text/html" href="1.html"/>
<published>2025-01-21T08:30:00Z</published><updated>2025-01-22T08:30:00+09:00</updated>
<summary>S</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hi <b>x</b> tail</p></div></content>
</entry></feed>"""


def test_atom() -> None:
    listing = read(ATOM)
    (entry,) = listing.entries
    assert (listing.form, listing.title, listing.language) == ("Atom", "A & B", "en")
    assert (entry.id, entry.url, entry.title) == ("urn:1", "https://example.org/blog/1.html", "1 < 2 & so on")
    assert (entry.published, entry.updated) == (datetime(2025, 1, 21, 8, 30, tzinfo=UTC), datetime(2025, 1, 22, 8, 30, tzinfo=TOKYO))
    assert entry.whole and entry.content and "<p>Hi <b>x</b> tail</p>" in entry.content


def test_atom_of_the_draft() -> None:
    entry = only(
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><id>1</id><title>T</title><link rel="alternate" href="/1"/>'
        "<issued>2004-01-21T08:30:00Z</issued><modified>2004-01-22T08:30:00Z</modified></entry></feed>"
    )
    assert (entry.published, entry.updated) == (datetime(2004, 1, 21, 8, 30, tzinfo=UTC), datetime(2004, 1, 22, 8, 30, tzinfo=UTC))


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Example",
        "language": "en",
        "items": [
            {"id": 1, "url": "/1", "title": "A &amp; B", "content_html": "<p>x", "date_published": "2025-01-21T17:30:00+09:00"},
            {
                "id": "2",
                "external_url": "https://other.example.org/2",
                "content_text": "One < two.\n\nThree.",
                "date_modified": "2025-01-22",
            },
            {"id": "3", "url": "/3", "summary": "S"},
            7,
            {"id": "4"},
        ],
    }
    listing = read("\ufeff" + json.dumps(feed))
    one, two, three = listing.entries
    assert (one.id, one.url, one.title, one.content) == ("1", "https://example.org/1", "A & B", "<p>x")
    assert one.published == datetime(2025, 1, 21, 17, 30, tzinfo=TOKYO)
    assert (two.url, two.updated, two.whole) == ("https://other.example.org/2", date(2025, 1, 22), True)
    assert two.content == "<p>One &lt; two.</p>\n<p>Three.</p>\n"
    assert (three.content, three.whole) == ("S", False)
    assert reasons(listing) == ["broken entry", "entry without link"]
    assert listing.form == "JSON Feed"


def test_the_address_that_a_feed_service_replaced_is_preferred() -> None:
    entry = only(
        '<rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item><link>https://feeds.example.org/~r/1</link>'
        "<feedburner:origLink>https://example.org/1</feedburner:origLink></item></channel></rss>"
    )
    assert entry.url == "https://example.org/1"


def test_a_guid_stands_in_for_a_missing_link_only_where_it_is_one() -> None:
    assert only("<rss><item><guid>https://example.org/1</guid></item></rss>").url == "https://example.org/1"
    assert reasons(read('<rss><item><guid isPermaLink="false">https://example.org/1</guid></item></rss>')) == ["entry without link"]
    assert reasons(read("<rss><item><guid>7</guid></item></rss>")) == ["entry without link"]


# --- dates


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Tue, 21 Jan 2025 08:30:00 GMT", datetime(2025, 1, 21, 8, 30, tzinfo=UTC)),
        ("21 Jan 2025 08:30 EST", datetime(2025, 1, 21, 8, 30, tzinfo=timezone(timedelta(hours=-5)))),
        ("Tue, 21 Jan 2025 08:30:00 JST", date(2025, 1, 21)),
        ("Tue, 21 Jan 2025 08:30:00 -0000", date(2025, 1, 21)),
        ("2025-01-21T08:30:00.123+09:00", datetime(2025, 1, 21, 8, 30, 0, 123000, tzinfo=TOKYO)),
        ("2025-01-21 08:30:00 +0900", datetime(2025, 1, 21, 8, 30, tzinfo=TOKYO)),
        ("2025-01-21T08:30:00", date(2025, 1, 21)),
        ("2025-01-21", date(2025, 1, 21)),
        ("2025-01", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("31 Feb 2025 08:30:00 GMT", None),
        ("0000-00-00T00:00:00Z", None),
        ("yesterday", None),
        ("9" * 99, None),
        ("Tue, 21 Jan 99999 08:30:00 GMT", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(text: str | None, moment: object) -> None:
    assert moment_in(text) == moment


def test_an_entry_with_a_date_of_nonsense_is_kept_without_it() -> None:
    entry = only("<rss><item><link>https://example.org/1</link><pubDate>33 Nonsember</pubDate></item></rss>")
    assert entry.published is None


def test_later() -> None:
    assert later(datetime(2025, 1, 21, 9, tzinfo=UTC), datetime(2025, 1, 21, 17, tzinfo=TOKYO))
    assert not later(datetime(2025, 1, 21, 9, tzinfo=UTC), date(2025, 1, 21)) and later(date(2025, 1, 22), date(2025, 1, 21))
    assert not later(None, date(2025, 1, 21)) and not later(date(2025, 1, 21), None)


# --- damage


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "windows-1252"])
def test_encodings(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><rss><item><title>Détente</title><link>/1</link></item></rss>'
    assert only(text.encode(encoding)).title == "Détente"


def test_encodings_that_are_wrong_or_missing() -> None:
    body = "<rss><item><title>Détente</title><link>/1</link></item></rss>"
    wrong = '<?xml version="1.0" encoding="{}"?>'
    assert only(wrong.format("iso-8859-1").encode() + body.encode()).title == "Détente"
    assert only(wrong.format("nonsense").encode() + body.encode("cp1252")).title == "Détente"
    assert only(wrong.format("punycode").encode() + body.encode("cp1252")).title == "Détente"
    assert only(wrong.format("utf-8").encode() + body.encode("cp1252")).title == "D\ufffdtente"
    assert only(body.encode("cp1252")).title == "Détente"
    assert read(body.replace("é", "ё").encode("cp1251"), "cp1251").entries[0].title == "Dёtente"


def test_careless_markup() -> None:
    entry = only(
        "\n\n<?xml version='1.0'?><rss><channel><item><title>"
        "R&D &mdash; caf&eacute; &bogus; AT&T &#8211; &#0;&#xB;&#xD800;&#65535;&#x110000;x</title>"
        "<link>https://example.org/?a=1&b=2</link><content:encoded>undeclared</content:encoded><pubDate></pubDate></item>"
    )
    assert (entry.title, entry.url, entry.content) == ("R&D — café &bogus; AT&T – x", "https://example.org/?a=1&b=2", "undeclared")


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "file:///etc/passwd", "mailto:a@example.org", "ftp://example.org/x", "data:text/html,x",
     "java\nscript:alert(1)", "http://[::1", "feed:x"],
)  # fmt: skip
def test_links_that_lead_to_no_page(link: str) -> None:
    assert reasons(read(f"<rss><item><title>T</title><link>{link}</link></item></rss>")) == ["no web address"]
    entry = only(f"<rss><item><link>{link}</link><description>Text.</description></item></rss>")
    assert entry.url is None and entry.content == "Text."


def test_a_base_that_leads_elsewhere_is_not_taken() -> None:
    assert only('<rss xml:base="file:///etc/"><item><link>passwd</link></item></rss>').url == "https://example.org/news/passwd"


def test_entries_are_taken_once() -> None:
    listing = read(
        "<rss><item><guid>1</guid><link>/1</link></item><item><guid>1</guid><link>/1</link></item><item><guid>1</guid><link>/2</link></item>"
        "<item><guid>3</guid><link>/1#again</link></item><item><guid>4</guid><description>A</description></item>"
        "<item><guid>4</guid><description>B</description></item></rss>"
    )
    assert [(e.id, e.url) for e in listing.entries] == [
        ("1", "https://example.org/1"),
        ("https://example.org/2", "https://example.org/2"),
        ("4", None),
    ]
    assert reasons(listing) == ["entry given twice"] * 3


def test_entries_without_anything() -> None:
    assert reasons(read("<rss><item/><item><title>T</title></item></rss>")) == ["entry without link"] * 2


def test_laughs_and_foreign_entities_stay_unread() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 100}">' for n in range(12))
    entry = only(f'<?xml version="1.0"?><!DOCTYPE rss [{laughs}]><rss><item a="&l11;"><title>&l11;</title><link>/1</link></item></rss>')
    assert entry.title == "&l11;"
    foreign = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><title>&x;</title><link>/1</link></item></rss>'
    assert only(foreign).title == "&x;"
    assert only('<!DOCTYPE rss PUBLIC "x" "http://127.0.0.1/x.dtd"><rss><item><title>T</title><link>/1</link></item></rss>').title == "T"


HEAD = '<?xml version="1.0"?><rss version="2.0"><channel><item><title>First</title><link>/1</link></item>'


@pytest.mark.parametrize(
    "more",
    [
        "<a>" * 200_000,
        "<item>" * 200_000,
        "<" * 1_000_000,
        "<item><title>" + "&" * 1_000_000,
        "<item><title>" + "&a;" * 300_000,
        "<![CDATA[" * 200_000,
        "<item><title><![CDATA[" + "<!--" * 500_000 + "]]></title></item>",
        "<!--" * 300_000,
        "<!DOCTYPE [" * 100_000,
        "<item " + " ".join(f'a{n}="x"' for n in range(100_000)) + ">",
        "<item a='" * 300_000,
        "<item><link>" + "/x" * 1_000_000 + "</link></item>",
        "<item><pubDate>" + "1" * 1_000_000 + "</pubDate></item>",
        "<item>" + " " * 11_000_000,
        "".join(f"<item xmlns:a{n}='u{n}'>" for n in range(50_000)),
        "\0" * 1_000_000,
    ],
    ids=range(16),
)
def test_hostile_feeds_cost_little_and_keep_what_is_good(more: str) -> None:
    assert read(HEAD + more).entries[0].title == "First"


def test_a_feed_without_end() -> None:
    listing = read("<rss>" + "".join(f"<item><link>/{n}</link></item>" for n in range(MOST_ENTRIES + 100)))
    assert len(listing.entries) == MOST_ENTRIES and reasons(listing) == ["too many entries"]


@pytest.mark.parametrize(
    "text",
    ["", "\0\0", "x", "<html><body><item><link>/1</link></item></body></html>", "<svg/>", "{", "{}",
     '{"version": 1, "items": []}', "[" * 100_000, "{" + '"a":{' * 50_000,
     '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000,
     '{"version": "https://jsonfeed.org/version/1", "items": {}}'],
)  # fmt: skip
def test_what_is_no_feed(text: str) -> None:
    with pytest.raises(PageRejected) as rejected:
        read(text)
    assert rejected.value.reason == "not a feed" and rejected.value.detail


MARKUP = st.lists(
    st.sampled_from(
        ["<rss>", "</rss>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<item>", "</item>", "<entry>", "</entry>", "<link>",
         "</link>", "<link href='", "'/>", "<title type='xhtml'>", "</title>", "<guid>", "</guid>", "<pubDate>", "</pubDate>",
         "<![CDATA[", "]]>",
         "<!--", "-->", "<!DOCTYPE ", "[", "]>", "&amp;", "&nbsp;", "&#", "&x;", "http://[", "https://example.org/", "\0", "é",
         "\ud800", "<x:y ",
         ">", "xml:base='", "<content type='html'>", "</content>", "<?x ", "?>", "{", "}", "2025-01-21", " "]
    )
    | st.text(max_size=8),
    max_size=40,
).map("".join)  # fmt: skip


def whole_listing(listing: Listing) -> None:
    for entry in listing.entries:
        assert entry.id and (entry.url or entry.content)
        assert entry.url is None or entry.url.startswith(("http://", "https://"))
        assert entry.title is None or entry.title.strip()
    assert len({e.id for e in listing.entries}) == len(listing.entries)
    assert all(r.reason and r.detail for r in listing.rejects)


@settings(max_examples=400)
@given(MARKUP | st.text(), st.sampled_from(["", "<rss>", "<feed><entry>", '{"version": "https://jsonfeed.org/version/1", "items": [']))
def test_no_feed_crashes(text: str, start: str) -> None:
    for read_list in (entries_of, sitemap_of):
        try:
            whole_listing(read_list((start + text).encode("utf-8", "surrogatepass"), URL))
        except PageRejected as rejected:
            assert rejected.detail


LEAVES = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20)
JSON = st.recursive(LEAVES, lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=5), x, max_size=3), max_leaves=5)
KEYS = st.sampled_from(["id", "url", "title", "content_html", "content_text", "summary", "date_published"])


@given(st.lists(st.dictionaries(KEYS, JSON) | JSON, max_size=4))
def test_no_json_feed_crashes(items: list[object]) -> None:
    whole_listing(read(json.dumps({"version": "https://jsonfeed.org/version/1", "items": items})))


@given(st.binary(max_size=300), st.sampled_from([b"", b"\x1f\x8b\x08", b"<rss><item>", b"<?xml encoding='utf-16'?>", b"\xff\xfe<"]))
def test_no_bytes_crash(data: bytes, start: bytes) -> None:
    for read_list in (entries_of, sitemap_of):
        try:
            whole_listing(read_list(start + data, URL))
        except PageRejected as rejected:
            assert rejected.detail
    list(feeds_named(start + data, URL))


def test_words() -> None:
    assert words_of("<p>One <b>two</b></p><!-- three --> &lt;b&gt;four&lt;/b&gt; 5 < 6") == "One two four 5 < 6"
    assert words_of(" <br/> ") is None and words_of(None) is None
    assert words_of("x" * 9999) == "x" * 1000


# --- sitemaps


def test_a_news_sitemap() -> None:
    text = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
    <url><loc>https://example.org/1</loc><lastmod>2025-01-22</lastmod><news:news><news:publication><news:name>Example</news:name>
    <news:language>en</news:language></news:publication><news:publication_date>2025-01-21T17:30:00+09:00</news:publication_date>
    <news:title>Talks &amp; more</news:title></news:news><image:image><image:loc>https://example.org/i.jpg</image:loc>
    <image:title>A picture</image:title></image:image></url>
    <url><loc>javascript:x</loc></url><url/><url><loc>https://example.org/1</loc></url></urlset>"""
    for data in (text.encode(), gzip.compress(text.encode())):
        listing = sitemap_of(data, "https://example.org/sitemap.xml")
        (entry,) = listing.entries
        assert (listing.kind, entry.id, entry.title, entry.language) == ("sitemap", "https://example.org/1", "Talks & more", "en")
        assert (entry.published, entry.updated) == (datetime(2025, 1, 21, 17, 30, tzinfo=TOKYO), date(2025, 1, 22))
        assert reasons(listing) == ["no web address", "entry without link", "entry given twice"]


def test_a_sitemap_index_and_a_list_of_lines() -> None:
    text = (
        "<sitemapindex><sitemap><loc>/a.xml</loc><lastmod>2025-01-22</lastmod></sitemap><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>"
    )
    listing = sitemap_of(text.encode(), "https://example.org/s.xml")
    assert [s.url for s in listing.sitemaps] == ["https://example.org/a.xml", "https://example.org/b.xml"] and not listing.entries
    lines = sitemap_of(b"https://example.org/1\r\nhttps://example.org/2\n\nnonsense:x\n", "https://example.org/s.txt")
    assert [e.url for e in lines.entries] == ["https://example.org/1", "https://example.org/2"] and reasons(lines) == ["no web address"]


def test_sitemaps_that_are_none() -> None:
    bomb = gzip.compress(b"\0" * 60_000_000)
    for data, reason in ((bomb, "gzip bomb"), (gzip.compress(b"<urlset/>" * 99)[:-9], "truncated gzip"), (b"<html/>", "not a sitemap")):
        with pytest.raises(PageRejected) as rejected:
            sitemap_of(data, "https://example.org/s.xml.gz")
        assert rejected.value.reason == reason


# --- which feeds a page names


def test_feeds_that_a_page_names() -> None:
    html = b"""<html><head><base href="/news/"><link rel="alternate" type="application/rss+xml" title="World &amp; more" href="world.xml">
    <link rel="stylesheet" href="x.css"><link rel="alternate" hreflang="de" href="/de"><link rel="Alternate" type="application/atom+xml"
    href="https://feeds.example.org/a"><link rel="alternate" type="application/rss+xml" href="javascript:x"></head>"""
    assert list(feeds_named(html, "https://example.org/")) == [
        ("https://example.org/news/world.xml", "World & more"),
        ("https://feeds.example.org/a", None),
    ]
    assert list(feeds_named(b"", "https://example.org/")) == []
