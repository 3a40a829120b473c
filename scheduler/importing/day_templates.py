"""A list of closed days as a spreadsheet to correct and bring back: one year of it, or only the headings."""

from scheduler.importing.templates import Table, csv_of, workbook_of
from scheduler.queries.calendars import CalendarPage
from vocabulary.columns import DayColumn, label_of
from vocabulary.days import bilingual_weekday
from vocabulary.states import Language

WIDTHS = (16, 16, 44, 44, 20, 44)


def days_xlsx(page: CalendarPage, language: Language) -> bytes:
    """A workbook with the days of a year."""
    return workbook_of([Table(str(page.year), headings(language), rows_of(page, language), WIDTHS)])


def days_csv(page: CalendarPage, language: Language) -> bytes:
    """The same as CSV."""
    return csv_of([headings(language), *rows_of(page, language)])


def headings(language: Language) -> list[str]:
    """What the columns are called."""
    return [column.label.text(language) for column in DayColumn]


def rows_of(page: CalendarPage, language: Language) -> list[list[str]]:
    """The days, each as ISO 8601 with its weekday."""
    cards = [one.card for one in page.days]
    return [
        [
            card.day.isoformat(),
            bilingual_weekday(card.day.weekday()).text(language),
            card.name.plain.th,
            card.name.plain.en,
            label_of(card.state.value).text(language),
            card.source,
        ]
        for card in cards
    ]
