"""The running server's view of the data: the last good dataset, kept while newer files are in trouble."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from caspian.data import dataset, files, validate
from caspian.data.dataset import Dataset
from caspian.data.fault import Fault, Undrawn
from caspian.data.validate import InvalidData

LOG = logging.getLogger("caspian")

Trial = Callable[[Dataset], Sequence[Undrawn]]
"""What draws the pages on a dataset before viewers see it, and says which of them it could not draw."""

MUCH_LOST = 0.2
"""Share of a table's rows that may go in one edit without a word."""

MOST_LOGGED = 20


@dataclass(frozen=True)
class Trouble:
    """Why the files as they are now are not shown: what is wrong with them, and since when anything has been."""

    since: datetime
    faults: tuple[Fault | Undrawn, ...]


class Store:
    """The dataset of a folder or URL, kept up to date by calls of `refresh`.

    Raises InvalidData at once if the data are bad. Readers take `dataset`, `warnings`, `news` and `trouble`
    without a lock: each is replaced as a whole.
    """

    def __init__(self, location: str | None = None) -> None:
        self.location = files.place(location)
        self._signature = files.signature(self.location)
        self._lock = threading.Lock()
        self._trouble: Trouble | None = None
        self._dataset, self._warnings = _good(files.read(self.location))
        self._news: tuple[Fault, ...] = ()
        if self._warnings:
            LOG.warning("The data are shown; odd about them:%s", _listed(self._warnings))

    @property
    def dataset(self) -> Dataset:
        """The newest dataset that was free of faults and could be drawn."""
        return self._dataset

    @property
    def trouble(self) -> Trouble | None:
        """What is wrong with the files as they are now; None if they are the dataset shown."""
        return self._trouble

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What is odd about the dataset shown, without being wrong."""
        return self._warnings

    @property
    def news(self) -> tuple[Fault, ...]:
        """Those of the warnings that came with the edit that brought the dataset shown; none at start."""
        return self._news

    def refresh(self, trial: Trial = lambda _: ()) -> bool:
        """See whether the files changed; if so, check them, try them out, and take them over if both went well.

        True if `dataset` is a new one. Cheap while nothing changed, and while another thread is at it. Raises
        nothing but what `trial` raises. Files caught half-written are in trouble until the next call, which sees
        them changed again.
        """
        if not self._lock.acquire(blocking=False):
            return False
        try:
            signature = files.signature(self.location)
            if signature == self._signature:
                return False
            changed = self._take_over(files.read(self.location), trial)
            # Only now: after an unforeseen failure, the next call tries again.
            self._signature = signature
            return changed
        finally:
            self._lock.release()

    def _take_over(self, read: files.Files, trial: Trial) -> bool:
        before = self._dataset
        try:
            newer, warnings = _good(read)
        except InvalidData as error:
            return self._refuse(error.faults)
        changed = newer.version != before.version
        if changed and (undrawn := trial(newer)):
            return self._refuse(undrawn)
        if changed:
            known = {_wherever(warning) for warning in self._warnings}
            warnings = (*much_lost(before, newer), *warnings)
            self._news = tuple(warning for warning in warnings if _wherever(warning) not in known)
            self._dataset, self._warnings = newer, warnings
            LOG.info("The data are taken over: version %s in place of %s", newer.version, before.version)
            if self._news:
                LOG.warning("Odd about the new data:%s", _listed(self._news))
        if self._trouble:
            LOG.info("The data files are in order again")
            self._trouble = None
        return changed

    def _refuse(self, faults: Sequence[Fault | Undrawn]) -> bool:
        since = self._trouble.since if self._trouble else datetime.now(UTC)
        self._trouble = Trouble(since, tuple(faults))
        LOG.error("The data files are refused, version %s stays:%s", self._dataset.version, _listed(faults))
        return False


def much_lost(before: Dataset, newer: Dataset) -> Iterator[Fault]:
    """The tables that lost more than :data:`MUCH_LOST` of their rows from one version to the next."""
    paths = {resource["name"]: resource["path"] for resource in before.description["resources"]}
    for table, had in before.row_counts.items():
        has = newer.row_counts.get(table, 0)
        if had - has > MUCH_LOST * had:
            yield Fault(paths[table], None, "", "", f"has lost {had - has} of its {had} rows", "warning")


def _listed(faults: Sequence[Fault | Undrawn]) -> str:
    """Faults for the log, each on a line of its own, the first :data:`MOST_LOGGED` of them."""
    told = [str(fault) for fault in faults[:MOST_LOGGED]]
    if more := len(faults) - len(told):
        told.append(f"and {more} more")
    return "".join(f"\n  {line}" for line in told)


def _wherever(warning: Fault) -> Fault:
    """The same warning on any line: rows move."""
    return replace(warning, line=None)


def _good(read: files.Files) -> tuple[Dataset, tuple[Fault, ...]]:
    """The dataset of files that were read, and its warnings; raises InvalidData if they have faults."""
    found = validate.examine(read)
    if found.faults:
        raise InvalidData(validate.grouped(found.faults))
    return dataset.build(read), tuple(validate.grouped(found.warnings))
