"""One shard of pages: how the stream of pages is cut, and the one function that reads a piece of it."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from latticework.acquire import Rejected
from latticework.errors import LatticeworkError, PageRejected, PipelineError
from latticework.pipeline import Pipeline
from latticework.record.write import Entry, checked, page_key, write_part
from latticework.types import Page, Reading

CUT = 64
"""A shard ends after a page whose key is a multiple of this: after 64 pages, on average. As the cut depends on the
page and not on a count, one page more at the front leaves all shards but its own as they were."""
MOST_PAGES = 256
MOST_BYTES = 2_000_000
NOBODY: Mapping[int, Rejected] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A page, or what was no page, with its keys (see `page_key`)."""

    content: Page | Rejected
    page: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Pages that are read together. `identity` is made of their names and contents."""

    identity: str
    items: tuple[Item, ...]

    def part(self, fingerprint: str) -> str:
        """The name of the part that a pipeline makes of this shard."""
        return f"{self.identity}-{fingerprint}.parquet"


def shards_of(pages: Iterable[Page | Rejected]) -> Iterator[Shard]:
    """Cut a stream of pages into shards: the same stream always in the same way."""
    held: list[Item] = []
    size = 0
    for content in pages:
        page, document = page_key(content)
        held.append(Item(content=content, page=page, document=document))
        size += len(content.content) if isinstance(content, Page) else 0
        if int(document[:8], 16) % CUT == 0 or len(held) >= MOST_PAGES or size >= MOST_BYTES:
            yield _shard(held)
            held, size = [], 0
    if held:
        yield _shard(held)


def _shard(items: list[Item]) -> Shard:
    digest = hashlib.blake2b("".join(item.document for item in items).encode(), digest_size=16)
    return Shard(identity=digest.hexdigest(), items=tuple(items))


def accompanied(shard: Shard) -> list[Page | Rejected]:
    """What a shard holds, each page with the lines that other pages of its outlet in the shard have too.

    Only within a shard, so that a part depends on its own pages and on nothing else.
    """
    contents = [item.content for item in shard.items]
    pages = [content for content in contents if isinstance(content, Page)]
    if len(pages) < 2:
        return contents
    from latticework.clean.company import repeated_lines  # brings the libraries for HTML, for which a lone page need not wait

    lines = iter(repeated_lines(pages))
    return [replace(content, repeated=next(lines)) if isinstance(content, Page) else content for content in contents]


def read_shard(
    shard: Shard,
    pipeline: Pipeline,
    into: Path,
    *,
    doomed: Mapping[int, Rejected] = NOBODY,
    at: Callable[[int], None] | None = None,
) -> tuple[Rejected, ...]:
    """Read the pages of a shard and write the one part they give, under `shard.part(fingerprint)` in the folder `into`.

    Args:
        shard: the pages.
        pipeline: what reads them.
        into: a folder. The part is there whole when this returns, and not at all before.
        doomed: by position, pages not to be tried, because they have killed or stopped a reader before.
        at: told the position of each page before it is read, and their number when all are read.

    Returns:
        What was rejected. It stands in the part too.
    """
    entries: list[Entry] = []
    for n, (item, content) in enumerate(zip(shard.items, accompanied(shard), strict=True)):
        if at:
            at(n)
        result = doomed[n] if n in doomed else read_page(content, pipeline)
        entries.append(Entry(page=item.page, document=item.document, result=result))
    if at:
        at(len(shard.items))
    write_part(into / shard.part(pipeline.fingerprint), entries, pipeline.fingerprint)
    return tuple(e.result for e in entries if isinstance(e.result, Rejected))


def read_page(page: Page | Rejected, pipeline: Pipeline) -> Reading | Rejected:
    """The reading of a page, without its parse; whatever goes wrong with a page becomes a reject.

    Raises:
        LatticeworkError: something is wrong with the installation or its settings, and so with every page.
    """
    if isinstance(page, Rejected):
        return page
    try:
        return replace(checked(pipeline.read(page)), syntax=None)
    except PageRejected as error:
        return Rejected(ref=page.ref, reason=error.reason, detail=error.detail)
    except PipelineError as error:
        return Rejected(ref=page.ref, reason="reader failed", detail=f"{error}: please report")
    except LatticeworkError:
        raise
    except Exception as error:  # a defect met on one page must not cost the other ten thousand
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(frame.filename).name}:{frame.lineno}"
        return Rejected(
            ref=page.ref, reason="reader failed", detail=f"{type(error).__name__} at {where}: {str(error)[:200]}: please report"
        )
