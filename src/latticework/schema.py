"""The JSON form of a reading, and its JSON Schema, both made from the types.

The parse (`Reading.syntax`) stays inside: it is large, it belongs to one parser, and no reader of the record needs it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from latticework.types import SCHEMA, Reading

if TYPE_CHECKING:
    from pydantic import TypeAdapter

INTERNAL = ("Syntax", "Token")


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Reading]:
    # pydantic takes a tenth of a second to import; whoever only wants the types does not pay for it.
    from pydantic import TypeAdapter

    return TypeAdapter(Reading)


def to_json(reading: Reading) -> bytes:
    """One line of UTF-8 JSON, without a newline at its end."""
    return _adapter().dump_json(reading, exclude={"syntax"})


def from_json(data: bytes | str) -> Reading:
    """The reading that `to_json` wrote.

    Raises:
        ValueError: the data is not a reading of this schema; the message says where.
    """
    return _adapter().validate_json(data)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `to_json` writes. Every field is always there, null where unknown."""
    schema = _adapter().json_schema(mode="serialization")
    definitions = {name: d for name, d in schema["$defs"].items() if name not in INTERNAL}
    root = {k: v for k, v in schema.items() if k != "$defs"}
    del root["properties"]["syntax"]
    for shape in (root, *definitions.values()):
        if "properties" in shape:
            shape["required"] = list(shape["properties"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA, **root, "$defs": definitions}
