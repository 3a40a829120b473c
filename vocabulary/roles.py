"""What the roles in a delegation are called, on pages, in letters and on issued rosters alike (GA rules 25-26)."""

from vocabulary.states import DelegateRole
from vocabulary.text import N_

CO_HEAD = N_("Co-head")
ROLE_WORDS = {
    DelegateRole.HEAD: N_("Head of delegation"),
    DelegateRole.DEPUTY_HEAD: N_("Deputy head"),
    DelegateRole.REPRESENTATIVE: N_("Representative"),
    DelegateRole.ALTERNATE: N_("Alternate"),
    DelegateRole.ADVISER: N_("Adviser"),
    DelegateRole.SECRETARY: N_("Secretary"),
}


def role_word(role: DelegateRole, *, is_co_head: bool = False) -> str:
    """What somebody in this role is called, as a message to translate."""
    return CO_HEAD if is_co_head else ROLE_WORDS[role]
