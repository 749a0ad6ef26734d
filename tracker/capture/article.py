"""What was captured, and what was read in it. Nothing here is a record yet: people confirm it first."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Bytes as they came, with where and when. `media_type` is lower-case, without parameters (`text/html`).

    `url` is the address they came from after redirects, '' for a file or pasted text; `at` a UTC time as in records.
    """

    data: bytes
    media_type: str
    url: str = ""
    at: str = ""
    charset: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A value read in what was captured, and where it stands there, in plain words: `the page's JSON-LD`."""

    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Article:
    """What was read in a snapshot or pasted text. All but `text` are suggestions to confirm; None where the page does
    not say: nothing is invented.

    `text` is what a source keeps: line ends are `\\n`, otherwise as extracted. `issued` and nothing else is EDTF.
    `kind` is a CSL type; `url` the page's canonical address.
    """

    text: str
    title: Found | None = None
    authors: Found | None = None
    publisher: Found | None = None
    issued: Found | None = None
    language: Found | None = None
    url: Found | None = None
    kind: Found | None = None
    number: Found | None = None
    notes: tuple[str, ...] = field(default=())
    """What people should know of the reading: pages left out, text that a scan does not have."""
