#!/usr/bin/env bash
# tests/claims/broken-claims.txt: every broken claim gets its whole message, three ways, with the place, a caret and what would
# be right; nothing is written to standard output, and the status is 2.
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }
count=0

# wanted PLACE [AT]: the message with its place, and with the byte where the parser says it
wanted() { printf 'entente: %s%s%s\n  %s\n  %s' "$1" "${2:-}" "$message" "$claim" "$caret"; }

# same WAY PLACE STATUS: what was written against what was wanted. The parser counts bytes and the caret stands under columns.
same() {
    local before=${caret%^} bytes
    bytes=$(printf '%s' "${claim:0:${#before}}" | wc -c)
    [ "$3" = 2 ] || fault "$1: status $3: $claim"
    [ -s out ] && fault "$1: something is written before the error: $claim"
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
[ $count -ge 60 ] || fault "only $count broken claims"
echo "$count broken claims"
exit $((failures > 0))
