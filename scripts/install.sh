#!/bin/sh
# Install the checkout (`.`, or with extras `.[test]`), editable, into a virtual environment at
# the pinned versions, with uv where it is there and with pip where it is not. Most of what is
# installed is never imported, so neither compiles it beforehand.
set -eu
venv=$1
requirement=$2

if command -v uv > /dev/null; then
    uv pip install --quiet --python "$venv/bin/python" \
        --constraint requirements.lock --editable "$requirement"
else
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile \
        --constraint requirements.lock --editable "$requirement"
fi
