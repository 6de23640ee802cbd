"""The process that makes slides: takes the files of a dataset and an order on its input, gives the file back."""

import os
import pickle
import sys

LOWEST_PRIORITY = 15


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(LOWEST_PRIORITY)
    # What was asked comes from the server that started this process, and from nowhere else.
    contents, order = pickle.load(sys.stdin.buffer)
    from types import MappingProxyType

    from caspian.data import dataset, files
    from caspian.slides.deck import presentation

    made = presentation(dataset.build(files.Files(MappingProxyType(contents), MappingProxyType({}))), order)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
