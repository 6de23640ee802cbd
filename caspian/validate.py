"""Check a dataset, and say what is wrong with it: `python -m caspian.validate [FOLDER]`.

Ends with 0 and one line if all is well, else with 1 and one line for each fault: file, line, column, value,
rule. Many faults of one cause are one line, with their number and the first lines; --all lists each.
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
    parser.add_argument("--all", action="store_true", help="list every fault, also where many have one cause")
    asked = parser.parse_args(arguments)
    read = files.read(asked.folder)
    found = validate.check(read)
    say(map(str, found if asked.all else validate.grouped(found)) if found else [_summary(read)])
    return 1 if found else 0


def _summary(read: files.Files) -> str:
    counts = dataset.build(read).row_counts
    return f"No faults: {len(counts)} tables, {sum(counts.values()):,} rows"


if __name__ == "__main__":
    sys.exit(main())
