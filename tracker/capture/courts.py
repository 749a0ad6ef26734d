"""Federal courts by the address of their site: `ecf.cadc.uscourts.gov` is the D.C. Cir."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import urlsplit

# As the Bluebook (table T10) shortens them, by the letters that the courts' addresses begin with.
_STATES = {
    "al": "Ala.", "ak": "Alaska", "az": "Ariz.", "ar": "Ark.", "ca": "Cal.", "co": "Colo.", "ct": "Conn.",
    "de": "Del.", "dc": "D.C.", "fl": "Fla.", "ga": "Ga.", "gu": "Guam", "hi": "Haw.", "id": "Idaho", "il": "Ill.",
    "in": "Ind.", "ia": "Iowa", "ks": "Kan.", "ky": "Ky.", "la": "La.", "me": "Me.", "md": "Md.", "ma": "Mass.",
    "mi": "Mich.", "mn": "Minn.", "ms": "Miss.", "mo": "Mo.", "mt": "Mont.", "ne": "Neb.", "nv": "Nev.", "nh": "N.H.",
    "nj": "N.J.", "nm": "N.M.", "ny": "N.Y.", "nc": "N.C.", "nd": "N.D.", "nmi": "N. Mar. I.", "oh": "Ohio",
    "ok": "Okla.", "or": "Or.", "pa": "Pa.", "pr": "P.R.", "ri": "R.I.", "sc": "S.C.", "sd": "S.D.", "tn": "Tenn.",
    "tx": "Tex.", "ut": "Utah", "vt": "Vt.", "va": "Va.", "vi": "V.I.", "wa": "Wash.", "wv": "W. Va.", "wi": "Wis.",
    "wy": "Wyo.",
}  # fmt: skip
_PARTS = {"": "D.", "n": "N.D.", "s": "S.D.", "e": "E.D.", "w": "W.D.", "m": "M.D.", "c": "C.D."}
_CIRCUITS = {"1": "1st", "2": "2d", "3": "3d"} | {str(n): f"{n}th" for n in range(4, 12)} | {"dc": "D.C.", "fc": "Fed."}


def is_court(url: str) -> bool:
    """Whether this is an address of a federal court."""
    host = _host(url)
    return host == "uscourts.gov" or host.endswith(".uscourts.gov")


def court_at(url: str) -> str:
    """The court whose site this is (`D.D.C.`, `9th Cir.`, `Bankr. D. Md.`), '' if it is none that we know."""
    return _by_code(_host(url).split(".")[-3]) if is_court(url) and _host(url) != "uscourts.gov" else ""


def is_another(court: str, other: str) -> bool:
    """Whether these are surely two courts: both are names that we know, and not the same."""
    one, two = _folded(court), _folded(other)
    return one != two and one in _known() and two in _known()


@lru_cache(maxsize=1024)
def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


@cache
def _by_code(code: str) -> str:
    if code.startswith("ca") and code[2:] in _CIRCUITS:
        return f"{_CIRCUITS[code[2:]]} Cir."
    found = re.fullmatch(r"([a-z]{2}|nmi)([nsewmc]?)([db])", code)
    if found is None or found[1] not in _STATES:
        return ""
    state, part = _STATES[found[1]], _PARTS[found[2]]
    # The Bluebook (rule 6.1) closes up single capitals: D.D.C., but D. Mass.
    close = re.fullmatch(r"(?:[A-Z]\.)+", state) is not None
    return f"{'Bankr. ' if found[3] == 'b' else ''}{part}{'' if close else ' '}{state}"


def _folded(court: str) -> str:
    return re.sub(r"[\s.]", "", court).lower().replace("2nd", "2d").replace("3rd", "3d")


@cache
def _known() -> frozenset[str]:
    codes = [f"ca{number}" for number in _CIRCUITS]
    codes += [f"{state}{part}{kind}" for state in _STATES for part in _PARTS for kind in "db"]
    return frozenset(_folded(_by_code(code)) for code in codes)
