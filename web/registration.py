"""The web room's own front door: every part of it plugged into the application, in order."""

from flask import Flask

from web.access import require_marks
from web.account.views import blueprint as account
from web.desk.blueprint import blueprint as desk
from web.errors import register_errors
from web.feeds import blueprint as feeds
from web.focal.answers import blueprint as answers
from web.focal.meetings import blueprint as focal
from web.frame import register_frame
from web.headers import register_headers
from web.language import register_language
from web.looks import register_looks
from web.mission.sessions import blueprint as mission
from web.pages import blueprint as pages
from web.sign_in import CSRF, register_sign_in

BLUEPRINTS = (pages, account, desk, focal, answers, mission, feeds)


def register(app: Flask) -> None:
    """Give the application its pages; a route without a policy stops it here."""
    register_sign_in(app)
    register_language(app)
    register_headers(app)
    register_errors(app)
    register_looks(app)
    register_frame(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    CSRF.exempt(answers)  # the link's own token is the authority there, and its reader has no session
    require_marks(app)
