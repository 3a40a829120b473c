"""Mails read at arm's length: the process serves many, and is replaced when one is too much for it."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from mail.inbound import reader
from mail.inbound.bounds import TOO_LARGE
from mail.inbound.child import BEYOND_READING
from mail.inbound.reader import Reader, pipes, read_ahead
from tests.mails import Reply, plain
from vocabulary.inbound import Arrival

GOOD = plain(Reply())


@pytest.fixture(scope="module")
def reads() -> Iterator[Reader]:
    with Reader(1024 * 1024) as one:
        yield one


def fault(arrival: Arrival) -> str:
    assert arrival.fault is not None
    return arrival.fault.message


def test_one_process_reads_many_mails(reads: Reader) -> None:
    assert reads.read(GOOD).sender == "focal1@agency.example"
    first = reads.process
    assert reads.read(GOOD).calendar is not None
    assert reads.process is first
    assert fault(reads.read(b" " * (1024 * 1024 + 1))) == TOO_LARGE
    assert reads.process is first


def test_a_mail_that_no_parser_survives_costs_only_its_own_process(reads: Reader) -> None:
    assert fault(reads.read(b"From: " + b"(" * 2000 + b"\n\n")) == BEYOND_READING
    assert reads.read(GOOD).calendar is not None


ANSWERS = """
import struct, sys
sys.stdin.buffer.read(4)
sys.stdout.buffer.write(struct.pack('>I', 2) + b'{}')
sys.stdout.flush()
"""


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("import time; time.sleep(60)", reader.TOO_LATE),
        ("while True: pass", reader.TOO_LATE),
        ("sys.exit(1)", reader.ENDED),
        ("raise MemoryError", reader.ENDED),
        ("sys.stdin.buffer.read(4); sys.stdout.write('not an answer at all'); sys.stdout.flush()", reader.ENDED),
        ("import os; os.write(1, struct.pack('>I', 4) + b'none'); sys.stdin.read()", reader.ENDED),
    ],
)
def test_a_process_that_is_late_or_dead_or_mad_is_replaced(script: str, reason: str) -> None:
    mad = Reader(1024 * 1024, seconds=0.5, command=(sys.executable, "-c", ANSWERS + script))
    with mad:
        assert fault(mad.read(GOOD)) == reason
        assert mad.process is None
        mad.command = reader.COMMAND
        mad.seconds = 5
        assert mad.read(GOOD).calendar is not None


def test_a_process_that_does_not_end_is_ended() -> None:
    stubborn = "import signal,time\ntime.sleep(60)"
    one = Reader(1024, seconds=0.2, command=(sys.executable, "-c", ANSWERS + stubborn))
    process = one.running()
    one.close()
    assert process.poll() is not None
    one.close()
    with pytest.raises(ValueError, match="without pipes"), subprocess.Popen(("true",)) as mute:
        pipes(mute)


def test_the_next_mails_are_read_while_the_caller_is_busy(reads: Reader) -> None:
    found = list(read_ahead(reads, [GOOD] * 5, some=2))
    assert [len(some) for some in found] == [2, 2, 1]
    assert all(arrival.calendar is not None for some in found for _, arrival in some)
    assert list(read_ahead(reads, [], some=2)) == []
