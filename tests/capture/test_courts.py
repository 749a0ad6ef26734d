"""A federal court is told by the address of its site."""

from __future__ import annotations

import pytest

from tracker.capture.courts import court_at, is_another, is_court


@pytest.mark.parametrize(
    ("url", "court"),
    [
        ("https://ecf.cadc.uscourts.gov/n/beam/servlet", "D.C. Cir."),
        ("https://ecf.cafc.uscourts.gov", "Fed. Cir."),
        ("https://ecf.ca2.uscourts.gov/x", "2d Cir."),
        ("https://ecf.ca10.uscourts.gov/x", "10th Cir."),
        ("https://ecf.dcd.uscourts.gov/cgi-bin/rss_outside.pl", "D.D.C."),
        ("https://ecf.mad.uscourts.gov", "D. Mass."),
        ("https://ecf.cacd.uscourts.gov", "C.D. Cal."),
        ("https://ecf.nysd.uscourts.gov", "S.D.N.Y."),
        ("https://ecf.wvsd.uscourts.gov", "S.D. W. Va."),
        ("https://ecf.mdb.uscourts.gov", "Bankr. D. Md."),
        ("https://www.uscourts.gov/x", ""),
        ("https://agency.test/uscourts.gov", ""),
        ("https://ecf.cadc.uscourts.gov.test/", ""),
        ("not an address", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_a_court_is_known_by_its_address(url, court):
    assert court_at(url) == court


def test_only_an_address_of_the_courts_is_one():
    assert is_court("https://ecf.xyz.uscourts.gov/")
    assert not is_court("https://notuscourts.gov/")


def test_two_courts_differ_only_where_both_are_known():
    assert is_another("D.C. Cir.", "4th Cir.")
    assert is_another("D.D.C.", "D.C. Cir.")
    assert not is_another("2nd Cir.", "2d Cir.")
    assert not is_another("S.D. N.Y.", "S.D.N.Y.")
    assert not is_another("D.C. Cir.", "The court of appeals in Washington")
    assert not is_another("", "D.C. Cir.")
