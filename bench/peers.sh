#!/usr/bin/env bash
# "Add" against programs that read the same bytes: R's readr and data.table, and sqlite3's .import. Same machine, same file,
# runs in turn, whole processes from start to end, medians. What is missing is skipped with a word.
# Usage: bench/peers.sh BUILD-FOLDER; BENCH_RUNS (5) runs of each; ../shared/data where it is there, else made-up flows.
set -u
build=$(cd "${1:-build}" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
shared=${ENT_SHARED:-$root/../shared}/data
runs=${BENCH_RUNS:-5}
[ "$runs" -gt 5 ] && runs=5
[ -x /usr/bin/time ] || { echo "add against peers: skipped, /usr/bin/time is not there"; exit 0; }
scratch=$(mktemp -d "${TMPDIR:-/tmp}/entente-peers-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1

has_r() { command -v Rscript >/dev/null && Rscript -e "quit(status = !requireNamespace('$1', quietly = TRUE))" >/dev/null 2>&1; }
has_sqlite() { command -v sqlite3 >/dev/null; }

names=() commands=() notes=()
peer() { # NAME NOTE COMMAND: a line of the table
    names+=("$1") notes+=("$2") commands+=("$3")
}
absent() { echo "  $1: skipped, not there ($2)"; }

# One run of a command, prepared outside the clock; a line "wall cpu peak" into a file of its own.
run() {
    rm -f into.sqlite into.sqlite-journal
    case ${names[$1]} in entente*) cp base.sqlite into.sqlite ;; esac
    /usr/bin/time -o took -f '%e %U %S %M' bash -c "exec ${commands[$1]}" >said 2>&1 || { echo "  ${names[$1]} failed: $(tail -n 1 said)"; return 1; }
    tail -n 1 took | awk '{ printf "%.2f %.2f %.1f\n", $1, $2 + $3, $4 / 1024 }' >>"times.$1"
    case ${names[$1]} in
    entente*) echo $(($(wc -c <into.sqlite) - $(wc -c <base.sqlite))) >"size.$1" ;; # what was there before does not count
    *sqlite*) wc -c <into.sqlite >"size.$1" ;;
    esac
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

race() { # TITLE: all peers in turn, then the table
    local i k
    for k in $(seq "$runs"); do
        for i in "${!names[@]}"; do run "$i" || unset "names[$i]"; done
    done
    printf '%s\n' "$1"
    printf '  %-32s %7s %7s %8s %9s   %s\n' '' 'wall s' 'cpu s' 'peak MB' 'cpu ratio' 'what it does'
    local mine
    mine=$(cut -d' ' -f2 times.0 | median)
    for i in "${!names[@]}"; do
        local wall cpu peak
        wall=$(cut -d' ' -f1 "times.$i" | median) cpu=$(cut -d' ' -f2 "times.$i" | median) peak=$(cut -d' ' -f3 "times.$i" | median)
        printf '  %-32s %7s %7s %8s %9s   %s\n' "${names[$i]}" "$wall" "$cpu" "$peak" \
            "$(awk -v a="$mine" -v b="$cpu" 'BEGIN { printf "%.2f", (b > 0) ? a / b : 0 }')" "${notes[$i]}"
    done
    for i in "${!names[@]}"; do
        [ -f "size.$i" ] && printf '  %-32s %7.1f MB on disk, %.1f bytes a row\n' "${names[$i]}" \
            "$(awk -v b="$(cat "size.$i")" 'BEGIN { print b / 1e6 }')" \
            "$(awk -v b="$(cat "size.$i")" -v n="$rows" 'BEGIN { print b / n }')"
    done
    rm -f times.* size.*
    names=() commands=() notes=()
}

peers_of() { # FILE COLUMNS-OF-A-TYPED-TABLE
    if has_sqlite; then
        peer 'sqlite3 .import, as text' 'parses, stores text; no key, no checks' "sqlite3 into.sqlite '.mode csv' '.import $1 t'"
        peer 'sqlite3 .import, typed, keyed' 'parses, stores numbers, refuses equal keys' \
            "sqlite3 into.sqlite 'CREATE TABLE t ($2) WITHOUT ROWID' '.mode csv' '.import --skip 1 $1 t'"
    else
        absent 'sqlite3 .import' 'package sqlite3'
    fi
    if has_r data.table; then
        peer 'R data.table::fread' 'parses into memory, several threads' "Rscript -e 'x <- data.table::fread(\"$1\", showProgress = FALSE)'"
    else
        absent 'R data.table::fread' 'package r-cran-data.table'
    fi
    if has_r readr; then
        peer 'R readr::read_csv' 'parses into memory, several threads' \
            "Rscript -e 'x <- readr::read_csv(\"$1\", show_col_types = FALSE, progress = FALSE, lazy = FALSE)'"
    else
        absent 'R readr::read_csv' 'package r-cran-readr'
    fi
    command -v Rscript >/dev/null && peer 'R, doing nothing' 'what of the two above is starting R' "Rscript -e '0'"
}

# A table as large as the trade file, of the same columns: pairs of states by year.
make_flows() {
    awk -F'\t' '$1 == "cow" && !states[$5]++ { code[n++] = $2 } END {
        print "\"ccode1\",\"ccode2\",\"year\",\"flow1\",\"flow2\",\"smoothflow1\",\"smoothflow2\""
        for (i = 0; i < n && rows < 1347308; i++) for (k = 0; k < n; k++) {
            if (i == k) continue
            for (year = 1978; year <= 2014 && rows < 1347308; year++) {
                seed = (seed * 69069 + 12345) % 4294967296
                flow = seed % 7 ? seed / 1000003 : -9
                printf "%d,%d,%d,%.6g,%.6g,%.6g,%.6g\n", code[i], code[k], year, flow, flow * 1.1, flow, flow * 1.1
                rows++
            }
        }
    }' "$root/data/states/code.tsv"
}

"$build/entente-add" --record base.sqlite --pack >/dev/null || exit 1

options=
if [ -f "$shared/trade/cow_trade_ddy.csv.gz" ]; then
    gzip -dc "$shared/trade/cow_trade_ddy.csv.gz" >cow_trade_ddy.csv
    what='trade, the real file'
else
    make_flows >cow_trade_ddy.csv
    what='trade, made-up flows' options='--version made-up --published 2020'
fi
gzip -1 -kf cow_trade_ddy.csv
rows=$(($(wc -l <cow_trade_ddy.csv) - 1))
peer 'entente-add' 'parses, checks codes, years, zeros and repeats, stores with lineage' \
    "$build/entente-add --record into.sqlite $options trade cow_trade_ddy.csv"
peer 'entente-add, from .gz' 'the same, and unpacks' "$build/entente-add --record into.sqlite $options trade cow_trade_ddy.csv.gz"
peers_of cow_trade_ddy.csv 'ccode1 INTEGER, ccode2 INTEGER, year INTEGER, flow1 REAL, flow2 REAL, smoothflow1 REAL, smoothflow2 REAL, PRIMARY KEY (ccode1, ccode2, year)'
race "add against peers: $what, $rows rows, $(($(wc -c <cow_trade_ddy.csv) / 1000000)) MB unpacked; medians of $runs runs; cpu ratio: entente-add's over the peer's"

if [ -f "$shared/unvotes/un_votes.csv.gz" ]; then
    for name in un_votes un_roll_calls un_roll_call_issues; do gzip -dc "$shared/unvotes/$name.csv.gz" >"$name.csv"; done
    rows=$(($(wc -l <un_votes.csv) - 1))
    peer 'entente-add' 'parses all three files, checks, stores as bit maps with lineage' \
        "$build/entente-add --record into.sqlite un-votes un_votes.csv un_roll_calls.csv un_roll_call_issues.csv"
    peers_of un_votes.csv 'rcid INTEGER, country TEXT, country_code TEXT, vote TEXT, PRIMARY KEY (rcid, country)'
    race "ballots, $rows rows, $(($(wc -c <un_votes.csv) / 1000000)) MB unpacked (the peers read the largest of the three files)"
else
    echo "ballots: skipped, ../shared/data/unvotes is not there"
fi
