"""How well a graph holds what its stories say, against annotation by hand; stands on the pipeline, like kg/cli.

`attributions` scores lists of spans by itself; `run.evaluate` measures a gold folder or file.
"""
