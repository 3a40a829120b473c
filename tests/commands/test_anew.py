"""A second application of the same installation."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from commands.anew import anew, migrate, settings_anew
from models.database import db
from models.people import Person


def test_deeds_work_on_the_other_database_and_then_on_the_first_again(app: Flask, tmp_path: Path) -> None:
    other = settings_anew(database_url=f"sqlite:///{tmp_path / 'other.db'}")
    with anew(other):
        migrate()
        db.session.add(Person(name_en="Ms Other Tuayang"))
        db.session.commit()
    assert db.session.scalars(select(Person)).all() == []
    with anew(other):
        assert db.session.scalars(select(Person.name_en)).all() == ["Ms Other Tuayang"]
