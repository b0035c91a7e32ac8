"""Networks run by onnxruntime on one thread: the order of additions must not depend on the machine's load.

A graph of a few layers is put together here in the format of ONNX (github.com/onnx/onnx, onnx.proto), as the package
that does it is needed for nothing else at run time; the tests hold it against that of the model's own library.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

IR, OPSET = 9, 18  # versions of the format and of its operators
FLOAT, INT64 = 1, 7


def session(model: Path | bytes, disabled: Sequence[str] = ()) -> Any:
    """A session on a model, a file of it or its bytes; `disabled` are optimizations to be left out."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    source = str(model) if isinstance(model, Path) else model
    return onnxruntime.InferenceSession(
        source, options, providers=["CPUExecutionProvider"], disabled_optimizers=list(disabled) or None
    )


class Graph:
    """A model in the making: nodes in the order in which they run, and the arrays that they need.

    Every input and output of the whole is a matrix of floats with any number of rows.
    """

    def __init__(self) -> None:
        self.nodes: list[bytes] = []
        self.arrays: list[bytes] = []

    def array(self, name: str, values: NDArray[Any]) -> str:
        """Keeps an array of float32 or int64 under a name, which is given back."""
        kind = FLOAT if values.dtype == np.float32 else INT64
        dims = b"".join(_number(1, size) for size in values.shape)
        raw = np.ascontiguousarray(values).tobytes()
        self.arrays.append(dims + _number(2, kind) + _bytes(8, name.encode()) + _bytes(9, raw))
        return name

    def node(self, operator: str, inputs: Iterable[str], output: str | Sequence[str], **attributes: int | float) -> str:
        """Adds an operator with its attributes; gives the name of its (first) output."""
        outputs = [output] if isinstance(output, str) else output
        made = b"".join(_bytes(1, name.encode()) for name in inputs)
        made += b"".join(_bytes(2, name.encode()) for name in outputs) + _bytes(4, operator.encode())
        for name, value in attributes.items():
            if isinstance(value, float):
                worth = _tag(2, 5) + np.float32(value).tobytes() + _number(20, 1)
            else:
                worth = _number(3, value) + _number(20, 2)
            made += _bytes(5, _bytes(1, name.encode()) + worth)
        self.nodes.append(made)
        return outputs[0]

    def model(self, inputs: Mapping[str, int], outputs: Mapping[str, int]) -> bytes:
        """The bytes of the whole; names of inputs and outputs with the length of their rows."""
        graph = b"".join(_bytes(1, node) for node in self.nodes) + _bytes(2, b"graph")
        graph += b"".join(_bytes(5, array) for array in self.arrays)
        graph += b"".join(_bytes(11, _matrix(*row)) for row in inputs.items())
        graph += b"".join(_bytes(12, _matrix(*row)) for row in outputs.items())
        return _number(1, IR) + _bytes(7, graph) + _bytes(8, _bytes(1, b"") + _number(2, OPSET))


def _matrix(name: str, width: int) -> bytes:
    shape = _bytes(1, _bytes(2, b"rows")) + _bytes(1, _number(1, width))
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, _number(1, FLOAT) + _bytes(2, shape)))


# The wire format of Protocol Buffers: a field is its number and type, then a varint, or a length and as many bytes.


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def _tag(field: int, wire: int) -> bytes:
    return _varint(field << 3 | wire)


def _number(field: int, value: int) -> bytes:
    return _tag(field, 0) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _tag(field, 2) + _varint(len(value)) + value
