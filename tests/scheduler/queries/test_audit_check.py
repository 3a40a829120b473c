"""The chain walked: whatever is done to it is found, and nothing else."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError

from models.audit_guards import GUARDS
from models.database import db
from scheduler.consultations import cancel
from scheduler.erasure import erase_from_audit
from scheduler.queries.audit import AuditHead, audit_head
from scheduler.queries.audit_check import CHUNK, Check, Fault
from scheduler.rules.audit_chain import content_digest, row_digest, values_digest
from tests.making import HAND, NOW, Ministry
from tests.scheduler.giving import say
from vocabulary.actor import OPERATOR
from vocabulary.states import PartStat

ROW = [
    "number", "at", "deed", "actor_kind", "actor_person_id", "subject_kind", "subject_id", "values_digest", "previous",
    "digest",
]  # fmt: skip
VALUE = ["row_number", "position", "what", "kind", "object_id", "person_id", "digest", "salt", "content"]
OTHERS: list[object] = [
    None,
    0,
    1,
    2,
    3,
    7,
    -1,
    10**9,
    "",
    "x",
    "person",
    "0" * 64,
    "2022-01-04 02:00:00",
    "{}",
    b"\x00",
    1.5,
]


@pytest.fixture
def chain(app: Flask, ministry: Ministry, released: int) -> AuditHead:
    """A consultation booked, released, answered and moved, with somebody forgotten in the middle; no guards."""
    for person_id in ministry.person_ids:
        say(person_id)
    erase_from_audit(ministry.person_ids[0], by=OPERATOR, now=NOW)
    for person_id in ministry.person_ids[1:]:
        say(person_id, PartStat.DECLINED)
    cancel(released, reason="The hall is taken.", hand=HAND)
    head = audit_head()
    db.session.rollback()
    for statement in (one for (_, dialect), several in GUARDS.items() if dialect == "sqlite" for one in several):
        run(f"DROP TRIGGER {statement.split()[2]}")
    db.session.commit()
    return head


def run(statement: str, *values: object) -> Any:
    return db.session.connection().exec_driver_sql(statement, tuple(values))


def faults(head: AuditHead | None = None) -> list[Fault]:
    return [finding.fault for finding in Check(head).findings()]


def table(name: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in run(f"SELECT * FROM {name} ORDER BY 1, 2").all()]


Tampering = Callable[[random.Random], None]


def edit_row(chance: random.Random) -> None:
    column, rows = chance.choice(ROW), table("audit_row")
    run(f"UPDATE audit_row SET {column} = ? WHERE number = ?", chance.choice(OTHERS), chance.choice(rows)[0])


def edit_value(chance: random.Random) -> None:
    column, value = chance.choice(VALUE), chance.choice(table("audit_value"))
    run(f"UPDATE audit_value SET {column} = ? WHERE row_number = ? AND position = ?", chance.choice(OTHERS), *value[:2])


def flip_a_letter(chance: random.Random) -> None:
    value = chance.choice([one for one in table("audit_value") if one[8]])
    place = chance.randrange(len(value[8]))
    other = value[8][:place] + chr(ord(value[8][place]) ^ 1) + value[8][place + 1 :]
    run("UPDATE audit_value SET content = ? WHERE row_number = ? AND position = ?", other, *value[:2])


def reseal_a_value(chance: random.Random) -> None:
    value = chance.choice([one for one in table("audit_value") if one[8]])
    digest = content_digest(value[7], '{"name":"Somebody else"}')
    run(
        "UPDATE audit_value SET content = ?, digest = ? WHERE row_number = ? AND position = ?",
        '{"name":"Somebody else"}',
        digest,
        *value[:2],
    )


def empty_a_value(chance: random.Random) -> None:
    value = chance.choice([one for one in table("audit_value") if one[8]])
    run("UPDATE audit_value SET salt = NULL, content = NULL WHERE row_number = ? AND position = ?", *value[:2])


def delete_row(chance: random.Random) -> None:
    number = chance.choice(table("audit_row"))[0]
    run("DELETE FROM audit_row WHERE number = ?", number)
    if chance.random() < 0.7:
        run("DELETE FROM audit_value WHERE row_number = ?", number)
    if chance.random() < 0.5:
        for name, column in (("audit_row", "number"), ("audit_value", "row_number")):
            run(f"UPDATE {name} SET {column} = -{column} WHERE {column} > ?", number)
            run(f"UPDATE {name} SET {column} = -{column} - 1 WHERE {column} < 0")


def delete_value(chance: random.Random) -> None:
    value = chance.choice(table("audit_value"))
    run("DELETE FROM audit_value WHERE row_number = ? AND position = ?", *value[:2])


def swap_rows(chance: random.Random) -> None:
    first, second = sorted(row[0] for row in chance.sample(table("audit_row"), 2))
    with_values = chance.random() < 0.7
    for name, column in (("audit_row", "number"), ("audit_value", "row_number"))[: 1 + with_values]:
        for old, new in ((first, 10**6), (second, first), (10**6, second)):
            run(f"UPDATE {name} SET {column} = ? WHERE {column} = ?", new, old)


def swap_contents(chance: random.Random) -> None:
    first, second = chance.sample([one for one in table("audit_value") if one[8]], 2)
    for here, there in ((first, second), (second, first)):
        run("UPDATE audit_value SET salt = ?, content = ? WHERE row_number = ? AND position = ?", *there[7:], *here[:2])


def insert_row(chance: random.Random) -> None:
    rows = table("audit_row")
    number = chance.randrange(len(rows)) + 1
    for name, column in (("audit_row", "number"), ("audit_value", "row_number")):
        run(f"UPDATE {name} SET {column} = -{column} WHERE {column} >= ?", number)
        run(f"UPDATE {name} SET {column} = -{column} + 1 WHERE {column} < 0")
    row = dict(zip(ROW, rows[number - 1], strict=True)) | {"number": number, "values_digest": values_digest([])}
    row["previous"] = "f" * 64 if chance.random() < 0.5 else "e" * 64
    row["digest"] = row_digest(row["previous"], row)
    run(f"INSERT INTO audit_row VALUES ({', '.join('?' * len(ROW))})", *row.values())


def insert_value(chance: random.Random) -> None:
    number = chance.choice(table("audit_row"))[0]
    run(
        "INSERT INTO audit_value VALUES (?, ?, 'details', '', NULL, NULL, ?, 'a', '{}')",
        chance.choice([number, -5, 10**6]),
        chance.choice([50, 51]),
        content_digest("a", "{}"),
    )


def cut_tail(chance: random.Random) -> None:
    number = chance.choice(table("audit_row"))[0]
    run("DELETE FROM audit_value WHERE row_number >= ?", number)
    run("DELETE FROM audit_row WHERE number >= ?", number)


def write_anew(chance: random.Random) -> None:
    """Change one row and chain everything after it again, as somebody would who reads this program."""
    rows = [dict(zip(ROW, row, strict=True)) for row in table("audit_row")]
    place = chance.randrange(len(rows))
    rows[place]["deed"] = "something else"
    previous = rows[place]["previous"]
    for row in rows[place:]:
        row["previous"], row["digest"] = previous, row_digest(previous, row)
        previous = row["digest"]
        run(
            "UPDATE audit_row SET previous = ?, digest = ? WHERE number = ?",
            f"-{row['number']}",
            f"-{row['number']}",
            row["number"],
        )
    for row in rows[place:]:
        run(
            "UPDATE audit_row SET deed = ?, previous = ?, digest = ? WHERE number = ?",
            *(row[name] for name in ("deed", "previous", "digest", "number")),
        )


WAYS: list[Tampering] = [
    edit_row,
    edit_value,
    flip_a_letter,
    reseal_a_value,
    empty_a_value,
    delete_row,
    delete_value,
    swap_rows,
    swap_contents,
    insert_row,
    insert_value,
    cut_tail,
    write_anew,
]


def tampered(chance: random.Random) -> Iterator[Tampering]:
    """Five hundred times something else is done to the chain, looked at, and undone."""
    before = table("audit_row"), table("audit_value")
    done = 0
    while done < 500:
        way = chance.choice(WAYS)
        run("PRAGMA defer_foreign_keys = ON")
        run("PRAGMA ignore_check_constraints = ON")
        try:
            way(chance)
            if (table("audit_row"), table("audit_value")) != before:
                done += 1
                yield way
        except DBAPIError:
            pass  # a column that must not be NULL, or must be the only one of its kind
        db.session.rollback()


def test_of_500_tamperings_every_one_is_found(chain: AuditHead) -> None:
    missed = [way.__name__ for way in tampered(random.Random(1)) if not faults(chain)]
    assert missed == []


def test_nothing_is_found_where_nothing_was_done(chain: AuditHead) -> None:
    check = Check(chain)
    assert list(check.findings()) == []
    assert (check.rows, check.head) == (chain.rows, chain)
    assert check.erased > 0


def test_a_cut_end_shows_only_against_a_head_kept_elsewhere(chain: AuditHead) -> None:
    run("DELETE FROM audit_value WHERE row_number = ?", chain.rows)
    run("DELETE FROM audit_row WHERE number = ?", chain.rows)
    assert faults() == []
    assert faults(chain) == [Fault.CUT]


def test_a_chain_written_anew_shows_only_against_a_head_kept_elsewhere(chain: AuditHead) -> None:
    write_anew(random.Random(2))
    assert faults() == []
    assert faults(chain) == [Fault.OTHER]


def test_a_head_of_an_earlier_day_is_no_fault_while_the_chain_grows(chain: AuditHead, released: int) -> None:
    earlier = AuditHead(1, table("audit_row")[0][ROW.index("digest")])
    assert faults(earlier) == []


def test_one_edit_is_told_once_and_where_it_is(chain: AuditHead) -> None:
    run("UPDATE audit_row SET deed = 'nothing' WHERE number = 2")
    assert [(finding.number, finding.fault) for finding in Check(chain).findings()] == [(2, Fault.CHANGED)]


def test_rows_taken_out_are_told_as_one_gap(chain: AuditHead) -> None:
    run("PRAGMA defer_foreign_keys = ON")
    run("DELETE FROM audit_row WHERE number IN (2, 3)")
    run("DELETE FROM audit_value WHERE row_number IN (2, 3)")
    gap = next(Check(chain).findings())
    assert (gap.number, gap.last, gap.fault) == (2, 3, Fault.MISSING)


def test_a_long_chain_is_walked_in_pieces(app: Flask) -> None:
    from scheduler.deed import deed

    for _ in range(CHUNK + 5):
        with deed("test", by=OPERATOR, now=NOW):
            pass
    check = Check(audit_head())
    assert list(check.findings()) == []
    assert check.rows == CHUNK + 5


def test_a_row_before_the_first_is_one_too_many(chain: AuditHead) -> None:
    run("PRAGMA ignore_check_constraints = ON")
    names = ", ".join(ROW[1:-2])
    run(f"INSERT INTO audit_row (number, {names}, previous, digest) SELECT 0, {names}, 'x', 'y' FROM audit_row LIMIT 1")
    assert (0, Fault.ADDED) in [(finding.number, finding.fault) for finding in Check().findings()]
