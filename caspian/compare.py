"""Compare two datasets: ``python -m caspian.compare``; see :mod:`caspian.data.compare`."""

import sys

from caspian.data.compare import main

if __name__ == "__main__":
    sys.exit(main())
