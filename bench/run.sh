#!/usr/bin/env bash
# Times what a user waits for, against the limits the project holds: fastest of several cold processes, and the most
# memory one took. Usage: bench/run.sh BUILD-FOLDER RECORD
set -u
build=${1:-build}
record=${2:-$build/demo/record.sqlite}
entente=$build/entente
root=$(cd "$(dirname "$0")/.." && pwd)
runs=${BENCH_RUNS:-10}

[ -x "$entente" ] || { echo "bench: $entente is not there: run make first" >&2; exit 1; }
[ -f "$record" ] || { echo "bench: $record is not there: run make demo first" >&2; exit 1; }
export ENTENTE_RECORD=$record NO_COLOR=1

# bench NAME LIMIT COMMAND...: one line with the fastest wall time in ms, the peak memory in MB, and the limit.
bench() {
    local name=$1 limit=$2 best='' memory='-' start end took status report
    shift 2
    for _ in $(seq "$runs"); do
        start=$(date +%s%N)
        "$@" >/dev/null 2>&1
        status=$?
        end=$(date +%s%N)
        [ "$status" -le 3 ] && [ "$status" -ne 2 ] || { printf '%-34s failed with status %s\n' "$name" "$status"; return; }
        took=$(((end - start) / 1000))
        if [ -z "$best" ] || [ "$took" -lt "$best" ]; then best=$took; fi
    done
    if [ -x /usr/bin/time ]; then
        report=$({ /usr/bin/time -f 'peak %M' "$@" >/dev/null; } 2>&1 | awk '$1 == "peak" { print $2 }')
        [ -n "$report" ] && memory=$(awk -v k="$report" 'BEGIN { printf "%.1f", k / 1024 }')
    fi
    printf '%-34s %9.1f ms %8s MB   limit %s\n' "$name" "$(awk -v u="$best" 'BEGIN { print u / 1000 }')" "$memory" "$limit"
}

facts=$("$entente" list releases --format tsv 2>/dev/null | awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "facts") at = i } NR > 1 && at { n += $at } END { print n + 0 }')
printf 'fastest of %s cold processes; record of %s MB, %s facts\n' "$runs" "$(($(wc -c <"$record") / 1048576))" "$facts"
bench 'startup'                    '5 ms'          "$entente" --version
bench 'show, a pair'               '50 ms'         "$entente" show CHN RUS
bench 'show, a triangle'           '-'             "$entente" show CHN RUS USA
bench 'show --specs, with intervals'  '100 ms'        "$entente" show CHN RUS alignment --specs --year 2018
bench 'rank, all pairs and years'   '300 ms'        "$entente" rank extremes votes.kappa
bench 'check -c, one claim'        '50 ms'         "$entente" check -c 'alignment(CHN, RUS) highest since mid-1950s at 2018'
[ -f "$root/examples/axis.claims" ] &&
    bench 'check, the example file' '1 s, 200 MB' "$entente" check "$root/examples/axis.claims"
for program in "$build"/bench/bench_*; do
    case $program in */bench_votes* | */bench_similarity) continue ;; esac # the scripts below run them
    [ -x "$program" ] && [ -f "$program" ] && "$program" "$record"
done
"$root/bench/votes.sh" "$build" "$record"
[ -x "$build/bench/bench_similarity" ] && "$root/bench/similarity.sh" "$build" "$record"
"$root/bench/peers.sh" "$build"
exit 0
