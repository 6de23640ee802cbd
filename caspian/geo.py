"""The map's ground: land, the six states, borders and water, served from our own host and kept by the browser.

The files are those of ``basemap/`` in the dataset, thinned to what is drawn: no properties that no layer reads.
An address holds a hash of the content, so that a browser may keep the file for good.
"""

import gzip
import hashlib
from collections.abc import Callable, Iterable, Mapping
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


@dataclass(frozen=True)
class Ground:
    """One served layer: GeoJSON, compressed once."""

    plain: bytes
    packed: bytes
    version: str

    @property
    def etag(self) -> str:
        return f'"{self.version}"'


def _all(features: Iterable[Feature]) -> list[dict[str, Any]]:
    return [_bare(feature) for feature in features]


def _six(features: Iterable[Feature]) -> list[dict[str, Any]]:
    return [_bare(feature) for feature in features if feature["properties"]["focus"]]


def _kinds(*kinds: str) -> Callable[[Iterable[Feature]], list[dict[str, Any]]]:
    return lambda features: [_bare(feature) for feature in features if feature["properties"]["kind"] in kinds]


def _bare(feature: Feature) -> dict[str, Any]:
    return {"type": "Feature", "properties": {}, "geometry": feature["geometry"]}


LAYERS: Mapping[str, tuple[str, Callable[[Iterable[Feature]], list[dict[str, Any]]]]] = {
    "land": ("land", _all),
    "six": ("countries", _six),
    "borders": ("borders", _kinds("border")),
    "disputed": ("borders", _kinds("disputed")),
    "lakes": ("water", _kinds("lake")),
    "rivers": ("water", _kinds("river")),
}
"""Each served layer: its file in ``basemap/``, and which of its features it takes."""


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


@cache
def ground(name: str) -> Ground:
    """A served layer, ready to send; KeyError for a name that is not in :data:`LAYERS`."""
    file, chosen = LAYERS[name]
    plain = orjson.dumps({"type": "FeatureCollection", "features": chosen(features(file))})
    return Ground(plain, gzip.compress(plain, 9, mtime=0), hashlib.sha256(plain).hexdigest()[:12])


def address(name: str) -> str:
    """Where a browser finds a layer."""
    return f"/geo/{ground(name).version}/{name}.geojson"


async def serve(request: Request) -> Response:
    """A layer, by its name and the hash of its content; anything else is not here."""
    name = request.path_params["name"]
    if name not in LAYERS or request.path_params["version"] != ground(name).version:
        return Response("Not found", status_code=404, media_type="text/plain")
    found = ground(name)
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
