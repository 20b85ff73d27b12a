#!/usr/bin/env bash
# A short run of libFuzzer over every target, about twenty seconds in all; it needs clang with its fuzzer runtime (tools/setup
# --tests installs both). What the targets must hold without clang is held by the tests fuzz_NAME_replay.
set -u
grep -q 'ENT_SANITIZE:BOOL=ON' "$ENT_BUILD_DIR/CMakeCache.txt" && { echo "skipped: the plain build runs it, with sanitizers of its own"; exit 77; }
command -v clang >/dev/null || { echo "skipped: clang is not installed"; exit 77; }
runtime=$(clang -print-file-name=libclang_rt.fuzzer-x86_64.a)
[ -f "$runtime" ] || runtime=$(clang -print-runtime-dir)/libclang_rt.fuzzer-$(uname -m).a
[ -f "$runtime" ] || { echo "skipped: clang's fuzzer runtime is not installed"; exit 77; }
make -s -C "$ENT_SOURCE_DIR" fuzz BUILD_FUZZ="$ENT_BUILD_DIR/fuzz-build" JOBS=2 >build.log 2>&1 || { cat build.log; exit 1; }
# A fixed seed and number of runs from an empty folder: the same inputs every time. Looking for new ones is tests/fuzz/run.
rm -rf "$ENT_BUILD_DIR/fuzz-build/work"
BUILD_FUZZ=$ENT_BUILD_DIR/fuzz-build FLAGS=-seed=1 RUNS=20000 "$ENT_SOURCE_DIR/tests/fuzz/run" 2 || { cat "$ENT_BUILD_DIR"/fuzz-build/work/*.log | tail -n 60; exit 1; }
