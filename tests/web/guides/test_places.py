"""The `?` of every page."""

from tests.web.matrix import DOORS
from web.guides.places import PLACES
from web.guides.reading import section_ids

OWN_EXPLANATION = {"guides.all", "guides.guide", "pages.accessibility"}
"""Pages that are explained by the list of guides."""

NO_FRAME = {
    "pages.front",
    "probes.healthz",
    "probes.readyz",
    "probes.metrics",
    "feeds.calendar",
    "desk.echo",
    "desk.mail_letter",
    "desk.mail_source",
    "desk.received_message",
    "desk.mail_paper",
    "desk.paper",
    "focal.paper",
    "answers.paper",
    "desk.import_template",
    "desk.calendar_file",
}
"""Addresses that answer with something else than a page of ours."""


def test_every_part_that_a_page_points_at_exists() -> None:
    assert [place for place in PLACES.values() if place[1] not in section_ids(place[0])] == []


def test_every_page_has_its_part() -> None:
    pages = {endpoint for endpoint, door in DOORS.items() if door.method == "GET"} - OWN_EXPLANATION - NO_FRAME
    assert sorted(pages ^ PLACES.keys()) == []
