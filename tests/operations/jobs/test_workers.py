"""Several workers: none does another's job, and one that is killed loses nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

import pytest
from django.db import connection

from reinstate.operations import clock, reading
from reinstate.operations.act import Acting
from reinstate.operations.jobs import worker
from reinstate.operations.jobs.asking import Job, ask, cancel, known
from reinstate.operations.jobs.kinds import KINDS
from reinstate.operations.jobs.verify import Nothing
from reinstate.operations.jobs.worker import Worker
from reinstate.store import jobs, models
from tests.operations.jobs.working import SLOW, Steps
from tests.repository.tree import ROOT

WAIT_SECONDS = 20
LONG = 100_000


@pytest.fixture(autouse=True)
def slow_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be a slow kind of job in this test."""
    monkeypatch.setitem(KINDS, "slow", SLOW)


@contextmanager
def working() -> Iterator[subprocess.Popen[str]]:
    """Run a worker as a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.operations.jobs.working"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "works\n"
            yield process
        finally:
            process.kill()


def until(id_: str, is_so: Callable[[Job], bool]) -> Job:
    """Wait until something is so of a job, and return it."""
    ends = monotonic() + WAIT_SECONDS
    while not is_so(job := known(id_)):
        assert monotonic() < ends, job
        sleep(0.02)
    return job


def test_two_workers_never_do_one_job(acting: Acting, tmp_path: Path) -> None:
    file = tmp_path / "began"
    asked = [ask("slow", Steps(2, str(file), f"Council {n}"), acting) for n in range(12)]
    with working(), working():
        for id_ in asked:
            assert until(id_, lambda job: job.is_over).state == "done"
    assert file.read_text().splitlines() == ["began"] * len(asked)
    entries = [entry.command_id for entry in reading.entries() if entry.command_id in asked]
    assert sorted(entries) == sorted(asked)


def test_only_one_of_many_takes_a_job_in_the_same_moment(acting: Acting) -> None:
    """Threads stand for workers here: what they take is decided in the database."""
    asked = {ask("verify", Nothing(), acting) for _ in range(5)}
    taken: list[str] = []
    start = Event()

    def take() -> None:
        start.wait()
        while row := jobs.claim(clock.machine_now()):
            taken.append(row.id)
        connection.close()

    threads = [Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    start.set()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(asked)


def test_a_job_whose_worker_was_killed_is_done_by_another_once(
    acting: Acting, tmp_path: Path
) -> None:
    file = tmp_path / "began"
    with working() as first:
        id_ = ask("slow", Steps(60, str(file), "Elmbridge"), acting)
        until(id_, lambda job: job.state == "running" and job.done > 0)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    assert known(id_).state == "running"
    with working():
        assert until(id_, lambda job: job.is_over).state == "done"
    assert file.read_text() == "began\nbegan\n"
    assert [entry.command_id for entry in reading.entries()].count(id_) == 1
    assert reading.council().home.council.name == "Elmbridge"


def test_a_job_that_appended_before_its_worker_died_appends_nothing_again(
    acting: Acting, tmp_path: Path
) -> None:
    id_ = ask("slow", Steps(1, str(tmp_path / "began"), "Elmbridge"), acting)
    assert Worker().do_one()
    size = reading.council().seq
    models.Job.objects.filter(id=id_).update(state="waiting", ended_at=None)
    assert Worker().do_one()
    assert (known(id_).state, reading.council().seq) == ("done", size)


def test_a_job_that_kills_each_worker_is_given_up(acting: Acting) -> None:
    id_ = ask("verify", Nothing(), acting)
    for _ in range(worker.TRIES_MAX):
        assert jobs.claim(clock.machine_now())
        later = clock.machine_now() + worker.SILENT_MAX
        jobs.put_back(later, worker.TRIES_MAX, worker.GIVEN_UP, later)
    assert (known(id_).state, known(id_).error) == ("failed", worker.GIVEN_UP)
    assert not Worker().do_one()


def test_a_running_job_stops_when_it_is_cancelled(acting: Acting, tmp_path: Path) -> None:
    with working():
        id_ = ask("slow", Steps(LONG, str(tmp_path / "began"), "Elmbridge"), acting)
        until(id_, lambda job: job.done > 0)
        cancel(id_)
        assert until(id_, lambda job: job.is_over).state == "cancelled"
        after = ask("verify", Nothing(), acting)
        assert until(after, lambda job: job.is_over).state == "done"
    assert reading.council().home.council.name == "Oakbridge"


def test_what_a_worker_says_that_lost_its_job_counts_for_nothing(acting: Acting) -> None:
    id_ = ask("verify", Nothing(), acting)
    lost = jobs.claim(clock.machine_now())
    assert lost
    later = clock.machine_now() + worker.SILENT_MAX
    jobs.put_back(later, worker.TRIES_MAX, worker.GIVEN_UP, later)
    assert jobs.claim(later)
    assert jobs.tell(lost, "Verifying", 5, 9, later) is False
    assert jobs.end_job(lost, jobs.Ending("failed", error="Lost."), later) is False
    assert (known(id_).state, known(id_).done, known(id_).error) == ("running", 0, "")


def test_a_worker_that_is_told_to_stop_ends_its_job_first(acting: Acting, tmp_path: Path) -> None:
    with working() as process:
        id_ = ask("slow", Steps(30, str(tmp_path / "began")), acting)
        until(id_, lambda job: job.state == "running")
        process.communicate(timeout=WAIT_SECONDS)
        assert process.returncode == 0
    assert known(id_).state == "done"
