"""The timeline with arrows for relations: those of the selected event, or all among the events of a chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from tracker import dates, vocabulary
from tracker.records import Event, Relation
from tracker.store import Store
from tracker.timeline.arrows import MOST, Drawing, Link, Rect, Stub, draw
from tracker.timeline.layout import Box
from tracker.ui.strings import inverse_relation, relation_name
from tracker.ui.theme import Theme
from tracker.ui.timeline.date_moving import DateTimeline
from tracker.ui.timeline.lane_menu import menu_text
from tracker.ui.timeline.lanes import DatedShape
from tracker.ui.timeline.words import named_tip

FEW = 60
"""Among up to so many events of a chain all relations are shown."""
MOST_IN_CHAIN = 40
MOST_READ = 200
_SIGNS = {"left": "◂ {}", "right": "{} ▸", "above": "▴ {}", "below": "▾ {}"}


@dataclass(frozen=True, slots=True)
class Named:
    """An event at the end of a relation, as far as it is named. `day` is the ordinal of its first, None if undated."""

    title: str
    when: str
    day: int | None


@dataclass(frozen=True, slots=True)
class Relations:
    """Relations to be shown, at most so many at a time, and the events at their ends by id."""

    links: tuple[Link, ...] = ()
    events: Mapping[int, Named] = field(default_factory=dict)
    most: int = MOST


def read_relations(store: Store, chosen: int, chain: tuple[int, ...] = ()) -> Relations:
    """The relations of an event (0: none); or, of a chain that is followed, those that hold it together."""
    rows: list[Relation] = []
    among = set(chain)
    for one in chain:
        rows += [r for r in store.where(Relation, from_event=one) if r.to_event in among]
    rows = [r for r in rows if r.kind not in vocabulary.NOT_OF_A_CHAIN]
    if chosen and not chain:
        rows += store.where(Relation, from_event=chosen)[:MOST_READ]
        rows += store.where(Relation, to_event=chosen)[:MOST_READ]
    links = tuple(dict.fromkeys(Link(r.kind, r.from_event, r.to_event) for r in rows))
    ids = {event for link in links for event in (link.source, link.target)}
    named = {}
    for event in store.many(Event, sorted(ids)):
        shape = DatedShape.of(event.date)
        named[event.id] = Named(event.title, dates.display(event.date), shape.start if shape.dated else None)
    return Relations(links, named, MOST_IN_CHAIN if chain else MOST)


class RelatedTimeline(DateTimeline):
    """Arrows lead from mark to mark. What lies outside the view is named at its edge; a click there goes to it, and R
    lists all relations of the selected event."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._relations = Relations()
        self._over_stub = False
        self._drawn: tuple[tuple[object, ...], Drawing] | None = None

    @property
    def relations(self) -> Relations:
        """What arrows are drawn for."""
        return self._relations

    def set_relations(self, relations: Relations) -> None:
        """Show these relations."""
        if relations != self._relations:
            self._relations = relations
            self.update()

    def drawing(self) -> Drawing:
        """The arrows as they are drawn now; none while two lanes are compared, which they would only cover."""
        if not self._relations.links or self.chart.compares:
            return Drawing()
        key = (self._laid_out(), self._relations, self.selection, self.lane, self.scrolled, self._hovered)
        if self._drawn is None or any(a is not b for a, b in zip(self._drawn[0], key, strict=True)):
            self._drawn = (key, self._draw_anew())
        return self._drawn[1]

    def _draw_anew(self) -> Drawing:
        held = self._relations
        if not held.links:
            return Drawing()
        metrics = QFontMetricsF(self.painter().fonts.axis)
        return draw(
            held.links,
            self._places({event for link in held.links for event in (link.source, link.target)}),
            self._in_view(),
            self.selection,
            self._word,
            self._stub_text,
            self._side,
            metrics.horizontalAdvance,
            metrics.height(),
            held.most,
            [Rect(box.x0, box.y, box.right - box.x0, box.height) for box in self._laid_out().boxes if box.label_width],
            self._hovered.item.id if self._hovered is not None else None,
        )

    def draw_under(self, painter: QPainter) -> None:
        """The arrows, in the picture of the lanes, below the titles."""
        drawing = self.drawing()
        if not drawing.arrows and not drawing.stubs:
            return
        titles = [
            Rect(box.label_x, box.y, box.right - box.label_x, box.height)
            for box in self._laid_out().boxes
            if box.label_width
        ]
        named = self._hovered.item.id if self._hovered is not None else None
        self.painter().arrows.draw_lines(painter, drawing, self.selection, self._in_view(), titles, named)

    def draw_over(self, painter: QPainter) -> None:
        """What the arrows say, over the titles."""
        drawing = self.drawing()
        if drawing.arrows or drawing.stubs:
            more = self.tr("+{0} more (R)").format(drawing.left_out) if drawing.left_out else ""
            self.painter().arrows.draw_words(painter, drawing, self.selection, more, self._in_view())

    def _in_view(self) -> Rect:
        plot = self.plot_area()
        return Rect(0.0, float(self.scrolled), plot.width(), plot.height())

    def set_hovered(self, box: Box | None) -> bool:
        """Show which event the pointer is on, and say how it is related; returns whether that changed."""
        changed = super().set_hovered(box)
        if changed and self._relations.links:
            self.update()
        return changed

    def _places(self, ids: set[int]) -> dict[int, Rect]:
        """Where events stand in the chart: nearest to the selected one, if in several lanes."""
        chosen = self._selected_box()
        row = chosen.y if chosen is not None and chosen.lane >= 0 else float(self.scrolled)
        found: dict[int, Rect] = {}
        nearest: dict[int, Box] = {}
        for box in self._laid_out().boxes:
            if box.item.id in ids:
                held = nearest.get(box.item.id)
                if held is None or abs(box.y - row) < abs(held.y - row):
                    nearest[box.item.id] = box
        for event in ids:
            box_ = nearest.get(event)
            if chosen is not None and chosen.item.id == event and chosen.lane >= 0:
                frame = self._frame(chosen)
                found[event] = Rect(chosen.x0, chosen.y, frame.right() - chosen.x0, chosen.height)
            elif box_ is not None:
                found[event] = _place_of(box_, box_.right)
            else:
                item, pile = self.walk.item(event), self.pile_with(event)
                if pile is not None:
                    found[event] = _place_of(pile, pile.right)
                    continue
                lanes = self.chart.lanes_of(item) if item is not None else []
                if item is not None and lanes:
                    lane = min(lanes, key=lambda number: abs(self.chart.lanes[number].y - row))
                    alone = self.chart.alone(item, lane, self._scale)
                    found[event] = _place_of(alone, alone.x1)
        return found

    def _word(self, link: Link) -> str:
        """Where there are many arrows, only those of the selected event have words."""
        named = len(self._relations.links) <= MOST or self.selection in (link.source, link.target)
        return relation_name(link.kind) if named else ""

    def _stub_text(self, link: Link, other: int, side: str) -> str:
        named = self._relations.events.get(other)
        word = relation_name(link.kind) if link.target == other else inverse_relation(link.kind)
        when = named.when if named is not None and named.when else self.tr("undated")
        return _SIGNS[side].format(f"{word} · {when}")

    def _side(self, event: int) -> str:
        named = self._relations.events.get(event)
        earlier = named is not None and named.day is not None and self._scale.x(named.day) < self._scale.width / 2
        return "left" if earlier else "right"

    # Going there.

    def stub_at(self, point: QPointF) -> Stub | None:
        """What is named at the edge, at a point of the widget."""
        if not self._relations.links or not self.plot_area().contains(point):
            return None
        place = self.in_chart(point)
        return self.drawing().stub_at(place.x(), place.y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        free = event.button() == Qt.MouseButton.LeftButton and self.moving is None
        stub = self.stub_at(event.position()) if free else None
        if stub is not None:
            self.go_to(stub.other)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = event.buttons() == Qt.MouseButton.NoButton and self.stub_at(event.position()) is not None
        if over:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        elif self._over_stub:
            self.unsetCursor()
        self._over_stub = over

    def go_to(self, event: int) -> None:
        """Select an event at the other end of a relation, for the person."""
        if event != self.selection:
            self.select(event)
            self.selected.emit(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_R and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.list_relations()
        else:
            super().keyPressEvent(event)

    def list_relations(self) -> None:
        """A menu of the relations of the selected event; choosing one goes to the other event."""
        chosen, held = self.selection, self._relations
        links = [link for link in held.links if chosen in (link.source, link.target)]
        if not links:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for link in links[:MOST_READ]:
            other = link.target if link.source == chosen else link.source
            word = relation_name(link.kind) if link.source == chosen else inverse_relation(link.kind)
            named = held.events.get(other, Named("", "", None))
            said = menu_text(f"{word}: {named.title}")
            action = menu.addAction(f"{said}  ({named.when})" if named.when else said)
            action.triggered.connect(lambda _=False, event=other: self.go_to(event))
        box = self._selected_box()
        plot = self.plot_area()
        place = QPoint(40, 40)
        if box is not None and box.lane >= 0:
            place = QPointF(plot.left() + box.x0, plot.top() + box.y + box.height - self.scrolled).toPoint()
        menu.popup(self.mapToGlobal(place))

    def _show_tip(self, event: QHelpEvent) -> bool:
        stub = self.stub_at(QPointF(event.pos()))
        named = self._relations.events.get(stub.other) if stub is not None else None
        if named is None:
            return super()._show_tip(event)
        QToolTip.showText(event.globalPos(), named_tip(named.title, named.when), self)
        return True


def _place_of(box: Box, right: float) -> Rect:
    # Of a span that runs into the view what is in view counts.
    x = max(box.x0, 0.0) if box.x1 > 0 else box.x0
    return Rect(x, box.y, max(4.0, right - x), box.height)
