"""Jobs at the desk: whose they are, how far they are, stopping them, and what they made."""

from http import HTTPStatus

from reinstate.core.journal.entry import Via
from reinstate.operations import reading
from reinstate.operations.act import Acting
from reinstate.operations.jobs import asking
from reinstate.operations.jobs.verify import Nothing
from reinstate.operations.jobs.worker import Worker
from tests.desk.conftest import At
from tests.desk.staff import Staff


def asked(person: Staff, kind: str) -> str:
    """Ask for a job as somebody, and return the address of its page."""
    acting = Acting(person.person, Via("asserted", "desk"))
    return f"/jobs/{asking.ask(kind, Nothing(), acting)}/"


def test_a_job_waits_runs_and_says_what_it_found(at: At) -> None:
    asha = at("asha")
    address = asked(asha, "verify")
    page = asha.page(address)
    assert "It waits for its turn" in page
    assert 'data-hx-trigger="every 2s"' in page
    Worker().do_one()
    page = asha.page(address)
    assert f"The journal is whole: {reading.council().seq:,} entries." in page
    assert "data-hx-trigger" not in page.partition("<main")[2].partition("</main")[0]


def test_what_an_export_made_is_taken_away_as_a_file(at: At) -> None:
    asha = at("asha")
    address = asked(asha, "export")
    assert asha.get(f"{address}result/").status_code == HTTPStatus.NOT_FOUND
    Worker().do_one()
    answer = asha.get(f"{address}result/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="journal.zip"'
    assert b"".join(answer.streaming_content).startswith(b"PK\x03\x04")


def test_a_job_is_seen_by_whoever_asked_and_by_administrators(at: At) -> None:
    cai, mei, administrator = at("cai"), at("mei"), at("ben")
    address = asked(cai, "verify")
    assert address in cai.page("/jobs/")
    assert address in administrator.page("/jobs/")
    assert address not in mei.page("/jobs/")
    for path in (address, f"{address}result/", f"{address}cancel/"):
        assert mei.get(path).status_code == HTTPStatus.NOT_FOUND


def test_a_job_that_waits_is_cancelled_and_never_begins(at: At) -> None:
    asha = at("asha")
    address = asked(asha, "verify")
    page = asha.sent(f"{address}cancel/", {})
    assert ">Cancelled<" in page
    assert not Worker().do_one()


def test_a_job_of_no_such_id_is_not_there(at: At) -> None:
    assert at("asha").get("/jobs/nonsense/").status_code == HTTPStatus.NOT_FOUND
