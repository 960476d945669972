"""How different two colours look, to everyone and to the colour-blind: from the stylesheet, by the field's formulas."""

import re
from itertools import product
from math import dist
from pathlib import Path

STYLES = Path(__file__).resolve().parents[2] / "static/css"
Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]

# What is left of a colour's red, green and blue light without one kind of cones (Machado et al., 2009)
VISIONS: dict[str, Matrix] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
# Ottosson's Oklab, in which distances are as large as they look
LMS: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
LAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def schemes() -> list[list[str]]:
    """The colours of people in light and in dark, as `rrggbb`."""
    light, dark = (STYLES / "people.css").read_text().split("prefers-color-scheme: dark")
    return [re.findall(r"\.person-\d { --person: #(\w{6});", scheme) for scheme in (light, dark)]


def difference(one: int, other: int) -> int:
    """Of two people's colours: hundredths of Oklab's lightness, in the scheme and to the eyes that tell them worst."""
    looks = [(oklab(c[one], v), oklab(c[other], v)) for c, v in product(schemes(), VISIONS.values())]
    return round(100 * min(dist(a, b) for a, b in looks))


def oklab(colour: str, vision: Matrix) -> Vector:
    seen = _times(vision, linear(colour))
    red, green, blue = _times(LMS, (max(seen[0], 0), max(seen[1], 0), max(seen[2], 0)))
    return _times(LAB, (red ** (1 / 3), green ** (1 / 3), blue ** (1 / 3)))


def linear(colour: str) -> Vector:
    """The light that `rrggbb` is."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return _linear(red), _linear(green), _linear(blue)


def contrast(one: str, other: str) -> float:
    """By WCAG 2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _times(matrix: Matrix, vector: Vector) -> Vector:
    one, two, three = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return one, two, three
