#!/usr/bin/env bash
# A group in the place of a state: its total is that of its members as show has them one by one, a measure without totals
# says so, and what is missing is named, never counted as nothing.
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }
value() { awk -F'\t' -v year="$1" -v source="$2" 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
    $c["year"] == year && index($c["source"], source) == 1 { print $c["kind"], $c["value"]; exit }'; }

want=0
for state in CAN DEU FRA GBR ITA JPN USA; do
    "$ENTENTE" show "$state" gdp.usd --format tsv >one || fault "show $state"
    want=$(value 2018 pwt <one | awk -v sum="$want" '{ printf "%.6f", sum + $2 }')
done
"$ENTENTE" show @G7 gdp.usd --format tsv >out || fault "show @G7"
got=$(value 2018 pwt <out | cut -d' ' -f2)
awk -v a="$want" -v b="$got" 'BEGIN { d = a / b - 1; exit !(b > 0 && d < 1e-9 && d > -1e-9) }' || fault "G7: $got, not $want"
[ "$(awk -F'\t' '$3 == 2018 { print $NF; exit }' out)" = @G7 ] || fault "the rows do not say @G7"
[ "$(value 1960 pwt <out | cut -d' ' -f1)" = "no" ] || fault "the G7 of 1960: $(value 1960 pwt <out)"

"$ENTENTE" why 'gdp.usd(@G7) @ 2018' --rows 0 >out || fault "why"
grep -q "sum of 7 members of @G7" out || fault "why does not say of whom"
[ "$(grep -c ' line [0-9]' out)" = 7 ] || fault "why: not one row a member"

"$ENTENTE" check -c 'gdp.usd(@g7) > gdp.usd(CHN) at 2018' >out
[ $? = 0 ] && grep -q 'gdp.usd(@G7) > gdp.usd(CHN)' out || fault "G7 and China: $(head -1 out)"
"$ENTENTE" check -c 'gap(gdp.usd, @G7, USA) > 0 at 2018' >out
[ $? = 0 ] || fault "gap: $(head -1 out)"
"$ENTENTE" check -c 'gdp.perhead(@G7) > 1 at 2018' >out 2>&1
[ $? = 2 ] && grep -q 'neither a sum nor a mean' out || fault "no total per head: $(cat out)"
"$ENTENTE" check -c 'senior(gdp.usd, @G7, USA) changed during 1990..2000' >out 2>&1
[ $? = 2 ] || fault "seniority of a group: $(cat out)"
"$ENTENTE" check -c 'votes.kappa(@G7, USA) > 0 at 2018' >out 2>&1
[ $? = 2 ] && grep -q 'any, all, no or most of its members' out || fault "a group in a pair: $(cat out)"
"$ENTENTE" show USA @G7 gdp.usd >out 2>&1
[ $? = 2 ] || fault "a group after a state: $(cat out)"

# All states: some have no figure, and that is said.
"$ENTENTE" check -c 'gdp.usd(@states) > 1 at 2018' >out
[ $? = 3 ] && grep -q '@states has no sum where a member is not seen' out || fault "all states: $(cat out)"

# A group that a condition defines is listed with it, and no number of members.
"$ENTENTE" list groups --format tsv | awk -F'\t' '$1 == "@rivals" && $2 == "" && $3 ~ /rivalry\(A, X\)/' | grep -q . || fault "@rivals is not listed"
"$ENTENTE" list groups democracies --format json | grep -q '"members_ever": null' || fault "@democracies by name"
exit $((failures > 0))
