"""The class Role, the field classes, and the registries of roles: `guitu/roles.py` fills them when the process is ready."""

from __future__ import annotations

from dataclasses import dataclass, field

from guitu.kit.registry import Registry
from guitu.kit.telling import said

# Field classes (security.md S-1.9): what a page or an export may show of a person.
CLASSES = ("BASIC", "STATUS", "CONTACT", "IDENT", "TEST", "NOTE", "PSY", "POINTS", "TASKS", "VILLAGE")


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of post: what it may do, which classes it reads, whether it sees its whole area."""

    code: str
    label: str
    may: frozenset[str]
    classes: frozenset[str]
    whole: bool
    note: str = ""
    levels: tuple[int, ...] = field(default=(6, 9, 12, 15))  # path lengths it may be posted over
    whole_of: frozenset[str] = frozenset()  # compartments besides people of which it sees its whole area

    @property
    def word(self) -> str:
        """The label in the reader's language."""
        return said(self.label)

    @property
    def told_note(self) -> str:
        return said(self.note)

    def called(self, title: str) -> str:
        """A post's own title stays as it was written; one named after its role follows the language."""
        return self.word if title == self.label else title


ROLES: Registry[Role] = Registry("roles")
GRANTS: Registry[frozenset[str]] = Registry("roles that each role may grant")


def may(role: str) -> frozenset[str]:
    return ROLES[role].may
