"""Spreadsheets as people bring them."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from scheduler.importing.deeds import plan_for
from scheduler.importing.plans import Plan
from scheduler.importing.sheets import read_sheet
from vocabulary.actor import OPERATOR, Actor
from vocabulary.states import Language

HEADINGS = ["หน่วยงาน", "Name in Thai", "name en", "E-mail", "Phone", "Language", "Primary/backup", "สารบรรณกลาง"]
NICHA = ["moj", "นางสาวณิชา ตัวอย่าง", "Ms Nicha Tuayang", "nicha@moj.example", "+66 2 555 0100", "en", "backup", ""]


def csv_of(
    *rows: Sequence[str], separator: str = ",", encoding: str = "utf-8", headings: Sequence[str] = HEADINGS
) -> bytes:
    """A CSV file with these rows below the headings."""
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in (headings, *rows)]
    return "\r\n".join(separator.join(row) for row in quoted).encode(encoding)


def xlsx_of(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS, more: bool = False) -> bytes:
    """A workbook with these rows below the headings."""
    book, buffer = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = "People"
    for row in (headings, *rows):
        sheet.append(list(row))
    if more:
        book.create_sheet("More")
    book.save(buffer)
    return buffer.getvalue()


def planned(*rows: Sequence[str], by: Actor = OPERATOR, headings: Sequence[str] = HEADINGS) -> Plan:
    """What these rows would change."""
    return plan_for(read_sheet(csv_of(*rows, headings=headings), name="people.csv"), by=by)


def problems(plan: Plan, language: Language = Language.ENGLISH) -> list[str]:
    """What is wrong, in words."""
    return [problem.message % problem.values_in(language) for problem in plan.problems]


def effects(plan: Plan) -> list[list[str]]:
    """What each row would change, in words."""
    return [[told(effect) for effect in line.effects] for line in plan.lines]


def told(effect: Any) -> str:
    before, after = str(effect.before), str(effect.after)
    if effect.column is None:
        return f"{effect.kind.value} {before}".strip()
    return f"{effect.kind.value} {effect.column.value}: {before} -> {after}"
