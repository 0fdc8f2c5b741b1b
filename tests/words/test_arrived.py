"""Whether a note tells that the very thing which was promised is there."""

from __future__ import annotations

import pytest

from assure.words.arrived import arrived


@pytest.mark.parametrize(
    ("promise", "due", "note"),
    [
        ("Design agreed with young people", "Sep 2025", "Design agreed March 26"),
        ("Report", "Mar 2026", "Report received. Needs £60,000"),
        ("Pack printed", "Mar 2026", "Printed. Now out of date"),
        ("900 visits a year", "Open by January 2026", "GREEN. Opened 22 January. 702 visits."),
        ("Three hubs open; 60% registered", "June 2026", "All three open (one in July). 48%"),
    ],
)
def test_the_promised_event_is_told(promise, due, note):
    assert arrived(promise, due, note)


@pytest.mark.parametrize(
    ("promise", "due", "note"),
    [
        ("Signed by five organisations", "March 2026", "Two have signed."),
        ("Signed by five organisations", "March 2026", "Signed by 3"),
        ("Plan tested each year", "March 2026", "Plan agreed in May. Not tested since"),
        ("Shop open", "April 2026", "Lease draft with solicitor. Share issue opens 1 July"),
        ("Site agreed with owner", "Dec 2025", "Two sites looked at"),
        ("Protocol signed", "Dec 2025", "Signed by all, others to follow"),
        ("Adopted plan", "Dec 2025", "Consultation opened in May"),
        ("Plan published", "Dec 2025", ""),
    ],
)
def test_anything_short_of_it_is_silence(promise, due, note):
    assert not arrived(promise, due, note)
