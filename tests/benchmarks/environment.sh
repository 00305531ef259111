#!/bin/sh
# Makes .venv-bench: the packages of the tests, and torch to race against. Plain pip, so that a local wheel of torch is found.
# $1 is the Python to make it with. TORCH= in the environment leaves torch out; where no local wheel is, it is a large download.
set -eu
cd "$(dirname "$0")/../.."
PEER="${TORCH-torch==2.13.0}"
if ! { .venv-bench/bin/python -c '' && cmp requirements/test.txt .venv-bench/test.txt; } >/dev/null 2>&1; then
    test -n "$1" || { echo 'The benchmarks need Python 3.11 or later; none was found on PATH.' >&2; exit 1; }
    echo 'Installing requirements/test.txt into .venv-bench'
    "$1" -m venv --clear .venv-bench
    .venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
    cp requirements/test.txt .venv-bench/test.txt
fi
if [ -n "$PEER" ] && ! .venv-bench/bin/python -c 'import torch' >/dev/null 2>&1; then
    echo "Installing $PEER into .venv-bench"
    .venv-bench/bin/python -m pip install --quiet --disable-pip-version-check "$PEER" ||
        echo "$PEER could not be installed; the benchmarks go on without it."
fi
