#!/usr/bin/env bash
# All pairs of states in all years, beside R: agreement, kappa and pi of the same ballots, the values compared in the same run.
# R runs with the reference BLAS and with OpenBLAS, where each can be had: a library that is installed, else Debian's package
# unpacked into a scratch folder and not installed. Then made-up worlds.
# Usage: bench/votes.sh BUILD-FOLDER RECORD. The newest table of roll calls is used where ../shared has it, else the record's.
set -u
build=$(cd "${1:-build}" && pwd)
record=${2:-$build/demo/record.sqlite}
root=$(cd "$(dirname "$0")/.." && pwd)
wide=$root/../shared/data/un-votes/ungaVoting_003.csv.gz
scratch=$(mktemp -d "${TMPDIR:-/tmp}/entente-votes-XXXXXX")
trap 'rm -rf "$scratch"' EXIT

if [ -f "$wide" ]; then
    "$build/entente-add" --record "$scratch/record.sqlite" --pack >/dev/null &&
        "$build/entente-add" --record "$scratch/record.sqlite" un-votes "$wide" >/dev/null || exit 1
    record=$scratch/record.sqlite
    echo "roll calls: the wide table, to 2024"
else
    echo "roll calls: those of $(basename "$record")"
fi

# library PART-OF-PATH PACKAGES...: the file libblas.so.3 that R is to load, unpacked from Debian's packages where it is not installed.
library() {
    local where
    where=$(find /usr/lib -path "*$1*" -name 'libblas.so.3' 2>/dev/null | head -1)
    if [ -z "$where" ] && command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null; then
        mkdir -p "$scratch/$1"
        (cd "$scratch/$1" && shift && apt-get download "$@" >/dev/null 2>&1 && for deb in *.deb; do dpkg-deb -x "$deb" .; done)
        where=$(find "$scratch/$1" -name 'libblas.so.3' 2>/dev/null | head -1)
    fi
    [ -n "$where" ] && echo "$where"
}

# What entente took: its fastest version on so many threads. COLUMN: 1 wall, 2 cpu; MEMORY: fresh or there.
ours() { # THREADS COLUMN MEMORY
    awk -v t="$1" -v c="$2" -v m="$3" '/values,/ && index($0, m) && $(NF - 3) == t { v = $(NF - 3 + c) } END { print v }' "$scratch/ours"
}

# R with one library: times, the comparison of all values, ratios.
beside_r() { # NAME FILE
    local wall cpu peak loaded
    read -r wall cpu peak loaded < <(LD_PRELOAD=$2 OPENBLAS_NUM_THREADS=2 RUNS=${RUNS:-3} Rscript --vanilla "$root/bench/votes.R" "$scratch")
    "$build/bench/bench_votes" "$record" compare "$scratch" >"$scratch/compared" || { cat "$scratch/compared"; exit 1; }
    [ "$(basename "${loaded:-none}")" = "$(basename "$(readlink -f "$2")")" ] || echo "  R, $1: R says that it loaded ${loaded:-nothing}"
    printf '  R, %s: %.0f ms wall, %.0f ms cpu, peak %.0f MB\n' "$1" "${wall}e3" "${cpu}e3" "$peak"
    for memory in there fresh; do
        awk -v m="$memory" -v w="$wall" -v c="$cpu" -v w1="$(ours 1 1 "$memory")" -v c1="$(ours 1 2 "$memory")" -v w2="$(ours 2 1 "$memory")" 'BEGIN {
            printf "    times entente (memory %s): %.0f by cpu, %.0f by wall on one thread; %.0f by wall on two\n", m, c * 1e3 / c1, w * 1e3 / w1, w * 1e3 / w2 }'
    done
    sed -n "s/^/    /; /beside R's/p" "$scratch/compared"
}

"$build/bench/bench_votes" "$record" | tee "$scratch/ours"
if command -v Rscript >/dev/null; then
    "$build/bench/bench_votes" "$record" write "$scratch" >/dev/null || exit 1
    for blas in 'reference-BLAS /blas/ libblas3' 'OpenBLAS /openblas libopenblas0-pthread libgfortran5'; do
        read -r name path packages <<<"$blas"
        # shellcheck disable=SC2086
        file=$(library "$path" $packages)
        if [ -n "$file" ]; then beside_r "$name" "$file"; else echo "  R, $name: skipped, it is not there"; fi
    done
else
    echo '  R: skipped, it is not installed'
fi
"$build/bench/bench_votes_synthetic"
