"""Passkeys in Chromium with an authenticator made up: set up, signed in with, asked again."""

from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from reinstate.core.journal.entry import Via
from reinstate.operations import reading, sign_in
from tests.desk.account.served import serving
from tests.desk.account.visitor import SECRETS, person
from tests.public.looking import ARGUMENTS, axe_faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHROMIUM: Final = which("chromium")
AUTHENTICATOR: Final = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module", autouse=True)
def _beside_a_browser() -> Iterator[None]:
    """Let Django read while Playwright's loop waits in the same thread."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give Debian's Chromium."""
    if CHROMIUM is None:
        pytest.skip("No `chromium` on the path: apt-get install chromium.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page with an authenticator, on which nothing is ever said to the console."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    one = context.new_page()
    devtools = context.new_cdp_session(one)
    devtools.send("WebAuthn.enable", {"enableUI": False})
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    said: list[str] = []
    one.on("console", lambda message: said.append(message.text))
    one.on("pageerror", lambda error: said.append(str(error)))
    yield one
    context.close()
    assert said == []


def test_a_passkey_is_set_up_and_signs_in_and_signs(real: Path, page: Page) -> None:
    with serving(real) as desk:
        sign_in_with_passphrase(page, desk, "asha")
        page.get_by_role("link", name="Set up a passkey").click()
        assert axe_faults(page) == []
        page.get_by_label("Let it sign me in by itself").check()
        page.get_by_role("button", name="Set it up").click()
        expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
        assert sign_in.second_factors(person("asha")) == {"passkey"}
        page.goto(f"{desk}/account/sign-out/")
        page.get_by_role("button", name="Sign out").click()

        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_role("navigation", name="Menu")).to_be_visible()
        page.goto(f"{desk}/people/{person('eli')}/grant/")
        page.get_by_label("Role", exact=True).select_option("trainer")
        page.get_by_role("button", name="Give it").click()
        expect(page.get_by_text("Eli Stone is trainer over everything")).to_be_visible()
    reading.forget()
    entry = list(reading.entries())[-1]
    assert entry.via == Via("passkey", "desk")
    assert entry.actor == person("asha")


def test_a_passkey_is_the_second_factor_and_is_asked_for_again(real: Path, page: Page) -> None:
    with serving(real) as desk:
        sign_in_with_passphrase(page, desk, "asha")
        page.get_by_role("link", name="Set up a passkey").click()
        page.get_by_role("button", name="Set it up").click()
        expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
        page.goto(f"{desk}/")
        expect(page.get_by_role("navigation", name="Menu")).to_be_visible()
        page.goto(f"{desk}/account/again/passkey/?next=/")
        page.get_by_role("button", name="Use a passkey").click()
        expect(page).to_have_url(f"{desk}/")
        page.context.clear_cookies()
        sign_in_with_passphrase(page, desk, "asha")
        expect(page.get_by_role("heading", name="Your second factor")).to_be_visible()
        assert axe_faults(page) == []
        page.get_by_role("button", name="Use a passkey").click()
        expect(page.get_by_role("navigation", name="Menu")).to_be_visible()


def test_pages_of_signing_in_are_as_everybody_needs_them(real: Path, page: Page) -> None:
    with serving(real) as desk:
        sign_in_with_passphrase(page, desk, "dee")
        found: list[str] = []
        for part in ("", "passphrase/", "sessions/", "passkeys/", "sign-out/"):
            page.goto(f"{desk}/account/{part}")
            found += axe_faults(page)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= 360, (part, width)
        page.goto(f"{desk}/account/codes/add/")
        expect(page.get_by_role("img")).to_be_visible()
        assert found + axe_faults(page) == []


def sign_in_with_passphrase(page: Page, desk: str, handle: str) -> None:
    """Sign in with name and passphrase."""
    page.goto(f"{desk}/account/sign-in/")
    page.get_by_label("Your name").fill(handle)
    page.get_by_label("Passphrase").fill(SECRETS[handle])
    page.get_by_role("button", name="Sign in", exact=True).click()
