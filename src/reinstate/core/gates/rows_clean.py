"""The rows of the gate from isolated to clean: what must be true before any wiping is trusted."""

from reinstate.core.gates.look import Found, Look
from reinstate.core.gates.suspect import is_suspect
from reinstate.core.journal.entry import Entry
from reinstate.core.journal.events.facts import (
    AttestationReceived,
    EvidenceTaken,
    EvidenceUnobtainable,
    Rebuilt,
    Restored,
    RestorePointRecorded,
    RouteChosen,
    TokensRevoked,
)
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.moment import minutes
from reinstate.core.terms.system import Hosting, Route, Verdict
from reinstate.core.terms.zone import Measure

GATE = "clean"


def possible_routes(hosting: Hosting) -> frozenset[Route]:
    """Return the routes by which a system of this hosting can come back."""
    if hosting is Hosting.SAAS:
        return frozenset({Route.KEEP, Route.REPLACE})
    return frozenset({Route.KEEP, Route.RESTORE, Route.REBUILD, Route.REPLACE})


def route_chosen(look: Look) -> Found:
    """A route is chosen, and it is one that leads back."""
    if look.route is Route.RETIRE:
        return look.blocked(GATE, "retired", "The route is to retire it: it never comes back.")
    chosen = look.last(RouteChosen)
    if chosen is None or look.route not in possible_routes(look.hosting):
        return look.blocked(
            GATE,
            "no-route",
            f"No route is chosen: {', '.join(sorted(possible_routes(look.hosting)))}.",
            f"reinstate route {look.subject} ROUTE",
        )
    return Found(facts=(chosen.id,))


def power_explained(look: Look) -> Found:
    """Powered off only where disconnecting was impossible, and somebody says why (R17)."""
    if look.state.measure is Measure.POWER and look.state.measure_note is None:
        return look.blocked(
            GATE,
            "power-unexplained",
            "It was powered off and nobody has said why it could not be disconnected.",
            f"reinstate isolate {look.subject} --measure power --why TEXT",
        )
    return Found()


def evidence_taken(look: Look) -> Found:
    """Memory, disk or logs were copied before any wipe (R16)."""
    wiped = look.of(Rebuilt)
    wiped_seq = wiped[-1].seq if wiped else None
    needs_access_logs = look.hosting is Hosting.SAAS
    for entry in look.of(EvidenceTaken, EvidenceUnobtainable):
        is_in_time = wiped_seq is None or entry.seq < wiped_seq
        if is_in_time and _is_evidence(look, entry.event, needs_access_logs=needs_access_logs):
            return Found(facts=(entry.id,))
    if wiped:
        return look.blocked(
            GATE,
            "evidence-taken",
            "It was rebuilt before any evidence of it was taken: take what is left, then"
            " rebuild it again.",
            f"reinstate evidence {look.subject} --what disk --file FILE",
        )
    what = "access-logs" if needs_access_logs else "disk"
    return look.blocked(
        GATE,
        "evidence-taken",
        "The access logs have not been taken as evidence."
        if needs_access_logs
        else "No evidence has been taken: memory, disk or logs, before anything is wiped.",
        f"reinstate evidence {look.subject} --what {what} --file FILE",
    )


def _is_evidence(look: Look, event: object, *, needs_access_logs: bool) -> bool:
    match event:
        case EvidenceTaken(files=files, what=what):
            return bool(files) and (what == "access-logs" or not needs_access_logs)
        case EvidenceUnobtainable():
            return look.hosting is not Hosting.ON_PREMISES
        case _:
            return False


def restore_point(look: Look) -> Found:
    """A backup that was verified and swept; programs only from before the first entry."""
    need = (
        f"reinstate restore-point {look.subject} --made WHEN --file FILE --report FILE --verified"
    )
    restored = last_restored(look)
    used = _point_of(look, restored) if restored else look.last(RestorePointRecorded)
    if used is None:
        sentence = (
            "It was restored from a point that is not recorded."
            if restored
            else "No restore point has been verified and swept."
        )
        return look.blocked(GATE, "restore-point", sentence, need)
    point = used.event
    assert isinstance(point, RestorePointRecorded)
    if not point.is_integrity_verified:
        return look.blocked(
            GATE, "restore-point", "The integrity of the restore point is not verified.", need
        )
    if point.sweep is not Verdict.NONE_FULL or point.files <= 0 or point.rules <= 0:
        return look.blocked(
            GATE,
            "restore-point",
            "The restore point was not swept with full coverage and no findings.",
            need,
        )
    if restored is None:
        return Found(facts=(used.id,))
    if is_all(restored) and is_suspect(look.council, point.point):
        return look.blocked(
            GATE,
            "contents-suspect",
            "Programs were restored from a point that is not provably older than the first"
            " entry: only data may be taken from it.",
            f"reinstate rebuilt {look.subject} --by PERSON",
        )
    return Found(facts=(used.id, restored.id))


def last_restored(look: Look) -> Entry | None:
    """Return the last restore onto the target as it is: a later wipe leaves nothing of it."""
    restored = look.last(Restored)
    return restored if restored and restored.seq > look.last_seq(Rebuilt) else None


def is_all(restored: Entry) -> bool:
    """Return whether programs were restored too, not data only."""
    return isinstance(restored.event, Restored) and restored.event.contents == "all"


def _point_of(look: Look, restored: Entry) -> Entry | None:
    assert isinstance(restored.event, Restored)
    points = {entry.id: entry for entry in look.of(RestorePointRecorded)}
    return points.get(restored.event.point)


def rebuilt(look: Look) -> Found:
    """The target was wiped and rebuilt, or is new (R06)."""
    last = look.last(Rebuilt)
    if last is None or not isinstance(last.event, Rebuilt) or not last.event.done_by:
        return look.blocked(
            GATE,
            "rebuilt",
            "The target has not been wiped and rebuilt, nor replaced by a new one.",
            f"reinstate rebuilt {look.subject} --by PERSON",
        )
    if look.route is Route.REPLACE and last.event.method != "new":
        return look.blocked(
            GATE,
            "rebuilt",
            "The route is to replace it, but what was rebuilt is the old one.",
            f"reinstate rebuilt {look.subject} --new --by PERSON",
        )
    return Found(facts=(last.id,))


def attestation(look: Look, gate: str = GATE) -> Found:
    """The supplier or the other side says in writing that it is safe, and it is in date."""
    need = f"reinstate attestation {look.subject} --author TEXT --file FILE --expires DATE"
    last = look.last(AttestationReceived)
    if last is None or not isinstance(last.event, AttestationReceived):
        return look.blocked(
            gate, "attestation", "The supplier or other side has not attested to it.", need
        )
    oldest = look.council.at_of(last) + minutes(look.council.limit(Limit.ATTESTATION))
    if look.at >= min(oldest, last.event.expires_at):
        return look.blocked(gate, "attestation", "The attestation has expired.", need)
    return Found(facts=(last.id,))


def tokens_revoked(look: Look) -> Found:
    """Sessions, keys and integrations were revoked."""
    last = look.last(TokensRevoked)
    if last is None or not isinstance(last.event, TokensRevoked) or not last.event.done_by:
        return look.blocked(
            GATE,
            "tokens-revoked",
            "Sessions, keys and integrations have not been revoked.",
            f"reinstate tokens-revoked {look.subject} --by PERSON",
        )
    return Found(facts=(last.id,))
