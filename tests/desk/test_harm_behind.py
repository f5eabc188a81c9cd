"""What hangs on a system is what isolating it alone would stop."""

import pytest

from reinstate.core.zones.subjects import all_subjects
from reinstate.operations import reading
from reinstate.operations.harm import harm_of
from reinstate.operations.harm_behind import NOTHING, harm_behind


@pytest.mark.usefixtures("fresh")
def test_it_is_the_harm_of_isolating_each_alone() -> None:
    council = reading.council()
    behind = harm_behind(council)
    for subject in all_subjects(council):
        harm, found = harm_of(council, (subject,)), behind.get(subject, NOTHING)
        assert found.services == len(harm.services), subject
        assert found.harm_per_day == sum(one.harm_per_day for one in harm.services)
        assert found.is_threat_to_life is bool(harm.threats_to_life)
    assert len(behind) > 50
