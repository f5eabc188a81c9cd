"""The journal at the desk: found, read, put right, proved, and taken away."""

import io
import json
import re
import zipfile
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

from django.utils.html import escape

from reinstate.core.journal.checkpoint import parse_body, parse_note
from reinstate.core.journal.events.facts import Patched
from reinstate.core.journal.merkle import inclusion_holds, leaf_hash
from reinstate.core.terms.note import notes_of
from reinstate.desk.journal.proving import MATCHING_MAX
from reinstate.operations import chronicle, exporting, journal_search, keys, reading
from reinstate.operations.chronicle import EntrySeen
from reinstate.store.models import Checkpoint, JournalEntry
from reinstate.store.notes import erase_notes
from tests.desk.conftest import At

JOURNAL = "/journal/"


def numbers(page: str) -> list[int]:
    """Return the numbers of the entries that a page lists, in its order."""
    return [int(one) for one in re.findall(r'href="/journal/(\d+)/[^"]*">entry \d', page)]


def test_the_newest_entries_come_first_and_every_entry_is_on_exactly_one_page(later: At) -> None:
    asha, size = later("asha"), reading.council().seq
    seen: list[int] = []
    address = JOURNAL
    while address:
        page = asha.page(address)
        seen += numbers(page)
        older = page.split('rel="next">Older')[0].rpartition('href="')[2] if "Older" in page else ""
        address = older.rstrip('" ').replace("&amp;", "&")
    assert seen == list(range(size, 0, -1))


def test_what_is_about_a_system_is_found_and_nothing_else(later: At) -> None:
    page = later("asha").page(JOURNAL, about="Core network switches")
    found = numbers(page)
    assert found
    assert all("sys-core-network" in chronicle.line(seq).decode() for seq in found)


def test_a_name_that_means_several_things_is_asked_again(later: At) -> None:
    page = later("asha").page(JOURNAL, about="a")
    assert "Several things are called so" in page


def test_a_name_that_means_nothing_is_told(later: At) -> None:
    page = later("asha").page(JOURNAL, about="<nowhere>")
    assert escape("Nothing on the register is called <nowhere>.") in page


def test_filters_narrow_together_and_each_can_be_taken_off(later: At) -> None:
    ben = later("ben")
    page = ben.page(JOURNAL, by=ben.person, kind="clearances")
    found = [reading_of(seq) for seq in numbers(page)]
    assert found
    assert {one.entry.actor for one in found} == {ben.person}
    assert {journal_search.kind_of_event(one.entry.event) for one in found} == {"clearances"}
    assert 'href="/journal/?kind=clearances"' in page


def reading_of(seq: int) -> EntrySeen:
    """Return an entry in words."""
    return chronicle.one_as_known(reading.council(), seq)


def test_an_entry_shows_its_line_its_leaf_and_what_came_with_it(later: At) -> None:
    asha = later("asha")
    marked = next(one for one in reading.entries() if one.position == 1)
    page = asha.page(f"/journal/{marked.seq}/")
    line = chronicle.line(marked.seq)
    assert escape(line.decode()) in page
    assert leaf_hash(line).hex() in page
    assert marked.seq - 1 in numbers(page)


def test_a_text_that_was_erased_is_told_as_erased(later: At) -> None:
    asha = later("asha")
    council = reading.council()
    assert council.incident is not None
    seq = council.incident.story[0]
    (note, *others) = notes_of(council.facts[seq].event)
    assert "as written" in asha.page(f"/journal/{seq}/")
    erase_notes([note.id, *(one.id for one in others)])
    page = asha.page(f"/journal/{seq}/")
    assert "as written" not in page
    assert ">erased<" in page


def test_an_entry_that_nobody_has_written_yet_is_not_there(later: At) -> None:
    asha = later("asha")
    size = reading.council().seq
    for seq in (0, size + 1, 2**70):
        assert asha.get(f"/journal/{seq}/").status_code == HTTPStatus.NOT_FOUND


def test_the_past_shows_the_entries_that_there_were(later: At) -> None:
    asha = later("asha")
    then = reading.council().last_at - timedelta(days=7)
    known = reading.council_as_of(then)
    page = asha.page(JOURNAL, **{"as-of": then.isoformat()})
    assert numbers(page)[0] == known.seq
    answer = asha.get(f"/journal/{known.seq + 1}/", **{"as-of": then.isoformat()})
    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_a_fact_is_put_right_by_a_later_entry_that_its_page_names(later: At) -> None:
    fola = later("fola")
    council = reading.council()
    patched = [one for one in council.facts.values() if isinstance(one.event, Patched)]
    seq = patched[0].seq
    address = f"/journal/{seq}/correct/"
    assert fola.form(address)["as-level"]
    page = fola.sent(address, {"as-level": "2026-11 and the one before", "why": "Typed too fast"})
    assert f"Entry {seq} is put right." in page
    assert "A later entry puts this one right or withdraws it." in page
    assert "Typed too fast" in page


def test_a_correction_that_would_lift_a_blocker_is_refused_and_the_words_are_kept(
    later: At,
) -> None:
    fola, size = later("fola"), reading.council().seq
    known = reading.council().subjects
    patched = [
        one
        for one in reading.council().facts.values()
        if isinstance(one.event, Patched) and not known[one.event.subject].is_connected
    ]
    assert patched
    answers = [
        fola.send(f"/journal/{one.seq}/withdraw/", {"why": "It was another system"})
        for one in patched
    ]
    refused = [answer for answer in answers if answer.status_code == HTTPStatus.CONFLICT]
    assert all("It was another system" in answer.content.decode() for answer in refused)
    assert reading.council().seq == size + len(answers) - len(refused)


def test_a_whole_journal_is_told_as_whole_with_its_root(later: At) -> None:
    page = later("asha").send("/journal/verify/", {}).content.decode()
    assert f"The journal is whole: {reading.council().seq:,} entries." in page
    assert "No checkpoint from outside was given" in page


def test_a_checkpoint_from_outside_is_held_against_the_journal(later: At) -> None:
    asha = later("asha")
    note = keys.checkpoint("")
    page = asha.send("/journal/verify/", {"checkpoint": note}).content.decode()
    assert "The checkpoint that you gave" in page
    assert "No checkpoint from outside was given" not in page


def test_of_checkpoints_that_match_the_newest_are_named_and_every_other_is(later: At) -> None:
    asha = later("asha")
    for _ in range(MATCHING_MAX + 2):
        asha.sent("/incident/milestone/", {"what": "Payroll ran in full"})
        keys.checkpoint("")
    first = Checkpoint.objects.order_by("pk")[0]
    page = asha.send("/journal/verify/", {}).content.decode()
    assert page.count("matches</dd>") == MATCHING_MAX
    assert "more that match" in page
    Checkpoint.objects.filter(pk=first.pk).update(note=first.note.replace("a", "b"))
    page = asha.send("/journal/verify/", {}).content.decode()
    assert '<strong class="govuk-tag govuk-tag--red">' in page


def test_words_that_are_no_checkpoint_are_refused_and_kept(later: At) -> None:
    answer = later("asha").send("/journal/verify/", {"checkpoint": "<b>no checkpoint</b>"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "&lt;b&gt;no checkpoint&lt;/b&gt;" in answer.content.decode()


def test_an_entry_that_was_tampered_with_is_named(later: At) -> None:
    asha = later("asha")
    row = JournalEntry.objects.get(seq=7)
    JournalEntry.objects.filter(seq=7).update(body=row.body.replace("2026", "2025", 1))
    page = asha.send("/journal/verify/", {}).content.decode()
    assert "The journal is not what was written" in page
    assert "First bad entry: 7." in page
    assert "The journal is whole" not in page


def test_a_checkpoint_is_taken_away_and_kept_here(later: At) -> None:
    asha = later("asha")
    answer = asha.send("/journal/checkpoints/", {})
    assert "attachment" in answer.headers["Content-Disposition"]
    signed = parse_body(parse_note(answer.content.decode()).text)
    assert signed.size == reading.council().seq
    assert signed.root.hex()[:16] in asha.page("/journal/checkpoints/")


def test_an_entry_is_proved_to_people_outside(later: At) -> None:
    asha = later("asha")
    proof = json.loads(asha.send("/journal/7/prove/", {}).content)
    signed = parse_body(parse_note(proof["checkpoint"]).text)
    path = [bytes.fromhex(node) for node in proof["path"]]
    leaf = leaf_hash(proof["entry"].encode())
    assert proof["entry"].encode() == chronicle.line(7)
    assert inclusion_holds(leaf, 6, signed.size, path, signed.root)


def test_that_nothing_was_changed_since_a_checkpoint_is_proved(later: At) -> None:
    asha = later("asha")
    older = keys.checkpoint("")
    asha.sent("/incident/milestone/", {"what": "Payroll ran in full"})
    proof = json.loads(asha.send("/journal/checkpoints/since/", {"checkpoint": older}).content)
    assert proof["old_checkpoint"] == older
    assert proof["size"] == proof["old_size"] + 1


def test_the_export_is_byte_for_byte_what_the_command_line_exports(
    later: At, tmp_path: Path
) -> None:
    answer = later("asha").send("/journal/export/", {})
    exporting.export_journal(tmp_path / "journal.zip", "")
    assert answer.content == (tmp_path / "journal.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        lines = packed.read("journal.jsonl").splitlines()
    assert len(lines) == reading.council().seq
