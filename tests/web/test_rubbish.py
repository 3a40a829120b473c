"""Whatever comes in a form, nobody sees a fault of ours, nothing is written, and nothing typed is lost.

Each field is tried with each rubbish, first with all that are written, or all that are chosen. One that is refused
beside its own field has had its answer, however many are refused with it; what nobody complained of is sent once more
with this one field spoilt, so that it reaches the deed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from werkzeug.test import TestResponse

from tests.web.deeds import DEEDS, SIGNING
from tests.web.rubbish import LONG, QUICK, RUBBISH, Attempt, Spoiler, attempts, refused_by_name
from tests.web.world import World

DOORS = DEEDS | SIGNING


@pytest.fixture(autouse=True)
def fresh(world: World) -> None:
    """Each test begins with the same world, in which a fault of ours is a page and not an exception."""
    world.restore()
    world.app.config["PROPAGATE_EXCEPTIONS"] = False


@dataclass(frozen=True)
class Trial:
    """One door's form, spoilt again and again; the world is put back to its beginning where something was done."""

    world: World
    spoiler: Spoiler
    log: pytest.LogCaptureFixture
    beginning: str

    def tried(self, attempt: Attempt) -> tuple[TestResponse, list[str]]:
        """The answer to one attempt, and what is wrong with it."""
        self.log.clear()
        with self.world.watch() as state:
            before = state()
            answer = attempt.sent(self.world)
            wrote = state() != before
        faults = list(attempt.faults(answer, wrote=wrote))
        faults += [one.getMessage() for one in self.log.records if one.exc_info or one.levelname == "ERROR"]
        if wrote:
            self.world.restore(self.beginning)
        return answer, faults

    def at_once(self, kind: str, names: Sequence[str]) -> tuple[set[str], list[str]]:
        """Which of these fields are refused by name where all are spoilt in the same way, and what is wrong."""
        answer, faults = self.tried(self.spoiler.spoilt(names, RUBBISH[kind]))
        return refused_by_name(answer), [f"{', '.join(names)}: {kind}: {fault}" for fault in faults]

    def each(self, kind: str, names: Sequence[str]) -> Iterator[str]:
        """Each of these fields: beside all others where it is refused by name and nothing is wrong, else alone."""
        answered, faults = self.at_once(kind, names) if len(names) > 1 else (set(), [])
        if kind in QUICK and names == self.spoiler.written:
            yield from faults
        for name in names:
            if faults or name not in answered:
                yield from self.at_once(kind, [name])[1]


@pytest.fixture
def trial(world: World, endpoint: str, caplog: pytest.LogCaptureFixture) -> Trial:
    """The form of a door, ready to be spoilt."""
    deed, beginning = DOORS[endpoint], "kept"
    deed.prepared(world)
    if deed.needs_preparing:
        world.keep(beginning := "prepared")
    return Trial(world, attempts(deed, deed.form(world), deed.made(world)), caplog, beginning)


@pytest.mark.no_cover
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "alone", [pytest.param(False, marks=pytest.mark.brief), pytest.param(True, marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("endpoint", sorted(DOORS))
def test_rubbish_in_a_field_is_refused_and_all_that_was_typed_is_kept(trial: Trial, alone: bool) -> None:
    """The worst kinds in all fields at once, on every run; each kind in each field in `make check`."""
    spoiler = trial.spoiler
    others = [name for name in spoiler.names if name not in spoiler.written]
    if alone:
        faults = [
            fault
            for kind in RUBBISH
            for names in ([] if kind in LONG else spoiler.written, others)  # PostgreSQL holds columns to their length
            for fault in trial.each(kind, names)
        ]
    else:
        faults = [fault for kind in QUICK for fault in trial.at_once(kind, spoiler.written)[1]]
    assert faults == []


@pytest.mark.parametrize("store", ["postgresql"], indirect=True, scope="module")
@pytest.mark.slow
@pytest.mark.parametrize("endpoint", sorted(DOORS))
def test_what_is_too_long_for_a_column_is_told_so_in_postgresql_too(trial: Trial) -> None:
    assert [fault for kind in LONG for fault in trial.each(kind, trial.spoiler.written)] == []
