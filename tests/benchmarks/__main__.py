"""What `make bench` runs: every bench_*.py here, or those named; prints one table and asserts nothing."""

import importlib
import os
import platform
import sys
import traceback
from pathlib import Path

from race import Row

HEAD = Row("what", "ours", "peer", "ratio", "target", None)


def main(names: list[str]) -> int:
    modules = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    chosen = [module for module in modules if not names or module.removeprefix("bench_") in names]
    if not chosen:
        print(
            "No such benchmark. There are: " + ", ".join(module.removeprefix("bench_") for module in modules)
        )
        return 2
    rows, failed = [], False
    for module in chosen:
        print(f"{module.removeprefix('bench_')} …", file=sys.stderr, flush=True)
        try:
            rows += importlib.import_module(module).rows()
        except Exception:  # a benchmark that cannot run says why and leaves the others alone
            traceback.print_exc()
            failed = True
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
    print(f"{machine}. Medians; the entrants take turns.\n")
    print_table(rows)
    return int(failed)


def print_table(rows: list[Row]) -> None:
    verdicts = {True: "reached", False: "SHORT", None: ""}
    lines = [(*HEAD[:5], ""), *((*row[:5], verdicts[row.reached]) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
