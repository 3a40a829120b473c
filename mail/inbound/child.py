"""The process in which mails are read: one after the other from standard input, each within its memory and its time.

It knows no secret and no database, and whoever started it may kill it at any moment. Each message is four octets of
length and then the content; so is each answer, which is an `Arrival` as JSON.
"""

import resource
import struct
import sys
from typing import BinaryIO

from pydantic import TypeAdapter

from mail.inbound.bounds import Unreadable
from mail.inbound.reading import read_mail
from vocabulary.inbound import Arrival
from vocabulary.text import N_

ARRIVAL = TypeAdapter(Arrival)
LENGTH = struct.Struct(">I")
MEMORY = 512 * 1024 * 1024
SECONDS = 5

BEYOND_READING = N_("The mail cannot be read: no mail program writes it so.")


def serve(letters: BinaryIO, answers: BinaryIO) -> None:
    """Answer one mail after the other; after one that exhausted the process, end, so that the next begins afresh."""
    while head := letters.read(LENGTH.size):
        raw = letters.read(LENGTH.unpack(head)[0])
        allow_seconds(SECONDS)
        content, is_exhausted = answer_to(raw)
        answers.write(LENGTH.pack(len(content)) + content)
        answers.flush()
        if is_exhausted:
            return


def answer_to(raw: bytes) -> tuple[bytes, bool]:
    """What a mail says, as it is told, and whether reading it went beyond what was foreseen."""
    try:
        return ARRIVAL.dump_json(read_mail(raw)), False
    except Exception:  # noqa: BLE001 - a stranger wrote this mail: whatever it leads to, it is only a mail that nobody can read
        return ARRIVAL.dump_json(Arrival(fault=Unreadable(BEYOND_READING).reason)), True


def allow_memory(octets: int) -> None:
    """From now on no more than this, and no picture of it after a crash."""
    resource.setrlimit(resource.RLIMIT_AS, (octets, octets))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_seconds(seconds: int) -> None:
    """So many seconds of computing from now on; then the system ends the process."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    allow_memory(MEMORY)
    serve(sys.stdin.buffer, sys.stdout.buffer)
