"""PDF files that a consultation's letters enclose: put there, taken away, opened."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from scheduler.enclosing import enclose, take_out
from scheduler.queries.papers import paper_of, paper_of_mail
from scheduler.rules.policy import Permission
from vocabulary.refusals import Refusal
from vocabulary.text import N_
from web.access import access
from web.context import actor, hand
from web.desk.blueprint import blueprint
from web.desk.consultations import consultation_view
from web.forms import Typed
from web.uploads import handed_out, note_unfit_files, sent_files, takes_files

NO_CHOICE = N_("Choose a PDF first.")


@blueprint.post("/consultations/<int:consultation_id>/papers", endpoint="enclose")
@takes_files
@access(Permission.DESK)
def enclose_now(consultation_id: int) -> ResponseReturnValue:
    """Put files with the letters; whoever holds an invitation is drafted an update."""
    typed = Typed()
    try:
        note_unfit_files(typed)
        typed.needed("signed_letter", sent_files() or None, sentence=NO_CHOICE)
        typed.check()
        enclose(consultation_id, sent_files(), hand=hand())
    except Refusal as refusal:
        return consultation_view(consultation_id, refusal=refusal)
    return redirect(url_for("desk.release", consultation_id=consultation_id), 303)


@blueprint.post("/consultations/<int:consultation_id>/papers/<int:paper_id>/remove", endpoint="take_out")
@access(Permission.DESK)
def take_out_now(consultation_id: int, paper_id: int) -> ResponseReturnValue:
    """Take a file away."""
    take_out(consultation_id, paper_id, hand=hand())
    return redirect(url_for("desk.release", consultation_id=consultation_id), 303)


@blueprint.get("/consultations/<int:consultation_id>/papers/<int:paper_id>", endpoint="paper")
@access(Permission.DESK)
def paper(consultation_id: int, paper_id: int) -> ResponseReturnValue:
    """A file of a consultation."""
    return handed_out(paper_of(consultation_id, paper_id, actor=actor()))


@blueprint.get("/mail/<int:mail_id>/papers/<digest>", endpoint="mail_paper")
@access(Permission.DESK)
def mail_paper(mail_id: int, digest: str) -> ResponseReturnValue:
    """A file as a letter carried it."""
    return handed_out(paper_of_mail(mail_id, digest, actor=actor()))
