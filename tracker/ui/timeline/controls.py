"""What stands at the right of the tabs while the timeline is shown: lanes, zoom, legend."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from tracker.ui.timeline.lane_arranging import LaneArranging
from tracker.ui.timeline.lane_menu import LanesMenu
from tracker.ui.timeline.lanes import grouping_name
from tracker.ui.timeline.timeline_view import TimelineView


class TimelineControls(QWidget):
    """A row of buttons. The zoom is the timeline's own; what `lanes_menu` and `legend_button` ask for is the page's."""

    def __init__(self, arranging: LaneArranging, timeline: TimelineView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.lanes_label = QLabel(self.tr("Lanes by"), self)
        self.lanes_label.setProperty("look", "muted")
        self.lanes_label.setProperty("yields", True)
        self.lanes_button = QToolButton(self)
        self.lanes_button.setProperty("look", "button")
        self.lanes_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.lanes_button.setAccessibleName(self.tr("Lanes by"))
        self.lanes_menu = LanesMenu(arranging, self.lanes_button)
        self.lanes_button.setMenu(self.lanes_menu)
        self.name_grouping(arranging.grouping)
        layout.addWidget(self.lanes_label)
        layout.addWidget(self.lanes_button)
        for text, name, slot in (
            (self.tr("Fit"), self.tr("Show the whole span (0)"), timeline.fit),
            ("−", self.tr("Zoom out (−)"), timeline.zoom_out),
            ("+", self.tr("Zoom in (+)"), timeline.zoom_in),
        ):
            button = QToolButton(self)
            button.setText(text)
            button.setToolTip(name)
            button.setAccessibleName(name)
            if slot == timeline.fit:
                button.setProperty("look", "button")
            button.clicked.connect(lambda _=False, s=slot: s())
            layout.addWidget(button)
        self.legend_button = QToolButton(self)
        self.legend_button.setText("?")
        self.legend_button.setToolTip(self.tr("Legend: what the marks mean (?)"))
        self.legend_button.setAccessibleName(self.tr("Legend"))
        self.legend_button.setCheckable(True)
        layout.addWidget(self.legend_button)

    def name_grouping(self, grouping: str) -> None:
        """Say on the button what lanes are by."""
        self.lanes_button.setText(f"{grouping_name(grouping)} ▾")
