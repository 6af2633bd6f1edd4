"""Is a message read as it was sent, and anything else refused?"""

import io
import json

import numpy as np
import pytest

from grader import wire


def sent(header, arrays):
    """What the other side unpacks."""
    message = wire.read(io.BytesIO(wire.pack(header, arrays)), 1 << 20)
    return wire.unpack(message)


def test_what_is_sent_arrives():
    arrays = {
        "a": np.arange(6, dtype=np.float32).reshape(2, 3).T,
        "b": np.array(True),
        "c": np.zeros((0, 4)),
        "d": np.array([np.nan, np.inf]),
    }
    header, found = sent({"case": "λ = 0"}, arrays)
    assert header == {"case": "λ = 0"}
    assert list(found) == list(arrays)
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        np.testing.assert_array_equal(found[name], array)


def test_objects_do_not_travel():
    with pytest.raises(wire.WireError, match="object"):
        wire.pack({}, {"a": np.array([print])})


def message(arrays, body=b"", length=None):
    head = json.dumps({"arrays": arrays}).encode() if not isinstance(arrays, bytes) else arrays
    return wire.LENGTH.pack(len(head) if length is None else length) + head + body


@pytest.mark.parametrize(
    "forged",
    [
        b"",
        b"123",
        message([], length=1 << 40),
        message([], length=5),
        message(b"[]"),
        message(b"{}"),
        message(b"\xff\xfe"),
        message(b"[" * 100_000),
        message([["a", "object", [1]]], b"12345678"),
        message([["a", "float32", [2]]], b"1234"),
        message([["a", "float32", [1]]], b"12345678"),
        message([["a", "float32", [-1]]], b"1234"),
        message([["a", "float32", [True]]], b"1234"),
        message([["a", "float32", [1.0]]], b"1234"),
        message([["a", "float32", "1"]], b"1234"),
        message([["a", "float32", [1] * 9]], b"1234"),
        message([["a", "float32", [1 << 62, 1 << 62]]], b"1234"),
        message([[1, "float32", [1]]], b"1234"),
        message([["a", ["float32"], [1]]], b"1234"),
        message(7),
    ],
)
def test_forged_messages_are_refused(forged):
    with pytest.raises(wire.WireError):
        wire.unpack(forged)


@pytest.mark.parametrize(
    "stream", [b"\x00", wire.LENGTH.pack(100) + b"cut", wire.LENGTH.pack(1 << 50)]
)
def test_streams_are_read_to_a_limit(stream):
    with pytest.raises(wire.WireError):
        wire.read(io.BytesIO(stream), 1 << 20)


def test_the_end_is_none():
    assert wire.read(io.BytesIO(), 10) is None


def test_messages_are_taken_as_they_become_whole():
    """Is half a message waited for, and one that is too long refused before it is there?"""
    first, second = wire.pack({"n": 1}, {}), wire.pack({"n": 2}, {})
    held = bytearray(first + second[:5])
    taken = wire.take(held, 1 << 20)
    assert wire.unpack(taken)[0] == {"n": 1}
    assert wire.take(held, 1 << 20) is None
    held += second[5:]
    assert wire.unpack(wire.take(held, 1 << 20))[0] == {"n": 2}
    assert held == b""
    with pytest.raises(wire.WireError, match="a message of"):
        wire.take(bytearray(wire.LENGTH.pack(1 << 40)), 1 << 20)
