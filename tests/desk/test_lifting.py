"""Whatever the core says lifts a blocker has a form at the desk, or a reason why it has none."""

import re
from http import HTTPStatus
from pathlib import Path
from typing import Final

import pytest
from django.template import Context, Template
from django.urls import get_resolver

from reinstate import core
from reinstate.core.access.roles import roles_of
from reinstate.core.gates.reconnect import Reconnect
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.role import Role
from reinstate.desk import lifting, routes
from reinstate.desk.lifting import ELSEWHERE, FORMS, form_of, lift
from reinstate.desk.seen import Desk
from reinstate.operations import identity, situation
from reinstate.operations.waiting.holders import COMMANDS
from tests.desk.conftest import At

NAMED: Final = re.compile(r"(?:\"|`)reinstate ((?:[^\"`{]|\{[^}]*\})*)")
OURS: Final = "system:sys-core-network"
SAMPLES: Final = {
    "subject": OURS,
    "asked": OURS,
    "word": "0123456789ab.0",
    "service": "cell:svc-rent/all/all",
    "number": "1",
    "person": "somebody",
    "nothing": "",
}
"""What a command may be about, by what the address of its form names."""


def needs() -> set[str]:
    """Return every command that the core names, as it stands in its source."""
    folder = Path(core.__file__).parent if core.__file__ else Path(next(iter(core.__path__)))
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py")))
    return {found.strip() for text in texts for found in NAMED.findall(text) if found.strip()}


def desk_of(handle: str) -> Desk:
    """Return the desk as somebody sees it now."""
    assert get_resolver().url_patterns  # so that each form has its rule
    council, now = situation.now()
    return Desk(council, now, council, now, identity.person_id(council, handle))


def blocker(need: str, code: str = "any") -> Blocker:
    """Return a blocker that a command lifts."""
    return Blocker("connected", code, "Something is missing.", f"reinstate {need}")


def test_the_core_names_commands() -> None:
    found = needs()
    assert len(found) > 60
    assert "accept {look.subject}" in found


@pytest.mark.parametrize("need", sorted(needs()))
def test_each_need_has_a_form_or_a_reason_why_not(need: str) -> None:
    said = need.split()
    is_elsewhere = any(need.startswith(command) for command in ELSEWHERE)
    assert (form_of(said) is not None) is not is_elsewhere, need


def test_no_reason_stands_for_a_command_that_nobody_names() -> None:
    found = needs()
    assert [one for one in ELSEWHERE if not any(need.startswith(one) for need in found)] == []


def test_every_form_that_is_there_is_reached_by_those_who_may(at: At) -> None:
    asha = at("asha")
    for command, form in FORMS.items():
        first, _, option = command.partition(" --")
        need = f"{first} {SAMPLES[form.about]}"
        lifted = lift(desk_of("asha"), blocker(f"{need} --{option}" if option else need))
        assert form.name in routes.RULES, command
        if lifted is not None and lifted.address:
            assert asha.get(lifted.address).status_code < HTTPStatus.INTERNAL_SERVER_ERROR, command


def test_a_check_opens_its_form_with_that_check(at: At) -> None:
    at("ben")
    lifted = lift(desk_of("ben"), blocker(f"check record {OURS} event-logs --report FILE"))
    assert lifted is not None
    assert lifted.address == f"/subjects/{OURS}/check/?check=event-logs"


def test_an_option_leads_to_the_form_of_that_option(at: At) -> None:
    at("kasia")
    gaps = lift(desk_of("kasia"), blocker(f"accept {OURS} --gaps 0123456789ab.0 --why TEXT"))
    old = lift(desk_of("kasia"), blocker(f"accept {OURS} --unsupported --until DATE"))
    assert gaps is not None
    assert gaps.address == f"/subjects/{OURS}/accept-gaps/?check=0123456789ab.0"
    assert old is not None
    assert old.address == f"/subjects/{OURS}/accept-unsupported/"


def test_who_may_not_reads_who_can(at: At) -> None:
    at("gwen")
    lifted = lift(desk_of("gwen"), blocker(f"credentials {OURS} --by PERSON"))
    assert lifted is not None
    assert lifted.address == ""
    assert "Folasade Adeyemi" in lifted.who
    assert "technical owner" in lifted.who


def test_those_who_can_stand_in_the_order_of_their_names(at: At) -> None:
    at("gwen")
    lifted = lift(desk_of("gwen"), blocker(f"clear {OURS}"))
    assert lifted is not None
    named = lifted.who.removesuffix(" can, as clearer").replace(" or ", ", ").split(", ")
    assert len(named) > 1
    assert named == sorted(named)


def test_a_refusal_names_the_act_the_subject_in_the_way_and_who_does_it(at: At) -> None:
    at("gwen")
    page = Template("{% blocker found %}").render(
        Context({"desk": desk_of("gwen"), "found": blocker(f"reconnect {OURS}")})
    )
    assert f'Reconnect <a class="govuk-link" href="/subjects/{OURS}/">Core network' in page
    assert "Folasade Adeyemi (technical owner) can." in page


def test_each_name_has_its_own_role_where_several_roles_will_do(at: At) -> None:
    at("gwen")
    desk = desk_of("gwen")
    ids = {name: id_ for id_, name in desk.names.items()}
    who = lifting.who_can(desk, Reconnect, OURS)
    named = re.findall(r"([A-Z][^(]*) \(([a-z ]+)\)", who)
    assert len({role for _, role in named}) > 1
    for name, role in named:
        person = ids[name.removeprefix("or ").strip(", ")]
        assert Role(role.replace(" ", "-")) in roles_of(desk.present, person, desk.now)


def test_a_role_over_something_else_leads_nowhere(at: At) -> None:
    at("omar")
    need = blocker("open cell:svc-rent/all/all normal")
    elsewhere, here = (lift(desk_of(one), need) for one in ("omar", "noor"))
    assert elsewhere is not None
    assert elsewhere.address == ""
    assert "Noor Siddiqui" in elsewhere.who
    assert here is not None
    assert here.address.startswith("/services/svc-rent/open/")


def test_a_need_that_is_missing_leads_to_the_page_of_what_is_needed(at: At) -> None:
    at("gwen")
    lifted = lift(desk_of("gwen"), blocker(f"reconnect {OURS}", "needs-connected"))
    assert lifted == lifting.Lift(f"/subjects/{OURS}/", "See Core network switches")


def test_a_clearer_is_never_led_to_reconnect_it(at: At) -> None:
    at("asha")
    lifted = lift(desk_of("asha"), blocker(f"reconnect {OURS} --as PERSON", "clearer"))
    assert lifted is not None
    assert (lifted.address, "Folasade" in lifted.who) == ("", True)


def test_nothing_leads_anywhere_from_the_past(at: At) -> None:
    at("fola")
    council, now = situation.now()
    past = Desk(council, now, council, now, identity.person_id(council, "fola"), as_of="2026-01-01")
    assert lift(past, blocker(f"patched {OURS} --level TEXT")) is None


@pytest.mark.parametrize("words", COMMANDS)
def test_whom_a_blocker_waits_for_is_who_may_open_the_form_that_lifts_it(words: str) -> None:
    typed = {"check": "check record", "finding": "finding remediated"}.get(words, words)
    form = form_of(typed.split())
    assert form is not None
    assert form.command is COMMANDS[words]
