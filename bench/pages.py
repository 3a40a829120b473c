"""The desk's two widest pages, beside a route that does nothing."""

from collections.abc import Iterator

from bench.feeds import queries, timed
from bench.timing import Line
from bench.world import Ask, World, answered_meetings, asking

GOALS = {"overview": 0.015, "matrix": 0.005}
"""The CPU seconds that each may take; the overview, besides what a route takes that does nothing."""


def measured(the_world: World) -> Iterator[Line]:
    """The overview and the reply matrix, with as many agencies and meetings as the run has."""
    answered_meetings(the_world)
    asks = {"nothing": asking(the_world, "/nothing", person_id=the_world.desk_id)}
    for name, path in (("overview", "/committees/demo"), ("matrix", "/committees/demo/replies")):
        asks[name] = asking(the_world, path, person_id=the_world.desk_id)
    taken = timed(asks, rounds=the_world.size.rounds)
    spared = {"overview": taken["nothing"], "matrix": 0.0}
    for name, most in GOALS.items():
        verdict = "ok" if taken[name] - spared[name] <= most else "SHORT"
        what = f"{name} {the_world.size.agencies} x {the_world.size.meetings}"
        yield Line(what, taken[name], taken["nothing"], note=note(asks[name], name), verdict=verdict)


def note(ask: Ask, name: str) -> str:
    """What else is worth knowing of a page."""
    goal = f"goal <= {GOALS[name] * 1000:g} ms" + (" beside it" if name == "overview" else "")
    return f"CPU; {goal}; {queries(ask)} queries, {len(ask().body) // 1000} kB"
