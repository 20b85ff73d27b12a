#!/usr/bin/env bash
# Specification curves as a user sees them: show --specs and check --specs, what they refuse, that swapping two states
# mirrors them, and that their numbers are those of show.
set -u
fails=0
expect() { # WHAT CONDITION...: a shell condition that must be true
    local what=$1
    shift
    if ! "$@"; then
        echo "WRONG: $what"
        fails=1
    fi
}
says() { printf '%s\n' "$1" | grep -qE "$2"; }
refuses() { # PATTERN ARGUMENTS...
    local pattern=$1 message
    shift
    message=$("$ENTENTE" "$@" 2>&1 >/dev/null)
    expect "entente $* exits with 2" test $? -eq 2
    expect "entente $* says $pattern: $message" says "$message" "$pattern"
}

text=$("$ENTENTE" show BRA ARG alignment --specs --year 2015)
expect "the head names pair and year" says "$text" '^BRA · ARG    alignment in 2015, by every specification'
expect "a default specification is a core line" says "$text" 'votes\.agreement \*'
expect "an absence that nobody recorded is left out with its reason" says "$text" \
    'left out +[0-9]+ with absent=abstention: this release does not record absences'
expect "the seed is printed" says "$text" '500 permutations, seed 1'
expect "what moves it comes with pairs" says "$text" '^  measure +[.0-9]+'
expect "no line is wider than 120 columns but notes" test "$(printf '%s\n' "$text" | sed -n '/^  place/,/^  unseen\|^  curve/p' |
    grep -v '^  unseen\|^  curve' | wc -L)" -le 120
expect "the same bytes twice" test "$text" = "$("$ENTENTE" show BRA ARG alignment --specs --year 2015)"

# Swapped: the same lines, but for the head and the line of why.
there=$("$ENTENTE" show BRA ARG alignment --specs --format tsv) back=$("$ENTENTE" show ARG BRA alignment --specs --format tsv)
expect "swapping two states gives the same curve" test "$there" = "$back"

# Every seen line is the number that show gives for the specification in that year.
printf '%s\n' "$there" | awk -F '\t' 'NR > 1 && $8 != "" && NR % 7 == 2 { print $1 "\t" $5 "\t" $8 }' | while IFS=$'\t' read -r spec year value; do
    shown=$("$ENTENTE" show BRA ARG "$spec" --years "$year..$year" --format tsv | awk -F '\t' 'NR == 2 { print $6 }')
    [ "$shown" = "$value" ] || echo "$spec @ $year: curve $value, show $shown"
done >differences
expect "values are those of show: $(cat differences)" test ! -s differences

# A pair by a measure of one state is a ratio, and its mirror one over it.
ratio() { "$ENTENTE" show "$1" "$2" gdp.ppp --source pwt --specs --year 2015 --format tsv | awk -F '\t' 'NR == 2 { print $8 }'; }
expect "ratios are mirrored" test "$(awk -v a="$(ratio BRA ARG)" -v b="$(ratio ARG BRA)" 'BEGIN { print (a * b - 1) ^ 2 < 1e-20 }')" = 1

# The number is asked down to its rows as the last line says.
for what in gdp.ppp alignment; do
    why=$("$ENTENTE" show BRA ARG $what --specs --year 2015 | sed -n "s/^why: entente why '\(.*\)'$/\1/p")
    expect "why $why" "$ENTENTE" why "$why" >/dev/null
done

# A claim: a curve below the verdict, which stays what it is without.
claim='votes.agreement(BRA, ARG) highest since 1990 at 2015'
plain=$("$ENTENTE" check -c "$claim") curved=$("$ENTENTE" check -c "$claim" --specs)
expect "the verdict is not the curve's" test "$(printf '%s\n' "$plain" | head -n 1)" = "$(printf '%s\n' "$curved" | head -n 1)"
expect "the share that holds" says "$curved" 'it holds in [0-9]+ of [0-9]+'
expect "the null of a record" says "$curved" '^  null +had the roll calls'
other=$("$ENTENTE" check -c 'gdp.ppp(BRA) > gdp.ppp(ARG) at 2015' --specs)
expect "no null is made up for yearly figures" says "$other" '^  null +none: only for a record'
spell=$("$ENTENTE" check -c 'gdp.ppp(BRA) highest since 1990 at 2015' --specs)
expect "nor for a record of them" says "$spell" '^  null +none: no specification has roll calls'
fixed=$("$ENTENTE" check -c 'votes.agreement(BRA, ARG, credit=strict) > .5 at 2015' --specs --format tsv >/dev/null; "$ENTENTE" check \
    -c 'votes.agreement(BRA, ARG, credit=strict) > .5 at 2015' --specs)
expect "an option that the claim writes is no choice" test -z "$(printf '%s\n' "$fixed" | grep -E '^  credit +')"

refuses 'a curve of what' show BRA ARG --specs
refuses 'one year: --year Y' show BRA ARG alignment --specs --years 2000..2010
refuses 'give --specs as well' show BRA ARG alignment --year 2000
refuses 'no source of the record has' show BRA alignment --specs
exit $fails
