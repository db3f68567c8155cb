"""The course of a page: what is before the article, aside within it, and behind it. Every sentence is invented."""

from __future__ import annotations

from latticework.clean.course import Seen, State, course_of
from latticework.clean.furniture import sort_lines
from latticework.clean.lines import lines_of
from tests.clean.pages import PARAGRAPHS, article_of, reasons, said

TITLE = "Norland seeks deal on fish as strait reopens"
LONGER = [f"{p} Nobody in the harbour expected otherwise, and the price of cod rose by a tenth." for p in PARAGRAPHS]
HEADLINES = ["Ferry strike enters its third week", "Mayor opens the new bridge over the Holm", "Rain expected in the south of Norland"]
STANDFIRSTS = [
    "Stewards and cooks want another crown an hour, their union says.",
    "The bridge has cost more than twice what was planned.",
    "Farmers are glad, and the fishermen stay at home today.",
]


def states(text: str, repeated: frozenset[str] = frozenset()) -> list[State]:
    return sort_lines(text, repeated).course


def test_teasers_with_standfirsts_behind_the_text_are_none_of_it() -> None:
    teasers = [line for pair in zip(HEADLINES, STANDFIRSTS, strict=True) for line in pair]
    article = article_of("\n".join([TITLE, *LONGER, *teasers]))
    assert said(article, "paragraph") == LONGER
    assert all(reasons(article)[line] == "after the article" for line in teasers)


def test_a_block_of_links_between_paragraphs_goes_and_one_odd_line_stays() -> None:
    links = [*HEADLINES, "Cup final moved to Sunday"]
    article = article_of("\n".join([TITLE, *LONGER[:2], *links, *LONGER[2:]]))
    assert said(article, "paragraph") == LONGER and {reasons(article)[line] for line in links} == {"related links"}
    article = article_of("\n".join([TITLE, *LONGER[:2], "An old quarrel", *LONGER[2:]]))
    assert said(article, "heading") == ["An old quarrel"] and not article.furniture


def test_a_label_between_all_paragraphs_does_not_part_them() -> None:
    lines = [line for p in LONGER for line in ("Story text", p)]
    article = article_of("\n".join([TITLE, *lines, "Story text"]))
    assert said(article, "paragraph") == LONGER and "Story text" not in said(article)


def test_readers_comments_are_told_by_names_times_and_buttons() -> None:
    comments = [
        line
        for name, text in zip(("Fishfan", "Netmender", "Ida H."), LONGER, strict=False)
        for line in (name, "3 hours ago", text.replace("The", "My"), "Reply", "Report")
    ]
    article = article_of("\n".join([TITLE, *LONGER, "3 comments", *comments]))
    assert said(article, "paragraph") == LONGER


def test_prompts_in_whole_sentences_are_told_by_their_words() -> None:
    prompts = [
        "By submitting this form you agree that we use your email and your personal data for our newsletter.",
        "You may unsubscribe at any time, and our privacy policy says what we keep.",
        "The Courier is part of the Selma Media group. All rights reserved.",
    ]
    article = article_of("\n".join([TITLE, *LONGER, *prompts]))
    assert said(article, "paragraph") == LONGER


def test_an_article_about_cookies_is_one() -> None:
    lines = [
        "The parliament of Norland has voted for a law that forbids cookies on the sites of its ministries from next year on.",
        "Whoever wants to read the privacy policy of a ministry must now ask for it in writing, and most people do not bother.",
        "“Our subscribers have never asked for them,” the publisher of a newsletter about herring told the Courier on Tuesday.",
        "The law was written by two deputies from Port Selma, who run a bakery and have long suffered from the confusion.",
    ]
    assert said(article_of("\n".join([TITLE, *lines])), "paragraph") == lines


def test_the_text_begins_behind_the_headline_that_the_window_names() -> None:
    top = [line for pair in zip(HEADLINES, STANDFIRSTS, strict=True) for line in pair]
    article = article_of("\n".join([f"{TITLE} - The Courier", *top, TITLE, *PARAGRAPHS]))
    assert article.title == TITLE and said(article, "paragraph") == list(PARAGRAPHS)


def test_lines_that_other_pages_have_too_weigh_less() -> None:
    notice = "The Courier has been printed in Port Selma since the year of the great storm, on the same two machines."
    page = "\n".join([TITLE, *LONGER, notice])
    key = lines_of(notice)[0].key
    assert states(page)[-1] is State.BODY and states(page, frozenset({key}))[-1] is State.BEHIND


def test_a_page_without_running_text_has_no_course() -> None:
    lines = lines_of("\n".join(HEADLINES))
    assert course_of(lines, [Seen()] * 3, None, lambda i: False) == [State.BEFORE] * 3
    assert course_of([], [], None, lambda i: False) == []


def test_a_sentence_between_two_blocks_of_links_is_the_articles() -> None:
    links = [*HEADLINES, "Cup final moved to Sunday"]
    lone = "The strait has been the fishermen’s of both countries since the treaty of 1911. The nets were counted then, one by one."
    article = article_of("\n".join([TITLE, *LONGER[:2], "Related", *links, lone, "Related", *reversed(links), *LONGER[2:]]))
    assert said(article, "paragraph") == [*LONGER[:2], lone, *LONGER[2:]]


def test_the_last_paragraph_behind_a_prompt_stays() -> None:
    prompt = ["Sign up to Harbour News", "Free weekly newsletter", "The stories of the strait for its readers", "Enter your email address"]
    article = article_of("\n".join([TITLE, *LONGER[:4], *prompt, LONGER[4], "Explore more on these topics", "Norland", "Fish"]))
    assert said(article, "paragraph") == LONGER


def test_a_sentence_between_two_lines_of_the_sites_own_is_a_prompt() -> None:
    prompt = ["Sign up", "A digest of the best of the week for the harbour.", "Enter your email address"]
    article = article_of("\n".join([TITLE, *LONGER[:3], *prompt, *LONGER[3:]]))
    assert said(article, "paragraph") == LONGER


def test_a_link_in_capitals_goes_and_a_crosshead_in_capitals_stays() -> None:
    link = "MAYOR OPENS THE NEW BRIDGE OVER THE HOLM ON FRIDAY"
    article = article_of("\n".join([TITLE, *LONGER[:2], link, LONGER[2], "AN OLD QUARREL", *LONGER[3:]]))
    assert link not in said(article) and "AN OLD QUARREL" in said(article) and said(article, "paragraph") == LONGER


def test_headlines_under_a_label_over_links_go_and_the_text_goes_on() -> None:
    links = ["Related articles", *HEADLINES[:2]]
    article = article_of("\n".join([TITLE, *LONGER[:2], *links, *LONGER[2:]]))
    assert said(article, "paragraph") == LONGER and not set(links) & set(said(article))


def test_a_sentence_broken_behind_a_comma_stays() -> None:
    broken = ["In the evening, when the boats were back,", "the mayor came down to the harbour and counted every one of them."]
    article = article_of("\n".join([TITLE, *LONGER, *broken]))
    assert said(article)[-2:] == broken


def test_teasers_before_the_headline_with_its_date_are_none_of_the_text() -> None:
    teasers = [f"{h} {s}" for h, s in zip(HEADLINES, STANDFIRSTS, strict=True)] * 3
    page = [f"{TITLE} | Harbour News", "Menu", *teasers, TITLE, "January 21, 2025", *LONGER]
    assert said(article_of("\n".join(page)), "paragraph") == LONGER


def test_the_lead_under_two_dates_stays_where_many_lines_are_dated() -> None:
    menu = [f"Part {word} of the paper" for word in "abcdefghijklmnopqrstuvwxyz"]
    dated = [line for h in HEADLINES for line in (h, "January 20, 2025")]
    page = [*menu, TITLE, "January 21, 2025", "Updated: January 21, 2025", *LONGER, *dated]
    assert said(article_of("\n".join(page)), "paragraph") == LONGER


def test_a_list_of_tags_under_its_label_is_no_text() -> None:
    tags = "norland fish, strait of selma, cod prices 2025, harbour news, nets and trawlers, ministers of norland and their talks, fish"
    article = article_of("\n".join([TITLE, *LONGER, "Tags", tags]))
    assert said(article, "paragraph") == LONGER and reasons(article)[tags] == "tags"


def test_a_biography_with_a_heading_goes_and_what_is_about_a_place_stays() -> None:
    life = "Ada Lindqvist writes on ports and nets since 2004, and looked after the harbour of Port Selma for ten years before that."
    article = article_of("\n".join([TITLE, *LONGER, "Über Ada Lindqvist", life]))
    assert said(article, "paragraph") == LONGER and reasons(article)[life] == "biography"
    place = "The strait is nine miles wide, and the boats of both countries have fished in it for as long as anyone can tell."
    assert place in said(article_of("\n".join([TITLE, *LONGER, "About the strait", place])))


def test_the_last_paragraph_with_an_agencys_name_under_it_is_no_caption() -> None:
    article = article_of("\n".join([TITLE, *LONGER, "Reuters"]))
    assert said(article, "paragraph") == LONGER
    picture = "A trawler of Norland lies in the harbour of Port Selma on Monday."
    article = article_of("\n".join([TITLE, *LONGER[:2], picture, "Reuters", *LONGER[2:]]))
    assert said(article, "caption") == [picture]


def test_who_is_presented_at_the_end_and_not_named_in_the_text_is_the_author() -> None:
    life = "Ida Holm-Berg is a political Reporter for the Harbour News and lives in Port Selma."
    article = article_of("\n".join([TITLE, *LONGER, life, *HEADLINES * 3]))
    assert said(article, "paragraph") == LONGER and reasons(article)[life] == "biography"
    life = life.replace("Holm-", "")
    words = "Berg said on Monday that the nets were new, and that nobody had seen them before."
    assert life in said(article_of("\n".join([TITLE, words, *LONGER, life, *HEADLINES * 3])))


def test_a_byline_in_two_lines_is_one() -> None:
    article = article_of("\n".join([TITLE, "By", "Ada Lindqvist", *LONGER]))
    assert article.authors == ("Ada Lindqvist",) and said(article, "paragraph") == LONGER


def test_questions_asked_of_each_and_the_rows_of_recipes_come_again() -> None:
    question = "What brought you to the harbour?"
    talk = [line for name, answer in zip(("Ada", "Ida", "Ode"), LONGER, strict=False) for line in (f"Fisher {name}", question, answer)]
    assert said(article_of("\n".join([TITLE, *LONGER[3:], *talk]))).count(question) == 3
    days = [f"Boil for {n} minutes, add the salt, and let the pot of cod soup stand for {n} hours in the cold." for n in range(2, 6)]
    parts = ["In the morning", "Cut the cod", "Wash the salt off", "At noon", "Light the stove", "In the evening"]
    kitchen = [line for day in days for part in parts for line in (part, f"{day} {part} is the time for it.")]
    assert [said(article_of("\n".join([TITLE, *LONGER, *kitchen]))).count(part) for part in parts] == [4] * 6


def test_paragraphs_that_end_in_a_smile_or_in_nothing_are_told_by_their_small_letters() -> None:
    merry = "Come down to the harbour with us this evening \U0001f642"
    assert merry in said(article_of("\n".join([TITLE, *LONGER, merry])))
    unended = "And so the boats went out again before the ice came and took the nets with them"
    last = "It was the last time anyone saw them in the strait of Selma."
    assert unended in said(article_of("\n".join([TITLE, *LONGER, unended, last])))


def test_the_form_for_comments_is_no_list_though_its_first_line_ends_in_a_colon() -> None:
    form = ["Please log in using one of these methods to post your comment:", "Email (required)", "Name (required)", "Website"]
    article = article_of("\n".join([TITLE, *LONGER, *form]))
    assert said(article, "paragraph") == LONGER


def test_a_note_with_an_asterisk_under_the_text_stays() -> None:
    note = "* The days of the fair may be changed by the harbour"
    assert note in said(article_of("\n".join([TITLE, *LONGER, note])))
