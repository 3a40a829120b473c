"""Slots in a rendering, and base64 begun once."""

from base64 import encodebytes

from hypothesis import given
from hypothesis import strategies as st

from mail.moulds import Opening, encoded, slot, slotted


@given(st.binary(max_size=400))
def test_base64_is_what_the_library_writes(content: bytes) -> None:
    assert encoded(content) == encodebytes(content).replace(b"\n", b"\r\n")


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_a_content_begun_once_ends_as_if_it_were_written_whole(beginning: bytes, end: bytes) -> None:
    assert Opening.of(beginning).ended(end) == encoded(beginning + end)


def test_only_our_own_slots_are_filled() -> None:
    rendering = f"100 % of %(name)b, %s: {slot('name')}"
    assert slotted(rendering.encode()) % {b"name": b"Ms Example"} == b"100 % of %(name)b, %s: Ms Example"


def test_a_slot_is_as_long_as_the_digest_that_fills_it() -> None:
    assert {len(slot(name)) for name in ("mixed", "text")} == {32}
