"""What one table may hold."""

import pytest

from scheduler.loading.deeds import checked_file
from scheduler.loading.reading import read_file
from scheduler.loading.schema import CommitteeFile
from tests.conftest import ROOT
from tests.scheduler.loading.small import SMALL, checked, source
from vocabulary.refusals import Invalid
from vocabulary.states import Modality, SessionKind, SessionStatus, Stage, Urgency


def refused(before: str, after: str) -> str:
    with pytest.raises(Invalid) as wrong:
        checked(before, after)
    assert len(wrong.value.problems) == 1
    return str(wrong.value.problems[0])


def test_what_is_left_out_is_the_usual() -> None:
    file = checked_file(source())
    assert file.session[1].kind is SessionKind.REGULAR
    assert file.session[1].status is SessionStatus.PROVISIONAL
    assert file.session[1].opens is None
    assert file.approval.urgency is Urgency.NONE


def test_the_letter_is_read_with_all_its_facts() -> None:
    text = (ROOT / "committees" / "ahc.toml").read_text("utf-8")
    file = read_file(text, CommitteeFile, name="ahc.toml")
    assert [(entry.title, str(entry.date)) for entry in file.committee.instrument] == [
        ("A/RES/74/247", "2019-12-27"),
        ("A/RES/75/282", "2021-05-26"),
    ]
    vote = file.committee.instrument[0].vote
    assert vote is not None
    assert (vote.in_favour, vote.against, vote.abstained, vote.not_voting) == (79, 60, 33, 21)
    assert file.approval.composition == ("mfa", "oag", "rtp", "nsc", "ncsa", "moj", "mdes")
    assert file.approval.urgency is Urgency.MOST_URGENT
    assert file.session[0].modality is Modality.HYBRID
    assert file.session[0].stage is Stage.EXCHANGE_OF_VIEWS
    assert [entry.duty_station for entry in file.session] == [
        "new-york", "vienna", "new-york", "vienna", "vienna", "new-york",
    ]  # fmt: skip
    assert [entry.opens is not None for entry in file.session] == [True, True, False, False, False, False]
    assert file.consultation[0].invited == ("oag", "rtp", "nsc", "ncsa", "moj", "mdes")


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('key = "moss"', 'key = "Moss Committee"', "line 2, committee, key: a key has up to 60 lower-case letters"),
        ('country = "KE"', 'country = "Kenya"', "line 23, closures 1, country: a country is named by two capital"),
        ("ordinal = 2", "ordinal = 0", "line 75, session 2, ordinal: must be greater than or equal to 1"),
        ("ordinal = 2", 'ordinal = "2"', "line 75, session 2, ordinal: must be a valid integer"),
        ('name.en = "Royal Botanic Garden"', 'name.en = ""', "agency 2, name: give the text in English (en), in Thai"),
        ('name.en = "Royal Botanic Garden"', 'name.fr = "Jardin"', "line 58, agency 2, name, fr: no such name"),
        ('due = "before each session"', 'due = "soon"', "line 63, obligation 1, due: must be 'before each session' or"),
        ("years = [2023, 2023]", "years = [2023]", "line 24, closures 1, years 2: is missing"),
        ('city.en = "Nairobi"\n', "", "line 33, duty_station 2, city: is missing"),
    ],
)
def test_a_value_that_does_not_fit_says_what_would(before: str, after: str, reason: str) -> None:
    assert refused(before, after).startswith("moss.toml, ")
    assert reason in refused(before, after)


def test_words_are_kept_without_the_space_around_them() -> None:
    file = checked('name.en = "Royal Botanic Garden"', 'name.en = "  Royal Botanic Garden "')
    assert file.agency[1].name.en == "Royal Botanic Garden"


def test_the_small_file_is_small() -> None:
    assert len(SMALL.splitlines()) < 100


def test_a_building_has_usual_hours_of_its_own_and_nonsense_is_refused() -> None:
    name = 'name.en = "United Nations Office at Nairobi"'
    for typed, hours in (("", "10:00-13:00, 15:00-18:00"), ('hours = "9:00-12:00"', "09:00-12:00")):
        stations = checked(name, f"{name}\n{typed}").duty_station
        assert [one.hours for station in stations for one in station.venue] == [hours]
    assert "Write from when to when" in refused(name, f'{name}\nhours = "all day"')


def test_a_promise_has_a_day_a_month_or_neither_and_its_paragraph_in_one_language_or_two() -> None:
    due = 'due = "before each session"'
    assert checked(due, f'{due}\npromised = 2022-01-12\nletter.th = "4"').obligation[0].promised == "2022-01-12"
    entry = checked(due, f'{due}\npromised = "2022-01"\nletter = "1.3"').obligation[0]
    assert (entry.promised, entry.letter.en, entry.letter.th) == ("2022-01", "1.3", "")
    assert "a month in quotes" in refused(due, f'{due}\npromised = "2022-13"')
