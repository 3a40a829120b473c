"""Whatever comes in a form, nobody sees a fault of ours, nothing is written, and nothing typed is lost."""

from collections.abc import Iterator, Sequence

import pytest

from tests.web.deeds import DEEDS, SIGNING
from tests.web.rubbish import LONG, QUICK, RUBBISH, Attempt, Spoiler, attempts
from tests.web.world import World

DOORS = DEEDS | SIGNING


@pytest.fixture(autouse=True)
def fresh(world: World) -> None:
    """Each test begins with the same world, in which a fault of ours is a page and not an exception."""
    world.restore()
    world.app.config["PROPAGATE_EXCEPTIONS"] = False


def spoiler_for(world: World, endpoint: str) -> Spoiler:
    """The form of a door, ready to be spoilt."""
    deed = DOORS[endpoint]
    deed.prepared(world)
    return attempts(deed, deed.form(world), deed.made(world))


def tried(world: World, attempt: Attempt, log: pytest.LogCaptureFixture) -> Iterator[str]:
    """What is wrong with the answer to one attempt; the world is put back where something was done."""
    log.clear()
    with world.watch() as state:
        before = state()
        answer = attempt.sent(world)
        wrote = state() != before
    yield from attempt.faults(answer, wrote=wrote)
    yield from (record.getMessage() for record in log.records if record.exc_info or record.levelname == "ERROR")
    if wrote:
        world.restore()
        attempt.deed.prepared(world)


def tried_at_once(world: World, endpoint: str, *, kinds: Sequence[str], log: pytest.LogCaptureFixture) -> Iterator[str]:
    """Everything that people write, spoilt at once in each of these ways."""
    spoiler = spoiler_for(world, endpoint)
    for kind in kinds:
        attempt = spoiler.spoilt(spoiler.written, RUBBISH[kind])
        yield from (f"{kind}: {fault}" for fault in tried(world, attempt, log))


@pytest.mark.no_cover
@pytest.mark.parametrize("endpoint", sorted(DOORS))
def test_rubbish_in_all_fields_at_once_is_refused_and_kept(
    world: World, caplog: pytest.LogCaptureFixture, endpoint: str
) -> None:
    assert list(tried_at_once(world, endpoint, kinds=QUICK, log=caplog)) == []


@pytest.mark.parametrize("store", ["postgresql"], indirect=True, scope="module")
@pytest.mark.slow
@pytest.mark.parametrize("endpoint", sorted(DOORS))
def test_what_is_too_long_for_a_column_is_told_so_in_postgresql_too(
    world: World, caplog: pytest.LogCaptureFixture, endpoint: str
) -> None:
    spoiler = spoiler_for(world, endpoint)
    faults = [
        f"{name}: {kind}: {fault}"
        for name in spoiler.written
        for kind in LONG
        for fault in tried(world, spoiler.spoilt([name], RUBBISH[kind]), caplog)
    ]
    assert faults == []


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("endpoint", sorted(DOORS))
def test_rubbish_in_any_one_field_is_refused_and_all_others_are_kept(
    world: World, caplog: pytest.LogCaptureFixture, endpoint: str
) -> None:
    spoiler = spoiler_for(world, endpoint)
    faults = [
        f"{name}: {kind}: {fault}"
        for name in spoiler.names
        for kind, rubbish in RUBBISH.items()
        if kind not in LONG or name not in spoiler.written  # PostgreSQL, which also holds columns to their length
        for fault in tried(world, spoiler.spoilt([name], rubbish), caplog)
    ]
    assert faults == []
