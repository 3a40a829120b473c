"""A small committee's file for tests, and the same with one thing changed."""

from pathlib import Path

from scheduler.loading.deeds import Source, checked_file
from scheduler.loading.schema import CommitteeFile

SMALL = """\
[committee]
key = "moss"
name.en = "Committee on Mosses"
delegation.en = "Delegation of Atlantis"
home = "poseidonia"
coordinator = "mea"

[[committee.instrument]]
title = "A/RES/1"
date = 2020-01-01

[approval]
status = "requested"
composition = ["mea", "garden"]

[[approval.head_rule]]
duty_station = "nairobi"
post = "pr-nairobi"

[[closures]]
key = "closed"
name.en = "Government offices"
country = "KE"
years = [2023, 2023]
without = ["Easter Monday"]

[[duty_station]]
key = "poseidonia"
city.en = "Poseidonia"
tzid = "Atlantic/Azores"
closures = "closed"

[[duty_station]]
key = "nairobi"
city.en = "Nairobi"
tzid = "Africa/Nairobi"

[[duty_station.venue]]
key = "unon"
name.en = "United Nations Office at Nairobi"

[[mission]]
key = "pm-nairobi"
name.en = "Permanent Mission, Nairobi"

[[post]]
key = "pr-nairobi"
title.en = "Permanent Representative in Nairobi"
mission = "pm-nairobi"
duty_station = "nairobi"

[[agency]]
key = "mea"
name.en = "Ministry of External Affairs"

[[agency]]
key = "garden"
name.en = "Royal Botanic Garden"

[[obligation]]
text.en = "Report before each session"
owner = "mea"
due = "before each session"

[[session]]
key = "1"
ordinal = 1
duty_station = "nairobi"
venue = "unon"
opens = 2023-09-04
closes = 2023-09-15

[[session]]
key = "2"
ordinal = 2
duty_station = "nairobi"
parent = "1"

[[consultation]]
title.en = "First consultation"
date = 2022-12-28
status = "held"
session = "1"
convener = "mea"
invited = ["garden"]
"""


def source(text: str = SMALL) -> Source:
    """A text as a file to be loaded."""
    return Source(text, "moss.toml", "mea.example")


def changed(before: str, after: str) -> Source:
    """The small file with its one passage `before` written otherwise."""
    if SMALL.count(before) != 1:
        raise ValueError(f"{before!r} stands in the small file {SMALL.count(before)} times")
    return source(SMALL.replace(before, after))


def checked(before: str, after: str) -> CommitteeFile:
    """What is read from the changed file; refused where it is wrong."""
    return checked_file(changed(before, after))


def data_file(name: str) -> Source:
    """A file among the tests' data."""
    path = Path(__file__).parents[2] / "data" / name
    return Source(path.read_text("utf-8"), name, "mea.example")
