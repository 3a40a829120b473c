"""F14: the machine stops while deeds are done. From what is on the disk, torn or not, the service starts whole."""

import os
import random
import shutil
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from models.consultations import Consultation
from models.database import db
from scheduler.keeping.schema import require_present
from scheduler.queries.audit_check import Check
from tests.conftest import make_app
from tests.making import Ministry, make_ministry
from tests.reliability.bookings import INVITED, WITHOUT_ITS_INVITATIONS, WITHOUT_ITS_LETTERS
from tests.reliability.oracle import Ledger, check_file
from tests.reliability.scribe import book_one, done_in
from tests.reliability.stops import stopped
from tests.reliability.surroundings import surroundings
from tests.reliability.trials import Trial
from tests.reliability.waiting import wait_until
from tests.reliability.workers import nursery
from vocabulary.settings import Settings

FAULT = "F14 machine stopped"
SMOKE, FULL = 20, 150
"""Stops, each with two images: the disk as it is, and with the end of what was written last torn off or garbled."""

PHASE_SECONDS = 0.1
"""About as long as one deed takes."""

HEAD, FRAME_HEAD = 32, 24
"""How many bytes SQLite puts before its log, and before each page in it."""

INDEX_SALTS, INDEX_TAKEN_OVER = slice(32, 40), slice(128, 132)
"""Where the index of its log has the log's marks, and how many pages somebody has begun to take over into the file."""

MOST_TORN = 20 * 4120
"""Up to twenty pages: about half of a deed."""

FILES = ("samai.db", "samai.db-wal")

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reliability"), pytest.mark.timeout(1800)]


def test_no_image_of_a_stopped_machine_is_corrupt_or_lacks_what_was_done(
    app: Flask, settings: Settings, trial: Trial, full: bool, tmp_path: Path
) -> None:
    stops, rng, ministry = FULL if full else SMOKE, random.Random(1), make_ministry(INVITED)
    db.session.remove()
    image = settings.model_copy(update={"instance": tmp_path / "image"})
    done, amid = set[int](), 0
    with (
        make_app(image).app_context(),
        nursery(surroundings(settings), settings.instance / "scribe.log") as scribes,
    ):
        scribe = scribes.fork("scribe")
        for _ in range(stops):
            wait_until(partial(has_done, settings.instance, len(done) + rng.randint(1, 4)), "deeds", every=0.002)
            wait_for_moment(settings.instance / FILES[1], rng)
            with stopped(scribe):
                done = done_in(settings.instance)
                take(settings.instance, image.instance)
                found = whole(image)
                assert done <= found, "answered, and not on the disk"
                goes_on(ministry)
                take(settings.instance, image.instance)
                log = image.instance / FILES[1]
                amid += tear(log, rng, kept=settled(settings.instance, log.read_bytes())) or done < found
                left = whole(image)
                assert left == set(range(1, len(left) + 1)), "what is lost is the end, and nothing before it"
    trial.holds("I5", "I6", "I7", "I8")
    trial.ended(
        f"{stops} stops ({amid} amid a commit), {2 * stops} images, half of them torn",
        f"0 corrupt, {len(done)} deeds done",
    )


def wait_for_moment(log: Path, rng: random.Random) -> None:
    """Some moment: every other time while pages are being written, otherwise any."""
    if rng.random() < 0.5:
        time.sleep(rng.uniform(0, PHASE_SECONDS))  # the moment is the injection: any will do, so chance has it
        return
    before = log.stat().st_mtime_ns
    wait_until(lambda: log.stat().st_mtime_ns != before, "pages to be written", every=0)


def has_done(instance: Path, count: int) -> bool:
    """Whether so many deeds were done."""
    return len(done_in(instance)) >= count


def take(instance: Path, image: Path) -> None:
    """Copy what the disk holds, and not what only the processes know."""
    db.session.remove()
    db.engine.dispose()
    for left in image.glob("samai.db*"):
        left.unlink()
    for name in FILES:
        shutil.copy(instance / name, image / name)


def settled(instance: Path, log: bytes) -> int:
    """How many bytes of SQLite's log no stop can tear: they were synced before their pages went into the file itself.

    Its index says how many pages that are; where it bears other marks than the log, the log is about to be begun anew
    and all of it has been taken over.
    """
    index = (instance / "samai.db-shm").read_bytes()
    if index[INDEX_SALTS] != log[16:24]:
        return len(log)
    pages = int.from_bytes(index[INDEX_TAKEN_OVER], sys.byteorder)
    return HEAD + pages * (int.from_bytes(log[8:12]) + FRAME_HEAD)


def tear(file: Path, rng: random.Random, *, kept: int) -> bool:
    """Cut off the end of what was written last, or write nonsense over it, behind the bytes that are `kept`.

    The answer is whether its last deed was half written.
    """
    frames = frames_of(file.read_bytes())
    torn = rng.randint(1, MOST_TORN)
    end = frames[-1].end if frames else 0
    begin = min(max(kept, end - torn), end)
    if rng.random() < 0.5:
        os.truncate(file, begin)
    else:
        with file.open("r+b") as log:
            log.seek(begin)
            log.write(rng.randbytes(end - begin))
    return bool(frames) and not frames[-1].commits


@dataclass(frozen=True, slots=True)
class Frame:
    """One page in SQLite's log: where it ends, and whether a transaction ends with it."""

    end: int
    commits: bool


def frames_of(log: bytes) -> list[Frame]:
    """The pages that were written since the log was begun anew; older ones behind them bear other marks (salts)."""
    if len(log) < HEAD:
        return []
    size, salts = int.from_bytes(log[8:12]) + FRAME_HEAD, log[16:24]
    frames: list[Frame] = []
    for begin in range(HEAD, len(log) - size + 1, size):
        if log[begin + 8 : begin + 16] != salts:
            break
        frames.append(Frame(begin + size, commits=any(log[begin + 4 : begin + 8])))
    return frames


def whole(image: Settings) -> set[int]:
    """Start on an image: its tables, its audit and every booking must be whole. The bookings it holds."""
    require_present()
    assert list(Check().findings()) == []
    found = set(db.session.scalars(select(Consultation.id)))
    db.session.remove()
    check_file(image.instance / FILES[0])
    ledger = Ledger(image)
    assert ledger.number("SELECT count(*) FROM audit_row WHERE deed = 'book consultation'") == len(found)
    for what in (WITHOUT_ITS_INVITATIONS, WITHOUT_ITS_LETTERS):
        assert ledger.rows(what) == []
    return found


def goes_on(ministry: Ministry) -> None:
    """One deed more can be done on what was found."""
    book_one(0, ministry.session_id, agency_ids=ministry.agency_ids)
    db.session.remove()
