"""The fields of the search language: for help, completion and checking. What each does in SQL is the store's."""

from __future__ import annotations

from dataclasses import dataclass

from tracker import vocabulary


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of the language, for help, completion and checking.

    `kind`: 'term' a word of a vocabulary, 'name' of a person, body or place, 'text' a part of some text,
    'date' EDTF, 'days' a number of days, 'flag' one of `values`. `closed`: only `values` will do; otherwise they are
    those best known.
    """

    name: str
    kind: str
    help: str
    example: str
    values: tuple[str, ...] = ()
    closed: bool = False


FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec(
        "type", "term",
        'What sort of event it is. A broad type finds its narrower ones too: "court ruling" orders and opinions, '
        '"court filing" complaints, motions, briefs and filings, "hearing" those of courts and of Congress. '
        'For a broad type alone, leave them out: type:"court ruling" -type:order,opinion.',
        'type:"executive order"', vocabulary.OPEN["event_type"],
    ),
    FieldSpec(
        "status", "term", "Where it stands now, on any of the three axes.", "status:enjoined",
        tuple(dict.fromkeys(v for values in vocabulary.STATUS_VALUES.values() for v in values)), True,
    ),
    FieldSpec(
        "in-effect", "term", "Whether it is in effect now.", "in-effect:partially",
        vocabulary.STATUS_VALUES["in effect"], True,
    ),
    FieldSpec(
        "litigation", "term", "Where litigation over it stands now.", "litigation:pending",
        vocabulary.STATUS_VALUES["litigation"], True,
    ),
    FieldSpec(
        "as-of", "date",
        "Events with a status on this day, or on the last of it; status:, in-effect: and litigation: beside it are "
        "meant as of that day, not now.",
        "as-of:2025-06-01 litigation:pending",
    ),
    FieldSpec("agency", "name", "An agency with a part in it or a concern about it.", "agency:IRS"),
    FieldSpec(
        "stakeholder", "name", "Anyone with a part in it or a concern about it: a name in full, or else words of it.",
        'stakeholder:"Public Citizen"',
    ),
    FieldSpec("role", "term", "A part that someone has in it.", "role:plaintiff", vocabulary.OPEN["role"]),
    FieldSpec(
        "concern", "term",
        "The theme of a concern; beside position: or raised-by: it is about one and the same concern.",
        "concern:privacy position:opposes", vocabulary.OPEN["theme"],
    ),
    FieldSpec(
        "position", "term",
        "Where someone stands on it; beside concern: or raised-by: it is about one and the same concern.",
        "position:opposes", vocabulary.CLOSED["position"], True,
    ),
    FieldSpec(
        "raised-by", "name",
        "Whose concern it is; beside concern: or position: it is about one and the same concern.",
        'raised-by:"Public Citizen" concern:privacy',
    ),
    FieldSpec("topic", "term", "A topic it bears.", "topic:litigation"),
    FieldSpec("source", "text", "Words in the title or address of a source it cites.", "source:memorandum"),
    FieldSpec("publisher", "name", "Who published a source it cites.", 'publisher:"Federal Register"'),
    FieldSpec("docket", "text", "Part of the docket number of a proceeding it stands in.", "docket:1:25-cv-00677"),
    FieldSpec("court", "name", "The court or body before which it stands.", "court:D.D.C."),
    FieldSpec("authority", "text", "A statute, rule, order or case tied to it.", "authority:6103(i)(2)"),
    FieldSpec(
        "evidence", "term", "What kind of evidence there is for it.", 'evidence:"on the record"',
        vocabulary.CLOSED["evidence"][1:], True,
    ),
    FieldSpec("date", "date", "Events that may fall, in part or whole, within this date.", "date:2025-04"),
    FieldSpec("during", "date", "The same as date:, for periods.", "during:2025-04/2025-06"),
    FieldSpec(
        "before", "date",
        "Events that begin before the first day of this date; after: has all other dated events.",
        "before:2025-04",
    ),
    FieldSpec(
        "after", "date",
        "Events that begin on or after the first day of this date; before: has all other dated events.",
        "after:2025-02",
    ),
    FieldSpec("added", "date", "Events entered in the tracker within this date (UTC).", "added:2025-11"),
    FieldSpec("changed", "date", "Events last changed within this date (UTC).", "changed:2025-11-23"),
    FieldSpec("reviewed", "date", "Events last reviewed within this date (UTC).", "reviewed:2025"),
    FieldSpec(
        "unreviewed", "days",
        "Events that nobody has reviewed for so many days; one never reviewed counts from the day it was entered.",
        "unreviewed:90", ("30", "90", "180", "365"),
    ),
    FieldSpec(
        "disputed", "term", "Events with a disputed point of this kind, or with one that is open or settled.",
        "disputed:date,number", ("open", "settled", *vocabulary.OPEN["disputed_kind"]),
    ),
    FieldSpec(
        "link", "flag",
        "How the address of a source it cites answered when it was last checked; unarchived: an address without an "
        "archived copy or a kept snapshot.",
        "link:dead,moved", ("reached", "moved", "dead", "unreached", "unchecked", "unarchived"), True,
    ),
    FieldSpec(
        "has", "flag", "Events that have this recorded.", "has:quote",
        ("source", "snapshot", "archive", "quote", "concern", "status", "proceeding"), True,
    ),
    FieldSpec(
        "is", "flag",
        "Events of which this is true. draft: without a date, a summary or a source. single-sourced: with one source "
        "that bears it out, versions of one document counted once. unanswered: with a concern that is still open.",
        "is:unsourced",
        (
            "new", "noteworthy", "draft", "unsourced", "single-sourced", "orphaned", "moved", "unchecked", "disputed",
            "unanswered", "undated", "reviewed", "unreviewed",
        ), True,
    ),
    FieldSpec("id", "text", "The event with this id.", "id:06ahq3m5k7xw2"),
    FieldSpec(
        "chain", "text",
        "The event with this id, those it goes back to and those that followed from it, link by link; "
        "links that only cite or report are not followed.",
        "chain:06ahq3m5k7xw2",
    ),
)  # fmt: skip
BY_NAME: dict[str, FieldSpec] = {spec.name: spec for spec in FIELDS}
