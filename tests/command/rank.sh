#!/usr/bin/env bash
# League tables against an independent computation: awk over the pack's ballots and the Penn World Table ranks every pair and
# every state of a year itself.
set -eu
votes=$ENT_SOURCE_DIR/data/un-votes
fault() { echo "$*"; exit 1; }

# Every pair of a year with at least ten common roll calls: strict agreement, highest first, equal ones in a range of ranks.
# Two republics of the Soviet Union had seats of their own, and no list counts them as states.
awk -F'\t' -v year=1975 '
    FNR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
    FILENAME ~ /roll_calls/ { if (substr($c["date"], 1, 4) == year) in_year[$c["rcid"]] = 1; next }
    $1 in in_year { n = split($c["ballots"], t, " ")
        for (i = 1; i <= n; i++) { split(t[i], v, ":"); if (v[1] == "BY" || v[1] == "UA") continue; vote[$1, v[1]] = v[2]; who[v[1]] = 1; roll[$1] = 1 } }
    END { for (s in who) states[++m] = s
        for (i = 1; i <= m; i++) for (j = i + 1; j <= m; j++) { N = same = 0
            for (r in roll) if ((r, states[i]) in vote && (r, states[j]) in vote) { N++; same += vote[r, states[i]] == vote[r, states[j]] }
            if (N >= 10) printf "%.9f %d\n", same / N, N } }' "$votes/roll_calls.tsv" "$votes/ballots.tsv" |
    sort -rn | awk '{ value[NR] = $1; n[NR] = $2 }
        END { for (i = 1; i <= NR; i = end) { for (end = i; end <= NR && value[end] == value[i]; end++);
            for (k = i; k < end; k++) print i, end - 1, value[k], n[k] } }' | sort >awk.txt
"$ENTENTE" rank votes.agreement:credit=strict --year 1975 --top 0 --format tsv |
    awk -F'\t' 'NR > 1 { printf "%d %d %.9f %d\n", $3, $4, $9, $12 }' | sort >entente.txt
cmp awk.txt entente.txt || fault "ranks of all pairs of 1975 differ from awk"
[ "$(wc -l <awk.txt)" -gt 8000 ] || fault "only $(wc -l <awk.txt) pairs were compared"

# Rises by ratio from 1990 to 2010 of every state that the table has in both years.
awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
    $c["cgdpo"] != "" { if ($c["year"] == 1990) from[$c["isocode"]] = $c["cgdpo"]; if ($c["year"] == 2010) to[$c["isocode"]] = $c["cgdpo"] }
    END { for (s in to) if (s in from) printf "%s %.6f\n", s, to[s] / from[s] }' "$ENT_SOURCE_DIR/data/pwt/pwt.tsv" |
    sort -k2,2nr -k1,1 >awk.txt
"$ENTENTE" rank risers gdp.ppp:source=pwt --years 1990..2010 --by ratio --top 0 --format tsv |
    awk -F'\t' 'NR > 1 { printf "%s %.6f\n", $6, $9 / $14 }' >entente.txt
# the table has territories that the list of states has not; those that are ranked stand in the same order with the same ratio
awk 'NR == FNR { kept[$1] = 1; next } $1 in kept' entente.txt awk.txt >both.txt
cmp both.txt entente.txt || fault "rises from 1990 to 2010 differ from awk"
[ "$(wc -l <entente.txt)" -gt 100 ] || fault "only $(wc -l <entente.txt) states were compared"

# Members of the year alone are ranked, and ranks are among them; a state that is asked for keeps its rank among all.
[ "$("$ENTENTE" rank votes.kappa --year 1990 --among FRA,GBR,USA --top 0 --format tsv | wc -l)" = 4 ] || fault "three states make three pairs"
all=$("$ENTENTE" rank gdp.ppp:source=pwt --year 2000 --top 0 --format tsv | awk -F'\t' '$6 == "FRA" { print $3 }')
one=$("$ENTENTE" rank gdp.ppp:source=pwt France --year 2000 --format tsv | awk -F'\t' 'NR > 1 { print $3 }')
[ -n "$all" ] && [ "$all" = "$one" ] || fault "France is $all among all, $one when asked for"

# A reversal: the pair's ratios in the years named are those of the table, on both sides of 1, and no larger swing is among
# the pair's own years.
read -r a b from to before after < <("$ENTENTE" rank reversals gdp.ppp:source=pwt --among @majors --top 1 --format tsv |
    awk -F'\t' 'NR == 2 { print $7, $8, $9, $10, $11, $12 }')
awk -F'\t' -v a="$a" -v b="$b" -v from="$from" -v to="$to" -v before="$before" -v after="$after" '
    NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
    $c["cgdpo"] != "" { if ($c["isocode"] == a) x[$c["year"]] = $c["cgdpo"]; if ($c["isocode"] == b) y[$c["year"]] = $c["cgdpo"] }
    END { for (i in x) for (j in x) if (j - i >= 10 && j - i <= 50 && i in y && j in y) {
            r = x[i] / y[i]; s = x[j] / y[j]
            if ((r <= 1 && s > 1 || r >= 1 && s < 1)) { t = s > r ? s / r : r / s; if (t > best) { best = t; ratio[1] = r; ratio[2] = s; year[1] = i; year[2] = j } } }
        near = (ratio[1] - before) ^ 2 < 1e-12 && (ratio[2] - after) ^ 2 < 1e-12
        if (!(near && year[1] == from && year[2] == to)) { print "awk: " year[1], year[2], ratio[1], ratio[2]; exit 1 } }' \
    "$ENT_SOURCE_DIR/data/pwt/pwt.tsv" || fault "the largest reversal of $a and $b is said to be $from $to $before $after"

# What cannot be ranked is refused with what would be right.
refuse() { # words of the message, arguments
    local words=$1 status=0
    shift
    "$ENTENTE" rank "$@" >out 2>err || status=$?
    [ "$status" = 2 ] && [ ! -s out ] && grep -q "$words" err || fault "rank $*: status $status, $(cat err)"
}
refuse 'rank what' records
refuse 'did you mean' votes.kapa
refuse 'year or --years' votes.kappa --year 1990 --years 1980..1990
refuse 'a span' risers gdp.ppp --year 1990
refuse 'difference or ratio' risers gdp.ppp --by percent
refuse 'about two states' reversals votes.kappa --among @majors
refuse 'leave out' reversals gdp.ppp --reverse
refuse 'one too many' votes.kappa FRA USA GBR
