"""Which files letters carry, and how much they may weigh."""

from collections.abc import Collection, Sequence

from vocabulary.invite import Enclosure
from vocabulary.plan import PaperLimits, Upload
from vocabulary.refusals import Refusal
from vocabulary.states import EnclosureKind, LetterKind
from vocabulary.text import N_, file_size

FIELDS = {EnclosureKind.SIGNED_LETTER: "signed_letter", EnclosureKind.ENCLOSURE: "enclosures"}
"""The field of a form in which a file of each kind is chosen."""

LINE_OCTETS, ROW_OCTETS = 57, 78
"""Octets of a file in one line of base64, and of that line on the wire."""

LETTER_OCTETS = 128 * 1024
"""Room for the letter itself beside its files: texts, page and calendar, twice, with the longest agenda."""

MARKED = N_(
    "“%(name)s” is classified, so it cannot be enclosed and is not kept here. Leave it out, and send it by the channel "
    "for such documents."
)
NO_LETTER = N_(
    "No letter of a classified consultation leaves, so nothing can be enclosed. Leave the file out, and send it by the "
    "channel for such documents."
)
TOO_LARGE = N_("“%(name)s” has %(size)s; a letter takes files of at most %(most)s. Scan it anew in grey or at 200 dpi.")
TOO_MUCH = N_("All files together have %(size)s; a letter takes at most %(most)s. Leave one out or make them smaller.")
TOO_HEAVY = N_(
    "With these files the message would have %(size)s, and the mail server takes at most %(most)s. "
    "Leave one out or make them smaller."
)


def refuse_marked(upload: Upload, *, name: str) -> None:
    """Refuse a file of which its bringer says that it is classified."""
    if upload.classification.is_marked:
        raise Refusal(MARKED, field=FIELDS[upload.kind], name=name)


def refuse_too_large(upload: Upload, *, name: str, limits: PaperLimits) -> None:
    """Refuse one file that is too large by itself."""
    if upload.size > limits.each:
        size, most = file_size(upload.size), file_size(limits.each)
        raise Refusal(TOO_LARGE, field=FIELDS[upload.kind], name=name, size=size, most=most)


def refuse_too_much(enclosures: Sequence[Enclosure], *, limits: PaperLimits) -> None:
    """Refuse what is too much for one message: by what the files hold, and by what they weigh in base64 (RFC 2045)."""
    together, weight = sum(one.size for one in enclosures), message_size(enclosures)
    field = FIELDS[EnclosureKind.ENCLOSURE]
    if together > limits.together:
        raise Refusal(TOO_MUCH, field=field, size=file_size(together), most=file_size(limits.together))
    if enclosures and weight > limits.message:
        raise Refusal(TOO_HEAVY, field=field, size=file_size(weight), most=file_size(limits.message))


def message_size(enclosures: Sequence[Enclosure]) -> int:
    """How many octets a message with these files has on the wire, at most."""
    return LETTER_OCTETS + sum(-(-one.size // LINE_OCTETS) * ROW_OCTETS for one in enclosures)


def carries(kind: LetterKind, enclosures: Sequence[Enclosure], *, held: Collection[str]) -> bool:
    """Whether a letter takes its enclosures along: an invitation does, an update where the reader lacks one of them.

    `held` are the digests of what has left for this reader before. A cancellation never carries any.
    """
    if kind is LetterKind.CANCELLATION or not enclosures:
        return False
    return kind is LetterKind.INVITATION or any(one.digest not in held for one in enclosures)
