"""`flask consultation change`: whatever is typed changes, and all else of the consultation stays."""

from dataclasses import replace
from datetime import date
from typing import Any

import click

from commands.consultations import consultation, day_or_none, tell, today_in
from commands.output import dry_run_option, hand, refusing, rehearsed, wall
from scheduler.consultations import change
from scheduler.queries.consultations import ConsultationSheet, consultation_sheet
from vocabulary.actor import OPERATOR
from vocabulary.plan import ConsultationPlan
from vocabulary.refusals import Refusal
from vocabulary.states import Classification, Modality
from vocabulary.text import N_, Bilingual

NO_HOUR = N_("The hour of this consultation is not known. Say it with: %(samai)s consultation move")


@consultation.command("change")
@click.argument("number", metavar="CONSULTATION", type=int)
@click.option("--title-en", help="The title in English.")
@click.option("--title-th", help="The title in Thai.")
@click.option("--modality", type=click.Choice([each.value for each in Modality]))
@click.option("--place", help="Building and room.")
@click.option("--link", help="The link by which people take part.")
@click.option("--agenda", help="The agenda, in lines.")
@click.option("--letter-number", help="Number of the official letter.")
@click.option("--letter-dated", help="Day of the official letter; empty for none.")
@click.option("--reply-by", help="The day by which answers are asked for; empty for none.")
@click.option("--classification", type=click.Choice([each.value for each in Classification]))
@click.option("--told-otherwise", is_flag=True, help="Those who hold an invitation are told by another channel.")
@dry_run_option
@refusing
def change_consultation(number: int, *, dry_run: bool, told_otherwise: bool, **typed: Any) -> None:
    """Change what is said of CONSULTATION and draft the updates. Once it is classified nothing of it leaves."""
    sheet = consultation_sheet(number, actor=OPERATOR, wall=wall())
    plan = changed(sheet, {name: value for name, value in typed.items() if value is not None})
    with rehearsed(dry_run):
        change(number, replace(plan, aware=told_otherwise), hand=hand())
        tell(number, dry_run=dry_run)


def changed(sheet: ConsultationSheet, typed: dict[str, str]) -> ConsultationPlan:
    """The plan as it is, with what was typed in its place."""
    if sheet.starts is None or sheet.ends is None:
        raise Refusal(NO_HOUR)

    def day(name: str, present: date | None) -> date | None:
        return day_or_none(typed[name], field=name, today=today_in(sheet.tzid)) if name in typed else present

    return ConsultationPlan(
        title=Bilingual(typed.get("title_en", sheet.title.en), typed.get("title_th", sheet.title.th)),
        day=sheet.day,
        starts=sheet.starts,
        ends=sheet.ends,
        modality=Modality(typed.get("modality", sheet.modality.value)),
        papers=tuple(paper.id for paper in sheet.papers),
        classification=Classification(typed.get("classification", sheet.classification.value)),
        place=typed.get("place", sheet.place),
        link=typed.get("link", sheet.link),
        agenda=typed.get("agenda", sheet.agenda),
        letter_number=typed.get("letter_number", sheet.letter_number),
        letter_dated=day("letter_dated", sheet.letter_dated),
        reply_by=day("reply_by", sheet.reply_by),
    )
