"""The desk's two widest pages, beside a route that does nothing."""

from collections.abc import Iterator

from bench.feeds import queries, timed
from bench.timing import Line
from bench.world import World, answered_meetings, asking

MOST_SECONDS = 0.005


def measured(the_world: World) -> Iterator[Line]:
    """The overview and the reply matrix, with as many agencies and meetings as the run has."""
    answered_meetings(the_world)
    asks = {"nothing": asking(the_world, "/nothing", person_id=the_world.desk_id)}
    for name, path in (("overview", "/committees/demo"), ("matrix", "/committees/demo/replies")):
        asks[name] = asking(the_world, path, person_id=the_world.desk_id)
    taken = timed(asks, rounds=the_world.size.rounds)
    wide = f"{the_world.size.agencies} x {the_world.size.meetings}"
    for name in ("overview", "matrix"):
        verdict = "" if name == "overview" else "ok" if taken[name] <= MOST_SECONDS else "SHORT"
        note = f"{queries(asks[name])} queries; CPU" + ("" if name == "overview" else "; goal <= 5 ms")
        yield Line(f"{name} {wide}", taken[name], taken["nothing"], note=note, verdict=verdict)
