"""`python -m bench`: every measure in one run, as a table that says SHORT where a goal is missed."""

import sys
from collections.abc import Iterator

from bench import feeds, inbound, letters, pages, previews, relay, reminders
from bench.timing import Line, table
from bench.world import QUICK, Size, world


def measured(size: Size) -> Iterator[Line]:
    """Every line of the table."""
    with world(size) as the_world:
        yield from letters.measured(the_world)
        yield from relay.measured(the_world)
        yield from feeds.measured(the_world)
    with world(size) as the_world:  # one of its own, so that it has the meetings of the matrix and no others
        yield from pages.measured(the_world)
    with world(size) as the_world:
        yield from previews.measured(the_world)
    with world(size) as the_world:
        yield from reminders.measured(the_world)
    with world(size) as the_world:
        yield from inbound.measured(the_world)


def main() -> None:
    """Print the table, line by line as it is measured; a goal that is missed is no failure of the run."""
    size = QUICK if "--quick" in sys.argv[1:] else Size()
    for row in table(measured(size)):
        sys.stdout.write(row + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
