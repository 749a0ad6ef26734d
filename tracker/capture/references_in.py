"""Docket numbers, courts, statutes, regulations, orders and cases of a text, each in its usual form.

Forms as in the Bluebook's rules for United States sources, loosely: `26 U.S.C. § 6103(i)(2)`, `8 C.F.R. § 208.16`,
`89 Fed. Reg. 12345`, `Pub. L. 104-193`, `Executive Order 14161`, `347 U.S. 483`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.capture.dockets import dockets_in
from tracker.capture.phrases import Phrases
from tracker.capture.rules import Rules
from tracker.capture.sentences import Check, Laid, is_capital
from tracker.capture.suggested import Place, SuggestedReference

_S = r"[ \u00a0\u202f]{0,2}"
_SIGN = rf"(?:§{{1,2}}|[Ss]ecs?\.|[Ss]ections?|[Pp]art|pt\.){_S}"
_PARTS = r"(?:\([A-Za-z0-9]{1,5}\)){0,6}"
_SECTION = rf"[0-9]{{1,5}}[a-zA-Z]{{0,2}}(?:-[0-9]{{1,3}}[a-z]{{0,2}})?{_PARTS}"
_MORE = rf"(?P<more>(?:(?:, | and |, and |; )(?:{_SIGN})?{_SECTION}(?![.0-9]*[0-9])){{0,6}})"


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of citation: how it is found, its kind, and the usual form of a match ('' if it is none after all)."""

    pattern: re.Pattern[str]
    kind: str
    usual: Callable[[re.Match[str]], str]


def _form(pattern: str, kind: str, usual: Callable[[re.Match[str]], str]) -> _Form:
    return _Form(re.compile(pattern), kind, usual)


def _regulation(m: re.Match[str]) -> str:
    part = m["sign"].lower().startswith(("part", "pt")) if m["sign"] else "." not in m["section"]
    return f"{m['title']} C.F.R. {'Part' if part else '§'} {m['section']}"


def _bill(m: re.Match[str]) -> str:
    sort = m["sort"].replace(" ", "").replace("\u00a0", "")
    return f"{sort} {m['number']}"


_NUMBER_WORD = r"(?:Index|Case|Cause|Docket|Civil|Civil Action|Indictment) (?:No|Nos|Number|#)\.?:? ?"
_CODE = r"(?:Internal Revenue Code|(?:[Ff]ederal )?[Tt]ax [Cc]ode|I\.?R\.?C\.?)"
_REPORTER = r"U\. ?S\.|S\. ?Ct\.|L\. ?Ed\. ?2d|F\. ?(?:[23]d|4th)|F\. ?Supp\.(?: ?[23]d)?|F\.R\.D\.|B\.R\.|T\.C\."
_BILL = r"H\. ?R\.|S\.|H\. ?Res\.|S\. ?Res\.|[HS]\. ?J\. ?Res\.|[HS]\. ?Con\. ?Res\."
_AGENCY_DOCKET = (
    r"[A-Z]{2,8}(?:[-_][A-Z0-9]{1,8}){1,2}[-_][0-9]{4}[-–][0-9]{3,5}|[A-Z]{2,7}-[0-9]{4}-[A-Z]{0,2}-?[0-9]{3,5}"
)
FORMS = (
    _form(
        rf"\b{_NUMBER_WORD}(?P<number>[A-Z0-9]{{1,6}}(?:[-/][A-Z0-9]{{1,10}}){{1,4}}|[0-9]{{2}}[A-Z]{{2,4}}[0-9]{{4,8}})(?!\w)",
        "docket",
        lambda m: m["number"] if any(c.isdigit() for c in m["number"]) else "",
    ),
    _form(
        r"\b(?P<number>(?:19|20)[0-9]{2}-(?:CA|CV|CF|CH|CP|L|CR|SC)-[0-9]{3,8}(?:-[A-Z]{1,3})?)\b",
        "docket",
        lambda m: m["number"],
    ),
    _form(
        rf"\b(?P<title>[0-9]{{1,2}}){_S}U\.?{_S}S\.?{_S}C\.?(?:{_S}A\.)?{_S}"
        rf"(?:{_SIGN})?(?P<section>{_SECTION})(?P<seq> et seq\.?)?{_MORE}",
        "statute",
        lambda m: f"{m['title']} U.S.C. § {m['section']}{' et seq.' if m['seq'] else ''}",
    ),
    _form(
        rf"\b(?:I\.?R\.?C\.?|Internal Revenue Code|[Tt]ax [Cc]ode){_S}(?:{_SIGN})(?P<section>{_SECTION}){_MORE}",
        "statute",
        lambda m: f"26 U.S.C. § {m['section']}",
    ),
    _form(
        rf"\b[Ss]ection (?P<section>{_SECTION}) of the (?:federal )?{_CODE}",
        "statute",
        lambda m: f"26 U.S.C. § {m['section']}",
    ),
    _form(rf"\bINA{_S}(?:{_SIGN})(?P<section>{_SECTION})", "statute", lambda m: f"INA § {m['section']}"),
    _form(
        rf"\b[Ss]ection (?P<section>{_SECTION}) of (?:the )?Title (?P<title>[0-9]{{1,2}})\b",
        "statute",
        lambda m: f"{m['title']} U.S.C. § {m['section']}",
    ),
    _form(
        rf"\b(?P<title>[0-9]{{1,2}}){_S}C\.?{_S}F\.?{_S}R\.?{_S}(?P<sign>{_SIGN})?(?P<section>[0-9]{{1,4}}(?:\.[0-9]{{1,5}}[a-z]?(?:-[0-9]{{1,3}})?)?{_PARTS}(?:-[0-9]{{1,3}}[A-Z]?)?{_PARTS})(?![0-9])",
        "regulation",
        _regulation,
    ),
    _form(
        rf"\b(?P<volume>[0-9]{{2,3}}){_S}(?:Fed\.{_S}Reg\.|F\.?R\.?){_S}(?P<page>[0-9]{{1,3}}(?:,[0-9]{{3}})|[0-9]{{1,6}})(?![0-9])",
        "regulation",
        lambda m: f"{m['volume']} Fed. Reg. {m['page'].replace(',', '')}",
    ),
    _form(
        r"\b(?:Pub\.? ?L\.?|Public Law|P\.L\.) ?(?:No\.? ?)?(?P<congress>[0-9]{2,3})[-–‑](?P<law>[0-9]{1,4})\b",
        "statute",
        lambda m: f"Pub. L. {m['congress']}-{m['law']}",
    ),
    _form(
        r"\b(?P<volume>[0-9]{1,3}) Stat\. (?P<page>[0-9]{1,5})\b",
        "statute",
        lambda m: f"{m['volume']} Stat. {m['page']}",
    ),
    _form(
        r"\b(?:Executive Order|Exec\. Order|E\.O\.|EO)s? ?(?:No\.? ?)?"
        r"(?P<number>1[0-9]{4}|1[0-9],[0-9]{3}|[0-9]{4})(?![0-9/-])",
        "order",
        lambda m: f"Executive Order {m['number'].replace(',', '')}",
    ),
    _form(
        r"\bProclamation (?:No\.? ?)?(?P<number>[0-9]{4,5}|[0-9]{1,2},[0-9]{3})\b",
        "order",
        lambda m: f"Proclamation {m['number'].replace(',', '')}",
    ),
    _form(
        r"\b(?P<volume>[0-9]{1,3}) (?P<reporter>" + _REPORTER + r") (?P<page>[0-9]{1,5}|_{2,5})\b",
        "case",
        lambda m: f"{m['volume']} {_reporter(m['reporter'])} {m['page']}",
    ),
    _form(
        r"\b(?P<sort>" + _BILL + r") ?(?P<number>[0-9]{1,5})(?![0-9]*[.,]?[0-9])",
        "other",
        _bill,
    ),
    _form(r"\bRIN:? (?P<number>[0-9]{4}-[A-Z]{2}[0-9]{2})\b", "other", lambda m: f"RIN {m['number']}"),
    _form(
        r"\b[Dd]ocket (?:ID )?(?:No|Number|Nos)?\.?:? ?(?P<number>" + _AGENCY_DOCKET + r")\b",
        "docket",
        lambda m: m["number"].replace("–", "-"),
    ),
)

_CASE_NAME = re.compile(r" v(?:s)?\. (?=[A-Z])")
_NAME_WORD = re.compile(r"[A-Z][\w’'.&-]*")
_CASE_SORTS = frozenset(("cv", "cr", "mc", "md", "bk", "ap", "mj", "po", "sw", "ms", "gj", "vv"))
YEAR_AFTER = re.compile(r"\.?[ \u00a0](?:[A-Z][a-z]{2,4}\.? [0-9]{1,2}, )?(?:19|20)[0-9]{2}\b")
_BARE = re.compile(rf"(?:§{{1,2}}{_S}|\b[Ss]ections? )(?P<section>{_SECTION})")


def references_in(laid: Laid, rules: Rules, check: Check | None = None) -> list[SuggestedReference]:
    """The references of a text in their order, each usual form once, at its first place."""
    check = check or (lambda: None)
    found: list[SuggestedReference] = []
    found += [SuggestedReference("docket", _usual_docket(each.number), each.at) for each in dockets_in(laid.text)]
    for form in FORMS:
        check()
        for match in form.pattern.finditer(laid.text):
            found += _of_match(form, match)
    check()
    found += _courts(laid, rules)
    check()
    found += _named(laid, rules)
    found += _bare(laid, found)
    found += _cases(laid)
    return _once(laid, found)


def _of_match(form: _Form, match: re.Match[str]) -> Iterator[SuggestedReference]:
    usual = form.usual(match)
    if not usual:
        return
    more = match.groupdict().get("more") or ""
    end = match.start("more") if more else match.end()
    if form.kind == "docket":
        start = next(
            (match.start(g) for g in ("office", "year", "number") if g in match.groupdict() and match[g]), match.start()
        )
        yield SuggestedReference(form.kind, usual, Place(start, end))
        return
    yield SuggestedReference(form.kind, usual, Place(match.start(), end))
    head = usual.split("§")[0]
    for each in re.finditer(_SECTION, more):
        place = Place(match.start("more") + each.start(), match.start("more") + each.end())
        yield SuggestedReference(form.kind, f"{head}§ {each[0]}", place)


def _usual_docket(number: str) -> str:
    """As courts write them: `1:25-cv-00677`, the number filled up to five digits and the year short."""
    parts = re.fullmatch(r"((?:[0-9]{1,2}:)?)(?:19|20)?([0-9]{2})-([A-Za-z]{2,4})-([0-9]{1,6})", number)
    if parts is None or parts[3].lower() not in _CASE_SORTS:
        return number
    return f"{parts[1]}{parts[2]}-{parts[3].lower()}-{int(parts[4]):05d}"


def _bare(laid: Laid, found: Sequence[SuggestedReference]) -> Iterator[SuggestedReference]:
    """“§ 6103(i)(2)” and “section 6103” in a text that cites 26 U.S.C. § 6103: of that title."""
    titles: dict[str, str | None] = {}
    for each in found:
        if each.kind == "statute" and "U.S.C. §" in each.text:
            head, section = each.text.split("§ ", 1)
            number = re.split(r"[( ]", section)[0]
            titles[number] = head if titles.get(number, head) == head else None
    for match in _BARE.finditer(laid.text):
        title = titles.get(re.split(r"[( ]", match["section"])[0])
        if title:
            yield SuggestedReference("statute", f"{title}§ {match['section']}", Place(*match.span()))


def _reporter(text: str) -> str:
    plain = text.replace(" ", "")
    spaced = {
        "S.Ct.": "S. Ct.",
        "L.Ed.2d": "L. Ed. 2d",
        "F.Supp.": "F. Supp.",
        "F.Supp.2d": "F. Supp. 2d",
        "F.Supp.3d": "F. Supp. 3d",
    }
    return spaced.get(plain, plain)


def _courts(laid: Laid, rules: Rules) -> Iterator[SuggestedReference]:
    """Courts by any of their names, but for those of cases that are cited: “(D.C. Cir. 2023)”."""
    text = laid.text
    for hit in _court_names(rules).find(laid):
        words = text[hit.start : hit.end]
        shortened, form = "." in words, hit.value[1]
        if "." in form and not shortened:
            continue  # “D-Minn”
        end = hit.end + (shortened and text[hit.end : hit.end + 1] == ".")
        cited = text[hit.start - 1 : hit.start] == "(" and YEAR_AFTER.match(text, end)
        of_a_state = form == "Supreme Court" and hit.first > 0 and _is_of_a_state(laid, hit.first)
        if not cited and not of_a_state:
            yield SuggestedReference("court", hit.value[0], Place(hit.start, end))


def _is_of_a_state(laid: Laid, number: int) -> bool:
    before = laid.words[number - 1].text
    return laid.joined(number - 1) and is_capital(before) and before not in ("The", "U.S", "US", "States")


def _named(laid: Laid, rules: Rules) -> Iterator[SuggestedReference]:
    """Laws that go by a name: “the Privacy Act”, “Section 6103(i)(2)”."""
    parts = re.compile(_PARTS)
    for hit in _authority_names(rules).find(laid):
        more = parts.match(laid.text, hit.end)
        end = more.end() if more and "§" in hit.value["citation"] else hit.end
        yield SuggestedReference(
            hit.value["kind"], hit.value["citation"] + laid.text[hit.end : end], Place(hit.start, end)
        )


@lru_cache(maxsize=2)
def _court_names(rules: Rules) -> Phrases[tuple[str, str]]:
    return Phrases.of(
        ((form, (name, form)) for name, also in rules.courts.items() for form in (name, *also)), names=True
    )


@lru_cache(maxsize=2)
def _authority_names(rules: Rules) -> Phrases[dict[str, str]]:
    forms = [(name, authority) for name, authority in rules.authorities.items()]
    forms += [(name.lower(), authority) for name, authority in forms if name.startswith("Section ")]
    return Phrases.of(forms, names=True)


def _cases(laid: Laid) -> Iterator[SuggestedReference]:
    """Names of cases: capitalised words on either side of a “v.”."""
    text = laid.text
    small = ("of", "for", "the", "de", "la", "and", "&", "ex", "rel.")
    for match in _CASE_NAME.finditer(text):
        sentence = laid.paragraph_at(match.start())
        left = _side(text[max(sentence.start, match.start() - 90) : match.start()].split(" ")[::-1], small)
        right = _side(text[match.end() : min(sentence.end, match.end() + 90)].split(" "), small, forward=True)
        if left and right:
            first, last = " ".join(left[::-1]), " ".join(right)
            start, end = match.start() - len(first), match.end() + len(last)
            lead = re.match(r"(?:In|See|The|Under|Citing|But|And|As|Since|After|Before|Cf\.|Like|On) ", first)
            start += lead.end() if lead else 0
            if text[start:end] == first[lead.end() if lead else 0 :] + match[0] + last and start < match.start():
                yield SuggestedReference(
                    "case", " ".join(text[start:end].replace(" vs. ", " v. ").split()), Place(start, end)
                )


def _side(words: list[str], small: tuple[str, ...], forward: bool = False) -> list[str]:
    """The words nearest to the “v.” that belong to a party's name, in the order given."""
    out: list[str] = []
    for word in words[:10]:
        bare = word.strip('“”"‘(')
        if forward and (stripped := word.rstrip(',;:.)”"’')) != word:
            if word in ("U.S.", "St.", "Dept."):
                out.append(word)
                continue
            keep = f"{stripped}." if stripped in ("Inc", "Co", "Corp", "Ltd", "U.S", "Dept") else stripped
            if _NAME_WORD.fullmatch(keep):
                out.append(keep)
            break
        if "\n" in word or not word:
            break
        if (_NAME_WORD.fullmatch(word) and not (not forward and word.endswith((".", ",")) and len(word) > 5)) or (
            word in small and out
        ):
            out.append(word)
        elif not forward and _NAME_WORD.fullmatch(bare):
            out.append(bare)
            break
        elif (
            not forward
            and word.endswith(",")
            and _NAME_WORD.fullmatch(word[:-1])
            and out
            and out[-1].rstrip(".") in ("Inc", "LLC")
        ):
            out.append(word)
        else:
            break
    while out and out[-1] in small:
        out.pop()
    return out


def _once(laid: Laid, found: list[SuggestedReference]) -> list[SuggestedReference]:
    """In the order of the text; of references that overlap the longest, of one usual form the first. A case's name and
    where it is reported are one."""
    kept: list[SuggestedReference] = []
    for each in sorted(found, key=lambda r: (r.at.start, -r.at.end)):
        last = kept[-1] if kept else None
        if last and each.at.start < last.at.end:
            continue
        if last and last.kind == each.kind == "case" and laid.text[last.at.end : each.at.start] == ", ":
            kept[-1] = SuggestedReference("case", f"{last.text}, {each.text}", Place(last.at.start, each.at.end))
        else:
            kept.append(each)
    out: dict[tuple[str, str], SuggestedReference] = {}
    for each in kept:
        out.setdefault((each.kind, each.text), each)
    return list(out.values())
