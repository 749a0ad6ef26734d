"""Words about a word that tells a position, which turn it round or leave it open: “opposed a motion to block it”.

A wrong position is worse than none: where words cut both ways they tell none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

DENIALS = frozenset(("not", "no", "never", "without", "t", "nothing", "neither", "nor", "if", "whether"))
"""Before a word that judges: it is denied, or only supposed. “Doesn’t” is two words here."""

_SETTLED = frozenset((
    "withdrew", "withdraws", "withdrawn", "dropped", "drops", "waived", "overruled", "despite", "over", "address",
    "addressed", "addresses", "addressing", "answered", "answering", "eased", "allay", "allayed", "resolved",
    "dismissed", "dismisses", "downplayed", "ignored", "ignores", "overcame", "responded", "responding", "ended",
))  # fmt: skip
"""Before “objections” or “concerns”: they are another's, or are over."""
_VIEWS = frozenset(
    ("objection", "objections", "concern", "concerns", "fear", "fears", "doubt", "doubts", "reservations")
)
_UNSAID = re.compile(
    r"\b(?:wrong|false|incorrect|mistaken|mistake|misleading|premature|inaccurate|hard|difficult|impossible"
    r"|absurd|unfair)\sto\s(?:say|claim|call|suggest|think|believe|assume|argue|conclude|describe|pretend|imply|hold|see)\b"
    r"|\b(?:wrong|false|untrue|incorrect|nonsense|a lie)\sthat\b"
    r"|\b(?:den(?:y|ies|ied)|doubts?|doubted|disputes?|disputed|disagrees?|disagreed|(?:not|n[’']t)\sagree)\sthat\b"
    r"|\b(?:claims?|idea|notion|suggestion|allegations?|assertions?|accusations?|argument)\sthat\b"
    r"|\b(?:anything\sbut|far\sfrom|short\sof|hardly|barely|scarcely|once|formerly|previously|initially|originally)\s"
    # Denied further back, with nothing between that begins another clause: “I don’t think that this is ...”.
    r"|(?:\b(?:not|never|no|nobody|none|cannot|neither|nor)|n[’']t)\s(?!only\b)(?:(?!(?:because|but|and|as|since|so)\b)"
    r"[\w’'-]+\s){0,12}$"
    r"|^\W*(?:is|are|was|were|does|did)\s"
    r"|\bwho\s(?:say|says|said|claim|claims|claimed|argue|argues|argued|think|thinks|believe|believes|call|calls)\b",
    re.IGNORECASE,
)
_STOPS = re.compile(r"[.!?;][”’\"')]?\s")
_END = re.compile(r"[.!?](?=\W|$)")
_OTHERS_SAY = re.compile(
    r"(\w+)\s(?:(?:has|have|had|also|now|often|will|would|may|might)\s)?"
    r"(?:say|says|said|call|calls|called|claim|claims|claimed|argue|argues|argued|think|thinks|believe|believes|insists?)\b",
    re.IGNORECASE,
)
_WOULD = frozenset(("would", "could", "might", "may", "should", "can", "d", "ll", "will"))
_BLOCKING = frozenset((
    "block", "blocks", "blocked", "blocking", "stop", "stops", "stopping", "halt", "halting", "halts", "repeal",
    "repealing", "overturn", "overturning", "overturned", "strike", "striking", "struck", "delay", "delaying",
    "delays", "stay", "injunction", "lawsuit", "lawsuits", "suit", "challenge", "challenges", "challenging",
    "withdraw", "withdrawing", "withdrawal", "rescind", "rescinding", "rescission", "vacate", "vacating", "dismiss",
    "dismissal", "motion", "motions", "undo", "undoing", "reverse", "reversing", "reversal", "scrap", "scrapping",
    "cancel", "cancelling", "canceling", "ban", "bans", "banning", "prevent", "preventing", "revoke", "revoking",
    "freeze", "pause", "dissent", "dissenters", "moratorium", "limits", "changes", "amendment", "amendments",
    "alternative", "opposition", "opponents", "critics",
))  # fmt: skip
"""After “opposed” or “supports”: what they are for or against is itself for or against something."""
_SUBCLAUSE = frozenset((",", "because", "which", "as", "since", "arguing", "saying", "after", "before", "when"))
_CONTRAST = re.compile(
    r"\b(?:but|although|though|yet|however|while|except|unless|provided)\b,?\s+"
    r"(?:(?:it|they|he|she|we|i|that|also|then|later|has|have|had|only|still|has\salso|strongly)\s+){0,2}"
    r"(?P<word>[a-z]+)",
    re.IGNORECASE,
)
_URGING = frozenset((
    "urge", "urges", "urged", "urging", "ask", "asks", "asked", "asking", "call", "calls", "called", "press", "pressed",
    "want", "wants", "wanted", "request", "requested", "recommend", "recommends", "recommended", "seek", "seeks",
    "sought", "pushed",
))  # fmt: skip
_TURNS = frozenset((
    "not", "no", "would", "will", "could", "did", "does", "do", "said", "says", "voted", "accepts", "accepted",
    "agreed", "need", "needs", "must", "should", "backed", "is", "are", "was", "were", "never", "cannot",
))  # fmt: skip
_NO_VIEW_AFTER = {
    "backed": frozenset(("away", "off", "out", "down", "by", "up")),
    "backs": frozenset(("away", "off", "out", "down", "up")),
    "opposing": frozenset(("counsel", "party", "parties", "side", "sides", "views", "lawyers", "attorneys")),
    "hails": frozenset(("from",)),
    "welcome": frozenset(("to",)),
    "support": frozenset(("staff", "services", "service", "payments", "payment", "groups", "group", "for", "from")),
}
_NOUN_BEFORE = frozenset((
    "the", "child", "financial", "technical", "little", "more", "additional", "lost", "need", "needs", "seek", "sought",
    "family", "of", "their", "its", "public", "broad",
))  # fmt: skip
_PLAINLY_TO = frozenset(
    ("continue", "continues", "continued", "vowed", "pledged", "promised", "proud", "pleased", "happy")
)
_AGREE_ON = frozenset(("on", "to", "that", "about", "whether", "how", "among", "which"))


def is_turned(word: str, before: Sequence[str], after: Sequence[str], lead: str) -> bool:
    """Whether a word that tells a position tells none where it stands. `before` and `after`: the words beside it, in
    small letters, commas too; `lead`: the text before it."""
    near = before[-3:]
    if "only" not in near and not DENIALS.isdisjoint(near):
        return True
    if word in _VIEWS and not _SETTLED.isdisjoint(near):
        return True
    if after and after[0] in ("neither", "nothing", "no"):
        return True
    if after and after[0] in _NO_VIEW_AFTER.get(word, ()):
        return True
    if word == "support" and near and near[-1] in _NOUN_BEFORE:
        return True
    if word in ("support", "defend", "welcome") and near and near[-1] == "to":
        return _PLAINLY_TO.isdisjoint(near)
    return bool(_UNSAID.search(_of_sentence(lead)))


def is_told_of_others(lead: str) -> bool:
    """Whether what somebody says after `lead` is what others say: “Opponents say that it is”."""
    return any(match[1].lower() not in ("we", "i", "me", "to") for match in _OTHERS_SAY.finditer(_of_sentence(lead)))


def is_asked(rest: str) -> bool:
    """Whether the sentence that ends with what stands in `rest` is a question."""
    end = _END.search(rest)
    return end is not None and end[0] == "?"


def _of_sentence(lead: str) -> str:
    stops = [match.end() for match in _STOPS.finditer(lead)]
    return lead[stops[-1] if stops else 0 :]


def is_open(word: str, position: str, held: bool, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a word leaves open where somebody stands: “would welcome an answer”, “opposed a motion to block it”."""
    if word.endswith(" agree") and after and after[0] in _AGREE_ON:
        return True
    if position == "supports" or (held and position == "opposes"):
        if not _WOULD.isdisjoint(before[-3:]):
            return True
        if held:
            for each in after:
                if each in _SUBCLAUSE:
                    break
                if each in _BLOCKING:
                    return True
    return False


def contrast(after: str) -> str:
    """What stands after words that tell a position: `urging` (“, but urged the agency to”), `turning` (“, but not
    its”) or ''."""
    for match in _CONTRAST.finditer(after):
        word = match["word"].lower()
        if word in _URGING:
            return "urging"
        if word in _TURNS:
            return "turning"
    return ""
