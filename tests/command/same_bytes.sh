#!/usr/bin/env bash
# The same bytes for the same record and command; plain in a pipe; the exit status that the help promises.
set -eu
claim='votes.kappa(FRA, USA) highest since 1960 at 1990'
for format in text json tsv; do
    "$ENTENTE" check --format $format -c "$claim" >one || true
    "$ENTENTE" check --format $format -c "$claim" >two || true
    cmp one two
    if grep -q $'\033' one; then echo "colour in a pipe"; exit 1; fi
done
expect() { # status, arguments
    local wanted=$1 got=0
    shift
    "$ENTENTE" "$@" >out 2>err || got=$?
    [ "$got" = "$wanted" ] || { echo "status $got, not $wanted: $*"; cat err; exit 1; }
}
expect 0 check -c 'gdp.ppp(USA) > gdp.ppp(FRA) at 2000'
expect 1 check -c 'gdp.ppp(USA) < gdp.ppp(FRA) at 2000'
expect 2 check -c 'gdp.ppp(USA) < gdp.ppp(Frnace) at 2000'
grep -q 'did you mean France (FRA)' err
expect 2 check -c 'gdp.ppp(USA) < '
expect 3 check -c 'votes.kappa(FRA, USA) > 0 at 1930'
expect 4 check --record /nowhere/record.sqlite -c 'gdp.ppp(USA) > gdp.ppp(FRA) at 2000'
echo 'not a record, only text, and long enough to be read' >text.sqlite
expect 4 check --record text.sqlite -c 'gdp.ppp(USA) > gdp.ppp(FRA) at 2000'
