"""What a calendar shows beneath a meeting's title, as plain text in one language."""

from collections.abc import Iterable, Iterator

from ics.times import Days, Hours, time_of
from vocabulary.days import (
    DASH,
    bilingual_day,
    local_day,
    long_day,
    span,
    weekday_day,
    zone_city,
)
from vocabulary.invite import City, Firmness, MeetingFacts
from vocabulary.invited_names import invited_names
from vocabulary.states import Language, Modality
from vocabulary.text import N_, Bilingual, clean_line, clean_text
from vocabulary.wording import wording

MEETING_OFF = N_("This meeting is cancelled.")
WITHDRAWN = N_("This invitation no longer applies to you. The meeting itself goes on.")
SESSION_CANCELLED = N_("This session is cancelled.")
NOT_ASKED = N_("You are no longer asked to this session. The session itself goes on.")
SESSION_OFF = {
    Firmness.POSTPONED: N_("This session is postponed; its new date will be announced."),
    Firmness.GIVEN_UP: N_("The committee does not meet on these days any more."),
}


def description(facts: MeetingFacts, language: Language) -> str:
    """The whole meeting: whose it is, when in every city, where, what about, by which letter, who is invited."""
    return _paragraphs(
        (words(facts.committee, language), words(facts.purpose, language)),
        (*_when(facts, language), *_where(facts, language), *_how(facts, language)),
        _agenda(facts, language),
        (_letter(facts, language),),
        _invited(facts, language),
    )


def cancellation(facts: MeetingFacts, language: Language, *, whole: bool, comment: str) -> str:
    """What somebody is still told of a meeting that is off, for everybody or for them alone: no agenda and no link."""
    notice = wording(language).gettext(called_off(facts, whole=whole))
    return _paragraphs(
        (notice, clean_text(comment).strip()),
        (*_when(facts, language), *_where(facts, language)),
        (_letter(facts, language),),
    )


def called_off(facts: MeetingFacts, *, whole: bool) -> str:
    """In one English sentence: what is off, for everybody or for one person; of a session also why."""
    if facts.is_session:
        return SESSION_OFF.get(facts.firmness, SESSION_CANCELLED) if whole else NOT_ASKED
    return MEETING_OFF if whole else WITHDRAWN


def words(text: Bilingual, language: Language) -> str:
    """A stored text on one line, without its break marks."""
    return clean_line(text.plain.text(language))


def _paragraphs(*paragraphs: Iterable[str]) -> str:
    kept = ("\n".join(line for line in paragraph if line) for paragraph in paragraphs)
    return "\n\n".join(paragraph for paragraph in kept if paragraph)


def _when(facts: MeetingFacts, language: Language) -> Iterator[str]:
    _, time = wording(language).gettext, time_of(facts)
    if isinstance(time, Days):
        days = dict.fromkeys(long_day(day, language) for day in (time.first, time.last))
        yield f"{_('Day')}: {f' {DASH} '.join(days)}"
        return
    home = _home(facts)
    hours = {"hours": span(time.starts, time.ends, tzid=home.tzid), "city": words(home.name, language)}
    yield f"{_('Day')}: {long_day(local_day(time.starts, home.tzid), language)}"
    yield f"{_('Time')}: {_('%(hours)s %(city)s') % hours}"
    others = (city for city in facts.cities if city.tzid != home.tzid)
    yield from (_elsewhere(city, time, home=home, language=language) for city in others)


def _home(facts: MeetingFacts) -> City:
    """The city whose clock the organiser thinks in."""
    named = (city for city in facts.cities if city.tzid == facts.tzid)
    return next(named, City(zone_city(facts.tzid), facts.tzid))


def _elsewhere(city: City, time: Hours, *, home: City, language: Language) -> str:
    """The hours in another city, and the day where it is another one there."""
    hours = f"{words(city.name, language)} {span(time.starts, time.ends, tzid=city.tzid)}"
    day = local_day(time.starts, city.tzid)
    return hours if day == local_day(time.starts, home.tzid) else f"{hours} ({weekday_day(day, language)})"


def _where(facts: MeetingFacts, language: Language) -> Iterator[str]:
    if place := clean_line(facts.place_in(language)):
        yield f"{wording(language).gettext('Place')}: {place}"


def _how(facts: MeetingFacts, language: Language) -> Iterator[str]:
    _ = wording(language).gettext
    if facts.firmness is Firmness.TENTATIVE:
        yield _("These days are provisional.")
    if not facts.has_form:
        return
    formats = {Modality.IN_PERSON: _("In person"), Modality.ONLINE: _("Online"), Modality.HYBRID: _("Hybrid")}
    yield f"{_('Format')}: {formats[facts.modality]}"
    if link := clean_line(facts.link):
        yield f"{_('Link')}: {link}"


def _agenda(facts: MeetingFacts, language: Language) -> Iterator[str]:
    if agenda := clean_text(facts.agenda).strip():
        yield from (wording(language).gettext("Agenda"), agenda)


def _letter(facts: MeetingFacts, language: Language) -> str:
    _, letter = wording(language).gettext, facts.letter
    number = clean_line(letter.number) if letter else ""
    if not letter or not number:
        return ""
    if letter.dated is None:
        return _("Reference: letter no. %(number)s.") % {"number": number}
    day = bilingual_day(letter.dated).text(language)
    return _("Reference: letter no. %(number)s, dated %(day)s.") % {"number": number, "day": day}


def _invited(facts: MeetingFacts, language: Language) -> Iterator[str]:
    if facts.invited:
        yield wording(language).gettext("Invited")
        yield from (f"- {name}" for name in invited_names(facts.invited, language))
