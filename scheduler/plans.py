"""A consultation's plan into its row and out of it, and what the audit row tells of both."""

from models.consultations import Consultation
from scheduler.hand import Hand
from scheduler.papers import put_papers
from vocabulary.plan import ConsultationPlan
from vocabulary.refusals import Refusal
from vocabulary.text import N_


def write_plan(consultation: Consultation, plan: ConsultationPlan, *, hand: Hand) -> None:
    """Put the checked plan into the row."""
    consultation.title_en, consultation.title_th = plan.title.en, plan.title.th
    consultation.day, consultation.starts, consultation.ends = plan.day, plan.starts, plan.ends
    consultation.modality, consultation.place, consultation.link = plan.modality, plan.place, plan.link
    consultation.agenda, consultation.reply_by = plan.agenda, plan.reply_by
    consultation.letter_number, consultation.letter_dated = plan.letter_number, plan.letter_dated
    consultation.classification = plan.classification
    put_papers(consultation, plan.papers, uploads=plan.uploads, hand=hand)


def plan_of(consultation: Consultation) -> ConsultationPlan:
    """The plan that the row holds; refused while its hour is not known."""
    if consultation.starts is None or consultation.ends is None:
        raise Refusal(N_("The hour of this consultation is not known. Enter it first."), field="clock")
    return ConsultationPlan(
        title=consultation.title,
        day=consultation.day,
        starts=consultation.starts,
        ends=consultation.ends,
        modality=consultation.modality,
        place=consultation.place,
        link=consultation.link,
        agenda=consultation.agenda,
        letter_number=consultation.letter_number,
        letter_dated=consultation.letter_dated,
        reply_by=consultation.reply_by,
        papers=tuple(paper.id for paper in consultation.papers),
        classification=consultation.classification,
    )
