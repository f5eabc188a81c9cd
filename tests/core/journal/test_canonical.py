"""One way to write a thing: sorted, without spaces, and what is absent is not there."""

import hashlib

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from reinstate.core.journal.canonical import canonical, digest_of
from reinstate.core.journal.entry import line_of
from reinstate.core.journal.events.zones import SubjectIsolated
from reinstate.core.terms.moment import Moment
from reinstate.core.terms.zone import Measure
from tests.builders import a_home

VALUES = st.recursive(
    st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)


def test_keys_are_sorted_and_nothing_is_between_them() -> None:
    assert canonical({"b": 1, "a": [True, "ä"]}) == '{"a":[true,"ä"],"b":1}'.encode()


def test_what_is_absent_is_left_out_and_never_null() -> None:
    event = SubjectIsolated(subject="system:sys-ledger", round=1, measure=Measure.PORT)
    assert canonical(event) == (
        b'{"measure":"port","round":1,"subject":"system:sys-ledger","tag":"subject-isolated/1"}'
    )
    assert canonical(Moment()) == b"{}"


def test_the_order_in_which_a_map_was_made_does_not_matter() -> None:
    assert canonical({"b": 1, "a": 2}) == canonical({"a": 2, "b": 1})


def test_a_digest_is_of_the_canonical_bytes() -> None:
    assert digest_of({"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()


@given(VALUES)
def test_what_was_written_is_read_and_written_the_same(value: object) -> None:
    line = canonical(value)
    assert msgspec.json.decode(line) == value
    assert canonical(msgspec.json.decode(line)) == line


def test_a_line_holds_every_key_of_an_entry_in_order() -> None:
    line = line_of(a_home().entries[0])
    keys = (b'"actor"', b'"command_id"', b'"event"', b'"position"', b'"recorded_at"', b'"seq"')
    places = [line.index(key) for key in keys]
    assert places == sorted(places)
