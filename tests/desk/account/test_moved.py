"""A home that came from another engine asks everybody for the second factor that they had."""

from pathlib import Path

import pytest
from django.test import override_settings

from reinstate.operations import accounts, exporting, homes, opening, reading, sign_in
from reinstate.store.connect import disconnect
from tests.desk.account.visitor import ACCOUNT, CODE, SITUATION, Visitor, code_of, person

WORDS = "three sealed words"
CODES = 'action="/account/sign-in/code/"'
SET_UP = "/account/codes/add/"


def test_after_a_move_the_passphrase_alone_sets_up_no_second_factor(
    real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty_url: str
) -> None:
    assert real.is_dir()
    asha = Visitor().signs_in("asha")
    app = asha.sets_up_codes("asha")
    printed = asha.get("/account/recovery/file/").content.decode().split()
    typed = (code_of(app, 1), next(w for w in printed if w.isdigit() and len(w) == 8))
    size = reading.council().seq
    for number, url in enumerate((empty_url, "")):
        move(tmp_path / f"home-{number}", url, monkeypatch)
        assert sign_in.second_factors(person("asha")) == {"totp"}
        accounts.make_ready()
        with override_settings(SECRET_KEY=f"of machine {number}"):
            visitor = Visitor()
            assert visitor.tries("asha").headers["Location"] == CODE
            assert visitor.get(SET_UP).headers["Location"].startswith("/account/sign-in/")
            answer = visitor.send(CODE, {"code": typed[number]}, CODES)
            assert answer.headers["Location"] == SITUATION
    assert Visitor().signs_in("ben").get(SITUATION).headers["Location"] == ACCOUNT
    assert reading.council().seq == size, "Moving is no entry, and nobody was reset."


def move(home: Path, url: str, patch: pytest.MonkeyPatch) -> None:
    """Take the home that this process points at elsewhere, its tables to `url` or a file."""
    sealed = home.with_suffix(".sealed")
    exporting.export_sealed(sealed, WORDS)
    disconnect()
    reading.forget()
    patch.setenv(homes.HOME_SETTING, str(home))
    patch.setenv("DATABASE_URL", url)
    opening.open_from(sealed, WORDS)
