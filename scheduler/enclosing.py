"""Putting files with a consultation's letters and taking them away, beside all else that is planned of it."""

from collections.abc import Sequence

from models.consultations import Consultation
from scheduler.consultations import planned, redraft_consultation
from scheduler.deed import deed
from scheduler.hand import Hand
from scheduler.papers import forget_unneeded, put_papers
from scheduler.plans import plan_of
from vocabulary.plan import Upload
from vocabulary.refusals import NotFound
from vocabulary.text import N_

NOT_ENCLOSED = N_("This file is not enclosed any more.")


def enclose(consultation_id: int, uploads: Sequence[Upload], *, hand: Hand) -> None:
    """Put further files with a consultation's letters; a signed letter takes the place of the one before.

    Whoever holds an invitation is drafted an update that carries them; nobody is asked for a new answer.
    """
    with deed("enclose papers", by=hand.by, now=hand.now) as record:
        consultation = planned(consultation_id)
        put_papers(consultation, plan_of(consultation).papers, uploads=uploads, hand=hand)
        promise(consultation, hand=hand)
        record.about("consultation", consultation.id)


def take_out(consultation_id: int, paper_id: int, *, hand: Hand) -> None:
    """Take one file away: it is gone, unless a letter that was let go carries it."""
    with deed("take out paper", by=hand.by, now=hand.now) as record:
        consultation = planned(consultation_id)
        have = plan_of(consultation).papers
        if paper_id not in have:
            raise NotFound(NOT_ENCLOSED)
        put_papers(consultation, [number for number in have if number != paper_id], hand=hand)
        promise(consultation, hand=hand)
        record.about("consultation", consultation.id)


def promise(consultation: Consultation, *, hand: Hand) -> None:
    """Draft what the files now make us owe, and let go of those that nobody needs any more; a step."""
    redraft_consultation(consultation, hand=hand)
    forget_unneeded(hand.now)
