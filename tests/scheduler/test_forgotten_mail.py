"""What tells whether there is anything to forget of what somebody wrote."""

from scheduler.forgotten_mail import has_written
from scheduler.other_addresses import add_other_address
from tests.making import NOW, Ministry
from vocabulary.actor import OPERATOR


def test_whoever_never_wrote_and_has_one_address_is_nobody_to_forget(ministry: Ministry) -> None:
    first, second, _ = ministry.person_ids
    assert not has_written(first)
    add_other_address(first, "private@else.example", by=OPERATOR, now=NOW)
    assert has_written(first)
    assert not has_written(second)
