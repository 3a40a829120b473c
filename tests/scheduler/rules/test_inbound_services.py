"""Who answers for somebody else, from an address that nobody reads."""

from dataclasses import replace

import pytest

from scheduler.rules.inbound_services import is_service, user_of
from tests.scheduler.rules.ruling import MAIL, saying

SERVICE = "invitations-noreply@cloud.example"


@pytest.mark.parametrize("address", [SERVICE, "no_reply@x.example", "calendar-notification@google.com"])
def test_an_address_that_nobody_reads_is_a_services(address: str) -> None:
    assert is_service(address)
    assert not is_service("sira@noreply.example")


def test_a_service_names_one_user_in_both_places() -> None:
    sent = replace(MAIL, senders=(SERVICE,), reply_to=("sira@oag.example",))
    assert user_of(sent) == "sira@oag.example"
    assert user_of(replace(sent, reply_to=())) == ""
    assert user_of(replace(sent, calendar=None)) == ""
    assert user_of(replace(sent, calendar=saying(attendees=()).calendar)) == ""
    assert user_of(replace(sent, senders=("sira@oag.example",))) == ""
