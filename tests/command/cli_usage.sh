#!/usr/bin/env bash
# Help, mistakes and exit statuses: what a person meets first.
set -u
failures=0
# expect STATUS PATTERN ARGUMENTS...: the status, and a line of output or error that matches.
expect() {
    local status=$1 pattern=$2 got output
    shift 2
    output=$("$ENTENTE" "$@" 2>&1 </dev/null)
    got=$?
    if [ "$got" != "$status" ] || ! grep -qE -- "$pattern" <<<"$output"; then
        printf 'entente %s: status %s (expected %s), output:\n%s\n' "$*" "$got" "$status" "$output" | head -20
        printf 'expected: %s\n' "$pattern"
        failures=$((failures + 1))
    fi
}
expect 0 'entente check -c'
expect 0 'usage: entente VERB' help
expect 0 'usage: entente VERB' --help
expect 0 'usage: entente show' help show
expect 0 'usage: entente show' show --help
expect 0 '^entente [0-9]' --version
expect 2 'no verb "chek": did you mean check\?' chek
expect 2 'did you mean --specs\?' check --spec
expect 2 'needs a value' check -c
expect 2 'nothing to check' check
expect 2 'quote the claim' check -c economy '(IND)'
expect 2 'is not a date' check -c 'x' --as-of tomorrow
expect 2 'did you mean' list sorces
expect 2 'no format "yaml"' list states --format yaml
expect 2 'cannot be opened' check no-such-file
expect 4 'no-such-record' --record no-such-record.sqlite list states
expect 2 'did you mean' show Indiaa
expect 2 'stands there twice' show IND india
expect 2 'is a concept: ask one of its measures' why 'economy(IND) @ 2015'
expect 2 '\^' check -c 'gdp.usd(IND) >> 3 at 2015'
printf 'A long first line of an article about two powers.\nAnother line of it, longer than the first.\nA third line, (as articles go) with an aside.\nAnd a fourth line, which is the last of them.\n' >prose.txt
expect 2 'reads like prose' check prose.txt
exit $((failures > 0))
