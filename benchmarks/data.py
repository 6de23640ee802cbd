"""``python -m benchmarks.data``: how long the dataset takes to check and to load, as shipped and with 100,000 rows."""

import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.enlarge import enlarged
from caspian.data import dataset, files, validate

TIMES = 40
"""How many copies of the growing tables make more than 100,000 rows."""


def main() -> None:
    print(f"{'':<12}{'rows':>10}{'check, s':>10}{'load, s':>10}")
    folder = Path(tempfile.mkdtemp())
    try:
        for name, place in (("shipped", Path(files.SHIPPED)), ("large", enlarged(folder / "large", TIMES))):
            begun = time.perf_counter()
            faults = validate.faults(str(place))
            checked = time.perf_counter()
            rows = sum(dataset.load(str(place)).row_counts.values())
            loaded = time.perf_counter()
            assert not faults, faults[:3]
            print(f"{name:<12}{rows:>10,}{checked - begun:>10.2f}{loaded - checked:>10.2f}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
