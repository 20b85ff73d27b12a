#!/usr/bin/env bash
# entente recipe FILE: what it proposes is taken by add as it stands, and finds what is in the file. On real files the rows
# that the proposal stores are those that the recipe of the source stores, where nothing but a person's rules differ.
set -eu
passed=0 failed=0

fail() {
    failed=$((failed + 1))
    echo "$1"
}
says() { # WORDS FILE
    if grep -qF -- "$1" "$2"; then passed=$((passed + 1)); else fail "\"$1\" is not in: $(cat "$2")"; fi
}
try() { # FILE: proposes and adds, dry; the recipe is in own.recipe, the accounting in out
    "$ENTENTE" recipe "$1" >own.recipe 2>out || fail "recipe $1: $(cat out)"
    "$ENTENTE" add --dry-run --recipe own.recipe own "$1" >out 2>&1 || fail "add $1: $(cat out)"
}

# Numbers by year under lines of text, one column a year, names of states, two codes of missing.
printf '%s\n' 'A table of nobody' 'Made on a day, or another' 'Country,Code,Note,1999,2000,2001' 'Brazil,BRA,,1,2,..' \
    'Argentina,ARG,x,3,,5' 'France,FRA,,7,8,9' >wide.csv
try wide.csv
says 'header     "Country" "Code"' own.recipe
says 'across     column_year cell columns "%Y"' own.recipe
says "state      Code  iso3" own.recipe
says "8 rows read = 8 stored" out

# A pair by year with its mirror rows that say the same, in names; with -9 for missing.
printf '%s\n' 'state_a;state_b;year;score' 'Brazil;Argentina;1999;5' 'Argentina;Brazil;1999;5' 'France;Brazil;1999;-9' \
    'Brazil;France;1999;-9' >mirror.csv
try mirror.csv
says "pair       state_a state_b  name  undirected" own.recipe
says 'missing    -9' own.recipe
says "value      score  mirror  unit not said" own.recipe
says "4 rows read = 2 stored + 2 duplicates" out

# Several facts of a pair in a year are told apart by a number; days in three columns.
printf '%s\n' 'case,ccode1,ccode2,year,level' '1,2,20,1999,3' '1,20,2,1999,2' '2,2,20,1999,5' '2,20,2,1999,4' \
    '3,200,220,2000,1' '3,220,200,2000,2' >cases.csv
try cases.csv
says "item       case" own.recipe
says "pair       ccode1 ccode2  cow  directed" own.recipe
says "6 rows read = 6 stored" out
printf '%s\n' 'ccode,styear,stmonth,stday,endyear,endmonth,endday' '2,1816,1,1,2016,12,31' '40,1902,5,20,1906,9,25' \
    '40,1909,1,23,2016,12,31' '220,1816,1,1,2016,12,31' >spells.csv
try spells.csv
says "time       styear stmonth stday endyear endmonth endday  days  open-at 2016" own.recipe
says "4 rows read = 4 stored" out

# Contradictions are for a person; a file without states, or without a time, says how to go on.
printf '%s\n' 'iso,year,score' 'BRA,1999,5' 'BRA,1999,6' 'ARG,1999,1' >contrary.csv
try contrary.csv
says "DECIDE: 1 rows are about the same as an earlier row" own.recipe
says "contrary.csv:3  contradicts line 2" out
printf '%s\n' 'fruit,year' 'apple,1999' 'pear,2000' >fruit.csv
if "$ENTENTE" recipe fruit.csv >out 2>&1; then fail "fruit are no states"; else says "no column holds codes or names of states" out; fi
printf '%s\n' 'iso,score' 'BRA,1.5' 'ARG,2.5' >timeless.csv
if "$ENTENTE" recipe timeless.csv >out 2>&1; then fail "no time"; else says "no column holds years or days" out; fi

# Real files: as many rows as by the shipped recipe, or also those that a rule of it leaves out.
stored() { # the number before "stored"
    sed -n '1s/.* = \([0-9,]*\) stored.*/\1/p' out | tr -d ,
}
same() { # SOURCE FILE
    local mine theirs left
    [ -f "$ENT_SHARED/data/$2" ] && [ -f "$ENT_SOURCE_DIR/recipes/$1.recipe" ] || return 0
    try "$ENT_SHARED/data/$2"
    mine=$(stored)
    "$ENTENTE" add --dry-run "$1" "$ENT_SHARED/data/$2" >out 2>&1 || fail "add $1: $(cat out)"
    theirs=$(stored)
    left=$(sed -n '1s/.* + \([0-9,]*\) out of scope.*/\1/p' out | tr -d ,)
    if [ "$mine" -ge "$theirs" ] && [ "$mine" -le $((theirs + left)) ]; then passed=$((passed + 1)); else fail "$1: the proposal stores $mine rows, the recipe $theirs"; fi
}
if [ -n "${ENT_SHARED:-}" ]; then
    same nmc nmc/cow_nmc.csv.gz # two rows of 1990: the recipe leaves them out, the proposal rejects them
    # Venice has a code; the recipes leave it out by a rule.
    same rivalries-tss rivalries/tss_rivalries.csv.gz
    same rivalries-td rivalries/td_rivalries.csv.gz
    same states-cow states/states2016.csv.gz
    same majors-cow states/majors2016.csv.gz
    same igo igo/cow_igo_sy.csv.gz
    same igo-pairs igo/cow_igo_ndy.csv.gz
    same contiguity states/cow_contdir.csv.gz # spells of "not contiguous" are out of the recipe's scope
else
    echo "real files were not there"
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
