"""Check a dataset: ``python -m caspian.validate``; see :mod:`caspian.data.validate`."""

import sys

from caspian.data.validate import main

if __name__ == "__main__":
    sys.exit(main())
