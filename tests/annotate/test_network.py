"""Networks put together here, in the format of ONNX."""

import numpy as np

from kg.annotate.network import Graph, session


def test_graph():
    graph = Graph()
    weights = graph.array("weights", np.array([[1, 2], [3, 4], [5, 6]], np.float32))
    rows, axes = graph.array("rows", np.array([-1])), graph.array("axes", np.array([0]))
    graph.node("Gemm", ["words", weights], "sums", transB=1, alpha=0.5)
    graph.node("Split", ["sums"], ["first", "others"], axis=1, num_outputs=2)
    graph.node("Slice", ["first", rows, graph.array("end", np.array([1 << 60])), axes], "last")
    model = graph.model({"words": 2}, {"others": 1, "last": 2})
    others, last = session(model).run(["others", "last"], {"words": np.array([[2, 4], [6, 8]], np.float32)})
    assert others.tolist() == [[17], [39]]
    assert last.tolist() == [[11, 25]]
