"""What an isolation would do to residents, told before many subjects are cut at once."""

from msgspec import Struct

from reinstate.core.journal.rows import ServiceRow
from reinstate.core.state.council import Council
from reinstate.core.state.step import subject_of
from reinstate.core.terms.reference import Ref
from reinstate.core.terms.zone import Declared
from reinstate.core.zones.reach import services_needing


class Stopped(Struct, frozen=True):
    """A service that needs what is to be cut: whom it hits, and whether lives hang on it."""

    id: str
    name: str
    people_affected: int
    harm_per_day: int
    is_threat_to_life: bool


class Harm(Struct, frozen=True):
    """What is cut now, and the services that stop by it: threats to life and harm first."""

    subjects: tuple[Ref, ...]
    services: tuple[Stopped, ...]

    @property
    def people_affected(self) -> int:
        """Return how many people the services serve; who uses two is counted twice."""
        return sum(service.people_affected for service in self.services)

    @property
    def threats_to_life(self) -> tuple[Stopped, ...]:
        """Return the services whose absence may kill."""
        return tuple(service for service in self.services if service.is_threat_to_life)


def harm_of(council: Council, subjects: tuple[Ref, ...]) -> Harm:
    """Return what isolating these would stop; what is isolated already stops nothing more."""
    fresh = tuple(s for s in dict.fromkeys(subjects) if not _is_off(council, s))
    return harm_without(council, fresh)


def harm_without(council: Council, subjects: tuple[Ref, ...]) -> Harm:
    """Return what does not work without these, whether they are off already or not."""
    return Harm(subjects, tuple(map(_stopped, services_needing(council, subjects))))


def _is_off(council: Council, subject: Ref) -> bool:
    return subject_of(council, subject).declared is Declared.ISOLATED


def _stopped(row: ServiceRow) -> Stopped:
    return Stopped(row.id, row.name, row.people_affected, row.harm_per_day, row.is_threat_to_life)
