"""Who may act here, in which role, and who vouches for them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer
from rich.console import Console

from reinstate.cli.acted import tell
from reinstate.cli.acts import acts, asks
from reinstate.cli.erasing import erase_all
from reinstate.cli.groups import group
from reinstate.cli.options import Until, Why, Yes
from reinstate.cli.output import as_typed, emit
from reinstate.cli.roles import role_called, role_wanted
from reinstate.cli.speaking import plain_table
from reinstate.cli.who import passphrase_of
from reinstate.core.access.standing import INIT
from reinstate.core.journal.asking import Asking
from reinstate.core.journal.events.people import SecondFactor
from reinstate.core.terms.role import Role
from reinstate.operations import clock, identity, people, reading
from reinstate.operations.act import Acting
from reinstate.operations.kept_texts import Named
from reinstate.operations.moments import moment
from reinstate.operations.people import NewPerson, RoleWanted
from reinstate.operations.people_list import GrantSeen, PersonSeen
from reinstate.operations.people_list import people as everybody
from reinstate.operations.times import instant, told, told_end, until
from reinstate.operations.vouching import Vouching, vouching

SCHEMA: Final = "people/1"
ROLE_WIDTH: Final = max(len(role) for role in Role) + 1
ABOUT: Final = "Who may act here, in which role, and who vouches for them."

Person = Annotated[str, typer.Argument(metavar="PERSON", help="A handle, name or id.")]
Scope = Annotated[str, typer.Option(metavar="SCOPE", help="`all`, or as in service:svc-rent.")]
NewPassphrase = Annotated[
    Path | None,
    typer.Option("--new-passphrase-file", metavar="FILE", help="Its first line is the new one."),
]


def register(app: typer.Typer) -> None:
    """Add the commands about people."""
    user = group(app, "user", ABOUT)
    user.command("add")(add)
    user.command("list")(list_people)
    user.command("grant")(grant)
    user.command("end")(end)
    user.command("confirm")(confirm)
    user.command("passphrase")(passphrase)
    user.command("reset-factor")(reset_factor)
    user.command("leave")(leave)
    user.command("compromised")(compromised)
    user.command("erase")(erase)


@acts
def add(  # noqa: PLR0913 - each parameter is an option of the command
    acting: Acting,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The person's whole name.")],
    *,
    handle: Annotated[str, typer.Option(metavar="HANDLE", help="The short name to type.")] = "",
    role: Annotated[
        list[str] | None, typer.Option(metavar="ROLE[@SCOPE][:UNTIL]", help="Repeat for each.")
    ] = None,
    organisation: Annotated[str, typer.Option(metavar="ID", help="On the register.")] = "",
    contact: Annotated[str, typer.Option(metavar="TEXT", help="How to reach them.")] = "",
    new_passphrase_file: NewPassphrase = None,
) -> None:
    """Enrol somebody, with roles and a first passphrase: all of it, or nothing.

    Example: reinstate user add "Ben Okafor" --role clearer --role technical-owner
    """
    now = clock.now(reading.council())
    new = NewPerson(
        name=name,
        handle=handle,
        contact=contact,
        organisation=organisation,
        roles=tuple(role_wanted(each, now) for each in role or ()),
        passphrase=passphrase_of(new_passphrase_file),
    )
    acted = people.add(acting, new)
    called = identity.handles(acted.council)[-1]
    tell(acted, f"{name} is enrolled; type {called} to mean them.", handle=called)


@asks
def list_people() -> None:
    """Show everybody, their roles, and whether a second person vouches for them.

    Example: reinstate user list
    """
    council = reading.council()
    found = everybody(council, clock.now(council))
    emit(SCHEMA, {"people": msgspec.to_builtins(found)}, lambda console: _show(console, found))


@acts
def grant(  # noqa: PLR0913 - each parameter is an option of the command
    acting: Acting,
    whom: Person,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="As in clearer.")],
    *,
    scope: Scope = "all",
    start: Annotated[str, typer.Option("--from", metavar="WHEN", help="From when on.")] = "",
    end_on: Until = "",
) -> None:
    """Give somebody a role, over everything or a scope, for ever or a time.

    Example: reinstate user grant ben service-owner --scope service:svc-rent
    """
    council = reading.council()
    now = clock.now(council)
    wanted = RoleWanted(
        role_called(role),
        scope,
        instant(start, now) if start else None,
        until(end_on, now) if end_on else None,
    )
    person_id = identity.person_id(council, whom)
    acted = people.grant(acting, person_id, wanted)
    tell(acted, f"{person_id} is {role} over {scope}.")


@acts
def end(
    acting: Acting,
    grant_or_person: Annotated[
        str, typer.Argument(metavar="GRANT|PERSON", help="The id of a grant, or a person.")
    ],
    role: Annotated[str, typer.Argument(metavar="ROLE", help="With a person: which role.")] = "",
    *,
    scope: Scope = "",
) -> None:
    """Take a role away.

    Example: reinstate user end ben clearer
    """
    council = reading.council()
    grants: tuple[str, ...] = (grant_or_person,)
    if role:
        person_id = identity.person_id(council, grant_or_person)
        grants = people.grants_called(council, person_id, role_called(role), scope)
    acted = people.end(acting, grants)
    ended = [acted.council.grants[each] for each in grants]
    tell(acted, "; ".join(f"{e.person} is no longer {e.role} over {e.scope}" for e in ended) + ".")


@acts
def confirm(acting: Acting, whom: Person) -> None:
    """Vouch for somebody whom others enrolled, gave a role or a passphrase.

    It names what you vouch for, and what they did and set up meanwhile.

    Example: reinstate user confirm ben --as cai
    """
    council = reading.council()
    person_id = identity.person_id(council, whom)
    asking = Asking("", clock.now(council), acting.person, acting.via)
    asked = vouching(council, person_id, asking)
    acted = people.confirm(acting, person_id)
    tell(
        acted,
        f"{acting.person} vouches for {person_id}: {', '.join(asked.acts)}.",
        below=_rests(person_id, whom, asked),
        vouched=asked.acts,
        resting=[{"seq": one.entry.seq, "sentence": one.sentence} for one in asked.resting],
    )


@acts
def passphrase(
    acting: Acting,
    whom: Annotated[str, typer.Argument(metavar="PERSON", help="Else your own.")] = "",
    *,
    new_passphrase_file: NewPassphrase = None,
) -> None:
    """Set somebody's passphrase; who sets another's stands behind that person from then on.

    Example: reinstate user passphrase ben --new-passphrase-file ben.txt
    """
    person_id = identity.person_id(reading.council(), whom) or acting.person
    acted = people.set_passphrase(acting, person_id, passphrase_of(new_passphrase_file))
    did = f"{person_id} has a new passphrase."
    tell(acted, did, nothing_new=did)  # of one's own, with the old one, no entry is made


@acts
def reset_factor(
    acting: Acting,
    whom: Person,
    kind: Annotated[SecondFactor, typer.Argument(metavar="KIND", help="`totp` or `passkey`.")],
) -> None:
    """Take away the one-time codes or passkeys that somebody lost; they set up new ones.

    Until another person confirms it, you stand behind that person alone.

    Example: reinstate user reset-factor ben passkey
    """
    person_id = identity.person_id(reading.council(), whom)
    acted = people.reset_factor(acting, person_id, kind)
    tell(acted, f"The {people.KIND_WORDS[kind]} of {person_id} are gone, and all their sessions.")


@acts
def leave(acting: Acting, whom: Person) -> None:
    """Say that somebody has left: they act here no more, what they signed stays.

    Example: reinstate user leave ben
    """
    person_id = identity.person_id(reading.council(), whom)
    tell(people.leave(acting, person_id), f"{person_id} has left.")


@acts
def compromised(
    acting: Acting,
    whom: Person,
    *,
    since: Annotated[
        str, typer.Option(metavar="WHEN", help="From when on; else nothing of theirs counts.")
    ] = "",
    why: Why = "",
) -> None:
    """Say that somebody's account was not theirs alone: their clearances since then lapse.

    Example: reinstate user compromised ben --since "2026-11-20 14:00" --why "phished"
    """
    council = reading.council()
    person_id = identity.person_id(council, whom)
    when = moment(since, clock.now(council))
    acted = people.report_compromised(acting, person_id, when, why)
    tell(acted, f"{person_id} is known as compromised and acts here no more.")


@acts
def erase(
    acting: Acting,
    whom: Person,
    *,
    texts: Annotated[
        bool, typer.Option("--texts", help="What they wrote beside the journal as well.")
    ] = False,
    yes: Yes = False,
) -> None:
    """Erase the name, contact and passphrase of somebody who has left; the journal stays whole.

    Example: reinstate user erase ben --texts
    """
    person_id = identity.person_id(reading.council(), whom)
    erase_all(acting, Named((), (person_id,)), yes=yes, with_texts=texts)


def _rests(person: str, whom: str, asked: Vouching) -> Iterator[str]:
    """Yield, line by line, what rests on a confirmation that was given."""
    if asked.resting:
        yield f"What {person} did since then rests on it:"
    for one in asked.resting:
        yield f"  {told(one.entry.recorded_at)}, entry {one.entry.seq}: {one.sentence}"
    if asked.more:
        yield f"  and {asked.more} before these: `reinstate journal show`"
    for factor in asked.factors:
        yield f"{person} set up {people.KIND_WORDS[factor.kind]} on {told(factor.since)}."
    if asked.resting or asked.factors:
        yield f"If any of it was not {person}: `reinstate user compromised {whom}`."


def _show(console: Console, found: tuple[PersonSeen, ...]) -> None:
    table = plain_table("who", "name", "roles", "confirmed")
    table.columns[2].min_width = ROLE_WIDTH
    for person in found:
        who = person.handle or person.id
        held = ", ".join(_role(grant) for grant in person.grants if grant.is_in_force)
        table.add_row(who, person.name, held, _standing(person))
    console.print(table)


def _role(grant: GrantSeen) -> str:
    where = "" if grant.scope == "all" else f" over {grant.scope}"
    end_at = f" until {told_end(grant.until)}" if grant.until else ""
    return f"{grant.role}{where}{end_at}"


def _standing(person: PersonSeen) -> str:
    if person.erased_at is not None:
        return f"erased {told(person.erased_at)}"
    if person.state != "active":
        return person.state
    if person.enrolled_by == INIT:
        vouched = "at the opening"
    elif person.confirmed_by and "enrolment" not in person.unconfirmed:
        vouched = as_typed(f"by {', '.join(person.confirmed_by)}")
    else:
        return "not yet"
    missing = ", ".join(person.unconfirmed)
    return f"{vouched}; not yet: {missing}" if missing else vouched
