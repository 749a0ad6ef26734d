"""Where the program keeps things, and where it finds what it ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker import paths


def test_a_folder_named_by_the_environment_holds_data_and_settings(monkeypatch, tmp_path):
    monkeypatch.setenv("POLICY_TRACKER_DATA", str(tmp_path / "mine"))
    assert paths.data_folder() == paths.config_folder() == tmp_path / "mine"


@pytest.mark.parametrize("unset", [True, False])
def test_without_it_the_platforms_own_folders_are_meant(monkeypatch, tmp_path, unset):
    if unset:
        monkeypatch.delenv("POLICY_TRACKER_DATA")
    else:
        monkeypatch.setenv("POLICY_TRACKER_DATA", "")
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    for folder in (paths.data_folder(), paths.config_folder()):
        assert folder.name == "policy-tracker"
        assert folder.is_absolute()


def test_asking_for_a_folder_does_not_make_it(monkeypatch, tmp_path):
    monkeypatch.setenv("POLICY_TRACKER_DATA", str(tmp_path / "mine"))
    paths.data_folder()
    paths.default_tracker()
    paths.demo_tracker()
    paths.backups_folder(tmp_path / "a.tracker")
    assert list(tmp_path.iterdir()) == []


def test_the_default_tracker_and_the_example_are_two_files_in_the_data_folder():
    assert paths.default_tracker().parent == paths.demo_tracker().parent == paths.data_folder()
    assert paths.default_tracker() != paths.demo_tracker()
    assert paths.default_tracker().suffix == paths.demo_tracker().suffix == paths.SUFFIX == ".tracker"


def test_backups_lie_beside_their_tracker_and_two_trackers_never_share_them():
    assert paths.backups_folder(Path("/a/b.tracker")) == Path("/a/b.tracker.backups")
    assert paths.backups_folder(Path("/a/b.tracker")) != paths.backups_folder(Path("/a/b"))


def test_what_the_program_ships_is_found_from_any_folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert paths.resource("case").is_dir()
    assert paths.resource("icons").parent == paths.resource("case").parent


def test_what_lies_inside_the_package_goes_before_what_lies_beside_it(monkeypatch, tmp_path):
    package = tmp_path / "site-packages" / "tracker"
    (package / "resources").mkdir(parents=True)
    (tmp_path / "site-packages" / "resources").mkdir()
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    assert paths.resource("icons", "a.svg") == package / "resources" / "icons" / "a.svg"
