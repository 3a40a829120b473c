"""Reading an answer from a form, and showing the page it is given on: the same for a link's holder and signed in."""

from flask import request
from flask.typing import ResponseReturnValue

from scheduler.answers import GivenAnswer
from scheduler.queries.hand_overs import place_by_invitation
from scheduler.queries.meetings import MyMeeting
from scheduler.queries.substitutions import sending_place
from vocabulary.refusals import Refusal
from vocabulary.states import AnswerSource, Language, PartStat
from vocabulary.text import N_
from web.context import now, settings
from web.forms import Typed, form_page

CHOICES = (
    (PartStat.ACCEPTED, N_("I will take part"), "check"),
    (PartStat.TENTATIVE, N_("I am not sure yet"), "question"),
    (PartStat.DECLINED, N_("I cannot take part"), "x"),
)


def typed_answer(meeting: MyMeeting, source: AnswerSource) -> GivenAnswer:
    """The answer whose button was pressed, with its comment; where none was, one that the deed refuses."""
    typed = Typed()
    pressed = typed.said("answer")
    answer = GivenAnswer(
        partstat=next((each for each in PartStat if each.value == pressed), PartStat.NEEDS_ACTION),
        comment=typed.text("comment"),
        source=source,
        said_by=meeting.name.plain.text(Language.ENGLISH),
        said_at=now(),
    )
    typed.check()
    return answer


def answer_page(template: str, meeting: MyMeeting, *, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The page with the meeting, the answer on record and the buttons; whatever was typed is kept."""
    return form_page(
        template,
        refusal,
        meeting=meeting,
        choices=CHOICES,
        is_open=meeting.is_open(now()),
        comment=None if refusal is None else request.form.get("comment", ""),
        desk=settings().desk,
        place=place_by_invitation(meeting.invitation_id),
        sending=sending_place(meeting.invitation_id),
    )
