"""What an entry is about, table by table."""

from models.database import Base
from scheduler.queries.audit_matters import BY_TABLE, KINDS, PARTS, SUBJECTS
from vocabulary.states import Matter


def test_every_part_of_a_thing_is_of_a_table_that_there_is() -> None:
    parts = {kind for matter in Matter for kind, _ in PARTS[matter]([1])}
    assert sorted(parts - Base.metadata.tables.keys()) == []
    assert set(SUBJECTS.values()) == BY_TABLE.keys() <= Base.metadata.tables.keys()


def test_what_stands_under_a_kind_stands_under_each_thing_of_it_too() -> None:
    for matter in (Matter.CONSULTATION, Matter.SESSION, Matter.AGENCY, Matter.COMMITTEE, Matter.LETTER):
        assert set(KINDS[matter]) <= {kind for kind, _ in PARTS[matter]([1])}
