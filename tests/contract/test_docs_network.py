"""Commands in the documentation that need the network, run against an outlet on loopback that has the documentation's addresses."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.acquire.launch import LAUNCH
from tests.acquire.outlet import Outlet, item, page, rss
from tests.contract.test_docs import PAGES, named

BLOCK = re.compile(r"^```sh network\n(.*?)^```$", re.M | re.S)
WITH = [p for p in PAGES if BLOCK.search(p.read_text(encoding="utf-8"))]
SITEMAP = "<urlset><url><loc>http://news.example.org/4</loc><lastmod>2025-01-22</lastmod></url></urlset>"


@pytest.mark.parametrize("path", WITH, ids=named)
def test_commands_that_need_the_network_run(path: Path, tmp_path: Path) -> None:
    """With http in the place of https, as nobody has a certificate for example.org."""
    (tmp_path / "launch.py").write_text(LAUNCH)
    (tmp_path / "out").mkdir()
    whole = "<description>&lt;p&gt;Ministers of Japan and Australia held talks.&lt;/p&gt;</description>"
    answers = {f"/{n}": page(f"Japan and Australia hold talks {n}") for n in range(1, 5)}
    answers |= {"/": page("Home"), "/feed.xml": rss(*(item(n, whole) for n in (1, 2, 3))), "/sitemap.xml": SITEMAP}
    with Outlet(dict(answers)) as outlet:
        script = "latticework() { " + f'"{sys.executable}" -c "$(cat launch.py)" {outlet.port} "$@"; ' + "}\n"
        script += "\n".join(BLOCK.findall(path.read_text(encoding="utf-8"))).replace("https://", "http://")
        command = ["bash", "-eu", "-o", "pipefail", "-c", script]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr


def test_there_are_such_pages() -> None:
    assert "docs/how-to/follow-feeds.md" in map(named, WITH)
