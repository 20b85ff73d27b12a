#!/usr/bin/env bash
# UCDP's own layout (tests/files/publishers/ucdp, made by hand; the conflicts are invented): several codes in a cell, kinds of
# conflict by number. Counted by hand from the five rows.
set -eu
cp "$ENTENTE_RECORD" record.sqlite
export ENTENTE_RECORD="$PWD/record.sqlite"
"$ENTENTE_ADD" ucdp-acd --version hand --published 2025-06 "$ENT_SOURCE_DIR/tests/files/publishers/ucdp/UcdpPrioConflict_v25_1.csv" >out
grep -q "5 rows read = 5 stored + 0 duplicates + 0 rejected + 0 out of scope" out || { cat out; exit 1; }
is() { # WHAT SQL WANTED
    got=$(sqlite3 -readonly "$ENTENTE_RECORD" "SELECT count(*) FROM fact f JOIN strand s ON s.id = f.strand
        WHERE f.release = (SELECT max(id) FROM release) AND $2")
    [ "$got" = "$3" ] || { echo "$1: $got, not $3"; exit 1; }
}
state() { printf "(SELECT id FROM state WHERE code = '%s')" "$1"; }
# 1990: three against one; 1991: two against one, and no war.
is "pairs in conflict" "s.name = 'conflict'" 5
is "pairs at war" "s.name = 'war'" 3
is "Ukraine (369) beside Russia, against India (750)" \
    "s.name = 'war' AND a = min($(state UKR), $(state IND)) AND b = max($(state UKR), $(state IND))" 1
is "nobody against his own side" "a = min($(state UKR), $(state RUS)) AND b = max($(state UKR), $(state RUS))" 0
is "years of conflict within a state" "s.name = 'conflict.civil' AND a = $(state AFG) AND b = -1" 2
is "years of war within a state" "s.name = 'war.civil'" 1
is "outside its territory" "s.name = 'conflict.extrasystemic' AND a = $(state FRA)" 1
"$ENTENTE" check -c 'war(RUS, IND) ever 1990..1991' >/dev/null
echo "5 rows, 12 facts"
