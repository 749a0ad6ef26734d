"""What may be asked on the network is the user's to say, and kept."""

from __future__ import annotations

from tracker.ui.network import allow_private, allows_private


def test_addresses_inside_are_refused_until_the_user_allows_them(settings):
    assert not allows_private(settings)
    allow_private(settings, True)
    assert allows_private(settings)
    allow_private(settings, False)
    assert not allows_private(settings)


def test_the_menu_allows_them_and_says_so(window, settings):
    action = window.actions_.inside
    said = []
    window.session.message.connect(lambda words, _: said.append(words))
    assert not action.isChecked()
    action.trigger()
    assert allows_private(settings)
    assert window.feed_checks.allow_private
    action.trigger()
    assert not allows_private(settings)
    assert [words.split()[-1] for words in said] == ["feeds.", "refused."]
