"""Two people of one agency who say different things stand among what waits, until one of them is corrected."""

from datetime import timedelta

from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from scheduler.queries.differing import about_differing
from tests.making import NOW, Ministry
from tests.scheduler.giving import invitation_of, say
from tests.scheduler.queries.asking import questions
from vocabulary.states import ConsultationStatus, PartStat


def agencies(ministry: Ministry) -> list[str]:
    return [str(one.values["agency"].en) for one in about_differing(ministry.committee_id, now=NOW)]  # type: ignore[attr-defined]


def together(ministry: Ministry) -> None:
    """The second person answers for the first one's agency too."""
    invitation_of(ministry.person_ids[1]).agency_id = ministry.agency_ids[0]
    db.session.commit()


def test_an_agency_whose_people_differ_is_named_with_its_meeting(ministry: Ministry, released: int) -> None:
    together(ministry)
    say(ministry.person_ids[0], PartStat.ACCEPTED)
    assert agencies(ministry) == []
    say(ministry.person_ids[1], PartStat.ACCEPTED)
    assert agencies(ministry) == [], "they say the same"
    say(ministry.person_ids[1], PartStat.DECLINED)
    assert agencies(ministry) == ["Agency 1"]
    [one] = about_differing(ministry.committee_id, now=NOW)
    assert one.subject_id == released
    say(ministry.person_ids[2], PartStat.TENTATIVE)
    assert agencies(ministry) == ["Agency 1"], "another agency has its own answer"
    assert questions(lambda: list(about_differing(ministry.committee_id, now=NOW))) == 1
    assert list(about_differing(ministry.committee_id + 1, now=NOW)) == []


def test_of_what_is_over_cancelled_or_withdrawn_nobody_is_asked(ministry: Ministry, released: int) -> None:
    together(ministry)
    say(ministry.person_ids[0], PartStat.ACCEPTED)
    say(ministry.person_ids[1], PartStat.DECLINED)
    meeting = db.session.get_one(Consultation, released)
    assert list(about_differing(ministry.committee_id, now=NOW + timedelta(days=3650))) == []
    meeting.status = ConsultationStatus.CANCELLED
    db.session.flush()
    assert agencies(ministry) == []
    meeting.status = ConsultationStatus.PLANNED
    db.session.get_one(Invitation, invitation_of(ministry.person_ids[1]).id).withdrawn_at = NOW
    db.session.flush()
    assert agencies(ministry) == []
