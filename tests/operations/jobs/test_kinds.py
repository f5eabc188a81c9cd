"""What each kind of job does, and how one that fails says why."""

import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from msgspec import structs

from reinstate.core.terms.reference import ref
from reinstate.core.terms.trouble import BadInput
from reinstate.operations import clock, importing, passing, reading
from reinstate.operations.act import Acting
from reinstate.operations.jobs import worker
from reinstate.operations.jobs.asking import ask, known, recent, result, result_path
from reinstate.operations.jobs.sheets import PutBy, SheetsSent, preview_of, taken_of
from reinstate.operations.jobs.verify import Nothing, proof_of
from reinstate.operations.jobs.worker import Worker
from reinstate.store.connect import current_home

SHEETS = {
    "services.csv": "id,name,audience,people_affected,harm_per_day\n"
    "svc-rent,Paying rent,resident,9000,60\n",
    "systems.csv": "id,name,kind,hosting\nsys-net,Network,network,on-premises\n"
    "sys-rent,Rent,housing,SaaS\n",
    "needs.csv": "from,to,kind\nsvc-rent,sys-rent,needs\nsys-rent,sys-net,needs\n",
    "people.csv": "handle,name,roles\nben,Ben Hughes,clearer\n",
}
BAD = "id,name,kind,hosting\nsys-tel,Telephones,network,on the moon\nsys-web,Web,web,SaaS\n"


def sent(**files: str) -> SheetsSent:
    """Return what an import of these sheets is asked for with."""
    return SheetsSent(
        tuple(
            PutBy(name, passing.put_by(BytesIO(text.encode()), 10_000))
            for name, text in files.items()
        )
    )


def done(kind: str, arguments: SheetsSent | Nothing, acting: Acting) -> str:
    """Ask for a job, do it, and return its id."""
    id_ = ask(kind, arguments, acting)
    assert Worker().do_one()
    return id_


def test_verifying_sums_up_what_proves_the_journal(acting: Acting) -> None:
    done("export", Nothing(), acting)
    proof = proof_of(result(done("verify", Nothing(), acting)))
    assert (proof.is_whole, proof.size, proof.sentence) == (True, reading.council().seq, "")
    assert [each.state for each in proof.checkpoints] == ["matches"]


def test_an_export_is_fetched_as_a_file_that_can_be_checked(acting: Acting) -> None:
    path = result_path(done("export", Nothing(), acting))
    with zipfile.ZipFile(path) as packed:
        assert {"journal.jsonl", "checkpoint.txt", "HOW-TO-CHECK.txt"} <= set(packed.namelist())
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_preview_of_sheets_is_the_one_that_everybody_sees(acting: Acting) -> None:
    found = preview_of(result(done("import-preview", sent(**SHEETS), acting)))
    sheaf = importing.opened([(name, text.encode()) for name, text in SHEETS.items()])
    assert found == importing.preview(sheaf)
    assert not found.is_empty
    assert not reading.council().register.rows


def test_sheets_are_taken_as_one_command_of_the_job(acting: Acting) -> None:
    id_ = done("import-apply", sent(**SHEETS), acting)
    assert known(id_).error == ""
    entries = [entry for entry in reading.entries() if entry.command_id == id_]
    assert taken_of(result(id_)).entries == len(entries) > 5
    assert {(entry.actor, entry.via.strength) for entry in entries} == {(acting.person, "password")}
    assert ref("system", "sys-rent") in reading.council().register.rows


def test_bad_rows_stop_an_import_unless_they_are_to_be_left_out(acting: Acting) -> None:
    bad = sent(**{"systems.csv": BAD})
    id_ = done("import-apply", bad, acting)
    assert known(id_).state == "failed"
    assert "Nothing was taken: 1 row cannot be" in known(id_).error
    assert "systems.csv, line 2" in known(id_).error
    taken = taken_of(result(done("import-apply", structs.replace(bad, quarantine=True), acting)))
    assert taken.left_out == 1
    assert list(reading.council().register.rows) == [ref("system", "sys-web")]


def test_a_refusal_stands_in_the_row_with_its_reasons(acting: Acting) -> None:
    nobody = structs.replace(acting, person="p-0000000000000000")
    id_ = done("import-apply", sent(**SHEETS), nobody)
    assert known(id_).state == "failed"
    assert known(id_).error
    assert not reading.council().register.rows


def test_a_mistake_of_ours_ends_the_job_and_not_the_worker(
    acting: Acting, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(passing, "put_by_content", lambda _content: 1 // 0)
    id_ = done("verify", Nothing(), acting)
    monkeypatch.undo()
    assert (known(id_).state, known(id_).error) == ("failed", worker.OUR_MISTAKE)
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_what_jobs_made_is_gone_after_a_week_and_their_rows_after_a_month(
    acting: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = done("verify", Nothing(), acting)
    now = clock.machine_now()
    monkeypatch.setattr(clock, "machine_now", lambda: now + timedelta(days=8))
    Worker()._tidy()
    with pytest.raises(BadInput, match="Ask for it again"):
        result(id_)
    assert [path for path in (current_home() / "passing").rglob("*") if path.is_file()] == []
    assert [job.id for job in recent()] == [id_]
    monkeypatch.setattr(clock, "machine_now", lambda: now + timedelta(days=31))
    Worker()._tidy()
    assert recent() == ()


def test_a_file_that_is_too_large_is_not_put_by(home: Path) -> None:
    with pytest.raises(BadInput, match="larger than 5 bytes"):
        passing.put_by(BytesIO(b"123456"), 5)
    assert list((home / "passing").iterdir()) == []
