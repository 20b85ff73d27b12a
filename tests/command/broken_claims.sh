#!/usr/bin/env bash
# tests/claims/broken-claims.txt: every broken claim gets its whole message, three ways, with the place, a caret and what would
# be right, and the status is 2. With -c nothing is written to standard output; of a file the claim is shown there in its place
# with the same, and the others are answered.
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }
count=0

# wanted PLACE [AT]: the message with its place, and with the byte where the parser says it
wanted() { printf 'entente: %s%s%s\n  %s\n  %s' "$1" "${2:-}" "$message" "$claim" "$caret"; }

declare -A indent=(["standard input"]='  ' [file]='      ')

# same WAY PLACE STATUS: what was written against what was wanted. The parser counts bytes and the caret stands under columns.
same() {
    local before=${caret%^} bytes
    bytes=$(printf '%s' "${claim:0:${#before}}" | wc -c)
    [ "$3" = 2 ] || fault "$1: status $3: $claim"
    [ "$1" = -c ] && [ -s out ] && fault "-c: something is written before the error: $claim"
    if [ "$1" != -c ]; then
        grep -qE '^(\[1\] )?NOT READ' out || fault "$1: it is not shown: $claim"
        grep -qxF -- "${indent[$1]}$claim" out && grep -qxF -- "${indent[$1]}$caret" out || fault "$1: it has no caret: $claim"
        grep -qF -- "$message" out || fault "$1: it has no message: $claim"
    fi
    got=$(cat err)
    [ "$got" = "$(wanted "$2")" ] || [ "$got" = "$(wanted "$2" "at byte $bytes: ")" ] ||
        fault "$1 wants"$'\n'"$(wanted "$2")"$'\n'"and is"$'\n'"$got"
}

try() {
    [ -n "$claim" ] || return
    count=$((count + 1))
    "$ENTENTE" check -c "$claim" >out 2>err
    same "-c" '' $?
    printf '# a comment\n\n%s\n' "$claim" | "$ENTENTE" check - >out 2>err
    same "standard input" 'standard input:3: ' $?
    printf 'dateline 2019\n[1] "words"\n     %s\n' "$claim" >page.claims
    "$ENTENTE" check page.claims >out 2>err
    same "file" 'page.claims:3: ' $?
}

claim='' caret='' message=''
while IFS= read -r line || [ -n "$line" ]; do
    case $line in
    '#'*) ;;
    '') try; claim='' caret='' message='' ;;
    *)
        if [ -z "$claim" ]; then
            claim=$line
        elif [ -z "$caret" ]; then
            caret=$line
        else
            message=$message${message:+ }$line
        fi
        ;;
    esac
done <"$ENT_SOURCE_DIR/tests/claims/broken-claims.txt"
try

# The others are answered as they are alone; each broken one is counted and told with its line, and meets no expectation.
cat >mixed.claims <<'END'
dateline 2019
[1] "larger"
     gdp.usd(USA) > gdp.usd(FRA) at 2010
     expect HOLDS
[2] "misspelt"
     gpd.usd(USA) > gdp.usd(FRA) at 2010
     expect HOLDS
     gdp.usd(USA) > gdp.usd(Frnace) at 2010
[3] "smaller"
     gdp.usd(USA) < gdp.usd(FRA) at 2010
     gdp.usd(USA) < at 2010
[4] "of no source"
     casualties(USA, FRA) > 3 at 2010
END
"$ENTENTE" check mixed.claims --expect >out 2>err
[ $? = 2 ] || fault "a file with broken claims is not status 2"
grep -qF '1 HOLDS, 1 FAILS' out && grep -qF '4 claims could not be read' out || fault "the summary: $(tail -n 4 out)"
grep -qxF '1 of 2 expected verdicts are met' out || fault "expectations: $(tail -n 3 out)"
grep -qxF '  mixed.claims:7  [2] expected HOLDS, is NOT READ' out || fault "the one that is not met: $(tail -n 2 out)"
[ "$(grep -o '^entente: mixed.claims:[0-9]*' err | cut -d: -f3 | tr '\n' ' ')" = '6 8 11 13 ' ] || fault "places: $(cat err)"
"$ENTENTE" check mixed.claims --format tsv 2>err | awk -F'\t' '$3 == "NOT READ"' | wc -l | grep -qx 4 || fault "rows of tsv"
printf '[1] "a"\n  gpd.usd(USA) > 1 at 2010\n' >one.claims
"$ENTENTE" check one.claims 2>err | tail -n 1 | grep -qx '1 claim could not be read' || fault "one claim is no plural"

# A name that is right and that no source of the record has stays NOT COVERED.
printf '[1] "a"\n  capability.cinc(USA) > 1 at 2010\n' >uncovered.claims
"$ENTENTE" check uncovered.claims | grep -q '^\[1\] NOT COVERED' || fault "a measure without a source is not NOT COVERED"

# ledger: the broken forecast is shown, scored are the others. diff: the others are asked.
printf '[1] "a"\n  forecast by 2010: gdp.usd(USA) > gdp.usd(FRA) at 2010\n  forecast by soon: gdp.usd(USA) > 1\n' >f.claims
"$ENTENTE" ledger f.claims >out 2>err
[ $? = 2 ] && grep -q '2 forecasts: 1 scored (1 HOLDS); 1 not read' out && grep -q '^entente: f.claims:3: a forecast is due' err ||
    fault "the ledger: $(cat out err)"
release=$("$ENTENTE" list releases --format tsv | awk -F'\t' '$1 == "pwt" { print $2; exit }')
"$ENTENTE" diff "pwt:$release" "pwt:$release" --claims mixed.claims >out 2>err
[ $? = 2 ] && grep -q 'mixed.claims   6 claims, 0 verdicts change; 4 claims could not be read' out && grep -q 'mixed.claims:6  NOT READ' out ||
    fault "diff: $(cat out err)"

# What changed since: a claim that is broken by now, and one that was.
"$ENTENTE" check mixed.claims --format json >old.json 2>err
sed 's/gpd.usd/gdp.usd/' mixed.claims >mended.claims
"$ENTENTE" check mended.claims --against old.json >out 2>err
[ $? = 2 ] || fault "--against with broken claims is not status 2"
grep -q 'new, is HOLDS' out && grep -q 'gone, was NOT READ' out && grep -q 'unchanged 5' out || fault "--against: $(cat out)"
[ $count -ge 60 ] || fault "only $count broken claims"
echo "$count broken claims"
exit $((failures > 0))
