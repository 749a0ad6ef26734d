"""Writing pages into files: a PDF of several, an SVG with one below the other, or a PNG for each."""

from __future__ import annotations

import html
import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFile, QIODevice, QMarginsF, QRect, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from tracker.errors import CancelledError, FileError
from tracker.operations.exporting import temporary_file
from tracker.ui.pictures.look import POINTS

KINDS = ("pdf", "svg", "png")
MOST_PIXELS = 200_000_000
MOST_SIDE = 30_000
SCALES = (1, 2, 3, 4)

_RESOLUTION = 1200
_BETWEEN = 24.0

Draw = Callable[[QPainter], None]
Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages to write, `size` each as they are laid out, `points` a pixel on paper; what they are `about` in a sentence,
    and the family of the font in them."""

    title: str
    size: QSizeF
    draw: Sequence[Draw]
    points: float = POINTS
    about: str = ""
    font: str = ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Pictures", text)


def kind_of(target: Path) -> str:
    """The kind of picture that a file's name asks for. FileError if it asks for none."""
    kind = target.suffix.lower().lstrip(".")
    if kind not in KINDS:
        raise FileError(
            _tr("{0} does not say what kind of picture is meant. End its name with .pdf, .svg or .png.").format(
                target.name
            )
        )
    return kind


def names_of(target: Path, pages: int) -> list[Path]:
    """The files that so many pages take: several PNGs are numbered."""
    if kind_of(target) != "png" or pages == 1:
        return [target]
    digits = len(str(pages))
    return [target.with_name(f"{target.stem}-{number:0{digits}}{target.suffix}") for number in range(1, pages + 1)]


def check_size(size: QSizeF, scale: int) -> None:
    """FileError if a PNG of a page would be larger than programs take, and what to do instead."""
    width, height = round(size.width() * scale), round(size.height() * scale)
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise FileError(
            _tr(
                "The PNG would be {0} by {1} pixels, more than most programs can open ({2} a side, "
                "{3} million in all). Choose a smaller scale, or PDF or SVG, which stay sharp."
            ).format(f"{width:,}", f"{height:,}", f"{MOST_SIDE:,}", MOST_PIXELS // 1_000_000)
        )


def write(
    pages: Pages,
    target: Path,
    *,
    scale: int = 1,
    paper: QPageSize | None = None,
    landscape: bool = False,
    overwrite: bool = False,
    progress: Progress = lambda *_: None,
    cancelled: Cancelled = lambda: False,
) -> list[Path]:
    """Write pages to a file (see `names_of` for PNG); all of them, or none. `paper` is what a PDF's pages are fitted
    on, their own size without it. Raises FileError, CancelledError."""
    names = names_of(target, len(pages.draw))
    if os.path.isdir(target):
        raise FileError(_tr("{0} is a folder. Give the name of a file in it.").format(target))
    for name in names:
        if os.path.exists(name) and not overwrite:
            raise FileError(
                _tr("{0} already exists. Choose another name, or say that it may be overwritten.").format(name)
            )
    if kind_of(target) == "png":
        check_size(pages.size, scale)

    def turn(number: int) -> None:
        if cancelled():
            raise CancelledError(_tr("The picture was cancelled. Nothing was written."))
        progress(number, len(pages.draw), _tr("Drawing pages"))

    with ExitStack() as stack:
        paths = [stack.enter_context(temporary_file(name)) for name in names]
        if kind_of(target) == "pdf":
            _pdf(pages, paths[0], paper, landscape, turn)
        elif kind_of(target) == "svg":
            _svg(pages, paths[0], turn)
        else:
            for number, (path, draw) in enumerate(zip(paths, pages.draw, strict=True)):
                turn(number)
                _png(pages, draw, path, scale)
        turn(len(pages.draw))
        for path, name in zip(paths, names, strict=True):
            _settle(path)
            os.replace(path, name)
    return names


def _pdf(pages: Pages, path: Path, paper: QPageSize | None, landscape: bool, turn: Callable[[int], None]) -> None:
    file = _opened(path)
    writer = QPdfWriter(file)
    writer.setTitle(pages.title)
    writer.setCreator("Policy Tracker")
    writer.setResolution(_RESOLUTION)
    size = pages.size
    own = QPageSize(size * pages.points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    writer.setPageLayout(
        QPageLayout(paper or own, orientation if paper else QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    painter = QPainter()
    if not painter.begin(writer):
        raise _failed(path, file)
    try:
        wide, tall = writer.width(), writer.height()
        zoom = min(wide / size.width(), tall / size.height())
        for number, draw in enumerate(pages.draw):
            turn(number)
            if number:
                writer.newPage()
            painter.save()
            painter.translate((wide - zoom * size.width()) / 2, 0)
            painter.scale(zoom, zoom)
            draw(painter)
            painter.restore()
    finally:
        painter.end()
    _close(path, file)


def _svg(pages: Pages, path: Path, turn: Callable[[int], None]) -> None:
    file = _opened(path)
    generator = QSvgGenerator()
    generator.setOutputDevice(file)
    generator.setTitle(pages.title)
    generator.setDescription(pages.about)
    width = pages.size.width()
    height = pages.size.height() * len(pages.draw) + _BETWEEN * (len(pages.draw) - 1)
    generator.setSize(QSize(round(width), round(height)))
    generator.setViewBox(QRect(0, 0, round(width), round(height)))
    generator.setResolution(round(72 / pages.points))
    painter = QPainter()
    if not painter.begin(generator):
        raise _failed(path, file)
    try:
        for number, draw in enumerate(pages.draw):
            turn(number)
            painter.save()
            painter.translate(0, number * (pages.size.height() + _BETWEEN))
            draw(painter)
            painter.restore()
    finally:
        painter.end()
    _close(path, file)
    _name_other_fonts(path, pages.font)


def _name_other_fonts(path: Path, family: str) -> None:
    """Say in an SVG which fonts will do where the one it was made with is not there: one as wide, then any."""
    name = html.escape(family).encode()
    given, others = b'font-family="' + name + b'"', b'font-family="' + name + b', Verdana, sans-serif"'
    path.write_bytes(path.read_bytes().replace(given, others))


def image(pages: Pages, draw: Draw, scale: float) -> QImage:
    """A page in pixels."""
    size = QSize(round(pages.size.width() * scale), round(pages.size.height() * scale))
    drawn = QImage(size, QImage.Format.Format_RGB32)
    if drawn.isNull():
        raise FileError(_tr("There is not enough memory for a picture of this size. Choose a smaller scale."))
    drawn.fill(0xFFFFFF)
    # 72 points an inch, 0.0254 metres.
    a_metre = round(scale / pages.points * 72 / 0.0254)
    drawn.setDotsPerMeterX(a_metre)
    drawn.setDotsPerMeterY(a_metre)
    with QPainter(drawn) as painter:
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)
        draw(painter)
    return drawn


def _png(pages: Pages, draw: Draw, path: Path, scale: int) -> None:
    drawn = image(pages, draw, scale)
    drawn.setText("Title", pages.title)
    writer = QImageWriter(str(path), b"png")
    if not writer.write(drawn):
        raise FileError(_tr("The picture could not be written ({0}).").format(writer.errorString()))


def _opened(path: Path) -> QFile:
    file = QFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise _failed(path, file)
    return file


def _close(path: Path, file: QFile) -> None:
    if not file.flush() or file.error() != QFile.FileError.NoError:
        raise _failed(path, file)
    file.close()


def _failed(path: Path, file: QFile) -> FileError:
    return FileError(
        _tr(
            "The picture could not be written in {0} ({1}). Check that you may write there and that the disk has room."
        ).format(path.parent, file.errorString())
    )


def _settle(path: Path) -> None:
    """See a file safe on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
