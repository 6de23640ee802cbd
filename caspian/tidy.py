"""Turn CSV files that a spreadsheet wrote into the dataset's form: `python -m caspian.tidy FILE…`.

Writes each FILE in its place, and prints what that changed, cell by cell: separators, decimal commas, spaces between
thousands, days such as 21.03.2026, yes and no in English, Russian or Azerbaijani, and more. A FILE with a cell that
can be read in two ways stays as it is, and that cell is named. Ends with 0 if all could be done, 1 if something was
refused, and 2 where a FILE cannot be read or is of no known table.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from caspian.data import files
from caspian.data.compare import UnreadableError, tables_of
from caspian.data.fault import printable
from caspian.data.tidy import report, tidy
from caspian.terminal import say


def main(arguments: Sequence[str] | None = None) -> int:
    """Tidy the files and print the report; 0, 1 or 2 as said above, the highest of all files."""
    parser = argparse.ArgumentParser(prog="python -m caspian.tidy", description=__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="a CSV file with the rows of a table")
    parser.add_argument("--table", help="the table that they are of (default: told by the name of the file)")
    parser.add_argument("--check", action="store_true", help="only say what would be changed")
    asked = parser.parse_args(arguments)
    return max(_tidied(file, asked.table, write=not asked.check) for file in asked.files)


def _tidied(file: Path, table: str | None, *, write: bool) -> int:
    try:
        schema = _schema(file, table)
        content = file.read_bytes()
        found = tidy(content, str(file), schema)
        if found and write:
            _replace(file, found.content)
    except OSError as error:
        say([printable(f"{file}: {files.reason_of(error)}")], to=sys.stderr)
        return 2
    except UnreadableError as error:
        say([printable(str(error))], to=sys.stderr)
        return 2
    say(report(found, str(file), written=write))
    return 1 if found.refused else 0


def _schema(file: Path, table: str | None) -> Mapping[str, Any]:
    """The schema of a file's table, by the description beside it or else that of the dataset."""
    beside = (file.parent / files.DESCRIPTION).is_file()
    read = files.read(str(file.parent) if beside else None)
    if why := read.missing_folder or read.unreadable.get(files.DESCRIPTION):
        raise UnreadableError(f"{read.place}: {why}")
    tables = tables_of(read)
    if table is None:
        table = next((name for name, one in tables.items() if PurePosixPath(one["path"]).name == file.name), None)
    if table not in tables:
        which = f"{file} is not called like the file of a table" if table is None else f"there is no table {table}"
        raise UnreadableError(f"{which}: say which one it is of, with --table and one of {', '.join(tables)}")
    return tables[table]["schema"]


def _replace(file: Path, content: bytes) -> None:
    """Put the content in the place of the file, which at any moment is the old or the new one as a whole."""
    place = file.resolve()  # of a link, what it points to
    if not os.access(place, os.W_OK):
        raise PermissionError
    handle, beside = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    try:
        with os.fdopen(handle, "wb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        shutil.copymode(place, beside)
        os.replace(beside, place)
    except BaseException:
        os.unlink(beside)
        raise


if __name__ == "__main__":
    sys.exit(main())
