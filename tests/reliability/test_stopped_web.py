"""F23: the web server is told to stop, as by an upgrade, while consultations are booked: what it has begun it ends."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from flask import Flask

from tests.reliability.bookings import Officer, check_bookings, furnished, officer
from tests.reliability.oracle import Ledger, check_database, check_memory
from tests.reliability.surroundings import surroundings
from tests.reliability.trials import Trial
from tests.reliability.waiting import wait_until
from tests.reliability.webs import web_server
from vocabulary.settings import Settings

FAULT = "F23 web server told to stop"
SMOKE, FULL = (1, 2), (50, 4)
"""How often it is stopped, and by how many officers it is used meanwhile."""

EVERY = 8
"""Bookings between two stops."""

LONGEST_SECONDS = 10.0

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reliability"), pytest.mark.timeout(1200)]


def test_what_a_web_server_has_begun_it_ends_when_it_is_told_to_stop(
    app: Flask, settings: Settings, ledger: Ledger, trial: Trial, full: bool
) -> None:
    stops, clients = FULL if full else SMOKE
    house, booked, is_over = furnished(app), dict[int, int](), threading.Event()
    took = []
    with web_server(surroundings(settings), settings.instance / "web.log") as web, ThreadPoolExecutor(clients) as desk:
        officers = [officer(house, [web.port]) for _ in range(clients)]
        at_work = [
            desk.submit(book_until, one, is_over, booked=booked, first=first) for first, one in enumerate(officers)
        ]
        try:
            for _ in range(stops):
                wait_until(partial(has, booked, len(booked) + EVERY), "bookings", every=0.005)
                took.append(web.stop())
                web.start()
                web.wait()
        finally:
            is_over.set()
        for one in at_work:
            one.result()
    assert max(took) <= LONGEST_SECONDS
    assert sum(one.lost for one in officers) == 0, "whatever was begun was answered"
    begun = (settings.instance / "web.log").read_text("utf-8").count('"method": "POST"')
    assert begun == sum(one.answered.total() for one in officers), "and all that was done was heard of"
    check_bookings(trial, ledger, booked, released=0)
    check_database(trial, settings)
    check_memory(trial, web.most_megabytes)
    trial.ended(f"{len(booked):,} bookings, {stops} stops", f"stopped within {max(took):.1f} s, no answer lost")


def book_until(one: Officer, is_over: threading.Event, *, booked: dict[int, int], first: int) -> None:
    """Book one consultation after the other until it is over; every officer has numbers of his or her own."""
    number = first
    while not is_over.is_set():
        booked[number] = one.book(number)
        number += FULL[1]


def has(booked: dict[int, int], count: int) -> bool:
    """Whether so many are booked."""
    return len(booked) >= count
