"""What was kept of a mail, read again: whatever is no proper proposal proposes nothing."""

from datetime import UTC, datetime

import pytest

from models.inbound import ReceivedMail
from scheduler.queries.received_asks import Asks, Somebody, instant_in

SEVEN, EIGHT = "2022-01-12T07:00:00+00:00", "2022-01-12T08:00:00+00:00"


@pytest.mark.parametrize(
    ("proposed", "starts"),
    [
        ({"starts": SEVEN, "ends": EIGHT}, datetime(2022, 1, 12, 7, tzinfo=UTC)),
        ({"starts": EIGHT, "ends": SEVEN}, None),
        ({"starts": SEVEN}, None),
        ({"starts": "2022-01-12", "ends": "2022-01-13"}, None),
        ({"starts": "soon", "ends": "later"}, None),
        (None, None),
    ],
)
def test_a_time_needs_a_beginning_and_an_end_after_it(proposed: dict[str, str] | None, starts: datetime | None) -> None:
    assert Asks.of(ReceivedMail(proposed=proposed)).starts == starts


def test_whoever_is_to_come_is_named() -> None:
    mali = {"address": "mali@oag.example", "name": "Ms Mali"}
    somebody = (Somebody("mali@oag.example", "Ms Mali"),)
    assert Asks.of(ReceivedMail(proposed={"substitutes": [mali]})).named == somebody
    assert Asks.of(ReceivedMail(proposed={"joins": mali})).named == somebody
    assert instant_in("2022-01-12T07:00:00") is None, "an hour of nobody's clock"
