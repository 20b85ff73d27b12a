#!/usr/bin/env bash
# Runs an R script as a test: r-test.sh FILE.R. Skipped where R is not installed.
command -v Rscript >/dev/null 2>&1 || { echo "skipped: R is not installed"; exit 77; }
exec Rscript --vanilla "$1"
