"""Before addresses are asked whether they still answer: how many they are, of which hosts."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from tracker.operations.link_checks import Address
from tracker.ui.room import open_at
from tracker.ui.widgets.side_button import side_button


class LinksDialog(QDialog):
    """`addresses` are those to be asked if it is accepted. It asks nothing itself."""

    def __init__(self, addresses: list[Address], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Check links"))
        open_at(self, 520, 380)
        self.addresses = addresses
        hosts = Counter(address.host for address in self.addresses)
        self.summary = QLabel(self._summary(len(self.addresses), len(hosts)), self)
        self.summary.setProperty("look", "section")
        self.summary.setWordWrap(True)
        self.detail = QLabel(
            self.tr(
                "Each address is asked whether the page is still there. The hosts below see the request, "
                "and nothing else of yours; no page is kept. What they answer is noted with each source, as one edit."
            )
            if self.addresses
            else self.tr("None of the sources shown has a web address (http or https)."),
            self,
        )
        self.detail.setProperty("look", "muted")
        self.detail.setWordWrap(True)
        self.hosts = QListWidget(self)
        self.hosts.setAccessibleName(self.tr("Hosts that will be asked"))
        self.hosts.addItems([host if count == 1 else f"{host} ({count})" for host, count in sorted(hosts.items())])
        self.hosts.setVisible(bool(hosts))
        self.cancel_button = side_button(self, self.tr("Cancel"), self.reject)
        self.ask_button = QPushButton(self.tr("&Ask them"), self)
        self.ask_button.setEnabled(bool(self.addresses))
        self.ask_button.setDefault(True)
        self.ask_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.ask_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        for part in (self.summary, self.detail):
            layout.addWidget(part)
        layout.addWidget(self.hosts, 1)
        layout.addStretch(0)
        layout.addLayout(buttons)
        self.ask_button.setFocus()

    def _summary(self, count: int, hosts: int) -> str:
        if not count:
            return self.tr("There is nothing to ask.")
        if count == 1:
            return self.tr("1 address will be asked.")
        if hosts == 1:
            return self.tr("{0} addresses of one host will be asked.").format(f"{count:,}")
        return self.tr("{0} addresses of {1} hosts will be asked.").format(f"{count:,}", f"{hosts:,}")
