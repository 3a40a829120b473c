"""A second application of this installation, for what a command has just changed under the first one's feet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from commands.output import app, settings
from models.database import db
from vocabulary.settings import Settings

FrontDoor = Callable[[Settings], Flask]
MIGRATIONS = Path(__file__).parent.parent / "migrations"


def settings_anew(**changes: object) -> Settings:
    """The settings as they read now, with some of them as this caller says."""
    present = settings()
    return Settings(instance=present.instance, testing=present.testing, **changes)  # type: ignore[arg-type]


@contextmanager
def anew(fresh: Settings) -> Iterator[None]:
    """Within this, every deed and query works on the installation with these settings."""
    front_door: FrontDoor = app().extensions["samai_front_door"]
    with front_door(fresh).app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()


def migrate() -> None:
    """Bring the tables up to date, in one transaction."""
    db.session.remove()
    upgrade(directory=str(MIGRATIONS))
