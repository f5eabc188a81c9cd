"""Notices: words that two people stand for before anybody outside reads them (R20)."""

from reinstate.core.journal.events.home import NoteRedacted
from reinstate.core.journal.events.notices import (
    NoticeApproved,
    NoticeDrafted,
    NoticeWithdrawn,
)
from reinstate.core.notices import approve, draft, withdraw
from reinstate.core.notices.approve import ApproveNotice
from reinstate.core.notices.digest import words_digest
from reinstate.core.notices.draft import DraftNotice
from reinstate.core.notices.reading import current_notices, drafts
from reinstate.core.notices.withdraw import WithdrawNotice
from reinstate.core.state.council import Council
from reinstate.core.terms.reference import Ref
from tests.core.levels.builders import (
    ASHA,
    BEN,
    RENT,
    a_council,
    a_note,
    asking,
    codes,
    refusal,
    told,
)


def drafted(
    text: str = "Rent is late.",
    *,
    about: Ref | None = None,
    replaces: str = "",
) -> NoticeDrafted:
    """Return words to residents."""
    return NoticeDrafted(
        audience="residents",
        title=a_note("Rent"),
        text=a_note(text),
        about=about,
        replaces=replaces,
    )


def with_draft(council: Council, words: NoticeDrafted, *, by: str = ASHA) -> tuple[Council, str]:
    """Return the council with a draft, and the draft's id."""
    council = told(council, words, by=by)
    return council, max(council.notices.values(), key=lambda notice: notice.seq).id


def with_notice(council: Council, words: NoticeDrafted) -> tuple[Council, str]:
    """Return the council with words that a second person approved, and their id."""
    council, id_ = with_draft(council, words)
    command = ApproveNotice(id_, words_digest(words))
    return told(council, *approve.decide(council, command, asking(by=BEN)), by=BEN), id_


def test_a_draft_is_read_by_nobody_outside() -> None:
    command = DraftNotice(audience="residents", title=a_note("Rent"), text=a_note("Late."))
    events = draft.decide(a_council(), command, asking())
    council = told(a_council(), *events)
    assert current_notices(council, "residents") == ()
    assert [one.by for one in drafts(council)] == [ASHA]


def test_r20_another_person_approves_exactly_the_words_that_were_read() -> None:
    council, id_ = with_draft(a_council(), drafted())
    command = ApproveNotice(id_, words_digest(drafted()))
    events = approve.decide(council, command, asking(by=BEN))
    assert events == (NoticeApproved(notice=id_, digest=words_digest(drafted())),)
    [notice] = current_notices(told(council, *events, by=BEN), "residents")
    assert (notice.id, notice.by, notice.approved_by) == (id_, ASHA, BEN)


def test_r20_nobody_approves_their_own_words() -> None:
    council, id_ = with_draft(a_council(), drafted())
    command = ApproveNotice(id_, words_digest(drafted()))
    assert codes(refusal(approve.decide, council, command, asking(by=ASHA))) == ["own-draft"]


def test_r20_other_words_than_those_read_are_not_approved() -> None:
    council, id_ = with_draft(a_council(), drafted())
    command = ApproveNotice(id_, words_digest(drafted("Rent is cancelled.")))
    assert codes(refusal(approve.decide, council, command, asking(by=BEN))) == ["other-words"]


def test_all_that_is_wrong_with_an_approval_is_said_at_once() -> None:
    council, id_ = with_notice(a_council(), drafted())
    found = refusal(approve.decide, council, ApproveNotice(id_, ""), asking(by=ASHA))
    assert codes(found) == ["already-approved", "other-words", "own-draft"]


def test_a_withdrawn_or_replaced_draft_is_not_approved() -> None:
    council, first = with_draft(a_council(), drafted())
    council, _ = with_notice(council, drafted("New words.", replaces=first))
    command = ApproveNotice(first, words_digest(drafted()))
    found = refusal(approve.decide, council, command, asking(by=BEN))
    assert codes(found) == ["notice-replaced"]
    council, third = with_draft(council, drafted())
    council = told(council, NoticeWithdrawn(notice=third))
    command = ApproveNotice(third, words_digest(drafted()))
    found = refusal(approve.decide, council, command, asking(by=BEN))
    assert codes(found) == ["notice-withdrawn"]


def test_erased_words_are_neither_approved_nor_read() -> None:
    erased = NoteRedacted(note=a_note("Rent is late.").id)
    council, id_ = with_draft(a_council(), drafted())
    command = ApproveNotice(id_, words_digest(drafted()))
    found = refusal(approve.decide, told(council, erased), command, asking(by=BEN))
    assert codes(found) == ["words-erased"]
    said, _ = with_notice(a_council(), drafted())
    assert current_notices(told(said, erased), "residents") == ()


def test_a_notice_nobody_drafted_is_unknown() -> None:
    found = refusal(approve.decide, a_council(), ApproveNotice("c9.0", ""), asking())
    assert codes(found) == ["notice-unknown"]
    found = refusal(withdraw.decide, a_council(), WithdrawNotice("c9.0"), asking())
    assert codes(found) == ["notice-unknown"]


def test_withdrawn_words_are_no_longer_read() -> None:
    council, id_ = with_notice(a_council(), drafted())
    council = told(council, *withdraw.decide(council, WithdrawNotice(id_), asking()))
    assert current_notices(council, "residents") == ()
    found = refusal(withdraw.decide, council, WithdrawNotice(id_), asking())
    assert codes(found) == ["notice-withdrawn"]


def test_new_words_take_the_place_of_old_ones_only_once_approved() -> None:
    council, old = with_notice(a_council(), drafted())
    waiting, new = with_draft(council, drafted("Rent is back.", replaces=old))
    assert [one.id for one in current_notices(waiting, "residents")] == [old]
    council, new = with_notice(council, drafted("Rent is back.", replaces=old))
    assert [one.id for one in current_notices(council, "residents")] == [new]


def test_a_draft_about_nothing_known_or_instead_of_other_peoples_words_is_refused() -> None:
    council, old = with_notice(a_council(), drafted())
    command = DraftNotice(
        audience="staff",
        title=a_note(),
        text=a_note(),
        about="service:svc-rnt",
        replaces=old,
    )
    found = refusal(draft.decide, council, command, asking())
    assert codes(found) == ["cell-unknown", "other-audience", "other-place"]
    command = DraftNotice(audience="residents", title=a_note(), text=a_note(), replaces="c99.0")
    assert codes(refusal(draft.decide, council, command, asking())) == ["notice-unknown"]


def test_notices_are_found_by_audience_and_by_what_they_are_about() -> None:
    council, of_all = with_notice(a_council(), drafted())
    council, of_cell = with_notice(council, drafted(about=RENT))
    council, of_service = with_notice(council, drafted(about="service:svc-rent"))
    assert [one.id for one in current_notices(council, "residents")] == [of_all]
    of_rent = [of_service, of_cell]
    assert [n.id for n in current_notices(council, "residents", "service:svc-rent")] == of_rent
    assert [n.id for n in current_notices(council, "residents", RENT)] == of_rent
    assert current_notices(council, "residents", "cell:svc-rent/web/all")[0].id == of_service
    assert current_notices(council, "staff") == ()
