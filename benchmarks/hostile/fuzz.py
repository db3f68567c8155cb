"""A fuzz run over everything that is read from outside: HTML, plain text, feeds, archives, letters, JSON lines, files of any name.

    python -m benchmarks.hostile.fuzz [--cases N] [--seed N] [--targets html,warc] [--pages FILE.jsonl.gz] [--json FILE]
    python -m benchmarks.hostile.fuzz --show TARGET:NUMBER [--seed N] [--pages FILE.jsonl.gz]

Each case is a mutation of a small sound input (with --pages, of pieces of real pages too) and has ten seconds of processor time and a
gigabyte more memory than the reader takes when idle. A failure is anything but a page, a reading or a reject: an exception, a hang, memory
beyond the cap, or the death of the process, which reads in a child for that. Cases depend on target, seed and number alone: --show writes
one out, shortened as far as it still fails in the same way. The exit code is 1 if any case failed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.hostile.cases import case, read

SHARES = {"warc": 26, "mail": 8, "rows": 6, "files": 8, "feeds": 20, "plain": 14, "html": 18}
"""Of a hundred cases."""
SECONDS = 10.0
STUCK = 90.0
"""Seconds of its processor time after which a child that does not get on with a case is ended from outside."""
MEMORY = 1 << 30
REAL = 200


class TooSlow(BaseException):
    """Not to be caught by what is read: no `Exception`."""


@dataclass(slots=True)
class Tally:
    cases: int = 0
    seconds: float = 0.0
    slowest: tuple[float, int] = (0.0, 0)
    peak_mb: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[int, str]] = field(default_factory=list)


def real_pages(path: str | None) -> tuple[bytes, ...]:
    if not path:
        return ()
    with gzip.open(path, "rb") as lines:
        return tuple(json.loads(line)["html"].encode("utf-8", "replace") for line, _ in zip(lines, range(REAL), strict=False))


def outcome(target: str, data: bytes, number: int) -> tuple[str | None, str]:
    """How reading a case failed (None: it did not), and what came of it."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return None, read(target, data, number)
    except (Exception, TooSlow) as error:
        signal.setitimer(signal.ITIMER_PROF, 0)
        frame = traceback.extract_tb(error.__traceback__)[-1]
        ours = next((f for f in reversed(traceback.extract_tb(error.__traceback__)) if "latticework" in f.filename), frame)
        return f"{type(error).__name__} at {Path(ours.filename).name}:{ours.lineno}", str(error)[:200]
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def guard() -> None:
    """Limits on this process, once all that is needed is loaded."""

    def late(*_: object) -> None:
        raise TooSlow(f"more than {SECONDS:.0f} s")

    signal.signal(signal.SIGPROF, late)
    for target in SHARES:
        for number in range(3):
            outcome(target, case(target, 0, number), number)
    idle = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE") if Path("/proc/self/statm").exists() else 0
    if idle:
        resource.setrlimit(resource.RLIMIT_AS, (idle + MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def child(target: str, seed: int, start: int, stop: int, pages: str | None, progress: str) -> None:
    """Read the cases from `start` to before `stop`; tell of them in JSON, and of the number in hand in a file."""
    real = real_pages(pages)
    guard()
    tally = Tally()
    with Path(progress).open("wb", buffering=0) as place:
        for number in range(start, stop):
            os.pwrite(place.fileno(), b"%12d" % number, 0)
            began = time.process_time()
            failed, word = outcome(target, case(target, seed, number, real), number)
            spent = time.process_time() - began
            tally.slowest = max(tally.slowest, (spent, number))
            if failed:
                tally.failures.append((number, f"{failed}: {word}"))
                print(json.dumps({"failed": number, "how": f"{failed}: {word}"}), flush=True)
            else:
                tally.outcomes[word] += 1
        os.pwrite(place.fileno(), b"%12d" % stop, 0)
    told = {"slowest": tally.slowest, "outcomes": tally.outcomes, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}
    print(json.dumps(told), flush=True)


def run(target: str, seed: int, cases: int, pages: str | None, step: int = 5000) -> Tally:
    """All cases of a target, some thousand in a process; after a case that ends its process the next process goes on."""
    tally, start = Tally(), 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        progress = Path(folder, "at")
        while start < cases:
            stop = min(cases, start + step)
            progress.write_bytes(b"%12d" % start)
            arguments = [target, str(seed), str(start), str(stop), pages or "", str(progress)]
            said = Path(folder, "said")
            with said.open("w") as out:
                process = subprocess.Popen([sys.executable, "-m", "benchmarks.hostile.fuzz", "--child", *arguments], stdout=out)
                ended = watched(process, progress)
            for told in map(json.loads, said.read_text().splitlines()):
                if "failed" in told:
                    tally.failures.append((told["failed"], told["how"]))
                else:
                    tally.slowest = max(tally.slowest, tuple(told["slowest"]))
                    tally.outcomes.update(told["outcomes"])
                    tally.peak_mb = max(tally.peak_mb, told["peak_mb"])
            if ended:
                at = int(progress.read_bytes())
                tally.failures.append((at, ended))
                stop = at + 1
            start = stop
            print(f"{target}: {start} of {cases}, {len(tally.failures)} failed", file=sys.stderr, flush=True)
    tally.cases, tally.seconds = cases, time.monotonic() - began
    return tally


def watched(process: subprocess.Popen[bytes], progress: Path) -> str | None:
    """Wait for a child; why it ended, if not by itself."""
    last, since = b"", 0.0
    while process.poll() is None:
        time.sleep(0.2)
        spent = processor_seconds(process.pid)
        if (now := progress.read_bytes()) != last:
            last, since = now, spent
        elif spent - since > STUCK:
            process.kill()
            process.wait()
            return f"hang of more than {STUCK:.0f} s"
    return None if process.returncode == 0 else f"process ended with {process.returncode}"


def processor_seconds(pid: int) -> float:
    """What a process has used; on a busy machine waiting is no hang. Where there is no /proc, the time of the clock."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return time.monotonic()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def shortened(target: str, data: bytes, number: int) -> bytes:
    """A shorter input that fails in the same way: pieces are left out as long as it does."""
    failed, _ = outcome(target, data, number)
    size = len(data) // 2
    while failed and size:
        at = 0
        while at < len(data):
            less = data[:at] + data[at + size :]
            if outcome(target, less, number)[0] == failed:
                data = less
            else:
                at += size
        size //= 2
    return data


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=200_000, help="in all (default: 200000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--targets", default=",".join(SHARES), help="which of them (default: all)")
    parser.add_argument("--pages", help="JSON lines, gzip: real pages, pieces of which are seeds too")
    parser.add_argument("--json", type=Path, help="write the figures to FILE as well")
    parser.add_argument("--show", metavar="TARGET:NUMBER", help="write out one case, shortened if it fails")
    parser.add_argument("--child", nargs=6, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        target, seed, start, stop, pages, progress = options.child
        child(target, int(seed), int(start), int(stop), pages or None, progress)
        return 0
    if options.show:
        target, _, number = options.show.partition(":")
        guard()
        data = shortened(target, case(target, options.seed, int(number), real_pages(options.pages)), int(number))
        print(outcome(target, data, int(number)), file=sys.stderr)
        sys.stdout.buffer.write(data)
        return 0
    targets = options.targets.split(",")
    whole = sum(SHARES[t] for t in targets)
    figures, failed = {}, 0
    for target in targets:
        tally = run(target, options.seed, options.cases * SHARES[target] // whole, options.pages)
        failed += len(tally.failures)
        a_second = round(tally.cases / max(tally.seconds, 1e-9), 1)
        slowest, at = tally.slowest
        print(f"{target:6} {tally.cases:>8} cases {a_second:>8}/s, slowest {slowest:.2f} s (number {at}), {tally.peak_mb} MB")
        print(f"       {', '.join(f'{n} {word}' for word, n in tally.outcomes.most_common(8))}")
        for number, how in tally.failures[:20]:
            print(f"       FAILED {target}:{number}: {how}")
        figures[target] = {
            "cases": tally.cases,
            "a_second": a_second,
            "slowest_s": round(tally.slowest[0], 2),
            "peak_mb": tally.peak_mb,
            "failures": tally.failures,
            "outcomes": dict(tally.outcomes.most_common()),
        }
    print(f"{sum(f['cases'] for f in figures.values())} cases, {failed} failed")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
