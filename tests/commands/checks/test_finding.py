"""What one look found."""

from dataclasses import replace

import pytest

from commands.checks.finding import Installed, Standing, ago, fault, ok, one_line, warning


def test_a_finding_has_a_standing_what_was_seen_and_a_way_out() -> None:
    assert ok("disk", "room").row() == {"check": "disk", "standing": "ok", "seen": "room", "fix": ""}
    assert warning("disk", "little", fix="Make room").standing is Standing.WARNING
    assert fault("disk", "none", fix="Make room").fix == "Make room"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (119.9, "119 seconds"), (120, "2 minutes"), (7200, "2 hours"), (3 * 86400 + 5, "3 days")],
)
def test_an_age_is_said_in_the_unit_that_a_person_would_say(seconds: float, words: str) -> None:
    assert ago(seconds) == words


def test_a_failure_stands_on_one_line() -> None:
    assert one_line(ValueError("two\nlines")) == "two lines"
    assert one_line(TimeoutError()) == "TimeoutError"


def test_an_installation_at_an_address_of_its_own_is_public(installed: Installed) -> None:
    assert not installed.is_public
    public = installed.settings.model_copy(update={"base_url": "https://samai.mfa.go.th"})
    assert replace(installed, settings=public).is_public
