"""An issued roster as its paper has it: finished words in the language in which it was issued, whatever the page's."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from scheduler.queries.issued_rosters import IssuedPage
from vocabulary import days
from vocabulary.issued import Sheet, SheetLine, SheetRun
from vocabulary.roles import role_word
from vocabulary.states import Language
from vocabulary.text import N_, Bilingual
from vocabulary.wording import wording
from web.looks import words_in

COLUMNS = (N_("No."), N_("Name"), N_("Role"), N_("Agency"))
NUMBER = N_("Roster no. %(number)s, issued on %(day)s")
MANDATE = N_("Mandate: %(verdict)s.")
DESPITE = N_("Issued all the same: %(reason)s")


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One person as a line of the paper: finished words in its language."""

    number: str
    name: Markup
    position: Markup
    role: str
    cities: str
    agency: Markup
    remark: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet of paper, ready to be set."""

    language: Language
    title: str
    number: str
    committee: Markup
    session: str
    days: tuple[str, ...]
    columns: tuple[str, ...]
    lines: tuple[PaperLine, ...]
    heads: tuple[str, ...]
    mandate: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tongue:
    """Everything said in one language, as its official documents say it."""

    language: Language

    def said(self, message: str, **values: object) -> str:
        """A sentence in the paper's language, whatever the page's is."""
        text: str = wording(self.language).gettext(message) % values
        return text

    def plain(self, value: Bilingual | None) -> str:
        """A name or a sentence without break marks."""
        return "" if value is None else value.plain.text(self.language)

    def digits(self, text: object) -> str:
        """Numerals of this language's documents."""
        return days.thai_digits(str(text)) if self.language is Language.THAI else str(text)

    def runs(self, runs: Sequence[SheetRun]) -> str:
        """Runs of days."""
        pairs = [(run.opens, run.closes) for run in runs]
        if self.language is Language.THAI:
            return days.official_runs(pairs)
        return days.day_runs(pairs, language=self.language)

    def line(self, number: int, line: SheetLine) -> PaperLine:
        """One person."""
        return PaperLine(
            number=self.digits(number),
            name=words_in(line.name, self.language),
            position=words_in(line.position, self.language),
            role=self.said(role_word(line.role, is_co_head=line.is_co_head)),
            cities=", ".join(map(self.plain, line.cities)),
            agency=words_in(line.agency, self.language),
            remark=self.plain(line.remark),
        )

    def days(self, sheet: Sheet) -> tuple[str, ...]:
        """The days with their places: in one line where all are in one place."""
        places = {(run.city, run.venue) for run in sheet.runs}
        groups = [sheet.runs] if len(places) == 1 else [(run,) for run in sheet.runs]
        return tuple(
            " · ".join(filter(None, [self.runs(group), self.plain(group[0].city), self.plain(group[0].venue)]))
            for group in groups
        )


def paper_of(page: IssuedPage) -> Paper:
    """The roster exactly as it was issued."""
    sheet, mark, tongue = page.sheet, page.mark, Tongue(page.mark.language)
    day = days.official_day(mark.issued_on) if mark.language is Language.THAI else day_of(page)
    return Paper(
        language=mark.language,
        title=tongue.plain(sheet.delegation),
        number=tongue.said(NUMBER, number=tongue.digits(mark.number), day=day),
        committee=words_in(sheet.committee, mark.language),
        session=tongue.digits(tongue.plain(sheet.session)),
        days=tongue.days(sheet),
        columns=tuple(map(tongue.said, COLUMNS)),
        lines=tuple(tongue.line(number, line) for number, line in enumerate(sheet.lines, start=1)),
        heads=tuple(tongue.digits(tongue.plain(one)) for one in sheet.heads),
        mandate=(
            " ".join(
                filter(None, [tongue.said(MANDATE, verdict=tongue.plain(sheet.verdict)), tongue.plain(sheet.ground)])
            ),
            *(tongue.digits(tongue.plain(one)) for one in sheet.reasons),
            *([tongue.said(DESPITE, reason=page.despite)] if page.despite else []),
        ),
    )


def day_of(page: IssuedPage) -> str:
    """The day of issue in English, with both eras where pages say both."""
    return days.bilingual_day(page.mark.issued_on).en
