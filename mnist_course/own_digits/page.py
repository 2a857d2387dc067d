"""Find the digits of a page: parts of ink, joined, in lines, cut apart.

In: the ink of a page. Out: a `Part` for each digit, in reading order.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from .ink import Ink, Part, find_box, find_parts, join_masks


def find_pieces(ink: Ink) -> list[Part]:
    """Pieces of ink, without specks and without what the edges cut off."""
    pieces = [
        part
        for part in find_parts(ink.mask)
        if part.area >= ink.stroke**2
        and max(part.height, part.width) > 2.5 * ink.stroke
    ]
    inner = [part for part in pieces if not part.touches_edge(ink.mask.shape)]
    rows, columns = find_box(ink.mask)
    whole = Part(rows, columns, ink.mask[rows, columns])
    return inner or pieces or [whole]


def join_parts(parts: list[Part], stroke: float) -> list[Part]:
    """Join pieces of one digit: one above the other, with a small gap."""
    height = np.median([part.height for part in parts])
    parts = sorted(parts, key=lambda part: part.rows.start)
    joined: list[Part] = []
    for part in parts:
        for place, other in enumerate(joined):
            left = max(part.columns.start, other.columns.start)
            overlap = min(part.columns.stop, other.columns.stop) - left
            gap = part.rows.start - other.rows.stop
            both = max(part.rows.stop, other.rows.stop) - other.rows.start
            if (
                overlap > 0.5 * min(part.width, other.width)
                and gap < max(2 * stroke, 0.25 * height)
                and min(part.height, other.height) < 0.6 * height
                and both < 1.6 * height
            ):
                joined[place] = _unite(other, part)
                break
        else:
            joined.append(part)
    return joined


def _unite(one: Part, other: Part) -> Part:
    ends = [(part.rows.stop, part.columns.stop) for part in (one, other)]
    mask = join_masks((one, other), tuple(np.max(ends, axis=0)))
    rows, columns = find_box(mask)
    return Part(rows, columns, mask[rows, columns])


def read_lines(parts: list[Part]) -> list[list[Part]]:
    """Parts line by line: those of a line overlap its middle in height."""
    lines: list[list[Part]] = []
    for part in sorted(parts, key=lambda p: p.rows.start + p.rows.stop):
        left = part.columns.start
        middle = (part.rows.start + part.rows.stop) / 2
        for line in lines:
            # The nearest of the line, since lines of writing climb and fall.
            near = min(line, key=lambda p: abs(p.columns.start - left))
            if near.rows.start < middle < near.rows.stop:
                line.append(part)
                break
        else:
            lines.append([part])
    return [sorted(line, key=lambda p: p.columns.start) for line in lines]


def cut_apart(part: Part, width: float, height: float) -> Iterator[Part]:
    """A part, or the digits that touch in it."""
    # A digit is hardly ever wider than three quarters of its height.
    usual = np.clip(width, 0.55 * height, 0.75 * height)
    number = round(part.width / usual)
    if number < 2 or part.width < 1.4 * max(part.height, 0.8 * height):
        yield part
        return
    ink, cuts, step = part.mask.sum(axis=0), [0], part.width / number
    for place in range(1, number):
        first = int((place - 0.25) * step)
        last = int((place + 0.25) * step) + 1
        cuts.append(first + int(np.argmin(ink[first:last])))
    cuts.append(part.width)
    for left, right in pairwise(cuts):
        mask = part.mask[:, left:right]
        if mask.any():
            start = part.columns.start
            yield Part(part.rows, slice(start + left, start + right), mask)
