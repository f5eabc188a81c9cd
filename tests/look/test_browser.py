"""The look in a real browser, under the policy and the names of the desk."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile, which

import django_htmx
import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from playwright.sync_api import Browser, sync_playwright

from reinstate.look.building import START, is_built
from reinstate.look.packages import PACKAGES
from tests.look.pieces import a_form, drawn, page, pieces
from tests.look.serving import STATIC, Rewriting, collect, served
from tests.public.looking import ARGUMENTS, axe_faults, faults, opened

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHROMIUM = which("chromium")
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-4.min.js"
TITLE = '<h1 class="govuk-heading-l">Pieces</h1>'
ASKS = """
<button type="button" data-hx-get="/part.html" data-hx-target="#place" data-hx-swap="beforeend">
Ask
</button>
"""
PAGES = ("pieces/", "card/", "form/")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give Debian's Chromium."""
    if CHROMIUM is None:
        pytest.skip("No `chromium` on the path: apt-get install chromium.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module", params=[ManifestStaticFilesStorage, Rewriting])
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Give the address of a page with every piece, its assets named after their digest."""
    if not is_built():
        pytest.skip("The look is not built: run script/bootstrap with the npm registry in reach.")
    folder = tmp_path_factory.mktemp("look")
    storage = collect(folder, request.param)
    styles = [f'<link rel="stylesheet" href="{url(storage, one.style)}">\n' for one in PACKAGES]
    script = (
        f'<script src="/{STATIC}/htmx.js" defer></script>\n'
        f'<script type="module" src="{url(storage, START)}"></script>\n'
    )
    copyfile(HTMX, folder / STATIC / "htmx.js")
    (folder / "part.html").write_text(drawn("alert", "New"), encoding="utf-8")
    icon = f'<link rel="icon" href="{url(storage, "images/icon-progress-tick.svg")}">\n'
    head = "".join([*styles, icon, script])
    for name, body in bodies().items():
        (folder / name).mkdir()
        (folder / name / "index.html").write_text(page(body, head=head), encoding="utf-8")
    with served(folder) as found:
        yield found


def url(storage: ManifestStaticFilesStorage, name: str) -> str:
    """Return the address of an asset; its name has its digest."""
    stored = str(storage.stored_name(f"look/{name}"))
    assert stored != f"look/{name}"
    return f"/{STATIC}/{stored}"


def bodies() -> dict[str, str]:
    """Return pages by name: all pieces that may stand together, each with words of its own."""
    names = [name for name in pieces("") if name != "interruption_card"]
    card = drawn("interruption_card", "Reconnect the finance ledger")
    form = f"{TITLE}{a_form('Reason', 'route=keep')}"
    return {
        "pieces": "\n".join([TITLE, *(drawn(name, f"Ledger {name}") for name in names)]),
        "card": f'<form action="#main-content">{card}</form>',
        "live": f'{TITLE}{ASKS}<div id="place">{drawn("alert", "Old")}</div>',
        "form": f'<form action="#main-content">{form}</form>',
    }


def test_both_scripts_wake_without_a_word_in_the_console(browser: Browser, address: str) -> None:
    with opened(browser) as shown:
        assert faults(shown, address, "pieces/") == []
        assert shown.evaluate("document.body.className").split()[-1] == "govuk-frontend-supported"
        for module in ("govuk-notification-banner", "govuk-radios", "moj-alert"):
            woken = shown.locator(f"[data-module={module}]").first
            assert woken.get_attribute(f"data-{module}-init") is not None
        shown.get_by_role("button", name="Dismiss").click()
        assert shown.locator(".moj-alert").count() == 0


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_every_piece_is_fine_on_a_phone_and_on_a_desk(
    browser: Browser, address: str, path: str, width: int
) -> None:
    with opened(browser, width) as shown:
        assert faults(shown, address, path) == []
        assert axe_faults(shown) == []


def test_a_part_that_htmx_brings_is_woken_and_the_others_sleep_no_worse(
    browser: Browser, address: str
) -> None:
    with opened(browser) as shown:
        said: list[str] = []
        shown.on("console", lambda message: said.append(message.text))
        shown.goto(f"{address}live/")
        shown.get_by_role("button", name="Ask").click()
        new = shown.get_by_label("warning: New")
        new.get_by_role("button", name="Dismiss").click()
        assert new.count() == 0
        assert shown.get_by_label("warning: Old").count() == 1
        assert said == []
