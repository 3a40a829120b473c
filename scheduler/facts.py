"""A meeting's facts for calendars and letters, taken from its rows at the moment of a deed."""

from collections.abc import Iterator
from datetime import datetime

from models.consultations import Consultation
from models.sessions import CommitteeSession
from scheduler.queries.cities import cities_of
from scheduler.rules.session_names import session_name
from scheduler.rules.zones import wall_of
from vocabulary.breaks import by_words
from vocabulary.days import end_of_day
from vocabulary.invite import City, Desk, MeetingFacts, OfficialLetter
from vocabulary.text import Bilingual


def facts_of(consultation: Consultation, desk: Desk, *, cities: tuple[City, ...] | None = None) -> MeetingFacts:
    """What a consultation's calendars and letters are rendered from; it must have an hour.

    Whoever asks for many at once gives the `cities` of their committee.
    """
    if consultation.starts is None or consultation.ends is None:
        raise ValueError("a consultation without an hour invites nobody")
    return MeetingFacts(
        uid=consultation.entry.uid,
        title=consultation.title,
        tzid=consultation.tzid,
        cities=cities_of(consultation.committee) if cities is None else cities,
        organizer_name=desk.name,
        organizer_names=desk.names,
        organizer_address=desk.tagged(consultation.entry.organizer_tag),
        starts=consultation.starts,
        ends=consultation.ends,
        modality=consultation.modality,
        place=consultation.place,
        link=consultation.link,
        agenda=consultation.agenda,
        letter=letter_of(consultation),
        committee=consultation.committee.name.plain,
        purpose=purpose_of(consultation.committee_session),
        convener=consultation.convener.name.plain,
        invited=tuple(row.agency.name.plain for row in consultation.agencies),
        reply_by=reply_by(consultation),
        enclosures=tuple(paper.enclosure for paper in consultation.papers),
        wall=wall_of(consultation.starts, consultation.tzid),
        names=by_words(text for name in names_in(consultation) for text in (name.th, name.en)),
    )


def names_in(consultation: Consultation) -> Iterator[Bilingual]:
    """The names that its letters hold, as they are stored."""
    yield consultation.committee.name
    yield consultation.convener.name
    yield from (row.agency.name for row in consultation.agencies)
    committee_session = consultation.committee_session
    if committee_session is not None:
        yield committee_session.title
        if committee_session.duty_station is not None:
            yield committee_session.duty_station.name


def letter_of(consultation: Consultation) -> OfficialLetter | None:
    """The signed letter that the mail accompanies, where there is one."""
    if not consultation.letter_number:
        return None
    return OfficialLetter(consultation.letter_number, consultation.letter_dated)


def purpose_of(committee_session: CommitteeSession | None) -> Bilingual:
    """The session that a consultation prepares for, as its letters name it; empty where there is none."""
    if committee_session is None:
        return Bilingual("", "")
    station = committee_session.duty_station
    return session_name(
        committee_session.kind,
        ordinal=committee_session.ordinal,
        title=committee_session.title,
        city=None if station is None else station.name,
    ).plain


def reply_by(consultation: Consultation) -> datetime | None:
    """The end of the day by which an answer is asked for, in the capital."""
    if consultation.reply_by is None:
        return None
    return end_of_day(consultation.reply_by, consultation.tzid)
