"""Where names stand, so that none covers another: each gets the first free seat around its point.

Seats are counted in pixels at a preset's zoom, which do not depend on the size of the window. A name that finds
no free seat is left out; the more important come first; one that is given twice is placed once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from caspian.map.plane import to_pixels
from caspian.measures.routes import Point

WIDE, NARROW = frozenset("MWmwШЩЖЮФМшщжюфмŞşƏə@%"), frozenset("Iil.,:;'’|!()[]1tfrjİı- ")
LINE = 1.3
"""Height of a line of text, in its size."""


@dataclass(frozen=True)
class Name:
    """A name to be placed: at a point, with the radius in pixels of the mark it must not cover."""

    key: str
    text: str
    at: Point
    size: float
    rank: int
    radius: float = 0.0
    movable: bool = True


@dataclass(frozen=True)
class Seat:
    """Where a name stands: how its text is anchored, and its offset from the point in pixels."""

    name: Name
    anchor: str
    baseline: str
    offset: tuple[float, float]


Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


def width(text: str, size: float) -> float:
    """About how wide a text is in pixels, in our semi-bold sans serif; rather too wide than too narrow."""
    return max(sum(_ems(mark) for mark in line) for line in text.split("\n")) * size


def _ems(mark: str) -> float:
    return 0.8 if mark in WIDE else 0.36 if mark in NARROW else 0.66 if mark.isupper() else 0.57


NEARER = (0, 1, 2)
"""Steps of zoom for which a seat must be free: a viewer zooms in, and two points part along one axis only."""


def placed(names: Iterable[Name], marks: Sequence[tuple[Point, float]], zoom: float) -> list[Seat]:
    """Seats for the names at a zoom, the important ones first; ``marks`` are points and radii to keep clear of."""
    taken: list[list[Box]] = [
        [_around(to_pixels(point, zoom + near), radius) for point, radius in marks] for near in NEARER
    ]
    found: list[Seat] = []
    for name in names:
        if any(seat.name.key == name.key for seat in found):
            continue
        points = [to_pixels(name.at, zoom + near) for near in NEARER]
        for seat in _seats(name):
            boxes = [_box(seat, *point) for point in points]
            own = [_around(point, name.radius) for point in points]
            if all(
                other == mine or not _overlap(box, other)
                for box, mine, others in zip(boxes, own, taken, strict=True)
                for other in others
            ):
                for box, others in zip(boxes, taken, strict=True):
                    others.append(box)
                found.append(seat)
                break
    return found


def _seats(name: Name) -> list[Seat]:
    """The seats that a name may take, the best first."""
    if not name.movable:
        return [
            Seat(name, "middle", "center", (right, down))
            for right in (0, -24, 24, -48, 48)
            for down in (0, -14, 14, -28, 28, -42, 42)
        ]
    gap, rise = name.radius + 5, name.radius * 0.7 + 4
    return [
        Seat(name, "start", "center", (gap, 0)),
        Seat(name, "end", "center", (-gap, 0)),
        Seat(name, "middle", "bottom", (0, -gap)),
        Seat(name, "middle", "top", (0, gap)),
        Seat(name, "start", "bottom", (rise, -rise)),
        Seat(name, "start", "top", (rise, rise)),
        Seat(name, "end", "bottom", (-rise, -rise)),
        Seat(name, "end", "top", (-rise, rise)),
    ]


def _box(seat: Seat, x: float, y: float) -> Box:
    lines = seat.name.text.count("\n") + 1
    wide, high = width(seat.name.text, seat.name.size) + 8, seat.name.size * LINE * lines + 4
    left = x + seat.offset[0] - {"start": 4, "middle": wide / 2, "end": wide - 4}[seat.anchor]
    top = y + seat.offset[1] - {"top": 2, "center": high / 2, "bottom": high - 2}[seat.baseline]
    return left, top, left + wide, top + high


def _around(at: tuple[float, float], radius: float) -> Box:
    return at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def overlaps(seats: Sequence[Seat], zoom: float) -> list[tuple[str, str]]:
    """Pairs of names that cover each other at a zoom; for tests, and for looking."""
    boxes = [(seat.name.key, _box(seat, *to_pixels(seat.name.at, zoom))) for seat in seats]
    return [
        (one, other)
        for at, (one, box) in enumerate(boxes)
        for other, other_box in boxes[at + 1 :]
        if _overlap(box, other_box)
    ]
