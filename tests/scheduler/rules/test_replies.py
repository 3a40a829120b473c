"""What a cell of the matrix says, and what an agency with several people has answered."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.rules.replies import (
    NOT_INVITED,
    Delivery,
    Invited,
    ReplyState,
    Said,
    Tally,
    agency_replies,
    latest,
    parties,
    reply_of,
    tally,
)
from vocabulary.states import AnswerSource, MailState, PartStat
from vocabulary.text import Bilingual

NOON = datetime(2022, 1, 4, 5, 0, tzinfo=UTC)


def said(partstat: PartStat, *, hours: int = 0, answer_id: int = 1) -> Said:
    return Said(answer_id, partstat, "By train", AnswerSource.PHONE, "Ms A", NOON + timedelta(hours=hours))


def invited(
    state: MailState | None = MailState.SENT,
    *,
    number: int = 1,
    agency_id: int | None = 7,
    standing: Said | None = None,
    last: Said | None = None,
) -> Invited:
    delivery = None if state is None else Delivery(number, state, "a@b.example", 1, "", sent_at=NOON)
    return Invited(
        invitation_id=number,
        person_id=number,
        name=Bilingual(f"Person {number}"),
        agency_id=agency_id,
        agency=None,
        abbreviation=None,
        withdrawn=False,
        holds=True,
        delivery=delivery,
        standing=standing,
        last=last or standing,
    )


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (None, ReplyState.DRAFT),
        (MailState.DRAFT, ReplyState.DRAFT),
        (MailState.QUEUED, ReplyState.QUEUED),
        (MailState.SENDING, ReplyState.QUEUED),
        (MailState.SENT, ReplyState.NO_REPLY),
        (MailState.REFUSED, ReplyState.NOT_DELIVERED),
        (MailState.BOUNCED, ReplyState.NOT_DELIVERED),
    ],
)
def test_without_an_answer_the_letter_tells_how_it_stands(state: MailState | None, shown: ReplyState) -> None:
    assert reply_of(invited(state)).state is shown


@pytest.mark.parametrize(
    ("partstat", "shown"),
    [
        (PartStat.ACCEPTED, ReplyState.ACCEPTED),
        (PartStat.TENTATIVE, ReplyState.TENTATIVE),
        (PartStat.DECLINED, ReplyState.DECLINED),
    ],
)
def test_an_answer_that_counts_is_shown_with_when_and_how(partstat: PartStat, shown: ReplyState) -> None:
    reply = reply_of(invited(standing=said(partstat, hours=1)))
    assert (reply.state, reply.at, reply.source) == (shown, NOON + timedelta(hours=1), AnswerSource.PHONE)
    assert reply.comment == "By train"


def test_an_answer_counts_even_where_the_last_letter_came_back() -> None:
    assert reply_of(invited(MailState.BOUNCED, standing=said(PartStat.ACCEPTED))).state is ReplyState.ACCEPTED


def test_an_answer_to_an_earlier_time_is_said_to_be_one() -> None:
    reply = reply_of(invited(last=said(PartStat.ACCEPTED)))
    assert (reply.state, reply.at) == (ReplyState.EARLIER_TIME, NOON)


def test_a_bounce_outranks_silence_and_an_earlier_answer() -> None:
    assert reply_of(invited(MailState.BOUNCED, last=said(PartStat.ACCEPTED))).state is ReplyState.NOT_DELIVERED
    [reply] = agency_replies([invited(), invited(MailState.BOUNCED, number=2)])
    assert reply.state is ReplyState.NOT_DELIVERED


def test_silence_shows_when_the_letter_was_sent() -> None:
    assert reply_of(invited()).at == NOON


def test_an_agency_has_one_answer_whoever_gave_it() -> None:
    silent, answered = invited(), invited(number=2, standing=said(PartStat.ACCEPTED))
    [reply] = agency_replies([silent, answered])
    assert (reply.state, reply.name) == (ReplyState.ACCEPTED, Bilingual("Person 2"))


def test_the_same_answer_twice_is_one_and_the_latest() -> None:
    first = invited(standing=said(PartStat.ACCEPTED, hours=1))
    second = invited(number=2, standing=said(PartStat.ACCEPTED, hours=2))
    [reply] = agency_replies([second, first])
    assert reply.at == NOON + timedelta(hours=2)


def test_differing_answers_show_both_names_the_latest_first() -> None:
    yes = invited(standing=said(PartStat.ACCEPTED, hours=1))
    no = invited(number=2, standing=said(PartStat.DECLINED, hours=2))
    replies = agency_replies([yes, no])
    assert [(reply.state, str(reply.name)) for reply in replies] == [
        (ReplyState.DECLINED, "Person 2"),
        (ReplyState.ACCEPTED, "Person 1"),
    ]
    assert tally([replies]) == Tally(declined=1)


def test_of_answers_given_in_the_same_minute_the_one_recorded_later_counts() -> None:
    yes = invited(standing=said(PartStat.ACCEPTED, answer_id=5))
    no = invited(number=2, standing=said(PartStat.DECLINED, answer_id=4))
    assert agency_replies([no, yes])[0].state is ReplyState.ACCEPTED


def test_whoever_has_not_answered_has_no_latest_answer() -> None:
    with pytest.raises(ValueError, match="no latest"):
        latest(invited())


def test_nobody_asked_is_no_answer_and_counts_nowhere() -> None:
    assert agency_replies([]) == (NOT_INVITED,)
    assert tally([agency_replies([])]).total == 0


def test_a_meeting_counts_each_party_once() -> None:
    cells = [agency_replies([invited(standing=said(partstat))]) for partstat in (PartStat.ACCEPTED, PartStat.TENTATIVE)]
    counts = tally([*cells, agency_replies([invited()]), agency_replies([invited(MailState.BOUNCED)])])
    assert counts == Tally(accepted=1, tentative=1, declined=0, waiting=2)
    assert counts.total == 4


def test_people_of_one_agency_are_one_party_and_single_people_each_their_own() -> None:
    people = [invited(), invited(number=2), invited(number=3, agency_id=None), invited(number=4, agency_id=None)]
    found = parties(people)
    assert list(found) == [("agency", 7), ("person", 3), ("person", 4)]
    assert len(found["agency", 7]) == 2


def test_a_failed_letter_is_told_from_one_on_its_way() -> None:
    assert invited(MailState.REFUSED).failed
    assert not invited(MailState.QUEUED).failed
    assert not invited(None).failed
    assert invited().reply == reply_of(invited())
