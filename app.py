"""The front door: plugs the parts together and decides nothing."""

import gc

from flask import Flask
from flask_migrate import Migrate

import commands.registration
import jobs.worker
import web.registration
from commands.halted import CANNOT_START, halted
from mail.door import MailDoor
from models.database import db
from models.search import is_lookup
from scheduler.keeping.schema import require_present
from scheduler.keys import lay_ground
from vocabulary.logs import configure_logs
from vocabulary.refusals import Refusal
from vocabulary.settings import Settings, read_settings
from vocabulary.settings_file import UnusableSettings
from web.configuration import flask_config

MIGRATIONS = Migrate(
    db=db,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
    include_name=lambda name, _kind, _parents: not is_lookup(name),
    autogenerate_plugins=["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"],
)


def create_app(settings: Settings | None = None) -> Flask:
    """One service with these settings, or with those of the environment and the instance's own file.

    Where they cannot be used it is a halted one, whose every command ends with the sentences that say why; only
    `flask doctor` goes on and looks at the rest.
    """
    try:
        return assembled(settings or read_settings())
    except UnusableSettings as error:
        return halted(Flask(__name__), error.problems)


def assembled(settings: Settings) -> Flask:
    """The service, plugged together; `UnusableSettings` where its folder or key cannot be used."""
    configure_logs(settings.log_format)
    lay_ground(settings)
    app = Flask(__name__, instance_path=str(settings.instance.resolve()))
    app.config.update(flask_config(settings))
    app.extensions["samai_settings"] = settings
    app.extensions["samai_front_door"] = create_app
    db.init_app(app)
    MIGRATIONS.init_app(app)
    app.extensions["samai_mail"] = MailDoor(app)
    web.registration.register(app)
    commands.registration.register(app)
    jobs.worker.register(app)
    return app


def serve() -> Flask:
    """The service for a web server: on tables of another program's time the process ends with a sentence."""
    try:
        app = assembled(read_settings())
    except UnusableSettings as error:
        raise SystemExit(f"{CANNOT_START}\n{error}") from None
    with app.app_context():
        try:
            require_present()
        except Refusal as refusal:
            raise SystemExit(f"{CANNOT_START}\n{refusal}") from None
        finally:
            db.engine.dispose()
    gc.collect()
    gc.freeze()  # what is loaded by now stays: the collector would go through it again in the middle of somebody's page
    return app
