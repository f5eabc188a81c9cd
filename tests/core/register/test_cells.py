"""Cells of a service are a partition: nobody stands in two of them."""

import pytest

from reinstate.core.register.cells import divided, do_overlap, overlaps, undivided

WEB = "cell:svc-rent/web/all"
PHONE = "cell:svc-rent/phone/all"
WEB_TENANTS = "cell:svc-rent/web/tenants"
WEB_GARAGES = "cell:svc-rent/web/garages"
TENANTS = "cell:svc-rent/all/tenants"
WHOLE = undivided("svc-rent")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (WEB, PHONE, False),
        (WEB, WEB, True),
        (WEB, WEB_TENANTS, True),
        (TENANTS, WEB, True),
        (WEB_TENANTS, WEB_GARAGES, False),
        (PHONE, WEB_TENANTS, False),
        (WHOLE[0], WEB_GARAGES, True),
    ],
)
def test_cells_overlap_when_channels_and_groups_both_meet(
    one: str, other: str, *, expected: bool
) -> None:
    assert do_overlap(one, other) is expected
    assert do_overlap(other, one) is expected


def test_every_overlap_is_named() -> None:
    assert overlaps((WEB, PHONE, TENANTS)) == ((WEB, TENANTS), (PHONE, TENANTS))
    assert overlaps((WEB_TENANTS, WEB_GARAGES, PHONE)) == ()


def test_the_undivided_cell_is_cut_into_those_listed() -> None:
    assert divided(WHOLE, (WEB, PHONE)) == (WEB, PHONE)


def test_a_known_cell_that_nothing_overlaps_stays_unless_the_list_is_whole() -> None:
    assert divided((WEB, PHONE), (WEB_TENANTS, WEB_GARAGES)) == (PHONE, WEB_TENANTS, WEB_GARAGES)
    assert divided((WEB, PHONE), (WEB,)) == (WEB, PHONE)
    assert divided((WEB, PHONE), (WEB,), is_whole=True) == (WEB,)


def test_cells_are_merged_back_by_a_cell_that_covers_them() -> None:
    assert divided((WEB, PHONE), WHOLE) == WHOLE


def test_the_same_cells_in_another_order_are_the_known_partition() -> None:
    assert divided((WEB, PHONE), (PHONE, WEB)) == (WEB, PHONE)
