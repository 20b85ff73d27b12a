#!/usr/bin/env bash
# A kill -9 in the middle of a write leaves the old record whole, or the new one, and the next reader sees it. A few moments
# here; tests/run/crashes.sh takes any number.
set -u
[ -x "$KILL_AT" ] || { echo "skipped: no kill_at"; exit 77; }
bash "$ENT_SOURCE_DIR/tests/run/crashes.sh" 12 1 add && bash "$ENT_SOURCE_DIR/tests/run/crashes.sh" 4 1 remove &&
    bash "$ENT_SOURCE_DIR/tests/run/crashes.sh" 5 1 pack &&
    bash "$ENT_SOURCE_DIR/tests/run/crashes.sh" 6 1 migrate
