"""Where in a TOML text a value stands, so that a wrong file names the line."""

import re

HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\-]+)\s*\]\]?\s*(?:#.*)?$")
KEY = re.compile(r"^\s*([A-Za-z0-9_\-]+(?:\s*\.\s*[A-Za-z0-9_\-]+)*)\s*=")

Place = tuple[str | int, ...]


def line_of(text: str, place: Place) -> int:
    """The line, counted from 1, of the value at this place, or of the nearest table around it."""
    lines = lines_by_place(text)
    for length in range(len(place), 0, -1):
        if place[:length] in lines:
            return lines[place[:length]]
    return 1


def lines_by_place(text: str) -> dict[Place, int]:
    """Every table and key of the text with its line; the first of a repeated place wins."""
    found: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header, key = HEADER.match(line), KEY.match(line)
        if header is not None:
            table = table_place(header[2].split("."), repeated=header[1] == "[[", counts=counts)
            for length in range(1, len(table) + 1):
                found.setdefault(table[:length], number)
        elif key is not None:
            place = table + tuple(part.strip() for part in key[1].split("."))
            for length in range(len(table) + 1, len(place) + 1):
                found.setdefault(place[:length], number)
    return found


def table_place(names: list[str], *, repeated: bool, counts: dict[Place, int]) -> Place:
    """The place of a table, with the index of each array it lies in; a repeated one begins its next entry."""
    place: Place = ()
    for name in names[:-1]:
        place += (name,)
        if place in counts:
            place += (counts[place] - 1,)
    place += (names[-1],)
    if repeated:
        counts[place] = counts.get(place, 0) + 1
        place += (counts[place] - 1,)
    return place
