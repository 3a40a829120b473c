"""A meeting's numbers never contradict each other."""

from datetime import timedelta

import pytest
from flask import Flask

from models.calendar_entries import Revision
from scheduler.entries import new_entry
from tests.making import NOW
from tests.models.refusing import refused, write

pytestmark = pytest.mark.both_databases


def test_a_material_number_was_issued(app: Flask) -> None:
    entry = new_entry(domain="mfa.example", now=NOW)
    entry.material_sequence = 1
    with refused("material_is_issued"):
        write(entry)


def test_no_two_revisions_of_a_meeting_share_a_stamp(app: Flask) -> None:
    entry = new_entry(domain="mfa.example", now=NOW)
    write(Revision(entry=entry, sequence=0, material_sequence=0, stamp=NOW, facts={}))
    with refused("stamp"):
        write(Revision(entry=entry, sequence=1, material_sequence=1, stamp=NOW, facts={}))
    write(Revision(entry=entry, sequence=1, material_sequence=1, stamp=NOW + timedelta(seconds=1), facts={}))
