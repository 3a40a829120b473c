"""The web room's own front door."""

from flask import Flask

from web.access import permission_of
from web.registration import PAGES


def test_every_module_with_pages_is_plugged_in_once(app: Flask) -> None:
    assert len(set(PAGES)) == len(PAGES)
    assert {"pages", "account", "desk", "focal", "answers", "mission", "feeds"} <= set(app.blueprints)


def test_every_page_asks_something_of_its_visitor(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()} - {"static"}
    assert [endpoint for endpoint in endpoints if permission_of(app, endpoint) is None] == []


def test_the_library_brings_no_page_of_its_own(app: Flask) -> None:
    assert "security" not in app.blueprints
