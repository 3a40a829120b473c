"""A calendar's address belongs to one subscription."""

from flask import Flask

from models.feeds import FeedSubscription
from tests.making import NOW, make_person
from tests.models.refusing import refused, write


def test_a_token_is_one_subscriptions(app: Flask) -> None:
    first, second = make_person("anan"), make_person("boon")
    write(FeedSubscription(person=first, token_hash="a" * 64, created_at=NOW))
    with refused("token_hash"):
        write(FeedSubscription(person=second, token_hash="a" * 64, created_at=NOW))


def test_a_new_one_was_never_read_and_begins_with_the_first_version(app: Flask) -> None:
    row = FeedSubscription(person=make_person("anan"), token_hash="a" * 64, created_at=NOW)
    write(row)
    assert (row.version, row.last_read_at, row.revoked_at) == (1, None, None)
