"""Is it HTML or plain text?"""

from __future__ import annotations

import re
from typing import Literal

OPENING = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml|meta|title|div|article|main|section|p|h1)\b", re.I | re.S
)
TAG = re.compile(r"</?(?:p|div|span|a|br|h[1-6]|ul|li|article|section|table|tr|td|img|figure|body|html|head|script)\b[^<>]{0,500}>", re.I)


def form_of(text: str) -> Literal["html", "text"]:
    """HTML where the page opens like a document, or has tags at a rate that prose about HTML does not have."""
    head = text[:200_000]
    if OPENING.match(head):
        return "html"
    tags = len(TAG.findall(head))
    return "html" if tags >= 4 and tags * 400 > len(head) else "text"
