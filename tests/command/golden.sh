#!/usr/bin/env bash
# The example files on the record that `make demo` makes: every verdict is evaluated and must be the one that stands in the
# file with its own, independent reason. Needs the sources of CRAN peacesciencer.
set -eu
[ -f "${ENTENTE_FULL_RECORD:-}" ] || { echo "skipped: no record with capabilities, treaties and rivalries"; exit 77; }
status=0
for file in "$ENT_SOURCE_DIR"/examples/*.claims; do
    echo "== $(basename "$file")"
    "$ENTENTE" check --record "$ENTENTE_FULL_RECORD" --expect "$file" >out.txt || status=1
    tail -n 4 out.txt
    grep -n "not met\|but expected" out.txt || true
done
exit $status
