"""Every event comes back from its bytes as it went in, and its bytes say all of it in one way only."""

import json
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from miliary_chat.base.errors import StoreError
from miliary_chat.dialogue import wire
from miliary_chat.dialogue.events import Event
from miliary_chat.session.clock import Moment
from miliary_chat.session.store.chain import Link, extend, origin, verify

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
st.register_type_strategy(str, TEXT)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
EVENTS: tuple[type, ...] = get_args(Event)
MOMENTS = st.builds(Moment, st.integers(-(2**62), 2**62), st.integers(0, 2**62))


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_an_event_comes_back_from_its_bytes(kind: type, data: st.DataObject) -> None:
    event = data.draw(st.from_type(kind))
    payload = wire.pack(event)
    assert wire.unpack(payload) == event
    assert wire.pack(wire.unpack(payload)) == payload


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_payload_is_canonical_json_that_names_its_type_and_version(kind: type, data: st.DataObject) -> None:
    payload = wire.pack(data.draw(st.from_type(kind)))
    record: dict[str, Any] = json.loads(payload)
    assert (record["type"], record["v"]) == (kind.__name__, wire.VERSION)
    assert payload == json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@given(st.lists(st.tuples(MOMENTS, TEXT), min_size=1, max_size=6), st.data())
def test_a_chain_holds_as_it_was_made_and_not_with_anything_changed(
    happened: list[tuple[Moment, str]], data: st.DataObject
) -> None:
    links: list[Link] = []
    head = origin("a1")
    for moment, payload in happened:
        links += extend(head, len(links), moment, [payload])
        head = links[-1].hash
    verify("a1", links, len(links), head)
    place = data.draw(st.integers(0, len(links) - 1))
    odd = links[place]
    changed = [
        Link(odd.seq, odd.moment, odd.payload + "x", odd.hash),
        Link(odd.seq, Moment(odd.moment.utc_us + 1, odd.moment.boot_us), odd.payload, odd.hash),
        Link(odd.seq, Moment(odd.moment.utc_us, odd.moment.boot_us + 1), odd.payload, odd.hash),
        Link(odd.seq, odd.moment, odd.payload, odd.hash[::-1]),
        Link(odd.seq + 1, odd.moment, odd.payload, odd.hash),
    ]
    for other in changed:
        if other != odd:
            with pytest.raises(StoreError, match=f"event {place + 1} "):
                verify("a1", [*links[:place], other, *links[place + 1 :]], len(links), head)
    with pytest.raises(StoreError):
        verify("a1", [*links[:place], *links[place + 1 :]], len(links), head)
    with pytest.raises(StoreError):
        verify("a2", links, len(links), head)


@pytest.mark.parametrize("payload", ['{"type":"Dreamt","v":1}', '{"type":"Ended","v":99,"reason":"x"}', "{}"])
def test_a_payload_of_a_newer_release_asks_for_that_release(payload: str) -> None:
    with pytest.raises(StoreError, match="newer release"):
        wire.unpack(payload)
