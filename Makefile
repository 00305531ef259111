# make run | test | check | bench | requirements. Needs Python 3.11 or later; fetches the rest into this folder.

PORT ?= 8000
HOST ?= 127.0.0.1
# tests run side by side, on as many processors as there are up to so many
PROCESSES ?= 4
# further arguments for pytest (make test) or for the benchmarks (make bench)
ARGS ?=

# the first Python on this machine that is new enough; its own path, because a shim is not an interpreter
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.version_info < (3, 11) and sys.exit(1); print(sys.executable)' 2>/dev/null && break; done)

# a mirror that pip was told of by its variable serves uv as well
ifneq ($(PIP_INDEX_URL),)
export UV_DEFAULT_INDEX ?= $(PIP_INDEX_URL)
endif
# trust whom this machine trusts, as pip does; a machine without certificates of its own leaves uv those that it carries
CERTIFICATES := $(firstword $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem))
ifneq ($(CERTIFICATES),)
export UV_SYSTEM_CERTS ?= true
export NODE_EXTRA_CA_CERTS ?= $(CERTIFICATES)
endif
export UV_NO_PROGRESS ?= 1
export UV_LINK_MODE ?= copy

.PHONY: run test check lint format types script-types bench requirements clean
.PHONY: uv run-environment test-environment bench-environment

run: run-environment
	@exec .venv/bin/python -m app --host $(HOST) --port $(PORT)

test: test-environment
	.venv/bin/python -m pytest --numprocesses=logical --maxprocesses=$(PROCESSES) $(ARGS)

check: lint format types script-types

lint: test-environment
	.venv/bin/ruff check .

format: test-environment
	.venv/bin/ruff format --check .

types: test-environment
	.venv/bin/mypy

# npm's TypeScript, run by this machine's node or else by the node of a Python package
script-types: test-environment
	@sh tests/js/types.sh

bench: bench-environment
	PYTHONPATH=.:tests/harness .venv-bench/bin/python tests/benchmarks $(ARGS)

# $(call environment,NAME): brings .venv to requirements/NAME.txt. Compares the text, so an environment that is there is left alone.
define environment
	@if ! { .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
			&& cmp requirements/$(1).txt .venv/$(1).txt; } >/dev/null 2>&1; then \
		$(MAKE) --no-print-directory uv && export PATH="$(CURDIR)/.uv/bin:$$PATH" || exit 1; \
		.venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
			|| uv venv --quiet --clear --python "$(PYTHON)" .venv || exit 1; \
		echo 'Installing requirements/$(1).txt into .venv'; \
		uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements/$(1).txt \
			&& cp requirements/$(1).txt .venv/$(1).txt; \
	fi
endef

run-environment:
	$(call environment,run)

test-environment:
	$(call environment,test)

uv:
	@test -n "$(PYTHON)" || { echo 'Fall Line needs Python 3.11 or later; none was found on PATH.' >&2; exit 1; }
	@PATH="$(CURDIR)/.uv/bin:$$PATH"; uv --version >/dev/null 2>&1 || { \
		echo 'Fetching uv'; \
		"$(PYTHON)" -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
			--require-hashes --target .uv --upgrade -r requirements/uv.txt || { \
			echo 'uv could not be fetched. Install uv, or pip for $(PYTHON), and try again.' >&2; exit 1; }; }

# torch is no part of requirements/: only the benchmarks race against it
bench-environment:
	@sh tests/benchmarks/environment.sh "$(PYTHON)"

COMPILE = uv pip compile --quiet --universal --fork-strategy fewest --generate-hashes --no-header --no-annotate --no-emit-index-url
requirements: uv
	export PATH="$(CURDIR)/.uv/bin:$$PATH"; \
	$(COMPILE) $(UPGRADE) pyproject.toml --output-file requirements/run.txt && \
	$(COMPILE) $(UPGRADE) pyproject.toml --group test --group check --output-file requirements/test.txt && \
	$(COMPILE) $(UPGRADE) --group uv --output-file requirements/uv.txt && \
	$(COMPILE) $(UPGRADE) --group node --output-file requirements/node.txt

clean:
	rm -rf .venv .venv-bench .uv .node requirements/node_modules build dist
