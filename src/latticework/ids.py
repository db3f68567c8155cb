"""Stable names: the same content gives the same id on any machine."""

from __future__ import annotations

import hashlib


def letters_of(content: bytes | str) -> str:
    """The content of a page for `content_id`: a text as it is, of bytes each as one character."""
    return content.decode("latin-1") if isinstance(content, bytes) else content


def content_id(*parts: str, length: int = 16) -> str:
    """A short hexadecimal digest of the parts; their boundaries count, so ("a", "b") differs from ("ab",)."""
    digest = hashlib.blake2b(digest_size=length // 2)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
