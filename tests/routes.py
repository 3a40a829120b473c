"""Routes compiled once a process: most of what making one more application takes."""

from typing import Any, ClassVar

from flask import Flask
from werkzeug.routing import Rule


class RememberedRule(Rule):
    """A route compiled for an earlier application of this process, or of the one that it was forked from."""

    known: ClassVar[dict[tuple[str, str], dict[str, Any]]] = {}

    def compile(self) -> None:
        """Take what the same words were compiled to; nothing of it is one rule's own but whom it is bound to."""
        kept = self.known.get((self.rule, repr(self.defaults)))
        if kept is None:
            super().compile()
            names = ("_parts", "_trace", "_converters", "arguments", "_build", "_build_unknown")
            self.known[self.rule, repr(self.defaults)] = {name: getattr(self, name) for name in names}
            return
        vars(self).update(kept)
        self._build = kept["_build"].__func__.__get__(self)
        self._build_unknown = kept["_build_unknown"].__func__.__get__(self)


def remember_routes() -> None:
    """Let every application made from now on take its routes from the first one."""
    Flask.url_rule_class = RememberedRule
