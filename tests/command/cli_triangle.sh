#!/usr/bin/env bash
# Three states: a chronology that covers every year once and does not depend on the order of the states.
set -u
[ -f "$ENTENTE_FULL_RECORD" ] || exit 77
export ENTENTE_RECORD=$ENTENTE_FULL_RECORD
failures=0
fail() {
    printf '%s\n' "$*"
    failures=$((failures + 1))
}
"$ENTENTE" show CHN RUS USA --source rivalries-tss >out.txt || fail "show of three states"
grep -qE '^  2007–2020 +– +rival +rival +China and Russia against the United States, first since 1957$' out.txt ||
    fail "the last span differs: $(grep 2007 out.txt)"
grep -qE '^  2021– +\? +\? +\? +not covered$' out.txt || fail "the years after the list are not marked"
grep -q 'treaties disagree: CHN–RUS' out.txt || fail "no note on the treaty"
"$ENTENTE" show EGY ISR SYR --format tsv | awk -F '\t' 'NR > 2 && $1 != last + 1 {bad = 1} {last = $2} END {exit bad}' ||
    fail "spans leave a gap or overlap"
"$ENTENTE" show IND PAK CHN --format tsv | cut -f 1,2,6,7 | sed 's/India and China/China and India/' >one.txt
"$ENTENTE" show CHN PAK IND --format tsv | cut -f 1,2 >two.txt
cut -f 1,2 one.txt | cmp -s - two.txt || fail "the order of the states moves the spans"
exit $((failures > 0))
