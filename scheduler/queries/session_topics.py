"""A session and its days as the values that its calendars and letters are made of."""

from models.sessions import Block, CommitteeSession
from scheduler.rules.session_facts import Stay, Topic
from vocabulary.invite import City


def topic_of(committee_session: CommitteeSession) -> Topic:
    """Which session it is."""
    committee = committee_session.committee
    return Topic(
        kind=committee_session.kind,
        ordinal=committee_session.ordinal,
        title=committee_session.title,
        status=committee_session.status,
        modality=committee_session.modality,
        committee=committee.name,
        short_name=committee.short_name,
        convener=committee.coordinator.name,
    )


def stay_of(block: Block) -> Stay:
    """A run of its days in one place."""
    station = block.station
    return Stay(
        block.opens,
        block.closes,
        city=None if station is None else City(station.name, station.tzid),
        building=None if block.venue is None else block.venue.name,
    )
