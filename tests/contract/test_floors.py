"""The scores held against their floors: one run of every scorer, where the shared folder is at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = json.loads((ROOT / "benchmarks/quality/floors.json").read_text())


@pytest.mark.parametrize("name", FLOORS)
def test_no_score_falls_below_its_floor(name: str, shared: Path) -> None:
    command = [sys.executable, str(ROOT / "benchmarks/quality/score.py"), name, "--shared", str(shared)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_floor_says_what_it_was_measured_on() -> None:
    for name, entry in FLOORS.items():
        assert entry["floors"], name
        assert len(entry["sha256"]) == 64, name
