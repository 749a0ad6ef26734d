"""The vocabularies that suggestions follow: TOML files shipped with the program, and the user's own of the same form.

Every `*.toml` in `resources/capture/`, then in the folder `capture` of the settings folder, in the order of their
names, may hold any of the sections below. Lists grow, terms given again are replaced.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from tracker import paths, vocabulary
from tracker.errors import FileError

WordLists = dict[str, list[str]]


@dataclass(slots=True)
class Organisation:
    """An agency, court, union ... known by name. `also`: its other names and acronyms."""

    name: str
    kind: str
    also: tuple[str, ...] = ()


@dataclass(eq=False)
class Rules:
    """What the files say. Of each table the key is what is suggested, the list the words that speak for it."""

    event_types: dict[str, dict[str, float]] = field(default_factory=dict)
    """Event type -> phrase -> weight."""
    date_basis: WordLists = field(default_factory=dict)
    dates: WordLists = field(default_factory=dict)
    organisations: list[Organisation] = field(default_factory=list)
    organisation_words: WordLists = field(default_factory=dict)
    """Kind of stakeholder -> words that name an organisation of that kind: `Coalition`."""
    titles: WordLists = field(default_factory=dict)
    groups: WordLists = field(default_factory=dict)
    """Kind of stakeholder -> words for people who are not named: `official`, `officials`."""
    people: WordLists = field(default_factory=dict)
    speech: WordLists = field(default_factory=dict)
    roles: dict[str, dict[str, str]] = field(default_factory=dict)
    """Verb -> `before` and `after`: the parts of those named on either side."""
    positions: WordLists = field(default_factory=dict)
    judgements: WordLists = field(default_factory=dict)
    """As `positions`, but of words that whoever says them thinks of the matter (`unlawful`)."""
    themes: WordLists = field(default_factory=dict)
    authorities: dict[str, dict[str, str]] = field(default_factory=dict)
    """Name of a law -> `citation` and `kind`."""
    courts: WordLists = field(default_factory=dict)


_WORD_LISTS = (
    "date_basis", "dates", "organisation_words", "titles", "groups", "people", "speech", "positions",
    "judgements", "themes",
    "courts",
)  # fmt: skip
_FIXED_KEYS = {
    "date_basis": tuple(term for term in vocabulary.CLOSED["date_basis"] if term),
    "dates": ("ahead", "past"),
    "people": ("qualifiers", "quantifiers", "documents", "not_names", "not_organisations", "places"),
    "speech": ("verbs", "according", "leads"),
    "positions": vocabulary.CLOSED["position"],
    "judgements": vocabulary.CLOSED["position"],
}


def user_folder() -> Path:
    """Where a user's own rules lie, if there are any."""
    return paths.config_folder() / "capture"


def rules() -> Rules:
    """The rules shipped and the user's own. FileError names the file and the key that cannot be used."""
    return _read(tuple((path, path.stat().st_mtime_ns) for path in _files()))


def _files() -> list[Path]:
    shipped = sorted(paths.resource("capture").glob("*.toml"))
    try:
        return shipped + sorted(user_folder().glob("*.toml"))
    except OSError as error:
        raise FileError(f"The folder {user_folder()} cannot be read ({error.strerror}).") from error


@lru_cache(maxsize=2)
def _read(files: tuple[tuple[Path, int], ...]) -> Rules:
    out = Rules()
    for path, _ in files:
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise FileError(f"{path} cannot be read ({error.strerror}).") from error
        except UnicodeDecodeError as error:
            raise FileError(f"{path} is not UTF-8 (byte {error.start + 1}). Save it as UTF-8 and try again.") from error
        except tomllib.TOMLDecodeError as error:
            raise FileError(f"{path} is not a TOML file: {error}.") from error
        for section, value in data.items():
            _take(out, path, section, value)
    return out


def _take(out: Rules, path: Path, section: str, value: Any) -> None:
    if section == "organisations":
        _each_is(path, section, value, list)
        out.organisations += [_organisation(path, f"{section}[{n}]", each) for n, each in enumerate(value, 1)]
        return
    sections: dict[str, Callable[[Path, str, Any], Any]] = dict.fromkeys(_WORD_LISTS, _words)
    sections |= {"event_types": _weights, "roles": _role, "authorities": _authority}
    if section not in sections:
        known = ", ".join(sorted([*sections, "organisations"]))
        raise FileError(f"{path}: there is no section “{section}”. Sections are {known}.")
    _each_is(path, section, value, dict)
    for key, item in value.items():
        where = f"{section}.{key}"
        if section in _FIXED_KEYS and key not in _FIXED_KEYS[section]:
            raise FileError(
                f"{path}: “{where}” means nothing. Keys of {section} are {', '.join(_FIXED_KEYS[section])}."
            )
        read = sections[section](path, where, item)
        table = getattr(out, section)
        if isinstance(read, list):
            table.setdefault(key, []).extend(read)
        else:
            table[key] = {**table.get(key, {}), **read}


def _each_is(path: Path, where: str, value: Any, kind: type) -> None:
    if not isinstance(value, kind):
        form = f"a list of tables, each under [[{where}]]" if kind is list else "a table of keys and values"
        raise FileError(f"{path}: “{where}” must be {form}.")


def _words(path: Path, where: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise FileError(f'{path}: “{where}” must be a list of words or phrases, such as ["privacy", "private"].')
    return value


def _weights(path: Path, where: str, value: Any) -> dict[str, float]:
    if not isinstance(value, dict) or not all(_is_number(each) for each in value.values()):
        raise FileError(f'{path}: “{where}” must give each phrase a number, such as {{ "final rule" = 4 }}.')
    return {phrase: float(weight) for phrase, weight in value.items()}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _role(path: Path, where: str, value: Any) -> dict[str, str]:
    return _strings(path, where, value, optional=("before", "after"))


def _authority(path: Path, where: str, value: Any) -> dict[str, str]:
    read = _strings(path, where, value, needed=("citation",), optional=("kind",))
    kinds = vocabulary.CLOSED["authority_kind"]
    if read.setdefault("kind", "statute") not in kinds:
        raise FileError(f"{path}: “{where}.kind” must be one of {', '.join(kinds)}.")
    return read


def _organisation(path: Path, where: str, value: Any) -> Organisation:
    if not isinstance(value, dict):
        raise FileError(f"{path}: “{where}” must be a table with name, kind and also.")
    also = _words(path, f"{where}.also", value.get("also", []))
    given = {key: each for key, each in value.items() if key != "also"}
    read = _strings(path, where, given, needed=("name", "kind"))
    return Organisation(read["name"], read["kind"], tuple(also))


def _strings(
    path: Path, where: str, value: Any, *, needed: tuple[str, ...] = (), optional: tuple[str, ...] = ()
) -> dict[str, str]:
    if not isinstance(value, dict):
        raise FileError(f"{path}: “{where}” must be a table with {', '.join(needed + optional)}.")
    for key in needed:
        if key not in value:
            raise FileError(f"{path}: “{where}” has no {key}.")
    for key, each in value.items():
        if key not in needed + optional:
            raise FileError(f"{path}: “{where}.{key}” means nothing. Keys are {', '.join(needed + optional)}.")
        if not isinstance(each, str) or not each.strip():
            raise FileError(f"{path}: “{where}.{key}” must be text.")
    return dict(value)
