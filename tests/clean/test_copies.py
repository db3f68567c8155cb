"""What repeats what: copies, versions, and stories that only look alike."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from latticework.clean.copies import Earlier, address_of, kinship, sketch_of
from latticework.types import Article, CopyKind, Outlet, Published
from tests.conftest import article_of

WIRE = """\
Japan and Australia agreed on Tuesday to share more of what their satellites see of the western Pacific, the two governments said.
Officials met in Canberra for two days. They spoke about radar stations on four islands and about who pays for them.
Japan will give 120 million dollars over six years, and Australia the ground on which the stations stand.
The first station is to be built near Darwin before the rains of 2027, officials in Canberra said.
China said on Wednesday that it had been told nothing of the plan and asked both governments to explain it.
A spokesman in Beijing called the stations a step backwards and said that trade talks could suffer from them.
Fishermen in the north have asked for a hearing, since two of the stations would close harbours for months at a time.
The government of Indonesia said that it would watch the work closely but had no objection to radar as such.
Both sides want to meet again in Tokyo in March, when the lower house has voted on the budget for the first year.
Opposition parties in Australia asked why the contract was given without a tender and called for an inquiry by the Senate."""

OTHER = """\
Rescuers in southern Chile pulled eleven miners out of a flooded shaft on Tuesday after three days of pumping, the company said.
The water had come in on Saturday when a wall between the mine and an old gallery gave way. Nobody had known of that gallery.
All eleven were taken to a hospital in Temuco, where doctors called their state good. Two had broken arms.
The union said that maps from 1964 show the old gallery and that the company had never bought them from the archive.
Prosecutors took files from the offices in Santiago on Monday evening. The company said that it would help as it could.
The mine gives copper worth 300 million dollars in a year and work to nine hundred people in a poor valley."""

FORM = """\
The President approved a declaration for {state} and ordered federal aid for what was harmed by storms and floods from {days}.
Money will go to people in the counties of {counties} for the repair of their houses and for what insurance does not pay.
The declaration also lets the state and some groups ask for help with the repair of roads, bridges and public buildings.
{officer} of the emergency agency was named to lead the work in these places, and more counties may be added when damage is known.
People who have lost something can ask for help by telephone or on the agency's page from eight in the morning until ten at night."""


def article(text: str, id: str = "a", **more: object) -> Article:
    return replace(article_of(text), id=id, ref=id, **more)  # type: ignore[arg-type]


def on(day: date) -> Published:
    return Published(earliest=day, latest=day, precision="day", basis="given")


def kin(one: Article, other: Article) -> CopyKind | None:
    sketches = sketch_of(one), sketch_of(other)
    assert sketches[0] is not None and sketches[1] is not None
    assert kinship(*sketches) == kinship(*reversed(sketches)), "the order does not matter"
    return kinship(*sketches)


LINES = WIRE.split("\n")
CHANGED = random.Random(7)
COPIES = {
    "the same": WIRE,
    "its own byline and dateline": "CANBERRA, May 6 (Agency) - " + WIRE,
    "another headline over it": "Radar for the Pacific: what two governments have agreed\n" + WIRE,
    "a line dropped": "\n".join(LINES[:4] + LINES[5:]),
    "the first half": "\n".join(LINES[:5]),
    "every other line": "\n".join(LINES[::2]),
    "a third": "\n".join(LINES[:3]),
    "lines of the outlet's own put in": "\n".join(
        [*LINES[:3], "Read on our pages tomorrow what Perth and Sydney think of Canberra's plan.", *LINES[3:]]
    ),
    "one word in ten changed": " ".join("perhaps" if CHANGED.random() < 0.1 else w for w in WIRE.split(" ")),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_a_copy_however_it_was_cut(name: str) -> None:
    assert kin(article(WIRE), article(COPIES[name])) == "copy"
    earlier = Earlier()
    for n in range(3):
        assert earlier.placed(article(OTHER.replace("Tuesday", f"Tuesday {n}"), f"other {n}")).copy_of in (None, "other 0")
    assert earlier.placed(article(WIRE, "wire")).copy_of is None
    found = earlier.placed(article(COPIES[name], "copy"))
    assert (found.copy_of, found.copy_kind) == ("wire", "copy")


def test_stories_in_one_frame_are_not_copies() -> None:
    one = FORM.format(state="Nebraska", days="May 2 to May 9", counties="Adams, Boone, Custer and Dawes", officer="Director Hill")
    other = FORM.format(state="Vermont", days="July 9 to July 11", counties="Essex, Orleans, Lamoille and Rutland", officer="Director Wood")
    again = FORM.format(state="Nebraska", days="May 2 to May 9", counties="Adams, Boone, Custer and Dawes", officer="Director Wood")
    assert kin(article(one), article(other)) is None
    assert kin(article(one), article(again)) == "copy"


def test_short_stories_differ_by_a_word() -> None:
    def case(country: str) -> Article:
        return article(f"{country} reports its first case of the new variant in a person who travelled from South Africa last week.")

    assert kin(case("Spain"), case("Sweden")) is None
    assert kin(case("Spain"), case("Spain")) == "copy"


def test_a_paragraph_of_background_makes_no_copy() -> None:
    background = "\n".join(LINES[4:7])
    assert kin(article(OTHER + "\n" + background), article("\n".join(LINES[:4]) + "\n" + background)) is None


def test_what_stands_below_many_stories_makes_no_copy() -> None:
    below = "\n".join(LINES[3:8])
    assert kin(article(OTHER.split("\n")[0] + "\n" + below), article(LINES[0] + "\n" + below)) is None
    assert kin(article(LINES[0] + "\n" + below), article("\n".join(LINES[:8]))) == "copy"


def test_a_digest_is_no_copy_of_what_it_holds() -> None:
    digest = "\n".join([OTHER, FORM, OTHER.replace("Chile", "Peru"), *(f"Point {n}: {FORM}" for n in range(3)), *LINES[:2]])
    assert kin(article("\n".join(LINES[:2])), article(digest)) is None


def test_what_comes_back_after_weeks_must_be_the_same() -> None:
    first, later = article(WIRE, published=on(date(2024, 5, 7))), article(WIRE, published=on(date(2024, 9, 7)))
    form = replace(later, text=WIRE.replace("120 million", "140 million"))
    assert kin(first, later) == "copy"
    assert kin(first, form) is None
    assert kin(first, replace(form, published=on(date(2024, 5, 8)))) == "copy"


HOME = Outlet(name="Daily Example", domain="example.com")
AWAY = Outlet(name="The Other", domain="example.org")


def test_versions_are_told_from_copies() -> None:
    first = article(
        WIRE, outlet=HOME, title="Radar for the Pacific", url="https://www.example.com/radar?id=4", published=on(date(2024, 5, 7))
    )
    mended = first.text.replace("120 million", "140 million")
    assert kin(first, replace(first, text=mended)) == "version"
    assert kin(first, replace(first, text=mended, outlet=AWAY, url=None)) == "copy"
    assert kin(first, replace(first, text=mended, url="http://example.com/radar/?id=4#top", outlet=None)) == "version"
    assert kin(first, replace(first, text=mended, outlet=HOME, url=None, title="Radar: what was agreed")) == "version"
    note = mended + "\nAn earlier version of this story was corrected to give the right sum."
    assert kin(first, article(note)) == "version"
    assert kin(first, article(note, outlet=AWAY)) == "copy"


def test_one_outlets_forms_of_two_days_are_two_stories() -> None:
    def market(day: int, index: str, sum: str) -> Article:
        text = f"Shares in Tokyo closed at {index} points on the first day of talks.\n{OTHER.replace('300', sum)}"
        return article(text, outlet=HOME, title="Shares in Tokyo", published=on(date(2024, 5, day)))

    assert kin(market(7, "38,200", "310"), market(8, "38,900", "350")) is None


def test_addresses_without_what_does_not_matter() -> None:
    assert address_of("https://www.Example.com/a/b/?id=1#c") == address_of("http://example.com/a/b?id=1")
    assert address_of("https://example.com/a?id=1") != address_of("https://example.com/a?id=2")
    assert [address_of(url) for url in (None, "", "example", "http://[", "https://example.com/")] == [None] * 5


def test_a_copy_of_a_copy_points_at_the_first() -> None:
    earlier = Earlier()
    found = [earlier.placed(article(text, f"a{n}")) for n, text in enumerate((WIRE, "\n".join(LINES[:5]), "\n".join(LINES[:3])))]
    assert [a.copy_of for a in found] == [None, "a0", "a0"]


def test_memory_of_earlier_articles_is_bounded() -> None:
    earlier = Earlier(remembered=3)

    def story(n: int) -> str:
        return " ".join(f"word{n}x{k}" for k in range(50))

    for n in range(10):
        assert earlier.placed(article(story(n), f"a{n}")).copy_of is None
    assert earlier.placed(article(story(9), "again")).copy_of == "a9"
    assert earlier.placed(article(story(2), "forgotten")).copy_of is None


def test_too_few_words_are_told_from_nothing() -> None:
    earlier = Earlier()
    for text in ("Ministers met in Tokyo.", "Ministers met in Tokyo.", "?!", "会談した。"):
        assert earlier.placed(article(text)).copy_of is None


def test_scripts_without_spaces() -> None:
    text = "日本とオーストラリアの両政府は火曜日、太平洋西部の衛星情報をこれまで以上に共有することで合意した。"
    assert kin(article(text + "最初の施設は来年建設される。"), article(text)) == "copy"


def test_instants_count_by_their_day() -> None:
    instant = datetime(2024, 5, 7, 23, 30, tzinfo=UTC)
    sketch = sketch_of(article(WIRE, published=Published(earliest=instant, latest=instant, precision="minute", basis="metadata")))
    assert sketch is not None and sketch.day == date(2024, 5, 7) and sketch.stand == instant.timestamp()
