"""The five-minute tour: one system comes back, by the people whom that takes.

It is made from what stands in the way of a system that is nearly ready, so it fits whatever
practice home it runs in; which system and service that is was chosen when it began.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from msgspec import Struct

from reinstate.core.access.roles import people_with, roles_of
from reinstate.core.access.standing import pair_trouble
from reinstate.core.commands.proposals import Complete, has_lapsed
from reinstate.core.gates.look import Look, look_at, restorers
from reinstate.core.gates.rows_clearances import standing_clearances
from reinstate.core.journal.events.facts import GapsAccepted
from reinstate.core.levels.names import name_of
from reinstate.core.levels.open import Open
from reinstate.core.notices.approve import ApproveNotice
from reinstate.core.notices.digest import words_digest
from reinstate.core.state.step import cells_of
from reinstate.core.state.words import Notice, Proposal
from reinstate.core.terms.level import WORDS, is_below
from reinstate.core.terms.place import ABOUT_SERVICES
from reinstate.core.terms.reference import Ref, ref
from reinstate.core.terms.role import Role
from reinstate.desk import links, routes
from reinstate.desk.seen import Desk
from reinstate.desk.tour.step import Step, holder, known, may_say, somebody
from reinstate.operations.overview import Glance
from reinstate.operations.situation import CellStanding, ServiceStanding
from reinstate.operations.waiting.holders import waits_for_another

DOWN: Final = frozenset({"need-isolated", "need-clean"})


class Play(Struct, frozen=True):
    """What a tour is about: the system that comes back, and the service that waits for it."""

    subject: Ref
    service: str


def choose(desk: Desk) -> Play | None:
    """Return the system nearest to coming back whose return lets a service rise."""
    glances = known(desk).subjects
    ready = [one for one, glance in glances.items() if _is_nearly_ready(desk, one, glance)]
    found = [
        (not service.is_threat_to_life, service.id, subject)
        for service in known(desk).services.values()
        for subject in ready
        if _hangs_on(service, subject)
    ]
    if not found:
        return None
    _, service, subject = min(found)
    return Play(subject, service)


def _is_nearly_ready(desk: Desk, subject: Ref, glance: Glance) -> bool:
    """Return whether only signatures are missing, and there are people who can give them."""
    if glance.standing.zone != "clean" or any(waits_for_another(one) for one in glance.blockers):
        return False
    is_proposed = proposal_for(desk, subject) is not None
    left = [one for one in glance.before_clearing if not (is_proposed and "--gaps" in one.need)]
    able = [
        one
        for one in people_with(desk.present, Role.CLEARER, subject, desk.now)
        if one not in glance.restorers
    ]
    pairs = combinations(able, 2)
    can_count = any(not pair_trouble(desk.present, one, two, desk.now) for one, two in pairs)
    return not left and can_count


def _hangs_on(service: ServiceStanding, subject: Ref) -> bool:
    """Return whether a service is down for this subject alone."""
    down = {reason.ref for cell in service.cells for reason in cell.reasons if reason.code in DOWN}
    return down == {subject}


def proposal_for(desk: Desk, subject: Ref) -> Proposal | None:
    """Return the open proposal to accept gaps of a subject."""
    for one in desk.present.proposals.values():
        act = one.proposed.event
        if isinstance(act, GapsAccepted) and act.subject == subject and one.is_open:
            return None if has_lapsed(desk.present, one, desk.now) else one
    return None


def steps(desk: Desk, play: Play) -> tuple[Step, ...]:
    """Return every step, done or not, in order."""
    look = look_at(desk.present, play.subject, desk.now)
    return (
        *_gaps(desk, play, look),
        *_clearances(desk, play, look),
        _reconnect(desk, play, look),
        *_serving(desk, play, look),
        _look_back(desk),
    )


def _gaps(desk: Desk, play: Play, look: Look) -> Iterator[Step]:
    accepted, proposal = look.last(GapsAccepted), proposal_for(desk, play.subject)
    if accepted is None and proposal is None:
        return
    name = name_of(desk.present, play.subject)
    signer = accepted.actor if accepted is not None else ""
    if proposal is not None:
        signer = somebody(desk, Role.SENIOR_RISK_OWNER, may_say(Complete(proposal.id)))
    yield Step(
        title="Sign second for what could not be checked",
        do=f"A check of {name} could not read everything. One person has accepted that. Read what"
        " they wrote, and sign.",
        see="The gap stands in red in every text that is signed from now on.",
        address=_to(desk, "proposal-sign", "proposals", proposal.id if proposal else ""),
        person=signer,
        is_done=accepted is not None,
    )


def _clearances(desk: Desk, play: Play, look: Look) -> Iterator[Step]:
    signed = [one.person for one in standing_clearances(look)]
    name, is_back = name_of(desk.present, play.subject), look.state.is_connected
    address = links.to(desk, "clear", subject=play.subject) if "clear" in routes.RULES else ""
    first, second, *_ = (*signed, *_clearers(desk, look, signed), "", "")
    yield Step(
        title="Clear it, as the first of two",
        do=f"Read the text about {name} and what it rests on. Press Sign this clearance.",
        see="It does not count yet: a second person must clear it.",
        address=address,
        person=first,
        is_done=is_back or bool(signed),
    )
    yield Step(
        title="Clear it, as the second",
        do="Read the same text as somebody else, and sign. Nobody who restored it could.",
        see="It has the signatures it needs. If anything new is learned, they end by themselves.",
        address=address,
        person=second,
        is_done=is_back or len(signed) > 1,
    )


def _clearers(desk: Desk, look: Look, signed: list[str]) -> list[str]:
    """Return who else could clear it: clearers who did not restore it, specialists first."""
    barred = restorers(look).union(signed)
    able = people_with(desk.present, Role.CLEARER, look.subject, desk.now)
    return sorted(
        (one for one in able if one not in barred),
        key=lambda one: len(roles_of(desk.present, one, desk.now)),
    )


def _reconnect(desk: Desk, play: Play, look: Look) -> Step:
    name = name_of(desk.present, play.subject)
    return Step(
        title="Put it back on the network",
        do=f"Nothing stands in the way of {name}. Reconnect it. Neither clearer could.",
        see="It is connected, and on watch. No service rises by itself: its owner decides that.",
        address=_to(desk, "reconnect", "", play.subject) or links.page_of(desk, play.subject),
        person=holder(desk, Role.RECOVERY_MANAGER),
        is_done=look.state.is_connected,
    )


def _serving(desk: Desk, play: Play, look: Look) -> Iterator[Step]:
    """Yield what the owner of the service does, and the words that follow."""
    service = known(desk).services.get(play.service)
    if service is None:
        return
    rising = [cell for cell in service.cells if is_below(cell.opened, cell.derived)]
    is_open = look.state.is_connected and not rising
    yield _open(desk, service, rising, is_open=is_open)
    lapsed = _last_words(desk, play.service)
    if lapsed is not None:
        yield from _words(desk, service, lapsed, is_open=is_open)


def _open(
    desk: Desk, service: ServiceStanding, rising: list[CellStanding], *, is_open: bool
) -> Step:
    cell = rising[0] if rising else service.cells[0]
    words = f" as far as {WORDS[cell.derived]}" if rising else ""
    owner = holder(desk, Role.SERVICE_OWNER, cell.cell)
    if rising:
        owner = somebody(desk, Role.SERVICE_OWNER, may_say(Open(cell.cell, cell.derived))) or owner
    return Step(
        title="Open the service again",
        do=f"You own {service.name}. Open it{words}: only you say that residents may come back.",
        see="Residents read the new state from now on. Advice that was for the old one ends.",
        address=_to(desk, "open", "", service.id) or _to(desk, "service", "", service.id),
        person=owner,
        is_done=is_open,
    )


def _last_words(desk: Desk, service: str) -> Notice | None:
    """Return the last words on the page of a service that were approved once."""
    about = (ref("service", service), *cells_of(desk.present, service))
    found = [
        one
        for one in desk.present.notices.values()
        if one.drafted.about in about
        and one.drafted.place in ABOUT_SERVICES
        and one.drafted.audience == "residents"
        and one.approved_seq
    ]
    ended = [one for one in found if one.state == "lapsed"] or found
    return max(ended, key=lambda one: one.seq, default=None)


def _words(desk: Desk, service: ServiceStanding, old: Notice, *, is_open: bool) -> Iterator[Step]:
    newer = [one for one in desk.present.notices.values() if _takes_place(one, old)]
    draft = next((one for one in newer if one.state == "draft"), None)
    is_said = any(one.state == "approved" for one in newer)
    yield Step(
        title="Draft new words for residents",
        do=f"The advice about {service.name} ended with its state. Say in two sentences what"
        " residents do now.",
        see="Nobody outside sees it yet: another person has to stand for it.",
        address=_draft_address(desk, old),
        person=holder(desk, Role.PRESS_OFFICER),
        is_done=is_open and bool(newer),
    )
    approver = holder(desk, Role.DUTY_DIRECTOR)
    if draft is not None:
        command = ApproveNotice(draft.id, words_digest(draft.drafted))
        approver = somebody(desk, Role.DUTY_DIRECTOR, may_say(command)) or approver
    yield Step(
        title="Approve them, as another person",
        do="Read exactly what residents will read, and approve it.",
        see="It is public within seconds, on the page, in the feeds and in the telephone script.",
        address=_to(desk, "notice-approve", "messages", draft.id if draft else ""),
        person=approver,
        is_done=is_open and is_said,
    )


def _takes_place(one: Notice, old: Notice) -> bool:
    spot = (one.drafted.about, one.drafted.place, one.drafted.audience)
    is_same = spot == (old.drafted.about, old.drafted.place, old.drafted.audience)
    return is_same and one.seq > old.seq and one.state in ("draft", "approved")


def _draft_address(desk: Desk, old: Notice) -> str:
    if "notice-draft" not in routes.RULES:
        return _to(desk, "messages", "", "")
    return links.to(desk, "notice-draft", anew=old.id)


def _look_back(desk: Desk) -> Step:
    return Step(
        title="Look back at what happened",
        do="Read the journal: each of these steps is an entry, with who did it. Then choose an"
        " earlier moment at the foot of any page, and see it as it was known then.",
        see="That is the whole way of one system. Every other goes the same way.",
        address=_to(desk, "journal", "situation", ""),
    )


def _to(desk: Desk, name: str, instead: str, argument: str) -> str:
    """Return the address of a page, or of another where that one is not there, or needs more."""
    if name in routes.RULES and (argument or name in ("journal", "messages")):
        return links.to(desk, name, *([argument] if argument else []))
    return links.to(desk, instead) if instead in routes.RULES else ""
