"""The box that says what was done offers what is to do next, and pages warn before the act."""

import re

from reinstate.core.terms.reference import ref
from reinstate.operations import reading
from reinstate.operations.harm import harm_of
from tests.desk.conftest import At
from tests.desk.staff import Staff

NETWORK = "system:sys-core-network"
PAGE = f"/subjects/{NETWORK}/"
RED = "app-told--now"
GREEN = "govuk-notification-banner--success"


def told(page: str) -> str:
    """Return the box that says what was done."""
    box = page[page.index("app-told") :]
    return box[: box.index("</div>\n</div>\n") + 1] if "</div>\n</div>\n" in box else box


def test_a_finding_on_what_is_connected_warns_and_offers_to_isolate_it(later: At) -> None:
    page = later("fola").sent(f"{PAGE}finding-add/", {"why": "Web shell"})
    assert RED in page
    assert GREEN not in page
    assert f'href="{PAGE}isolate/"' in told(page)
    assert "have to be isolated or cleared again" in told(page)


def test_a_finding_on_what_is_isolated_is_told_as_done(at: At) -> None:
    fola = at("fola")
    fola.sent(f"{PAGE}isolate/", {})
    page = fola.sent(f"{PAGE}finding-add/", {"why": "Web shell"})
    assert GREEN in page
    assert RED not in page


def test_each_part_of_the_page_says_that_it_must_be_isolated_until_it_is(later: At) -> None:
    fola = later("fola")
    fola.sent(f"{PAGE}finding-add/", {"why": "Web shell"})
    parts = ("", "evidence-and-checks/", "needs/", "timeline/")
    for part in parts:
        assert "Isolate it, or clear it anew by" in fola.page(f"{PAGE}{part}"), part
    fola.sent(f"{PAGE}set-back/", {})
    for part in parts:
        assert "Isolate it, or clear it anew" not in fola.page(f"{PAGE}{part}"), part


def test_sending_back_names_the_same_harm_as_isolating(at: At) -> None:
    fola = at("fola")
    fola.sent(f"{PAGE}finding-add/", {"why": "Web shell"})
    harm = harm_of(reading.council(), (NETWORK,))
    one, other = (
        re.sub(r"\s+", " ", fola.page(f"{PAGE}{act}/")) for act in ("isolate", "set-back")
    )
    assert harm.threats_to_life
    for page in (one, other):
        assert f"Services that stop with it: {len(harm.services)}" in page
        assert f"Lives may hang on {len(harm.threats_to_life)} of them." in page
    assert f'href="{PAGE}set-back/"' in one
    assert f'href="{PAGE}isolate/"' in other
    assert "also says because of which finding" in one
    assert "also says because of which finding" in other


def test_after_isolating_each_service_on_which_lives_hang_leads_to_serving_it_by_hand(
    at: At,
) -> None:
    harm = harm_of(reading.council(), (NETWORK,))
    page = told(at("noor").sent(f"{PAGE}isolate/", {}))
    assert f"Lives hang on {len(harm.threats_to_life)} services that this stops" in page
    for one in harm.threats_to_life:
        assert f'href="/services/{one.id}/by-hand/">Serve by hand: {one.name}</a>' in page
    assert len(harm.threats_to_life) > 1


def test_who_may_not_serve_by_hand_is_led_to_the_services(at: At) -> None:
    (life, *_) = harm_of(reading.council(), (NETWORK,)).threats_to_life
    page = told(at("dee").sent(f"{PAGE}isolate/", {}))
    assert f'href="/services/{life.id}/">{life.name}</a>' in page
    assert "by-hand" not in page


def test_what_fell_leads_to_the_services_that_read_so(later: At) -> None:
    asha = later("asha")
    page = told(asha.sent("/zones/isolate/", {}))
    (address,) = re.findall(r'href="(/services/\?level=[^"]*)"', page)
    assert "“Not working”" in page
    assert ref("service", "svc-rent").partition(":")[2] in asha.page(address.replace("&amp;", "&"))


def test_declaring_an_incident_offers_to_isolate_everything(newborn: Staff) -> None:
    page = newborn.sent("/incident/declare/", {"why": "Ransom notes on every screen"})
    assert 'href="/zones/isolate/"' in told(page)
    assert "Isolate everything" in told(page)


def test_the_page_of_a_reconnection_names_gaps_signers_services_and_the_owner(later: At) -> None:
    page = later("fola").page("/subjects/system:sys-adults/reconnect/")
    owner = page[page.index("Tell its owner before you press the button: ") :]
    assert "Who cleared it" in page
    assert "Lives hang on" in page
    assert 'href="/services/svc-adult-safeguarding/"' in page
    assert "Noor Siddiqui says yes to it as service owner." in owner


def test_the_page_of_a_reconnection_shows_accepted_gaps_in_red(later: At) -> None:
    page = later("fola").page("/subjects/system:sys-db-main/reconnect/")
    gaps = page[page.index("Accepted gaps in its checks") :]
    assert "archive volume 7" in gaps[: gaps.index("</section>")]
    assert 'class="app-alarm" aria-labelledby="gaps"' in page
