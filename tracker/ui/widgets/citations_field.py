"""The sources of what is entered, as many as there are, each with the words that matter in it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.operations.log import CitationDraft
from tracker.store import Store
from tracker.ui.widgets.quote_field import QuoteField, Selected
from tracker.ui.widgets.rows_field import Row, RowsField
from tracker.ui.widgets.source_field import SourceField


class CitationRow(Row):
    """One source, and once it is given a quote from it."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.source = SourceField(store, self)
        self.quote = QuoteField(self)
        self.quote.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.source)
        layout.addWidget(self.quote)
        self.setFocusProxy(self.source)
        self.source.edited.connect(self._on_source)
        self.source.submitted.connect(self.submitted)
        self.quote.edited.connect(self.edited)

    def set_number(self, number: int) -> None:
        """The first says what it means to have none."""
        super().set_number(number)
        first = number == 1
        self.source.setAccessibleName(self.tr("Source") if first else self.tr("Source {0}").format(number))
        self.quote.setAccessibleName(self.tr("Quote") if first else self.tr("Quote {0}").format(number))
        self.source.expect(None if first else "", self.tr("Another source, if there is one") if not first else "")

    def set_selected(self, selected: Selected) -> None:
        """Give words selected in the text of a source."""
        self.source.set_source(selected.source)
        self.quote.set_selected(selected)
        self.quote.show()
        self.edited.emit()

    def citation(self) -> CitationDraft | None:
        """The source given, with the words."""
        source = self.source.source()
        if source is None:
            return None
        return CitationDraft(source=source.id or source, quote=self.quote.quote(), start=self.quote.start())

    def is_empty(self) -> bool:
        """Nothing was entered."""
        return self.source.source() is None and not self.quote.quote()

    def fault(self) -> str:
        """What is missing or wrong; '' if it can be saved or is empty."""
        return self.source.fault() or self.quote.fault()

    def focus_fault(self) -> None:
        """Go to what is missing."""
        (self.quote if self.quote.fault() and not self.source.fault() else self.source).setFocus()
        if self.source.fault():
            self.source.focus_fault()

    def draft(self) -> Any:
        """What was entered."""
        return (self.source.draft(), self.quote.draft())

    def set_draft(self, draft: Any) -> None:
        """Enter it again."""
        source, quote = draft
        self.source.set_draft(source)
        self.quote.set_draft(quote)

    def _on_source(self) -> None:
        source = self.source.source()
        self.quote.set_source(source)
        self.quote.setVisible(source is not None or bool(self.quote.quote()))
        self.edited.emit()


class CitationsField(RowsField[CitationRow]):
    """`citations()` are those entered, in order. Giving a source makes room for one more."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(lambda: CitationRow(store), parent)

    def citations(self) -> tuple[CitationDraft, ...]:
        """What was entered."""
        return tuple(draft for row in self.filled() if (draft := row.citation()) is not None)

    def focus_fault(self) -> None:
        """Go to what is missing in the first row that is not right."""
        next((row for row in self.rows if row.fault()), self.rows[0]).focus_fault()

    def forget_choices(self) -> None:
        """Ask for the known sources anew when next needed."""
        for row in self.rows:
            row.source.pick.forget_choices()
