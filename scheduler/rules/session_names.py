"""What a session is called in both languages, from its kind, its ordinal or its own title."""

from vocabulary.states import Language, SessionKind
from vocabulary.text import N_, Bilingual
from vocabulary.wording import wording

NUMBERED = N_("Session %(ordinal)s")
KINDS = {
    SessionKind.ORGANIZATIONAL: N_("Organizational session"),
    SessionKind.REGULAR: N_("Session"),
    SessionKind.CONCLUDING: N_("Concluding session"),
    SessionKind.RECONVENED: N_("Reconvened session"),
    SessionKind.INTERSESSIONAL: N_("Intersessional consultation"),
    SessionKind.CEREMONY: N_("Signing ceremony"),
}
NUMBERED_KINDS = {SessionKind.INTERSESSIONAL: N_("Intersessional consultation %(ordinal)s")}


def session_name(
    kind: SessionKind, *, ordinal: int | None, title: Bilingual, city: Bilingual | None = None
) -> Bilingual:
    """Its own title where it has one, else kind and ordinal; with the city behind it where one is given."""
    name = title if title.en or title.th else by_kind(kind, ordinal)
    if city is None:
        return Bilingual(name.text(Language.ENGLISH), name.text(Language.THAI))
    english, thai = (f"{name.text(language)} · {city.text(language)}" for language in (Language.ENGLISH, Language.THAI))
    return Bilingual(english, thai)


def by_kind(kind: SessionKind, ordinal: int | None) -> Bilingual:
    """What a session without a title of its own is called."""
    message = KINDS[kind] if ordinal is None else NUMBERED_KINDS.get(kind, NUMBERED)
    english, thai = (wording(language).gettext(message) for language in (Language.ENGLISH, Language.THAI))
    return Bilingual(english % {"ordinal": ordinal}, thai % {"ordinal": ordinal})
