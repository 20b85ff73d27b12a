#!/usr/bin/env bash
# What a new release of votes changes, against a count by hand.
set -eu
cp "$ENTENTE_RECORD" record.sqlite
chmod u+w record.sqlite
export ENTENTE_RECORD=$PWD/record.sqlite
cat >calls.recipe <<'R'
source   calls
licence  open
covers   1945..2000
absent   unknown
within   none
file     ballots *.csv
ballots  wide iso3
roll-call rcid date
ballot   yes 1
ballot   abstain 2
ballot   no 3
ballot   absent 8
ballot   not-seated 9
strand   votes closer Roll calls
R
# By hand. In both: 1, 2, 3 and the second 1, ten years later; 4 is a day later in new, 0 is new. USA: 2 from yes to no.
# GBR: 3 from absent to yes. FRA: none to abstain in 1, no to none in 2. The same: USA 3, GBR 3, FRA 2.
cat >old.csv <<'R'
rcid,date,USA,GBR,FRA
1,1950-01-10,1,1,9
2,1950-02-10,1,2,3
3,1950-03-10,3,8,1
4,1951-01-10,1,1,1
1,1960-05-05,3,3,3
R
cat >new.csv <<'R'
rcid,date,USA,GBR,FRA
0,1949-12-01,1,1,1
1,1950-01-10,1,1,2
2,1950-02-10,3,2,9
3,1950-03-10,3,1,1
4,1951-01-11,1,1,1
1,1960-05-05,3,3,3
R
"$ENTENTE_ADD" calls old.csv --recipe calls.recipe --version old --published 2001 >/dev/null
"$ENTENTE_ADD" calls new.csv --recipe calls.recipe --version new --published 2002 >/dev/null

"$ENTENTE" diff calls old new >out
wanted() { grep -qE "$1" out || { echo "not there: $1"; cat out; exit 1; }; }
wanted '^votes   5 roll calls before and 6 after, by name and day: 4 in both, 1 dropped, 2 added$'
wanted '^ballots in roll calls of both   8 the same, 2 changed, 1 dropped, 1 added; none → abstain 1, yes → no 1, no → none 1, absent → yes 1$'
wanted '^  USA +3 +1 +0 +0$'
wanted '^  GBR +3 +1 +0 +0$'
wanted '^  FRA +2 +0 +1 +1$'

"$ENTENTE" diff calls old new --format tsv | cut -f 1-3,5,7-9,11,12 | sort >rows
sort >rows.wanted <<'R'
kind	strand	a	item	year	before	after	line before	line after
dropped	votes		4 1951-01-10	1951			5	
added	votes		0 1949-12-01	1949				2
added	votes		4 1951-01-11	1951				6
changed	votes	USA	2 1950-02-10	1950	yes	no	3	4
changed	votes	GBR	3 1950-03-10	1950	absent	yes	4	5
dropped	votes	FRA	2 1950-02-10	1950	no		3	
added	votes	FRA	1 1950-01-10	1950		abstain		3
R
diff rows.wanted rows
"$ENTENTE" diff calls old new --format json | tr -d ' \n' >json
for part in '"roll_calls":{"before":5,"after":6,"both":4,"dropped":1,"added":2}' \
    '"ballots":{"same":8,"changed":2,"dropped":1,"added":1}' '{"state":"FRA","same":2,"changed":0,"dropped":1,"added":1}' \
    '{"kind":"changed","state":"USA","roll_call":"2","day":"1950-02-10","before":"yes","after":"no","line_before":3,"line_after":4}' \
    '{"kind":"dropped","state":null,"roll_call":"4","day":"1951-01-10","before":null,"after":null,"line_before":5,"line_after":0}'; do
    grep -qF "$part" json || { echo "not there: $part"; cat json; exit 1; }
done
# Back again: dropped and added change places.
"$ENTENTE" diff calls new old >out
wanted '4 in both, 2 dropped, 1 added$'
wanted '8 the same, 2 changed, 1 dropped, 1 added; none → no 1, yes → absent 1, abstain → none 1, no → yes 1$'
"$ENTENTE" diff calls new new >out
wanted '6 in both, 0 dropped, 0 added$'
wanted '17 the same, 0 changed, 0 dropped, 0 added$' # 18 cells, FRA was no member in one
"$ENTENTE" diff calls new new --format tsv | [ "$(wc -l)" = 1 ]
"$ENTENTE" diff calls old new --rows 1 >out
wanted 'and 2 more states; all: --rows 0$'
rm -f record.sqlite
