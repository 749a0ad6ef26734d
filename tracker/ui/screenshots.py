"""Pictures of the window on the example case, for README and for our own eyes: `python -m tracker.ui.screenshots DIR`.

A copy of the case is opened offscreen, or on whatever platform QT_QPA_PLATFORM names, in a settings folder of its own.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QRectF, QSettings
from PySide6.QtGui import QImage, QPainter

from tracker import dates
from tracker.operations import demo
from tracker.records import Source
from tracker.store.source_quotes import quotes_of
from tracker.timeline.marks import Style
from tracker.ui import theme as themes
from tracker.ui.app import application, window_for
from tracker.ui.main_window import MainWindow
from tracker.ui.timeline.labels import ONE_LINE, Fonts
from tracker.ui.timeline.legend import sample
from tracker.ui.timeline.marks import MarkPainter

SIZES = ((1440, 900), (1024, 640))
_SELECTED = "Treasury and DHS Secretaries sign"


# Every kind of date of EDTF level 1, and how its marks combine.
DATE_KINDS = {
    "Days": ("2025-04-07", "2025-04-07~", "2025-04-07?", "2025-04-07%"),
    "Months": ("2025-04", "2025-04~", "2025-04?", "2025-04%", "2025-04-XX"),
    "Seasons": ("2025-21", "2025-21~", "2025-21?", "2025-21%"),
    "Years": ("2025", "2025~", "2025?", "2025%", "2025-XX", "2025-XX-XX", "202X", "20XX"),
    "Intervals": (
        "2025-03-03/2025-05-20", "2025-03/2025-05", "2025-03-03~/2025-05-20", "2025-03-03/2025-05-20~",
        "2025-03-03?/2025-05-20", "2025-03-03/2025-05-20?", "2025-03-03%/2025-05-20%",
    ),
    "Open ends": ("2025-03-03/..", "../2025-03-03", "2025-03/..", "../2025-03"),
    "Unknown ends": ("2025-03-03/", "/2025-03-03", "2025-03/", "/2025-03"),
    "Undated": ("",),
}  # fmt: skip


def settle(window: MainWindow) -> None:
    """Let the window's reads and paints finish."""
    app = application()
    deadline = QDeadlineTimer(10_000)
    quiet = 0
    while quiet < 3 and not deadline.hasExpired():
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        quiet = quiet + 1 if window.session.reader.is_idle() else 0


def take(folder: Path) -> list[Path]:
    """Write main- and reader-<light|dark>-<width>x<height>.png and date-kinds.png into `folder`: their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    out: list[Path] = []
    application()
    with tempfile.TemporaryDirectory() as temporary:
        store = demo.make(Path(temporary) / "example.tracker")
        store.backup()  # or the window would be seen making one
        settings = QSettings(str(Path(temporary) / "window.ini"), QSettings.Format.IniFormat)
        window = window_for(store, settings)
        window.show()
        settle(window)
        window.session.select(next(r.id for r in window.session.results.rows if r.title.startswith(_SELECTED)))
        for scheme in ("light", "dark"):
            window.set_theme(themes.load(scheme))
            for width, height in SIZES:
                window.resize(width, height)
                out.append(_grab(window, folder / f"main-{scheme}-{width}x{height}.png"))
        note = next(source for source in store.where(Source) if source.text)
        window.read_source(note.id, quotes_of(store.connection, note.id)[2].citation)
        for scheme in ("light", "dark"):
            window.set_theme(themes.load(scheme))
            width, height = SIZES[0]
            window.resize(width, height)
            out.append(_grab(window, folder / f"reader-{scheme}-{width}x{height}.png"))
        window.close()
        settle_closed()
    path = folder / "date-kinds.png"
    if not date_kinds_picture("light").save(str(path)):
        raise OSError(f"{path} could not be written")
    return [*out, path]


def _grab(window: MainWindow, path: Path) -> Path:
    settle(window)
    if not window.grab().save(str(path)):
        raise OSError(f"{path} could not be written")
    return path


def date_kinds_picture(scheme: str, ratio: float = 2.0) -> QImage:
    """Every kind of date of EDTF level 1 as the timeline draws it, wide and narrow, with its text and its words."""
    theme, font, style = themes.load(scheme), application().font(), Style()
    row, margin, columns = 24, 16, (0, 112, 204, 390)
    lines = sum(1 + len(texts) for texts in DATE_KINDS.values())
    picture = QImage(round(820 * ratio), round((lines * row + 2 * margin) * ratio), QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(ratio)
    picture.fill(theme.window)
    marks = MarkPainter(theme, style)
    y = margin
    with QPainter(picture) as painter:
        for heading, texts in DATE_KINDS.items():
            painter.setFont(Fonts.of(font).strong)
            painter.setPen(theme.text)
            painter.drawText(QRectF(margin, y, 600, row), ONE_LINE, heading)
            painter.setFont(font)
            y += row
            for text in texts:
                for column, wide in zip(columns, (9.0, 2.5), strict=False):
                    box = sample(text, wide * style.mark_width, style, "court")
                    x = margin + column + 36 - (36 if box.x1 - box.x0 > 60 else 0)
                    marks.draw(painter, [box._replace(x0=x, x1=x + box.x1, y=y, label_x=x + box.x1)])
                painter.setPen(theme.text)
                painter.drawText(QRectF(margin + columns[2], y, 185, row), ONE_LINE, text or "(empty)")
                painter.drawText(QRectF(margin + columns[3], y, 420, row), ONE_LINE, dates.explain(text))
                y += row
    return picture


def settle_closed() -> None:
    """Let a closed window go."""
    app = application()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.processEvents()


if __name__ == "__main__":
    for written in take(Path(sys.argv[1])):
        sys.stdout.write(f"{written}\n")
