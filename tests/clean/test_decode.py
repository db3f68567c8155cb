"""Bytes to text: what is said beside the page, what the page says, what its letters say."""

from __future__ import annotations

import pytest

from latticework.clean.decode import codec_of, decode

RUSSIAN = "Министры двух стран встретились в Лиме. " * 5


def test_the_charset_stated_beside_the_page_comes_before_the_page_s_own() -> None:
    assert decode(RUSSIAN.encode("koi8-r"), stated="KOI8-R") == RUSSIAN
    page = '<meta charset="windows-1252">' + RUSSIAN
    assert decode(page.encode("cp1251"), stated="windows-1251") == page


def test_a_charset_that_cannot_be_true_is_not_believed() -> None:
    assert decode(RUSSIAN.encode(), stated="iso-8859-1") == RUSSIAN
    page = '<meta charset="windows-1251">' + RUSSIAN
    assert decode(page.encode("cp1251"), stated="shift_jis") == page
    assert decode(page.encode("cp1251"), stated="utf-8") == page


@pytest.mark.parametrize("label", ["", "of-tomorrow", "hex", "idna", "unicode_escape", "utf-7", "undefined", "a\0b", "zlib", "rot13", "ï"])
def test_labels_that_are_no_charset_of_pages(label: str) -> None:
    assert codec_of(label) is None
    assert decode(b"Zo\xeb met ministers in Lima. " * 5, stated=label).startswith("Zoë")
