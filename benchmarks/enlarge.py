"""The shipped dataset many times over, with keys of its own for each copy: for measuring growth, never for show."""

import shutil
from pathlib import Path

import pandas as pd

from caspian.data import files

OWN_KEY = {"visits": "visit_id", "events": "event_id", "projects": "project_id", "sources": "source_id"}
"""Tables that grow, and the column whose values must differ from copy to copy."""

FOLLOWS = {"milestones": "project_id"}
"""Tables that grow with another: the column that points to it."""

UNIQUE = {"sources": "url"}


def enlarged(folder: Path, times: int) -> Path:
    """A copy of the shipped data in ``folder`` with the growing tables repeated ``times`` times."""
    shutil.copytree(files.SHIPPED, folder)
    for table, column in (OWN_KEY | FOLLOWS).items():
        path = folder / f"{table}.csv"
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        copies = [rows]
        for number in range(1, times):
            copy = rows.copy()
            for changed in (column, UNIQUE.get(table)):
                if changed:
                    copy[changed] = [f"{value}{_mark(table, number)}" if value else "" for value in copy[changed]]
            copies.append(copy)
        pd.concat(copies).to_csv(path, index=False, lineterminator="\n")
    _spread_freight(folder / "freight.csv", folder / "freight_series.csv", times)
    return folder


def _mark(table: str, number: int) -> str:
    """What tells a copy's keys from the others', within the pattern of each table's keys."""
    return {"events": f"{number:04}", "visits": f"-{number}"}.get(table, f"-copy{number}")


def _spread_freight(values: Path, series: Path, times: int) -> None:
    """Series and their values with ids of their own; the copies belong to no group, whose order would be unclear."""
    for path, apart in ((series, {"group": "", "rank": ""}), (values, {})):
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        copies = [rows.assign(series_id=rows["series_id"] + f"-{number}", **apart) for number in range(1, times)]
        pd.concat([rows, *copies]).to_csv(path, index=False, lineterminator="\n")
