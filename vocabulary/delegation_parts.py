"""As what somebody goes to a session of the committee, exactly: what a letter tells him or her."""

from dataclasses import dataclass

from vocabulary.states import Capacity, DelegateRole, Language
from vocabulary.text import N_
from vocabulary.wording import wording

GOES_AS = {
    DelegateRole.HEAD: N_("You lead the delegation."),
    DelegateRole.DEPUTY_HEAD: N_("You go as deputy head of the delegation."),
    DelegateRole.REPRESENTATIVE: N_("You go as a representative in the delegation."),
    DelegateRole.ALTERNATE: N_("You go as an alternate in the delegation."),
    DelegateRole.ADVISER: N_("You go as an adviser in the delegation."),
    DelegateRole.SECRETARY: N_("You go as the secretary of the delegation."),
}
LEADS_AS = {
    Capacity.ACTING: N_("You lead the delegation, acting for the post."),
    Capacity.CHARGE: N_("You lead the delegation as chargé d’affaires a.i."),
}
CO_HEAD = N_("You lead the delegation as co-head no. %(place)s.")


@dataclass(frozen=True, slots=True)
class DelegationPart:
    """A role on the roster; for whoever leads, which of several heads that is, and in what capacity."""

    role: DelegateRole
    place: int = 1
    capacity: Capacity = Capacity.SUBSTANTIVE

    @property
    def leads(self) -> bool:
        """Whether it is that of a head, or of a co-head."""
        return self.role is DelegateRole.HEAD

    @property
    def text(self) -> str:
        """The part as it is kept: "head/2/acting"."""
        return f"{self.role.value}/{self.place}/{self.capacity.value}"

    @classmethod
    def of(cls, text: str) -> "DelegationPart | None":
        """The part that was kept; None where none was."""
        if not text:
            return None
        role, place, capacity = text.split("/")
        return cls(DelegateRole(role), int(place), Capacity(capacity))

    def said(self, language: Language) -> str:
        """What its holder reads."""
        message = CO_HEAD if self.leads and self.place > 1 else GOES_AS[self.role]
        if self.leads and self.place == 1:
            message = LEADS_AS.get(self.capacity, message)
        return wording(language).gettext(message) % {"place": self.place}
