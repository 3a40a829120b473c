"""What an installation knows of itself stands in one row, and a worker in one of its own."""

from flask import Flask

from models.installation import Installation, MailWay, WorkerBeat
from tests.making import NOW
from tests.models.refusing import refused, write


def test_there_is_one_installation_at_most(app: Flask) -> None:
    write(Installation(id=1, mail_held_why=""))
    with refused("only_one"):
        write(Installation(id=2, mail_held_why=""))


def test_there_is_one_way_to_the_mail_server(app: Flask) -> None:
    write(MailWay(id=1))
    with refused("only_one"):
        write(MailWay(id=2))


def test_a_worker_is_written_down_once(app: Flask) -> None:
    write(WorkerBeat(name="one", started_at=NOW, beat_at=NOW))
    with refused(r"worker_beat\.name|uq_worker_beat_name"):
        write(WorkerBeat(name="one", started_at=NOW, beat_at=NOW))
