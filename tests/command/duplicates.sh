#!/usr/bin/env bash
# A table that is larger than the memory it is sorted in: what it says twice, or contradicts, is found all the same, with the
# line that said it first; and nothing of the temporary file stays behind. Counted by awk, which remembers every row.
set -u
command -v sqlite3 >/dev/null || { echo "skipped: there is no sqlite3"; exit 77; }
cat >flows.recipe <<'R'
source     flows
title      Flows made up for a test
licence    open
version    1
published  2020
covers     1900..2020
absent     unknown
within     none
time       year year
pair       a b cow directed
value      flow flow current USD
file       flows.csv
R
# Every pair of 60 states in 90 years in an order that jumps about, each 40th row again at once, each 1,000th far behind the
# others, each 1,500th there with another number.
awk -F'\t' '$1 == "cow" && !states[$5]++ && !codes[$2]++ { code[n++] = $2 } END {
    print "a,b,year,flow"
    total = 60 * 59 * 90
    for (i = 0; i < total; i++) {
        k = (i * 7919) % total
        year = 1900 + k % 90; k = int(k / 90); x = k % 60; y = int(k / 60); y += y >= x
        row = code[x] "," code[y] "," year
        print row "," i % 1000
        if (i % 40 == 0) print row "," i % 1000 ".0"
        if (i % 1000 == 0) late[m++] = row "," i % 1000
        if (i % 1500 == 0) late[m++] = row "," i % 1000 + 1
    }
    for (i = 0; i < m; i++) print late[i]
}' "$ENT_SOURCE_DIR/data/states/code.tsv" >flows.csv
awk -F, 'NR > 1 {
    key = $1 "," $2 "," $3; read++
    if (!(key in line)) { line[key] = NR; value[key] = $4 + 0; stored++; sum += $4; next }
    if (value[key] == $4 + 0) { same++; print NR "|duplicate|says the same as line " line[key] >"expected" }
    else { other++; print NR "|rejected|contradicts line " line[key] ", which is about the same and says otherwise; the first is kept" >"expected" }
} END { print read, stored, same, other, sum }' flows.csv >accounts
read -r read stored same other sum <accounts

cp "$ENTENTE_RECORD" record.sqlite
"$ENTENTE_ADD" --record record.sqlite --recipe flows.recipe flows flows.csv >out || exit 1
grouped() { printf "%s" "$1" | sed ':a;s/\B[0-9]\{3\}\>/,&/;ta'; }
want="$(grouped "$read") rows read = $(grouped "$stored") stored + $(grouped "$same") duplicates + $(grouped "$other") rejected + 0 out of scope"
grep -qF "$want" out || { echo "expected: $want"; head -1 out; exit 1; }
[ "$(grep -c '^  rejected  flows.csv:' out)" = 20 ] || { echo "not 20 refusals"; cat out; exit 1; }
grep '^  rejected' out | sed 's/^  rejected  flows.csv:\([0-9]*\)  /\1|rejected|/' >shown
grep '|rejected|' expected | sort -n | head -20 | cmp - shown || { echo "not the first refusals"; exit 1; }
sqlite3 record.sqlite "SELECT line || '|' || outcome || '|' || reason FROM rejected JOIN release r ON r.id = release
    JOIN source s ON s.id = r.source WHERE s.name = 'flows' ORDER BY line" | cmp - <(sort -n expected) || exit 1
got=$(sqlite3 record.sqlite "SELECT count(*), cast(sum(value) AS INTEGER) FROM fact WHERE strand =
    (SELECT id FROM strand WHERE name = 'flow')")
[ "$got" = "$stored|$sum" ] || { echo "stored $got, expected $stored|$sum"; exit 1; }
[ "$(ls | grep -c '^record.sqlite')" = 1 ] || { echo "left behind:"; ls; exit 1; }
echo "$read rows: $stored stored, $same duplicates, $other contradictions, each with the line that was first"
