"""The maps that come along, on sheets of the shapes that NetBox, GLPI and ServiceNow export."""

import csv
from collections.abc import Sequence
from io import StringIO

import pytest
from msgspec import Struct, structs

from reinstate.core.journal.rows import ServiceRow, SystemRow
from reinstate.engines.imports import apart, header, package, table
from reinstate.engines.imports.column_map import ColumnMap, MapColumn
from reinstate.engines.imports.header import column_names
from reinstate.engines.imports.opening import Wanted
from reinstate.engines.imports.read import read_sheets
from reinstate.engines.imports.sheets import Sheets
from reinstate.engines.imports.shipped import map_text, shipped_maps, shipped_names
from tests.engines.imports import books
from tests.engines.imports.taken import systems_of
from tests.repository.tree import ROOT

Row = Sequence[str]
NAMES = (
    "glpi-computers",
    "netbox-devices",
    "netbox-virtual-machines",
    "servicenow-servers",
    "servicenow-services",
)

# NetBox 4: the columns of the list as it stands, and of "All data" (docs/imports.md says which).
DEVICES_VIEW: Row = (
    *("Name", "Status", "Tenant", "Site", "Location", "Rack", "Role", "Manufacturer", "Type"),
    "IP Address",
)
DEVICES_ALL: Row = (
    *("ID", "Name", "Status", "Tenant", "Tenant Group", "Role", "Manufacturer", "Type"),
    *("Serial number", "Asset tag", "Region", "Site Group", "Site", "Location", "Rack"),
    *("Parent Device", "Position (Device Bay)", "Position", "Rack face", "Latitude", "Longitude"),
    *("Airflow", "IP Address", "IPv4 Address", "IPv6 Address", "OOB IP", "Cluster", "Platform"),
    *("Virtual Chassis", "VC Position", "VC Priority", "Description", "Config Template"),
    *("Comments", "Contacts", "Tags", "Created", "Last updated", "Cost centre"),
)
MACHINES: Row = (
    *("Name", "Type", "Role", "Status", "Site", "Cluster", "Tenant", "vCPUs", "Memory", "Disk"),
    *("IP Address", "Platform"),
)
COMPUTERS: Row = (
    *("Name", "Entity", "Status", "Manufacturers", "Serial number", "Types", "Model"),
    *("Operating system - Name", "Locations", "Last update", "Components - Processor"),
)
SERVERS_LABELS: Row = (
    *("Name", "Class", "Operating System", "OS Version", "IP Address", "Serial number"),
    *("Business criticality", "Operational status", "Status", "Support group", "Location"),
)
SERVERS_FIELDS: Row = (
    *("name", "sys_class_name", "os", "os_version", "ip_address", "serial_number"),
    *("busines_criticality", "operational_status", "install_status", "support_group", "location"),
)
SERVICES_LABELS: Row = (
    *("Name", "Business criticality", "Service classification", "Used for", "Owned by"),
    *("Operational status", "Support group"),
)


def a_csv(header: Row, *rows: Row, mark: str = ",", is_closed: bool = False) -> str:
    """Return a sheet in quotation marks; `is_closed` puts a separator at the end of each line."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=mark, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows((header, *rows))
    return text.getvalue().replace("\r\n", f"{mark}\r\n") if is_closed else text.getvalue()


def a_row(header: Row, **cells: str) -> Row:
    """Return a row with these cells, by their heading with underscores; the rest is empty."""
    by_name = dict(zip(column_names(header), header, strict=True))
    given = {by_name[key]: cell for key, cell in cells.items()}
    return [given.get(name, "") for name in header]


def read(name: str, data: bytes, map_name: str) -> Sheets:
    """Read a sheet by a map that comes along."""
    map_ = next(map_ for map_ in shipped_maps() if map_.name == map_name)
    return read_sheets([(name, data)], wanted=Wanted((map_,)))


def said(sheets: Sheets) -> str:
    """Return all that was remarked."""
    return " ".join(remark.sentence for remark in sheets.remarks)


def test_these_maps_come_along() -> None:
    assert shipped_names() == NAMES
    assert tuple(map_.name for map_ in shipped_maps()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_map_is_described_where_a_person_looks(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs" / "imports.md").read_text()
    assert map_text(name).startswith("# ")


def test_the_page_on_sheets_tells_the_limits_that_hold() -> None:
    page = " ".join((ROOT / "docs" / "imports.md").read_text().split())
    limits = (
        f"a file of {table.FILE_BYTES_MAX // 1024**2} MB, {table.ROWS_PER_FILE_MAX:,} rows and "
        f"{table.COLUMNS_MAX} columns a sheet, {table.CELL_CHARACTERS_MAX:,} characters a cell; "
        f"a workbook unpacked to {package.UNPACKED_BYTES_MAX // 1024**2} MB in "
        f"{package.PARTS_MAX:,} parts."
    )
    assert limits in page
    memory = apart.MEMORY_BYTES_MAX / 1024**3
    assert f"with {memory} GB of memory and {apart.SECONDS_MAX} seconds of computing" in page
    assert header.ROWS_ABOVE_MAX == 10
    assert "Up to ten rows above a header" in page


@pytest.mark.parametrize("struct", [ColumnMap, MapColumn])
def test_every_key_of_a_map_is_told(struct: type[Struct]) -> None:
    page = (ROOT / "docs" / "imports.md").read_text()
    names = [each.encode_name for each in structs.fields(struct) if each.name != "name"]
    told = [name for name in names if f"`{name}`" in page or f"{name} = " in page]
    assert set(names) - set(told) <= {"columns"}


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (DEVICES_VIEW, "netbox-devices"),
        (DEVICES_ALL, "netbox-devices"),
        (MACHINES, "netbox-virtual-machines"),
        (COMPUTERS, "glpi-computers"),
        (SERVERS_LABELS, "servicenow-servers"),
        (SERVERS_FIELDS, "servicenow-servers"),
        (SERVICES_LABELS, "servicenow-services"),
    ],
)
def test_the_map_of_a_known_export_is_proposed_and_not_applied(header: Row, name: str) -> None:
    sheets = read_sheets([("list.csv", a_csv(header, ["x"] * len(header)).encode())])
    assert sheets.guesses[0].shipped[0] == name
    assert sheets.rows == ()


def test_a_council_list_of_its_own_is_not_taken_for_an_export() -> None:
    header = ("Name", "Where hosted", "Owner", "Renewal", "Notes")
    sheets = read_sheets([("list.csv", a_csv(header, ["x"] * 5).encode())])
    assert [guess.shipped for guess in sheets.guesses] == [()]


def test_devices_of_netbox_as_its_list_shows_them() -> None:
    rows = (
        a_row(DEVICES_VIEW, name="CORE-SW-01", status="Active", role="Core switch", type="C9500"),
        a_row(DEVICES_VIEW, name="esx host 3", status="Active", role="Hypervisor", type="R750"),
        a_row(DEVICES_VIEW, name="spare", status="Inventory", role="Hypervisor", type="R750"),
        a_row(DEVICES_VIEW, status="Active", role="Patch panel", type="24 port"),
    )
    sheets = read("netbox_devices.csv", a_csv(DEVICES_VIEW, *rows).encode(), "netbox-devices")
    assert systems_of(sheets) == [
        SystemRow(id="core-sw-01", name="CORE-SW-01", kind="network"),
        SystemRow(id="esx-host-3", name="esx host 3", kind="Hypervisor"),
    ]
    assert "1 with Status: Inventory; 1 with Name: empty." in said(sheets)
    assert "hosting = on-premises" in said(sheets)


def test_devices_of_netbox_with_all_data_and_a_column_of_the_council() -> None:
    row = a_row(
        DEVICES_ALL,
        id="77",
        name="db-9",
        status="Active",
        role="Database server",
        platform="Debian 12",
        comments="-see rack plan",
        cost_centre="=B2",
    )
    data = a_csv(DEVICES_ALL, row).encode()
    assert systems_of(read("netbox_devices.csv", data, "netbox-devices")) == [
        SystemRow(id="db-9", name="db-9", kind="Database server", operating_system="Debian 12")
    ]


def test_virtual_machines_of_netbox() -> None:
    rows = (
        a_row(MACHINES, name="rev-app-02", status="Active", role="Application", platform="RHEL 9"),
        a_row(MACHINES, name="old-app", status="Decommissioning"),
    )
    data = a_csv(MACHINES, *rows).encode()
    sheets = read("netbox_virtual machines.csv", data, "netbox-virtual-machines")
    assert systems_of(sheets) == [
        SystemRow(id="rev-app-02", name="rev-app-02", kind="Application", operating_system="RHEL 9")
    ]


@pytest.mark.parametrize("is_closed", [True, False])
def test_computers_of_glpi_with_semicolons(*, is_closed: bool) -> None:
    rows = (
        a_row(COMPUTERS, name="SRV-ÉTAT", types="Server", operating_system_name="Debian\n12"),
        a_row(COMPUTERS, name="PC-0231", types="Laptop", operating_system_name="Windows 11"),
        a_row(COMPUTERS, name="SRV-X", types="Server", status="Retired"),
    )
    data = b"\xef\xbb\xbf" + a_csv(COMPUTERS, *rows, mark=";", is_closed=is_closed).encode()
    sheets = read("glpi.csv", data, "glpi-computers")
    assert systems_of(sheets) == [
        SystemRow(id="srv-etat", name="SRV-ÉTAT", kind="Server", operating_system="Debian 12")
    ]
    assert "Columns are separated by semicolons" in said(sheets)
    assert "1 with Types: Laptop; 1 with Status: Retired." in said(sheets)


def test_computers_of_glpi_from_its_excel_export() -> None:
    row = a_row(COMPUTERS, name="files-1", types="Server", operating_system_name="Windows 2016")
    data = books.an_xlsx(Worksheet=(COMPUTERS, row))
    assert systems_of(read("glpi.xlsx", data, "glpi-computers")) == [
        SystemRow(id="files-1", name="files-1", kind="Server", operating_system="Windows 2016")
    ]


@pytest.mark.parametrize("header", [SERVERS_LABELS, SERVERS_FIELDS])
def test_servers_of_servicenow_by_label_or_field_name(header: Row) -> None:
    every = column_names(SERVERS_FIELDS)
    cells = dict.fromkeys(every, "") | {
        "name": "Zürich\N{EN DASH}DR",
        "sys_class_name": "Windows Server",
        "os": "Windows 2019 Standard",
        "os_version": "10.0",
        "install_status": "Installed",
        "busines_criticality": "1 - most critical",
        "operational_status": "Non-Operational",
    }
    gone = cells | {"name": "gone", "operational_status": "Retired"}
    data = a_csv(header, [*cells.values()], [*gone.values()]).encode("cp1252")
    sheets = read("cmdb_ci_server.csv", data, "servicenow-servers")
    assert systems_of(sheets) == [
        SystemRow(
            id="zurich-dr",
            name="Zürich\N{EN DASH}DR",
            kind="Windows Server",
            operating_system="Windows 2019 Standard 10.0",
            criticality="critical",
        )
    ]
    assert "read as Windows-1252: line 2 has “Zürich\N{EN DASH}DR”" in said(sheets)
    assert "1 with " in said(sheets)


def test_servers_of_servicenow_from_excel() -> None:
    row = a_row(SERVERS_LABELS, name="lib-01", **{"class": "Linux Server"}, status="Installed")
    data = books.an_xlsx(Page=(SERVERS_LABELS, row))
    assert [row.id for row in systems_of(read("s.xlsx", data, "servicenow-servers"))] == ["lib-01"]


def test_services_of_servicenow() -> None:
    rows = (
        a_row(SERVICES_LABELS, name="Pay my rent", business_criticality="2 - somewhat critical"),
        a_row(SERVICES_LABELS, name="Old portal", operational_status="Retired"),
    )
    data = a_csv(SERVICES_LABELS, *rows).encode()
    sheets = read("cmdb_ci_service.csv", data, "servicenow-services")
    assert sheets.problems == ()
    assert [placed.row for placed in sheets.rows] == [
        ServiceRow(
            id="svc-pay-my-rent", name="Pay my rent", criticality="high", audience="internal"
        )
    ]


def test_two_machines_whose_names_make_one_id_are_refused() -> None:
    rows = (a_row(MACHINES, name="app 1"), a_row(MACHINES, name="APP-1"))
    sheets = read("vm.csv", a_csv(MACHINES, *rows).encode(), "netbox-virtual-machines")
    assert "system:app-1 stands twice" in sheets.problems[0].reason
