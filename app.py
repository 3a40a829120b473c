"""The front door: plugs the parts together and decides nothing."""

from flask import Flask
from flask_migrate import Migrate

import commands.registration
import jobs.worker
import web.registration
from mail.door import MailDoor
from models.database import db
from models.search import is_lookup
from scheduler.keeping.schema import require_present
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
    """One service with these settings, or with those of the environment and the instance's own file."""
    settings = settings or settings_or_end()
    configure_logs(settings.log_format)
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
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
    app = create_app()
    with app.app_context():
        try:
            require_present()
        except Refusal as refusal:
            raise SystemExit(f"Samai cannot start.\n{refusal}") from None
        finally:
            db.engine.dispose()
    return app


def settings_or_end() -> Settings:
    """The settings as they are written; the process ends with a sentence where they cannot be used."""
    try:
        return read_settings()
    except UnusableSettings as error:
        raise SystemExit(f"Samai cannot start.\n{error}") from None
