"""The presentation as a PowerPoint file: the same scenes, with charts that can be edited.

The file is made by a process of its own at low priority (``python -m caspian.slides``): the server only waits for it,
so that no other viewer feels it. One is made at a time; the last few are kept.
"""

import os
import pickle
import subprocess
import sys
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from caspian.data.dataset import Dataset
from caspian.filters import Filters
from caspian.measures.signals import Moment

ROOT = Path(__file__).resolve().parents[2]
KEPT = 4
"""How many files are remembered, about half a megabyte each."""

PATIENCE = 120
"""Seconds after which a process that makes slides is given up."""


@dataclass(frozen=True)
class Order:
    """What slides are wanted: under which filters, as of when, in which language and theme (their names).

    ``address`` is the dashboard's own, for the notes; it may be empty.
    """

    filters: Filters
    moment: Moment
    language: str
    theme: str
    address: str = ""


class SlidesError(Exception):
    """The slides could not be made; the message holds what the process said last."""


_made: OrderedDict[tuple[str, Order], bytes] = OrderedDict()
_one_at_a_time = threading.Lock()


def of(dataset: Dataset, order: Order) -> bytes:
    """The slides as a file; some seconds, in which the caller only waits.

    Raises:
        SlidesError: when the process fails or takes too long.
    """
    key = (dataset.version, order)
    with _one_at_a_time:
        if key not in _made:
            _made[key] = _ordered(dataset, order)
            while len(_made) > KEPT:
                _made.popitem(last=False)
        _made.move_to_end(key)
        return _made[key]


def _ordered(dataset: Dataset, order: Order) -> bytes:
    """Made elsewhere: the process gets the very files that the dataset was read from."""
    given = pickle.dumps((dict(dataset.contents), order))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "caspian.slides"],
            input=given,
            capture_output=True,
            cwd=ROOT,
            # A single thread each: the processors belong to the viewers.
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SlidesError(str(error)) from error
    if done.returncode:
        raise SlidesError(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout
