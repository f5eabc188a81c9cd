"""Sheets by the desk: looked at before anything is taken, named once, taken whole or not at all."""

import io
import zipfile
from datetime import timedelta
from hashlib import sha256
from http import HTTPStatus
from typing import Any

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reinstate.core.journal.rows import BacklogRow
from reinstate.core.levels.names import name_of
from reinstate.engines.imports.table import FILE_BYTES_MAX
from reinstate.operations import clock, importing_maps, passing, reading, staging
from reinstate.operations.jobs.sheets import PutBy
from reinstate.operations.jobs.worker import Worker
from tests.desk.conftest import At
from tests.desk.staff import Staff

IMPORT = "/import/"
TEAMS = b"id,name,kind,people,crews\nteam-night,Night shift,technical,6,2\n"
ESTATES = (
    "Asset,What it is,Where,Comments\n"
    "Door control,Door control,Town hall basement,old\n"
    "CCTV,Cameras,Cloud,\n"
)


def upload(person: Staff, *files: tuple[str, bytes]) -> Any:
    """Send files as a browser does."""
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return person.send(IMPORT, {"sheets": sent})


def looked_at(person: Staff, *files: tuple[str, bytes]) -> str:
    """Send files that may be looked at; return the address of what they would change."""
    answer = upload(person, *files)
    assert answer.status_code == HTTPStatus.SEE_OTHER, answer.content.decode()
    return str(answer.headers["Location"])


def refused(person: Staff, *files: tuple[str, bytes]) -> str:
    """Send files that are not looked at; return the page that says why."""
    answer = upload(person, *files)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    return str(answer.content.decode())


def test_what_needs_what_is_shown_by_names_those_that_come_along_too(at: At) -> None:
    systems = b"id,name,kind,hosting\nsys-doors,Door control,other,on-premises\n"
    edges = b"from,to,kind\nsys-doors,sys-core-network,needs\n"
    asha = at("asha")
    page = asha.page(looked_at(asha, ("systems.csv", systems), ("dependencies.csv", edges)))
    network = name_of(reading.council(), "system:sys-core-network")
    assert f"<li>Door control needs {network}</li>" in page
    assert "system:sys-core-network" not in page


def test_a_sheet_is_shown_row_by_row_and_then_taken_in_one_command(at: At) -> None:
    asha, size = at("asha"), reading.council().seq
    address = looked_at(asha, ("teams.csv", TEAMS))
    page = asha.page(address)
    assert "Night shift (team-night)" in page
    assert reading.council().seq == size
    done = asha.sent(address, {})
    assert "Taken, in 1 entry of the journal." in done
    entry = list(reading.entries(size))[-1]
    assert (entry.actor, entry.via.surface) == (asha.person, "import")
    assert reading.council().register.rows["team:team-night"].name == "Night shift"


def test_what_was_taken_leads_to_where_it_is_looked_through_and_says_what_comes_next(
    newborn: Staff,
) -> None:
    services = b"id,name,audience\nsvc-bins,Bin collection,resident\n"
    systems = b"id,name,hosting,kind\nsys-rounds,Rounds,on-premises,application\n"
    page = newborn.sent(looked_at(newborn, ("services.csv", services)), {})
    assert "<title>Services" in page
    assert "Next, bring in the list of systems." in page
    page = newborn.sent(looked_at(newborn, ("systems.csv", systems)), {})
    assert "<title>Systems" in page
    assert "Next, bring in the list of what needs what." in page


def test_what_another_sheet_adds_to_a_new_row_is_shown_before_it_is_taken(newborn: Staff) -> None:
    services = b"id,name,audience,harm_per_day\nsvc-meals,Meals,resident,40\n"
    facts = b"service,threat_to_life\nsvc-meals,yes\n"
    sheets = ("services.csv", services), ("service-facts.csv", facts)
    page = newborn.page(looked_at(newborn, *sheets))
    assert "Meals (svc-meals), a threat to life. Harm per day: 40" in page


def test_old_and_new_stand_beside_each_other(at: At) -> None:
    asha = at("asha")
    asha.sent(looked_at(asha, ("teams.csv", TEAMS)), {})
    page = asha.page(looked_at(asha, ("teams.csv", TEAMS.replace(b"Night shift", b"Night watch"))))
    assert '<td class="govuk-table__cell app-old" data-label="Now">Night shift</td>' in page
    assert '<td class="govuk-table__cell app-new" data-label="After">Night watch</td>' in page


def test_a_double_click_takes_them_once(at: At) -> None:
    asha = at("asha")
    address = looked_at(asha, ("teams.csv", TEAMS))
    fields = asha.form(address)
    asha.send(address, {}, fields)
    size = reading.council().seq
    again = asha.send(address, {}, fields)
    assert again.status_code == HTTPStatus.SEE_OTHER
    assert reading.council().seq == size


def test_bad_rows_are_named_with_line_and_column_and_left_out_only_if_somebody_says_so(
    at: At,
) -> None:
    asha, size = at("asha"), reading.council().seq
    sheet = TEAMS + b"team-day,Day shift,nonsense,6,2\n"
    address = looked_at(asha, ("teams.csv", sheet))
    page = asha.page(address)
    assert "“nonsense” is none of" in page
    answer = asha.send(address, {})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert reading.council().seq == size
    asha.sent(address, {"leave_out": "on"})
    rows = reading.council().register.rows
    assert "team:team-night" in rows
    assert "team:team-day" not in rows


def test_what_moved_since_is_shown_and_nothing_is_taken_unseen(at: At) -> None:
    asha = at("asha")
    address = looked_at(asha, ("teams.csv", TEAMS))
    fields = asha.form(address)
    other = TEAMS.replace(b"Night shift", b"Night watch")
    asha.sent(looked_at(asha, ("other.csv", other)), {})
    size = reading.council().seq
    answer = asha.send(address, {}, fields)
    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "The register moved since this page was shown" in page
    assert "Night watch" in page
    assert reading.council().seq == size
    asha.sent(address, {})
    assert reading.council().register.rows["team:team-night"].name == "Night shift"


def test_nothing_goes_unless_a_sheet_is_said_to_be_whole_and_what_goes_is_shown_first(
    at: At,
) -> None:
    asha = at("asha")
    cell = next(
        r.cell for r in reading.council().register.rows.values() if isinstance(r, BacklogRow)
    )
    sheet = f"id,cell,name,unit,baseline\nbacklog-new,{cell},Rent,cases,3\n"
    address = looked_at(asha, ("backlogs.csv", sheet.encode()))
    assert "Would go" not in asha.page(address)
    before = [key for key in reading.council().register.rows if key.startswith("backlog:")]
    answer = asha.send(f"{address}whole/", {"kinds": ["backlog"]})
    whole = str(answer.headers["Location"])
    page = asha.page(whole)
    assert "Would go" in page
    assert all(key.removeprefix("backlog:") in page for key in before)
    assert len([k for k in reading.council().register.rows if k.startswith("backlog:")]) == len(
        before
    )
    asha.sent(whole, {})
    left = [key for key in reading.council().register.rows if key.startswith("backlog:")]
    assert left == ["backlog:backlog-new"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("letter.pdf", b"%PDF-1.7", "is no sheet that we read"),
        ("letter.exe", b"MZ", "is no sheet that we read"),
        ("teams.xlsx", TEAMS, "but is text"),
        ("teams.csv", b"", "teams.csv is empty"),
        ("teams.xlsm", b"PK\x03\x04", "may hold macros"),
    ],
)
def test_what_is_no_sheet_is_refused_in_a_sentence_at_the_form(
    name: str, content: bytes, reason: str, at: At
) -> None:
    asha, size = at("asha"), reading.council().seq
    assert reason in refused(asha, (name, content))
    assert reading.council().seq == size


def test_a_sheet_that_is_too_long_is_refused_at_the_form(at: At) -> None:
    assert "larger than 16 MB" in refused(at("asha"), ("teams.csv", b"x" * (FILE_BYTES_MAX + 1)))


def test_more_files_than_a_person_can_look_at_are_refused(at: At) -> None:
    files = [(f"{number}.csv", TEAMS) for number in range(staging.FILES_MAX + 1)]
    assert f"at most {staging.FILES_MAX} files" in refused(at("asha"), *files)


def test_a_bomb_is_a_problem_of_its_file_and_of_nothing_else(at: At) -> None:
    asha = at("asha")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (256 * 1024 * 1024))
    page = asha.page(looked_at(asha, ("bomb.xlsx", bomb.getvalue()), ("teams.csv", TEAMS)))
    assert "bomb.xlsx" in page
    assert "team-night" in page
    assert "leave out what cannot be taken" in page


def test_hostile_words_in_a_sheet_are_words_on_the_page(at: At) -> None:
    asha = at("asha")
    sheet = TEAMS + b'team-x,"<script>alert(1)</script>",technical,1,1\n'
    page = asha.page(looked_at(asha, ("<b>.csv", sheet.replace(b"team-x", b"<img>"))))
    assert "<script>alert" not in page
    assert "<img>" not in page
    assert "<b>.csv" not in page
    assert "&lt;img&gt;" in page


def test_a_formula_in_a_cell_is_named_and_not_taken(at: At) -> None:
    asha = at("asha")
    page = asha.page(looked_at(asha, ("teams.csv", TEAMS.replace(b"Night", b"=1+1"))))
    assert "formula" in page


def test_sheets_are_there_for_whoever_sent_them_alone(at: At) -> None:
    address = looked_at(at("asha"), ("teams.csv", TEAMS))
    answer = at("ben").get(address)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "team-night" not in answer.content.decode()


def test_a_file_that_looks_like_sheets_put_by_is_none(at: At) -> None:
    asha, ben = at("asha"), at("ben")
    looked_at(ben, ("teams.csv", TEAMS))
    theirs = PutBy("teams.csv", sha256(TEAMS).hexdigest())
    forged = msgspec.json.encode(staging.Staged(asha.person, "m", (theirs,), 0))
    looked_at(asha, ("forged.csv", forged))
    assert passing.content_of(sha256(forged).hexdigest()) == forged, "It was put by as sent."
    answer = asha.get(f"/import/{sha256(forged).hexdigest()}/")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "Send them again." in answer.content.decode()


def test_sheets_that_are_gone_are_told_so_and_what_to_do(at: At) -> None:
    asha = at("asha")
    address = looked_at(asha, ("teams.csv", TEAMS))
    fields = asha.form(address)
    passing.clear(clock.machine_now() + timedelta(days=passing.KEPT_DAYS + 1))
    for answer in (asha.get(address), asha.send(address, {}, fields)):
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert "Send them again." in answer.content.decode()


def test_a_person_names_unknown_columns_once_and_the_next_list_of_that_shape_is_read_so(
    at: At,
) -> None:
    asha = at("asha")
    address = looked_at(asha, ("estates.csv", ESTATES.encode()))
    page = asha.page(address)
    mapping = f"{address}columns/0/"
    assert mapping in page
    chosen = {
        "their-0": "id",
        "their-1": "name",
        "their-2": "hosting",
        "their-3": "",
        "title": "The estates list",
    }
    first = asha.send(f"{mapping}?makes=systems", chosen)
    assert first.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    asked = first.content.decode()
    assert "“Town hall basement” in Hosting means" in asked
    values = {"value-hosting-0": "on-premises", "value-hosting-1": "SaaS"}
    answer = asha.send(f"{mapping}?makes=systems", {**chosen, **values, "remember": "on"})
    assert answer.status_code == HTTPStatus.SEE_OTHER, answer.content.decode()
    asha.sent(str(answer.headers["Location"]), {})
    rows = reading.council().register.rows
    assert rows["system:door-control"].name == "Door control"
    assert [map_.title for map_ in importing_maps.kept_maps()] == ["The estates list"]
    later = ESTATES.replace("Cameras", "Security cameras")
    page = asha.page(looked_at(asha, ("estates-december.csv", later.encode())))
    assert "Security cameras" in page
    assert "say what its columns mean" not in page


def test_a_sheet_of_no_kind_we_know_leads_to_where_its_columns_are_named(at: At) -> None:
    asha = at("asha")
    address = looked_at(asha, ("rota.csv", b"Week,Early,Late\n1,Kit,Sam\n2,Sam,Kit\n"))
    page = asha.page(address)
    assert f'href="{address}columns/0/">Say what the columns of rota.csv mean</a>' in page
    assert "parts of services" in page
    assert "service-facts" not in page
    assert asha.get(f"{address}columns/0/").status_code == HTTPStatus.OK


def test_a_list_without_ids_gets_them_of_its_names_and_two_alike_are_refused_by_name(
    at: At,
) -> None:
    asha = at("asha")
    sheet = "App,Where\nDoor control,on-premises\nBus lanes,SaaS\nBus-lanes,SaaS\n"
    address = looked_at(asha, ("apps.csv", sheet.encode()))
    chosen = {"their-0": "name", "their-1": "hosting", "title": "Apps", "remember": ""}
    answer = asha.send(f"{address}columns/0/?makes=systems", chosen)
    assert answer.status_code == HTTPStatus.SEE_OTHER, answer.content.decode()
    page = asha.page(str(answer.headers["Location"]))
    assert "It has no ids, so they are made of “App”" in page
    assert "system:bus-lanes stands twice, as “Bus lanes” and as “Bus-lanes”" in page
    asha.sent(str(answer.headers["Location"]), {"leave_out": "on"})
    assert reading.council().register.rows["system:door-control"].name == "Door control"


def test_a_column_that_is_lacking_is_told_with_a_way_on(at: At) -> None:
    asha = at("asha")
    address = looked_at(asha, ("apps.csv", b"App,Where\nDoor control,on-premises\n"))
    fields = {"their-0": "name", "their-1": "", "title": "Apps"}
    answer = asha.send(f"{address}columns/0/?makes=systems", fields)
    assert "systems need these columns too: hosting. Choose the column" in answer.content.decode()


def test_a_column_of_ours_is_read_from_one_of_theirs_only(at: At) -> None:
    asha = at("asha")
    address = looked_at(asha, ("estates.csv", ESTATES.encode()))
    answer = asha.send(
        f"{address}columns/0/?makes=systems",
        {"their-0": "id", "their-1": "id", "their-2": "", "their-3": "", "title": "x"},
    )
    assert "Asset is read as Id already." in answer.content.decode()


def test_long_sheets_are_looked_at_by_a_job_and_taken_by_another(at: At) -> None:
    asha = at("asha")
    rows = "".join(f"team-{n},Team {n} of a very long list,technical,6,2\n" for n in range(9_000))
    address = looked_at(asha, ("teams.csv", f"id,name,kind,people,crews\n{rows}".encode()))
    assert "read in the background" in asha.page(address)
    assert Worker().do_one()
    page = asha.page(address)
    assert "9,000" in page
    job = str(asha.send(address, {}).headers["Location"])
    assert "It waits for its turn" in asha.page(job)
    assert Worker().do_one()
    page = asha.page(job)
    assert "Taken, in 9,000 entries" in page
    assert "team:team-8999" in reading.council().register.rows


def test_an_empty_sheet_to_fill_in_has_the_columns_that_are_read(at: At) -> None:
    asha = at("asha")
    answer = asha.get("/import/columns/teams.csv")
    assert answer.content.startswith(b"id,name,kind,people,crews")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert asha.get("/import/columns/nonsense.csv").status_code == HTTPStatus.NOT_FOUND


def test_the_wizard_says_what_to_bring_first_where_nothing_is_on_the_register(
    newborn: Staff,
) -> None:
    assert "Nothing is on the register yet" in newborn.page(IMPORT)


def test_the_wizard_says_so_no_longer_where_something_is(at: At) -> None:
    assert "Nothing is on the register yet" not in at("asha").page(IMPORT)
