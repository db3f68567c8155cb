"""The tree of a page of HTML, built as browsers build it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from latticework.errors import PageRejected

if TYPE_CHECKING:
    from resiliparse.parse.html import HTMLTree

NUMBERED = re.compile(r"&#(12[89]|1[345]\d)(?!\d);?")
"""References to control characters: authors mean Windows-1252, and browsers show that (WHATWG HTML, tokenization)."""
UNENDED = re.compile(r"&(mdash|ndash|[lr][sd]quo|hellip|bull)(?=[\s<])")
TWICE = re.compile(r"&amp;(?=(?:amp|quot|nbsp|mdash|ndash|[lr][sd]quo|hellip|#\d{2,5});)")
LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{100000}")


def parse(text: str) -> html.HtmlElement:
    """The page's tree.

    Raises:
        PageRejected: "no article text" where there is no element at all.
    """
    return trees_of(text)[0]


def trees_of(text: str) -> tuple[html.HtmlElement, HTMLTree | None]:
    """The page as a tree, and as browsers build it (by lexbor), from which that is made: each element ended where a browser ends it.

    libxml2 knows HTML 4 only, and nests what later pages leave open: a whole article within the menu above it, or nothing at all. None for
    a page with a tag of a length that is an attack, as its attributes are compared each with each; or a picture written into the page.

    Raises:
        PageRejected: "no article text" where there is no element at all.
    """
    from resiliparse.parse.html import HTMLTree

    if text.lstrip()[:5].lower() == "<?xml":
        # lxml refuses text that declares an encoding; the bytes have been decoded already.
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1)
    text = NUMBERED.sub(lambda found: bytes([int(found[1])]).decode("cp1252", "replace"), UNENDED.sub(r"&\1;", TWICE.sub("&", text)))
    built = None if LONG_TAG.search(text) else HTMLTree.parse(text)
    parser = html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(text if built is None else str(built), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise PageRejected("no article text", "the page cannot be read as HTML") from error
    return tree, built
