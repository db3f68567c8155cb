"""Pages that want to break the reader: each a reject with a stable reason, or a good reading, and quickly."""

from __future__ import annotations

import random

import pytest

from latticework.errors import PageRejected
from tests.clean.pages import HTML, PARAGRAPHS, article_of, said

DEEP = "<html><body>" + "<table><tr><td>" * 10_000 + PARAGRAPHS[0] + "</td></tr></table>" * 10_000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (random.Random(7).randbytes(50_000), "binary"),
        (b"\x00" * 500, "binary"),
        (b"%PDF-1.7 and so on", "binary"),
        (b"PK\x03\x04" + b"x" * 200, "binary"),
        (b"a" * 50_000_000, "too large"),
        (DEEP.encode(), "too deep"),
        (("<html><body>" + "<div>" * 10_000 + PARAGRAPHS[0]).encode(), "too deep"),
        (b"<html><!--" + b"x" * 100_000, "no article text"),
    ],
    ids=["empty", "blank", "noise", "nulls", "pdf", "zip", "50 MB line", "tables", "divs", "comment"],
)
def test_rejected_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(PageRejected) as caught:
        article_of(content)
    assert caught.value.reason == reason


def test_the_limit_is_named_with_its_mending() -> None:
    with pytest.raises(PageRejected, match=r"split it"):
        article_of(b"a" * 20_000_001)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_found(encoding: str) -> None:
    lines = [p.replace("Norland", "Nørland") for p in PARAGRAPHS]
    article = article_of(("Nørland seeks deal on fish\n" + "\n".join(lines)).encode(encoding))
    assert said(article, "paragraph") == lines


def test_a_wrong_label_is_not_believed() -> None:
    page = HTML.replace("<head>", '<head><meta charset="utf-8">').replace("Norland", "Nørland")
    assert article_of(page.encode("cp1252")).title == "Nørland seeks deal on fish"
    page = HTML.replace("<head>", '<head><meta charset="iso-8859-1">').replace("Norland", "Nørland")
    assert article_of(page.encode("utf-8")).title == "Nørland seeks deal on fish"


def test_stray_null_bytes_and_broken_markup_are_read_past() -> None:
    page = HTML.replace("</p>", "").replace("</h2>", "").replace("Port Selma on Tuesday", "Port Selma\x00 on Tuesday")
    assert PARAGRAPHS[0] in article_of(page.encode()).text


def test_forms_of_lines_cost_little_on_any_line() -> None:
    lines = [
        "( " * 190,
        "[" * 390,
        "Photo by " + "a " * 180,
        "Jane " * 70 + "/",
        "get the " * 45,
        "©" * 300,
        "Aa " * 120,
        "by " * 130,
        "A " * 80 + "(B) - C",
    ]
    assert article_of("\n".join([*lines, *PARAGRAPHS])).text


def test_runs_of_one_thing_cost_no_more_than_their_length() -> None:
    blanks = HTML.replace('"@context"', '"about": "' + " " * 300_000 + '", "@context"')
    assert article_of(blanks).title == "Norland seeks deal on fish"
    items = HTML.replace("<h2>An old quarrel</h2>", "<li>x y</li>" * 20_000)
    assert PARAGRAPHS[0] in article_of(items).text


def test_json_ld_in_its_wrappings() -> None:
    for opening, closing in (
        ("<!--", "-->"),
        ("//<![CDATA[", "//]]>"),
        ("/*<![CDATA[*/", "/* ]]>*/"),
        ("  <![CDATA[\n", "\n]]> ;"),
        ("", ";"),
    ):
        page = HTML.replace('{"@context"', opening + '{"@context"').replace("}}]}</script>", "}}]}" + closing + "</script>")
        assert article_of(page).section == "World"


def test_json_ld_that_nests_without_end_is_left_out() -> None:
    page = HTML.replace('{"@context"', "[" * 100_000 + '{"@context"')
    assert set(PARAGRAPHS) <= set(said(article_of(page), "paragraph"))
