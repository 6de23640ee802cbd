"""Check a dataset, and say what is wrong with it: `python -m caspian.validate [FOLDER]`.

Ends with 0 if there is no fault, else with 1. Prints one line for each fault and each warning: file, line, column,
value, rule; a warning, marked as such, asks for a second look and stops nothing. Many of one cause are one line, with
their number and the first lines; --all lists each.
"""

import argparse
import sys
from collections.abc import Sequence

from caspian.data import dataset, files, validate
from caspian.terminal import say


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; 0 if the data are good, else 1."""
    parser = argparse.ArgumentParser(prog="python -m caspian.validate", description=__doc__)
    parser.add_argument("folder", nargs="?", metavar="FOLDER", help="a folder or URL (default: CASPIAN_DATA, or data/)")
    parser.add_argument("--all", action="store_true", help="list every one, also where many have one cause")
    asked = parser.parse_args(arguments)
    read = files.read(asked.folder)
    found = validate.examine(read)
    told = [*found.faults, *found.warnings]
    say(map(str, told if asked.all else validate.grouped(told)))
    if not found.faults:
        say([_summary(read, len(found.warnings))])
    return 1 if found.faults else 0


def _summary(read: files.Files, warnings: int) -> str:
    counts = dataset.build(read).row_counts
    warned = {0: "", 1: ", 1 warning"}.get(warnings, f", {warnings} warnings")
    return f"No faults{warned}: {len(counts)} tables, {sum(counts.values()):,} rows"


if __name__ == "__main__":
    sys.exit(main())
