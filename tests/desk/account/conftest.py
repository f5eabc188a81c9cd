"""Homes of each kind with the same five people, made once and copied."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from reinstate.core.journal.entry import Via
from reinstate.core.journal.events.home import CouncilNames, HomeKind
from reinstate.core.terms.role import Role
from reinstate.operations import accounts, identity, opening, people, reading
from reinstate.operations.act import Acting, act
from reinstate.operations.opening import Founder, Opening
from reinstate.operations.people import NewPerson, RoleWanted
from reinstate.store import personal, sealed
from tests.builders import a_system, an_import
from tests.desk.account.visitor import SECRETS
from tests.desk.conftest import copied, let_go, point

OTHERS = {
    "Cai Morgan": (Role.CLEARER, Role.ADMINISTRATOR),
    "Dee Okafor": (Role.AUDITOR,),
    "Eli Stone": (),
}


@pytest.fixture(autouse=True)
def _quick_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the tests the slow way from a passphrase to a hash."""
    _quicken(monkeypatch)


def _quicken(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(personal, "SCRYPT_COST", personal.Cost(16, 8, 1))
    patch.setattr(sealed, "COST_LOG2", 4)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[HomeKind, Path]:
    """Return a home of each kind: Asha and Ben opened it, the others are confirmed."""
    return {kind: _made(tmp_path_factory.mktemp(kind) / "home", kind) for kind in _kinds()}


def _kinds() -> tuple[HomeKind, ...]:
    return get_args(HomeKind)


def _made(home: Path, kind: HomeKind) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        _quicken(patch)
        point(home, patch)
        opening.open_new(
            Opening(
                kind=kind,
                council=CouncilNames("Thornmere Council"),
                owner=Founder("Asha Rahman", passphrase=SECRETS["asha"]),
                second=Founder("Ben Hughes", passphrase=SECRETS["ben"]),
            )
        )
        council = reading.council()
        asha, ben = (
            Acting(identity.person_id(council, handle), Via("password", "cli"))
            for handle in ("asha", "ben")
        )
        for name, roles in OTHERS.items():
            secret = SECRETS[name.split()[0].casefold()]
            wanted = tuple(map(RoleWanted, roles))
            added = people.add(asha, NewPerson(name, roles=wanted, passphrase=secret))
            people.confirm(ben, identity.person_id(added.council, name))
        act(lambda _writing, _council: an_import(a_system()), asha)
        accounts.make_ready()
        let_go()
    return home


@pytest.fixture
def real(
    templates: dict[HomeKind, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Yield a copy of the real home, opened."""
    yield from copied(templates["real"], tmp_path / "home", monkeypatch)


@pytest.fixture
def exercise(
    templates: dict[HomeKind, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Yield a copy of the exercise home, opened."""
    yield from copied(templates["exercise"], tmp_path / "home", monkeypatch)


@pytest.fixture
def practice(
    templates: dict[HomeKind, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Yield a copy of the practice home, opened."""
    yield from copied(templates["practice"], tmp_path / "home", monkeypatch)
