"""Where events stand, in SQL: of the statuses on one axis the latest as of a day that has come."""

from __future__ import annotations


def status_begins(status: str) -> str:
    """SQL: the day from which a status counts, given the name of its row: the first that its date allows.

    "2025-04" counts from 1 April. To wait until its last day would leave what was recorded unseen for weeks, and have
    the status before it stand, of which no more is known; who shows it says that the day may be later. A status without
    a known first day counts from its last ("../2025-06"), one without a date always.
    """
    as_of, month = f"{status}.as_of", "[0-9][0-9][0-9][0-9]-[01][0-9]"
    return (
        f"CASE WHEN {as_of} GLOB '{month}-[0-9][0-9]*' THEN substr({as_of}, 1, 10) "
        f"WHEN {as_of} GLOB '{month}*' THEN substr({as_of}, 1, 7) || '-01' ELSE first_known_day({as_of}) END"
    )


def status_order(status: str) -> str:
    """SQL: what statuses of one event and axis are ordered by, the one that stands last. Of two that begin on one day
    it is the one whose date says more, then the one entered later."""
    return f"{status_begins(status)}, {status}.as_of, {status}.id"


def current_statuses(today: str, condition: str = "1") -> tuple[str, list[object]]:
    """A SELECT of (event, axis, value) of the statuses `s` that stand on a day (ISO) and meet a condition.

    The parameters are those of the day: put the condition's own before them.
    """
    return standing_on("?", condition), [today, today]


def standing_on(day: str, condition: str = "1") -> str:
    """The SELECT of `current_statuses`, with the day as SQL, which stands in it twice."""
    return f"""SELECT s.event, s.axis, s.value FROM status s WHERE {condition} AND {status_begins("s")} <= {day}
        AND NOT EXISTS (SELECT 1 FROM status t WHERE t.event = s.event AND t.axis = s.axis
        AND {status_begins("t")} <= {day} AND ({status_order("t")}) > ({status_order("s")}))"""
