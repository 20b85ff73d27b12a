#!/usr/bin/env bash
# What a new release changes: figures against a count by hand, verdicts of a claims file, relations between sources.
set -eu
cp "$ENTENTE_RECORD" record.sqlite
chmod u+w record.sqlite
export ENTENTE_RECORD=$PWD/record.sqlite
# By hand: of 2 (USA) 1960 stays, 1961 is +10 %, 1962 goes (missing in words), 1963 is +50 %; of 200 (GBR) 1960 goes,
# 1961 comes, 1962 is missing in both.
printf 'ccode,year,pop\n2,1960,100\n2,1961,100\n2,1962,100\n2,1963,200\n200,1960,7\n200,1962,-9\n' >old.csv
printf 'ccode,year,pop\n2,1960,100\n2,1961,110\n2,1962,-9\n2,1963,300\n200,1961,8\n200,1962,-9\n' >new.csv
printf 'one,two,start,end,kind\n2,200,1950,1960,loud\n' >quarrels.csv
cat >heads.recipe <<'R'
source   heads
licence  open
covers   1900..2000
file     *.csv
state    ccode cow
time     year year
missing  -9
absent   unknown
value    pop heads persons
R
cat >quarrels.recipe <<'R'
source   quarrels
licence  open
covers   1900..2000
file     *.csv
pair     one two cow undirected
time     start end years
absent   none
types    quarrel kind
R
"$ENTENTE_ADD" heads old.csv --recipe heads.recipe --version old --published 2001 >/dev/null
"$ENTENTE_ADD" heads new.csv --recipe heads.recipe --version new --published 2002 >/dev/null
"$ENTENTE_ADD" quarrels quarrels.csv --recipe quarrels.recipe --version 1 --published 2001 >/dev/null
sed 's/1960/1961/' quarrels.csv >longer.csv
"$ENTENTE_ADD" quarrels longer.csv --recipe quarrels.recipe --version 2 --published 2002 >/dev/null

"$ENTENTE" diff heads old new >out
grep -q "^heads   1 the same, 2 changed, 2 dropped, 1 added; changes: median 30.00 %, largest 50.00 %$" out || { cat out; exit 1; }
"$ENTENTE" diff heads:old heads:new --format tsv | cut -f 1-3,7-12 >rows
cat >wanted <<'R'
kind	strand	a	year	before	after	relative	line before	line after
changed	heads	USA	1963	200	300	0.5	5	5
changed	heads	USA	1961	100	110	0.1	3	3
dropped	heads	GBR	1960	7			6	
dropped	heads	USA	1962	100			4	
added	heads	GBR	1961		8			6
R
diff wanted rows
# Back again: dropped and added change places, and nothing else.
"$ENTENTE" diff heads new old | grep -q "^heads   1 the same, 2 changed, 1 dropped, 2 added" || exit 1
"$ENTENTE" diff heads new new | grep -q "^heads   4 the same, 0 changed, 0 dropped, 0 added$"
"$ENTENTE" diff quarrels 1 2 | grep -q "^quarrel   0 the same, 1 changed, 0 dropped, 0 added" # it ends otherwise
"$ENTENTE" diff heads old new --format json | tr -d ' \n' | grep -q '"strand":"heads","same":1,"changed":2,"dropped":2,"added":1'

cat >file.claims <<'R'
dateline 2003-01-01
source   by hand
[1] "more than 250"
     heads(USA) > 250 at 1963
[2] "more than 90"
     heads(USA) > 90 at 1961
[3] "more in 1962"
     heads(USA) > 90 at 1962
R
"$ENTENTE" diff heads old new --claims file.claims >out
grep -q "^file.claims   3 claims, 2 verdicts change$" out || { cat out; exit 1; }
grep -q "file.claims:4  FAILS → HOLDS   heads(USA) > 250 at 1963" out
grep -q "file.claims:8  HOLDS → [A-Z ]*   heads(USA) > 90 at 1962" out

expect() { # words, arguments
    local words=$1 got=0
    shift
    "$ENTENTE" "$@" >out 2>err || got=$?
    [ "$got" = 2 ] && grep -q "$words" err || { echo "status $got: $*"; cat err; exit 1; }
}
expect "no release newer of heads; it has new, old" diff heads old newer
expect "no source tails" diff tails old new
expect "diff which releases" diff heads old
rm -f record.sqlite
