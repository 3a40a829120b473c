"""The process in which mails are read, as far as it can be looked at from inside."""

import io
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from random import Random

import pytest

from mail.inbound.child import ARRIVAL, BEYOND_READING, LENGTH, allow_seconds, answer_to, serve
from mail.inbound.reader import HOUSE
from tests.mails import Reply, message, plain
from vocabulary.inbound import Arrival


@pytest.fixture(autouse=True)
def unbounded() -> Iterator[None]:
    """What is tried here inside the tests' own process must not end it, however long its collector takes meanwhile."""
    before, heard = resource.getrlimit(resource.RLIMIT_CPU), signal.signal(signal.SIGXCPU, lambda *_: None)
    yield
    resource.setrlimit(resource.RLIMIT_CPU, before)
    signal.signal(signal.SIGXCPU, heard)


BAD = b"From: " + b"(" * 2000 + b"\n\n"


def said(*raws: bytes) -> list[Arrival]:
    answers = io.BytesIO()
    serve(io.BytesIO(b"".join(LENGTH.pack(len(raw)) + raw for raw in raws)), answers)
    answers.seek(0)
    found = []
    while head := answers.read(LENGTH.size):
        found.append(ARRIVAL.validate_json(answers.read(LENGTH.unpack(head)[0])))
    return found


def test_it_answers_one_mail_after_the_other_and_ends_after_one_that_exhausts_it() -> None:
    good = plain(Reply())
    assert [one.fault is None for one in said(good, good)] == [True, True]
    assert [one.fault is None for one in said(good, BAD, good)] == [True, False]


def test_whatever_a_mail_leads_to_is_its_fault() -> None:
    content, is_exhausted = answer_to(BAD)
    arrival = ARRIVAL.validate_json(content)
    assert is_exhausted
    assert arrival.fault is not None
    assert arrival.fault.message == BEYOND_READING


OCTETS = (
    b"\r",
    b"\n",
    b"\0",
    b"\xed\xa0\x80",
    b"=?utf-8?b?7aCA?=",
    b";",
    b":",
    b'"',
    b"\xa1\xb9",
    b"DTSTART;TZID=a,b:4:0",
)


def spoilt(chance: Random, raw: bytes) -> bytes:
    """A mail in which something was lost, doubled, put in or taken from another place."""
    for _ in range(chance.randint(1, 8)):
        here, there = chance.randrange(len(raw) + 1), chance.randrange(len(raw) + 1)
        length = chance.choice((0, 1, 5, 40))
        put = chance.choice((chance.choice(OCTETS), chance.randbytes(length), raw[there : there + 5 * length]))
        raw = raw[:here] + put * chance.choice((1, 1, 9)) + raw[here + length :]
    return raw


def test_no_mail_however_spoilt_ends_the_process_or_cannot_be_told() -> None:
    """F16: of whatever a genuine mail becomes on its way there is an answer that can be passed on."""
    chance, seeds = Random(16), (plain(Reply()), message("เข้าร่วมสองคนครับ", reply=Reply(), subject="Re: ประชุม"))
    mails = [spoilt(chance, chance.choice(seeds)) for _ in range(150)]
    told = [answer_to(raw) for raw in mails]
    arrivals = [ARRIVAL.validate_json(content) for content, _ in told]
    assert all(one.fault is None or one.fault.message for one in arrivals)
    assert sum(one.fault is None for one in arrivals) > 100


@pytest.mark.parametrize(
    "does", ["allow_memory(300 * 1024 * 1024); bytearray(400 * 1024 * 1024)", "allow_seconds(1)\nwhile True: pass"]
)
def test_its_memory_and_its_time_are_bounded_by_the_system(does: str) -> None:
    script = f"from mail.inbound.child import allow_memory, allow_seconds\n{does}"
    assert subprocess.run([sys.executable, "-c", script], cwd=HOUSE, capture_output=True, check=False).returncode != 0


def test_seconds_are_given_anew_to_each_mail() -> None:
    allow_seconds(1000)
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] >= 1000
