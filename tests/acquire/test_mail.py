"""Newsletters and saved pages: messages with a page in them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

from latticework.acquire import Rejected, pages_from
from latticework.clean import clean_page
from latticework.types import Page

HTML = "<html><body><p>Ministers of both states met in Lima, said Zoë.</p></body></html>"
SENT = "Tue, 21 Jan 2025 08:30:00 +0000"


def found(path: Path, data: bytes, **options: object) -> Page | Rejected:
    path.write_bytes(data)
    (result,) = pages_from([str(path)], **options)  # type: ignore[arg-type]
    return result


def page(path: Path, data: bytes, **options: object) -> Page:
    result = found(path, data, **options)
    assert isinstance(result, Page), result
    return result


def newsletter(text: str | None = "Ministers met.", html: str | None = HTML, **fields: str) -> bytes:
    message = EmailMessage()
    given = {"From": "The Lima Letter <news@example.org>", "To": "you@example.net", "Subject": "Talks in Lima: Zoë reports", "Date": SENT}
    for name, value in (given | fields).items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html", charset="latin-1")
    elif html:
        message.set_content(html, subtype="html", charset="latin-1")
    return message.as_bytes()


def test_a_newsletter(tmp_path: Path) -> None:
    letter = page(tmp_path / "a.eml", newsletter())
    assert (letter.title, letter.outlet, letter.media) == ("Talks in Lima: Zoë reports", "The Lima Letter", "html")
    assert letter.published == datetime(2025, 1, 21, 8, 30, tzinfo=UTC)
    assert (letter.url, letter.fetched) == (None, None)
    article = clean_page(letter).article
    assert "said Zoë." in article.text and article.title == letter.title


def test_a_letter_without_html_or_date(tmp_path: Path) -> None:
    letter = page(tmp_path / "a.eml", newsletter(html=None, Date="soon", From="news@example.org"), published=date(2025, 1, 2))
    assert (letter.media, letter.outlet, letter.published) == ("text", "example.org", date(2025, 1, 2))
    assert page(tmp_path / "a.eml", newsletter(html=None), plain=True).media == "clean"


def test_attachments_are_no_pages(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Pictures"
    message.add_attachment(HTML, subtype="html", filename="a.html")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    result = found(tmp_path / "a.eml", message.as_bytes())
    assert isinstance(result, Rejected) and result.reason == "empty page"


SAVED = """From: <Saved by a browser>
Snapshot-Content-Location: https://example.org/talks
Subject: Talks | Example
Date: Tue, 21 Jan 2025 08:30:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="cut"; start="<root@page>"

--cut
Content-Type: text/html
Content-ID: <frame@page>
Content-Location: https://example.com/advertisement

<p>Buy.
--cut
Content-Type: text/html
Content-ID: <root@page>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://example.org/talks

<html><meta charset=3D"utf-8"><p>Ministers met, said Zo=C3=AB, in the capital of=
 Peru.</p></html>
--cut
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://example.org/a.png

iVBORw0KGgo=
--cut--
"""


def test_a_saved_page(tmp_path: Path) -> None:
    saved = page(tmp_path / "a.mhtml", SAVED.replace("\n", "\r\n").encode())
    assert (saved.url, saved.title, saved.outlet, saved.published) == ("https://example.org/talks", None, None, None)
    assert saved.fetched == date(2025, 1, 21)
    assert "said Zoë, in the capital of Peru." in clean_page(saved).article.text
    letter = page(tmp_path / "b.eml", SAVED.replace("<Saved by a browser>", "Lima <news@example.org>").encode())
    assert (letter.url, letter.title, letter.outlet, letter.published) == (saved.url, "Talks | Example", "Lima", saved.fetched)


def test_a_message_is_known_by_its_header(tmp_path: Path) -> None:
    assert page(tmp_path / "a", newsletter()).title == "Talks in Lima: Zoë reports"
    assert page(tmp_path / "b", SAVED.encode()).url == "https://example.org/talks"
    assert page(tmp_path / "c.txt", newsletter()).media == "text"
    assert page(tmp_path / "c.txt", newsletter(), input_format="mail").media == "html"
    assert page(tmp_path / "d", b"LIMA: ministers met.\nNote: this is no message.\n\nThey said so.").media == "text"


def test_headers_that_mean_harm(tmp_path: Path) -> None:
    for n, field in enumerate(
        (
            b"Subject: =?utf-8?b?AAAA=?= =?of-tomorrow?q?Zo=C3=AB?= \xff\xfe",
            b"Content-Type: text/html; charset=\xff\x00",
            b"Content-Type: text/html; charset*=utf-8''%ff%00; charset*0=x",
            b"Content-Transfer-Encoding: base64\nContent-Type: text/html",
            b"Content-Transfer-Encoding: uuencode\nContent-Type: text/html",
            b"Date: Tue, 99 Jan 99999999999 08:30:00 +9999999",
            b"From: " + b"(" * 5000,
            b'From: "' + b"(" * 5000,
            b'Content-Type: text/html; a="' + b";" * 1_000_000,
        )
    ):
        result = found(tmp_path / f"{n}.eml", field + b"\nMIME-Version: 1.0\n\n<p>Ministers met.\xff\n")
        assert isinstance(result, Page | Rejected)


def test_messages_inside_one_another(tmp_path: Path) -> None:
    lines = [f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}' for n in range(3000)]
    assert isinstance(found(tmp_path / "a.eml", "\n".join([*lines, "\n<p>Ministers met."]).encode()), Rejected)
    deep = "\n".join([*lines[:500], *["x"] * 50_000]).encode()
    result = found(tmp_path / "c.eml", deep)
    assert isinstance(result, Rejected) and result.reason == "message too deep"
    many = "\n".join(["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"', "", *["--b\n\n<p>Ministers met."] * 20_000])
    assert page(tmp_path / "b.eml", many.encode()).media == "text"
