#!/usr/bin/env bash
# What a release holds by strand and state, against awk over the file; and what `add` says of a file that is cut anywhere.
set -eu
cp "$ENTENTE_RECORD" record.sqlite
chmod u+w record.sqlite
# By hand: state 2 has 1950 to 1960 without 1955, and in 1957 no milex; state 200 stands on two lines.
awk 'BEGIN { print "ccode,year,milex,milper,irst,pec,tpop,upop,cinc"
    for (y = 1950; y <= 1960; y++) if (y != 1955) printf "2,%d,%d,1,1,1,1,1,0.1\n", y, y == 1957 ? -9 : y
    printf "200,1950,-9,1,1,1,1,1,0.1\n200,1951,7,1,1,1,1,1,0.1\n" }' >nmc.csv
"$ENTENTE_ADD" --record record.sqlite nmc nmc.csv --version hand --published 2020 >out
grep -q "covers 1950–1960, 2 states; holes: milex 2, " out || { cat out; exit 1; }
"$ENTENTE" list coverage nmc all --record record.sqlite --format tsv | awk -F'\t' '$3 == "milex"' >rows
printf 'nmc\thand\tmilex\tGBR\t1950–1951\t1951–1951\t1\t1\t0\tnot known\nnmc\thand\tmilex\tUSA\t1950–1960\t1950–1960\t9\t1\t2\tnot known\n' |
    diff - rows
"$ENTENTE" list coverage nmc USA --record record.sqlite --format json | grep -q '"state": *"USA"'
"$ENTENTE" list releases nmc --record record.sqlite --format tsv | grep -q "not known"
rm -f record.sqlite

# A strand whose source was not added has no types yet: a claim about one is not covered, and no mistake. (Here the record of
# the pack alone; a type that a strand with facts does not have stays one.)
got=0
"$ENTENTE" check -c 'dispute(CHN, RUS, type=force) at 1969' >out || got=$?
[ "$got" = 3 ] && grep -q "NOT COVERED" out || { cat out; exit 1; }
if [ -f "${ENTENTE_FULL_RECORD:-}" ]; then
    got=0
    "$ENTENTE" check --record "$ENTENTE_FULL_RECORD" -c 'dispute(CHN, RUS, type=forced) at 1969' >out 2>&1 || got=$?
    [ "$got" = 2 ] && grep -q "one of any|threat|display|force|war" out || { cat out; exit 1; }
fi

# What would cover it is said where a source could: not of a year in which there was no such state, or it had no seat.
"$ENTENTE" check -c 'milex(SSD) > 1 at 2012' >out || :
grep -q "would cover it  a source of milex" out || { cat out; exit 1; }
for claim in 'gdp.ppp(SSD) > 1 at 2000' 'votes.agreement(CHN, TWN) > 0 at 2010' 'share(gdp.ppp, SSD, @P5) > 0 at 2015'; do
    "$ENTENTE" check -c "$claim" >out || :
    grep -q "NOT COVERED" out && ! grep -q "would cover it" out || { cat out; exit 1; }
done

[ -n "${ENT_SHARED:-}" ] && [ -f "$ENT_SHARED/data/nmc/cow_nmc.csv.gz" ] || exit 0
cp "$ENTENTE_RECORD" record.sqlite
chmod u+w record.sqlite
file=$ENT_SHARED/data/nmc/cow_nmc.csv.gz
"$ENTENTE_ADD" --record record.sqlite nmc "$file" >out
"$ENTENTE" list coverage nmc all --record record.sqlite --format tsv | awk -F'\t' '$3 == "milex" { print $7, $8 }' |
    awk '{ seen += $1; missing += $2 } END { print seen, missing }' >ours
# Values and missing cells of milex by awk; two rows of 1990 are out of scope by the recipe.
zcat "$file" | tr -d '"\r' | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    $at["year"] == 1990 && ($at["ccode"] == 260 || $at["ccode"] == 678) { next }
    { if ($at["milex"] == "" || $at["milex"] == -9 || $at["milex"] == "NA") missing++; else seen++ } END { print seen, missing }' | diff - ours
rm -f record.sqlite

# Cut by lines: the count of the release tells. Cut anywhere in the gzip stream: refused.
cp "$ENTENTE_RECORD" record.sqlite
zcat "$file" | head -n 9001 >cut.csv
"$ENTENTE_ADD" --record record.sqlite nmc cut.csv --version 7.0 --published 2026 >out
grep -q "CUT SHORT  9,000 of the 17,121 rows of nmc 7.0" out
"$ENTENTE" list coverage nmc --record record.sqlite --format tsv | awk -F'\t' '$3 == "milex" && $10 == "cut"' | grep -q .
got=0 # the last states of the list were cut off: not covered, whatever the recipe's window says
"$ENTENTE" check --record record.sqlite -c 'milex(AUS) > 0 at 1980' >out || got=$?
[ "$got" = 3 ] && grep -q "NOT COVERED" out || { cat out; exit 1; }
size=$(stat -c %s "$file")
for keep in 20 1000 $((size / 3)) $((size / 2)) $((size - 20)) $((size - 9)) $((size - 8)) $((size - 7)) $((size - 1)); do
    head -c "$keep" "$file" >cut.csv.gz
    got=0
    "$ENTENTE_ADD" --record record.sqlite nmc cut.csv.gz --version cut --published 2026 --dry-run >out 2>err || got=$?
    [ "$got" = 2 ] && grep -q "damaged or cut short" err || { echo "kept $keep bytes: status $got"; cat out err; exit 1; }
done
rm -f record.sqlite
