#!/usr/bin/env bash
# Peak memory of "add" for tables of the same kind that are 1, 10 and 40 times as long (made-up flows between states by
# month, each fiftieth row told twice). Takes minutes and a few GB of disk, so `make bench` does not run it.
# Usage: bench/flat.sh BUILD-FOLDER [TIMES...]; FLAT_ROWS (340000) rows make one time.
set -u
build=$(cd "${1:-build}" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
shift
[ $# -gt 0 ] || set -- 1 10 40
rows=${FLAT_ROWS:-340000}
[ -x /usr/bin/time ] || { echo "flat: skipped, /usr/bin/time is not there"; exit 0; }
scratch=$(mktemp -d "${TMPDIR:-/tmp}/entente-flat-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1

cat >flows.recipe <<'R'
source     flows
title      Made-up flows by month
licence    open
version    1
published  2020
covers     1900..2014
absent     unknown
within     none
time       month date
pair       a b cow directed
value      flow flow current USD
file       flows.csv
R
make_flows() { # ROWS
    awk -F'\t' -v rows="$1" '$1 == "cow" && !states[$5]++ { code[n++] = $2 } END {
        print "a,b,month,flow"
        for (year = 1900; rows > 0; year++) for (month = 1; month <= 12; month++) for (i = 0; i < n; i++) for (k = 0; k < n; k++) {
            if (i == k || rows <= 0) continue
            row = sprintf("%d,%d,%d-%02d,%d", code[i], code[k], year, month, (i * 7919 + k * 104729 + year) % 1000003)
            print row; rows--
            if (rows % 50 == 0) { print row; rows-- }
        }
    }' "$root/data/states/code.tsv"
}

"$build/entente-add" --record base.sqlite --pack >/dev/null || exit 1
printf '%12s %9s %9s %9s %10s %12s   %s\n' rows 'file MB' 'cpu s' 'peak MB' 'record MB' 'bytes a row' accounts
for times in "$@"; do
    make_flows $((rows * times)) >flows.csv
    cp base.sqlite into.sqlite
    /usr/bin/time -o took -f '%U %S %M' "$build/entente-add" --record into.sqlite --recipe flows.recipe flows flows.csv >said || exit 1
    read -r user system peak <took
    size=$(($(wc -c <into.sqlite) - $(wc -c <base.sqlite)))
    awk -v n="$((rows * times))" -v f="$(wc -c <flows.csv)" -v u="$user" -v s="$system" -v p="$peak" -v r="$size" -v w="$(sed -n '1s/.*rows read = //p' said)" \
        'BEGIN { printf "%12d %9.1f %9.1f %9.1f %10.1f %12.1f   %s\n", n, f / 1e6, u + s, p / 1024, r / 1e6, r / n, w }'
    rm -f into.sqlite flows.csv
done
