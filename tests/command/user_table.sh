#!/usr/bin/env bash
# A table of the user's own, without a recipe: what is said of its columns, what is guessed, what is refused.
set -eu
cp "$ENTENTE_RECORD" record.sqlite
export ENTENTE_RECORD="$PWD/record.sqlite"
passed=0 failed=0

fail() {
    failed=$((failed + 1))
    echo "$1"
}
says() { # WORDS FILE
    if grep -qF -- "$1" "$2"; then passed=$((passed + 1)); else fail "\"$1\" is not in: $(cat "$2")"; fi
}
add() {
    "$ENTENTE" add "$@" >out 2>&1 || fail "add $*: $(cat out)"
}
refused() { # WORDS ARGUMENTS...
    local words=$1
    shift
    if "$ENTENTE" add "$@" >out 2>&1; then fail "add $* was not refused"; else says "$words" out; fi
}
holds() { # CLAIM
    if "$ENTENTE" check -c "$1" >out 2>&1; then passed=$((passed + 1)); else fail "$1: $(cat out)"; fi
}

# Events of a pair, names and codes mixed, a type, a row about nobody.
printf '%s\n' 'guest	host	day	level' 'China	Russia	2013-03-22	head of state' 'RUS	CHN	2014-05-20	head of state' \
    'China	Russian Federation	2015-05-08	head of state' 'Atlantis	China	2015-05-09	king' \
    'India	China	2015-05	prime minister' >calls.tsv
add calls.tsv --map a=guest,b=host,date=day,type=level
says "calls 1   5 rows read = 4 stored + 0 duplicates + 1 rejected + 0 out of scope" out
says 'calls.tsv:5  guest "Atlantis" is no code of a state' out
says "found  guest: states in name|iso3: 80.0 % of 5 rows" out
says "a acts on b: directed" out
"$ENTENTE" why 'calls(CHN -> RUS) @ 2013' >out
says "calls.tsv line 2, column level" out
says "head of state, 2013-03-22" out
"$ENTENTE" list releases calls >out
says "private" out
add calls.tsv --map a=guest,b=host,date=day,type=level
says "is in the record already" out

# Numbers of a state: semicolons, a decimal comma, two codes of missing, a unit with spaces; then a second version.
printf '%s\n' 'Land;Jahr;Wert' 'Brazil;1999;-2,5' 'BRA;2000;1.250,75' 'Brazil;2001;..' 'Argentina;1999;1' \
    'Argentina;2000;' >table.csv
add table.csv --map state=Land,year=Jahr,value=Wert --strand mood --unit "points of a scale" --source-name moods
says "moods 1   5 rows read = 5 stored" out
unknown=$(sqlite3 -readonly "$ENTENTE_RECORD" \
    "SELECT count(*) FROM fact f JOIN strand s ON s.id = f.strand WHERE s.name = 'mood' AND f.kind = 2")
[ "$unknown" = 2 ] && passed=$((passed + 1)) || fail "two cells are missing, not $unknown"
holds 'mood(BRA) = -2.5 at 1999'
holds 'mood(BRA) = 1250.75 at 2000'
sed 's/-2,5/-3,5/' table.csv >table2.csv
refused "give this one another --version" table2.csv --map state=Land,year=Jahr,value=Wert --strand mood --source-name moods
add table2.csv --map state=Land,year=Jahr,value=Wert --strand mood --source-name moods --version 2
holds 'mood(BRA) = -3.5 at 1999'

# Spells, and the codes of a list; nobody acts on the other. What no row means is said.
printf '%s\n' 'one,two,start,end,kind' '2,20,1990,1995,1' '200,220,1991,,0' '200,220,1980,1985,1' >ties.csv
add ties.csv --map a=one,b=two,from=start,to=end,type=kind --undirected --absent none
says "3 rows read = 3 stored" out
holds 'ties(CAN, USA) always 1990..1995'
holds 'ties(CAN, USA) never 1981..1989'
"$ENTENTE" add ties.csv --map a=one,b=two,from=start,to=end --show-recipe >own.recipe
says "pair       one two  cow  directed" own.recipe
says "time       start end  years" own.recipe

# What cannot be understood says what would be right.
refused 'has no column "wirt" for --map; it has guest, host, day, level' calls.tsv --map a=guest,b=wirt,date=day
refused '"bb" is no role: there are a, b, state' calls.tsv --map a=guest,bb=host
refused "two states, state=COLUMN for one" calls.tsv --map a=guest,date=day
refused "or from=COLUMN,to=COLUMN" calls.tsv --map a=guest,b=host,from=day
refused "no code or name of a state" calls.tsv --map a=level,b=day
refused "is no scheme of codes" calls.tsv --map a=guest,b=host,date=day --scheme fips
refused "--map is for one file" calls.tsv table.csv --map a=guest,b=host

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
