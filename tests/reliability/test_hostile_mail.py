"""F15: mails made to break whoever reads them. Each ends in time, quarantined, and the next good one is processed."""

import resource
import time
from datetime import timedelta
from pathlib import Path

import pytest

from mail.inbound.reader import Reader
from scheduler.consultations import book
from scheduler.inbound import Incoming, Letterbox, receive
from tests.hostile import hostile_mails
from tests.mails import Reply, plain
from tests.making import DESK, HAND, NOW, make_ministry, make_plan
from tests.reliability.oracle import check_database
from tests.reliability.trials import Trial
from tests.scheduler.giving import answers
from tests.scheduler.letters import entry_of, let_go
from vocabulary.actor import job
from vocabulary.inbound import Verdict
from vocabulary.settings import Settings

FAULT = "F15 hostile mail"
MEGABYTES, SECONDS, LARGEST = 512, 5.0, 1024 * 1024
BOX = Letterbox(DESK, kept_until=NOW + timedelta(days=90))

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reliability"), pytest.mark.timeout(1200)]


@pytest.mark.usefixtures("app")
def test_a_hostile_mail_ends_in_time_and_stops_no_other(settings: Settings, trial: Trial) -> None:
    ministry = make_ministry()
    number = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    let_go(number)
    reply = Reply(entry_of(number).uid, DESK.tagged(entry_of(number).organizer_tag))
    hostile = list(hostile_mails(reply))
    assert len(hostile) >= 120
    longest, largest, applied = 0.0, 0, 0
    with Reader(LARGEST) as reader:
        allowed, _ = resource.prlimit(reader.running().pid, resource.RLIMIT_AS)
        assert allowed <= MEGABYTES * 1024 * 1024, "one that dies of more is gone before it can be looked at"
        for count, (name, content) in enumerate(hostile):
            raw = content.replace(reply.message_id.encode(), f"<{count}@else.example>".encode())
            began = time.monotonic()
            bad = Incoming(raw, reader.read(raw))
            longest = max(longest, time.monotonic() - began)
            largest = max(largest, peak_of(reader))
            said_at = NOW + timedelta(hours=1, seconds=count)
            good = plain(Reply(reply.uid, reply.organizer, stamp=f"{said_at:%Y%m%dT%H%M%SZ}", partstat="TENTATIVE"))
            found = receive(
                [bad, Incoming(good, reader.read(good))],
                box=BOX,
                by=job("incoming mail"),
                now=NOW + timedelta(hours=2, seconds=count),
            )
            assert [one.verdict for one in found] == [Verdict.QUARANTINED, Verdict.APPLIED], f"{name}: {found}"
            assert str(found[0].reason)
            applied += 1
    assert longest <= SECONDS + 1
    assert 0 < largest <= MEGABYTES * 1024
    assert len(answers()) == applied
    check_database(trial, settings)
    trial.ended(
        f"{len(hostile)} mails", f"all quarantined, the longest in {longest:.1f} s, {applied} good ones applied"
    )


def peak_of(reader: Reader) -> int:
    """The most kilobytes that the process in service has held, by the kernel's count; 0 where the mail ended it."""
    if reader.process is None or reader.process.poll() is not None:
        return 0
    status = Path(f"/proc/{reader.process.pid}/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0])
