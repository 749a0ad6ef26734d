"""What a server packs for the way, unpacked as it comes: gzip and deflate, one layer, a part at a time."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from tracker.errors import CaptureError

_PART = 256 * 1024


class Plain:
    """Bytes that came unpacked."""

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """The piece itself."""
        yield piece

    def is_whole(self) -> bool:
        """It cannot tell."""
        return True


class Packed:
    """gzip or deflate, unpacked a piece at a time, so that a bomb stops at the cap."""

    def __init__(self, host: str, coding: str) -> None:
        self._host = host
        self._gzip = coding == "gzip"
        self._inflate: Any = None
        self._held = b""
        self._members = 0

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """What the next bytes unpack to, in parts of at most 256 kB."""
        rest = self._held + piece
        self._held = b""
        more = False
        while rest or more:
            if self._inflate is None:
                if len(rest) < 2:  # how it begins is not told yet
                    self._held = rest
                    return
                if not self._begin(rest):
                    return  # what follows the end is no part of it
            try:
                part = self._inflate.decompress(rest, _PART)
            except zlib.error as error:
                raise CaptureError(f"What came from {self._host} could not be unpacked: {error}.") from error
            rest = self._inflate.unconsumed_tail
            more = len(part) == _PART and not self._inflate.eof  # some may wait inside with all bytes taken
            if part:
                yield part
            if self._inflate.eof:
                rest = self._inflate.unused_data
                self._inflate = None
                self._members += 1

    def _begin(self, rest: bytes) -> bool:
        if self._gzip:
            if self._members and not rest.startswith(b"\x1f\x8b"):
                return False
            self._inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
            return True
        if self._members:
            return False
        # "deflate" is zlib's form (RFC 9110), and bare with some servers: the first two bytes tell.
        is_zlib = rest[0] & 0x0F == 8 and int.from_bytes(rest[:2], "big") % 31 == 0
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)
        return True

    def is_whole(self) -> bool:
        """Whether what came so far ends where it should."""
        return self._inflate is None and not (self._held and not self._members)


def unpacker(host: str, coding: str) -> Plain | Packed:
    """What unpacks a body with this Content-Encoding. CaptureError for codings that were not asked for, or layers."""
    codings = [each for each in (part.strip().lower() for part in coding.split(",")) if each not in ("", "identity")]
    if not codings:
        return Plain()
    name = codings[0].removeprefix("x-")
    if len(codings) > 1 or name not in ("gzip", "deflate"):
        raise CaptureError(
            f"What came from {host} is compressed in a way that was not asked for ({coding[:60]}). "
            "Save the page from your browser and capture the file instead."
        )
    return Packed(host, name)
