"""Officers who book consultations over HTTP, sending each form again until it is answered, and what must be left of it.

Whoever is not answered cannot know whether the form was carried out: the same form, with the same key, is sent again.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from secrets import token_hex

from flask import Flask

from models.database import db
from tests.fixtures import signed_in
from tests.making import Ministry, make_ministry, make_person
from tests.reliability.oracle import Ledger
from tests.reliability.trials import Trial
from tests.reliability.waiting import PATIENCE_SECONDS
from tests.reliability.webs import Answer, Away, Fields, Lost, ask
from tests.web.page_forms import form_to
from vocabulary.states import Duty

NEW = "/consultations/new"
INVITED = 3
"""Agencies that are invited to each consultation, with one focal point each."""

AGAIN_SECONDS = 0.05
"""Between two tries of one form, so that a server that is not there is not asked a thousand times."""


@dataclass
class Officer:
    """Somebody at a browser who has signed in, and everything that was answered."""

    cookie: str
    token: str
    ministry: Ministry
    ports: Sequence[int]
    answered: Counter[int] = field(default_factory=Counter)
    lost: int = 0

    def fields(self, number: int) -> Fields:
        """The form of one consultation, with its key: unlike every other's."""
        day = datetime.now(UTC).date() + timedelta(days=30 + number // 8)
        return {
            "csrf_token": self.token,
            "form_key": token_hex(16),
            "session": str(self.ministry.session_id),
            "title_en": title(number),
            "day": f"{day.day}/{day.month}/{day.year}",
            "clock": f"{9 + number % 8}:00",
            "minutes": "60",
            "modality": "in person",
            "place": "Vithes Samosorn Hall",
            "agencies": [str(agency) for agency in self.ministry.agency_ids],
        }

    def book(self, number: int) -> int:
        """Book a consultation; its number, as the answer says it."""
        return number_in(self.sent(NEW, self.fields(number)))

    def release(self, consultation_id: int) -> None:
        """Let the letters of a consultation go."""
        path = f"/consultations/{consultation_id}/release"
        page = self.until(lambda: ask(self.ports[0], path, cookie=self.cookie), 200)
        self.sent(path, form_to(page.text, path).fields.to_dict())

    def sent(self, path: str, fields: Fields) -> Answer:
        """The answer to a form, sent again until there is one; it leads on."""
        turn = iter(range(10**6))
        return self.until(lambda: self.ask(path, fields, port=self.ports[next(turn) % len(self.ports)]), 303)

    def ask(self, path: str, fields: Fields, *, port: int) -> Answer:
        """Send a form once."""
        answer = ask(port, path, fields=fields, cookie=self.cookie)
        self.answered[answer.status] += 1
        return answer

    def until(self, try_it: Callable[[], Answer], status: int) -> Answer:
        """Try until an answer with this status comes; any other but Busy is a fault."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            try:
                answer = try_it()
            except Lost as lost:
                self.lost += not isinstance(lost, Away)
            else:
                if answer.status == status:
                    return answer
                assert answer.status == 503, answer.text
            time.sleep(AGAIN_SECONDS)
        raise AssertionError("a form was never answered")


def number_in(answer: Answer) -> int:
    """The number of the consultation that an answer leads to."""
    return int(answer.headers["Location"].split("/")[2])


def title(number: int) -> str:
    """What a consultation is called."""
    return f"Consultation number {number:05}"


@dataclass(frozen=True, slots=True)
class House:
    """A ministry with a desk officer, on empty tables."""

    ministry: Ministry
    cookie: str


def furnished(app: Flask) -> House:
    """The ministry's rows, and the cookie of an officer who has signed in."""
    ministry = make_ministry(INVITED)
    desk = make_person("desk", duty=Duty.DESK_OFFICER)
    db.session.add(desk)
    db.session.commit()
    cookie = signed_in(app, desk.id).get_cookie("samai")
    assert cookie is not None
    db.session.remove()
    return House(ministry, f"samai={cookie.value}")


def officer(house: House, ports: Sequence[int]) -> Officer:
    """An officer with a page open at the first of these servers."""
    path = f"{NEW}?session={house.ministry.session_id}"
    page = ask(ports[0], path, cookie=house.cookie)
    assert page.status == 200, page.text
    kept = page.headers["Set-Cookie"].partition(";")[0]
    return Officer(kept, form_to(page.text, path).fields["csrf_token"], house.ministry, ports)


def check_bookings(trial: Trial, ledger: Ledger, booked: Mapping[int, int], *, released: int, others: int = 0) -> None:
    """I7 and I8: every answered booking is there, once and whole, and nothing else is.

    `others` are consultations that were booked and released beforehand, by other means.
    """
    rows = ledger.rows(f"SELECT id, title_en FROM consultation WHERE {OURS}")
    assert sorted((number, name) for number, name in rows) == sorted(
        (consultation_id, title(number)) for number, consultation_id in booked.items()
    )
    for deed, count in (("book consultation", len(booked)), ("release letters", released)):
        done = ledger.rows(f"SELECT subject_id FROM audit_row WHERE deed = '{deed}'")
        assert len({number for (number,) in done}) == len(done) == count + others, deed
    assert ledger.number("SELECT count(*) FROM receipt") == len(booked) + released
    assert ledger.number("SELECT count(*) FROM calendar_entry") == len(booked) + others
    trial.holds("I8")
    for what in (WITHOUT_ITS_INVITATIONS, WITHOUT_ITS_LETTERS):
        assert ledger.rows(what) == []
    trial.holds("I7")


OURS = "title_en LIKE 'Consultation number %'"
WITHOUT_ITS_INVITATIONS = f"""
    SELECT consultation.id FROM consultation
    LEFT JOIN invitation ON invitation.entry_id = consultation.entry_id
    WHERE {OURS} GROUP BY consultation.id
    HAVING count(DISTINCT invitation.person_id) <> {INVITED} OR count(*) <> {INVITED}
"""
WITHOUT_ITS_LETTERS = f"""
    SELECT consultation.id FROM consultation
    LEFT JOIN mail_batch ON mail_batch.entry_id = consultation.entry_id AND mail_batch.state <> 'discarded'
    LEFT JOIN outgoing_mail ON outgoing_mail.batch_id = mail_batch.id
    WHERE {OURS} GROUP BY consultation.id
    HAVING count(DISTINCT mail_batch.id) <> 1 OR count(outgoing_mail.id) <> {INVITED}
"""
