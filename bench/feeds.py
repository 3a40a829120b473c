"""Subscribed calendars: a copy that is still right, and one made anew."""

import time
from collections.abc import Iterator

from bench.plain.feeds import plain_body
from bench.timing import Contest, Goal, Line, Variant, Watch
from bench.world import NOW, Ask, World, asking, counting, subscriber
from models.database import db
from scheduler.queries.feed_bodies import BODIES, PIECES, written
from scheduler.queries.feeds import Subscription, subscription_by
from scheduler.rules.tokens import token_hash


def measured(the_world: World) -> Iterator[Line]:
    """Calendars of few and of many meetings."""
    size = the_world.size
    urls = {number: subscriber(f"reader{number}", events=number) for number in (size.few, size.many)}
    yield from asked(the_world, urls)
    yield from made(the_world, urls[size.many])


def asked(the_world: World, urls: dict[int, str]) -> Iterator[Line]:
    """A request for a calendar, with and without the tag of the present one, beside a route that does nothing."""
    few, many = urls
    asks = {"nothing": asking(the_world, "/nothing")}
    for number, url in urls.items():
        asks[f"whole {number}"] = whole = asking(the_world, url)
        asks[f"poll {number}"] = asking(the_world, url, tag=whole().headers["ETag"])
    taken = timed(asks, rounds=the_world.size.rounds * 60)
    for number in urls:
        note = f"CPU; {queries(asks[f'poll {number}'])} query"
        yield Line(f"poll, {number} meetings, 304", taken[f"poll {number}"], taken["nothing"], Goal(most=2), note)
    yield Line(f"poll, {many} beside {few}", taken[f"poll {many}"], taken[f"poll {few}"], Goal(most=1.2), "CPU; flat")
    for number in urls:
        note = f"CPU; {queries(asks[f'whole {number}'])} query"
        yield Line(f"whole, {number} meetings, kept", taken[f"whole {number}"], taken["nothing"], note=note)


def made(the_world: World, url: str) -> Iterator[Line]:
    """The body of many meetings: after a change, and in a process that has made none yet."""
    subscription = subscription_of(url)
    number = the_world.size.many

    def after_a_change(watch: Watch) -> None:
        db.session.remove()
        with watch.running():
            written(subscription)

    def at_first(watch: Watch) -> None:
        forget()
        with watch.running():
            written(subscription)

    def plain(watch: Watch) -> None:
        db.session.remove()
        with watch.running():
            plain_body(subscription)

    variants: dict[str, Variant] = {"after": after_a_change, "first": at_first, "plain": plain}
    taken = Contest(1, clock=time.process_time, variants=variants).run()
    yield Line(f"body, {number}, one changed", taken["after"], taken["plain"], Goal(least=80), "CPU; pieces kept")
    yield Line(f"body, {number}, new process", taken["first"], taken["plain"], Goal(least=80), "CPU; nothing kept")


def subscription_of(url: str) -> Subscription:
    """The subscription behind an address."""
    token = url.rpartition("/")[2].removesuffix(".ics")
    return subscription_by(token_hash(token), wall=NOW)


def forget() -> None:
    """What a new process knows."""
    db.session.remove()
    PIECES.clear()
    BODIES.clear()


def timed(asks: dict[str, Ask], *, rounds: int) -> dict[str, float]:
    """The median CPU time of each request."""
    return Contest(rounds, clock=time.process_time, variants={name: request(ask) for name, ask in asks.items()}).run()


def request(ask: Ask) -> Variant:
    """A request as a variant."""

    def variant(watch: Watch) -> None:
        with watch.running():
            ask()

    return variant


def queries(ask: Ask) -> int:
    """How many statements one request sends to the database."""
    with counting("before_cursor_execute") as seen:
        ask()
    return len([statement for statement in seen if not statement.startswith("BEGIN")])
