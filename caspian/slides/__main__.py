"""The process that makes slides: takes the files of a dataset and a view on its input, gives the file back."""

import os
import pickle
import sys

LOWEST_PRIORITY = 15


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(LOWEST_PRIORITY)
    # What was asked comes from the server that started this process, and from nowhere else.
    contents, (filters, moment, code, theme), address = pickle.load(sys.stdin.buffer)
    from types import MappingProxyType

    from caspian.context import Context
    from caspian.data import dataset, files
    from caspian.slides.deck import presentation
    from caspian.style import THEMES
    from caspian.text import language

    given = dataset.build(files.Files(MappingProxyType(contents), MappingProxyType({})))
    made = presentation(Context(given, filters, moment, language(code), THEMES[theme]), address)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
