"""How events of services, incidents and words to people outside are told."""

from typing import Final

from reinstate.core.journal.events import incident, notices, service
from reinstate.core.terms.level import WORDS
from reinstate.core.terms.place import CALLED as PLACES
from reinstate.core.terms.reference import EntryId
from reinstate.operations.sentences.wording import Worded, Wording, counted

CELLS: Final[dict[type, Worded]] = {
    service.WorkaroundStarted: lambda e, w: f"{w.ref(e.cell)} is served by hand{w.why(e.how)}.",
    service.WorkaroundEnded: lambda e, _: f"The workaround {e.workaround} is no longer used.",
    service.WorkaroundReconciled: lambda e, _: (
        f"Reconciled: {counted(e.records, 'record')} of the workaround {e.workaround}."
    ),
    service.BacklogCounted: lambda e, w: f"{w.ref('backlog:' + e.backlog)}: {e.count} wait.",
    service.ServiceOpened: lambda e, w: f"{w.ref(e.cell)} is opened up to {WORDS[e.level]}.",
    service.OpeningFell: lambda e, w: (
        f"{w.ref(e.cell)} fell to {WORDS[e.level]} and waits for its owner."
    ),
    service.LevelLowered: lambda e, w: (
        f"{w.ref(e.cell)} is told as {WORDS[e.level]} until looked at again on"
        f" {w.at(e.review_at)}{w.why(e.reason)}."
    ),
    service.LoweringLifted: lambda e, w: f"{w.ref(e.cell)} is told as it is again.",
}

INCIDENT: Final[dict[type, Worded]] = {
    incident.IncidentDeclared: lambda e, w: f"An incident is declared{w.why(e.note)}.",
    incident.PhaseEntered: lambda e, _: f"The phase is {e.phase}.",
    incident.ConditionMet: lambda e, w: (
        f"The condition {e.condition} of {e.phase} is met{w.why(e.note)}."
    ),
    incident.FirstEntryBounded: lambda e, w: (
        f"The attacker came in{w.when(e.moment) or ', when is not known'}."
    ),
    incident.MilestoneReached: lambda e, w: f"Milestone{w.when(e.at)}{w.why(e.note)}.",
    incident.DecisionTaken: lambda e, w: (
        f"Decided {w.note(e.title)}: {_choice(e, w)}{w.why(e.reasons)}."
    ),
    incident.AwarenessRecorded: lambda e, w: (
        f"{w.ref('organisation:' + e.controller)} became aware of a breach{w.when(e.aware)}."
    ),
    incident.AuthorityTold: lambda e, w: (
        f"The authority is told for {w.ref('organisation:' + e.controller)}{w.when(e.at)}"
        f"{w.why(e.note)}."
    ),
    incident.NextUpdateDue: lambda e, w: f"Residents hear more by {w.at(e.due_at)}.",
    incident.RootCauseRemediated: lambda e, w: (
        f"The way the attacker came in is closed{w.why(e.note)}."
    ),
    incident.IncidentClosed: lambda e, _: f"The incident is closed, with report {e.report[:12]}.",
}

NOTICES: Final[dict[type, Worded]] = {
    notices.NoticeDrafted: lambda e, w: (
        f"Words to {e.audience} about {w.ref(e.about)} are proposed ({PLACES[e.place]}):"
        f" {w.note(e.title)}."
    ),
    notices.NoticeApproved: lambda e, w: f"The words {_words(e.notice, w)} are approved.",
    notices.NoticeWithdrawn: lambda e, w: f"The words {_words(e.notice, w)} are taken back.",
    notices.NoticeLapsed: lambda e, w: (
        f"The words {_words(e.notice, w)} no longer hold: it now reads {WORDS[e.level]}."
        if e.level is not None
        else f"The words {_words(e.notice, w)} end with their incident."
    ),
    notices.PromiseMade: lambda e, w: (
        f"Promised to {e.audience} about {w.ref(e.about)}: {_dates(e, w)}."
    ),
    notices.PromiseEnded: lambda e, w: (
        f"The promise {_promise(e.promise, w)} is {e.how}{w.why(e.note)}."
    ),
}


def _words(id_: EntryId, wording: Wording) -> str:
    """Return words by their number, whom they are to, about what, and where they stand."""
    known = wording.council.notices.get(id_)
    if known is None:
        return id_
    drafted = known.drafted
    about = wording.ref(drafted.about)
    return f"{id_} to {drafted.audience} about {about} ({PLACES[drafted.place]})"


def _promise(id_: EntryId, wording: Wording) -> str:
    known = wording.council.promises.get(id_)
    if known is None:
        return id_
    return f"{id_} to {known.made.audience} about {wording.ref(known.made.about)}"


def _choice(event: incident.DecisionTaken, wording: Wording) -> str:
    """Return the option that was chosen, among how many."""
    options = event.options
    if not 0 <= event.choice < len(options):
        return f"option {event.choice}"
    return f"{wording.note(options[event.choice])}, out of {counted(len(options), 'option')}"


def _dates(event: notices.PromiseMade, wording: Wording) -> str:
    if event.earliest is not None and event.latest is not None:
        return f"between {wording.at(event.earliest)} and {wording.at(event.latest)}"
    if event.say_more_by is not None:
        return f"no date yet, more by {wording.at(event.say_more_by)}"
    return "no date yet"
