"""What the rooms of this package hand to each other: parts of an article that have no offsets yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time

from latticework.types import UNDATED, Furniture, Issue, Moment, Outlet, Precision, Published, Role, Truncation

BODY_ROLES: frozenset[Role] = frozenset({"paragraph", "heading", "list_item", "pull_quote", "table"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A block to be. `joined` says that it goes on in the line of the part before it (a credit behind its caption)."""

    role: Role
    text: str
    joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFound:
    """A date that the page states, and where it states it.

    `firm` says that the place is for the date of publication and nothing else; `clock` is the time of day of a day whose zone is not told.
    """

    moment: Moment
    precision: Precision
    where: str
    firm: bool = True
    clock: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorPlace:
    """A place of the page that names its authors. `field` says that it is a field for them and nothing else.

    `persons` says that the names are stated to be persons, whatever their form.
    """

    names: tuple[str, ...]
    field: bool = True
    persons: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page says about itself. `authors` holds the places that name some, the surest first."""

    title: str | None = None
    descriptions: tuple[str, ...] = ()
    authors: tuple[AuthorPlace, ...] = ()
    section: str | None = None
    keywords: tuple[str, ...] = ()
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    dates: tuple[DateFound, ...] = ()
    modified: Moment | None = None
    free: bool | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article all but its offsets: the parts in reading order, with what was taken out."""

    parts: tuple[Part, ...]
    title: str | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    keywords: tuple[str, ...] = ()
    free: bool | None = None
    language: str | None = None
    outlet: Outlet | None = None
    url: str | None = None
    published: Published = UNDATED
    modified: Moment | None = None
    furniture: tuple[Furniture, ...] = ()
    truncated: Truncation | None = None
    issues: tuple[Issue, ...] = field(default=())
