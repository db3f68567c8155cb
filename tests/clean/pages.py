"""Pages that the tests of this folder share; every sentence is invented."""

from __future__ import annotations

from latticework.clean import clean_page
from latticework.types import Article, Page, Reading, Role

PARAGRAPHS = (
    "The foreign minister of Norland arrived in Port Selma on Tuesday for talks with her counterpart about fishing rights in the strait.",
    "“We shall not leave this table before the nets are in the water again,” she told reporters on the steps of the ministry.",
    "The two governments have quarrelled over the strait since 2011, when a trawler was towed into harbour by a patrol boat.",
    "Officials on both sides said that a paper with eleven points was ready, and that only the dates were missing from it.",
    "A second round is planned for March, after the elections in Norland.",
)

DATA = """{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "headline": "Norland seeks deal on fish",
 "description": "A paper with eleven points is ready, and only the dates are missing", "datePublished": "2023-02-14T09:30:00+01:00",
 "dateModified": "2023-02-14T11:00:00+01:00", "articleSection": "World",
 "author": [{"@type": "Person", "name": "Ada Lindqvist"}, {"@type": "Organization", "name": "Selma Wire"}],
 "publisher": {"@type": "NewsMediaOrganization", "name": "The Selma Courier"}}]}"""

HTML = f"""<!DOCTYPE html><html lang="en"><head><title>Norland seeks deal on fish | The Selma Courier</title>
<meta property="og:site_name" content="The Selma Courier"><link rel="canonical" href="https://courier.example/world/norland-fish">
<script type="application/ld+json">{DATA}</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<main><article><h1>Norland seeks deal on fish</h1>
<p class="standfirst">A paper with eleven points is ready, and only the dates are missing</p>
<p class="byline">By Ada Lindqvist</p>
<figure><img src="a.jpg" alt="The minister on the steps"><figcaption>The minister on the steps of the ministry in Port Selma.
 <span class="credit">Photo: Selma Wire</span></figcaption></figure>
<p>{PARAGRAPHS[0]}</p><div class="ad">Advertisement</div><p>{PARAGRAPHS[1]}</p><h2>An old quarrel</h2><p>{PARAGRAPHS[2]}</p>
<p>{PARAGRAPHS[3]}</p><p>{PARAGRAPHS[4]}</p></article>
<aside class="related"><h3>Related</h3><a href="/x">Ferry strike enters its third week</a></aside></main>
<footer><p>Terms of use</p></footer></body></html>"""


def article_of(content: bytes | str, **given: object) -> Article:
    return reading_of(content, **given).article


def reading_of(content: bytes | str, **given: object) -> Reading:
    return clean_page(Page(ref="page", content=content, **given))  # type: ignore[arg-type]


def said(article: Article, *roles: Role) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks if not roles or b.role in roles]


def reasons(article: Article) -> dict[str, str]:
    return {f.text: f.reason for f in article.furniture}
