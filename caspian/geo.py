"""The map's ground: land, states, borders and water, served from our own host and kept by the browser.

The files are those of ``basemap/`` in the dataset, thinned to what is drawn: no properties that no layer reads.
An address holds a hash of the content, so that a browser may keep the file for good.
"""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import fsspec
import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from caspian.data import files

FOLDER = "basemap"
FOR_GOOD = "public, max-age=31536000, immutable"

Feature = Mapping[str, Any]
States = tuple[str, ...]
"""The countries that are drawn as those that all is about, by ISO 3166-1 alpha-3: which they are, the data say."""


@dataclass(frozen=True)
class Ground:
    """One served layer: GeoJSON, compressed once."""

    plain: bytes
    packed: bytes
    version: str

    @property
    def etag(self) -> str:
        return f'"{self.version}"'


LAYERS: Mapping[str, tuple[str, Callable[[Mapping[str, Any], States], bool]]] = {
    "land": ("land", lambda about, states: True),
    "states": ("countries", lambda about, states: about["iso3"] in states),
    "borders": ("borders", lambda about, states: about["kind"] == "border"),
    "disputed": ("borders", lambda about, states: about["kind"] == "disputed"),
    "lakes": ("water", lambda about, states: about["kind"] == "lake"),
    "rivers": ("water", lambda about, states: about["kind"] == "river"),
}
"""Each served layer: its file in ``basemap/``, and which of its features it takes, by what is said about them."""


@cache
def features(name: str) -> tuple[Feature, ...]:
    """The features of one file of ``basemap/``: the dataset's own, else the shipped one.

    Raises:
        OSError: when neither can be read.
    """
    for place in (files.place(), str(files.SHIPPED)):
        try:
            with fsspec.open(files.join(place, f"{FOLDER}/{name}.geojson"), "rb") as file:
                return tuple(orjson.loads(file.read())["features"])  # pyright: ignore[reportAttributeAccessIssue]
        except (OSError, ValueError, KeyError):
            continue
    raise OSError(f"{FOLDER}/{name}.geojson cannot be read")


def shapes(name: str, states: States) -> list[Mapping[str, Any]]:
    """The geometries of a layer; KeyError for a name that is not in :data:`LAYERS`."""
    file, taken = LAYERS[name]
    return [feature["geometry"] for feature in features(file) if taken(feature["properties"], states)]


_served: dict[tuple[str, str], Ground] = {}
"""What has an address, by its version and name."""


@cache
def ground(name: str, states: States) -> Ground:
    """A layer ready to send, which has an address from now on; KeyError as in :func:`shapes`."""
    bare = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in shapes(name, states)]
    plain = orjson.dumps({"type": "FeatureCollection", "features": bare})
    made = Ground(plain, gzip.compress(plain, 9, mtime=0), hashlib.sha256(plain).hexdigest()[:12])
    return _served.setdefault((made.version, name), made)


def address(name: str, states: States) -> str:
    """Where a browser finds a layer."""
    return f"/geo/{ground(name, states).version}/{name}.geojson"


async def serve(request: Request) -> Response:
    """A layer, by its name and the hash of its content; anything else is not here."""
    found = _served.get((request.path_params["version"], request.path_params["name"]))
    if not found:
        return Response("Not found", status_code=404, media_type="text/plain")
    headers = {"etag": found.etag, "cache-control": FOR_GOOD, "vary": "Accept-Encoding"}
    if found.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.packed, media_type="application/geo+json", headers=headers | {"content-encoding": "gzip"})
    return Response(found.plain, media_type="application/geo+json", headers=headers)


async def nothing(request: Request) -> Response:
    """Streamlit answers an address it does not know with its own page; below ``/geo/`` that would be no answer."""
    return Response("Not found", status_code=404, media_type="text/plain")


ROUTES = [
    Route("/geo/{version}/{name}.geojson", serve, methods=["GET"]),
    Route("/geo/{rest:path}", nothing),
]
