"""What every test shares: the strict run, golden files, and how Hypothesis behaves."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as django_settings
from hypothesis import settings

if TYPE_CHECKING:
    from tests.postgresql import Cluster

MAY_BE_SKIPPED = "REINSTATE_SHARED"  # how the reason of the one allowed skip begins
GOLDEN_FOLDER = Path(__file__).parent / "golden"

# One process has one set of settings: the desk's hold those of the command line, and more.
# What tests start as a process of its own has those that it would have anywhere.
with pytest.MonkeyPatch.context() as _patch:
    _patch.setenv("DJANGO_SETTINGS_MODULE", "reinstate.web.desk_settings")
    _patch.setenv("REINSTATE_DESK_SECRET", "a secret of the tests")
    assert django_settings.ROOT_URLCONF == "reinstate.web.urls"  # loads them

settings.register_profile("reinstate", deadline=None, print_blob=True)
settings.load_profile("reinstate")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the two options of this suite."""
    group = parser.getgroup("reinstate")
    group.addoption(
        "--strict-skips",
        action="store_true",
        help=f"Count a skip as a failure unless its reason starts with {MAY_BE_SKIPPED}.",
    )
    group.addoption(
        "--update-golden",
        action="store_true",
        help="Write tests/golden anew from what the program says now.",
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a test into a failure in a strict run."""
    report = yield
    if not hasattr(report, "wasxfail"):
        _forbid_skip(report, item.config)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn the skip of a whole file into a failure in a strict run."""
    report = yield
    _forbid_skip(report, collector.config)
    return report


def _forbid_skip(report: pytest.TestReport | pytest.CollectReport, config: pytest.Config) -> None:
    if not (report.skipped and config.getoption("--strict-skips")):
        return
    words = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    reason = words.removeprefix("Skipped: ")
    if not reason.startswith(MAY_BE_SKIPPED):
        report.outcome = "failed"
        report.longrepr = f"A strict run may leave nothing out, but this was skipped: {reason}"


@pytest.fixture(scope="session")
def cluster() -> "Iterator[Cluster]":
    """Yield a PostgreSQL server of our own."""
    from tests.postgresql import binaries, running  # noqa: PLC0415 - this file is tried alone too

    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL's server is not installed. On Debian: apt-get install postgresql.")
    with running(programs) as cluster:
        yield cluster


@pytest.fixture
def empty_url(cluster: "Cluster") -> Iterator[str]:
    """Yield the address of a new and empty PostgreSQL database."""
    name = cluster.create()
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a check that `text` is what tests/golden holds under a name."""

    def check(name: str, text: str) -> None:
        path = GOLDEN_FOLDER / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{name} is not in tests/golden: `make golden` writes it."
        assert text == path.read_text(encoding="utf-8"), (
            f"tests/golden/{name} differs: `make golden`, then read the diff."
        )

    return check
