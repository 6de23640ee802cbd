"""The files of a dataset as they lie in a folder or behind a URL: found and read once.

Reading everything at one go gives the check and the load the same bytes, also while somebody is writing.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, cast

import fsspec
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

DESCRIPTION = "datapackage.json"
SHIPPED = Path(__file__).resolve().parents[2] / "data"


def place(location: str | None = None) -> str:
    """The folder or URL to read: `location`, else the variable CASPIAN_DATA, else the data beside app.py."""
    return location or os.environ.get("CASPIAN_DATA") or str(SHIPPED)


@dataclass(frozen=True)
class Files:
    """One reading of a dataset: bytes by path, and for what could not be read the reason by path.

    `missing_folder` is the reason why nothing at all could be read, else empty. `place`: where was read.
    """

    contents: Mapping[str, bytes]
    unreadable: Mapping[str, str]
    missing_folder: str = ""
    place: str = "dataset"

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that change whenever any file does, and only then."""
        digest = hashlib.sha256()
        for path in sorted(self.contents):
            content = self.contents[path]
            digest.update(f"{path}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()[:12]


def read(location: str | None = None) -> Files:
    """Read the description and every table it names. Raises nothing: what fails is told in the result."""
    contents: dict[str, bytes] = {}
    unreadable: dict[str, str] = {}
    where = place(location)
    try:
        filesystem, folder = url_to_fs(where)
        if isinstance(filesystem, LocalFileSystem) and not filesystem.isdir(folder):
            reason = "is a file, not a folder" if filesystem.exists(folder) else "there is no such folder"
            return Files({}, {}, reason, where)
    except Exception as error:
        return Files({}, {}, reason_of(error), where)
    paths = [DESCRIPTION]
    for path in paths:
        try:
            contents[path] = _content(filesystem, join(folder, path))
        except Exception as error:
            unreadable[path] = reason_of(error)
        if path == DESCRIPTION and path in contents:
            paths.extend(table_paths(contents[path]))
    return Files(MappingProxyType(contents), MappingProxyType(unreadable), place=where)


def signature(location: str | None = None) -> tuple[object, ...]:
    """What is cheaply known of the files' state; two different states differ in it.

    A folder gives size and times of each file, a URL what its server tells of itself (size, tag, date).
    """
    try:
        filesystem, folder = url_to_fs(place(location))
        content = _content(filesystem, join(folder, DESCRIPTION))
        states = [_state(filesystem, join(folder, path)) for path in table_paths(content)]
    except Exception as error:
        return ("unreadable", reason_of(error))
    return (hashlib.sha256(content).hexdigest(), *states)


def _content(filesystem: fsspec.AbstractFileSystem, path: str) -> bytes:
    return cast(bytes, filesystem.cat_file(path))


def _state(filesystem: fsspec.AbstractFileSystem, path: str) -> tuple[object, ...]:
    try:
        if isinstance(filesystem, LocalFileSystem):
            # fsspec tells a link's own time; deployments that swap links need that of the file behind it.
            status = os.stat(path)
            return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        told = filesystem.info(path)
        return tuple(sorted((key, str(value)) for key, value in told.items()))
    except Exception as error:
        return ("unreadable", reason_of(error))


def table_paths(description: bytes) -> list[str]:
    """Paths of the tables that a description names, those that lead out of its folder left aside."""
    try:
        resources = json.loads(description)["resources"]
        paths = [resource["path"] for resource in resources if "schema" in resource]
        return [path for path in dict.fromkeys(paths) if inside(path)]
    except Exception:
        return []


def inside(path: object) -> bool:
    """Whether a path of the description stays in its folder, as the standard demands."""
    if not isinstance(path, str) or not path or any(sign in path for sign in ("\\", ":", "\0")):
        return False
    return not path.startswith("/") and ".." not in PurePosixPath(path).parts and path != DESCRIPTION


def join(folder: str, path: str) -> str:
    return f"{folder.rstrip('/')}/{path}"


def reason_of(error: Exception) -> str:
    """Why a file could not be read, in words."""
    if isinstance(error, FileNotFoundError):
        return "the file is missing"
    if isinstance(error, IsADirectoryError):
        return "is a folder, not a file"
    if isinstance(error, PermissionError):
        return "may not be read: the permissions of the file do not allow it"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read ({error.strerror})"
    return f"cannot be read ({type(error).__name__}: {error})"


def frozen(value: Any) -> Any:
    """The same JSON value, unchangeable: objects as read-only mappings, arrays as tuples."""
    if isinstance(value, dict):
        return MappingProxyType({key: frozen(item) for key, item in value.items()})
    if isinstance(value, list):
        return tuple(frozen(item) for item in value)
    return value
