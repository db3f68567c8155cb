"""Hold the scores of this checkout against the floors in floors.json.

    python benchmarks/quality/score.py [NAME...] [--shared FOLDER] [--raise]

Each entry of floors.json names a scorer and a gold file of the shared folder, the gold file's SHA-256, and the lowest
score allowed for each figure. A score below its floor, or a gold file that is not the one the floor was measured on, fails
the run. --raise lifts floors to what was reached (rounded down to half a point); it never lowers one.
Exit 0: all floors hold; 1: one does not; 2: there is no shared folder.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import re
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
FIGURE = re.compile(r"((?:pair )?[A-Za-z][A-Za-z0-9_-]*) (-?\d+(?:\.\d+)?)(?= |$)")


@dataclass(kw_only=True)
class Floor:
    scorer: str
    gold: str
    arguments: list[str] = field(default_factory=list)
    sha256: str
    floors: dict[str, float]


def checksum(path: Path) -> str:
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def figures(line: str) -> dict[str, float]:
    """The figures of a scorer's last line: a word before each number. `met/all met` counts as the share met."""
    if found := re.search(r"acceptance: (\d+)/(\d+) met", line):
        return {"met": 100 * int(found[1]) / int(found[2])}
    return {name: float(value) for name, value in FIGURE.findall(line)}


def measure(floor: Floor, shared: Path) -> dict[str, float]:
    environ = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, str(shared / "evaluate" / floor.scorer), str(shared / floor.gold), *floor.arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    if not done.stdout.strip():
        raise SystemExit(f"{' '.join(command)}\nexit {done.returncode}\n{done.stderr[-2000:]}")
    return figures(done.stdout.strip().splitlines()[-1])


def check(name: str, floor: Floor, shared: Path) -> tuple[dict[str, float], list[str]]:
    """What was reached, and what is wrong with it, in words."""
    gold = shared / floor.gold
    if not gold.exists():
        return {}, [f"{name}: {floor.gold} is not there"]
    if (found := checksum(gold)) != floor.sha256:
        return {}, [f"{name}: {floor.gold} has changed (SHA-256 {found}); measure anew and say so in the change"]
    got = measure(floor, shared)
    faults = [
        f"{name}: {figure} is {got.get(figure)}, its floor is {least}"
        for figure, least in floor.floors.items()
        if got.get(figure, -math.inf) < least
    ]
    return got, faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="only these entries of floors.json")
    parser.add_argument("--shared", type=Path, default=HERE.parents[2] / "shared", help="folder with evaluate/ and data/")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was reached")
    options = parser.parse_args()
    if not (options.shared / "evaluate").is_dir():
        print(f"no scorers under {options.shared}; give the folder with --shared", file=sys.stderr)
        return 2
    table = {name: Floor(**entry) for name, entry in json.loads(FLOORS.read_text()).items()}
    wrong: list[str] = []
    for name, floor in table.items():
        if options.names and name not in options.names:
            continue
        got, faults = check(name, floor, options.shared)
        wrong += faults
        print(f"{name:18} " + "  ".join(f"{k} {got.get(k, float('nan')):.1f} (floor {v:.1f})" for k, v in floor.floors.items()), flush=True)
        if options.lift:
            floor.floors = {k: max(v, math.floor(2 * got.get(k, v)) / 2) for k, v in floor.floors.items()}
    if options.lift:
        FLOORS.write_text(json.dumps({name: asdict(floor) for name, floor in table.items()}, indent=1) + "\n")
    print("\n".join(wrong) or "all floors hold")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
