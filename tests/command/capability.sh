#!/usr/bin/env bash
# capability.index on the real file: equal to the published index, and to the same sums made by awk from the raw rows. The
# year 1990 is apart: the file has two rows for one state (COW 260 beside 255, 678 beside 679), which the published index
# counts twice and the record once.
set -u
nmc=${ENT_SHARED:-/nowhere}/data/nmc/cow_nmc.csv.gz
[ -f "$nmc" ] || { echo "skipped: no research data"; exit 77; }
failures=0
cp "$ENTENTE_RECORD" base.sqlite && chmod u+w base.sqlite
export ENTENTE_RECORD=$PWD/base.sqlite
"$ENTENTE_ADD" nmc "$nmc" >added 2>&1 || { cat added; exit 1; }
"$ENTENTE" export panel --own-use --unit state-year --years 1816..2022 --ids cow \
    --strands 'capability.index as computed,capability.cinc as published' >panel 2>err || { cat err; exit 1; }
awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
    $c["computed_kind"] != $c["published_kind"] { odd++ }
    $c["computed_kind"] != "value" || $c["published_kind"] != "value" { next }
    { d = $c["computed"] - $c["published"]; d = d < 0 ? -d : d; apart = $c["year"] == 1990; n[apart]++ }
    d > most[apart] { most[apart] = d; at[apart] = $c["cow"] " " $c["year"] }
    END {
        printf "computed and published: %d rows, largest difference %.3g (COW %s); 1990: %d rows, %.3g (COW %s)\n",
            n[0], most[0], at[0], n[1], most[1], at[1]
        exit !(n[0] > 16000 && most[0] < 1e-6 && !odd)
    }' panel || { echo "not the published index"; failures=1; }

zcat "$nmc" | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) { gsub(/"/, "", $i); c[$i] = i }; next }
    $c["year"] >= 1990 && ($c["ccode"] == 260 || $c["ccode"] == 678) { next }
    { n++; state[n] = $c["ccode"]; year[n] = $c["year"]; m = split("milex milper irst pec upop tpop", name, " ") }
    { for (k = 1; k <= m; k++) if ($c[name[k]] ~ /^[0-9]/) { x[n, k] = $c[name[k]]; total[year[n], k] += x[n, k] } }
    END {
        for (i = 1; i <= n; i++) {
            sum = count = 0
            for (k = 1; k <= 6; k++) if ((i, k) in x && total[year[i], k] > 0) { count++; sum += x[i, k] / total[year[i], k] }
            if (count) printf "%s\t%s\t%.15g\n", state[i], year[i], sum / count
        }
    }' >raw
awk -F'\t' 'NR == FNR { want[$1, $2] = $3; next }
    FNR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
    $c["computed_kind"] == "value" {
        n++; d = $c["computed"] - want[$c["cow"], $c["year"]]
        if (!(($c["cow"], $c["year"]) in want) || d > 1e-12 || d < -1e-12) { bad++; if (bad < 4) print "WRONG", $0 }
    }
    END { printf "computed and awk: %d rows, %d differ\n", n, bad; exit bad > 0 || n < 17000 }' raw panel || failures=1
exit $failures
