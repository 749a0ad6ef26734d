"""Docket numbers, courts, statutes, regulations and orders in their usual forms."""

from __future__ import annotations

import json

import pytest

from tests.capture import our_articles
from tests.capture.conftest import shared
from tracker.capture.suggest import suggest


def references(text: str) -> list[tuple[str, str]]:
    return [(r.kind, r.text) for r in suggest(text).references]


@pytest.mark.parametrize(
    ("text", "kind", "usual"),
    [
        ("in No. 1:25-cv-00677-DLF, the judge", "docket", "1:25-cv-00677"),
        ("in case 1:2025-cv-00677, the judge", "docket", "1:25-cv-00677"),
        ("Civil Action No. 25-cv-677 (DLF)", "docket", "25-cv-00677"),
        ("appeal No. 25-5181 is", "docket", "25-5181"),
        ("Case No. 24-1234 is", "docket", "24-1234"),
        ("Index No. 451122/2024 is", "docket", "451122/2024"),
        ("Case No. CV-2024-001234 is", "docket", "CV-2024-001234"),
        ("case 2024-CA-001234 is", "docket", "2024-CA-001234"),
        ("under Docket No. FDA-2023-N-1234 by", "docket", "FDA-2023-N-1234"),
        ("under 26 U.S.C. § 6103(i)(2) it", "statute", "26 U.S.C. § 6103(i)(2)"),
        ("under 26 USC 6103 it", "statute", "26 U.S.C. § 6103"),
        ("under 8 U.S.C. § 1101 et seq. it", "statute", "8 U.S.C. § 1101 et seq."),
        ("under I.R.C. § 6103(a) it", "statute", "26 U.S.C. § 6103(a)"),
        ("under Section 6103 of the tax code it", "statute", "26 U.S.C. § 6103"),
        ("under Section 6103(i)(2) it", "statute", "26 U.S.C. § 6103(i)(2)"),
        ("under the Privacy Act it", "statute", "5 U.S.C. § 552a"),
        ("see Pub. L. No. 104-193 for", "statute", "Pub. L. 104-193"),
        ("see Public Law 104–193 for", "statute", "Pub. L. 104-193"),
        ("at 8 C.F.R. § 208.16(b) it", "regulation", "8 C.F.R. § 208.16(b)"),
        ("at 40 CFR part 68 it", "regulation", "40 C.F.R. Part 68"),
        ("at 89 Fed. Reg. 81,012 it", "regulation", "89 Fed. Reg. 81012"),
        ("at 89 FR 81012 it", "regulation", "89 Fed. Reg. 81012"),
        ("by Executive Order 14161 it", "order", "Executive Order 14161"),
        ("by E.O. 13,768 it", "order", "Executive Order 13768"),
        ("by Proclamation 10689 it", "order", "Proclamation 10689"),
        ("in Smith v. Jones Co., 347 U.S. 483 (1954), it", "case", "Smith v. Jones Co., 347 U.S. 483"),
        ("in Center for Taxpayer Rights v. IRS, it", "case", "Center for Taxpayer Rights v. IRS"),
        ("of H.R. 1234 by", "other", "H.R. 1234"),
        ("the (D.D.C.) judge", "court", "D.D.C."),
        ("the U.S. District Court for the District of Columbia said", "court", "D.D.C."),
        ("the Northern District of California said", "court", "N.D. Cal."),
        ("the S.D.N.Y. said", "court", "S.D.N.Y."),
        ("the D.C. Circuit said", "court", "D.C. Cir."),
        ("the 9th U.S. Circuit Court of Appeals said", "court", "9th Cir."),
    ],
)
def test_each_form_is_given_as_it_is_usually_written(text: str, kind: str, usual: str) -> None:
    assert references(text) == [(kind, usual)]


@pytest.mark.parametrize(
    "text",
    [
        "They won 24-17 in game No. 3 of 2024.",
        "Sen. Roe (D-Minn.) and Rep. Doe (R-Me.) agreed.",
        "Call 202-555-0117 or write to room 26-104.",
        "The report cost 89 Fr. in 1985.",
        "The Massachusetts Supreme Court agreed.",
    ],
)
def test_what_only_looks_alike_is_left_out(text: str) -> None:
    assert references(text) == []


def test_several_sections_of_one_title() -> None:
    assert references("It rests on 44 U.S.C. §§ 3101, 3301(a) and 3504 as amended.") == [
        ("statute", "44 U.S.C. § 3101"),
        ("statute", "44 U.S.C. § 3301(a)"),
        ("statute", "44 U.S.C. § 3504"),
    ]


def test_an_opinion_s_references() -> None:
    assert references(our_articles.OPINION) == [
        ("court", "D.D.C."),
        ("docket", "25-cv-01204"),
        ("statute", "28 U.S.C. § 1331"),
        ("statute", "26 U.S.C. § 6103"),
        ("statute", "26 U.S.C. § 6103(a)"),
        ("statute", "26 U.S.C. § 6103(i)(2)(A)"),  # “Id. § 6103(i)(2)(A)”
        ("court", "U.S. Supreme Court"),
        ("case", "Smith v. Jones Lumber Co., 512 U.S. 101"),
        ("case", "Doe v. Roe, 88 F.4th 1021"),  # decided by the D.C. Circuit, which is no court of this case
        ("regulation", "26 C.F.R. § 301.6103(i)-1"),
    ]


def test_orders_and_citations_of_the_federal_register() -> None:
    documents = json.loads(shared("data", "federalregister", "documents_2024-01_150.json").read_text())["results"]
    missed = []
    for document in documents:
        title = document["title"]
        if document.get("citation"):
            text = f"{title}. Published at {document['citation']}, by the office."
            volume, page = document["citation"].split(" FR ")
            if ("regulation", f"{volume} Fed. Reg. {page}") not in references(text):
                missed.append(document["citation"])
        for cited in document.get("cfr_references") or ():
            text = f"It amends {cited['title']} CFR part {cited['part']} of the code."
            if cited.get("part") and ("regulation", f"{cited['title']} C.F.R. Part {cited['part']}") not in references(
                text
            ):
                missed.append(text)
    assert not missed
    assert len(documents) == 150


def test_the_docket_numbers_of_courts_feeds() -> None:
    found = {}
    for path in sorted(shared("data", "pacer_rss").glob("*.json")):
        numbers = {entry["docket_number"] for entry in json.loads(path.read_text()) if entry["docket_number"]}
        numbers = {number for number in numbers if "-cv-" in number or "-cr-" in number}
        text = "\n".join(f"In {number} the clerk wrote." for number in sorted(numbers))
        found[path.stem] = len(numbers - {r.text for r in suggest(text).references if r.kind == "docket"})
    assert not any(found.values()), found
