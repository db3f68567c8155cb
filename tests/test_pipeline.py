from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from latticework.errors import ConfigError, PipelineError
from latticework.pipeline import Field, Pipeline, Stage, parser_version
from latticework.types import Issue, Mention, Page, Reading
from tests.conftest import article_of


def opening(page: Page) -> Reading:
    return Reading(article=article_of(str(page.content)))


def stage(name: str, run: Callable[[Reading], Reading], reads: set[Field] | None = None, writes: set[Field] | None = None) -> Stage:
    return Stage(name=name, reads=frozenset(reads or {"article"}), writes=frozenset(writes or set()), run=run)


def mention(id: str) -> Mention:
    return Mention(id=id, start=0, end=5, text="Japan", kind="state", actor=None, by="name")


def add_mention(reading: Reading) -> Reading:
    return replace(reading, mentions=(*reading.mentions, mention(f"m{len(reading.mentions)}")))


PAGE = Page(ref="p", content="Japan spoke.")


def test_stages_run_in_order_and_each_is_announced() -> None:
    done: list[str] = []
    pipeline = Pipeline(opening, [stage("one", add_mention, writes={"mentions"}), stage("two", add_mention, writes={"mentions"})])
    reading = pipeline.read(PAGE, after=done.append)
    assert [m.id for m in reading.mentions] == ["m0", "m1"]
    assert done == ["clean", "one", "two"]


def test_a_stage_that_reads_what_nobody_wrote_is_refused_when_the_pipeline_is_built() -> None:
    with pytest.raises(PipelineError, match="reads quotes"):
        Pipeline(opening, [stage("events", add_mention, reads={"quotes"})])


def test_two_stages_of_one_name_are_refused() -> None:
    with pytest.raises(PipelineError, match="twice"):
        Pipeline(opening, [stage("a", add_mention, writes={"mentions"}), stage("a", add_mention, writes={"mentions"})])


def test_a_stage_may_not_touch_what_it_does_not_declare() -> None:
    with pytest.raises(PipelineError, match="changed mentions"):
        Pipeline(opening, [stage("sly", add_mention)]).read(PAGE)


def test_a_stage_may_not_rewrite_what_stood_there() -> None:
    stages = [
        stage("one", add_mention, writes={"mentions"}),
        stage("two", lambda r: replace(r, mentions=(mention("x"),)), writes={"mentions"}),
    ]
    with pytest.raises(PipelineError, match="only adds"):
        Pipeline(opening, stages).read(PAGE)


def test_any_stage_may_add_a_doubt() -> None:
    doubt = Issue(stage="s", kind="k", message="m")
    reading = Pipeline(opening, [stage("s", lambda r: replace(r, issues=(*r.issues, doubt)))]).read(PAGE)
    assert reading.issues == (doubt,)


def test_the_fingerprint_tells_versions_apart() -> None:
    one, same, other = (Pipeline(opening, [], versions=v).fingerprint for v in (["a 1"], ["a 1"], ["a 2"]))
    assert one == same != other
    assert len(one) == 16


@pytest.mark.parametrize("parser", ["no_such_package", "."])
def test_a_parser_that_is_not_there_is_named(parser: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="neither an installed spaCy package nor a folder"):
        parser_version(parser)
