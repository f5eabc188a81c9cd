"""What never reaches residents: words nobody approved, and anything of the inside."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from reinstate.core.journal.events.home import NoteRedacted
from reinstate.core.journal.events.incident import IncidentDeclared
from reinstate.core.journal.events.notices import (
    Audience,
    NoticeApproved,
    NoticeWithdrawn,
    PromiseMade,
)
from reinstate.core.journal.events.register import CellsDivided
from reinstate.core.journal.events.service import LevelLowered, WorkaroundStarted
from reinstate.core.journal.rows import EdgeRow, ServiceRow
from reinstate.core.notices.digest import words_digest
from reinstate.core.terms.level import Level
from reinstate.core.terms.reference import SUBJECT_KINDS, cell
from reinstate.core.zones.subjects import all_subjects
from tests.public.builders import (
    BINS,
    RENT,
    RENT_TENANTS,
    Story,
    an_attack,
    example_sheets,
    isolated,
    reconnected,
    the_example,
)
from tests.public.sites import a_promise, site_of

SECRET = "The green cupboard is open."


def everything(story: Story) -> str:
    """Return all files of a story's site as one text, but for the look that every site has."""
    site = site_of(story)
    return "\n".join(site[path].decode() for path in site if not path.startswith("assets/govuk"))


def test_words_are_read_once_another_person_approved_them() -> None:
    story = an_attack()
    id_, drafted = story.drafts("Rent", SECRET)
    assert SECRET not in everything(story)
    story.says(NoticeApproved(notice=id_, digest=words_digest(drafted)), by="p-ben")
    assert SECRET in everything(story)


def test_words_that_were_taken_back_are_gone() -> None:
    story = an_attack()
    id_ = story.tells("Rent", SECRET, about=f"service:{RENT}", place="money")
    story.says(NoticeWithdrawn(notice=id_))
    assert SECRET not in everything(story)


def test_words_that_were_replaced_are_gone_and_the_new_ones_stand() -> None:
    story = an_attack()
    id_ = story.tells("Rent", SECRET)
    story.tells("Rent", "The cupboard is shut.", replaces=id_)
    assert "The cupboard is shut." in everything(story)


def test_a_draft_that_would_replace_words_leaves_them_standing() -> None:
    story = an_attack()
    id_ = story.tells("Rent", "The cupboard is shut.")
    story.drafts("Rent", SECRET, replaces=id_)
    assert "The cupboard is shut." in everything(story)
    assert SECRET not in everything(story)


@pytest.mark.parametrize("audience", ["staff", "councillors", "partners", "suppliers"])
def test_words_to_others_are_not_for_residents(audience: Audience) -> None:
    story = an_attack()
    story.tells("Rent", SECRET, audience=audience)
    assert SECRET not in everything(story)


def test_a_promise_to_staff_is_not_for_residents() -> None:
    story = an_attack()
    told = a_promise(story, about=f"service:{BINS}", days=9)
    before = everything(story)
    story.says(
        PromiseMade(audience="staff", about=told.about, earliest=told.earliest, latest=told.latest)
    )
    assert everything(story) == before


def test_words_that_were_erased_are_gone() -> None:
    story = an_attack()
    story.tells("Rent", SECRET)
    story.says(NoteRedacted(note=story.note(SECRET).id))
    assert SECRET not in everything(story)


@pytest.mark.parametrize("altered", ["Rent", SECRET])
def test_words_altered_after_approval_are_left_out_and_named_to_the_publisher(
    altered: str,
) -> None:
    story = an_attack()
    id_ = story.tells("Rent", SECRET)
    del story.words[story.note(altered).id]
    record = story.record()
    assert record.updates == ()
    assert record.left_out == (id_,)


def test_notes_of_staff_are_never_words_for_residents() -> None:
    story = an_attack()
    secret = story.note(SECRET)
    story.says(WorkaroundStarted(cell=RENT_TENANTS, how=secret))
    story.says(
        LevelLowered(cell=RENT_TENANTS, level=Level.UNKNOWN, reason=secret, review_at=story.at)
    )
    assert SECRET not in everything(story)


def test_services_of_staff_are_not_listed() -> None:
    story = an_attack()
    story.tells("Payroll", "It runs.", about="service:svc-payroll")
    parts = (cell("svc-payroll", "backoffice", "depot"), cell("svc-payroll", "web", "clerks"))
    story.says(CellsDivided(service="svc-payroll", cells=parts))
    story.tells("Staff", "It runs there.", about=parts[0])
    site = site_of(story)
    assert not [path for path in site if "payroll" in path]
    assert not [
        word for word in ("svc-payroll", "backoffice", "depot") if word in everything(story)
    ]


def in_use() -> Story:
    """Return the example council mid-way: half of it back, words told, one draft."""
    story = the_example()
    story.says(IncidentDeclared(note=story.note("They came in by the VPN.")))
    subjects = all_subjects(story.council)
    story.says(*(isolated(one) for one in subjects))
    story.says(*(reconnected(one) for one in subjects[::2]))
    story.tells("Rent", "Keep it aside.", about="service:svc-rent", place="money")
    story.drafts("Draft", SECRET)
    return story


def inside() -> Iterator[str]:
    """Yield every id and name of the example that is not a service's own."""
    sheets = example_sheets()
    for placed in sheets.rows:
        row = placed.row
        if not isinstance(row, ServiceRow | EdgeRow):
            yield from (row.id, row.name)
        if isinstance(row, ServiceRow):
            yield from (row.owner_team, row.workaround, row.lgsl_id and f"lgsl {row.lgsl_id}")
        yield getattr(row, "operating_system", "")
    for placed_person in sheets.people:
        yield placed_person.row.name


def test_nothing_of_the_inside_is_in_any_file_of_the_example() -> None:
    said = unescape(everything(in_use())).casefold()
    services = [p.row for p in example_sheets().rows if isinstance(p.row, ServiceRow)]
    public = {one.casefold() for row in services for one in (row.name, row.need, *row.also_called)}
    for name in sorted(public - {""}, key=len, reverse=True):
        said = said.replace(name, "")
    said = re.sub("london borough of thornmere|svc-[a-z-]+", "", said)
    secrets = {one.casefold() for one in inside() if len(one) > 3}
    assert len(secrets) > 400
    leaked = {one for one in secrets if one in said and is_whole(one, said)}
    assert leaked == set()


def is_whole(words: str, text: str) -> bool:
    """Return whether a text holds these words, not as part of longer ones."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def test_no_reference_address_or_person_is_in_any_file_of_the_example() -> None:
    said = everything(in_use())
    assert not re.search(rf"\b(?:{'|'.join(SUBJECT_KINDS)}|cell|team|organisation):\w", said)
    assert not re.search(r"\bp-[0-9a-z]+|\bsys-|\blink-|\bteam-", said)
    assert not re.search(r"\b\d{1,3}(?:\.\d{1,3}){3}\b", said)
    assert not re.search(r"[\w.]+@[\w.]+", said)
    assert SECRET not in said


def test_an_approved_text_may_name_what_it_likes() -> None:
    story = an_attack()
    story.tells("Payments", "The Orchard ledger is off.")
    assert "Orchard ledger" in everything(story)
