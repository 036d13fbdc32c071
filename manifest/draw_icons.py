"""Draws the two icons of the Teams package: an arch and its keystone. Run `python manifest/draw_icons.py`.

The keystone is the wedge at the top of an arch that keeps all the others in place.
"""

from __future__ import annotations

import math
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parent
FINE = 16
"""How many times larger the icons are drawn before they are made small."""
BLUE, STONE, AMBER = (38, 70, 104), (226, 233, 240), (247, 183, 64)

Point = tuple[float, float]


def wedge(
    centre: Point, inner: float, outer: float, first: float, last: float, gap: float = 0.0
) -> list[Point]:
    """A stone between two radii and two angles (degrees from the top, clockwise), `gap` narrower a side.

    The gap is a length, so that joints are as wide inside as outside. Points run round the outside first.
    """

    def along(radius: float, start: float, end: float) -> list[Point]:
        inset = math.degrees(gap / radius)
        start, end = start + inset, end - inset
        angles = [math.radians(start + (end - start) * step / 24) for step in range(25)]
        return [(centre[0] + radius * math.sin(a), centre[1] - radius * math.cos(a)) for a in angles]

    return along(outer, first, last) + along(inner, first, last)[::-1]


def keystone(centre: Point, inner: float, outer: float, half_angle: float) -> list[Point]:
    """The top stone, with straight edges, standing out of the arch above and below."""
    top, foot = outer * math.sin(math.radians(half_angle)), inner * math.sin(math.radians(half_angle))
    upper, lower = centre[1] - outer, centre[1] - inner
    return [
        (centre[0] - top, upper),
        (centre[0] + top, upper),
        (centre[0] + foot, lower),
        (centre[0] - foot, lower),
    ]


def colour_icon(size: int = 192) -> Image.Image:
    """The icon in colour, to the edge; what matters lies well within the middle."""
    side = size * FINE // 4
    unit = side / 192
    image = Image.new("RGB", (side, side), BLUE)
    draw = ImageDraw.Draw(image)
    centre = (96 * unit, 118 * unit)
    inner, outer = 32 * unit, 58 * unit
    edge = 13.5
    step = (90 - edge) / 3
    for side_of in (-1, 1):
        for stone in range(3):
            near, far = side_of * (edge + stone * step), side_of * (edge + (stone + 1) * step)
            shape = wedge(centre, inner, outer, min(near, far), max(near, far), gap=1.4 * unit)
            draw.polygon(shape, fill=STONE)
        # The pier that the arch springs from.
        left, right = sorted((centre[0] + side_of * inner, centre[0] + side_of * outer))
        draw.rectangle((left, centre[1] + 2.8 * unit, right, centre[1] + 24 * unit), fill=STONE)
    draw.polygon(keystone(centre, 25 * unit, 68 * unit, edge), fill=AMBER)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def outline_icon(size: int = 32) -> Image.Image:
    """The same in white on nothing: the arch as a line, the keystone whole."""
    side = size * FINE
    unit = side / 32
    mask = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(mask)
    centre = (16 * unit, 20.5 * unit)
    inner, outer, ground = 6.5 * unit, 11.5 * unit, 28 * unit
    for side_of in (-1, 1):
        outer_foot, inner_foot = ((centre[0] + side_of * radius, ground) for radius in (outer, inner))
        half = wedge(centre, inner, outer, side_of * 90.0, side_of * 25.0)
        path = [outer_foot, *half, inner_foot, outer_foot, half[0]]
        draw.line(path, fill=255, width=round(1.6 * unit), joint="curve")
    draw.polygon(keystone(centre, 4 * unit, 16.5 * unit, 15.0), fill=255)
    alpha = mask.resize((size, size), Image.Resampling.LANCZOS)
    white = Image.new("L", (size, size), 255)
    return Image.merge("RGBA", (white, white, white, alpha))


if __name__ == "__main__":
    colour_icon().save(FOLDER / "color.png", optimize=True)
    outline_icon().save(FOLDER / "outline.png", optimize=True)
