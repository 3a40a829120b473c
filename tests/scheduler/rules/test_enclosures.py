"""Which letters carry files, and how much they may weigh."""

import pytest

from mail.moulds import encoded
from scheduler.rules.enclosures import LETTER_OCTETS, carries, message_size, refuse_too_large, refuse_too_much
from vocabulary.invite import Enclosure
from vocabulary.plan import MEGABYTE, PaperLimits, Upload
from vocabulary.refusals import Refusal
from vocabulary.states import EnclosureKind, LetterKind

LIMITS = PaperLimits()
SIGNED, OTHER = EnclosureKind.SIGNED_LETTER, EnclosureKind.ENCLOSURE


def enclosure(size: int = 1000, digest: str = "a", kind: EnclosureKind = OTHER) -> Enclosure:
    return Enclosure(kind, f"{digest}.pdf", size, digest)


def test_a_file_of_exactly_the_limit_is_taken() -> None:
    refuse_too_large(Upload(SIGNED, "a.pdf", b"x" * LIMITS.each), name="a.pdf", limits=LIMITS)


def test_one_octet_more_is_refused_with_both_sizes() -> None:
    small = PaperLimits(each=2 * MEGABYTE)
    with pytest.raises(Refusal, match=r"“a\.pdf” has 3\.0 MB; .* at most 2\.0 MB") as caught:
        refuse_too_large(Upload(SIGNED, "a.pdf", b"x" * 3 * MEGABYTE), name="a.pdf", limits=small)
    assert caught.value.field == "signed_letter"


def test_all_files_together_have_a_limit() -> None:
    refuse_too_much([enclosure(4 * MEGABYTE), enclosure(4 * MEGABYTE, "b")], limits=LIMITS)
    with pytest.raises(Refusal, match=r"together have 8\.1 MB") as caught:
        refuse_too_much([enclosure(4 * MEGABYTE), enclosure(4 * MEGABYTE + 100_000, "b")], limits=LIMITS)
    assert caught.value.field == "enclosures"


def test_the_mail_servers_own_limit_counts_the_message_and_not_the_file() -> None:
    with pytest.raises(Refusal, match=r"would have 7\.0 MB, and the mail server takes at most 6\.0 MB"):
        refuse_too_much([enclosure(5 * MEGABYTE)], limits=PaperLimits(message=6 * MEGABYTE))
    refuse_too_much([], limits=PaperLimits(message=1))


def test_the_weight_on_the_wire_is_never_told_too_low() -> None:
    for size in (1, 56, 57, 58, 10_000):
        assert message_size([enclosure(size)]) - LETTER_OCTETS >= len(encoded(b"x" * size))


@pytest.mark.parametrize(
    ("kind", "held", "carried"),
    [
        (LetterKind.INVITATION, set(), True),
        (LetterKind.INVITATION, {"a"}, True),
        (LetterKind.UPDATE, {"a"}, False),
        (LetterKind.UPDATE, {"b"}, True),
        (LetterKind.UPDATE, set(), True),
        (LetterKind.CANCELLATION, set(), False),
    ],
)
def test_an_invitation_carries_them_and_an_update_what_its_reader_lacks(
    kind: LetterKind, held: set[str], carried: bool
) -> None:
    assert carries(kind, [enclosure()], held=held) is carried


def test_where_there_is_no_file_no_letter_carries_any() -> None:
    assert not carries(LetterKind.INVITATION, [], held=set())
