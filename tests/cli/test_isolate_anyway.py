"""Isolating is never held up by a passphrase, nor by what was typed as the reason."""

import pytest

from tests.cli.answers import Home


def test_a_wrong_passphrase_isolates_on_the_name_alone(real_home: Home) -> None:
    wrong = real_home.file("wrong.txt", "nobody knows this")
    ran = real_home.run("isolate", "system:sys-ledger", "--passphrase-file", wrong)
    assert ran.code in (0, 4), ran.err


def test_a_passphrase_file_out_of_reach_isolates_on_the_name_alone(
    real_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REINSTATE_PASSPHRASE_FILE", "/nowhere/key.txt")
    assert real_home.run("isolate", "system:sys-ledger").code in (0, 4)


def test_a_reason_in_no_known_encoding_isolates_all_the_same(home: Home) -> None:
    assert home.run("isolate", "system:sys-ledger", "--why", "\udcff\udcfe").code in (0, 4)
