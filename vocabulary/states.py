"""Every closed list of words that a row, a rule or a page may hold.

Plain `Enum`s: their values are what the database stores, and mypy refuses to compare them with a string.
"""

from enum import Enum


class Language(Enum):
    """A language that pages, letters and feeds are written in."""

    THAI = "th"
    ENGLISH = "en"

    @property
    def other(self) -> "Language":
        """The language of the short summary below a letter."""
        return Language.ENGLISH if self is Language.THAI else Language.THAI


class SessionKind(Enum):
    """What a session of the committee is (UN usage); the list of sessions is open-ended, this list is not."""

    ORGANIZATIONAL = "organizational"
    REGULAR = "regular"
    CONCLUDING = "concluding"
    RECONVENED = "reconvened"
    INTERSESSIONAL = "intersessional"
    CEREMONY = "ceremony"


class SessionStatus(Enum):
    """How firm a session is; a session without blocks is undated, whatever its status."""

    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    POSTPONED = "postponed"
    SUSPENDED = "suspended"
    HELD = "held"
    CANCELLED = "cancelled"


class Stage(Enum):
    """What a session is for: the letter (1.1, 4.2) tells an exchange of views from negotiation."""

    EXCHANGE_OF_VIEWS = "exchange of views"
    NEGOTIATION = "negotiation"
    CONCLUSION = "conclusion"


class Modality(Enum):
    """How people take part."""

    IN_PERSON = "in person"
    ONLINE = "online"
    HYBRID = "hybrid"


class ConsultationStatus(Enum):
    """Where one of our own preparatory meetings stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class DelegateRole(Enum):
    """A person's role in the delegation (GA rules of procedure 25-26, Thai practice); the order is the roster's."""

    HEAD = "head"
    DEPUTY_HEAD = "deputy head"
    REPRESENTATIVE = "representative"
    ALTERNATE = "alternate"
    ADVISER = "adviser"
    SECRETARY = "secretary"


class Capacity(Enum):
    """In what capacity somebody holds a post."""

    SUBSTANTIVE = "substantive"
    ACTING = "acting"
    CHARGE = "chargé d'affaires a.i."


class Duty(Enum):
    """What a member of the ministry's own desk may do; everybody else has none."""

    NONE = "none"
    DESK_OFFICER = "desk officer"
    ADMINISTRATOR = "administrator"


class ApprovalStatus(Enum):
    """Whether Cabinet has decided; APPROVED needs the decision's date and reference."""

    REQUESTED = "requested"
    APPROVED = "approved"


class Resolved(Enum):
    """What a resolution of Cabinet's on one delegation approves of it."""

    DELEGATION = "delegation"
    HEAD = "head"
    AGENCY = "agency"


class DutyState(Enum):
    """How a promised duty stands, the gravest first; BOOKED is answered by a consultation that is yet to be held."""

    OVERDUE = "overdue"
    NEAR = "near"
    OPEN = "open"
    BOOKED = "booked"
    NOT_YET = "not yet due"
    MET = "met"


class Proof(Enum):
    """What shows that a promised duty was met: a consultation that was held, or a document."""

    CONSULTATION = "consultation"
    DOCUMENT = "document"


class ObligationDue(Enum):
    """By when an obligation of the letter falls due."""

    EACH_SESSION = "before each session"
    NEGOTIATION = "before the first session of the negotiation stage"


class Urgency(Enum):
    """Urgency of an official document (correspondence regulation 2526, clause 28)."""

    NONE = "none"
    URGENT = "urgent"
    VERY_URGENT = "very urgent"
    MOST_URGENT = "most urgent"


class Classification(Enum):
    """How secret a matter is (rule on official secrets 2544, clauses 12-15), the lowest first.

    From CONFIDENTIAL (in Thai the lowest of the three marks) upwards nothing of it leaves by mail or feed.
    """

    UNCLASSIFIED = "unclassified"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"  # noqa: S105 - a mark on documents
    TOP_SECRET = "top secret"  # noqa: S105

    @property
    def is_marked(self) -> bool:
        """Whether it bears any of the three marks."""
        return self is not Classification.UNCLASSIFIED


class EnclosureKind(Enum):
    """What a PDF is that travels with a letter; the order is the letter's."""

    SIGNED_LETTER = "signed letter"
    ENCLOSURE = "enclosure"


class Method(Enum):
    """The iTIP methods that leave this house (RFC 5546, 1.4)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Participation(Enum):
    """An attendee's ROLE in a calendar (RFC 5545, 3.2.16)."""

    CHAIR = "CHAIR"
    REQUIRED = "REQ-PARTICIPANT"
    OPTIONAL = "OPT-PARTICIPANT"


class PartStat(Enum):
    """An invited person's answer (RFC 5545, 3.2.12)."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    DECLINED = "DECLINED"
    DELEGATED = "DELEGATED"


class AnswerSource(Enum):
    """How an answer reached the desk."""

    LINK = "link"
    SIGNED_IN = "signed in"
    CALENDAR = "calendar"
    MAIL = "mail"
    LETTER = "letter"
    PHONE = "phone"
    IN_PERSON = "in person"
    CORRECTION = "correction"


class LetterKind(Enum):
    """What a letter says; each has its own wording in templates/mail."""

    INVITATION = "invitation"
    UPDATE = "update"
    CANCELLATION = "cancellation"
    REMINDER = "reminder"
    DECLINE = "decline"
    SIGN_IN = "sign_in"


class MailState(Enum):
    """Where a promised letter stands; a retry is QUEUED with attempts, an answer is no delivery state."""

    DRAFT = "draft"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    BOUNCED = "bounced"
    DROPPED = "dropped"


class BatchState(Enum):
    """Whether the officer has let a batch of letters go."""

    DRAFT = "draft"
    RELEASED = "released"
    DISCARDED = "discarded"


class HandOverState(Enum):
    """What became of a focal point's word that somebody else takes over."""

    OPEN = "open"
    TAKEN_BACK = "taken back"
    REFUSED = "refused"
    CONFIRMED = "confirmed"


class ActorKind(Enum):
    """Who acts: the audit row names one of these and, where there is one, the person."""

    PERSON = "person"
    LINK = "link"
    OPERATOR = "operator"
    JOB = "job"
    ANONYMOUS = "anonymous"


class Trace(Enum):
    """What a value of the audit tells: who acted, what the deed said, or what became of an object.

    COUNTED stands for many objects of a kind at once, of which only the numbers are kept.
    """

    ACTOR = "actor"
    DETAILS = "details"
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    COUNTED = "counted"


class Part(Enum):
    """The part of a city's day: office hours, waking hours, night."""

    DAY = "day"
    DUSK = "dusk"
    NIGHT = "night"


class SearchKind(Enum):
    """What a search finds; the order is that of its groups. A letter is found with all that left together with it."""

    CONSULTATION = "consultation"
    SESSION = "session"
    PERSON = "person"
    AGENCY = "agency"
    LETTER = "letter"
    COMMITTEE = "committee"


class Matter(Enum):
    """What a reader of the audit asks about: a thing with all of its parts, as an invitation is a consultation's."""

    CONSULTATION = "consultation"
    SESSION = "session"
    PERSON = "person"
    AGENCY = "agency"
    POST = "post"
    COMMITTEE = "committee"
    LETTER = "letter"
    PLACE = "place"
    CALENDAR = "calendar"
    SERVICE = "service"
