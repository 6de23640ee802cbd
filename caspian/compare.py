"""Say what two versions of a dataset differ in: `python -m caspian.compare OLD NEW`.

Prints the rows that were added, removed or changed, by table and primary key, and changed columns and tables.
Ends with 0 if nothing differs, 1 if something does, and 2 where a folder cannot be read as a dataset. OLD and NEW
are folders or URLs.
"""

import argparse
import sys
from collections.abc import Sequence

from caspian.data.compare import UnreadableError, compare, report
from caspian.data.fault import printable
from caspian.terminal import say


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; 0 if nothing differs, 1 if something does, 2 if there is nothing to compare."""
    parser = argparse.ArgumentParser(prog="python -m caspian.compare", description=__doc__)
    parser.add_argument("old", metavar="OLD", help="the earlier dataset: a folder or URL")
    parser.add_argument("new", metavar="NEW", help="the later one")
    asked = parser.parse_args(arguments)
    try:
        found = compare(asked.old, asked.new)
    except UnreadableError as error:
        say([printable(str(error))], to=sys.stderr)
        return 2
    say(report(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
