"""Nothing is appended that could not be read again: one bad line would shut the whole home."""

from pathlib import Path

import pytest

from reinstate.cli.__main__ import main
from reinstate.core.terms.trouble import BadInput
from reinstate.core.zones.isolate import Isolate
from reinstate.operations import homes, identity, reading
from reinstate.operations.act import act


def test_a_reference_that_no_line_can_hold_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REINSTATE_HOME", str(tmp_path / "home"))
    assert main(["init", "--owner", "Asha Rahman"]) == 0
    homes.open_home()
    size = reading.council().seq
    with pytest.raises(BadInput, match="cannot hold"):
        act(lambda _, __: Isolate(("system:two words",)), identity.acting(reading.council()))
    reading.forget()
    assert reading.council().seq == size
