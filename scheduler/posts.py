"""Posts that lead delegations: who takes them up, in what capacity, and until when."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from models.database import db
from models.people import OfficeHolder, Post
from scheduler.deed import deed
from scheduler.people import found_person
from scheduler.queries.sights import refuse_overtaken
from scheduler.rules.sights import sight_of_last_day
from scheduler.rules.terms import document_problems, rival, term_problems
from scheduler.session_letters import redraft_all_sessions
from vocabulary.actor import Actor
from vocabulary.days import bilingual_day
from vocabulary.plan import Sight, Term
from vocabulary.refusals import Invalid, NotFound, Refusal
from vocabulary.text import N_, clean_line

HELD = N_("%(name)s holds this post from %(since)s. Enter that person’s last day first, or another day here.")
SAME_DAY = N_("%(name)s takes up this post on that day already.")


def appoint(post_id: int, person_id: int, *, term: Term, by: Actor, now: datetime) -> None:
    """Record who takes up a post; two substantive holders on one day are refused, somebody acting beside one is not."""
    with deed("appoint", by=by, now=now) as record:
        post, person = found_post(post_id), found_person(person_id)
        term = replace(term, document=clean_line(term.document))
        check(term, post.holders, more=document_problems(term))
        if any((holder.person_id, holder.since) == (person_id, term.since) for holder in post.holders):
            raise Refusal(SAME_DAY, field="since", name=person.name.plain)
        holder = OfficeHolder(
            post=post,
            person=person,
            since=term.since,
            until=term.until,
            capacity=term.capacity,
            document=term.document,
        )
        db.session.add(holder)
        redraft_all_sessions(now=now)
        record.about("post", post_id)


def end_term(holder_id: int, until: date | None, *, by: Actor, now: datetime, seen: Sight | None = None) -> None:
    """Record somebody's last day in a post, or that none is known any more; refused with `Overtaken` unlike seen."""
    with deed("end term", by=by, now=now) as record:
        holder = db.session.get(OfficeHolder, holder_id)
        if holder is None:
            raise NotFound(N_("This holder is not on file any more."))
        mine = sight_of_last_day(until)
        refuse_overtaken(seen, sight_of_last_day(holder.until), mine=mine, about=("post", holder.post_id))
        check(replace(term_of(holder), until=until), [other for other in holder.post.holders if other is not holder])
        holder.until = until
        redraft_all_sessions(now=now)
        record.about("post", holder.post_id)


def found_post(post_id: int) -> Post:
    """The post of this number, or a refusal."""
    post = db.session.get(Post, post_id)
    if post is None:
        raise NotFound(N_("This post does not exist."))
    return post


def term_of(holder: OfficeHolder) -> Term:
    """The row as a value."""
    return Term(holder.since, holder.until, holder.capacity, holder.document)


def check(term: Term, others: Iterable[OfficeHolder], *, more: Sequence[Refusal] = ()) -> None:
    """Refuse a term that is wrong in itself or that somebody else's stands in the way of."""
    problems = [*term_problems(term), *more]
    if problems:
        raise Invalid(problems)
    terms = {term_of(other): other for other in others}
    found = rival(term, terms)
    if found is not None:
        name = terms[found].person.name.plain
        raise Refusal(HELD, field="since", name=name, since=bilingual_day(found.since))
