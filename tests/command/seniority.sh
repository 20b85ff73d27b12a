#!/usr/bin/env bash
# entente show A B WHAT --seniority: on the pack's own figures against awk, mirrored when the states are swapped, and what it
# refuses.
set -u
failures=0
fail() { echo "$*"; failures=$((failures + 1)); }

# The final crossing by awk from the series that show prints: the last year in which the sign is another than at the end.
for pair in "IND CHN" "ITA ESP" "POL KOR" "CHN RUS" "BRA MEX"; do
    set -- $pair
    "$ENTENTE" show "$1" "$2" gdp.usd --source pwt --format tsv >series || fail "show $pair"
    "$ENTENTE" show "$1" "$2" gdp.usd --source pwt --seniority --format tsv >senior || fail "show $pair --seniority"
    awk -F'\t' -v a="$1" -v b="$2" '
        NR > 1 && $4 == "value" && $6 > 0 { x[$10, $3] = $6; if (!first || $3 < first) first = $3; if ($3 > last) last = $3 }
        END {
            for (y = first; y <= last; y++) if ((a, y) in x && (b, y) in x) { n++; year[n] = y; r[n] = log(x[a, y] / x[b, y]) }
            for (i = 1; i < n; i++) if (r[i] * r[n] <= 0) at = i
            printf "%d %d %s %s %s\n", year[1], year[n], (r[n] > 0 ? a : b), at ? year[at] : "", at ? year[at + 1] : ""
        }' series >by_awk
    awk -F'\t' 'NR == 2 { printf "%s %s %s %s %s\n", $4, $5, $8, $9, $10 }' senior >by_entente
    cmp -s by_awk by_entente || fail "$pair: by awk $(cat by_awk), here $(cat by_entente)"
    # swapped: the same dates, the inverse ratios, the same one ahead
    "$ENTENTE" show "$2" "$1" gdp.usd --source pwt --seniority --format tsv >other || fail "show swapped"
    paste senior other | awk -F'\t' 'NR == 2 {
        same = $8 == $27 && $9 == $28 && $10 == $29 && $11 == $30 && $15 == $34 && $16 == $35 && $17 == $36 && $18 == $37
        if (!same || ($6 * $25 - 1) ^ 2 > 1e-18) exit 1 }' || fail "$pair is not mirrored"
done

"$ENTENTE" show CHN RUS economy --seniority >out || fail "show CHN RUS economy --seniority"
grep -q '^CHN · RUS    economy: CHN ahead on' out || fail "who is ahead: $(head -1 out)"
grep -q '^  envelope  CHN over RUS: ' out || fail "no envelope"
grep -q '┆ 1991 series break: USSR → Russia' out || fail "no break"
"$ENTENTE" show CHN RUS economy --seniority --format json >out.json || fail "no JSON"
[ "$(grep -c '"ratio_then"' out.json)" = "$(($("$ENTENTE" show CHN RUS economy --seniority --format tsv | wc -l) - 1))" ] ||
    fail "JSON and rows differ"

refuses() { # WORDS ARGUMENTS...
    local words=$1
    shift
    "$ENTENTE" "$@" >out 2>&1
    [ $? = 2 ] && grep -q -- "$words" out || fail "entente $*: $(cat out)"
}
refuses 'two states' show CHN economy --seniority
refuses 'two states' show CHN RUS --seniority
refuses 'amounts that each state has' show CHN RUS votes.kappa --seniority

# Claims on the same: exit status as for any other.
"$ENTENTE" check -c 'senior(gdp.usd:source=pwt, CHN, RUS) changed during 1991..1995' >out || fail "changed: $(cat out)"
"$ENTENTE" check -c 'overtook(gdp.usd:source=pwt, RUS, CHN) during 1991..1995' >out
[ $? = 1 ] || fail "overtook the other way round: $(cat out)"
[ $failures = 0 ]
