"""Which acts ask for the factor again, and that somebody judged each that does not."""

from reinstate.desk.act_view import ActView
from tests.desk.test_access import ADDRESSES

ISOLATES = {"isolate", "isolate-many", "isolate-everything", "set-back"}
"""Never held up by anything."""

ADDS = {
    *("seen", "see-many", "hear-many", "finding-add", "finding-confirm", "compromised"),
    *("declare", "aware", "level-lower", "entry-correct", "entry-withdraw", "proposal-drop"),
    *("notice-withdraw", "promise-end", "detection"),
}
"""Adds what holds a subject, says less than was said, or takes back: a wrong one costs hours."""

RECORDS = {
    *("route", "evidence", "unobtainable", "restore-point", "rebuilt", "restored"),
    *("devices-done", "attestation", "tokens-revoked", "credentials", "patched"),
    *("configuration", "monitored", "check", "clean", "finding-remediated"),
    *("phase", "condition", "first-entry", "told", "milestone", "decision", "root-cause"),
    *("workaround-start", "workaround-end", "workaround-reconcile", "backlog-count"),
    *("notice-draft", "next-update"),
}
"""Facts of the work: what rests on them is signed for later, by others and with a factor."""

WRITES_NOTHING = {
    *("job-cancel", "journal-verify", "journal-checkpoints", "prove-since", "journal-export"),
    *("entry-prove", "import", "import-again", "import-replace", "import-map", "rewrite"),
}
"""Looks, proves or puts by: no entry of the journal comes of it."""

PRACTISES = {"set-clock"}
"""Only where nobody has to prove who they are."""


def test_every_act_asks_for_the_factor_or_is_known_not_to() -> None:
    acts = {
        str(one.name): view.is_signing
        for one in ADDRESSES
        if (view := _view(one.callback)) is not None
    }
    judged = ISOLATES | ADDS | RECORDS | WRITES_NOTHING | PRACTISES
    assert {name for name, is_signing in acts.items() if not is_signing} == judged


def _view(callback: object) -> type[ActView] | None:
    view = getattr(getattr(callback, "__wrapped__", None), "view_class", None)
    return view if isinstance(view, type) and issubclass(view, ActView) else None
