"""What the commands (`python -m caspian.validate`, `compare`, `tidy`, `messages`) print."""

import os
import sys
from collections.abc import Iterable
from typing import TextIO


def say(lines: Iterable[str], to: TextIO | None = None) -> None:
    """Print lines (by default to standard output), also where letters are lacking or the reader goes away early."""
    out = to or sys.stdout
    if out is None:  # closed before the start: `>&-`
        return
    try:
        for line in lines:
            encoding = out.encoding or "utf-8"
            print(line.encode(encoding, errors="backslashreplace").decode(encoding), file=out)
        out.flush()
    except BrokenPipeError:
        # Whoever read has enough (`| head`). Nothing more can be said, also not when Python ends and flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
