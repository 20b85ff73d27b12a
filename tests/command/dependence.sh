#!/usr/bin/env bash
# Dependence is of one state on the other: an arrow says of which. Where the research files are, capability.index is compared
# with the published index, and shares of trade with sums made by awk.
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }
for name in trade.partner-share trade.dependence dependence; do
    "$ENTENTE" check -c "$name(IND, PAK) > 1% at 2010" >out 2>&1 && fault "$name without an arrow is taken"
    grep -q "write $name(IND -> PAK)" out || fault "$name: $(cat out)"
    "$ENTENTE" check -c "$name(IND -> PAK) > 1% at 2010" >out 2>&1
    [ $? -le 3 ] && ! grep -q "^entente:" out || fault "$name: $(cat out)"
done

trade=${ENT_SHARED:-/nowhere}/data/trade/cow_trade_ddy.csv.gz
[ -f "$trade" ] || { echo "skipped: no research data"; [ $failures = 0 ] && exit 77; exit 1; }
cp "$ENTENTE_RECORD" base.sqlite && chmod u+w base.sqlite
export ENTENTE_RECORD=$PWD/base.sqlite
"$ENTENTE_ADD" trade "$trade" >added 2>&1 || fault "$(cat added)"
# India (750) and Pakistan (770) in 2010: flow1 is what ccode1 imports from ccode2; every row has its mirror row.
want=$(zcat "$trade" | awk -F, '
    NR == 1 { for (i = 1; i <= NF; i++) { gsub(/"/, "", $i); c[$i] = i }; next }
    $c["year"] != 2010 { next }
    $c["ccode1"] == 750 || $c["ccode2"] == 750 {
        flow = $c["flow1"]
        if (flow == "" || flow == "NA" || flow < 0) next
        total += flow
        if ($c["ccode1"] == 770 || $c["ccode2"] == 770) with += flow
    }
    END { printf "%.9f", with / total }')
"$ENTENTE" show IND PAK trade.partner-share --format tsv >out || fault "show: $(cat out)"
got=$(awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } $c["year"] == 2010 { print $c["value"]; exit }' out)
awk -v a="$want" -v b="$got" 'BEGIN { d = a - b; exit !(b > 0 && d < 1e-6 && d > -1e-6) }' || fault "share of trade: $got, not $want"
exit $((failures > 0))
