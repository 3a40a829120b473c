"""The web room's own front door: every part of it plugged into the application, in order."""

from importlib import import_module

from flask import Flask

from web.access import register_access, require_marks
from web.breaks import register_breaks
from web.compression import register_compression
from web.errors import register_errors
from web.frame import register_frame
from web.headers import register_headers
from web.language import register_language
from web.logs import register_logs
from web.looks import register_looks
from web.once import register_once
from web.sign_in import register_sign_in
from web.static_files import register_static_files
from web.uploads import register_uploads

PAGES = (
    "web.pages",
    "web.probes",
    "web.guides.views",
    "web.account.views",
    "web.desk.agencies",
    "web.desk.answers",
    "web.desk.audit",
    "web.desk.booking",
    "web.desk.cabinet",
    "web.desk.consultations",
    "web.desk.delegations",
    "web.desk.echo",
    "web.desk.hand_overs",
    "web.desk.heads",
    "web.desk.importing",
    "web.desk.issued_rosters",
    "web.desk.ledger",
    "web.desk.mail",
    "web.desk.meeting_days",
    "web.desk.obligations",
    "web.desk.overview",
    "web.desk.papers",
    "web.desk.people",
    "web.desk.calendars",
    "web.desk.calendar_import",
    "web.desk.calendar_lists",
    "web.desk.deadlines",
    "web.desk.places",
    "web.desk.posts",
    "web.desk.received",
    "web.desk.release",
    "web.desk.reminders",
    "web.desk.replies",
    "web.desk.search",
    "web.desk.seats",
    "web.desk.session_list",
    "web.desk.session_decisions",
    "web.desk.sending_again",
    "web.desk.session_inviting",
    "web.desk.session_letters",
    "web.desk.sessions",
    "web.desk.substitutes",
    "web.desk.who",
    "web.focal.answers",
    "web.focal.feed",
    "web.focal.handing_over",
    "web.focal.meetings",
    "web.focal.substitutes",
    "web.mission.sessions",
    "web.feeds",
)
"""Every module with views; several hang theirs on the blueprint of their wing."""


def register(app: Flask) -> None:
    """Give the application its pages; a route without a policy stops it here."""
    register_logs(app)
    register_access(app)
    register_uploads(app)
    register_sign_in(app)
    register_language(app)
    register_headers(app)
    register_static_files(app)
    register_errors(app)
    register_looks(app)
    register_once(app)
    register_compression(app)
    register_breaks(app)
    register_frame(app)
    for blueprint in dict.fromkeys([import_module(name).blueprint for name in PAGES]):
        app.register_blueprint(blueprint)
    app.extensions["csrf"].exempt(app.blueprints["answers"])  # the link's own token is the authority there
    require_marks(app)
