"""A timeline of a few events, and what a person does with it, as tests of its parts share them."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from tracker.timeline.marks import Lane, TimelineItem
from tracker.ui import theme
from tracker.ui.timeline.timeline_view import TimelineView

FILINGS, RULINGS, STATEMENTS = (
    Lane("a", "Filings", "court filing"),
    Lane("b", "Rulings", "court"),
    Lane("c", "Statements"),
)
LANES = [FILINGS, RULINGS, STATEMENTS]


def day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


def item(number: int, first: str | None, lanes: str = "a", last: str | None = None, **fields: object) -> TimelineItem:
    start = day(first) if first else None
    given: dict[str, object] = {"title": f"Event {number}", "kind": "interval" if last else "day", **fields}
    end = day(last) if last else start
    return TimelineItem(number, start, end, lane_keys=tuple(lanes.split()), **given)  # type: ignore[arg-type]


EVENTS = [
    item(1, "2025-01-20", "a", title="Complaint filed"),
    item(2, "2025-04-07", "b", title="Order signed", concerns=3, position="opposes", when="7 April 2025", what="Order"),
    item(3, "2025-05-12", "a", title="Motion filed"),
    item(4, "2025-08-20", "a c", title="Statement made"),
    item(5, "2025-11-21", "b", title="Stay granted"),
]
WAITING = [item(100 + n, None, title=f"Undated memorandum {n}") for n in range(12)]


def shown(qtbot, items=EVENTS, lanes=LANES, width=900, height=420) -> TimelineView:
    """A timeline of some events, shown."""
    view = TimelineView(theme.load("light"))
    qtbot.addWidget(view)
    view.resize(width, height)
    view.set_today(day("2025-09-01"))
    view.set_items(items, lanes)
    view.show()
    return view


def wheel(view: TimelineView, at: QPointF, dy: int = 0, dx: int = 0, keys=Qt.KeyboardModifier.NoModifier) -> None:
    event = QWheelEvent(
        at,
        QPointF(view.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(dx, dy),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def drag(qtbot, view: TimelineView, start: QPoint, *stops: QPoint) -> None:
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for stop in stops:
        qtbot.mouseMove(view, stop)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=stops[-1])


def on(view: TimelineView, number: int) -> QPoint:
    place = view.place_of(number)
    assert place is not None
    return QPoint(place.left() + 2, place.center().y())


def empty_place(view: TimelineView) -> QPoint:
    """A point of the plot with no event near it."""
    plot = view.plot_area()
    return QPoint(int(plot.right()) - 8, int(plot.bottom()) - 4)


def picture(view: TimelineView) -> QImage:
    return view.grab().toImage()
