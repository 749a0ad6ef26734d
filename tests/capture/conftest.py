"""What tests of capturing stand on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.capture.a_site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on loopback that stands for the open internet."""
    made = Site()
    yield made
    made.close()
