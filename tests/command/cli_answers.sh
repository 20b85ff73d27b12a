#!/usr/bin/env bash
# Answers of the pack's record: verdicts and their statuses, formats, the same bytes twice, no colour in a pipe.
set -u
failures=0
fail() {
    printf '%s\n' "$*"
    failures=$((failures + 1))
}
# status STATUS ARGUMENTS...
status() {
    local expected=$1 got
    shift
    "$ENTENTE" "$@" >out.txt 2>err.txt </dev/null
    got=$?
    [ "$got" = "$expected" ] || fail "entente $*: status $got, expected $expected: $(head -3 out.txt err.txt)"
}
status 0 check -c 'gdp.ppp(IND) > gdp.ppp(PAK) at 2015'
grep -q '^HOLDS' out.txt || fail "no HOLDS in the first line"
status 1 check -c 'gdp.ppp(IND) < gdp.ppp(PAK) at 2015'
grep -q 'nearest true sentence' out.txt || fail "a claim that fails names no nearest true sentence"
status 3 check -c 'gdp.ppp(IND) > gdp.ppp(PAK) at 2300'
status 1 check -c 'gdp.ppp(IND) > gdp.ppp(PAK) at 2015' -c 'gdp.ppp(IND) < gdp.ppp(PAK) at 2015'

cat >file.claims <<'CLAIMS'
dateline 2019-02-01
[1] "larger"
     gdp.ppp(IND) > gdp.ppp(PAK) at 2015
     expect HOLDS
[2] "smaller"
     gdp.ppp(IND) < gdp.ppp(PAK) at 2015
     expect HOLDS
[3] "because"
     not checkable: cause
[4] "I like it" — a passer-by
     opinion
CLAIMS
status 0 check file.claims
grep -q '1 of 2 expected verdicts are met' out.txt || fail "the tally of expects is missing"
grep -q '1 NOT CHECKABLE, 1 LEDGER' out.txt || fail "the tally of verdicts is missing"
status 1 check file.claims --expect
grep -q 'file.claims:7 .*expected HOLDS, is FAILS' out.txt || fail "the unmet expect is not listed with its line"
printf 'gdp.ppp(IND) > gdp.ppp(PAK) at 2015\n' | "$ENTENTE" check - >out.txt 2>&1 || fail "claims on standard input"

for command in "check file.claims" "show IND PAK" "show IND" "show IND PAK votes.kappa" "show IND PAK alignment" \
    "list measures" "list sources" "list releases" "list states" "list groups" "list concepts" "list strands"; do
    for format in text json tsv; do
        # shellcheck disable=SC2086
        "$ENTENTE" $command --format $format >one.txt 2>err.txt || fail "$command --format $format: $(cat err.txt)"
        # shellcheck disable=SC2086
        "$ENTENTE" $command --format $format >two.txt 2>&1
        cmp -s one.txt two.txt || fail "$command --format $format: other bytes the second time"
        if grep -q $'\033' one.txt; then fail "$command: colour in a pipe"; fi
        if [ $format = json ] && command -v python3 >/dev/null; then
            python3 -m json.tool <one.txt >/dev/null || fail "$command: no JSON"
        fi
        if [ $format = tsv ] && [ "$(awk -F '\t' '{print NF}' one.txt | sort -u | wc -l)" != 1 ]; then
            fail "$command: rows of different length"
        fi
    done
done

# A number ends at a file, a line and a checksum.
"$ENTENTE" why 'votes.agreement(IND, PAK) @ 2015' >out.txt 2>&1 || fail "why: $(cat out.txt)"
grep -qE 'line [0-9]+.*sha256 [0-9a-f]{8}' out.txt || fail "why shows no line and checksum"
"$ENTENTE" why 'gdp.usd(IND) / gdp.usd(PAK) @ 2015' >out.txt 2>&1 || fail "why of a ratio: $(cat out.txt)"
head -1 out.txt | grep -qE '^[0-9.]+ = .* / ' || fail "why shows no arithmetic"

# The ways to write a state are one state.
"$ENTENTE" show IND PAK votes.kappa --format tsv >one.txt
"$ENTENTE" show india pakistan votes.kappa --format tsv >two.txt
cmp -s one.txt two.txt || fail "names and codes differ"
exit $((failures > 0))
