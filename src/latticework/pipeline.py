"""What a stage is, how stages make a pipeline, and the pipeline that Latticework reads with.

A stage is a function `Reading -> Reading` that says which fields it reads and which it adds to. A `Pipeline`
checks once, when it is built, that whatever a stage reads has been written before it, and at every step that a stage
keeps its word: it touches nothing it did not declare, and adds to what stood there without rewriting it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Literal, TypeAlias

from latticework.config import Config
from latticework.errors import ConfigError, PipelineError
from latticework.types import Page, Reading

Field: TypeAlias = Literal["article", "sentences", "syntax", "mentions", "actors", "times", "quotes", "events"]

GROWING = ("mentions", "actors", "times", "quotes", "events", "issues")
"""Fields that several stages may add to; what one stage wrote stays a prefix of what the next one leaves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step. `version` names the outside parts whose change changes the answers (weights, libraries).

    Any stage may add an `Issue`; `issues` need not be declared.
    """

    name: str
    reads: frozenset[Field]
    writes: frozenset[Field]
    run: Callable[[Reading], Reading]
    version: str = ""


class Pipeline:
    """From a page to its reading.

    `opening` makes the article out of the page and raises `PageRejected` where there is none. `fingerprint` is 16
    hexadecimal digits: two pipelines that have the same one give the same readings for the same pages.
    """

    def __init__(self, opening: Callable[[Page], Reading], stages: Iterable[Stage], versions: Iterable[str] = ()) -> None:
        self.opening = opening
        self.stages = tuple(stages)
        check_order(self.stages)
        digest = hashlib.blake2b(digest_size=8)
        for part in (*versions, *(f"{s.name}={s.version}" for s in self.stages)):
            digest.update(part.encode() + b"\n")
        self.fingerprint = digest.hexdigest()

    def read(self, page: Page, after: Callable[[str], None] | None = None) -> Reading:
        """Read one page. `after` is told the name of each step that is done (for benchmarks).

        Raises:
            PageRejected: there is nothing on the page that can be read.
            PipelineError: a stage broke its word (a defect, not a bad page).
        """
        reading = self.opening(page)
        if after:
            after("clean")
        for stage in self.stages:
            done = stage.run(reading)
            check_kept(stage, reading, done)
            reading = done
            if after:
                after(stage.name)
        return reading


def check_order(stages: tuple[Stage, ...]) -> None:
    """Raise PipelineError unless every stage's `reads` are written by a stage before it."""
    written: set[str] = {"article"}
    seen: set[str] = set()
    for stage in stages:
        if stage.name in seen:
            raise PipelineError(f"stage {stage.name!r} stands in the pipeline twice; give each its own name")
        if missing := stage.reads - written:
            raise PipelineError(f"stage {stage.name!r} reads {', '.join(sorted(missing))}, which no stage before it writes")
        written |= stage.writes
        seen.add(stage.name)


def check_kept(stage: Stage, before: Reading, after: Reading) -> None:
    """Raise PipelineError where a stage touched what it did not declare, or rewrote what stood there."""
    for field in fields(Reading):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old is new:
            continue
        if field.name != "issues" and field.name not in stage.writes:
            raise PipelineError(f"stage {stage.name!r} changed {field.name}, which it does not declare")
        if field.name in GROWING and new[: len(old)] != old:
            raise PipelineError(f"stage {stage.name!r} rewrote {field.name}; a stage only adds")


def article_pipeline(config: Config) -> Pipeline:
    """The opening alone: pages become articles, and nothing is read in them."""
    from latticework.clean import clean_page
    from latticework.knowledge import load_knowledge

    overlay = Path(config.knowledge) if config.knowledge else None
    return Pipeline(partial(clean_page, knowledge=load_knowledge(overlay)), [], versions=[*library_versions(), *source_digests(overlay)])


def default_pipeline(config: Config) -> Pipeline:
    """The stages Latticework reads with, in the order in which they run."""
    from latticework.clean import clean_page
    from latticework.detect import find_actors, find_times, parse
    from latticework.extract import code_events, find_quotes
    from latticework.knowledge import load_knowledge

    knowledge = load_knowledge(Path(config.knowledge) if config.knowledge else None)

    def stage(name: str, run: Callable[[Reading], Reading], reads: set[Field], writes: set[Field], version: str = "") -> Stage:
        return Stage(name=name, reads=frozenset(reads), writes=frozenset(writes), run=run, version=version)

    parsed: set[Field] = {"article", "sentences", "syntax"}
    return Pipeline(
        partial(clean_page, knowledge=knowledge),
        [
            stage("parse", parse(config.parser), {"article"}, {"sentences", "syntax"}, parser_version(config.parser)),
            stage("actors", find_actors(knowledge), parsed, {"mentions", "actors"}),
            stage("times", find_times(knowledge), parsed, {"times"}),
            stage("quotes", find_quotes(knowledge), parsed | {"mentions", "actors"}, {"quotes", "mentions", "actors"}),
            stage("events", code_events(knowledge), parsed | {"mentions", "actors", "times", "quotes"}, {"events", "mentions", "actors"}),
        ],
        versions=[*library_versions(), *source_digests(Path(config.knowledge) if config.knowledge else None)],
    )


def parser_version(model: str) -> str:
    """Name and version of the parser's weights, without loading them.

    Raises:
        ConfigError: there is no such package, and no such folder with weights in it.
    """
    from spacy.util import get_model_meta, is_package

    if is_package(model):
        return f"{model} {version(model)}"
    try:
        meta = get_model_meta(model)
    except (OSError, ValueError) as error:
        raise ConfigError(f"parser {model!r}: neither an installed spaCy package nor a folder with a spaCy pipeline in it") from error
    return f"{meta['name']} {meta['version']}"


def library_versions() -> Iterator[str]:
    """The libraries whose answers are part of ours."""
    for name in ("latticework", "spacy", "trafilatura", "resiliparse", "lxml", "charset-normalizer", "py3langid"):
        yield f"{name} {version(name)}"


def source_digests(overlay: Path | None) -> Iterator[str]:
    """A digest of all rules: the modules that read, the data they read with, and the user's own additions."""
    here = Path(__file__).parent
    rooms = ("types.py", "pipeline.py", "clean", "detect", "extract", "knowledge")
    roots = [*(here / room for room in rooms), *([overlay] if overlay else [])]
    for root in roots:
        files = [root] if root.is_file() else sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
        for path in files:
            name = path.name if path == root else path.relative_to(root).as_posix()
            yield f"{root.name}/{name} {hashlib.blake2b(path.read_bytes(), digest_size=8).hexdigest()}"
