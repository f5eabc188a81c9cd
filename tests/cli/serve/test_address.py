"""Where the desk says that it answers is where it does, with the certificate that it needs."""

from pathlib import Path

import pytest

from reinstate.cli.desk_part import Pair, desk_place, parts_of
from reinstate.operations import homes
from tests.cli.answers import Home

NAME = "desk.thornmere.example"


@pytest.mark.parametrize(
    ("host", "name"),
    [("127.0.0.1", "localhost"), ("localhost", "localhost"), ("127.0.0.2", "127.0.0.2")],
)
@pytest.mark.usefixtures("home")
def test_on_this_machine_alone_the_address_that_was_bound_is_told(host: str, name: str) -> None:
    homes.open_home()
    place = desk_place(host, 0, Pair(), ())
    assert place.address == f"http://{name}:{place.given.port}/"


def test_a_name_brings_the_certificate_of_the_home_also_on_this_machine(home: Home) -> None:
    home.ok("tls", "make", NAME)
    homes.open_home()
    place = desk_place("127.0.0.2", 0, Pair(), (NAME,))
    assert place.address == f"https://{NAME}:{place.given.port}/"
    assert place.given.certificate == str(home.path / "tls" / "desk.crt")
    assert not desk_place("127.0.0.2", 0, Pair(), ()).given.certificate


@pytest.mark.usefixtures("home")
def test_the_desk_is_told_at_which_address_it_answers(tmp_path: Path) -> None:
    homes.open_home()
    desk, _ = parts_of(desk_place("127.0.0.2", 0, Pair(), ()), tmp_path, "", "", is_demo=False)
    assert desk.settings["REINSTATE_DESK_ADDRESS"] == "127.0.0.2"


def test_only_a_desk_of_this_machine_is_told_where_the_pages_are_on_it(
    tmp_path: Path, home: Home
) -> None:
    home.ok("tls", "make", NAME)
    homes.open_home()
    told = []
    for host in ("127.0.0.1", "0.0.0.0"):  # noqa: S104 - nothing listens
        place = desk_place(host, 0, Pair(), ())
        desk, _ = parts_of(place, tmp_path, "http://127.0.0.1:8080/", "", is_demo=False)
        told.append(desk.settings["REINSTATE_DESK_PUBLIC"])
    assert told == ["http://127.0.0.1:8080/", ""]
