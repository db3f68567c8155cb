"""How many expectations of the example pages are met: `python -m tests.golden [--update]`, in the root of the project.

`--update` rewrites the `unmet` lists to what does not hold now. Look at the difference before you commit it: a key that comes off
is an improvement, a key that is new is a loss that needs a reason.
"""

from __future__ import annotations

import json
import sys

from tests.golden.test_golden import HERE, NAMES, expectations, reading_of, sheet


def main(arguments: list[str]) -> int:
    met = lost = total = 0
    for name in NAMES:
        reading = reading_of(name)
        failing = [e.key for e in expectations(name) if not e.holds(reading)]
        known = set(sheet(name)["unmet"])
        total += len(expectations(name))
        met += len(expectations(name)) - len(failing)
        lost += len(set(failing) - known)
        for sign, keys in (("-", [k for k in failing if k not in known]), ("+", sorted(known - set(failing)))):
            for key in keys:
                sys.stdout.write(f"{sign} {name}: {key}\n")
        if "--update" in arguments:
            write_unmet(name, failing)
    sys.stdout.write(f"{met}/{total} expectations met; - {lost} not on the lists of what is known to be unmet\n")
    return int(lost > 0)


def write_unmet(name: str, keys: list[str]) -> None:
    """Put the list, which stands last in the file, in place; the rest of the file stays to the letter."""
    path = HERE / f"{name}.json"
    before, _, _ = path.read_text(encoding="utf-8").rpartition('  "unmet": ')
    lines = ",\n".join(f"    {json.dumps(key, ensure_ascii=False)}" for key in keys)
    listed = f"[\n{lines}\n  ]" if keys else "[]"
    path.write_text(f'{before}  "unmet": {listed}\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
