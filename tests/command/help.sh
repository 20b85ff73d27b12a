#!/usr/bin/env bash
# Help fits a screen: no line wider than 80 columns, no help longer than 24 lines, the same
# by all three ways to ask for it; each example in it is one that the program understands; what is misspelt gets the near word.
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }
record=$ENTENTE_RECORD
[ -f "$ENTENTE_FULL_RECORD" ] && record=$ENTENTE_FULL_RECORD

# fits NAME MOST: the text on standard input
fits() {
    local text lines widest
    text=$(cat)
    lines=$(wc -l <<<"$text")
    widest=$(wc -L <<<"$text")
    [ "$lines" -le "$2" ] || fault "$1: $lines lines, not $2"
    [ "$widest" -le 80 ] || fault "$1: a line of $widest columns"
    if grep -nE '[[:space:]]$' <<<"$text"; then fault "$1: space at the end of a line"; fi
}

"$ENTENTE" | fits "entente" 24
"$ENTENTE" help | fits "entente help" 24
verbs=$("$ENTENTE" help | sed -nE 's/^  ([a-z]+) .*/\1/p')
[ "$(wc -w <<<"$verbs")" -ge 5 ] || fault "no verbs in the help: $verbs"
for verb in $verbs; do
    help=$("$ENTENTE" help "$verb") || fault "entente help $verb: status $?"
    fits "entente help $verb" 24 <<<"$help"
    for way in --help -h; do
        [ "$("$ENTENTE" "$verb" "$way" 2>&1)" = "$help" ] || fault "entente $verb $way is not entente help $verb"
    done
    option=$(sed -nE 's/^  (-., )?(--[a-z-]{4,}).*/\2/p' <<<"$help" | head -n 1)
    "$ENTENTE" "$verb" "${option}x" 2>&1 | grep -qF "did you mean $option?" || fault "entente $verb ${option}x: no near word"
done
[ "$("$ENTENTE_ADD" --help)" = "$("$ENTENTE" help add)" ] || fault "entente-add --help is not entente help add"
"$ENTENTE" help chekc 2>&1 | grep -q 'did you mean check?' || fault "entente help chekc: no near word"

# Examples run; where they name a file of the reader's, that it is not there is all that may be wrong.
export ENTENTE_RECORD=$record
PATH=$(dirname "$ENTENTE"):$PATH
examples=0
while IFS= read -r line; do
    examples=$((examples + 1))
    output=$(eval "$line" 2>&1 </dev/null)
    status=$?
    [ $status -le 3 ] || fault "$line: status $status: $output"
    if [ $status = 2 ] && ! grep -qE 'cannot be opened|no such file' <<<"$output"; then fault "$line: $output"; fi
done < <({ "$ENTENTE"; for verb in $verbs; do "$ENTENTE" help "$verb"; done; } | sed -nE 's/^  (entente [a-z].*)/\1/p')
[ $examples -ge 10 ] || fault "only $examples examples"
exit $((failures > 0))
