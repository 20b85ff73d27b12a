#!/usr/bin/env bash
# The World Bank's seven vintages: the withdrawn one is caught by the recipe's check, whatever its checksum, and none of the
# six good ones is. A release is compared with one other, so that all ordered pairs stand for every order of adding.
set -eu
[ -n "${ENT_SHARED:-}" ] && [ -d "$ENT_SHARED/data/gdp-wb" ] || { echo "skipped: no vintages of the World Bank here"; exit 77; }
vintages="2012-09 2013-06 2015-08 2017-07 2018-01 2024-10"
cp "$ENTENTE_RECORD" base.sqlite
chmod u+w base.sqlite
for v in $vintages; do
    file=$ENT_SHARED/data/gdp-wb/gdp-$v.csv.gz
    [ -f "$file" ] || file=$ENT_SHARED/data/gdp-wb/gdp.csv.gz
    zcat "$file" >"gdp-$v.csv"
done
# Other bytes, same figures: its checksum says nothing now.
zcat "$ENT_SHARED/data/gdp-wb/gdp-2024-10-20-withdrawn.csv.gz" | tr -d '\r' >gdp-wrong.csv

for first in $vintages; do
    cp base.sqlite record.sqlite
    "$ENTENTE_ADD" --record record.sqlite gdp-wb "gdp-$first.csv" >/dev/null
    for second in $vintages; do
        [ "$first" = "$second" ] && continue
        "$ENTENTE_ADD" --record record.sqlite gdp-wb "gdp-$second.csv" --dry-run >out 2>err ||
            { echo "$second is refused after $first:"; cat err; exit 1; }
    done
    got=0
    "$ENTENTE_ADD" --record record.sqlite gdp-wb gdp-wrong.csv --version wrong --published 2024-10-20 --dry-run \
        >out 2>err || got=$?
    [ "$got" = 2 ] || { echo "the withdrawn figures are taken after $first"; cat out; exit 1; }
    grep -q "are moved as a whole to other years" err || { cat err; exit 1; }
    sed "s/^/after $first: /" err
done

# Alone it cannot be told; added anyway, it is noted, and a good one is compared with it until it is removed.
cp base.sqlite record.sqlite
"$ENTENTE_ADD" --record record.sqlite gdp-wb "gdp-2018-01.csv" >/dev/null
"$ENTENTE_ADD" --record record.sqlite gdp-wb gdp-wrong.csv --version wrong --published 2024-10-20 --anyway >out
grep -q "note  ADDED ANYWAY: " out
got=0
"$ENTENTE_ADD" --record record.sqlite gdp-wb "gdp-2024-10.csv" >out 2>err || got=$?
[ "$got" = 2 ] && grep -q "entente remove gdp-wb wrong" err
# By its checksum it is known as withdrawn, and never asked.
cp base.sqlite record.sqlite
got=0
withdrawn=$ENT_SHARED/data/gdp-wb/gdp-2024-10-20-withdrawn.csv.gz
"$ENTENTE_ADD" --record record.sqlite gdp-wb "$withdrawn" >out 2>err || got=$?
[ "$got" = 2 ] && grep -q -- "--anyway" err
"$ENTENTE_ADD" --record record.sqlite gdp-wb "$withdrawn" --anyway >/dev/null
"$ENTENTE_ADD" --record record.sqlite gdp-wb "gdp-2024-10.csv" >/dev/null
rm -f record.sqlite base.sqlite
