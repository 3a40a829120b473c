"""What the tables of a file say of each other."""

import pytest

from scheduler.loading.deeds import Source, checked_file
from tests.conftest import ROOT
from tests.scheduler.loading.small import checked, data_file, source
from vocabulary.refusals import Invalid


def refused(before: str, after: str) -> str:
    with pytest.raises(Invalid) as wrong:
        checked(before, after)
    assert len(wrong.value.problems) == 1, [str(problem) for problem in wrong.value.problems]
    return str(wrong.value.problems[0]).removeprefix("moss.toml, ")


def test_a_sound_file_has_nothing_wrong() -> None:
    assert checked_file(source()).committee.key == "moss"


@pytest.mark.parametrize("name", ["ahc.toml"])
def test_the_projects_own_files_have_nothing_wrong(name: str) -> None:
    text = (ROOT / "committees" / name).read_text("utf-8")
    assert checked_file(Source(text, name, "mfa.example")).committee.key == "ahc"


def test_another_countrys_file_has_nothing_wrong() -> None:
    assert checked_file(data_file("third-country.toml")).committee.home == "poseidonia"


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('home = "poseidonia"', 'home = "poseidon"', 'line 5, committee, home: no duty_station has the key "poseidon"'),
        ('coordinator = "mea"', 'coordinator = "x"', 'line 6, committee, coordinator: no agency has the key "x"'),
        ('["mea", "garden"]', '["mea", "x"]', 'line 14, approval, composition 2: no agency has the key "x"'),
        ('post = "pr-nairobi"', 'post = "x"', 'line 18, approval, head_rule 1, post: no post has the key "x"'),
        ('closures = "closed"', 'closures = "x"', 'line 31, duty_station 1, closures: no closures has the key "x"'),
        ('mission = "pm-nairobi"', 'mission = "x"', 'line 49, post 1, mission: no mission has the key "x"'),
        ('owner = "mea"', 'owner = "x"', 'line 62, obligation 1, owner: no agency has the key "x"'),
        ('venue = "unon"', 'venue = "x"', 'line 69, session 1, venue: no venue has the key "x"'),
        ('parent = "1"', 'parent = "x"', 'line 77, session 2, parent: no session has the key "x"'),
        ('session = "1"', 'session = "x"', 'line 83, consultation 1, session: no session has the key "x"'),
        ('convener = "mea"', 'convener = "x"', 'line 84, consultation 1, convener: no agency has the key "x"'),
        ('invited = ["garden"]', 'invited = ["x"]', 'line 85, consultation 1, invited 1: no agency has the key "x"'),
    ],
)
def test_a_key_that_nothing_has_is_named_with_its_line(before: str, after: str, sentence: str) -> None:
    assert refused(before, after).startswith(sentence)


def test_a_key_that_nothing_has_is_told_which_there_are() -> None:
    assert refused('post = "pr-nairobi"', 'post = "pr"').endswith("the file knows pr-nairobi")


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            "\n[[obligation]]",
            '\n[[agency]]\nkey = "mea"\nname.en = "Another"\n\n[[obligation]]',
            'agency 3, key: there is already another agency "mea"',
        ),
        ("ordinal = 2", "ordinal = 1", 'session 2, ordinal: there is already another session "regular 1"'),
        (
            "\n[approval]",
            '\n[[committee.instrument]]\ntitle = "A/RES/1"\ndate = 2021-01-01\n\n[approval]',
            'committee, instrument 2, title: there is already another instrument "A/RES/1"',
        ),
        (
            "\n[[mission]]",
            '\n[[duty_station.venue]]\nkey = "unon"\nname.en = "Annex"\n\n[[mission]]',
            'duty_station 2, venue 2, key: there is already another venue "unon"',
        ),
        (
            "\n[[closures]]",
            '\n[[approval.head_rule]]\nduty_station = "nairobi"\npost = "pr-nairobi"\n\n[[closures]]',
            'approval, head_rule 2, duty_station: there is already another head rule for "nairobi"',
        ),
    ],
)
def test_two_of_one_name_are_one_too_many(before: str, after: str, sentence: str) -> None:
    assert sentence in refused(before, after)


def test_an_agency_has_one_place_in_the_composition() -> None:
    assert 'another place for "mea"' in refused('["mea", "garden"]', '["mea", "garden", "mea"]')


@pytest.mark.parametrize("zone", ["Africa/Nirobi", "", "../etc/passwd", "Africa"])
def test_a_clock_that_no_zone_has_is_refused(zone: str) -> None:
    assert "duty_station 2, tzid: " in refused("Africa/Nairobi", zone)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("closes = 2023-09-15\n", "", "line 70, session 1, opens: give closes as well"),
        ("opens = 2023-09-04\n", "", "line 70, session 1, closes: give opens as well"),
        ("closes = 2023-09-15", "closes = 2023-09-03", "line 71, session 1, closes: 2023-09-03 lies before the day it"),
    ],
)
def test_a_session_has_both_its_days_in_order_or_neither(before: str, after: str, sentence: str) -> None:
    assert refused(before, after).startswith(sentence)


def test_a_session_of_one_day_is_a_session() -> None:
    assert checked("closes = 2023-09-15", "closes = 2023-09-04").session[0].closes is not None


def test_a_building_stands_in_the_sessions_city() -> None:
    before = 'duty_station = "nairobi"\nvenue = "unon"'
    assert refused(before, before.replace("nairobi", "poseidonia")).startswith(
        'line 69, session 1, venue: "unon" does not stand in "poseidonia"'
    )


@pytest.mark.parametrize("given", ["", "decided_on = 2023-01-01\n", 'decision = "Minute 1"\n'])
def test_approved_is_only_what_has_the_day_and_the_reference_of_its_decision(given: str) -> None:
    assert refused('status = "requested"\n', f'status = "approved"\n{given}').startswith("line 13, approval, status: ")


def test_an_approval_with_its_decision_is_approved() -> None:
    decided = 'status = "approved"\ndecided_on = 2023-01-01\ndecision = "Minute 1"'
    assert checked('status = "requested"', decided).approval.decision == "Minute 1"


@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_only_a_consultation_that_was_held_can_be_loaded(status: str) -> None:
    assert refused('status = "held"', f'status = "{status}"').startswith(
        'line 82, consultation 1, status: must be "held"'
    )


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('country = "KE"\n', "", "closures 1: give both country and years"),
        ("years = [2023, 2023]\n", "", "closures 1: give both country and years"),
        ("years = [2023, 2023]", "years = [2023, 2022]", "line 24, closures 1, years: [2023, 2022] runs backwards"),
        (
            'country = "KE"',
            'country = "ZZ"',
            'line 23, closures 1, country: no calendar of "ZZ" with public is on file',
        ),
        (
            '["Easter Monday"]',
            '["Easter Munday"]',
            'line 25, closures 1, without: this calendar has no "Easter Munday"',
        ),
    ],
)
def test_closed_days_are_seeded_from_a_calendar_that_is_on_file(before: str, after: str, sentence: str) -> None:
    assert sentence in refused(before, after)


def test_a_list_of_closed_days_may_be_empty() -> None:
    file = checked('country = "KE"\nyears = [2023, 2023]\nwithout = ["Easter Monday"]\n', "")
    assert file.closures[0].country is None


def runs(first: str, second: str) -> str:
    one_run = 'venue = "unon"\nopens = 2023-09-04\ncloses = 2023-09-15\n'
    return refused(one_run, f"days = [\n  {{ {first} }},\n  {{ {second} }},\n]\n")


def test_several_runs_of_days_run_forwards_one_after_the_other() -> None:
    first, second = "opens = 2023-09-04, closes = 2023-09-05", "opens = 2023-09-11, closes = 2023-09-15"
    assert "2023-09-03 lies before the day it opens, 2023-09-04" in runs(first.replace("05", "03"), second)
    assert "2023-09-05 is not after 2023-09-05, when the run before it closes" in runs(
        first, second.replace("11", "05")
    )
    assert '"unon" does not stand in "poseidonia"' in runs(
        first, f'{second}, duty_station = "poseidonia", venue = "unon"'
    )
    assert 'no duty_station has the key "narobi"' in runs(first, f'{second}, duty_station = "narobi"')
    assert 'no venue has the key "unno"' in runs(first, f'{second}, venue = "unno"')


def test_days_stand_in_one_way_or_the_other() -> None:
    before = "closes = 2023-09-15\n"
    several = "days = [{ opens = 2023-09-18, closes = 2023-09-19 }]\n"
    assert "give opens, closes and venue within each of the days, or no days" in refused(before, before + several)
