"""Events put on the clipboard, in the forms that other programs ask for. They are read off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QGuiApplication

from tracker.dates import style_for
from tracker.operations import copying
from tracker.operations.copying import Copied
from tracker.store import Store
from tracker.ui.mime import mime_data
from tracker.ui.session import Session

Form = Literal["citation", "markdown", "table"]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Clipboard", text)


def copy_events(session: Session, events: Sequence[int], form: Form) -> None:
    """Copy events as citation lines, as Markdown, or as a table with every column of the CSV."""
    style = style_for(QLocale().name())
    if not events:
        return
    if len(events) > copying.MOST and form != "table":
        said = _tr("{0} events are too many to copy with their sources: export them instead (Ctrl+E).")
        session.message.emit(said.format(f"{len(events):,}"), "warning")
        return

    def read(store: Store) -> Copied:
        if form == "table":
            return copying.as_table(store, events)
        return (copying.as_citations if form == "citation" else copying.as_markdown)(store, events, style)

    def done(copied: Copied) -> None:
        put(copied)
        one = {
            "citation": _tr("1 citation copied."),
            "markdown": _tr("1 event copied as Markdown."),
            "table": _tr("1 row copied."),
        }
        many = {
            "citation": _tr("{0} citations copied."),
            "markdown": _tr("{0} events copied as Markdown."),
            "table": _tr("{0} rows copied."),
        }
        words = one[form] if copied.rows == 1 else many[form].format(f"{copied.rows:,}")
        session.message.emit(words, "message")

    session.read("copy", read, done)


def put(copied: Copied) -> None:
    """Put text on the clipboard, with its HTML and its Markdown where it has them."""
    data = mime_data()
    data.setText(copied.text)
    if copied.html:
        data.setHtml(copied.html)
    if copied.markdown:
        data.setData("text/markdown", copied.markdown.encode())
    QGuiApplication.clipboard().setMimeData(data)
