#!/usr/bin/env bash
# No state is named in code: states live in data.
set -eu
codes=$(cut -f1 "$ENT_SOURCE_DIR/data/states/state.tsv" | grep -E '^[A-Z]{3}$' | paste -sd'|')
if grep -rnE "\"($codes)\"" "$ENT_SOURCE_DIR/src" "$ENT_SOURCE_DIR/include"; then
    echo "a state is named in code"
    exit 1
fi
