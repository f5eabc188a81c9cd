"""The role table as a page: printed from the commands themselves."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reinstate.core.access.reset_factor import ResetFactor
from reinstate.core.commands.proposals import SIGNERS
from reinstate.core.commands.rules import FACT_ROLES, PEOPLE
from reinstate.core.commands.table import RULES
from reinstate.core.gates.record import Record
from reinstate.core.terms.role import FIRST_PERSON, SECOND_FOUNDER, Role

Roles = frozenset[Role]
EVERYBODY: Final = frozenset(Role)
HEAD: Final = """# Who may do what

Printed from `core/commands`; `tests/core/commands/test_roles.py` holds this page, and holds the
rules behind it cell by cell against a table written by hand. `make golden` prints it anew.

Roles add, none forbids. A role reaches what its scope reaches: everything, an organisation, a
service, a system, a wave, a link or a device group. What is about the whole council takes a role
over everything. Isolating stands outside the table: every active person may, at once, whatever
their role.
"""
WEAK: Final = """A dot means that in a real home a name is enough: it only ever adds blockers;
everything else needs at least that person's passphrase."""


def page() -> str:
    """Return docs/roles.md."""
    parts = [HEAD, *_founders(), "## Commands\n", WEAK + "\n", *_commands(), "", "## Facts\n"]
    parts += ["What `Record` states, each by its own roles.\n", *_facts(), ""]
    parts += ["## Acts of two people\n", *_acts()]
    return "\n".join(parts) + "\n"


def _founders() -> Iterator[str]:
    first = ", ".join(sorted(set(Role) - set(FIRST_PERSON)))
    yield f"The owner of a new home holds every role but {first};"
    yield f"the second founder is {' and '.join(sorted(SECOND_FOUNDER))}.\n"


def _commands() -> Iterator[str]:
    yield from ("| command | | who may |", "| --- | --- | --- |")
    for command in sorted(RULES, key=lambda one: one.__name__):
        rule = RULES[command]
        dot = "·" if rule.may_be_asserted else ""
        yield f"| {words(command)} | {dot} | {_who(command, rule.roles)} |"


def _who(command: type, roles: Roles) -> str:
    if command is Record:
        return "by fact, below"
    if command is ResetFactor:
        return f"everybody their own; anybody's: {named(PEOPLE)}"
    return named(roles) if roles else "every active person"


def _facts() -> Iterator[str]:
    yield from ("| fact | who may |", "| --- | --- |")
    rows = {words(fact): named(roles) for fact, roles in FACT_ROLES.items()}
    rows["subject accepted"] = "the accepting role of the system; else technical-owner"
    yield from (f"| {fact} | {who} |" for fact, who in sorted(rows.items()))


def _acts() -> Iterator[str]:
    yield from ("| act | one of | and another person, one of |", "| --- | --- | --- |")
    signers: Mapping[type, tuple[Roles, Roles]] = SIGNERS
    for act in sorted(signers, key=lambda one: one.__name__):
        one, other = signers[act]
        yield f"| {words(act)} | {named(one)} | {named(other)} |"


def words(type_: type) -> str:
    """Return a type's name in words: `record awareness` of `RecordAwareness`."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", type_.__name__).lower()


def named(roles: Roles) -> str:
    """Return roles by name, or who is missing when nearly everybody may."""
    missing = EVERYBODY - roles
    if len(missing) < 3:
        return "everybody but " + ", ".join(sorted(missing))
    return ", ".join(sorted(roles))
