"""Data for the clipboard, made so that a program may end with it there."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QStringListModel


def mime_data() -> QMimeData:
    """Empty data made by Qt itself. The clipboard outlives Python, and asks a QMimeData made here once more when the
    program ends, which then crashes."""
    model = QStringListModel([""])
    data = model.mimeData([model.index(0, 0)])
    for kind in data.formats():
        data.removeFormat(kind)
    return data
