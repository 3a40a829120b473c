"""Answers read in the plain way and in ours say the same, whoever writes them and however."""

import pytest

from bench.inbound import fuzzed, said
from bench.plain.inbound import plain_reading, plain_receiving
from mail.inbound.reading import read_mail
from tests.mails import Reply, message, plain
from tests.making import DESK, HAND, Ministry
from tests.scheduler.giving import answers
from tests.scheduler.letters import entry_of
from vocabulary.inbound import Arrival
from vocabulary.states import PartStat


def test_icalendar_reads_what_we_read() -> None:
    mails = list(fuzzed(Reply()))
    assert len(mails) == 500
    assert [said(read_mail(raw)) for raw in mails] == [plain_reading(raw) for raw in mails]


def test_the_plain_way_takes_an_answer_in(ministry: Ministry, released: int) -> None:
    assert len(ministry.person_ids) == 3
    entry = entry_of(released)
    plain_receiving([plain(Reply(entry.uid, DESK.tagged(entry.organizer_tag), partstat="DECLINED"))], HAND)
    assert [one.partstat for one in answers()] == [PartStat.DECLINED]


def test_a_mail_without_a_calendar_is_no_answer() -> None:
    with pytest.raises(ValueError, match="without a calendar"):
        plain_reading(message("words"))
    with pytest.raises(ValueError, match="without a calendar"):
        said(Arrival())
