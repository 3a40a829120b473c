"""A form leaves one receipt, however often it comes."""

from flask import Flask

from models.receipts import Receipt
from tests.making import NOW
from tests.models.refusing import refused, write


def receipt(key: str) -> Receipt:
    return Receipt(key_hash=key * 64, digest="d" * 64, status=303, location="/", flashes=[], answered_at=NOW)


def test_a_key_has_one_receipt(app: Flask) -> None:
    write(receipt("a"), receipt("b"))
    with refused("key_hash"):
        write(receipt("a"))
