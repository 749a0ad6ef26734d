"""The state of play from the command line."""

from __future__ import annotations

import datetime

import pytest


def test_a_day_shows_what_was_in_effect_blocked_and_pending_with_its_sources(done, case):
    out = done("state", "2026-03-01", "--tracker", case)
    assert "Blocked by a court (3)" in out
    after = out[out.index("Blocked by a court") :]
    assert "Litigation: enjoined, since 5 February 2026" in after
    assert "Federal judge blocks ICE from using IRS taxpayer data in enforcement, FedScoop <https://" in after


def test_what_changed_since_another_day_is_said(run, case):
    result = run("state", "1 March 2026", "--since", "2025-12-01", "--tracker", case)
    assert "(was stayed on 1 December 2025)" in result.stdout
    assert "1 March 2026: 27 events have a status, 11 changed since 1 December 2025" in result.stderr


def test_json_has_all_of_it(data, case):
    state = data("state", "2025-06-01", "--search", "memorandum type:memorandum", "--tracker", case)
    assert (state["day"], state["since"], state["count"]) == ("2025-06-01", "", 1)
    (event,) = state["events"]
    assert event["groups"] == ["not known whether in effect", "litigation pending"]
    assert event["statuses"]["litigation"]["value"] == "pending"
    assert event["statuses"]["litigation"]["citations"][0]["url"].startswith("https://")


def test_without_a_day_it_is_today(data, case):
    assert data("state", "--tracker", case)["day"] == datetime.date.today().isoformat()


def test_a_month_means_its_last_day(data, empty):
    assert data("state", "April 2025", "--tracker", empty)["day"] == "2025-04-30"


def test_an_empty_tracker_says_that_no_event_has_a_status(run, empty):
    result = run("state", "2025-06-01", "--tracker", empty)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "0 events have a status" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["7/4/25"], "may mean"),
        (["soon"], "cannot be read as a date"),
        (["../.."], "names no day"),
        (["2025-06-01", "--since", "2025-07-01"], "--since must be a day before 1 June 2025"),
        (["2025-06-01", "--search", "status:("], "Write a value straight after"),
    ],
)
def test_what_cannot_be_meant_is_refused(run, case, arguments, message):
    result = run("state", *arguments, "--tracker", case)
    assert result.exit_code == 2
    assert message in result.stderr
