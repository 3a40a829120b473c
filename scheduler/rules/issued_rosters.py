"""Whether a roster may be issued, and what supersedes one that was."""

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter

from vocabulary.days import day_range
from vocabulary.decisions import Said
from vocabulary.issued import Sheet, SheetLine, SheetRun
from vocabulary.roles import role_word
from vocabulary.states import DelegateRole, Language
from vocabulary.text import N_, Bilingual

NO_DATES = N_("No dates yet")
OFF = N_("The session does not meet on these days any more")
BACK = N_("The session meets again")
CALLED = N_("The session is called %(now)s, until now %(before)s")
MOVED = N_("Days and place: %(now)s; until now %(before)s")
LEFT = N_("No longer on the roster: %(name)s, %(role)s")
CAME = N_("New on the roster: %(name)s, %(role)s")
OTHER_ROLE = N_("%(name)s: %(now)s, until now %(before)s")
OTHER_CITIES = N_("%(name)s leads in: %(now)s; until now in: %(before)s")
CORRECTED = N_("Name, position or agency is another now: %(name)s")
ORDER = N_("The order on the roster is another now")

SHEET = TypeAdapter(Sheet)
WORDS = TypeAdapter(tuple[Bilingual, ...])


def frozen_sheet(sheet: Sheet) -> dict[str, Any]:
    """The sheet as JSON, for its row."""
    dumped: dict[str, Any] = SHEET.dump_python(sheet, mode="json")
    return dumped


def thawed_sheet(stored: dict[str, Any]) -> Sheet:
    """The sheet that a row holds."""
    return SHEET.validate_python(stored)


def frozen_words(several: Sequence[Bilingual]) -> list[Any]:
    """Sentences as JSON."""
    dumped: list[Any] = WORDS.dump_python(tuple(several), mode="json")
    return dumped


def thawed_words(stored: list[Any]) -> tuple[Bilingual, ...]:
    """The sentences that a row holds."""
    return WORDS.validate_python(stored)


def digest_of_sheet(sheet: Sheet) -> str:
    """One word for all that a sheet says."""
    return sha256(SHEET.dump_json(sheet)).hexdigest()


def is_over(sheet: Sheet, today: date) -> bool:
    """Whether the session's last day has passed: what was issued for it then stands as it is."""
    return bool(sheet.runs) and not sheet.is_off and sheet.runs[-1].closes < today


def differences(before: Sheet, after: Sheet) -> tuple[Said, ...]:
    """What one sheet says otherwise than another, in sentences; verdict and reasons are each day's own."""
    found = [*of_plan(before, after), *of_people(before.lines, after.lines)]
    if not found and outline(before.lines) != outline(after.lines):
        found.append(Said(ORDER))
    return tuple(found)


def of_plan(before: Sheet, after: Sheet) -> Iterator[Said]:
    """Whether, when and where the session meets, and what it is called."""
    if before.is_off != after.is_off:
        yield Said(OFF if after.is_off else BACK)
    if before.session.plain != after.session.plain:
        yield Said(CALLED, {"now": after.session, "before": before.session})
    if runs_said(before.runs) != runs_said(after.runs):
        yield Said(MOVED, {"now": runs_said(after.runs), "before": runs_said(before.runs)})


def runs_said(runs: Sequence[SheetRun]) -> Bilingual | Said:
    """Runs of days with their places, in both languages."""
    if not runs:
        return Said(NO_DATES)
    return Bilingual(*(", ".join(run_in(run, language) for run in runs) for language in (EN, TH)))


EN, TH = Language.ENGLISH, Language.THAI


def run_in(run: SheetRun, language: Language) -> str:
    """A run of days with its place."""
    places = (place.plain.text(language) for place in (run.city, run.venue) if place is not None)
    return " · ".join([day_range(run.opens, run.closes, language=language), *places])


def of_people(before: Sequence[SheetLine], after: Sequence[SheetLine]) -> Iterator[Said]:
    """Who left, who came, and who stands there otherwise; the first on the roster before the others."""
    was, now = ({line.person_id: line for line in lines} for lines in (before, after))
    for line in before:
        if line.person_id not in now:
            yield Said(LEFT, {"name": line.name, "role": word(line)})
    for line in after:
        earlier = was.get(line.person_id)
        if earlier is None:
            yield Said(CAME, {"name": line.name, "role": word(line)})
        else:
            yield from of_person(earlier, line)


def of_person(before: SheetLine, after: SheetLine) -> Iterator[Said]:
    """What is said otherwise of one person."""
    is_other = word(before).message != word(after).message
    if is_other:
        yield Said(OTHER_ROLE, {"name": after.name, "now": word(after), "before": word(before)})
    if after.role is before.role is DelegateRole.HEAD and places(before) != places(after):
        told = {"name": after.name, "now": after.cities or "-", "before": before.cities or "-"}
        yield Said(OTHER_CITIES, told)
    if card(before) != card(after) and not is_other:
        yield Said(CORRECTED, {"name": after.name})


def word(line: SheetLine) -> Said:
    """What somebody is there."""
    return Said(role_word(line.role, is_co_head=line.is_co_head))


def places(line: SheetLine) -> tuple[Bilingual, ...]:
    """Where a head leads."""
    return tuple(city.plain for city in line.cities)


def card(line: SheetLine) -> tuple[object, ...]:
    """What stands of a person beside the role; with another role comes another position for a head."""
    told = (line.name.plain, line.position.plain, line.agency.plain)
    return (*told, None if line.remark is None else line.remark.plain)


def outline(lines: Sequence[SheetLine]) -> list[int]:
    """The order of people."""
    return [line.person_id for line in lines]
