"""The map's plane: where a point lies in pixels at a zoom (Web Mercator), and shapes drawn there."""

from collections.abc import Sequence
from itertools import pairwise
from math import atan, cos, degrees, exp, hypot, log, pi, radians, sin, tan

from caspian.measures.routes import Point

TILE = 512
"""Pixels around the world at zoom 0, as deck.gl counts."""


def to_pixels(point: Point, zoom: float) -> tuple[float, float]:
    """Pixels to the right of and below the map's north-west corner."""
    lon, lat = point
    world = TILE * 2**zoom
    return (lon + 180) / 360 * world, (1 - log(tan(pi / 4 + radians(lat) / 2)) / pi) / 2 * world


def to_degrees(at: tuple[float, float], zoom: float) -> Point:
    """The point at a pixel, to the fourth decimal."""
    world = TILE * 2**zoom
    lat = degrees(2 * atan(exp(pi * (1 - 2 * at[1] / world))) - pi / 2)
    return round(at[0] / world * 360 - 180, 4), round(lat, 4)


def moved(point: Point, zoom: float, right: float, down: float) -> Point:
    """A point moved by pixels at a zoom."""
    x, y = to_pixels(point, zoom)
    return to_degrees((x + right, y + down), zoom)


def around(point: Point, zoom: float, count: int, gap: float) -> list[Point]:
    """Places for several marks that share a point: one stays, others stand in rings ``gap`` pixels apart."""
    if count == 1:
        return [point]
    found: list[Point] = []
    ring = 1
    while len(found) < count:
        seats = min(6 * ring, count - len(found))
        found += [
            moved(
                point,
                zoom,
                ring * gap * cos(2 * pi * seat / seats - pi / 2),
                ring * gap * sin(2 * pi * seat / seats - pi / 2),
            )
            for seat in range(seats)
        ]
        ring += 1
    return found


def bow(start: Point, end: Point, bend: float, steps: int = 24) -> list[Point]:
    """A bow from one point to another, bent to the right of its direction by a share of its length."""
    x0, y0 = to_pixels(start, 0)
    x1, y1 = to_pixels(end, 0)
    middle_x, middle_y = (x0 + x1) / 2 - (y1 - y0) * bend, (y0 + y1) / 2 + (x1 - x0) * bend
    line = []
    for step in range(steps + 1):
        t = step / steps
        x = (1 - t) ** 2 * x0 + 2 * t * (1 - t) * middle_x + t**2 * x1
        y = (1 - t) ** 2 * y0 + 2 * t * (1 - t) * middle_y + t**2 * y1
        line.append(to_degrees((x, y), 0))
    return line


def arrowhead(line: Sequence[Point], zoom: float, size: float, back: float = 0.0) -> list[Point]:
    """A triangle at the end of a line, or ``back`` pixels before it, ``size`` pixels long at a zoom."""
    pixels = [to_pixels(point, zoom) for point in line]
    tip, tail = pixels[-1], pixels[-2]
    left = back
    for nearer, farther in pairwise(reversed(pixels)):
        step = hypot(nearer[0] - farther[0], nearer[1] - farther[1])
        if step >= left:
            share = left / step if step else 0.0
            tip = (nearer[0] + (farther[0] - nearer[0]) * share, nearer[1] + (farther[1] - nearer[1]) * share)
            tail = farther
            break
        left -= step
    length = hypot(tip[0] - tail[0], tip[1] - tail[1]) or 1.0
    along = ((tip[0] - tail[0]) / length, (tip[1] - tail[1]) / length)
    base = (tip[0] - along[0] * size, tip[1] - along[1] * size)
    half = size * 0.45
    return [
        to_degrees(tip, zoom),
        to_degrees((base[0] - along[1] * half, base[1] + along[0] * half), zoom),
        to_degrees((base[0] + along[1] * half, base[1] - along[0] * half), zoom),
    ]


def between(one: Sequence[Point], other: Sequence[Point], steps: int = 24) -> list[Point]:
    """The line half way between two lines, point by point along their lengths."""
    return [
        tuple(round((a + b) / 2, 4) for a, b in zip(_at(one, step / steps), _at(other, step / steps), strict=True))  # pyright: ignore
        for step in range(steps + 1)
    ]


def _at(line: Sequence[Point], share: float) -> Point:
    """The point at a share (0 to 1) of a line's length in degrees."""
    spans = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line)]
    left = share * sum(spans)
    for (a, b), span in zip(pairwise(line), spans, strict=True):
        if left <= span:
            t = left / span if span else 0.0
            return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
        left -= span
    return line[-1]
