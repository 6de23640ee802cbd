"""The presentation as a PowerPoint file: the same scenes, with charts that can be edited.

The file is made by a process of its own at low priority (``python -m caspian.slides``): the server only waits for it,
so that no other viewer feels it. One is made at a time.
"""

import logging
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path

from caspian.context import Context, remembered_by

ROOT = Path(__file__).resolve().parents[2]
LOG = logging.getLogger("caspian")

PATIENCE = 120
"""Seconds after which a process that makes slides is given up."""


class SlidesError(Exception):
    """The slides could not be made; the message holds what the process said last."""


_one_at_a_time = threading.Lock()


def of(context: Context, address: str) -> bytes:
    """The slides as a file; some seconds, in which the caller only waits. ``address`` is the dashboard's own.

    Raises:
        SlidesError: when the process fails or takes too long.
    """
    with _one_at_a_time:
        return _made(context, address)


@remembered_by("filters", "moment", "language", "theme")
def _made(context: Context, address: str) -> bytes:
    """Made elsewhere: the process gets the very files that the dataset was read from."""
    view = (context.filters, context.moment, context.language.code, context.theme.name)
    given = pickle.dumps((dict(context.dataset.contents), view, address))
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
    said = done.stderr.decode(errors="replace")[-2000:]
    if done.returncode:
        raise SlidesError(said)
    if said:
        LOG.error("Slides are not whole:\n%s", said)
    return done.stdout
