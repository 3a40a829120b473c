"""The process in which mails are read, as far as it can be looked at from inside."""

import io
import resource
import subprocess
import sys
from collections.abc import Iterator

import pytest

from mail.inbound.child import ARRIVAL, BEYOND_READING, LENGTH, allow_seconds, answer_to, serve
from mail.inbound.reader import HOUSE
from tests.mails import Reply, plain
from vocabulary.inbound import Arrival


@pytest.fixture(autouse=True)
def unbounded() -> Iterator[None]:
    """What is tried here inside the tests' own process must not end it."""
    before = resource.getrlimit(resource.RLIMIT_CPU)
    yield
    resource.setrlimit(resource.RLIMIT_CPU, before)


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
    arrival, is_exhausted = answer_to(BAD)
    assert is_exhausted
    assert arrival.fault is not None
    assert arrival.fault.message == BEYOND_READING


@pytest.mark.parametrize(
    "does", ["allow_memory(300 * 1024 * 1024); bytearray(400 * 1024 * 1024)", "allow_seconds(1)\nwhile True: pass"]
)
def test_its_memory_and_its_time_are_bounded_by_the_system(does: str) -> None:
    script = f"from mail.inbound.child import allow_memory, allow_seconds\n{does}"
    assert subprocess.run([sys.executable, "-c", script], cwd=HOUSE, capture_output=True, check=False).returncode != 0


def test_seconds_are_given_anew_to_each_mail() -> None:
    allow_seconds(1000)
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] >= 1000
