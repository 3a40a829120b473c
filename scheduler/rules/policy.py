"""Who may open which door. What somebody sees behind it is each query's own filter."""

from enum import Enum

from vocabulary.actor import Actor
from vocabulary.states import ActorKind


class Permission(Enum):
    """What a door asks of whoever comes."""

    PUBLIC = "public"
    LINK = "link"
    SIGNED_IN = "signed in"
    DESK = "desk"
    ADMINISTRATOR = "administrator"
    FOCAL = "focal point"
    HEAD = "head of mission"


def may(actor: Actor, permission: Permission) -> bool:
    """Whether this actor may pass.

    A link's own token is judged where it is read. Whoever signs in may come as a focal point, because single people
    are invited too: the queries behind that door show everybody what is their own, which may be nothing.
    """
    is_signed_in = actor.kind in (ActorKind.PERSON, ActorKind.OPERATOR)
    return {
        Permission.PUBLIC: True,
        Permission.LINK: True,
        Permission.SIGNED_IN: is_signed_in,
        Permission.DESK: actor.is_desk,
        Permission.ADMINISTRATOR: actor.is_administrator,
        Permission.FOCAL: is_signed_in,
        Permission.HEAD: bool(actor.post_ids),
    }[permission]
