#!/usr/bin/env bash
# A kill -9 in the middle of `add` leaves the old record whole, and the next reader sees it; what was half done can be done
# again. Twelve moments, spread over the time that one run takes.
set -u
cp "$ENTENTE_RECORD" base.sqlite
awk -F'\t' 'BEGIN { print "ccode,year,milex,milper,irst,pec,tpop,upop,cinc" }
    $1 == "cow" && !seen[$2]++ { for (y = 1920; y <= 2000; y++) printf "%s,%d,%d,1,1,1,1,1,0.01\n", $2, y, y }' \
    "$ENT_SOURCE_DIR/data/states/code.tsv" >big.csv
add() { "$ENTENTE_ADD" --record "$1" nmc big.csv --version test --published 2020; }
content() { "$ENTENTE" list releases --record "$1" --format tsv && "$ENTENTE" check --record "$1" --format tsv \
    -c 'gdp.ppp(USA) > gdp.ppp(FRA) at 2000' -c 'votes.kappa(USA, FRA) > 0 at 1990'; }

content base.sqlite >before
began=$(date +%s%N)
cp base.sqlite whole.sqlite
add whole.sqlite >/dev/null || exit 1
took=$((($(date +%s%N) - began) / 1000000))
content whole.sqlite >after
cmp -s before after && { echo "adding changed nothing"; exit 1; }

old=0 new=0
for step in 1 2 3 4 5 6 7 8 9 10 11 12; do
    cp base.sqlite record.sqlite
    "$ENTENTE_ADD" --record record.sqlite nmc big.csv --version test --published 2020 >/dev/null 2>&1 &
    sleep "$(awk -v t="$took" -v s="$step" 'BEGIN { printf "%.3f", t * s / 13 / 1000 }')"
    kill -9 $! 2>/dev/null
    wait $! 2>/dev/null
    content record.sqlite >now
    if cmp -s now before; then
        old=$((old + 1))
        add record.sqlite >/dev/null || exit 1
        content record.sqlite >now
    fi
    cmp -s now after || { echo "step $step: neither the old record nor the new"; diff now before; exit 1; }
    new=$((new + 1))
    rm -f record.sqlite record.sqlite-journal
done
echo "12 moments: $old found the old record whole, $new ended with the new one"
[ "$old" -gt 0 ] && [ "$new" = 12 ]
