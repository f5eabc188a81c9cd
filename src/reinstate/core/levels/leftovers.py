"""What an incident leaves behind: backlogs not yet worked off, records made by hand (R30)."""

from reinstate.core.journal.rows import BacklogRow
from reinstate.core.levels.reason import Reason
from reinstate.core.levels.view import View
from reinstate.core.register.cells import do_overlap
from reinstate.core.state.council import Council
from reinstate.core.state.service import Workaround
from reinstate.core.state.step import cell_of
from reinstate.core.terms.reference import Ref, id_of, service_of


def backlog_reasons(view: View, cell: Ref) -> tuple[Reason, ...]:
    """Return the incident backlogs of a cell that are above their baseline or uncounted.

    After the incident a backlog counts until it was once at or below its baseline:
    from then on its ups and downs are ordinary work.
    """
    fell_seq = _fell_in_incident(view.council, cell)
    if not fell_seq:
        return ()
    rows = view.backlogs.get(service_of(cell), ())
    found = (_backlog_reason(view, row, fell_seq) for row in rows if shares(row.cell, cell))
    return tuple(reason for reason in found if reason is not None)


def workaround_reasons(council: Council, cell: Ref) -> tuple[Reason, ...]:
    """Return what remains of workarounds: those in use, and records not yet in the system."""
    return tuple(
        _workaround_reason(cell, one) for one in cell_of(council, cell).workarounds if remains(one)
    )


def remains(workaround: Workaround) -> bool:
    """Return whether a workaround is in use, or its records are unreconciled."""
    has_records = workaround.makes_records and not workaround.is_reconciled
    return workaround.is_running or has_records


def shares(reference: Ref, cell: Ref) -> bool:
    """Return whether a backlog of `reference` is, wholly or in part, a backlog of `cell`.

    Cells are cut from wider ones, and `all` covers every channel or group. What is not
    written as a cell counts for the whole service: a backlog is never lost to a slip.
    """
    if service_of(reference) != service_of(cell):
        return False
    return id_of(reference).count("/") != 2 or do_overlap(reference, cell)


def _fell_in_incident(council: Council, cell: Ref) -> int:
    """Return the entry of the cell's first fall in the last incident, or 0."""
    if not council.incidents:
        return 0
    incident, fell_seq = council.incidents[-1], cell_of(council, cell).fell_seq
    is_within = incident.is_open or fell_seq < incident.closed_seq
    return fell_seq if fell_seq > incident.seq and is_within else 0


def _backlog_reason(view: View, row: BacklogRow, fell_seq: int) -> Reason | None:
    last = view.council.backlogs.get(row.id)
    name, need = row.name or row.id, f"reinstate backlog count {row.id} COUNT"
    if last is None or last.seq < fell_seq:
        sentence = f"Nobody has counted the backlog {name} since the service fell."
        return Reason("backlog-uncounted", sentence, f"backlog:{row.id}", need)
    if last.count <= row.baseline or _was_settled(view, row, fell_seq):
        return None
    sentence = f"The backlog {name} is {last.count} {row.unit}; {row.baseline} is usual."
    return Reason("backlog-above-baseline", sentence, f"backlog:{row.id}", need)


def _was_settled(view: View, row: BacklogRow, fell_seq: int) -> bool:
    """Return whether the backlog was at its baseline when the incident ended, or since."""
    incident = view.council.incidents[-1]
    if incident.is_open:
        return False
    counts = [one for one in view.counts.get(row.id, ()) if one[0] > fell_seq]
    at_the_end = [count for seq, count in counts if seq < incident.closed_seq][-1:]
    since = [count for seq, count in counts if seq > incident.closed_seq]
    return any(count <= row.baseline for count in (*at_the_end, *since))


def _workaround_reason(cell: Ref, workaround: Workaround) -> Reason:
    if workaround.is_running:
        return Reason(
            "workaround-running",
            "The service is still worked by hand in part.",
            cell,
            f"reinstate workaround end {workaround.id}",
        )
    return Reason(
        "workaround-unreconciled",
        "Records made by hand are not all in the system yet.",
        cell,
        f"reinstate workaround reconcile {workaround.id} --records COUNT",
    )
