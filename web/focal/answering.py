"""Reading an answer from a form, and showing the page it is given on."""

from collections.abc import Mapping

from flask import render_template

from scheduler.answers import GivenAnswer
from scheduler.queries.meetings import MyMeeting
from vocabulary.refusals import Refusal
from vocabulary.states import AnswerSource, Language, PartStat
from vocabulary.text import N_
from web.context import now
from web.forms import Typed, errors_of

CHOICES = (
    (PartStat.ACCEPTED, N_("I will take part"), "check"),
    (PartStat.TENTATIVE, N_("I am not sure yet"), "question"),
    (PartStat.DECLINED, N_("I cannot take part"), "x"),
)
CHOOSE = N_("Choose an answer.")


def typed_answer(meeting: MyMeeting, source: AnswerSource) -> GivenAnswer:
    """The answer that was pressed, with its comment; refused where none was."""
    typed = Typed()
    partstat = typed.choice("answer", PartStat)
    if partstat is None:
        raise Refusal(CHOOSE, field="answer")
    return GivenAnswer(
        partstat=partstat,
        comment=typed.text("comment"),
        source=source,
        said_by=meeting.name.plain.text(Language.ENGLISH),
        said_at=now(),
    )


def answer_page(template: str, meeting: MyMeeting, *, refusal: Refusal | None = None) -> tuple[str, int]:
    """The page with the meeting, the answer on record and the buttons; whatever was typed is kept."""
    errors: Mapping[str, str] = {} if refusal is None else errors_of(refusal)
    comment = Typed().text("comment") if refusal is not None else ""
    page = render_template(
        template, meeting=meeting, choices=CHOICES, open=meeting.is_open(now()), errors=errors, comment=comment
    )
    return page, 200 if refusal is None else refusal.status
