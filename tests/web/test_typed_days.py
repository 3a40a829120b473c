"""Every day in every form: typed as people type it, and asked about where it is probably another one."""

from dataclasses import dataclass
from datetime import date
from html import unescape

import pytest

from tests.web.deeds import DEEDS
from tests.web.world import World
from vocabulary.days import names, short_day, thai_digits
from vocabulary.states import Language


@dataclass(frozen=True)
class DayField:
    """A field of a form that holds a day, and a day that may stand there."""

    endpoint: str
    name: str
    day: date

    def __str__(self) -> str:
        return f"{self.endpoint} {self.name}"


MEETING, ASKED, LETTER = date(2022, 1, 28), date(2022, 1, 12), date(2022, 1, 3)
FIELDS = [
    DayField("desk.book_now", "day", MEETING),
    DayField("desk.book_now", "reply_by", date(2022, 1, 11)),
    DayField("desk.book_now", "letter_dated", LETTER),
    DayField("desk.change_now", "day", MEETING),
    DayField("desk.change_now", "reply_by", date(2022, 1, 11)),
    DayField("desk.change_now", "letter_dated", LETTER),
    DayField("desk.invite_delegation_now", "answer_by", date(2022, 5, 20)),
    DayField("desk.plan_session_now", "opens", date(2022, 5, 28)),
    DayField("desk.plan_session_now", "closes", date(2022, 6, 28)),
    DayField("desk.add_session", "opens", date(2022, 5, 28)),
    DayField("desk.add_session", "closes", date(2022, 5, 28)),
    DayField("desk.record_session_answer_now", "said_day", LETTER),
    DayField("desk.record_answer_now", "said_day", LETTER),
    DayField("desk.appoint", "since", date(2022, 4, 28)),
    DayField("desk.appoint", "until", date(2022, 12, 28)),
    DayField("answers.hand_over_now", "since", date(2022, 1, 28)),
    DayField("focal.hand_over_now", "since", date(2022, 1, 28)),
    DayField("desk.end_term", "until_{holders[vienna]}", date(2022, 12, 28)),
    DayField("desk.add_closed_day", "day", MEETING),
    DayField("desk.correct_closed_day", "day", MEETING),
    DayField("desk.add_deadline", "day", date(2022, 5, 27)),
    DayField("desk.correct_deadline", "day", date(2022, 5, 27)),
    DayField("desk.close_obligation_now", "met_on", LETTER),
    DayField("desk.record_approval", "decided_on", LETTER),
    DayField("desk.record_resolution", "decided_on", LETTER),
    DayField("desk.correct_resolution", "decided_on", LETTER),
    DayField("desk.set_session_days", "opens", date(2022, 6, 10)),
    DayField("desk.set_session_days", "closes", date(2022, 6, 9)),
]


def spellings(day: date) -> list[str]:
    """One day as people write it."""
    thai = short_day(day, Language.THAI)
    slashed = f"{day.day}/{day.month}/{day.year + 543}"
    english = names(Language.ENGLISH, "wide")
    return [
        thai,
        thai_digits(slashed),
        slashed,
        short_day(day, Language.ENGLISH),
        day.isoformat(),
        f"{english.weekdays[day.weekday()]} {day.day} {english.months[day.month - 1]} {day.year}",
    ]


def doubtful(day: date) -> dict[str, str]:
    """The same day written so that another is probably meant, and the way out that is shown."""
    wrong = names(Language.ENGLISH, "wide").weekdays[(day.weekday() + 2) % 7]
    return {
        f"{day.day}/{day.month}/{day.year - 543}": "is far away. If 2022 (B.E. 2565) is meant, write it so.",
        f"{day.day}/{day.month}/{day.year + 2 * 543}": "is far away. If 2022 (B.E. 2565) is meant, write it so.",
        f"{day.day}/{day.month}/{day.year} B.E.": "does not fit the era beside it. If 2022 (B.E. 2565) is meant",
        f"{day.day}/{day.month}/{(day.year + 543) % 100}": "Write all four digits.",
        f"{wrong} {short_day(day, Language.ENGLISH)}": "Did you mean",
        f"30/2/{day.year}": "That month has 28 days.",
        f"{day.month}/{day.day}/{day.year}" if day.day > 12 else f"{day.day}/13/{day.year}": "There is no month",
        "soon": "Write day, month and year, such as",
    }


@pytest.fixture(autouse=True)
def fresh(world: World) -> None:
    """Each test begins with the same world."""
    world.restore()


@pytest.mark.no_cover
def test_every_field_that_holds_a_day_is_tried(world: World) -> None:
    found = set()
    for endpoint, deed in DEEDS.items():
        world.restore()
        deed.prepared(world)
        found |= {(endpoint, name) for name in deed.form(world).days}
    assert found == {(field.endpoint, field.name.format(**vars(world))) for field in FIELDS}


@pytest.mark.no_cover
@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_a_day_is_read_as_people_write_it(world: World, field: DayField) -> None:
    """The first field in every spelling, the others in Thai's and in one more by turns: one reader serves them all."""
    shown, every = short_day(field.day, Language.ENGLISH), spellings(field.day)
    place, deed = FIELDS.index(field), DEEDS[field.endpoint]
    for text in every if place == 0 else (every[0], every[1 + place % (len(every) - 1)]):
        world.restore()
        deed.prepared(world)
        answer = deed.sent(world, {**deed.made(world), field.name.format(**vars(world)): text})
        assert answer.status_code == 303, (text, answer.text)
        page = deed.browser(world).get(answer.location.replace("/release", "/change")).text
        assert shown in page, text


@pytest.mark.no_cover
@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_a_day_that_is_probably_another_is_asked_about_with_the_way_out(world: World, field: DayField) -> None:
    deed, name = DEEDS[field.endpoint], field.name.format(**vars(world))
    deed.prepared(world)
    made = deed.made(world)  # once: a refused form may be sent again
    for text, way_out in doubtful(field.day).items():
        with world.unchanged():
            answer = deed.sent(world, {**made, name: text})
        assert answer.status_code == 422, text
        beside = unescape(answer.text.partition(f'id="e-{name}"')[2].partition("</span></span>")[0])
        assert way_out in beside, (text, beside)
        assert f'value="{text}"' in answer.text, "what was typed stands there still"
