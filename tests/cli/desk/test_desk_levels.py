"""Levels, workarounds, backlogs, words and promises by command line."""

from tests.cli.desk.running import Desk


def level(desk: Desk, service: str) -> str:
    """Return how residents read a service."""
    cells = desk.json("level", "show", service)["cells"]
    assert len({cell["level"] for cell in cells}) == 1
    return str(cells[0]["level"])


def test_a_person_lowers_a_level_and_lifts_it(desk: Desk) -> None:
    words = ("svc-bins", "partly_working", "--why", "crews are short", "--review", "+2d")
    desk.ok("level", "lower", *words)
    assert level(desk, "svc-bins") == "partly_working"
    desk.ok("level", "lift", "svc-bins")
    assert level(desk, "svc-bins") == "normal"


def test_a_workaround_is_started_ended_and_reconciled(desk: Desk) -> None:
    desk.ok("isolate", "sys-waste")
    desk.ok("incident", "declare", "--why", "files encrypted")
    assert level(desk, "svc-bins") == "stopped"
    started = desk.json("workaround", "start", "svc-bins", "printed rounds")
    desk.ok("open", "svc-bins", "by_hand", "--as", "noor")
    assert level(desk, "svc-bins") == "by_hand"
    desk.ok("workaround", "end", started["id"])
    reasons = desk.json("level", "show", "svc-bins")["cells"][0]["reasons"]
    assert reasons
    desk.ok("workaround", "reconcile", started["id"], "--records", "218")
    assert desk.run("workaround", "reconcile", started["id"], "--records", "218").code == 1


def test_a_backlog_is_uncounted_until_somebody_counts(desk: Desk) -> None:
    before = {row["id"]: row["count"] for row in desk.json("backlog", "list")["backlogs"]}
    assert before["backlog-care-referrals"] is None
    desk.ok("backlog", "count", "backlog-care-referrals", "212")
    after = {row["id"]: row["count"] for row in desk.json("backlog", "list")["backlogs"]}
    assert after["backlog-care-referrals"] == 212


def test_words_are_read_by_nobody_before_a_second_person(desk: Desk) -> None:
    drafted = desk.json(
        "notice", "draft", "--title", "Rent", "--text", "Set it aside.", "--place", "money"
    )
    assert desk.run("notice", "approve", drafted["id"]).code == 1
    ran = desk.ok("notice", "approve", drafted["id"], "--as", "gwen")
    assert "Set it aside." in ran.out
    (shown,) = desk.json("notice", "list")["notices"]
    assert (shown["state"], shown["approved_by"]) == ("approved", "Gwen Parry")
    desk.ok("notice", "withdraw", drafted["id"])
    assert desk.json("notice", "list")["notices"] == []


def test_whoever_moves_a_level_is_told_which_words_end_with_it(desk: Desk) -> None:
    words = ("--place", "do-now", "--about", "svc-libraries")
    drafted = desk.json("notice", "draft", "--title", "Come in", "--text", "As usual.", *words)
    assert drafted["caused"] == []
    desk.ok("notice", "approve", drafted["id"], "--as", "gwen")
    lower = ("level", "lower", "svc-libraries", "unknown", "--why", "We look again.")
    reviewed = ("--review", "2026-12-20")
    ran = desk.ok(*lower, *reviewed)
    assert "its words in the place do-now no longer hold" in " ".join(ran.out.split())
    assert desk.json("notice", "list")["notices"] == []
    (lapsed,) = desk.json("notice", "list", "--all")["notices"]
    assert lapsed["state"] == "lapsed"


def test_the_one_draft_that_waits_needs_no_number(desk: Desk) -> None:
    assert desk.run("notice", "approve", "--as", "gwen").code == 2
    words = ("--title", "Rent", "--text", "Set it aside.")
    first = desk.json("notice", "draft", *words)
    desk.ok("notice", "approve", "--as", "gwen")
    assert desk.json("notice", "show", first["id"])["state"] == "approved"
    desk.json("notice", "draft", *words)
    desk.json("notice", "draft", *words)
    ran = desk.run("notice", "approve", "--as", "gwen")
    assert (ran.code, "2 drafts wait" in ran.err) == (2, True)


def test_words_may_come_from_a_file_and_must_be_some(desk: Desk) -> None:
    file = desk.file("words.txt", "Line one.\nLine two.")
    drafted = desk.json(
        "notice", "draft", "--title", "Bins", "--text-file", file, "--about", "svc-bins"
    )
    assert desk.json("notice", "show", drafted["id"])["text"] == "Line one.\nLine two."
    assert desk.run("notice", "draft", "--title", "Bins").code == 2


def test_a_promise_takes_two_and_the_book_keeps_how_it_ended(desk: Desk) -> None:
    made = desk.json("promise", "make", "--from", "2026-12-01", "--to", "2026-12-10")
    assert desk.json("promise", "list")["promises"] == []
    signed = desk.json("promise", "sign", made["id"], "--as", "lev")
    assert signed["entries"][-1]["tag"] == "promise-made/1"
    (promise,) = desk.json("promise", "list")["promises"]
    assert promise["latest"] == "2026-12-11T00:00:00Z"
    desk.ok("promise", "end", promise["id"], "broken")
    assert desk.json("promise", "list")["promises"][0]["state"] == "broken"


def test_promises_are_shown_as_a_person_reads_them(desk: Desk) -> None:
    made = desk.json("promise", "make", "--say-more-by", "2026-12-01")
    desk.ok("promise", "sign", made["id"], "--as", "lev")
    assert "we say more by" in desk.ok("promise", "list").out
