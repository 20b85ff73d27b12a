#!/usr/bin/env bash
# Votes of a month, a day and a window of them, on the pack's own votes: agreement, kappa and the share of opposite votes
# against the table that they came from, counted by awk alone. Days of votes are months until 1999 (recipes/un-votes.recipe).
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }
calls=$ENT_SOURCE_DIR/data/un-votes/roll_calls.tsv
ballots=$ENT_SOURCE_DIR/data/un-votes/ballots.tsv

cat >asked <<'ASKED'
CHN CN RUS RU 2018-12 2018-12
CHN CN RUS RU 2018-09 2018-12
CHN CN RUS RU 2018-12-05 2018-12-05
CHN CN USA US 2005-12 2005-12
USA US FRA FR 1985-12 1985-12
USA US RUS RU 1985-09 1986-03
IND IN BRA BR 1999-11 2000-02
IND IN PAK PK 2012-12-03 2012-12-20
IND IN PAK PK 1999-12-10 2000-12-31
IND IN PAK PK 1999-12-10 2002-12-31
JPN JP DEU DE 2003-10 2004-01
ZAF ZA EGY EG 2019-12 2019-12
BRA BR ZAF ZA 2018-11 2018-11
FRA FR GBR GB 1995-12-05 1995-12-05
ASKED

# One line for each pair and time: how many roll calls, how many are left out, agreement, kappa, opposite. A roll call of
# before 2000 is in a time that holds its month, and may be in one that touches it.
awk -F'\t' '
    FILENAME == ARGV[1] { split($0, w, " "); a[FNR] = w[2]; b[FNR] = w[4]; from[FNR] = length(w[5]) == 7 ? w[5] "-01" : w[5]
                          to[FNR] = length(w[6]) == 7 ? w[6] "-31" : w[6]; asked = FNR; next }
    FILENAME == ARGV[2] { date[$2] = $5; next }
    FNR > 1 { # a roll call goes on over rows
        for (i = 1; i <= asked; i++) {
            if (match($3, "(^| )" a[i] ":[yan]")) x[i, $1] = substr($3, RSTART + RLENGTH - 1, 1)
            if (match($3, "(^| )" b[i] ":[yan]")) y[i, $1] = substr($3, RSTART + RLENGTH - 1, 1)
        }
    }
    function count(i, call,   first, last, p, q) {
        first = date[call] < "2000" ? substr(date[call], 1, 7) "-01" : date[call]
        last = date[call] < "2000" ? substr(date[call], 1, 7) "-31" : date[call]
        if (last < from[i] || first > to[i]) return
        if (first < from[i] || last > to[i]) { left[i]++; return }
        taken[i]++
        if (!((i, call) in x) || !((i, call) in y)) return
        p = x[i, call]; q = y[i, call]
        n[i]++; row[i, p]++; column[i, q]++
        same[i] += p == q; near[i] += p != q && (p == "a" || q == "a"); far[i] += p != q && p != "a" && q != "a"
    }
    END {
        for (i = 1; i <= asked; i++) {
            for (call in date) if (call != "rcid") count(i, call)
            if (n[i] < 10 || left[i] > taken[i]) { print n[i] + 0, left[i] + 0, "none none none"; continue }
            chance = 0
            split("y a n", letters, " ")
            for (k in letters) chance += row[i, letters[k]] / n[i] * column[i, letters[k]] / n[i]
            printf "%d %d %.12f %.12f %.12f\n", n[i], left[i], (same[i] + near[i] / 2) / n[i],
                (same[i] / n[i] - chance) / (1 - chance), far[i] / n[i]
        }
    }' asked "$calls" "$ballots" >wanted

# found MEASURE A B FROM TO: value of the answer, or none
found() {
    local window="during $4..$5"
    [ "$4" = "$5" ] && window="at $4"
    "$ENTENTE" check -c "$1($2, $3) > -2 $window" --format json 2>err |
        awk '/"outcome"/ { covered = !/not covered/ } /"value"/ { sub(/.*"value": */, ""); sub(/,.*/, ""); v = $0 }
             END { if (covered) printf "%.12f\n", v; else print "none" }'
}

seen=0
while read -r a _ b _ from to <&3 && read -r n left agreement kappa opposite <&4; do
    [ "$agreement" = none ] || seen=$((seen + 1))
    for pair in "votes.agreement $agreement" "votes.kappa $kappa" "votes.opposite $opposite"; do
        is=$(found "${pair% *}" "$a" "$b" "$from" "$to")
        [ "$is" = "${pair#* }" ] || awk -v x="$is" -v y="${pair#* }" 'BEGIN { exit !(x != "none" && y != "none" && (x - y) ^ 2 < 1e-22) }' ||
            fault "${pair% *}($a, $b) $from..$to is $is, not ${pair#* } ($n roll calls, $left left out)"
    done
done 3<asked 4<wanted
[ $seen -ge 9 ] || fault "only $seen of the times have enough roll calls: $(cat wanted)"

# What stands in words: how many roll calls, what is left out, and the same number from why.
read -r n _ agreement _ < <(head -n 1 wanted)
"$ENTENTE" check -c 'votes.agreement(CHN, RUS) > 0 at 2018-12' | grep -q " of $n roll calls" || fault "no count of roll calls"
"$ENTENTE" why 'votes.agreement(CHN, RUS) @ 2018-12' --format json | grep -q "$(printf '%.4f' "$agreement" | cut -c1-5)" || fault "why has another number"
"$ENTENTE" why 'votes.agreement(CHN, RUS) @ 2018-12' | grep -q "/ $n roll calls" || fault "the rows of why are not those of the month"
"$ENTENTE" check -c 'votes.agreement(IND, PAK) > 0 during 1999-12-10..2002-12-31' | grep -q 'not known that closely are left out' || fault "what is left out is not said"
"$ENTENTE" check -c 'votes.agreement(BRA, ZAF) > 0 at 2018-11' | grep -q 'too few cases' || fault "too few roll calls are not said"
"$ENTENTE" check -c 'votes.agreement(CHN, RUS) > 0 at 2018-12' --intervals | grep -q 'replicates are of years' || fault "no word on replicates"
echo "$(wc -l <asked) times, $seen with a value"
exit $((failures > 0))
