"""The directory: agencies in the mandate's order, their people, posts and those who hold them."""

from datetime import date

import pytest

from models.database import db
from models.people import Person
from scheduler.agencies import add_agency, end_focal_point, make_focal_point
from scheduler.people import add_person
from scheduler.queries.actors import actor_of
from scheduler.queries.people import people_by_agency, person_page_for, post_for
from tests.fixtures import NOW, Letter, People
from tests.making import Ministry, focal_point
from tests.scheduler.queries.asking import questions
from vocabulary.actor import ANONYMOUS, OPERATOR
from vocabulary.plan import AgencyCard, PersonCard
from vocabulary.refusals import NotFound
from vocabulary.states import DelegateRole
from vocabulary.text import Bilingual


def test_agencies_stand_in_the_mandates_order_and_others_after_them(letter: Letter) -> None:
    add_agency(AgencyCard(Bilingual("Another Office"), Bilingual("AO")), by=OPERATOR, now=NOW)
    agencies = people_by_agency(actor=OPERATOR).agencies
    assert [line.abbreviation.en for line in agencies] == [
        "MFA", "OAG", "RTP", "NSC", "NCSA", "MOJ", "MDES", "AO",
    ]  # fmt: skip
    assert [line.position for line in agencies] == [1, 2, 3, 4, 5, 6, 7, None]
    assert agencies[0].unit.en == "Social Division, Department of International Organizations"


def test_focal_points_stand_before_the_other_people(letter: Letter, people: People) -> None:
    oag = letter.agency_ids["oag"]
    add_person(PersonCard(Bilingual("Ms Ann Tuayang"), agency_id=oag), by=OPERATOR, now=NOW)
    make_focal_point(oag, people.focal["rtp"], by=OPERATOR, now=NOW)
    line = next(line for line in people_by_agency(actor=OPERATOR).agencies if line.agency_id == oag)
    assert [person.name.en for person in line.people] == [
        "Mr Sira Tuayang",
        "Pol. Col. Warut Tuayang",
        "Ms Ann Tuayang",
    ]
    assert [person.name.en for person in line.focal_points] == ["Mr Sira Tuayang", "Pol. Col. Warut Tuayang"]


def test_somebody_of_no_agency_stands_apart(letter: Letter) -> None:
    assert [person.name.en for person in people_by_agency(actor=OPERATOR).others] == ["Mr Pracha Tuayang"]


def test_a_post_shows_who_holds_it(letter: Letter, people: People) -> None:
    post = post_for(letter.post_ids["pr-vienna"], actor=OPERATOR)
    [holder] = post.holders
    assert (holder.person_id, holder.covers(date(2022, 1, 4)), holder.covers(date(2020, 9, 30))) == (
        people.head_vienna,
        True,
        False,
    )
    assert post.mission is not None
    assert post.mission.plain.en == "Permanent Mission of Thailand to the United Nations, Vienna"


def test_a_person_page_tells_what_hangs_on_the_person(letter: Letter, people: People) -> None:
    sira = person_page_for(people.focal["oag"], actor=OPERATOR)
    assert [agency_id for agency_id, _ in sira.speaks_for] == [letter.agency_ids["oag"]]
    assert [(place.session.en, place.role) for place in sira.rosters] == [("Session 2", DelegateRole.REPRESENTATIVE)]
    assert (sira.held_invitations, sira.posts) == (0, ())
    head = person_page_for(people.head_vienna, actor=OPERATOR)
    assert [title.plain.en for title, _ in head.posts] == [
        "Ambassador and Permanent Representative of Thailand to the United Nations in Vienna"
    ]
    end_focal_point(letter.agency_ids["oag"], people.focal["oag"], by=OPERATOR, now=NOW)
    assert person_page_for(people.focal["oag"], actor=OPERATOR).speaks_for == ()


def test_held_invitations_are_counted(ministry: Ministry, released: int) -> None:
    assert person_page_for(ministry.person_ids[0], actor=OPERATOR).held_invitations == 1


def test_the_directory_is_the_desks_alone(letter: Letter, people: People) -> None:
    head = actor_of(db.session.get_one(Person, people.head_vienna), today=NOW.date())
    for actor in (ANONYMOUS, head):
        with pytest.raises(NotFound):
            people_by_agency(actor=actor)
        with pytest.raises(NotFound):
            person_page_for(people.desk, actor=actor)
        with pytest.raises(NotFound):
            post_for(letter.post_ids["pr-vienna"], actor=actor)
    with pytest.raises(NotFound):
        person_page_for(999, actor=OPERATOR)


def test_more_agencies_are_read_by_as_many_questions(ministry: Ministry) -> None:
    def asked() -> int:
        return questions(lambda: people_by_agency(actor=OPERATOR))

    few = asked()
    db.session.add_all([focal_point(number) for number in range(10, 20)])
    db.session.commit()
    assert asked() == few
