"""Stakeholders, roles and dockets: known ones are found, new ones are made with what they need."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tracker.operations.log import DocketDraft, RoleDraft
from tracker.records import Proceeding, Stakeholder
from tracker.ui.widgets.docket_field import DocketField
from tracker.ui.widgets.roles_field import RolesField
from tracker.ui.widgets.stakeholder_field import StakeholderField


@pytest.fixture
def people(store):
    with store.edit("People") as edit:
        return edit.add_all(
            [
                Stakeholder(name="IRS", kind="agency", also_known_as="Internal Revenue Service"),
                Stakeholder(name="Union A", kind="union", also_known_as="The union"),
                Stakeholder(name="Union B", kind="union", also_known_as="The union"),
            ]
        )


def shown(qtbot, field):
    qtbot.addWidget(field)
    field.resize(500, 200)
    field.show()
    return field


@pytest.fixture
def who(store, people, qtbot):
    made = shown(qtbot, StakeholderField(store))
    made.setFocus()
    qtbot.waitUntil(made.who.hasFocus)
    return made


@pytest.fixture
def roles(store, people, qtbot):
    return shown(qtbot, RolesField(store))


@pytest.fixture
def docket(store, qtbot):
    with store.edit("Docket") as edit:
        edit.add(Proceeding(court="D.D.C.", docket_number="1:25-cv-00677", case_name="Centro v. Bessent"))
    return shown(qtbot, DocketField(store))


def test_somebody_known_is_found_by_another_name(who, qtbot):
    qtbot.keyClicks(who.who, "internal rev")
    qtbot.keyClick(who.who, Qt.Key.Key_Down)
    qtbot.keyClick(who.who, Qt.Key.Key_Return)
    assert who.name() == "IRS"
    assert who.kind() == ""


@pytest.mark.parametrize("typed", ["IRS", "irs", "internal revenue service"])
def test_a_known_name_typed_out_is_not_new(who, qtbot, typed):
    qtbot.keyClicks(who.who, typed)
    assert not who.kind_box.isVisible()
    assert who.kind() == ""


def test_a_new_name_asks_for_its_kind(who, qtbot):
    qtbot.keyClicks(who.who, "Public Citizen")
    assert who.kind_box.isVisible()
    assert who.kind() == "other"
    who.kind_box.set_value("advocacy group")
    assert who.kind() == "advocacy group"
    assert who.fault() == ""


def test_a_new_name_that_ends_as_others_do_is_of_their_kind(store, who, qtbot):
    with store.edit("People") as edit:
        edit.add(Stakeholder(name="Tax Law Center", kind="advocacy group"))
    qtbot.keyClicks(who.who, "Center for Rights")
    assert who.kind() == "other"
    who.who.type_text("Budget Law Center")
    assert who.kind() == "advocacy group"
    who.who.type_text("National Treasury Employees Union")
    assert who.kind() == "union"
    who.who.type_text("Somebody else")
    assert who.kind() == "other"
    who.set_kind("press")
    who.who.type_text("Another Employees Union")
    assert who.kind() == "press"


def test_a_name_of_several_says_so(who, qtbot):
    qtbot.keyClicks(who.who, "The union")
    assert "several" in who.fault()
    assert "Union A" in who.fault()
    assert not who.kind_box.isVisible()


def test_a_stakeholder_draft_comes_back(who, store, qtbot):
    qtbot.keyClicks(who.who, "Public Citizen")
    who.kind_box.set_value("press")
    other = shown(qtbot, StakeholderField(store))
    other.set_draft(who.draft())
    assert (other.name(), other.kind()) == ("Public Citizen", "press")


def fill(qtbot, row, role, name):
    qtbot.keyClicks(row.role, role)
    qtbot.keyClicks(row.who.who, name)


def test_filling_in_a_row_makes_the_next(roles, qtbot):
    assert len(roles.rows) == 1
    fill(qtbot, roles.rows[0], "issuer", "IRS")
    assert len(roles.rows) == 2
    fill(qtbot, roles.rows[1], "plaintiff", "Public Citizen")
    roles.rows[1].who.kind_box.set_value("advocacy group")
    assert roles.roles() == (
        RoleDraft(role="issuer", stakeholder="IRS"),
        RoleDraft(role="plaintiff", stakeholder="Public Citizen", kind="advocacy group"),
    )
    assert roles.fault() == ""


def test_half_a_row_says_what_is_missing(roles, qtbot):
    qtbot.keyClicks(roles.rows[0].role, "judge")
    assert "who" in roles.fault()
    assert roles.roles() == (RoleDraft(role="judge", stakeholder=""),)


def test_a_name_without_a_role_says_what_is_missing(roles, qtbot):
    qtbot.keyClicks(roles.rows[0].who.who, "IRS")
    assert "part" in roles.fault()


def test_a_role_is_known_whatever_its_case(roles, qtbot):
    fill(qtbot, roles.rows[0], "ISSUER", "IRS")
    assert roles.roles()[0].role == "issuer"


def test_a_row_is_removed_by_its_cross(roles, qtbot):
    fill(qtbot, roles.rows[0], "issuer", "IRS")
    fill(qtbot, roles.rows[1], "party", "Union A")
    qtbot.mouseClick(roles.crosses[0], Qt.MouseButton.LeftButton)
    assert [draft.stakeholder for draft in roles.roles()] == ["Union A"]


def test_the_last_row_removed_leaves_an_empty_one(roles, qtbot):
    fill(qtbot, roles.rows[0], "issuer", "IRS")
    qtbot.mouseClick(roles.crosses[0], Qt.MouseButton.LeftButton)
    assert roles.roles() == ()
    assert len(roles.rows) == 1


def test_a_draft_of_roles_comes_back(roles, store, qtbot):
    fill(qtbot, roles.rows[0], "issuer", "IRS")
    fill(qtbot, roles.rows[1], "party", "Somebody new")
    other = shown(qtbot, RolesField(store))
    other.set_draft(roles.draft())
    assert other.roles() == roles.roles()
    other.set_draft(())
    assert other.roles() == ()


def test_a_known_docket_needs_no_court(docket, qtbot):
    qtbot.keyClicks(docket.number, "1:25-cv-00677")
    assert not docket.court.isVisible()
    assert docket.docket() == DocketDraft(docket_number="1:25-cv-00677", court="D.D.C.")
    assert docket.fault() == ""


def test_a_docket_is_found_by_its_case(docket, qtbot):
    docket.number.setFocus()
    qtbot.waitUntil(docket.number.hasFocus)
    qtbot.keyClicks(docket.number, "centro")
    qtbot.keyClick(docket.number, Qt.Key.Key_Down)
    qtbot.keyClick(docket.number, Qt.Key.Key_Return)
    assert docket.number.text() == "1:25-cv-00677"


def test_a_new_docket_asks_for_its_court(docket, qtbot):
    qtbot.keyClicks(docket.number, "26-5006")
    assert docket.court.isVisible()
    assert "court" in docket.fault()
    qtbot.keyClicks(docket.court, "D.C. Cir.")
    assert docket.fault() == ""
    assert docket.docket() == DocketDraft(docket_number="26-5006", court="D.C. Cir.")


def test_no_docket_is_none(docket):
    assert docket.docket() is None
    assert docket.fault() == ""


def test_a_draft_of_a_docket_comes_back(docket, store, qtbot):
    qtbot.keyClicks(docket.number, "26-5006")
    qtbot.keyClicks(docket.court, "D.C. Cir.")
    other = shown(qtbot, DocketField(store))
    other.set_draft(docket.draft())
    assert other.docket() == docket.docket()
