"""Asking for jobs: once for each form, with arguments that can be read, and by their id."""

import msgspec
import pytest
from msgspec import Struct, structs

from reinstate.core.terms.trouble import BadInput
from reinstate.operations.act import Acting
from reinstate.operations.jobs import asking
from reinstate.operations.jobs.asking import ask, cancel, known, recent, result
from reinstate.operations.jobs.sheets import PutBy, SheetsSent
from reinstate.operations.jobs.verify import Nothing
from reinstate.operations.jobs.worker import Worker
from reinstate.store import models


class Hostile(Struct, frozen=True):
    """Arguments that no job takes."""

    files: object = "/etc/passwd"


def test_a_job_waits_until_a_worker_takes_it_and_then_has_a_result(acting: Acting) -> None:
    id_ = ask("verify", Nothing(), acting)
    assert (known(id_).state, known(id_).by) == ("waiting", acting.person)
    assert not known(id_).is_over
    assert Worker().do_one()
    job = known(id_)
    assert (job.state, job.what, job.done, job.total) == ("done", "Verifying the journal", 1, 1)
    assert job.is_over
    assert msgspec.json.decode(result(id_))["is_whole"]
    assert not Worker().do_one()


def test_a_form_that_is_sent_twice_asks_once(acting: Acting) -> None:
    once = structs.replace(acting, command_id="0123456789ab")
    assert ask("verify", Nothing(), once) == ask("verify", Nothing(), once) == "0123456789ab"
    assert [job.id for job in recent()] == ["0123456789ab"]
    with pytest.raises(BadInput, match="asked for something else"):
        ask("export", Nothing(), once)
    with pytest.raises(BadInput, match="asked for something else"):
        ask("verify", Nothing(), structs.replace(once, person="p-somebody-else"))


@pytest.mark.parametrize(
    ("kind", "arguments", "code"),
    [
        ("verify", Hostile(), "arguments-unreadable"),
        ("import-preview", Hostile(), "arguments-unreadable"),
        ("import-preview", Hostile([{"name": "x", "digest": 3}]), "arguments-unreadable"),
        ("import-apply", Nothing(), "arguments-unreadable"),
        ("import-apply", Hostile(["x" * asking.ARGUMENTS_BYTES_MAX]), "arguments-too-large"),
        ("__import__", Nothing(), "job-kind-unknown"),
    ],
)
def test_what_cannot_be_done_is_refused_when_it_is_asked_for(
    acting: Acting, kind: str, arguments: Struct, code: str
) -> None:
    with pytest.raises(BadInput) as caught:
        ask(kind, arguments, acting)
    assert caught.value.code == code
    assert recent() == ()


@pytest.mark.parametrize("digest", ["../../keys/journal.pem", "0" * 64, "A" * 64, ""])
def test_no_job_reads_a_file_that_was_not_sent_for_it(acting: Acting, digest: str) -> None:
    sent = SheetsSent((PutBy("systems.csv", digest),))
    id_ = ask("import-preview", sent, acting)
    Worker().do_one()
    assert known(id_).state == "failed"
    assert "digest" in known(id_).error or "no longer" in known(id_).error


ALIEN = '{"via":{"strength":"password","surface":"desk"},"given":{"a":"b"}}'


@pytest.mark.parametrize("row", ["", "[]", "null", '{"via":{}}', '{"via":1,"given":{}}', ALIEN])
def test_a_row_that_somebody_altered_fails_with_a_sentence(acting: Acting, row: str) -> None:
    id_ = ask("verify", Nothing(), acting)
    models.Job.objects.filter(id=id_).update(arguments=row)
    Worker().do_one()
    assert (known(id_).state, known(id_).error[:9]) == ("failed", "What this")


def test_a_job_that_waits_and_is_cancelled_never_begins(acting: Acting) -> None:
    id_ = ask("verify", Nothing(), acting)
    cancel(id_)
    assert not Worker().do_one()
    assert (known(id_).state, known(id_).is_over) == ("cancelled", True)
    cancel(id_)
    with pytest.raises(BadInput, match="nothing to fetch"):
        result(id_)


@pytest.mark.usefixtures("home")
def test_a_job_that_nobody_asked_for_is_told() -> None:
    with pytest.raises(BadInput, match="no job"):
        known("0123456789ab")
    with pytest.raises(BadInput, match="no job"):
        cancel("0123456789ab")


def test_an_id_that_is_no_id_is_refused(acting: Acting) -> None:
    with pytest.raises(BadInput, match="cannot be the id"):
        ask("verify", Nothing(), structs.replace(acting, command_id="../x"))
