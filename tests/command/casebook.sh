#!/usr/bin/env bash
# The casebook: each figure has publisher, date, citation and status; one that is recalled decides nothing; and it covers its own
# cells only: nothing over it is a first, a biggest or an only one.
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }
table=$ENT_SOURCE_DIR/data/casebook/casebook.tsv
bad=$(awk -F'\t' 'NR > 1 && (NF != 11 || $8 == "" || $9 == "" || $10 == "" || ($11 != "read" && $11 != "recalled"))' "$table")
[ -z "$bad" ] || fault "rows without publisher, date, citation or status: $bad"
bad=$(awk -F'\t' 'NR > 1 && $11 == "read" && $10 == "not looked up"' "$table")
[ -z "$bad" ] || fault "rows that are read and not looked up: $bad"

# is VERDICT CLAIM
is() {
    got=$("$ENTENTE" check -c "$2" --format json | sed -n 's/^ *"verdict": "\(.*\)",$/\1/p' | head -n 1)
    [ "$got" = "$1" ] || fault "$got, not $1: $2"
}
# What stands in a cell is a value, also a witness.
is HOLDS 'exercise.troops.CHN(CHN -> RUS) > 3000 at 2018'
is HOLDS 'visit(CHN -> RUS) at 2013'
is HOLDS 'leader.born(RUS) at 1952 and leader.born(CHN) at 1953'
# The cell beside it is no zero and no "none".
is 'NOT COVERED' 'visit(CHN -> RUS) at 2015'
is 'NOT COVERED' 'not visit(CHN -> USA) at 2013'
is 'NOT COVERED' 'visit(CHN -> USA) never 2010..2018'
is 'NOT COVERED' 'exercise.troops.CHN(CHN -> RUS) > 3000 at 2017'
# First, biggest to date, only.
is 'NOT COVERED' 'first(visit(CHN -> any), 2013..2018) = RUS'
is 'NOT COVERED' 'exercise.troops.CHN(CHN -> RUS) highest on record at 2018'
is 'NOT COVERED' 'exercise.troops.CHN(CHN -> RUS) highest since 2000 at 2018'
is 'NOT COVERED' 'exercise.troops.CHN(CHN -> RUS) rank <= 1 among partners at 2018'
is 'NOT COVERED' 'reserves.share(RUS, item=CNY) highest on record at 2018'
is 'NOT COVERED' 'students(CHN -> RUS) rising during 2015..2019'
# Recalled figures, every one of which somebody would like to use.
is 'NOT COVERED' 'warheads(RUS) > warheads(CHN) at 2018'
is 'NOT COVERED' 'trade.total(CHN, USA) > 100 billion at 2018'
is 'NOT COVERED' 'students(CHN -> USA) > 1 at 2018'
is 'NOT COVERED' 'visit(CHN -> RUS) at 1949'
is 'NOT COVERED' 'fdi.stock(CHN -> RUS) > 1 at 2018'
is 'NOT COVERED' 'pipeline.gas(RUS -> CHN) at 2019'
# Beside a source that knows more it is a specification only where it has every cell that is asked; that it has one is said.
says() { # PATTERN CLAIM
    "$ENTENTE" check -c "$2" >out 2>&1
    grep -qe "$1" out || fault "no \"$1\" for $2: $(cat out)"
}
silent() { # WORD CLAIM
    "$ENTENTE" check -c "$2" 2>&1 | grep -q -e "$1" && fault "\"$1\" for $2"
}
part='note  casebook has single figures of gdp.usd for a part of what is asked'
says '2 of 2 specifications hold' 'gdp.usd(CHN) > gdp.usd(RUS) at 2010'
silent "$part" 'gdp.usd(CHN) > gdp.usd(RUS) at 2010'
says '1 of 1 specification holds' 'gdp.usd(CHN) > gdp.usd(JPN) at 2010'
says "$part" 'gdp.usd(CHN) > gdp.usd(JPN) at 2010'
says '1 of 1 specification holds' 'gdp.usd(JPN) < gdp.usd(CHN) at 2010'
says "$part" 'gdp.usd(JPN) < gdp.usd(CHN) at 2010'
says "$part" 'gdp.usd(CHN) rank <= 2 among @majors at 2018'
says "$part" 'gdp.usd(CHN) @ 2010 > gdp.usd(CHN) @ 1975'
silent casebook 'gdp.usd(FRA) < gdp.usd(JPN) at 2010'
silent casebook 'gdp.usd(CHN) < gdp.usd(JPN) at 1975'
says 'casebook' 'gdp.usd(CHN, source=casebook) > gdp.usd(JPN, source=casebook) at 2010'
says 'casebook' 'trade.total(CHN, USA) > 100 billion at 2018' # nobody else knows anything
# None of them is seen before it was published.
got=$("$ENTENTE" check -c 'gdp.growth(CHN) > 6% at 2018' --as-of 2019-01-20 --format json | sed -n 's/^ *"verdict": "\(.*\)",$/\1/p' | head -n 1)
[ "$got" = 'NOT COVERED' ] || fault "a figure of 21 January 2019 is seen the day before: $got"
is HOLDS 'gdp.growth(CHN) > 6% at 2018'
exit $((failures > 0))
