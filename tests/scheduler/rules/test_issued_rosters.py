"""What one issued roster says otherwise than another."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.rules.issued_rosters import (
    differences,
    digest_of_sheet,
    frozen_sheet,
    frozen_words,
    is_over,
    thawed_sheet,
    thawed_words,
)
from vocabulary.issued import Sheet, SheetLine, SheetRun
from vocabulary.states import DelegateRole, Language
from vocabulary.text import Bilingual

VIENNA, NAIROBI = Bilingual("Vienna", "กรุงเวียนนา"), Bilingual("Nairobi", "กรุงไนโรบี")
RUN = SheetRun(date(2022, 5, 30), date(2022, 6, 10), VIENNA, Bilingual("VIC"))
HEAD = SheetLine(1, DelegateRole.HEAD, Bilingual("Phuwadol"), Bilingual("Ambassador"), Bilingual("Mission"))
SIRA = SheetLine(2, DelegateRole.REPRESENTATIVE, Bilingual("Sira", "สิ|รา"), Bilingual("Attorney"), Bilingual("OAG"))
WARUT = SheetLine(3, DelegateRole.ADVISER, Bilingual("Warut"), Bilingual("Colonel"), Bilingual("RTP"))
SHEET = Sheet(Bilingual("AHC"), Bilingual("Session 2"), Bilingual("Delegation"), (RUN,), (HEAD, SIRA, WARUT))
THERE = "30 May – 10 Jun 2022 · Vienna · VIC"
DEPUTY = replace(SIRA, role=DelegateRole.DEPUTY_HEAD)

CASES = [
    (replace(SHEET, verdict=Bilingual("Outside"), reasons=(Bilingual("Why"),)), []),
    (replace(SHEET, lines=(HEAD, replace(SIRA, name=Bilingual("Sira", "สิรา")), WARUT)), []),
    (replace(SHEET, is_off=True), ["The session does not meet on these days any more"]),
    (
        replace(SHEET, session=Bilingual("Session 3")),
        ["The session is called Session 3, until now Session 2"],
    ),
    (
        replace(SHEET, runs=(RUN, SheetRun(date(2022, 7, 4), date(2022, 7, 5)))),
        [f"Days and place: {THERE}, 4–5 Jul 2022; until now {THERE}"],
    ),
    (replace(SHEET, runs=()), [f"Days and place: No dates yet; until now {THERE}"]),
    (replace(SHEET, lines=(HEAD, SIRA)), ["No longer on the roster: Warut, Adviser"]),
    (
        replace(SHEET, lines=(HEAD, SIRA, replace(WARUT, person_id=4, name=Bilingual("Anan")))),
        ["No longer on the roster: Warut, Adviser", "New on the roster: Anan, Adviser"],
    ),
    (replace(SHEET, lines=(HEAD, DEPUTY, WARUT)), ["Sira: Deputy head, until now Representative"]),
    (
        replace(SHEET, lines=(HEAD, replace(SIRA, role=DelegateRole.HEAD, is_co_head=True), WARUT)),
        ["Sira: Co-head, until now Representative"],
    ),
    (
        replace(SHEET, lines=(replace(HEAD, cities=(VIENNA, NAIROBI)), SIRA, WARUT)),
        ["Phuwadol leads in: Vienna, Nairobi; until now in: -"],
    ),
    (
        replace(SHEET, lines=(HEAD, replace(SIRA, remark=Bilingual("Outside the list")), WARUT)),
        ["Name, position or agency is another now: Sira"],
    ),
    (replace(SHEET, lines=(HEAD, WARUT, SIRA)), ["The order on the roster is another now"]),
]


@pytest.mark.parametrize(("after", "said"), CASES)
def test_what_differs_is_said_in_sentences(after: Sheet, said: list[str]) -> None:
    found = differences(SHEET, after)
    assert [one.text(Language.ENGLISH) for one in found] == said
    assert len(differences(after, SHEET)) == len(said), "and so the other way round"


def test_a_session_that_meets_again_is_said() -> None:
    [back] = differences(replace(SHEET, is_off=True), SHEET)
    assert back.text(Language.ENGLISH) == "The session meets again"


def test_a_sheet_is_kept_whole() -> None:
    whole = replace(SHEET, heads=(Bilingual("a", "b"),), ground=Bilingual("c"), reasons=(Bilingual("d"),))
    assert thawed_sheet(frozen_sheet(whole)) == whole
    assert digest_of_sheet(whole) != digest_of_sheet(SHEET)
    assert thawed_words(frozen_words([Bilingual("a", "b")])) == (Bilingual("a", "b"),)


def test_what_is_over_is_over_on_the_day_after_the_last_one() -> None:
    assert [is_over(SHEET, date(2022, 6, day)) for day in (10, 11)] == [False, True]
    assert not is_over(replace(SHEET, is_off=True), date(2022, 6, 11))
    assert not is_over(replace(SHEET, runs=()), date(2022, 6, 11))
