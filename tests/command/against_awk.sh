#!/usr/bin/env bash
# Values against an independent computation: awk over the pack's text tables, which entente reads through its record.
set -eu
value() { # claim: the value of its left side
    "$ENTENTE" check --format json -c "$1" | awk -F': ' '/"value"/ { sub(/,$/, "", $2); print $2; exit }' || true
}
passed=0 failed=0
near() { # what, got, wanted
    if awk -v a="$2" -v b="$3" 'BEGIN { d = a - b; if (d < 0) d = -d; s = b < 0 ? -b : b; exit !(a != "" && d <= 1e-9 * (s + 1e-3)) }'; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$1: entente $2, awk $3"
    fi
}

# Penn World Table: output at current purchasing power, in dollars; current dollars by its price level.
while read -r code year ppp usd; do
    near "gdp.ppp $code $year" "$(value "gdp.ppp($code, source=pwt) > 0 at $year")" "$ppp"
    near "gdp.usd $code $year" "$(value "gdp.usd($code, source=pwt) > 0 at $year")" "$usd"
done < <(awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
    $c["isocode"] ~ /^(FRA|IND|BRA|THA|USA|JPN)$/ && $c["year"] % 17 == 3 && $c["cgdpo"] != "" {
        printf "%s %d %.17g %.17g\n", $c["isocode"], $c["year"], $c["cgdpo"] * 1e6, $c["cgdpo"] * $c["pl_gdpo"] * 1e6 }' \
    "$ENT_SOURCE_DIR/data/pwt/pwt.tsv")

# Ballots: Lijphart agreement, strict agreement, Cohen's kappa and the share of yes against no, by calendar year.
pair_year() { # iso2 a, iso2 b, year: four numbers
    awk -F'\t' -v a="$1" -v b="$2" -v year="$3" '
        FNR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
        FILENAME ~ /roll_calls/ { if (substr($c["date"], 1, 4) == year) in_year[$c["rcid"]] = 1; next }
        $1 in in_year { n = split($c["ballots"], t, " ")
            for (i = 1; i <= n; i++) { split(t[i], v, ":"); if (v[1] == a) x[$1] = v[2]; if (v[1] == b) y[$1] = v[2] } }
        END { k["y"] = 0; k["a"] = 1; k["n"] = 2
            for (r in x) if (r in y) { i = k[x[r]]; j = k[y[r]]; N++; same += i == j; d = i > j ? i - j : j - i
                half += 1 - d / 2; p[i]++; q[j]++; opposite += d == 2 }
            for (i = 0; i < 3; i++) chance += p[i] * q[i] / (N * N)
            printf "%.17g %.17g %.17g %.17g\n", half / N, same / N, 1 - (1 - same / N) / (1 - chance), opposite / N }' \
        "$ENT_SOURCE_DIR/data/un-votes/roll_calls.tsv" "$ENT_SOURCE_DIR/data/un-votes/ballots.tsv"
}
while read -r a b iso2a iso2b year; do
    read -r half same kappa opposite < <(pair_year "$iso2a" "$iso2b" "$year")
    near "agreement $a $b $year" "$(value "votes.agreement($a, $b) > 0 at $year")" "$half"
    near "strict agreement $a $b $year" "$(value "votes.agreement($a, $b, credit=strict) > 0 at $year")" "$same"
    near "kappa $a $b $year" "$(value "votes.kappa($a, $b) > 0 at $year")" "$kappa"
    near "opposite $a $b $year" "$(value "votes.opposite($a, $b) > 0 at $year")" "$opposite"
done <<'PAIRS'
CHN RUS CN RU 2018
USA ISR US IL 1990
IND PAK IN PK 1975
FRA GBR FR GB 1962
BRA ARG BR AR 2005
PAIRS
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
