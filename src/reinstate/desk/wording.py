"""Sentences of the rules as the desk says them: names, no codes, no commands to type."""

import re
from typing import Final

from reinstate.core.journal.rows import EdgeRow
from reinstate.core.levels.names import name_of
from reinstate.core.terms.limit import Limit
from reinstate.core.terms.place import CALLED
from reinstate.core.terms.reference import SUBJECT_KINDS, ref
from reinstate.core.terms.role import Role
from reinstate.core.terms.system import Hosting, Route
from reinstate.desk.seen import Desk
from reinstate.operations import plain_words, times
from reinstate.operations.sentences.subjects import CAUSES

_CONFIRM: Final = re.compile(
    r"runs `reinstate user confirm (\S+)`(?: or `reinstate \S+ \S+ (\S+)`)?"
)
_COMMAND: Final = re.compile(r": reinstate [a-z-]+ [^.;]*?(?=[.;]|$)")
_REFERENCE: Final = re.compile(r"\b(?:system|link|wave|devices|service|cell):[A-Za-z0-9][\w./-]*\w")
_BRACKETED: Final = re.compile(rf" \(({_REFERENCE.pattern})\)")
_ROLES: Final = {role.value: role.value.replace("-", " ") for role in Role}
_CHECKLIST: Final = {
    "evidence-taken": "evidence that is kept",
    "tokens-revoked": "that sessions and keys are revoked",
    "credentials-reset": "that passwords and keys are reset",
}
_CODES: Final = {
    **{code: words for code, words in CAUSES.items() if "-" in code},
    **_ROLES,
    **_CHECKLIST,
}
_CODE: Final = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(_CODES, key=len, reverse=True))})(?![\w-])"
)


_SLUG: Final = re.compile(r"(?:(?<=\bcheck )|(?<=is kept: )|(?<=is restored \())[a-z]+(?:-[a-z]+)+")
_PLACE: Final = re.compile(r"\bin the place ([a-z-]+)")
_RULE: Final = re.compile(r" \(R\d\d(?:, R\d\d)*\)")
"""Where a sentence names the rule that it comes from: those who ask look it up in docs/rules.md."""

_ROUTE: Final = re.compile(r"\bThe route( of .+)? is (keep|restore|rebuild|replace|retire)\.")
_NO_ROUTE: Final = re.compile(r"\bNo route is chosen: ([a-z, ]+)\.")
WAYS: Final = {
    Route.KEEP: "keep it as it is",
    Route.RESTORE: "restore it from a backup",
    Route.REBUILD: "rebuild it from clean media",
    Route.REPLACE: "replace it by a new one",
    Route.RETIRE: "retire it",
}
"""The ways back, as what one does."""

HOSTED: Final = {
    Hosting.ON_PREMISES: "On our own premises",
    Hosting.HOSTED: "Hosted by a supplier",
    Hosting.SAAS: "Run by a supplier (SaaS)",
}
"""Where a system runs."""

_HANGING: Final = re.compile(r"\b(edge:\S+) refers to (.+), which would go\.")
_LAPSED: Final = re.compile(r"(?<=lapsed)(: | \()(finding|aged)\b")
LIMITS: Final = {
    Limit.PROPOSAL: "A first signature waits for the second",
    Limit.ATTESTATION: "A supplier's word holds",
    Limit.CHECK_AGE: "A check counts",
    Limit.LOCAL_LOGGING: "Logging on the machine itself is enough",
    Limit.CLEARANCE_AGE: "A clearance counts before the return",
    Limit.BREAK_GLASS: "Break-glass waits for the second signature",
    Limit.DEMAND: "What must be isolated or cleared again may stay connected",
    Limit.WATCH: "What came back is watched",
    Limit.HEARTBEAT: "A sign of life may be missing",
    Limit.SIGHTING: "A sighting is fresh",
    Limit.WITHDRAWAL: "An isolation may be withdrawn",
    Limit.AUTHORITY: "The authority must be told",
    Limit.NOTE_REVIEW: "A text is kept before somebody decides again",
    Limit.PERSON_REVIEW: "The name of somebody who left is kept before somebody decides again",
}
"""What each limit of the home is about."""

_LIMIT: Final = re.compile(rf"(?<=[Tt]he limit )({'|'.join(LIMITS)})(?: stands at (\d+) minutes)?")

_KINDS: Final = (*SUBJECT_KINDS, "organisation", "team", "partner", "backlog")
_ROUND: Final = re.compile(r" \(round (\d+)\)")
_QUOTED_OR_HASH: Final = re.compile(r"“[^”]*”| \((?:text )?[0-9a-f]{12}\)")
_QUOTED_OR_ID: Final = re.compile(r"“[^”]*”| \(([a-z][\w.-]*(?:/[\w.-]+)*)\)")


def counted(count: int, word: str) -> str:
    """Return how many there are: `1 system`, `2 systems`, `3 entries`."""
    many = f"{word[:-1]}ies" if re.search("[^aeiou]y$", word) else f"{word}s"
    return f"{count:,} {word if count == 1 else many}"


def said(desk: Desk, sentence: str) -> str:
    """Return a sentence of the rules or of the journal as it stands on a page."""
    text = _HANGING.sub(lambda found: _hangs(desk, found), sentence)
    text = _CONFIRM.sub(_confirms, _without_ids(desk, text))
    text = _RULE.sub("", _COMMAND.sub("", text))
    text = _BRACKETED.sub(lambda found: _once(desk, found), text)
    text = _REFERENCE.sub(lambda found: name_of(desk.council, found.group()), text)
    text = _LIMIT.sub(_limit, text)
    text = _CODE.sub(lambda found: _CODES[found.group()], text)
    text = _LAPSED.sub(lambda found: f"{found[1]}{CAUSES[found[2]]}", text)
    text = _NO_ROUTE.sub(_no_way_back, _ROUTE.sub(_way_back, text))
    text = _SLUG.sub(lambda found: found.group().replace("-", " "), text)
    text = _PLACE.sub(lambda found: f"on {CALLED.get(found[1], found[1])}", text)
    return plain_words.in_words(desk.council, text)


def _hangs(desk: Desk, found: re.Match[str]) -> str:
    """Return what one thing needs of another that would go, in place of the id of that."""
    row = desk.present.register.rows.get(found[1])
    if not isinstance(row, EdgeRow):
        return found[0]
    return f"{name_of(desk.council, row.from_)} {row.kind} {found[2]}, which would go."


def _without_ids(desk: Desk, sentence: str) -> str:
    """Return a sentence without what stands behind a name for the command line alone.

    What somebody wrote, in quotation marks, stays as it is.
    """

    def left(found: re.Match[str]) -> str:
        return "" if found[1] and _is_known(desk, found[1]) else found[0]

    text = _QUOTED_OR_HASH.sub(lambda found: found[0] if found[0][0] == "“" else "", sentence)
    text = _QUOTED_OR_ID.sub(left, text)
    return _ROUND.sub(lambda found: _time(int(found[1])), text)


def _is_known(desk: Desk, id_: str) -> bool:
    register, service = desk.council.register, id_.partition("/")[0]
    known = (ref("service", service), *(ref(kind, id_) for kind in _KINDS))
    return any(one in register.rows or one in register.gone for one in known)


def role_words(role: Role) -> str:
    """Return a role as people say it."""
    return _ROLES[role.value]


def either(words: list[str]) -> str:
    """Return several words as a choice: `a`, `a or b`, `a, b or c`."""
    return plain_words.joined(words, "or")


def _once(desk: Desk, found: re.Match[str]) -> str:
    """Return a reference in brackets by its name; nothing where its name stands before it."""
    name = name_of(desk.council, found[1])
    return "" if found.string[: found.start()].endswith(name) else f" ({name})"


def _limit(found: re.Match[str]) -> str:
    stands = f" stands at {times.span_words(int(found[2]))}" if found[2] else ""
    return f"“{LIMITS[Limit(found[1])]}”{stands}"


def _time(number: int) -> str:
    """Return which time something was ordered off, as what follows the words."""
    if number == 1:
        return ""
    ends = {1: "st", 2: "nd", 3: "rd"} if number % 100 not in (11, 12, 13) else {}
    return f", for the {number}{ends.get(number % 10, 'th')} time"


def _no_way_back(found: re.Match[str]) -> str:
    ways = [WAYS[Route(one)] for one in found[1].split(", ")]
    return f"No way back is chosen: {either(ways)}."


def _way_back(found: re.Match[str]) -> str:
    return f"The way back{found[1] or ''} is to {WAYS[Route(found[2])]}."


def _confirms(found: re.Match[str]) -> str:
    return f"vouches for {either([one for one in found.groups() if one])}"
