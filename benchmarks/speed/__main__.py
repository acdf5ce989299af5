"""The command line; see the package for what it does."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

import benchmarks.speed
from benchmarks.speed import check, history, page
from benchmarks.speed.run import SMALL, Size, measure


def main(argv: list[str] | None = None) -> int:
    """Measure, or check; 1 where a check fails."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed",
        description=benchmarks.speed.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--check", action="store_true", help="compare with the pinned ratios")
    kinds.add_argument("--pin", action="store_true", help="pin the ratios of today")
    kinds.add_argument("--small", action="store_true", help="little of everything")
    kinds.add_argument("--from", dest="kept", type=Path, metavar="F", help="do not measure")
    parser.add_argument("--characters", type=int, help="in each script")
    parser.add_argument("--runs", type=int, help="how often everything is timed")
    parser.add_argument("--json", type=Path, metavar="F", help="keep all figures in this file")
    parser.add_argument("--record", action="store_true", help="append them to the history")
    parser.add_argument("--page", action="store_true", help="put them into docs/performance.md")
    options = parser.parse_args(argv)
    if options.check:
        return 0 if check.check(check.Measurement().run, check.BASELINE) else 1
    if options.pin:
        print(json.dumps(check.pin(check.BASELINE), indent=1))
        return 0
    if options.kept:
        figures = json.loads(options.kept.read_text("utf-8"))
    else:
        size = SMALL if options.small else Size()
        given = {"characters": options.characters, "runs": options.runs}
        size = replace(size, **{name: value for name, value in given.items() if value})
        figures = measure(size, lambda what: print(f"… {what}", file=sys.stderr, flush=True))
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if options.record:
        history.record(figures)
    if options.page:
        page.write(figures, history.read())
    print(page.tables(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
