"""The running server's view of the data: the last good dataset, kept while newer files are in trouble."""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime

from caspian.data import dataset, files, validate
from caspian.data.dataset import Dataset
from caspian.data.fault import Fault
from caspian.data.validate import InvalidData


@dataclass(frozen=True)
class Trouble:
    """Why the files as they are now are not shown: their faults, and since when they have had any."""

    since: datetime
    faults: tuple[Fault, ...]


class Store:
    """The dataset of a folder or URL, kept up to date by calls of `refresh`.

    Raises InvalidData at once if the data are bad. Readers take `dataset`, `warnings` and `trouble` without a lock:
    each is replaced as a whole.
    """

    def __init__(self, location: str | None = None) -> None:
        self.location = files.place(location)
        self._signature = files.signature(self.location)
        self._lock = threading.Lock()
        self._trouble: Trouble | None = None
        self._dataset, self._warnings = _good(files.read(self.location))

    @property
    def dataset(self) -> Dataset:
        """The newest dataset that was free of faults."""
        return self._dataset

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What the check found odd in the dataset shown, without being wrong."""
        return self._warnings

    @property
    def trouble(self) -> Trouble | None:
        """What is wrong with the files as they are now; None if they are the dataset shown."""
        return self._trouble

    def refresh(self) -> bool:
        """See whether the files changed; if so, check them and take them over if they are good.

        True if `dataset` is a new one. Cheap while nothing changed, and while another thread is at it. Raises
        nothing. Files caught half-written are in trouble until the next call, which sees them changed again.
        """
        if not self._lock.acquire(blocking=False):
            return False
        try:
            signature = files.signature(self.location)
            if signature == self._signature:
                return False
            changed = self._take_over(files.read(self.location))
            # Only now: after an unforeseen failure, the next call tries again.
            self._signature = signature
            return changed
        finally:
            self._lock.release()

    def _take_over(self, read: files.Files) -> bool:
        try:
            newer, warnings = _good(read)
        except InvalidData as error:
            since = self._trouble.since if self._trouble else datetime.now(UTC)
            self._trouble = Trouble(since, error.faults)
            return False
        changed = newer.version != self._dataset.version
        if changed:
            self._dataset = newer
        self._warnings = warnings
        self._trouble = None
        return changed


def _good(read: files.Files) -> tuple[Dataset, tuple[Fault, ...]]:
    """The dataset of files that were read, and its warnings; raises InvalidData if they have faults."""
    found = validate.examine(read)
    if found.faults:
        raise InvalidData(validate.grouped(found.faults))
    return dataset.build(read), tuple(validate.grouped(found.warnings))
