"""Terms of the vocabularies as the window shows them, through Qt's translation."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tracker import vocabulary


def term(text: str) -> str:
    """A term with its first letter raised, translated where a translation is there."""
    return QCoreApplication.translate("Vocabulary", vocabulary.label(text))


def source_kind(kind: str) -> str:
    """What people call a CSL type."""
    return QCoreApplication.translate("Vocabulary", vocabulary.SOURCE_KIND_LABELS.get(kind, kind))


def relation_name(kind: str) -> str:
    """A kind of relation in the middle of a line."""
    return QCoreApplication.translate("Vocabulary", kind)


def inverse_relation(kind: str) -> str:
    """A kind of relation read from its other end."""
    inverse = vocabulary.RELATION_INVERSE.get(kind)
    return relation_name(inverse) if inverse else f"← {relation_name(kind)}"


_SIGNS = {"reached": "✓", "moved": "→", "dead": "✗", "not reached": "?"}


def link_state(state: str) -> str:
    """How an address answered: a sign, and the word for it."""
    return f"{_SIGNS.get(state, '')} {term(state)}".strip()
