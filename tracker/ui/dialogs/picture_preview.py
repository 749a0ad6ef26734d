"""What a picture will be: its first page, drawn small, and how many pages there are."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tracker.store import Store
from tracker.ui.jobs import Read
from tracker.ui.pictures.files import check_size, image
from tracker.ui.pictures.making import Check, Wanted, outlook
from tracker.ui.pictures.shown import Shown, ShownPicture
from tracker.ui.theme import Theme

MANY_PAGES = 60
"""From so many pages on it is said that they are many."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The first page, and what there is to say of all."""

    image: QImage
    size: QSizeF
    pages: int
    words: str
    many: bool


def _tr(text: str) -> str:
    return QCoreApplication.translate("PictureDialog", text)


def reading(wanted: Wanted, shown: Shown | None, font: QFont, room: QSize, check: Check) -> Read:
    """What reads and draws a preview within `room` pixels, on any thread. It raises TrackerError where there is
    nothing to show."""

    def read(store: Store) -> Preview:
        if shown is not None:
            pages, total = ShownPicture(store, shown, wanted).pages, 1
            words, many = _events(shown.events) + _tr(" on one page, as in the window"), False
        else:
            seen = outlook(store, wanted, font, check)
            pages, total, many = seen.pages, seen.count, seen.count >= MANY_PAGES
            number = f"{seen.count:,}" if seen.exact else _tr("about {0}").format(f"{seen.count:,}")
            count = _tr("1 page") if seen.count == 1 else _tr("{0} pages").format(number)
            words = _tr("{0} on {1}").format(_events(seen.events), count)
        zoom = min(room.width() / pages.size.width(), room.height() / pages.size.height())
        return Preview(image(pages, pages.draw[0], max(zoom, 0.01)), pages.size, total, words, many)

    return read


def _events(count: int) -> str:
    return _tr("1 event") if count == 1 else _tr("{0} events").format(f"{count:,}")


def why_too_large(size: QSizeF, scale: int) -> str:
    """Why a PNG of this size will not do; '' if it will."""
    from tracker.errors import FileError

    try:
        check_size(size, scale)
    except FileError as error:
        return str(error)
    return ""


class PageView(QWidget):
    """A page, as large as there is room for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(220, 200)

    def set_theme(self, theme: Theme) -> None:
        """Draw what is around the page in these colours."""
        self._theme = theme
        self.update()

    @property
    def room(self) -> QSize:
        """How many pixels of the screen a page may take."""
        return self.size() * self.devicePixelRatioF()

    def show_page(self, page: QImage) -> None:
        """Show a page; a null image for none."""
        page.setDevicePixelRatio(self.devicePixelRatioF())
        self._image = page
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(460, 340)

    def paintEvent(self, _: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.panel)
            if self._image.isNull():
                return
            ratio = self._image.devicePixelRatio()
            size = QSize(round(self._image.width() / ratio), round(self._image.height() / ratio))
            size = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect().adjusted(left, top, -left, -top), self._image)
            painter.setPen(self._theme.line)
            painter.drawRect(left, top, size.width() - 1, size.height() - 1)
