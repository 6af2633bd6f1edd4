"""Is a message read as it was sent, and anything else refused?"""

import io
import json

import numpy as np
import pytest

from grader.sandbox import protocol


def sent(header, arrays):
    """What the other side unpacks."""
    message = protocol.read(io.BytesIO(protocol.pack(header, arrays)), 1 << 20)
    return protocol.unpack(message)


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
    with pytest.raises(protocol.ProtocolError, match="object"):
        protocol.pack({}, {"a": np.array([print])})


def message(arrays, body=b"", length=None):
    head = json.dumps({"arrays": arrays}).encode() if not isinstance(arrays, bytes) else arrays
    return protocol.LENGTH.pack(len(head) if length is None else length) + head + body


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
    with pytest.raises(protocol.ProtocolError):
        protocol.unpack(forged)


@pytest.mark.parametrize(
    "stream", [b"\x00", protocol.LENGTH.pack(100) + b"cut", protocol.LENGTH.pack(1 << 50)]
)
def test_streams_are_read_to_a_limit(stream):
    with pytest.raises(protocol.ProtocolError):
        protocol.read(io.BytesIO(stream), 1 << 20)


def test_the_end_is_none():
    assert protocol.read(io.BytesIO(), 10) is None


def test_messages_are_taken_as_they_become_whole():
    """Is half a message waited for, and one that is too long refused before it is there?"""
    first, second = protocol.pack({"n": 1}, {}), protocol.pack({"n": 2}, {})
    held = bytearray(first + second[:5])
    taken = protocol.take(held, 1 << 20)
    assert protocol.unpack(taken)[0] == {"n": 1}
    assert protocol.take(held, 1 << 20) is None
    held += second[5:]
    assert protocol.unpack(protocol.take(held, 1 << 20))[0] == {"n": 2}
    assert held == b""
    with pytest.raises(protocol.ProtocolError, match="a message of"):
        protocol.take(bytearray(protocol.LENGTH.pack(1 << 40)), 1 << 20)
