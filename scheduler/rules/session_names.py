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
    return Bilingual(
        *(
            name_in(language, kind, ordinal=ordinal, title=title, city=city)
            for language in (Language.ENGLISH, Language.THAI)
        )
    )


def name_in(
    language: Language, kind: SessionKind, *, ordinal: int | None, title: Bilingual, city: Bilingual | None
) -> str:
    """The name in one language."""
    say = wording(language).gettext
    if title.en or title.th:
        name = title.text(language)
    elif ordinal is None:
        name = say(KINDS[kind])
    else:
        name = say(NUMBERED_KINDS.get(kind, NUMBERED)) % {"ordinal": ordinal}
    return f"{name} · {city.text(language)}" if city is not None else name
