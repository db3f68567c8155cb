"""What the documentation says is so: its commands run, its Python runs, its links lead somewhere, its reference pages are up to date."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def blocks(page: Path, language: str) -> list[str]:
    return [body for kind, body in BLOCK.findall(page.read_text(encoding="utf-8")) if kind == language]


def having(language: str) -> list[Path]:
    return [page for page in PAGES if blocks(page, language)]


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder in which the documentation's paths hold, and that may be written to: the example pages that it names."""
    told = "".join(page.read_text(encoding="utf-8") for page in PAGES if page.parent.name != "examples")
    (tmp_path / "examples").mkdir()
    for path in (ROOT / "examples").iterdir():
        if path.name in told:
            shutil.copy(path, tmp_path / "examples")
    (tmp_path / "out").mkdir()
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/activate").touch()
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [t.partition("#")[0] for t in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in t and not t.startswith("#")]
    assert [t for t in targets if not (page.parent / t).exists()] == []


@pytest.mark.parametrize("page", having("sh"), ids=named)
def test_commands_run(page: Path, clone: Path) -> None:
    """All `sh` blocks of a page, in order, as one script with this interpreter's `latticework`."""
    script = "latticework() { " + f'"{sys.executable}" -c "from latticework.terminal import main; main()" "$@"; ' + "}\n"
    script += "\n".join(blocks(page, "sh"))
    done = subprocess.run(["bash", "-eu", "-c", script], cwd=clone, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("page", having("python"), ids=named)
def test_python_runs(page: Path, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clone)
    names: dict[str, object] = {}
    for body in blocks(page, "python"):
        exec(compile(body, named(page), "exec"), names)


def test_reference_pages_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, ROOT / "docs/generate.py", "--check"], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


def test_every_page_can_be_reached_from_the_first_one() -> None:
    seen: set[Path] = set()
    queue = [ROOT / "README.md"]
    while queue:
        page = queue.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        targets = [t.partition("#")[0] for t in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in t]
        queue.extend((page.parent / t).resolve() for t in targets if t)
    assert {named(p) for p in (ROOT / "docs").rglob("*.md")} <= {named(p) for p in seen}
