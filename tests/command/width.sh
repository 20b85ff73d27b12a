#!/usr/bin/env bash
# On a terminal of 80 columns no line is wider, and nothing is lost: the letters are those of the long lines in a pipe (where
# columns without room stand below their row with their names, more). In a pipe, lines are as long as they are.
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }
record=$ENTENTE_RECORD
[ -f "$ENTENTE_FULL_RECORD" ] && record=$ENTENTE_FULL_RECORD
export ENTENTE_RECORD=$record

letters() { tr -d ' \n' | grep -o . | sort | uniq -c; }
# fits SAME WIDTH ARGUMENTS...: SAME is "same" where all letters must be the same
fits() {
    local same=$1 width=$2
    shift 2
    "$ENTENTE" "$@" >long
    ENTENTE_WIDTH=$width "$ENTENTE" "$@" >short
    [ -s long ] || fault "entente $*: says nothing"
    [ "$(wc -L <short)" -le "$width" ] || fault "entente $*: $(wc -L <short) columns, not $width: $(awk -v w="$width" 'length($0) > w' short | head -n 2)"
    if grep -nE ' $' short; then fault "entente $*: space at the end of a line"; fi
    [ "$same" != same ] || diff <(letters <long) <(letters <short) || fault "entente $*: letters are lost at $width columns"
    ENTENTE_WIDTH=1000 "$ENTENTE" "$@" | cmp -s long - || [ "$(wc -L <long)" -gt 1000 ] || fault "entente $*: not as in a pipe at 1000 columns"
}
for width in 80 120; do
    fits same $width check -c 'alignment(IND, USA) highest since 1990s at 2018'
    fits same $width check -c 'economy(CHN) < economy(RUS) at 1991' --all
    fits same $width check "$ENT_SOURCE_DIR/examples/axis.claims"
    fits same $width why 'votes.kappa(IND, PAK) @ 2018'
    fits same $width why 'gdp.usd(IND) / gdp.usd(PAK) @ 2017'
    fits same $width show IND PAK
    fits same $width show IND PAK votes.kappa --intervals
    [ "$record" != "$ENTENTE_FULL_RECORD" ] || fits same $width show CHN RUS USA
    fits more $width show FRA
done
for kind in sources measures concepts releases strands states groups; do fits more 80 list $kind; done
fits more 80 show IND PAK alignment

# On a real terminal, where the program `script` makes one: its own width, and colour unless NO_COLOR.
if command -v script >/dev/null; then
    run() { script -qec "stty cols 80; env -u NO_COLOR TERM=xterm $*" /dev/null </dev/null | tr -d '\r'; }
    command="'$ENTENTE' check -c 'alignment(IND, USA) highest since 1990s at 2018' || true"
    run "sh -c \"$command\"" >coloured
    run "NO_COLOR=1 sh -c \"$command\"" >plain
    [ "$(sed 's/\x1b\[[0-9;]*m//g' coloured | wc -L)" -le 80 ] || fault "wider than the terminal"
    grep -q $'\x1b\[' coloured || fault "no colour on a terminal"
    if grep -q $'\x1b\[' plain; then fault "colour in spite of NO_COLOR"; fi
    diff <(sed 's/\x1b\[[0-9;]*m//g' coloured) plain || fault "colour changes words"
fi
exit $((failures > 0))
