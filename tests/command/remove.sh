#!/usr/bin/env bash
# A release that is added and removed leaves the content that was there; adding it twice changes nothing.
set -eu
cp "$ENTENTE_RECORD" record.sqlite
chmod u+w record.sqlite
awk -F'\t' 'BEGIN { print "ccode,year,milex,milper,irst,pec,tpop,upop,cinc" }
    $1 == "cow" && !seen[$2]++ { for (y = 1950; y <= 1960; y++) printf "%s,%d,%d,1,1,1,1,-9,0.01\n", $2, y, y }' \
    "$ENT_SOURCE_DIR/data/states/code.tsv" >nmc.csv
printf 'one,two,start,end,kind\n2,200,1950,1960,loud\n200,2,1950,1960,loud\n2,999999,1950,1960,loud\n' >quarrels.csv
cat >quarrels.recipe <<'R'
source   quarrels
licence  open
covers   1900..2000
file     *.csv
pair     one two cow undirected
time     start end years
absent   none
item     kind
types    quarrel kind
revises  nmc
R
add() { "$ENTENTE_ADD" --record record.sqlite "$@"; }
dump() { "$RECORD_DUMP" record.sqlite; }

dump >before
add nmc nmc.csv --version 1 --published 2019 >/dev/null
dump >one
cmp -s before one && { echo "adding changed nothing"; exit 1; }
add nmc nmc.csv --version 1 --published 2019 | grep -q "is in the record already: nothing was changed"
dump | cmp - one

# A second release of the source, and a strand, items, types and a relation that only one release has.
sed 's/0.01$/0.02/' nmc.csv >nmc2.csv
add nmc nmc2.csv --version 2 --published 2020 >/dev/null
add quarrels quarrels.csv --recipe quarrels.recipe --version 1 --seen 2021 >out
grep -q "3 rows read = 1 stored + 1 duplicates + 1 rejected" out
dump >three

"$ENTENTE" remove quarrels 1 --record record.sqlite --dry-run >out
grep -q "would go: 1 facts, 0 roll calls, 2 rows that were not stored; it was the last release of its source" out
dump | cmp - three
"$ENTENTE" remove quarrels 1 --record record.sqlite >out
grep -q "removed: 1 facts" out
"$ENTENTE" remove nmc 2 --record record.sqlite >out
dump | diff - one
"$ENTENTE" remove nmc 1 --record record.sqlite >out
dump | diff - before

# Out of order, the rest is untouched: what is left is what the other release alone gives, but for its number.
add nmc nmc2.csv --version 2 --published 2020 >/dev/null
"$ENTENTE" list coverage nmc --record record.sqlite --format tsv >alone
"$ENTENTE" remove nmc 2 --record record.sqlite >/dev/null
add nmc nmc.csv --version 1 --published 2019 >/dev/null
add nmc nmc2.csv --version 2 --published 2020 >/dev/null
"$ENTENTE" remove nmc 1 --record record.sqlite >/dev/null
"$ENTENTE" list coverage nmc --record record.sqlite --format tsv | diff - alone

# Votes, too, with what only they have.
"$ENTENTE" remove un-votes 0.3.0 --record record.sqlite >out
grep -q "6202 roll calls" out
[ "$("$RECORD_DUMP" record.sqlite | awk '$1 == "ballot" || $1 == "roll_call" { n += $2 } END { print n }')" = 0 ]
got=0
"$ENTENTE" check --record record.sqlite -c 'votes.kappa(FRA, USA) > 0 at 1990' >out || got=$?
[ "$got" = 3 ]

expect() { # words, arguments
    local words=$1 got=0
    shift
    "$ENTENTE" "$@" --record record.sqlite >out 2>err || got=$?
    [ "$got" = 2 ] && grep -q "$words" err || { echo "status $got: $*"; cat err; exit 1; }
}
expect "no release 9 of nmc; it has 2" remove nmc 9
expect "no source nmx; it has" remove nmx 1
expect "Its source and its version" remove nmc
rm -f record.sqlite
