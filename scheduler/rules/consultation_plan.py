"""What a consultation must be before anybody is asked to it."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from scheduler.rules.breaks import break_marks
from scheduler.rules.lengths import too_long
from vocabulary.plan import ConsultationPlan
from vocabulary.refusals import Invalid, Refusal
from vocabulary.states import Modality
from vocabulary.text import N_, Bilingual, clean_line, clean_text

TITLE_LENGTH = 400
LINE_LENGTH = 500
AGENDA_LENGTH = 10_000
LINK_LENGTH = 2_000


def checked(plan: ConsultationPlan, *, now: datetime) -> ConsultationPlan:
    """The plan with clean text; refused with every problem at once, each on its field."""
    plan = cleaned(plan)
    problems = [*title_problems(plan), *time_problems(plan, now=now), *place_problems(plan), *length_problems(plan)]
    if problems:
        raise Invalid(problems)
    return plan


def cleaned(plan: ConsultationPlan) -> ConsultationPlan:
    """The same with control characters dropped and single lines on one line."""
    return replace(
        plan,
        title=Bilingual(clean_line(plan.title.en), clean_line(plan.title.th)),
        place=clean_line(plan.place),
        link=clean_line(plan.link),
        agenda=clean_text(plan.agenda).strip(),
        letter_number=clean_line(plan.letter_number),
    )


def title_problems(plan: ConsultationPlan) -> list[Refusal]:
    """A meeting has a title, of a length that a reader can take in."""
    if not plan.title.en and not plan.title.th:
        return [Refusal(N_("Give the consultation a title."), field="title_th")]
    problems = break_marks(title_th=plan.title.th, title_en=plan.title.en)
    return problems + [
        Refusal(N_("Shorten the title to %(most)s characters; it has %(length)s."), field=field, **measures)
        for field, text in (("title_th", plan.title.th), ("title_en", plan.title.en))
        if (measures := {"most": TITLE_LENGTH, "length": len(text)})["length"] > TITLE_LENGTH
    ]


def time_problems(plan: ConsultationPlan, *, now: datetime) -> list[Refusal]:
    """It ends after it starts, starts in the future, and is answered before it starts."""
    problems = []
    if plan.ends <= plan.starts:
        problems.append(Refusal(N_("The consultation must end after it starts."), field="minutes"))
    if plan.starts <= now:
        problems.append(Refusal(N_("This time has already passed. Choose a later one."), field="day"))
    if plan.reply_by is not None and plan.reply_by > plan.day:
        problems.append(Refusal(N_("Answers must be asked for before the consultation."), field="reply_by"))
    return problems


def place_problems(plan: ConsultationPlan) -> list[Refusal]:
    """Whoever comes needs a place; whoever calls in needs a link that a mail client can open."""
    problems = []
    if plan.modality is not Modality.ONLINE and not plan.place:
        problems.append(Refusal(N_("Say where the consultation takes place."), field="place"))
    if plan.link and not is_web_address(plan.link):
        problems.append(Refusal(N_("Write the link in full, beginning with https://"), field="link"))
    if plan.modality is Modality.ONLINE and not plan.link:
        problems.append(Refusal(N_("Give the link by which people take part."), field="link"))
    return problems


def length_problems(plan: ConsultationPlan) -> list[Refusal]:
    """Nothing is cut off in silence: what is too long is said."""
    return [
        *too_long(LINE_LENGTH, place=plan.place),
        *too_long(LINK_LENGTH, link=plan.link),
        *too_long(AGENDA_LENGTH, agenda=plan.agenda),
        *too_long(LINE_LENGTH, letter_number=plan.letter_number),
    ]


def checked_reason(reason: str) -> str:
    """Why a consultation is cancelled, on one line; refused where it is longer than a letter can give it."""
    reason = clean_line(reason)
    for problem in too_long(LINE_LENGTH, reason=reason):
        raise problem
    return reason


def is_web_address(link: str) -> bool:
    """Whether this is an absolute http(s) address with a host, and nothing else on the line."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(c.isspace() for c in link)
