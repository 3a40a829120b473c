"""What has changed between the facts a reader was last told and the present ones."""

from enum import Enum

from vocabulary.invite import MeetingFacts


class Change(Enum):
    """One thing a reader notices, in the order a letter tells it."""

    TIME = "time"
    PLACE = "place"
    FIRMNESS = "firmness"
    LINK = "link"
    MODALITY = "modality"
    TITLE = "title"
    AGENDA = "agenda"
    ENCLOSURES = "enclosures"


def changes(previous: MeetingFacts, facts: MeetingFacts) -> tuple[Change, ...]:
    """What differs, in the order of telling; another spelling of white space is no change."""
    before, after = _told(previous), _told(facts)
    return tuple(change for change in Change if before[change] != after[change])


def _told(facts: MeetingFacts) -> dict[Change, object]:
    title = facts.title.plain
    return {
        Change.TIME: (facts.starts, facts.ends, facts.first_day, facts.last_day),
        Change.PLACE: (facts.place.split(), facts.places.plain),
        Change.FIRMNESS: facts.firmness,
        Change.LINK: facts.link.strip(),
        Change.MODALITY: (facts.modality, facts.has_form),
        Change.TITLE: (title.en.split(), title.th.split()),
        Change.AGENDA: facts.agenda.split(),
        Change.ENCLOSURES: facts.enclosures,
    }
