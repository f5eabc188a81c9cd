"""Acts that wait for a second person: exactly what is signed, and why this person may not."""

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from msgspec import Struct

from reinstate.core.commands.proposals import Complete
from reinstate.core.journal.events.notices import PromiseMade
from reinstate.core.levels.names import name_of
from reinstate.core.terms.blocker import Blocker
from reinstate.core.terms.reference import Ref, is_subject
from reinstate.core.terms.role import Role
from reinstate.desk import links
from reinstate.desk.act_view import ActView
from reinstate.desk.forms import DeskForm
from reinstate.desk.messages.named import AUDIENCES, about_words
from reinstate.desk.messages.promises import when_words
from reinstate.desk.seen import Desk, DeskRequest
from reinstate.desk.wording import either, role_words
from reinstate.operations import proposals as acts
from reinstate.operations import proposals_seen, trying
from reinstate.operations.act import Acted, Acting
from reinstate.operations.proposals_seen import Fact, ProposalSeen

WAITING_MAX: Final = 50


class Shown(Struct, frozen=True, kw_only=True):
    """A proposal as a page shows it, with what stands in the way of this person's signature."""

    seen: ProposalSeen
    facts: tuple[Fact, ...]
    first: str
    second: str
    blockers: tuple[Blocker, ...]
    is_own: bool


def proposals(request: DeskRequest) -> HttpResponse:
    """Show all that waits for a second person."""
    desk = request.desk
    waiting = proposals_seen.waiting(desk.council, desk.at)
    shown = [_shown(desk, one) for one in waiting[:WAITING_MAX]]
    facts = {
        "area": "messages",
        "here": "proposals",
        "mine": [one for one in shown if not one.blockers],
        "others": [one for one in shown if one.blockers],
        "count": len(waiting),
    }
    return render(request, "messages/proposals.html", facts)


class ProposalAct(ActView):
    """An act about one proposal."""

    template_name = "messages/proposal.html"

    @property
    def proposal(self) -> ProposalSeen:
        """Return the proposal that the address names."""
        known = self.desk.present.proposals.get(str(self.kwargs["proposal"]))
        if known is None:
            raise Http404
        return proposals_seen.seen(self.desk.present, known, self.desk.now)

    def about(self) -> tuple[Ref, ...]:
        """Return the proposal and what it is about."""
        seen = self.proposal
        return (seen.id, *seen.about)

    def facts(self) -> dict[str, Any]:
        """Return the proposal."""
        one = _shown(self.desk, self.proposal)
        words, address = self._back()
        return {
            "area": "messages",
            "one": one,
            "title": f"{self.title}: {one.seen.kind}",
            "leads_back": (address, words),
        }

    def leads_to(self, _acted: Acted) -> str:
        """Return the subject that it was about, or what else waits."""
        return self._back()[1]

    def _back(self) -> tuple[str, str]:
        """Return the words and the address of the subject, or of all that waits."""
        about = next(filter(is_subject, self.proposal.about), "")
        if not about:
            return "Second signatures", links.to(self.desk, "proposals")
        return name_of(self.desk.present, about), links.page_of(self.desk, about)


class Signs(ProposalAct):
    """Sign second: it happens."""

    title = "Sign"
    button = "I have read it: sign"
    is_signing = True

    def facts(self) -> dict[str, Any]:
        """Return the proposal, and what stands in the way."""
        facts = super().facts()
        return {**facts, "in_the_way": facts["one"].blockers, "is_signature": True}

    def do(self, acting: Acting, _form: DeskForm) -> Acted:
        """Sign it."""
        return acts.sign(acting, self.proposal.id)

    def done(self, _acted: Acted) -> str:
        """Return that it happened."""
        return f"Signed by two. It is done: {self.proposal.sentence}"


class Drops(ProposalAct):
    """Take one's own proposal back, or refuse another's."""

    title = "Refuse"
    button = "Refuse it"
    is_warning = True

    def facts(self) -> dict[str, Any]:
        """Return the proposal, and whether it is one's own."""
        facts = super().facts()
        if facts["one"].is_own:
            facts |= {"title": f"Take back: {facts['one'].seen.kind}", "button": "Take it back"}
        return facts

    def do(self, acting: Acting, _form: DeskForm) -> Acted:
        """Drop it."""
        return acts.drop(acting, self.proposal.id)

    def done(self, _acted: Acted) -> str:
        """Return that nothing happens."""
        return "The proposal is off. Nothing that it would have done has happened."


def _shown(desk: Desk, seen: ProposalSeen) -> Shown:
    act = seen.proposal.proposed.event
    facts = seen.facts
    if isinstance(act, PromiseMade):
        facts = (
            Fact("To", AUDIENCES[act.audience]),
            Fact("About", about_words(desk.council, act.about)),
            Fact("When", when_words(act)),
        )
    first, second = seen.roles
    blockers = trying.blockers(desk.present, Complete(seen.id), desk.acting(), desk.now)
    return Shown(
        seen=seen,
        facts=facts,
        first=_any_of(first),
        second=_any_of(second),
        blockers=blockers,
        is_own=seen.proposal.by == desk.person,
    )


def _any_of(roles: frozenset[Role]) -> str:
    return either(sorted(role_words(role) for role in roles))
