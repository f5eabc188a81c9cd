"""Opening: the owner lets a level rise, never above what is derived."""

from reinstate.core.journal.events.register import CellsDivided
from reinstate.core.journal.events.service import ServiceOpened, WorkaroundStarted
from reinstate.core.levels import open as opening
from reinstate.core.levels.open import Open
from reinstate.core.terms.level import Level
from tests.core.levels.builders import (
    LEDGER,
    RENT,
    a_backlog,
    a_council,
    a_note,
    added,
    an_incident,
    asking,
    codes,
    isolated,
    never_cut,
    refusal,
    told,
)

WEB, PHONE = "cell:svc-rent/web/all", "cell:svc-rent/phone/all"


def test_an_owner_opens_a_cell_that_is_back() -> None:
    council = told(an_incident(), never_cut())
    events = opening.decide(council, Open(RENT, Level.NORMAL), asking())
    assert events == (ServiceOpened(cell=RENT, level=Level.NORMAL),)


def test_opening_above_the_derived_level_is_refused_with_every_reason() -> None:
    back = told(an_incident(*added(a_backlog())), never_cut())
    council = told(back, WorkaroundStarted(cell=RENT, how=a_note()))
    found = refusal(opening.decide, council, Open(RENT, Level.NORMAL), asking())
    assert codes(found) == ["backlog-uncounted", "workaround-running"]
    assert found[0].sentence == (
        "Rent can be opened no further than Limited: "
        "Nobody has counted the backlog Letters since the service fell."
    )
    assert found[0].need == "reinstate backlog count letters COUNT"


def test_a_stopped_cell_cannot_be_opened_and_the_gate_is_named() -> None:
    found = refusal(opening.decide, an_incident(isolated()), Open(RENT, Level.BY_HAND), asking())
    assert codes(found) == ["need-isolated"]
    assert found[0].need == f"reinstate reconnect {LEDGER}"


def test_a_service_opens_those_of_its_cells_that_rise() -> None:
    council = told(an_incident(), never_cut())
    council = told(council, CellsDivided(service="svc-rent", cells=(WEB, PHONE)))
    council = told(council, ServiceOpened(cell=WEB, level=Level.NORMAL))
    events = opening.decide(council, Open("service:svc-rent", Level.NORMAL), asking())
    assert events == (ServiceOpened(cell=PHONE, level=Level.NORMAL),)


def test_opening_what_is_open_already_is_refused() -> None:
    found = refusal(opening.decide, a_council(), Open(RENT, Level.STOPPED), asking())
    assert codes(found) == ["not-a-rise"]
    assert found[0].need.startswith(f"reinstate level lower {RENT} stopped")


def test_an_unknown_cell_is_refused_with_the_nearest_names() -> None:
    command = Open("service:svc-rnet", Level.NORMAL)
    found = refusal(opening.decide, a_council(), command, asking())
    assert codes(found) == ["cell-unknown"]
    assert "service:svc-rent" in found[0].sentence
