"""What a view knows of its request."""

from datetime import UTC, date, datetime, timedelta

from flask import Flask, g

from models.database import db
from models.demonstration import Demonstration
from scheduler.rules.tokens import read_sign_in_token, sign_in_token
from tests.fixtures import NOW, Letter, People, SignIn
from vocabulary.actor import ANONYMOUS
from vocabulary.settings import Settings
from vocabulary.states import Duty, Language
from web import context
from web.context import actor, hand, keys, language, moment, now, person, today, wall, writer


def test_the_wall_clock_is_read_once_a_request(app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        assert wall() is wall()
        assert now() == wall()
        assert moment().now == moment().wall == wall()
        assert abs(wall() - datetime.now(UTC)) < timedelta(minutes=1)


def test_in_a_demonstration_deeds_have_a_day_of_their_own(app: Flask, letter: Letter) -> None:
    db.session.add(Demonstration(id=1, opened_at=NOW, created_at=datetime.now(UTC), latest=NOW))
    db.session.commit()
    with app.app_context(), app.test_request_context():
        assert timedelta() <= now() - NOW < timedelta(minutes=1)
        assert moment().wall - moment().now > timedelta(days=365)


def test_today_is_the_capitals_day(app: Flask, letter: Letter) -> None:
    with app.app_context(), app.test_request_context():
        g.wall = datetime(2022, 1, 4, 20, 0, tzinfo=UTC)
        assert today() == date(2022, 1, 5)


def test_a_stranger_is_nobody(app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        assert person() is None
        assert actor() is ANONYMOUS


def test_somebody_signed_in_acts_with_what_he_or_she_holds_today(
    app: Flask, sign_in: SignIn, people: People, letter: Letter
) -> None:
    seen = []
    app.before_request(lambda: seen.append((actor(), person(), hand())))
    for person_id in (people.desk, people.focal["oag"], people.head_vienna):
        sign_in(person_id).get("/healthz")
    officer, focal, head = (who for who, _, _ in seen)
    assert officer.duty is Duty.DESK_OFFICER
    assert focal.agency_ids == {letter.agency_ids["oag"]}
    assert head.post_ids == {letter.post_ids["pr-vienna"]}
    assert all(by.by is who and by.desk.address == "samai@mfa.example" for who, _, by in seen)


def test_the_settings_and_the_keys_are_the_installations(app: Flask, settings: Settings) -> None:
    assert context.settings() is settings
    app.config["SECRET_KEY_FALLBACKS"] = ["o" * 40]
    assert keys()[1] == b"o" * 40
    assert read_sign_in_token(keys(), sign_in_token(b"o" * 40, link_id=7)) == 7


def test_pages_show_links_only_where_letters_are_kept_as_files(app: Flask, settings: Settings) -> None:
    assert writer().key == keys()[0]
    app.extensions["samai_settings"] = settings.model_copy(update={"mail_host": "mail.example"})
    assert writer().key is None


def test_the_language_is_the_pages(app: Flask) -> None:
    with app.app_context(), app.test_request_context(headers={"Accept-Language": "en"}):
        assert language() is Language.ENGLISH
