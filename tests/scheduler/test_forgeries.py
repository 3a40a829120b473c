"""Five hundred forged answers, none of which is applied, and two hundred odd but genuine ones, all of which are."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select

from mail.inbound.reading import read_mail
from models.database import db
from models.inbound import ReceivedMail
from models.invitations import Answer, Invitation
from models.people import Person
from scheduler.inbound import Incoming, Letterbox, Taken, receive
from tests.forging import ODDITIES, forgeries, odd_ones
from tests.mails import CLIENTS, Reply
from tests.making import DESK, NOW, Ministry, make_person
from tests.scheduler.letters import entry_of
from vocabulary.actor import job
from vocabulary.inbound import Verdict
from vocabulary.states import Method

BOX = Letterbox(DESK, kept_until=NOW + timedelta(days=90), server="mx.mfa.example")
ODD = len(CLIENTS) * len(ODDITIES)


def taken(mails: list[tuple[str, bytes]]) -> dict[str, Taken]:
    some = [Incoming(raw, read_mail(raw)) for _, raw in mails]
    found = receive(some, box=BOX, by=job("incoming mail"), now=NOW + timedelta(hours=2))
    return dict(zip([name for name, _ in mails], found, strict=True))


def answers() -> int:
    return db.session.scalar(select(func.count()).select_from(Answer)) or 0


def test_no_forgery_is_applied_and_each_is_listed_with_its_reason(ministry: Ministry, released: int) -> None:
    assert len(ministry.person_ids) == 3
    entry = entry_of(released)
    forged = list(forgeries(Reply(entry.uid, DESK.tagged(entry.organizer_tag))))
    assert len(forged) >= 500
    found = taken(forged)
    let_in = {name: str(one.reason) for name, one in found.items() if one.verdict in (Verdict.APPLIED, Verdict.STALE)}
    assert let_in == {}
    assert answers() == 0
    rows = db.session.scalars(select(ReceivedMail)).all()
    assert len(rows) == len(forged)
    assert all(row.reason for row in rows)
    counts = Counter(one.verdict for one in found.values())
    assert counts[Verdict.QUARANTINED] > len(forged) / 2
    assert counts[Verdict.DUPLICATE] == 0


def invited(released: int, ministry: Ministry) -> list[Person]:
    """So many more people who hold the same invitation."""
    first = db.session.scalars(select(Invitation).where(Invitation.person_id == ministry.person_ids[0])).one()
    people = [make_person(f"odd{number}") for number in range(ODD)]
    for person in people:
        held = {"told_revision_id": first.told_revision_id, "told_method": Method.REQUEST}
        db.session.add(Invitation(entry_id=entry_of(released).id, person=person, **held))
    db.session.commit()
    return people


def replies(released: int, people: list[Person], partstat: str) -> Iterator[Reply]:
    entry = entry_of(released)
    for person in people:
        yield Reply(entry.uid, DESK.tagged(entry.organizer_tag), person.email or "", partstat)


def test_every_genuine_answer_is_applied_however_odd(ministry: Ministry, released: int) -> None:
    people = invited(released, ministry)
    half = ODD // 2
    of_each = [replies(released, people[:half], "ACCEPTED"), replies(released, people[half:], "TENTATIVE")]
    odd = list(odd_ones(one for both in zip(*of_each, strict=True) for one in both))
    assert len(odd) == ODD >= 200
    found = taken(odd)
    refused = {name: str(one.reason) for name, one in found.items() if one.verdict is not Verdict.APPLIED}
    assert refused == {}
    assert answers() == ODD
