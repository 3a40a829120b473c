"""An issued roster on paper, in the language in which it was issued."""

from dataclasses import replace
from datetime import date

from scheduler.queries.issued_rosters import Issued, IssuedPage, Shelf
from tests.scheduler.rules.test_issued_rosters import SHEET
from vocabulary.issued import SheetRun
from vocabulary.states import Language
from vocabulary.text import Bilingual
from web.paper import paper_of


def page(language: Language) -> IssuedPage:
    mark = Issued(1, 2, 3, language, date(2022, 1, 4), "officer")
    return IssuedPage(mark, SHEET, "As he said", Shelf((mark,)), None, ())


def test_a_paper_has_numerals_and_era_of_its_language() -> None:
    thai, english = paper_of(page(Language.THAI)), paper_of(page(Language.ENGLISH))
    assert (english.number, english.lines[0].number) == ("Roster no. 3, issued on 4 January 2022", "1")
    assert english.days == ("30 May – 10 Jun 2022 · Vienna · VIC",)
    assert thai.lines[1].number == "๒"
    assert "๒๕๖๕" in thai.number
    assert english.mandate[-1] == "Issued all the same: As he said"


def test_runs_in_several_places_stand_on_a_line_each() -> None:
    runs = (*SHEET.runs, SheetRun(date(2022, 7, 4), date(2022, 7, 5), Bilingual("Nairobi")))
    several = paper_of(replace(page(Language.ENGLISH), sheet=replace(SHEET, runs=runs)))
    assert several.days == ("30 May – 10 Jun 2022 · Vienna · VIC", "4–5 Jul 2022 · Nairobi")
