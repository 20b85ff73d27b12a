#!/usr/bin/env bash
# entente cite: checksums against the files themselves, the releases of a claim, BibTeX that closes its braces, mistakes.
set -u
failures=0
complain() { echo "$*"; failures=$((failures + 1)); }
same() { [ "$2" = "$3" ] || complain "$1: entente $2, expected $3"; }
expect() { # STATUS PATTERN ARGUMENTS...
    local status=$1 pattern=$2 got output
    shift 2
    output=$("$ENTENTE" cite "$@" 2>&1 </dev/null)
    got=$?
    { [ "$got" = "$status" ] && grep -qE -- "$pattern" <<<"$output"; } ||
        complain "cite $*: status $got (expected $status, $pattern): $(head -3 <<<"$output")"
}
sum() { sha256sum <"$1" | cut -d' ' -f1; }

# What was read here is the pack's own file; what it came from is named in the pack's SOURCE.tsv.
same "the file of pwt" "$("$ENTENTE" cite pwt | sed -n 's/.*read here from .* sha256 //p')" "$(sum "$ENT_SOURCE_DIR/data/pwt/pwt.tsv")"
same "ballots" "$("$ENTENTE" cite un-votes | sed -n 's/.*read here from ballots.tsv  sha256 //p')" "$(sum "$ENT_SOURCE_DIR/data/un-votes/ballots.tsv")"
same "the recipe" "$("$ENTENTE" cite pwt | sed -n 's/^  recipe   sha256 //p')" "$(sum "$ENT_SOURCE_DIR/recipes/pwt.recipe")"
expect 0 'version 10.01, published 2023-01-23' pwt@10.01
expect 0 'version 10.01' pwt 10.01
expect 0 'licence  open' pwt
same "two sources" "$("$ENTENTE" cite pwt un-votes pwt | grep -c '^  cite ')" 2

# Of a claim: all its specifications used, in each of both sources of the strand, and nothing else.
sources() { "$ENTENTE" cite --format json "$@" | sed -n 's/^ *"source": "\(.*\)",/\1/p' | sort | tr '\n' ' '; }
same "votes" "$(sources -c 'votes.kappa(IND, PAK) > 0 at 1990')" "un-votes "
same "a size" "$(sources -c 'gdp.ppp(IND) > gdp.ppp(PAK) at 1990')" "maddison pwt "
same "one source of it" "$(sources -c 'gdp.ppp(IND, source=pwt) > gdp.ppp(PAK, source=pwt) at 1990')" "pwt "
same "two claims" "$(sources -c 'votes.kappa(IND, PAK) > 0 at 1990' -c 'gdp.ppp(IND, source=pwt) > gdp.ppp(PAK, source=pwt) at 1990')" "pwt un-votes "

"$ENTENTE" cite pwt un-votes maddison --format bibtex >all.bib
same "entries" "$(grep -c '^@misc{[A-Za-z0-9-]*,$' all.bib)" 3
same "braces" "$(tr -cd '{' <all.bib | wc -c)" "$(tr -cd '}' <all.bib | wc -c)"
same "fields" "$(grep -c '^  \(title\|version\|year\|howpublished\|note\) *= {.*},\{0,1\}$' all.bib)" 15
grep -q '^  author *= {{Feenstra, Robert C., Robert Inklaar and Marcel P. Timmer}},$' all.bib || complain "no author: $(cat all.bib)"

expect 2 'cite what\?'
expect 2 'did you mean pwt\?' pwtt
expect 2 'it has 10.01' pwt@9
expect 2 'no release .* by that day' pwt --as-of 1990
expect 2 'neither a concept nor a measure|did you mean' -c 'votes.kapa(IND, PAK) > 0 at 1990'
[ "$failures" = 0 ] && echo "cited as they are"
exit "$failures"
