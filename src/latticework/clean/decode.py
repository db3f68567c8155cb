"""From bytes to text. Nothing is guessed that the page states, and a statement that cannot be true is not believed."""

from __future__ import annotations

import codecs
import re

from latticework.errors import PageRejected

LONGEST = 20_000_000
"""Characters (and bytes) of the longest page that is read; real pages of news stay below two million."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(rb"""<(?:meta[^>]{0,300}?charset\s*=\s*|\?xml[^>]{0,100}?encoding\s*=\s*)["']?\s*([A-Za-z0-9_:.\-]{2,40})""", re.I)
AS_BROWSERS_DO = {"iso-8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}
"""Browsers read these labels as the larger set, and pages are made for browsers (WHATWG Encoding, "names and labels")."""
NOT_OF_PAGES = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "unicode-escape", "raw-unicode-escape", "utf-7"})
"""Python's codecs for names and for source code, and one that browsers have given up as unsafe."""
SIGNATURES = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"BZh",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
    b"Rar!",
)
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
RARE_ENDS = "\x0b\x0c\x85\u2028\u2029"
BINARY_SHARE = 0.02
"""Share of control or replacement characters from which a page is taken for noise; texts with a few stray ones are kept."""


def decode(content: bytes | str, limit: int = LONGEST, stated: str | None = None) -> str:
    """The text of a page with plain line ends and no control characters. `stated` is the charset named beside it, as by a server.

    Raises:
        PageRejected: "empty", "too large" or "binary".
    """
    if len(content) > limit:
        raise PageRejected("too large", f"{len(content):,} bytes, the most is {limit:,}; split it, or give its text alone")
    text = content if isinstance(content, str) else decode_bytes(content, stated)
    if not text or text.isspace():
        raise PageRejected("empty", "there is nothing but white space")
    strange = len(CONTROL.findall(text))
    noise = strange + text.count("\ufffd")
    if noise > BINARY_SHARE * len(text) and noise > 3:
        raise PageRejected("binary", f"{noise:,} of {len(text):,} characters are no text; give a page of HTML or plain text")
    # Two plain replacements and a set of letters: one pattern for all ends of lines takes four times as long.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for end in RARE_ENDS:
        text = text.replace(end, "\n")
    text = (CONTROL.sub("", text) if strange else text).lstrip("\ufeff")
    if not text.strip():
        raise PageRejected("empty", "there is nothing but white space")
    return text


def decode_bytes(data: bytes, stated: str | None = None) -> str:
    """Text of bytes: by byte order mark, as UTF-8, by the charset stated beside the page or declared in it, last by its letters."""
    if data.startswith(SIGNATURES):
        raise PageRejected("binary", "this is a document, archive, image or program; give a page of HTML or plain text")
    for mark, name in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if b"\x00" in data[:4096] and (wide := wide_encoding(data[:4096])):
        return data.decode(wide, "replace")
    # Bytes that are valid UTF-8 and not ASCII are UTF-8 whatever the label says: other encodings hardly ever look so by chance.
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for label in (codec_of(stated or ""), declared(data)):
        if label and label != "utf-8":
            text = data.decode(label, "replace")
            if text.count("\ufffd") * 200 <= len(text):
                return text
    return by_letters(data)


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 without its mark: nearly every other byte of a Western page is zero."""
    half = max(1, len(head) // 2)
    if head[1::2].count(0) > 0.7 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def declared(data: bytes) -> str | None:
    """The codec that the page names in its first 4 kB; None if it names none that exists."""
    found = DECLARED.search(data[:4096])
    return codec_of(found[1].decode("ascii")) if found else None


def codec_of(label: str) -> str | None:
    """The codec of a label, as browsers understand it; None if there is none of that name."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):  # a null character in the name is a ValueError
        return None
    name = AS_BROWSERS_DO.get(name.replace("iso8859", "iso-8859"), name)
    try:
        text = b" ".decode(name, "replace")  # no bytes at all would be decoded by anything
    except (LookupError, ValueError):  # bytes to bytes, such as "hex"; "undefined"
        return None
    return name if isinstance(text, str) and name not in NOT_OF_PAGES else None


def by_letters(data: bytes) -> str:
    """The last resort: UTF-8 with a few broken letters stays UTF-8; otherwise what charset-normalizer finds likely, else Windows-1252."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(not letter.isascii() for letter in text[:1_000_000]) - broken
    if whole >= 5 * broken:
        return text
    from charset_normalizer import from_bytes

    likely = from_bytes(data[:50_000], steps=5, chunk_size=512)
    best = likely.best()
    # Among Western encodings that read equally well, the one of nearly all such pages.
    if best is None or any(m.encoding == "cp1252" and m.percent_chaos <= best.percent_chaos for m in likely):
        return data.decode("cp1252", "replace")
    return data.decode(best.encoding, "replace")
