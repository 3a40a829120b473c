"""Addresses and identities: one plain one, or a refusal."""

import pytest

from mail.addresses import checked_address, message_id, plain_address, plain_identity, tagged
from vocabulary.refusals import Refusal


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("chanika@oag.example", "chanika@oag.example"),
        ("  Chanika.T@OAG.Example\t", "Chanika.T@oag.example"),
        ("desk+ahc@mail.mfa.example", "desk+ahc@mail.mfa.example"),
        ("o'neil@agency.example", "o'neil@agency.example"),
        ("chanika@หน่วยงาน.example", "chanika@xn--72c9ab8ayaw7cwk.example"),
    ],
)
def test_one_plain_address_is_kept(written: str, kept: str) -> None:
    assert checked_address(written) == kept
    assert plain_address(kept) == kept


@pytest.mark.parametrize(
    "written",
    [
        "",
        "chanika",
        "@oag.example",
        "chanika@",
        "chanika@localhost",
        "chanika@oag..example",
        "chanika@-oag.example",
        "chanika@oag.example.",
        "chanika@[192.0.2.1]",
        "chanika@192.0.2.1",
        ".chanika@oag.example",
        "cha..nika@oag.example",
        "ชนิกา@oag.example",
        "chanika t@oag.example",
        '"chanika"@oag.example',
        "chanika(office)@oag.example",
        "Chanika <chanika@oag.example>",
        "chanika@oag.example, other@oag.example",
        "chanika@oag.example;other@oag.example",
        "all: chanika@oag.example;",
        "chanika@oag.example\n",
        "chanika@oag.example\r\nBcc: other@oag.example",
        "chanika@oag.example\0",
        "chanika@oag.example\u2028",
        "a@b@oag.example",
        f"{'a' * 65}@oag.example",
        f"chanika@{'a' * 64}.example",
        f"chanika@{'.'.join(['a' * 60] * 4)}.example",
        f"chanika@{'a' * 255}",
    ],
)
def test_anything_else_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(Refusal, match=r"name@agency\.example"):
        checked_address(written)
    with pytest.raises(ValueError, match="not a plain e-mail address"):
        plain_address(written)


def test_an_address_that_was_never_made_plain_does_not_reach_the_wire() -> None:
    with pytest.raises(ValueError, match="not a plain"):
        plain_address("chanika@หน่วยงาน.example")


def test_a_meeting_tags_the_desks_mailbox() -> None:
    assert tagged("samai@mfa.example", "k7-qz") == "samai+k7-qz@mfa.example"


@pytest.mark.parametrize("tag", ["", "-a", "a-", "a b", "a\r\n", "ก", "a" * 33])
def test_a_tag_that_could_end_the_address_is_a_mistake(tag: str) -> None:
    with pytest.raises(ValueError, match="not a tag"):
        tagged("samai@mfa.example", tag)


def test_a_tag_may_not_make_the_mailbox_too_long() -> None:
    with pytest.raises(ValueError, match="not a plain"):
        tagged(f"{'a' * 60}@mfa.example", "k7qz")


def test_an_identity_is_made_of_the_envelopes_own_name() -> None:
    assert message_id("3f9c", "mfa.example") == "<3f9c@mfa.example>"


@pytest.mark.parametrize(
    "identity", ["", "3f9c@mfa.example", "<3f9c>", "<a@b> <c@d>", "<a@b>\r\n", "<a@b\0>", "<ก@b>", f"<{'a' * 250}@b>"]
)
def test_what_is_not_exactly_one_identity_is_a_mistake(identity: str) -> None:
    with pytest.raises(ValueError, match="not a Message-ID"):
        plain_identity(identity)
