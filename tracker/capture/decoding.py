"""Bytes to text: which encoding, and how one knows."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The encodings of the web (WHATWG Encoding): UTF-7 and Python's own tricks are not among them.
_KNOWN = {
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp866", "cp874"),
    *(f"cp{number}" for number in range(1250, 1259)),
    *(f"iso8859-{number}" for number in range(2, 17)),
    *("gbk", "gb18030", "big5", "big5hkscs", "euc_jp", "iso2022_jp", "shift_jis", "cp932", "euc_kr", "cp949"),
}
# Labels that the web reads as another, larger set.
_READ_AS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
}
_META = re.compile(rb"<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"\s{0,9}<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_META_WITHIN = 4096


def decoded(data: bytes, said: str = "", meta: bool = False) -> tuple[str, str]:
    """The text in `data`, and a note for people where its encoding is a guess or some could not be read ('' else).

    A byte order mark counts most; then bytes that are valid UTF-8 are UTF-8, which other encodings hardly ever are;
    then what the server says (`said`), and with `meta` what the page says; then a guess.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _in(data[len(mark) :], name)
    plain = data.isascii()
    if not plain:
        try:
            return data.decode("utf-8"), ""
        except UnicodeDecodeError:
            pass
    names = [said]
    if meta and (match := _META.search(data[:_META_WITHIN]) or _XML.match(data[:_META_WITHIN])):
        names.append(match[1].decode("ascii"))
    for each in filter(None, map(codec, names)):
        if each.startswith("utf-16") and meta and b"<" in data[:_META_WITHIN] and b"<\0" not in data[:_META_WITHIN]:
            continue  # a page whose own words are legible is not what it says there
        if each == "utf-8" or plain or _reads(data, each):
            return _in(data, each)
    if plain:
        return data.decode("ascii"), ""
    return _guessed(data)


def codec(label: str) -> str:
    """Python's name of an encoding of the web; '' where `label` is none."""
    try:
        name = codecs.lookup(label.strip().lower()).name
    except (LookupError, ValueError):
        return ""
    name = _READ_AS.get(name, name)
    return name if name in _KNOWN else ""


def _reads(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return name == "cp1252" and b"\0" not in data  # five of its bytes stand for nothing
    return True


def _in(data: bytes, name: str) -> tuple[str, str]:
    text = data.decode(name, "replace")
    lost = text.count("\ufffd")
    return text, f"{lost:,} places could not be read as {name} and stand as \ufffd." if lost else ""


def _guessed(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:100_000], preemptive_behaviour=False).best()
    name = codec(best.encoding) if best is not None else ""
    if not name or not _reads(data, name):
        name = "cp1252"
    text, note = _in(data, name)
    return text, f"The encoding is not said; the text was read as {name}. {note}".strip()
