"""The plain way and ours say the same: a ratio between two different things would mean nothing."""

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from icalendar import Calendar
from icalendar.cal.component import Component

from bench.plain.feeds import plain_body
from bench.plain.letters import plain_letter
from ics.invite import ending_of, opening_of
from mail.imip import cover_of, mould_of
from scheduler.feeds import subscribe
from scheduler.queries.feed_bodies import body_of
from scheduler.queries.feeds import subscription_by
from scheduler.rules.tokens import token_hash
from tests.mail.samples import cancellation, invitation, update
from tests.making import NOW, Ministry
from vocabulary.actor import Actor
from vocabulary.invite import Letter
from vocabulary.states import ActorKind, Language

LETTERS: dict[str, Callable[[Language], Letter]] = {
    "invitation": invitation,
    "update": update,
    "cancellation": cancellation,
}
OURS_ALONE = {"CONFERENCE", "URL"}


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)


def headers(message: EmailMessage) -> dict[str, str]:
    """Without spaces: Python's reader puts some between the encoded words of one name."""
    names = ("From", "To", "Subject", "Date", "Message-ID", "References", "Auto-Submitted", "Content-Language")
    return {name: "".join(str(message[name]).split()) for name in names}


def words(message: EmailMessage) -> list[str]:
    parts = (part for part in message.walk() if part.get_content_type() in ("text/plain", "text/html"))
    return [part.get_content().replace("\r\n", "\n") for part in parts]


def meeting(message: EmailMessage) -> dict[str, object]:
    [part] = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert part["Content-Type"].params["method"] in ("REQUEST", "CANCEL")
    return properties(Calendar.from_ical(part.get_content()).walk("VEVENT")[0])


def properties(event: Component) -> dict[str, object]:
    return {name: value_of(value) for name, value in event.property_items(recursive=False) if name not in OURS_ALONE}


def value_of(value: object) -> object:
    params = {name: one for name, one in getattr(value, "params", {}).items() if name != "TZID"}
    return getattr(value, "dt", None) or (str(value), params)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", LETTERS)
def test_the_plain_letter_says_what_ours_says(kind: str, language: Language) -> None:
    letter = LETTERS[kind](language)
    mould = mould_of(letter, opening_of(letter.invite))
    ours, plain = (
        read(mould.cast(cover_of(letter, ending_of(letter.invite.invitee, letter.invite.method)))),
        read(plain_letter(letter)),
    )
    assert headers(ours) == headers(plain)
    assert words(ours) == words(plain)
    assert meeting(ours) == meeting(plain)


def test_the_plain_feed_shows_what_ours_shows(ministry: Ministry, released: int) -> None:
    owner = Actor(ActorKind.PERSON, "Somebody", person_id=ministry.person_ids[0])
    subscription = subscription_by(token_hash(subscribe(by=owner, now=NOW)), wall=NOW)
    ours, plain = (Calendar.from_ical(one) for one in (body_of(subscription).plain, plain_body(subscription)))
    assert [properties(event) for event in ours.walk("VEVENT")] == [properties(event) for event in plain.walk("VEVENT")]
