"""The form of a consultation: what was typed into it, as a plan, and what a page shows in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from flask import request

from scheduler.queries.consultations import ConsultationSheet
from scheduler.rules.consultation_plan import checked
from scheduler.rules.typed import WallTime, instant
from vocabulary.days import clock, short_day
from vocabulary.plan import ConsultationPlan, Invited
from vocabulary.refusals import Invalid, Refusal
from vocabulary.states import Classification, Modality
from vocabulary.text import N_, Bilingual
from web.context import language, now, today
from web.desk.doubled import FIELD, HourFields, is_doubled, which, which_of
from web.forms import Typed
from web.sights import merged
from web.uploads import note_unfit_files, papers_saved, sent_files

CLASSIFICATION = "classification"
MODALITIES = {
    Modality.IN_PERSON: N_("In person"),
    Modality.ONLINE: N_("Online"),
    Modality.HYBRID: N_("Hybrid"),
}
USUAL_MINUTES = 90
LATER = timedelta(days=1)

NO_DAY = N_("Write the day of the consultation.")
NO_CLOCK = N_("Write the hour at which it starts.")
NO_LENGTH = N_("Write how long it takes.")
NOBODY = N_("Choose at least one agency or person to invite.")


@dataclass(frozen=True, slots=True)
class Hours:
    """When the consultation is, as far as it could be read."""

    day: date
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the fields of the form, and which boxes are ticked."""

    values: Mapping[str, str]
    agencies: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    papers: tuple[int, ...] = ()

    def day(self, name: str) -> date | None:
        """The day that a field holds, for its echo; None where it holds none."""
        return Typed(self.values).day(name, today=today())

    def is_doubled(self, tzid: str) -> bool:
        """Whether its hour comes twice there."""
        return is_doubled(self.values, HourFields(), tzid=tzid)

    @property
    def is_classified(self) -> bool:
        """Whether a mark of secrecy is chosen."""
        return self.values.get(CLASSIFICATION, "") not in ("", Classification.UNCLASSIFIED.value)

    def overtaken(self, refusal: Refusal | None) -> "Filled":
        """The same; in fields that nobody has touched here, what somebody else has made of them meanwhile."""
        return replace(self, values=merged(self.values, refusal))


def fresh(title: Bilingual, *, agencies: tuple[int, ...]) -> Filled:
    """The form before anything was typed."""
    values = {
        "title_th": title.th,
        "title_en": title.en,
        "minutes": str(USUAL_MINUTES),
        "modality": Modality.IN_PERSON.value,
        CLASSIFICATION: Classification.UNCLASSIFIED.value,
    }
    return Filled(values, agencies)


def typed_in() -> Filled:
    """The form as it was sent."""
    typed = Typed()
    agencies, people = typed.numbers("agencies"), typed.numbers("people")
    return Filled(request.form.to_dict(), agencies, people, papers=papers_saved(typed))


def filled_from(sheet: ConsultationSheet) -> Filled:
    """The form of a consultation that is booked already, its days written as this reader writes them."""
    values = {
        "title_th": sheet.title.th,
        "title_en": sheet.title.en,
        "day": written(sheet.day),
        "clock": "" if sheet.starts is None else clock(sheet.starts, sheet.tzid),
        "minutes": minutes_of(sheet),
        FIELD: "" if sheet.starts is None else which_of(sheet.starts, tzid=sheet.tzid),
        "modality": sheet.modality.value,
        "place": sheet.place,
        "link": sheet.link,
        "agenda": sheet.agenda,
        "reply_by": written(sheet.reply_by),
        "letter_number": sheet.letter_number,
        "letter_dated": written(sheet.letter_dated),
        CLASSIFICATION: sheet.classification.value,
    }
    return Filled(values, papers=tuple(paper.id for paper in sheet.papers))


def on_another_day(filled: Filled, day: date) -> Filled:
    """The same form with another day in it, which nobody has saved."""
    return replace(filled, values={**filled.values, "day": written(day)})


def minutes_of(sheet: ConsultationSheet) -> str:
    """How long it takes, as somebody would type it."""
    if sheet.starts is None or sheet.ends is None:
        return str(USUAL_MINUTES)
    return str((sheet.ends - sheet.starts) // timedelta(minutes=1))


def written(day: date | None) -> str:
    """A day as this reader would type it."""
    return "" if day is None else short_day(day, language())


def read_plan(
    typed: Typed, *, tzid: str, level: Classification = Classification.UNCLASSIFIED
) -> ConsultationPlan | None:
    """The plan that was typed; None where its hour cannot be read. Every problem is noted, each on its field.

    A form that says nothing of the classification leaves it at this `level`: no mark is ever taken back by silence.
    """
    hours = read_hours(typed, tzid=tzid)
    stand_in = Hours(date.max, now() + LATER, now() + 2 * LATER)
    told = hours or stand_in
    plan = ConsultationPlan(
        title=Bilingual(typed.line("title_en"), typed.line("title_th")),
        day=told.day,
        starts=told.starts,
        ends=told.ends,
        modality=typed.choice("modality", Modality) or Modality.IN_PERSON,
        place=typed.line("place"),
        link=typed.line("link"),
        agenda=typed.text("agenda"),
        letter_number=typed.line("letter_number"),
        letter_dated=typed.day("letter_dated", today=today()),
        reply_by=typed.day("reply_by", today=today()),
        papers=typed.numbers("papers"),
        uploads=tuple(sent_files()),
        classification=typed.choice(CLASSIFICATION, Classification) or level,
        aware=bool(typed.line("aware")),
    )
    note_problems(typed, plan)
    note_unfit_files(typed)
    return None if hours is None else plan


def read_hours(typed: Typed, *, tzid: str) -> Hours | None:
    """Day, hour and length as instants; None, with the reason noted, where one of them cannot be read."""
    day = typed.needed("day", typed.day("day", today=today()), sentence=NO_DAY)
    hour = typed.needed("clock", typed.clock("clock"), sentence=NO_CLOCK)
    minutes = typed.needed("minutes", typed.minutes("minutes"), sentence=NO_LENGTH)
    if day is None or hour is None or minutes is None:
        return None
    try:
        starts = instant(WallTime(day, hour, tzid), field="clock", second=which(typed))
    except Refusal as refusal:
        typed.problems.append(refusal)
        return None
    return Hours(day, starts, starts + timedelta(minutes=minutes))


def note_problems(typed: Typed, plan: ConsultationPlan) -> None:
    """Note what is wrong with the plan itself, on fields about which nothing was noted yet."""
    noted = {problem.field for problem in typed.problems}
    try:
        checked(plan, now=now())
    except Invalid as invalid:
        typed.problems += [problem for problem in invalid.problems if problem.field not in noted]


def read_invited(typed: Typed) -> Invited:
    """Whom the officer has ticked; nobody is a problem."""
    invited = Invited(typed.numbers("agencies"), typed.numbers("people"))
    if not invited.agency_ids and not invited.person_ids and not typed.is_noted("people"):
        typed.note("agencies", NOBODY)
    return invited
