"""What a decision does to the sessions themselves."""

from dataclasses import replace
from datetime import date, timedelta

from scheduler.rules.decision_sessions import head_said, named
from scheduler.rules.heads import Head, HeadStatus, Named, Override
from tests.scheduler.rules.worlds import (
    HALL,
    LATER,
    LATER_CLOSES,
    NAIROBI,
    NARUEMON,
    NEW_YORK,
    TENURES,
    VIENNA,
    change,
    english,
    found,
    only,
    session,
    world,
)
from vocabulary.decisions import ConsequenceKind, Gravity, Verb
from vocabulary.plan import Days
from vocabulary.states import Language, SessionStatus
from vocabulary.text import Bilingual

NEW_DAYS = {"opens": LATER, "closes": LATER_CLOSES}
MINISTER = Named(400, Bilingual("Minister"), Bilingual("Minister of Digital Economy"))
NARUEMON_TOO = Named(NARUEMON, Bilingual("Naruemon"), Bilingual("Ambassador"))
BY_DECISION = Override((MINISTER,), "Cabinet decided", "")


def test_the_plan_is_said_as_it_is_and_as_it_was() -> None:
    [plan] = only(found(world(), change(Verb.POSTPONE)), ConsequenceKind.PLAN)
    assert plan.what.text(Language.ENGLISH) == "Postponed · No dates yet · New York"
    assert plan.before is not None
    assert plan.before.text(Language.ENGLISH) == "Confirmed · 17–28 Jan 2022 · New York, UN Hall"
    assert plan.before.text(Language.THAI).endswith("นครนิวยอร์ก, UN Hall")


def test_two_cities_and_no_city_are_said() -> None:
    suspended = session(1, status=SessionStatus.SUSPENDED)
    [line] = english(found(world(suspended), change(Verb.RECONVENE, city_id=VIENNA, **NEW_DAYS)), ConsequenceKind.PLAN)
    assert line == "Confirmed · 17–28 Jan 2022, 28 Feb – 11 Mar 2022 · New York, UN Hall, Vienna"
    nowhere = session(1, city_id=None, blocks=(), status=SessionStatus.PROVISIONAL)
    assert english(found(world(nowhere), change(Verb.CANCEL)), ConsequenceKind.PLAN) == [
        "Cancelled · No dates yet · City not known"
    ]


def test_the_head_follows_the_city_and_never_the_number() -> None:
    swapped = found(world(), change(Verb.RELOCATE, city_id=VIENNA), change(Verb.RELOCATE, 2, city_id=NEW_YORK))
    heads = only(swapped, ConsequenceKind.HEAD)
    assert [one.what.text(Language.ENGLISH).split(",")[0] for one in heads] == ["Phuwadol", "Naruemon"]
    assert heads[0].why is not None
    assert heads[0].why.text(Language.ENGLISH) == "The city says which post leads (letter, item 10.1)."


def test_the_head_follows_the_tenure() -> None:
    [head] = only(
        found(world(), change(Verb.POSTPONE, opens=date(2023, 1, 9), closes=date(2023, 1, 20))), ConsequenceKind.HEAD
    )
    assert head.what.text(Language.ENGLISH) == "Permanent Representative in New York (vacant)"
    assert head.gravity is Gravity.ACT


def test_a_post_without_days_has_no_person() -> None:
    [head] = only(found(world(), change(Verb.POSTPONE)), ConsequenceKind.HEAD)
    assert head.what.text(Language.ENGLISH) == "Permanent Representative in New York; the person is known with the days"
    assert head.gravity is Gravity.PLAIN


def test_a_city_without_a_rule_asks_who_leads() -> None:
    [head] = only(found(world(), change(Verb.RELOCATE, city_id=NAIROBI)), ConsequenceKind.HEAD)
    assert head.what.text(Language.ENGLISH) == "Nobody: no rule names a post for Nairobi"
    assert head.gravity is Gravity.ACT


def test_in_two_cities_two_heads_lead_one_after_the_other() -> None:
    suspended = session(1, status=SessionStatus.SUSPENDED)
    [head] = only(found(world(suspended), change(Verb.RECONVENE, city_id=VIENNA, **NEW_DAYS)), ConsequenceKind.HEAD)
    assert head.what.text(Language.ENGLISH).startswith("One after the other: Naruemon, Permanent")
    assert "Phuwadol" in head.what.text(Language.ENGLISH)


def test_a_head_by_decision_stays_and_is_looked_at_when_the_city_changes() -> None:
    state = world(overrides={1: (BY_DECISION,)})
    assert english(found(state, change(Verb.RELOCATE, city_id=VIENNA)), ConsequenceKind.HEAD) == [
        "Minister leads by a decision, in whatever city"
    ]
    assert english(found(state, change(Verb.POSTPONE)), ConsequenceKind.HEAD) == []


def test_a_decision_for_a_city_rests_when_the_session_leaves_it() -> None:
    here = replace(BY_DECISION, duty_station_id=NEW_YORK, city=Bilingual("New York"))
    consequences = found(world(overrides={1: (here,)}), change(Verb.RELOCATE, city_id=VIENNA))
    rests, head = only(consequences, ConsequenceKind.HEAD)
    assert rests.what.text(Language.ENGLISH) == "The decision that Minister leads in New York rests"
    assert rests.gravity is Gravity.LOOK
    assert head.what.text(Language.ENGLISH) == "Phuwadol, Permanent Representative in Vienna"
    assert head.before is not None
    assert head.before.text(Language.ENGLISH) == "Minister, by a decision"


def test_a_decision_waiting_in_the_new_city_says_who_leads_there_and_why() -> None:
    there = Override((MINISTER, NARUEMON_TOO), "Cabinet decided", "", VIENNA, Bilingual("Vienna"))
    [head] = only(found(world(overrides={1: (there,)}), change(Verb.RELOCATE, city_id=VIENNA)), ConsequenceKind.HEAD)
    assert head.what.text(Language.ENGLISH) == (
        "Together, in this order: Minister, by a decision, Naruemon, by a decision"
    )
    assert head.why is not None
    assert head.why.text(Language.ENGLISH) == "Decided: Cabinet decided"
    stays = found(world(overrides={1: (there,)}), change(Verb.POSTPONE))
    assert "rests" not in "".join(english(stays, ConsequenceKind.HEAD))


def test_new_days_on_which_the_post_passes_on_are_looked_at() -> None:
    leaving, after = replace(TENURES[0], until=LATER), replace(TENURES[0], person_id=401, name=Bilingual("Next"))
    coming = replace(after, since=LATER + timedelta(days=1), until=None)
    for tenures, what, why in (
        ((leaving, coming), "Naruemon hands the post over on Tue 1 Mar 2022", "From that day on Next holds it."),
        ((leaving,), "Naruemon leaves the post before Tue 1 Mar 2022", "Nobody is on file from that day on."),
    ):
        [one] = only(found(world(tenures=tenures), change(Verb.RESCHEDULE, **NEW_DAYS)), ConsequenceKind.HEAD)
        assert one.gravity is Gravity.LOOK
        assert one.what.text(Language.ENGLISH) == f"{what}, while the session meets"
        assert one.why is not None
        assert one.why.text(Language.ENGLISH).startswith(why)


def test_every_kind_of_head_has_its_words() -> None:
    said = {
        status: head_said(Head(status, name=Bilingual("A"), title=Bilingual("B"), city=Bilingual("C"))).text(
            Language.ENGLISH
        )
        for status in HeadStatus
    }
    assert said[HeadStatus.OVERRIDDEN] == "A, by a decision"
    assert said[HeadStatus.NO_CITY] == "Nobody, while the city is not known"


def test_closed_days_that_the_new_days_hit_are_named() -> None:
    state = world(session(1), session(2, city_id=VIENNA, blocks=()))
    vienna = found(state, change(Verb.RESCHEDULE, 2, **NEW_DAYS))
    assert english(vienna, ConsequenceKind.CLOSED) == ["UN Vienna: closed on Tue 1 Mar 2022 (Eid)"]
    home = only(
        found(state, change(Verb.RESCHEDULE, opens=date(2022, 4, 4), closes=date(2022, 4, 8))), ConsequenceKind.CLOSED
    )
    assert [one.what.text(Language.ENGLISH) for one in home] == [
        "New York: closed days in 2022 are not known",
        "Thai government offices: closed on Wed 6 Apr 2022 (Chakri Day)",
    ]
    assert home[0].what.text(Language.THAI).count("2565") == 1
    assert home[1].why is not None


def test_closed_days_that_were_hit_before_are_no_news() -> None:
    april = session(1, blocks=(Days(date(2022, 4, 4), date(2022, 4, 7), venue_id=HALL),))
    assert english(found(world(april), change(Verb.EXTEND, closes=date(2022, 4, 8))), ConsequenceKind.CLOSED) == [
        "New York: closed days in 2022 are not known"
    ]


def test_in_another_city_its_closed_days_count_anew() -> None:
    march = session(1, blocks=(Days(LATER, LATER_CLOSES, venue_id=HALL),))
    assert english(found(world(march), change(Verb.RELOCATE, city_id=VIENNA)), ConsequenceKind.CLOSED) == [
        "UN Vienna: closed on Tue 1 Mar 2022 (Eid)"
    ]


def test_a_session_that_does_not_meet_hits_no_closed_day() -> None:
    assert english(found(world(), change(Verb.CANCEL)), ConsequenceKind.CLOSED) == []


def test_a_meeting_in_the_capital_is_told_of_its_closed_days_once() -> None:
    result = found(world(), change(Verb.RESCHEDULE, city_id=1, opens=date(2022, 4, 4), closes=date(2022, 4, 8)))
    assert english(result, ConsequenceKind.CLOSED) == ["Thai government offices: closed on Wed 6 Apr 2022 (Chakri Day)"]


def test_calendars_show_or_drop_it() -> None:
    kind = ConsequenceKind.CALENDARS
    assert english(found(world(), change(Verb.POSTPONE)), kind) == ["Subscribed calendars drop Session 1"]
    assert english(found(world(), change(Verb.EXTEND, closes=date(2022, 1, 29))), kind) == [
        "Subscribed calendars show the new plan of Session 1"
    ]
    undated = session(1, status=SessionStatus.PROVISIONAL, blocks=())
    assert english(found(world(undated), change(Verb.CANCEL)), kind) == []


def test_duties_stay_open_where_a_session_does_not_meet() -> None:
    kind = ConsequenceKind.OBLIGATION
    assert english(found(world(), change(Verb.POSTPONE)), kind) == ["Duties of the letter that stay open: 2"]
    assert english(found(world(), change(Verb.EXTEND, closes=date(2022, 1, 29))), kind) == []
    other = world(session(1, committee_id=2))
    assert english(found(other, change(Verb.CANCEL)), kind) == []


def test_a_closed_day_without_a_name_is_said_as_a_day() -> None:
    assert named(date(2022, 4, 6), None).en == "Wed 6 Apr 2022"


def test_a_decision_for_days_that_move_rests() -> None:
    own = Override((MINISTER,), "Cabinet decided", "", opens=session(1).opens)
    state = world(overrides={1: (own,)})
    lines = english(found(state, change(Verb.POSTPONE, **NEW_DAYS)), ConsequenceKind.HEAD)
    assert lines == [
        "The decision that Minister leads on the days from Mon 17 Jan 2022 rests",
        "Naruemon, Permanent Representative in New York",
    ]
    moved = english(found(state, change(Verb.RELOCATE, city_id=VIENNA)), ConsequenceKind.HEAD)
    assert moved == ["Minister leads by a decision, in whatever city"]


def test_a_decision_for_days_that_rests_is_told_once_where_the_city_changes_too() -> None:
    own = Override((MINISTER,), "Cabinet decided", "", opens=session(1).opens)
    state = world(overrides={1: (own,)})
    told = english(found(state, change(Verb.RESCHEDULE, city_id=VIENNA, **NEW_DAYS)), ConsequenceKind.HEAD)
    assert [one for one in told if "Minister" in one] == [
        "The decision that Minister leads on the days from Mon 17 Jan 2022 rests"
    ]
