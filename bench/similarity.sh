#!/usr/bin/env bash
# All indices of likeness of alliance portfolios, of all pairs of states in 1816 to 2018, against R on a random sample of
# the same pairs: seconds, peak memory, ratio, and the largest difference of a value.
# Usage: bench/similarity.sh BUILD-FOLDER RECORD (one with ATOP and NMC: make demo)
# The peers are R's packages psych (Debian r-cran-psych) and fpsim (CRAN), and the raw tables those of CRAN peacesciencer in
# build/cran; without them entente's own times are printed alone.
set -u
build=${1:-build}
record=${2:-$build/demo/record.sqlite}
root=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/entente-similarity-XXXXXX")
trap 'rm -rf "$scratch"' EXIT

"$build/bench/bench_similarity" "$record" "$scratch/sample.tsv" | tee "$scratch/said"
pairs=$(awk '/pair-years/ { print $6 }' "$scratch/said")
seconds=$(awk '/one pass/ { for (i = 1; i < NF; i++) if ($i == "s" && $(i + 1) == "cpu") { print $(i - 1); exit } }' "$scratch/said")
[ -n "$pairs" ] && [ -n "$seconds" ] || exit 0
tarball=$(ls "$root"/build/cran/peacesciencer_*.tar.gz 2>/dev/null | tail -n 1)
if ! command -v Rscript >/dev/null || [ -z "$tarball" ]; then
    echo "  R: skipped, no Rscript or no peacesciencer in build/cran"
    exit 0
fi
Rscript "$root/bench/similarity.R" "$scratch/sample.tsv" "$tarball" "$root" "$pairs" "$seconds"
