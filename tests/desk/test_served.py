"""The desk served: what is acknowledged stands, whatever dies; and nothing is left behind."""

import os
import select
import shutil
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPException
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import pytest

from reinstate.core.journal.entry import Via
from reinstate.core.journal.events.zones import SubjectIsolated
from reinstate.desk.account import receiving
from reinstate.operations import certificates, homes, identity, reading
from reinstate.operations.act import Acting, new_command_id
from reinstate.operations.jobs.asking import ask, known
from reinstate.operations.jobs.verify import Nothing
from tests.desk.served import (
    Browser,
    Served,
    children_of,
    served,
    signed_in,
    tried,
    until_gone,
)

ISOLATE = "/subjects/system:sys-core-network/isolate/"
NAME = "desk.thornmere.example"
ALL = "0.0.0.0"  # noqa: S104 - the test stops it
WAIT_SECONDS = 20
SENT = 40
SLOW = 60
"""Forms that are begun: more than there are threads that answer."""
LOOKS, PROCESSES = 8, 2


@pytest.fixture(scope="module")
def home(fresh_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a copy of the council just attacked, for whatever the desk outlives."""
    return Path(shutil.copytree(fresh_template, tmp_path_factory.mktemp("served") / "home"))


@pytest.fixture(scope="module")
def running(home: Path) -> Iterator[Served]:
    """Serve it."""
    with served(home) as running:
        yield running


@pytest.fixture
def desk(home: Path, running: Served, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Yield the served council, with this process pointed at its home as well."""
    monkeypatch.setenv(homes.HOME_SETTING, str(home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    homes.open_home()
    yield running
    homes.leave()
    reading.forget()


def answers(address: str) -> None:
    """Wait until the desk answers."""
    ends = monotonic() + WAIT_SECONDS
    while True:
        try:
            Browser(address).get("/account/sign-in/")
        except OSError:
            assert monotonic() < ends
            sleep(0.1)
        else:
            return


def test_both_sites_are_served_and_stop_together(fresh: Path) -> None:
    with served(fresh) as desk:
        stop_both(desk)


def stop_both(desk: Served) -> None:
    """Look at both, stop, and see that nothing is left."""
    assert desk.desk.startswith("http://localhost:")
    assert Browser(desk.desk).get("/account/sign-in/").status == 200
    assert Browser(desk.public).get("/").status == 200
    numbers = list(desk.children())
    assert len(numbers) == 2
    errors = desk.stop()
    assert (desk.process.returncode, errors) == (0, "Stopped. The pages stay where they are.\n")
    until_gone(*numbers)


def test_whoever_signed_in_acts_and_the_residents_read_it(desk: Served) -> None:
    fola = signed_in(desk.desk, "fola")
    answer = fola.post(ISOLATE, fola.form(ISOLATE))
    assert answer.status == 303
    assert "is isolated" in fola.get(answer.headers["Location"]).page


def test_a_service_leads_to_its_page_where_serve_shows_it(desk: Served) -> None:
    page = signed_in(desk.desk, "fola").get("/services/svc-rent/").page
    assert f'href="{desk.public}services/svc-rent/"' in page
    assert Browser(desk.public).get("/services/svc-rent/").status == 200


def test_a_style_sheet_comes_packed_and_is_kept_for_ever(desk: Served) -> None:
    page = Browser(desk.desk).get("/account/sign-in/").page
    path = next(part for part in page.split('"') if part.endswith(".css"))
    answer = Browser(desk.desk).get(path, **{"Accept-Encoding": "br, gzip"})
    assert (answer.status, answer.headers["Content-Encoding"]) == (200, "br")
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_desk_that_was_killed_answers_again_and_nothing_of_it_is_left(desk: Served) -> None:
    killed = desk.child("desk_process")
    left = children_of(killed)
    assert len(left) == 2
    os.kill(killed, signal.SIGKILL)
    until_gone(killed, *left)
    answers(desk.desk)
    assert desk.child("desk_process") != killed


def test_one_of_its_processes_that_was_killed_is_replaced(desk: Served) -> None:
    main = desk.child("desk_process")
    killed = next(iter(children_of(main)))
    os.kill(killed, signal.SIGKILL)
    ends = monotonic() + WAIT_SECONDS
    while killed in children_of(main) or len(children_of(main)) < 2:
        assert monotonic() < ends
        sleep(0.05)
    answers(desk.desk)
    assert desk.child("desk_process") == main


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_however_serve_ends_nothing_goes_on_without_it(fresh: Path, number: signal.Signals) -> None:
    with served(fresh) as desk:
        end_at_once(desk, number)


def end_at_once(desk: Served, number: signal.Signals) -> None:
    """End serve by a signal, and see that all it had started ends and its port is free."""
    main = desk.child("desk_process")
    numbers = [*desk.children(), *children_of(main)]
    assert len(numbers) == 4
    os.kill(desk.process.pid, number)
    until_gone(*numbers)
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", urlsplit(desk.desk).port))


def test_the_worker_does_what_was_asked_for_also_after_it_was_killed(
    desk: Served,
) -> None:
    os.kill(desk.child("working"), signal.SIGKILL)
    acting = Acting(identity.owner(reading.council()), Via("password", "desk"))
    id_ = ask("verify", Nothing(), acting)
    ends = monotonic() + WAIT_SECONDS
    while not known(id_).is_over:
        assert monotonic() < ends
        sleep(0.1)
    assert known(id_).state == "done"


def test_what_was_acknowledged_while_the_desk_restarts_stands_once(
    desk: Served,
) -> None:
    """Forms are sent all the time, again until they are acknowledged; the desk is killed twice."""
    fola = signed_in(desk.desk, "fola")
    form = fola.form(ISOLATE)
    known = reading.council()
    systems = (key for key in known.register.rows if key.startswith("system:"))
    off = {key for key, subject in known.subjects.items() if subject.declared == "isolated"}
    subjects = [key for key in systems if key not in off]
    ids = {subject: new_command_id() for subject in subjects[:SENT]}
    acknowledged: dict[str, int] = {}
    unanswered: list[str] = []

    def send() -> None:
        for subject, id_ in ids.items():
            ends = monotonic() + WAIT_SECONDS
            while monotonic() < ends and subject not in acknowledged:
                path = f"/subjects/{subject}/isolate/"
                answer = tried(fola, path, {**form, "command_id": id_})
                if answer is None:
                    unanswered.append(subject)
                    sleep(0.05)
                else:
                    acknowledged[subject] = answer.status

    sender = threading.Thread(target=send)
    sender.start()
    for count in (SENT // 4, SENT // 2):
        while len(acknowledged) < count and sender.is_alive():
            sleep(0.01)
        killed = desk.child("desk_process")
        os.kill(killed, signal.SIGKILL)
        until_gone(killed)
    sender.join()
    assert unanswered, "the desk was not away while forms were sent"
    assert acknowledged == dict.fromkeys(ids, 303)
    reading.forget()
    entries = reading.entries(known.seq)
    isolated = [
        entry.event.subject for entry in entries if isinstance(entry.event, SubjectIsolated)
    ]
    assert sorted(isolated) == sorted(ids)


def test_beyond_this_machine_the_desk_answers_with_its_certificate_alone(fresh: Path) -> None:
    homes.open_home(fresh)
    made = certificates.make([NAME, "localhost", "127.0.0.1"])
    with served(fresh, "--host", ALL, "--desk-host", "localhost") as desk:
        assert desk.desk.startswith("https://localhost:")
        browser = Browser(desk.desk, trusted=made.authority.path)
        answer = browser.get("/account/sign-in/")
        assert answer.status == 200
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        cookies = answer.headers.get_all("Set-Cookie") or []
        assert all("Secure" in line and line.startswith("__Host-") for line in cookies)
        with pytest.raises((OSError, HTTPException)):
            Browser(desk.desk.replace("https", "http")).get("/")
        stranger = Browser(desk.desk, trusted=made.authority.path)
        assert stranger.get("/account/sign-in/", Host="elsewhere.example").status == 400


def test_another_address_of_this_machine_is_told_and_answers(fresh: Path) -> None:
    with served(fresh, "--host", "127.0.0.2") as desk:
        assert desk.desk.startswith("http://127.0.0.2:")
        assert Browser(desk.desk).get("/account/sign-in/").status == 200


def test_two_that_start_at_once_make_one_secret_and_the_tables_once(fresh: Path) -> None:
    with served(fresh) as first, served(fresh) as second:
        homes.open_home(fresh)
        fola = signed_in(first.desk, "fola")
        elsewhere = Browser(second.desk, fola.cookies)
        assert fola.get("/").status == elsewhere.get("/").status == 200


def begun(address: str, header: str) -> bytes:
    """Return how a form is answered of which nothing but the head was sent yet."""
    with socket.create_connection(("127.0.0.1", urlsplit(address).port), WAIT_SECONDS) as sent:
        head = ("POST /account/sign-in/ HTTP/1.1", "Host: localhost", header, "", "")
        sent.sendall("\r\n".join(head).encode())
        return sent.recv(100)


def test_a_body_that_is_too_large_is_refused_at_the_door(desk: Served) -> None:
    fola = signed_in(desk.desk, "fola")
    form = fola.form(ISOLATE)
    assert begun(desk.desk, "Content-Length: 99999999999").startswith(b"HTTP/1.1 413 ")
    assert fola.post(ISOLATE, form).status == 303


def test_a_body_of_no_told_length_is_refused_at_the_door(desk: Served) -> None:
    assert begun(desk.desk, "Transfer-Encoding: chunked").startswith(b"HTTP/1.1 411 ")


def test_forms_of_strangers_that_come_slowly_hold_up_nobody_who_signed_in(desk: Served) -> None:
    asha, stranger = signed_in(desk.desk, "asha"), Browser(desk.desk)
    fields = asha.form(ISOLATE)
    stranger.get("/account/sign-in/")
    with ExitStack() as slow:
        sent = [slow.enter_context(slowly(stranger, desk.desk)) for _ in range(SLOW)]
        turned_away = answered(sent, SLOW - PROCESSES * receiving.OF_ONE_PLACE_MAX)
        assert all(b"429 Too Many Requests" in one.recv(100) for one in turned_away)
        for _ in range(LOOKS):
            assert stranger.get("/account/sign-in/").status == 200
        assert asha.post(ISOLATE, {**fields, "why": "beacons seen"}).status == 303


def answered(sent: list[socket.socket], count: int) -> list[socket.socket]:
    """Return those on which something came back, once these are so many."""
    ends = monotonic() + WAIT_SECONDS
    while len(found := select.select(sent, [], [], 0)[0]) < count:
        assert monotonic() < ends, f"{len(found)} of {len(sent)} were answered"
        sleep(0.05)
    return found


def slowly(stranger: Browser, address: str) -> socket.socket:
    """Begin to send a form of signing in, and send no more of it."""
    found = urlsplit(address)
    cookies = "; ".join(f"{name}={value}" for name, value in stranger.cookies.items())
    head = (
        f"POST /account/sign-in/ HTTP/1.1\r\nHost: {found.netloc}\r\nCookie: {cookies}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 300\r\n\r\nlogin="
    )
    connection = socket.create_connection(("127.0.0.1", found.port or 80), WAIT_SECONDS)
    connection.sendall(head.encode())
    return connection
