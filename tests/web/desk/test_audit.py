"""The audit at a browser: who did what to what, when, and what stood there before."""

import gzip
import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from models.audit import AuditRow, AuditValue
from models.audit_guards import GUARDS
from models.database import db
from models.invitations import Invitation
from models.people import Person
from scheduler.accounts import Moment, make_sign_in_link
from scheduler.answers import GivenAnswer, record_answer
from scheduler.consultations import move, withdraw
from scheduler.deed import deed
from scheduler.erasure import erase_from_audit
from scheduler.people import edit_person
from scheduler.queries.audit import audit_head
from scheduler.queries.audit_check import Check
from scheduler.queries.audit_trail import PAGE
from scheduler.queries.people import card_of
from scheduler.rules.tokens import reply_token, sign_in_token
from scheduler.search_rebuild import rebuild_search
from scheduler.verification import record_check
from tests.fixtures import NOW, Letter, People, SignIn
from tests.making import HAND
from tests.scheduler.letters import queries_of
from tests.web.desk.filling import released
from tests.web.posting import send
from vocabulary.actor import OPERATOR, Actor
from vocabulary.states import ActorKind, AnswerSource, PartStat
from web.context import keys


def shown(client: FlaskClient, **asked: str) -> str:
    """The page with this filter, without its markup between words."""
    return client.get("/audit", query_string=asked).text


def words(page: str) -> str:
    """What a page says, on one line."""
    main = page.partition('<main id="main"')[2].partition("</main>")[0] or page
    return re.sub(r" ([:)])", r"\1", " ".join(re.sub(r"<[^>]+>", " ", main).split()))


def trail(page: str) -> str:
    """The entries alone."""
    return "".join(re.findall(r'<ul class="trail">.*?</ul>\s*</div>\s*</section>', page, re.DOTALL))


def renamed(person_id: int, name: str, *, by: Actor = OPERATOR) -> None:
    person = db.session.get_one(Person, person_id)
    edit_person(person_id, replace(card_of(person), name=replace(card_of(person).name, en=name)), by=by, now=NOW)


@pytest.fixture
def consultation(officer: FlaskClient, letter: Letter) -> int:
    """A consultation that two agencies hold invitations to, booked at the pages."""
    number = released(officer, letter, "oag", "rtp")
    rebuild_search(by=OPERATOR, now=NOW)
    return number


def test_a_deed_is_told_in_words_with_who_what_when_and_before_and_after(
    officer: FlaskClient, consultation: int
) -> None:
    starts = NOW.replace(day=12, hour=3)
    move(consultation, starts=starts, ends=starts.replace(hour=4), hand=HAND)
    page = shown(officer, deed="change consultation")
    assert f'<strong>Changed a consultation</strong>: <a href="/consultations/{consultation}">' in page
    told = words(page)
    assert "Tuesday 4 January 2022 (B.E. 2565)" in told
    assert "Operator at the terminal" in told
    assert "Day: before: 11 Jan 2022 → after: 12 Jan 2022" in told
    assert "Starts: before: 11 Jan 2022 14:00 → after: 12 Jan 2022 10:00" in told


def test_it_is_told_in_thai_too(officer: FlaskClient, consultation: int) -> None:
    officer.set_cookie("samai-language", "th")
    told = words(shown(officer, deed="book consultation"))
    assert "นัดการหารือ: การหารือเตรียมการ นางสาวชนิกา ตัวอย่าง" in told
    assert "วัน: เปลี่ยนเป็น 11 ม.ค. 2565" in told
    assert "รูปแบบการประชุม: เปลี่ยนเป็น ณ ที่ประชุม" in told


def test_references_are_names_and_rows_that_came_and_went_are_called_by_them(
    officer: FlaskClient, consultation: int, people: People
) -> None:
    invitation = db.session.scalars(select(Invitation).where(Invitation.person_id == people.focal["rtp"])).one()
    withdraw(invitation.id, hand=HAND)
    told = words(shown(officer, deed="withdraw invitation"))
    assert "Invitation (changed): Preparatory consultation · Pol. Col. Warut Tuayang" in told
    assert "Invited agency (taken out): Royal Thai Police" in told


def test_what_was_erased_says_so_and_the_deed_stays(officer: FlaskClient, consultation: int, people: People) -> None:
    person_id = people.focal["rtp"]
    renamed(person_id, "Mr Somebody Else", by=Actor(ActorKind.PERSON, "Pol. Col. Warut", person_id=person_id))
    with deed("hold mail", by=OPERATOR, now=NOW) as record:
        record.about("person", person_id, why="Somebody Else asked")
    assert "Mr Somebody Else" in trail(shown(officer, deed="edit person"))
    erase_from_audit(person_id, by=OPERATOR, now=NOW)
    told = words(trail_page := shown(officer, deed="edit person"))
    assert f"erased no. {person_id}" in told
    assert "Person (changed) erased" in told
    assert "Pol. Col. Warut" not in trail(trail_page)
    assert "erased" in words(shown(officer, deed="hold mail"))
    assert "Erased what the audit says of a person" in words(shown(officer, deed="erase from audit"))


def test_somebody_who_is_on_file_under_another_name_acted_under_that_of_the_day(
    officer: FlaskClient, people: People
) -> None:
    renamed(people.focal["oag"], "Mr Sira Once", by=Actor(ActorKind.PERSON, "Mr Sira Tuayang", people.focal["oag"]))
    told = words(trail(shown(officer, deed="edit person")))
    assert "Changed what is on file of a person: Mr Sira Once Mr Sira Tuayang Person (changed)" in told


def test_an_answer_by_link_says_that_it_came_by_one(officer: FlaskClient, consultation: int) -> None:
    invitation = db.session.scalars(select(Invitation).order_by(Invitation.id)).first()
    assert invitation is not None
    holder = Actor(ActorKind.LINK, "Mr Sira Tuayang", invitation_id=invitation.id)
    answer = GivenAnswer(PartStat.ACCEPTED, "Two of us", AnswerSource.LINK, "Mr Sira Tuayang", NOW)
    record_answer(invitation.id, answer, by=holder, now=NOW)
    told = words(shown(officer, deed="record answer"))
    assert "Mr Sira Tuayang (by the link in a letter)" in told
    assert "Answer: after: Accepted" in told
    assert "How it came: after: by link" in told


@pytest.mark.parametrize("who", ["sira", "sira@oag.example", "ศิระ"])
def test_a_person_is_found_by_a_part_of_a_name_as_actor_and_as_acted_upon(
    officer: FlaskClient, consultation: int, people: People, who: str
) -> None:
    renamed(people.focal["rtp"], "Mr Other")
    renamed(people.focal["oag"], "Mr Sira Tuayang Again")
    page = shown(officer, who=who)
    assert f'value="#{people.focal["oag"]} Mr Sira Tuayang Again"' in page
    assert "Mr Sira Tuayang Again" in trail(page)
    assert "Mr Other" not in trail(page)
    assert "Booked a consultation" in trail(page)


def test_several_of_a_name_are_all_shown_and_each_can_be_chosen(officer: FlaskClient, consultation: int) -> None:
    page = shown(officer, who="tuayang", **{"from": "1/1/2565"})
    assert "Several are called so. Only:" in page
    link = next(one for one in re.findall(r'href="(/audit\?[^"]*)"[^>]*>Mr Sira', page))
    assert "from=1/1/2565" in link.replace("%2F", "/")
    narrowed = officer.get(link.replace("&amp;", "&")).text
    assert "Several are called so" not in narrowed
    assert "Mr Sira Tuayang" in narrowed
    things = shown(officer, what="justice")
    assert "kind=person&amp;what=%23" in things
    assert "kind=agency&amp;what=%23" in things


def test_the_filter_says_what_it_leaves_and_all_can_be_shown_again(officer: FlaskClient, consultation: int) -> None:
    page = shown(officer, kind="consultation", what=f"#{consultation}", deed="book consultation", quiet="yes")
    told = words(page)
    assert (
        "Shown is only: What was done: Booked a consultation · About which kind of thing: Consultations · About what: "
        f"#{consultation} Preparatory consultation · Leave out signing in and out"
    ) in told
    assert '<a class="noprint" href="/audit">Show everything</a>' in page
    assert "Shown is only" not in words(shown(officer))


def test_a_kind_alone_is_everything_of_that_kind(officer: FlaskClient, consultation: int) -> None:
    told = words(shown(officer, kind="service"))
    assert "Made the search anew" in told
    assert "Booked a consultation" not in trail(shown(officer, kind="service"))


def test_the_days_are_typed_as_everywhere_and_both_count(officer: FlaskClient, consultation: int) -> None:
    assert "Booked a consultation" in trail(shown(officer, **{"from": "4 ม.ค. 2565", "to": "4/1/2565"}))
    page = shown(officer, to="3 Jan 2022")
    assert "No entry is like that." in page
    assert "Monday 3 January 2022 (B.E. 2565)" in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"from": "31/2/2022"}, "There is no 31 February 2022"),
        ({"from": "5/1/2022", "to": "4/1/2022"}, "The last day must be the first day or a later one."),
        ({"deed": "dream"}, "Choose one of these."),
        ({"kind": "dream"}, "Choose one of these."),
        ({"who": "nobody-at-all"}, "Nothing on file is called that"),
        ({"what": "5"}, "Choose of which kind this number is."),
    ],
)
def test_what_cannot_be_meant_is_said_and_nothing_is_shown(
    officer: FlaskClient, people: People, asked: dict[str, str], sentence: str
) -> None:
    page = officer.get("/audit", query_string=asked)
    assert (page.status_code, sentence in page.text) == (422, True)
    assert 'class="trail"' not in page.text
    assert '<details class="more filter noprint" open>' in page.text


@pytest.mark.parametrize("before", ["x", "-1", "99999999999999999999", ""])
def test_a_place_to_go_on_that_is_none_is_the_beginning(officer: FlaskClient, people: People, before: str) -> None:
    page = officer.get("/audit", query_string={"before": before})
    assert (page.status_code, "Loaded a committee from a file" in page.text) == (200, True)


def test_older_entries_follow_under_the_same_filter(officer: FlaskClient, people: People) -> None:
    for number in range(PAGE + 2):
        renamed(people.focal["oag"], f"Mr Sira {number:02}")
    page = shown(officer, deed="edit person")
    assert "Mr Sira 26" in page
    assert "Mr Sira 00" not in trail(page)
    (older,) = set(re.findall(r'href="(/audit\?[^"]*before=[^"]*)"', page))
    page = officer.get(older.replace("&amp;", "&")).text
    assert "Mr Sira 00" in page
    assert "Older entries" not in page
    assert '<a class="btn" href="/audit?deed=edit+person">' in page


def test_an_empty_end_is_said(officer: FlaskClient, people: People) -> None:
    assert "No entry is like that." in shown(officer, before="1")


def test_a_long_entry_is_folded_cut_and_whole_on_its_own_page(officer: FlaskClient, people: People) -> None:
    page = shown(officer, deed="load committee")
    assert '<details class="more"><summary>' in page
    more = re.search(r"(\d+) lines more", page)
    assert more is not None
    assert int(more[1]) > 100
    number = db.session.scalars(select(AuditRow.number).where(AuditRow.deed == "load committee")).one()
    whole = officer.get(f"/audit/{number}").text
    assert "lines more" not in whole
    assert "added closure list thai-government" in whole
    assert "United Nations Headquarters" in whole
    head = db.session.get_one(AuditRow, number)
    assert head.digest in whole
    assert head.previous in whole
    assert officer.get("/audit/99999").status_code == 404


def test_a_long_text_is_cut_in_the_list_alone(officer: FlaskClient, people: People) -> None:
    person = db.session.get_one(Person, people.focal["oag"])
    edit_person(person.id, replace(card_of(person), phone="0" * 200), by=OPERATOR, now=NOW)
    assert "0" * 161 not in shown(officer, deed="edit person")
    assert "0" * 160 + "…" in shown(officer, deed="edit person")
    assert "0" * 200 in officer.get(f"/audit/{audit_head().rows}").text


def test_whether_it_was_verified_stands_on_top(officer: FlaskClient, people: People) -> None:
    assert "flask audit verify --record" in shown(officer)
    assert audit_head().digest in shown(officer)
    db.session.rollback()
    check = Check()
    faults = len(list(check.findings()))
    record_check(check, faults, by=OPERATOR, now=NOW)
    assert f"Verified on 4 Jan 2022 09:00: entries 1 to {check.rows} are as they were written." in shown(officer)
    record_check(check, 2, by=OPERATOR, now=NOW)
    assert "it is not whole: faults found: 2" in shown(officer)


def test_each_page_leads_to_its_own_history(
    officer: FlaskClient, consultation: int, letter: Letter, people: People
) -> None:
    pages = {
        f"/consultations/{consultation}": ("consultation", consultation),
        f"/sessions/{letter.session_ids['2']}": ("session", letter.session_ids["2"]),
        f"/sessions/{letter.session_ids['2']}/delegation": ("session", letter.session_ids["2"]),
        f"/people/{people.focal['oag']}": ("person", people.focal["oag"]),
        f"/agencies/{letter.agency_ids['oag']}": ("agency", letter.agency_ids["oag"]),
        f"/posts/{letter.post_ids['pr-vienna']}": ("post", letter.post_ids["pr-vienna"]),
        "/mail/1": ("letter", 1),
    }
    for address, (kind, number) in pages.items():
        page = officer.get(address).text
        found = re.search(r'<a class="quiet" href="([^"]+)">(?:(?!</a>).)* History of changes', page)
        assert found is not None, address
        assert found[1].startswith(f"/audit?kind={kind}&amp;what=%23{number}"), address
        history = officer.get(found[1].replace("&amp;", "&"))
        assert (history.status_code, 'class="trail"' in history.text) == (200, True), address


def test_the_footer_leads_the_desk_there_and_nobody_else(officer: FlaskClient, people: People, sign_in: SignIn) -> None:
    assert '<a href="/audit">Audit</a>' in officer.get("/people").text
    assert 'href="/audit"' not in sign_in(people.focal["oag"]).get("/my/meetings").text


def test_a_page_of_entries_takes_as_many_questions_as_one_entry(officer: FlaskClient, people: People) -> None:
    counts = []
    for wanted in (1, 3, PAGE):
        while (db.session.scalar(select(AuditRow.number).order_by(AuditRow.number.desc()).limit(1)) or 0) < wanted + 9:
            renamed(people.focal["oag"], f"Mr Sira {audit_head().rows}")
        db.session.rollback()
        asked = {"deed": "edit person", "from": "1/1/2022"}
        counts.append(queries_of(lambda: officer.get("/audit", query_string=asked)))  # noqa: B023 - called at once
    assert counts[0] == counts[1] == counts[2]


def test_the_heaviest_page_of_entries_stays_within_the_budget_of_a_page(officer: FlaskClient, people: People) -> None:
    letters = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
    for number in range(PAGE):
        with deed("import people", by=OPERATOR, now=NOW):
            db.session.add_all(
                Person(
                    name_th=f"นาย{letters[number]}{one} {letters[one:]}",
                    name_en=f"Mr {number} {one}" * 9,
                    phone=f"{one}{number}" * 9,
                )
                for one in range(20)
            )
    officer.set_cookie("samai-language", "th")
    assert len(gzip.compress(shown(officer).encode(), 9)) < 12_000


def test_no_secret_stands_in_it(
    app: Flask, officer: FlaskClient, consultation: int, people: People, sign_in: SignIn
) -> None:
    link = make_sign_in_link("sira@oag.example", minutes=60, reusable=False, by=OPERATOR, at=Moment(NOW, NOW))
    reader = sign_in(people.focal["oag"])
    feed = send(reader, "/my/feed").text
    made = re.search(r"/feeds/([\w-]+)\.ics", feed)
    assert made is not None
    assert send(reader, "/my/password", {"password": "a very long secret indeed"}).status_code == 303
    with app.test_request_context():
        secrets = [made[1], sign_in_token(keys()[0], link_id=link)]
        secrets += [
            reply_token(keys()[0], invitation_id=one.id, generation=one.generation)
            for one in db.session.scalars(select(Invitation))
        ]
    db.session.rollback()
    db.session.expire_all()
    person = db.session.get_one(Person, people.focal["oag"])
    secrets += [person.password, person.fs_uniquifier, "a very long secret indeed"]
    assert person.password
    secrets += list(db.session.execute(text("SELECT token_hash FROM login_session")).scalars())
    secrets += list(db.session.execute(text("SELECT token_hash FROM feed_subscription")).scalars())
    kept = "".join(filter(None, db.session.scalars(select(AuditValue.content))))
    pages = shown(officer) + "".join(officer.get(f"/audit/{number}").text for number in range(1, audit_head().rows + 1))
    assert "Set a password" in pages
    assert [secret for secret in secrets if secret in pages or secret in kept] == []


def test_a_row_that_names_nothing_we_know_is_still_shown(officer: FlaskClient, people: People) -> None:
    with deed("an old deed", by=Actor(ActorKind.JOB, "sender"), now=NOW) as record:
        record.about("consultation", 999, gone="<b>x</b>", when="2022-01-04T02:00:00+00:00", odd="T+", list_=["a", "b"])
    told = words(shown(officer))
    assert "an old deed: no. 999 (on file no more) The service by itself" in told
    assert "gone: &lt;b&gt;x&lt;/b&gt; · list_: 2 · odd: T+ · when: 4 Jan 2022 09:00" in told


def test_before_anything_was_done_the_page_says_so(officer: FlaskClient, people: People) -> None:
    for statement in (one for (_, dialect), several in GUARDS.items() if dialect == "sqlite" for one in several):
        db.session.connection().exec_driver_sql(f"DROP TRIGGER {statement.split()[2]}")
    db.session.connection().exec_driver_sql("DELETE FROM audit_value")
    db.session.connection().exec_driver_sql("DELETE FROM audit_row")
    db.session.commit()
    assert "Nothing has been done yet." in shown(officer)
