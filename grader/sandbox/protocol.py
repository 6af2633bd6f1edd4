"""The protocol between grader and sandbox: a length, a header in JSON, and raw arrays.

Both sides use it; what comes out of the sandbox is read strictly. Nothing is unpickled.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Mapping
from typing import IO, Any

import numpy as np

LENGTH = struct.Struct(">Q")
DTYPES = ("float32", "float64", "int64", "int32", "bool")
MAX_HEADER = 1 << 20
ANSWER = 8 << 20  # bytes of one answer
MAX_AXES = 8
MAX_ARRAYS = 256


class ProtocolError(Exception):
    """Raised for bytes that are no message."""


def pack(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> bytes:
    """A message, its length before it. Raises ProtocolError for a dtype that does not travel."""
    for name, array in arrays.items():
        if array.dtype.name not in DTYPES:
            raise ProtocolError(f"{name} is {array.dtype.name}")
    listed = [[name, array.dtype.name, list(array.shape)] for name, array in arrays.items()]
    head = json.dumps({**header, "arrays": listed}).encode()
    body = b"".join(np.ascontiguousarray(array).tobytes() for array in arrays.values())
    return LENGTH.pack(LENGTH.size + len(head) + len(body)) + LENGTH.pack(len(head)) + head + body


def framed(message: bytes) -> bytes:
    """A message as it travels: its length before it."""
    return LENGTH.pack(len(message)) + message


def unpack(message: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Header and arrays of a message without its outer length. Raises ProtocolError."""
    if len(message) < LENGTH.size:
        raise ProtocolError("too short")
    (length,) = LENGTH.unpack_from(message)
    if length > min(MAX_HEADER, len(message) - LENGTH.size):
        raise ProtocolError("the header is too long")
    start = LENGTH.size + length
    try:
        header = json.loads(message[LENGTH.size : start])
        listed = header.pop("arrays")
        arrays = {}
        if len(listed) > MAX_ARRAYS:
            raise ProtocolError(f"{len(listed)} arrays")
        for name, dtype, shape in listed:
            count = _count(name, dtype, shape)
            size = count * np.dtype(dtype).itemsize
            if size > len(message) - start:
                raise ProtocolError(f"{name} is longer than its message")
            arrays[name] = np.frombuffer(message, dtype, count, start).reshape(shape).copy()
            start += size
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ProtocolError(f"not a message: {error}") from error
    if start != len(message):
        raise ProtocolError("bytes are left over")
    return header, arrays


def _count(name: Any, dtype: Any, shape: Any) -> int:
    """How many numbers an array of the header has."""
    if not isinstance(name, str) or dtype not in DTYPES:
        raise ProtocolError("an array of an unknown kind")
    if not isinstance(shape, list) or len(shape) > MAX_AXES:
        raise ProtocolError("an array of no shape")
    if not all(type(n) is int and 0 <= n <= ANSWER for n in shape):
        raise ProtocolError("an array of no shape")
    return math.prod(shape)


def read(stream: IO[bytes], most: int) -> bytes | None:
    """The next message, or None at the end. Raises ProtocolError where it is longer than `most` bytes."""
    start = stream.read(LENGTH.size)
    if not start:
        return None
    if len(start) < LENGTH.size:
        raise ProtocolError("cut off")
    message = stream.read(_length(start, most))
    if len(message) < _length(start, most):
        raise ProtocolError("cut off")
    return message


def take(held: bytearray, most: int) -> bytes | None:
    """The first message in what was read so far, taken out of it; None where it is not whole yet.

    Raises ProtocolError where it is longer than `most` bytes.
    """
    if len(held) < LENGTH.size:
        return None
    end = LENGTH.size + _length(held, most)
    if len(held) < end:
        return None
    message = bytes(held[LENGTH.size : end])
    del held[:end]
    return message


def _length(start: bytes | bytearray, most: int) -> int:
    (length,) = LENGTH.unpack_from(start)
    if length > most:
        raise ProtocolError(f"a message of {length} bytes")
    return length
