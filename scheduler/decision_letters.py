"""The letters that a decision would draft, readable before it is made: one of each wording, and who would get it."""

from collections.abc import Mapping
from dataclasses import dataclass

from mail.letters import plain_letter
from scheduler.decisions import Preview
from scheduler.letters import HIDDEN
from scheduler.rules.decision_meetings import Outcome, outcomes
from scheduler.rules.decision_state import Reached
from scheduler.rules.enclosures import carries
from vocabulary.decisions import Message
from vocabulary.invite import Desk, Invite, Invitee, Letter, Version
from vocabulary.states import Language, LetterKind, Method, PartStat
from vocabulary.text import Bilingual


@dataclass(frozen=True, slots=True)
class DraftLetter:
    """One wording as its first reader would see it; `names` are all who would get it."""

    consultation_id: int
    title: Bilingual
    kind: LetterKind
    language: Language
    subject: str
    text: str
    names: tuple[str, ...]
    is_copy: bool


def letters_of(shown: Preview, *, desk: Desk, base_url: str) -> tuple[DraftLetter, ...]:
    """Every wording that the decision would draft, meeting by meeting."""
    after = {one.session_id: one for one in shown.consequences.after}
    found = {
        one.meeting.consultation_id: one for one in outcomes(shown.state, after, proposals=shown.consequences.proposals)
    }
    groups: dict[object, list[Message]] = {}
    for message in shown.consequences.letters:
        groups.setdefault(wording_of(message, found[message.consultation_id]), []).append(message)
    page = Page(shown, found, desk, base_url)
    return tuple(page.letter(messages) for messages in groups.values())


def wording_of(message: Message, outcome: Outcome) -> tuple[object, ...]:
    """What two letters share that say the same but for the name."""
    reader = reached_by(message, outcome)
    before = None if reader.holder.told is None else (reader.holder.told.method, reader.holder.told.sequence)
    own = (reader.role, reader.answer, reader.held, reader.agency_id if message.is_copy else None)
    return (message.consultation_id, message.kind, message.language, message.asks_again, own, before)


def reached_by(message: Message, outcome: Outcome) -> Reached:
    """Whom a message reaches."""
    return next(one for one in outcome.meeting.reached if one.holder.invitation_id == message.invitation_id)


@dataclass(frozen=True, slots=True)
class Page:
    """Writes the letters of one preview."""

    shown: Preview
    outcomes: Mapping[int, Outcome]
    desk: Desk
    base_url: str

    def letter(self, messages: list[Message]) -> DraftLetter:
        """One wording, with everybody who would get it."""
        first = messages[0]
        outcome = self.outcomes[first.consultation_id]
        words = plain_letter(self.written(first, outcome))
        return DraftLetter(
            consultation_id=first.consultation_id,
            title=outcome.meeting.title,
            kind=self.kind(first),
            language=first.language,
            subject=words.subject,
            text=words.text,
            names=tuple(one.name for one in messages),
            is_copy=first.is_copy,
        )

    def kind(self, message: Message) -> LetterKind:
        """The kind of a letter that leaves."""
        if message.kind is None:
            raise ValueError("whoever is told nothing gets no letter")
        return message.kind

    def written(self, message: Message, outcome: Outcome) -> Letter:
        """The letter as values; its link leads nowhere."""
        reader, decision = reached_by(message, outcome), self.shown.decision
        told, kind = reader.holder.told, self.kind(message)
        cancels = kind is LetterKind.CANCELLATION
        partstat = PartStat.NEEDS_ACTION if message.asks_again else reader.answer
        return Letter(
            invite=Invite(
                method=Method.CANCEL if cancels else Method.REQUEST,
                facts=outcome.facts,
                version=Version(message.sequence, self.shown.state.now),
                invitee=Invitee(message.name, message.address, message.language, reader.role, partstat),
                comment=(decision.reason or decision.document) if cancels else "",
            ),
            message_id="",
            dated=self.shown.state.now,
            reply_url=f"{self.base_url}/r/{HIDDEN}",
            previous=None if told is None or told.method is not Method.REQUEST else told.facts,
            desk_phone=self.desk.phone,
            encloses=carries(kind, outcome.facts.enclosures, held=reader.held),
            copied=colleagues(reader, outcome) if message.is_copy else None,
        )


def colleagues(mailbox: Reached, outcome: Outcome) -> tuple[str, ...]:
    """The people of a mailbox's agency who are still asked."""
    people = [one for one in outcome.meeting.reached if one.person_id is not None and one.holder.wanted]
    return tuple(one.name for one in people if one.agency_id == mailbox.agency_id)
