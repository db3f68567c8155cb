"""Sound inputs made unsound: by the bit, by the byte, by the piece and by the form."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import TypeAlias

Change: TypeAlias = Callable[[bytes, Random], bytes]
USUAL, LARGEST = 10_000, 200_000
"""Bytes of most cases, and of one in a hundred."""

ODD = (
    *"\0 \x1b \x85 \xa0 \xad \u200b \u200d \u202e \u2028 \ufeff \ufffd \ufffe \U0001f600 \u0130 ß ﬁ Ω ٣ ２０２３ ½ “ » — …".encode().split(
        b" "
    ),
    ("e" + "\u0301" * 40).encode(),
    b"\xff",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xf5\x80\x80\x80",
    b"\xe2\x80",
)
NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"12",
    b"31",
    b"32",
    b"255",
    b"65536",
    b"2147483648",
    b"9999",
    b"99999999999999999999",
    b"1e999",
    b"0x7f",
    b"NaN",
    b"00",
)
TOKENS = tuple(token.encode() for token in json.loads((Path(__file__).parent / "seeds/tokens.json").read_text()))
NUMBER, TAG = re.compile(rb"\d+"), re.compile(rb"<[a-zA-Z][^<>]{0,200}>")
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "cp1252", "cp1251", "shift_jis", "gb18030", "utf-8-sig", "utf-7", "cp037")


def _place(data: bytes, random: Random) -> int:
    return random.randint(0, len(data))


def _stretch(data: bytes, random: Random, longest: int = 400) -> tuple[int, int]:
    start = _place(data, random)
    return start, min(len(data), start + random.randint(1, longest))


def flip_bits(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 8) if data else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def overwrite(data: bytes, random: Random) -> bytes:
    start, end = _stretch(data, random, 30)
    return data[:start] + random.randbytes(end - start) + data[end:]


def remove(data: bytes, random: Random) -> bytes:
    start, end = _stretch(data, random)
    return data[:start] + data[end:]


def end_early(data: bytes, random: Random) -> bytes:
    return data[: _place(data, random)]


def begin_late(data: bytes, random: Random) -> bytes:
    return data[_place(data, random) :]


def repeat(data: bytes, random: Random) -> bytes:
    start, end = _stretch(data, random)
    return data[:end] + data[start:end] * random.choice((1, 2, 10, 100, 1000)) + data[end:]


def swap(data: bytes, random: Random) -> bytes:
    a, b, c = sorted(_place(data, random) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def put_token(data: bytes, random: Random) -> bytes:
    at = _place(data, random)
    return data[:at] + random.choice((*TOKENS, *ODD)) + data[at:]


def flood(data: bytes, random: Random) -> bytes:
    """One token again and again."""
    at, token = _place(data, random), random.choice((*TOKENS, *ODD, b"a", b"A ", b"1", b".", b"-", b"=", b"#"))
    return data[:at] + token * random.choice((20, 200, 2000, 20_000)) + data[at:]


def nest(data: bytes, random: Random) -> bytes:
    """An element within itself, closed or not."""
    name = random.choice((b"div", b"p", b"b", b"a", b"table", b"ul", b"li", b"blockquote", b"span", b"item", b"svg", b"select", b"x-y"))
    start, end = _stretch(data, random)
    depth = random.choice((3, 30, 300, 3000))
    return data[:start] + b"<%b>" % name * depth + data[start:end] + b"</%b>" % name * random.choice((0, depth // 2, depth)) + data[end:]


def flood_attributes(data: bytes, random: Random) -> bytes:
    tags = list(TAG.finditer(data))
    if not tags:
        return flood(data, random)
    at = random.choice(tags).end() - 1
    many = b"".join(b" a%d=%d" % (n, n) for n in range(random.choice((5, 500, 3000))))
    return (
        data[:at] + random.choice((many, b' class="' + b"x " * 2000 + b'"', b" title=" + b"y" * 5000, b' style="display:none"')) + data[at:]
    )


def change_number(data: bytes, random: Random) -> bytes:
    numbers = list(NUMBER.finditer(data))
    if not numbers:
        return put_token(data, random)
    number = random.choice(numbers)
    return data[: number.start()] + random.choice(NUMBERS) + data[number.end() :]


def encode(data: bytes, random: Random) -> bytes:
    return data.decode("utf-8", "replace").encode(random.choice(ENCODINGS), "replace")


def join_lines(data: bytes, random: Random) -> bytes:
    return data.replace(b"\n", random.choice((b"", b"\r", b"\r\n", b"\n\n\n", b" ", "\u2028".encode())))


CHANGES: tuple[Change, ...] = (
    *(flip_bits, overwrite, remove, end_early, begin_late, repeat, swap, flood, nest, flood_attributes, encode, join_lines),
    *(put_token, change_number) * 2,
)


def mutated(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """One to six changes; one case in ten begins as two inputs spliced."""
    most = LARGEST if random.random() < 0.01 else USUAL
    if random.random() < 0.1:
        other = random.choice(others)
        data = data[: _place(data, random)] + other[_place(other, random) :]
    for _ in range(random.choice((1, 1, 2, 2, 3, 6))):
        data = random.choice(CHANGES)(data, random)[:most]
    return data
