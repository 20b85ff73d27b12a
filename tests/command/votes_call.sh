#!/usr/bin/env bash
# One roll call by its resolution, on the pack's own votes: ballots against the table they came from, numbers that are pages,
# several roll calls of one resolution, what why shows.
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }
calls=$ENT_SOURCE_DIR/data/un-votes/roll_calls.tsv
ballots=$ENT_SOURCE_DIR/data/un-votes/ballots.tsv
say() { # STATUS PATTERN CLAIM
    "$ENTENTE" check -c "$3" >out 2>&1
    local status=$?
    [ $status = "$1" ] || fault "$3: status $status, not $1: $(head -2 out)"
    grep -qe "$2" out || fault "$3: no \"$2\" in: $(cat out)"
}

# The ballots of twelve states as they stand in the table.
rcid=$(awk -F'\t' '$6 == "R/68/262" { print $2 }' "$calls")
while read -r code iso2; do
    letter=$(awk -F'\t' -v r="$rcid" '$1 == r { print $3 }' "$ballots" | tr ' ' '\n' | sed -n "s/^$iso2://p")
    case $letter in
    y) word=yes ;; n) word=no ;; a) word=abstain ;; *) word= ;;
    esac
    if [ -n "$word" ]; then
        say 0 "^ *holds  votes.cast  $word  un-votes" "votes.cast($code, item=[A/RES/68/262]) = $word at 2014"
        say 1 "^ *nearest true sentence.* = $word" "votes.cast($code, item=[A/RES/68/262]) = $([ $word = no ] && echo yes || echo no)"
    else
        say 3 'missing in the source' "votes.cast($code, item=[A/RES/68/262]) = yes at 2014"
    fi
done <<'STATES'
CHN CN
RUS RU
USA US
IND IN
BRA BR
ZAF ZA
FRA FR
CUB CU
ARM AM
KAZ KZ
IRN IR
ISR IL
STATES

say 0 'roll call 5309 of 2014-03-27' 'votes.cast(CHN, item=[68/262]) = abstain'
say 3 'the vote was in another year' 'votes.cast(CHN, item=[68/262]) = abstain at 2013'
say 0 '28 of 28 in @EU' 'votes.cast(all @EU, item=[68/262]) = yes at 2014'
say 1 'votes.same' 'votes.same(CHN, RUS, item=[68/262]) at 2014'
say 0 'an absence is no abstention' 'votes.same(RUS, CUB, item=[68/262]) at 2014'

# The special votes on a paragraph are not the one on the whole: R/57/214 has eight, one of them unmarked.
whole=$(awk -F'\t' '$6 == "R/57/214" && $8 != 1 && $7 != 1 { print $2 }' "$calls")
say 0 "roll call $whole of" 'votes.cast(USA, item=[57/214]) != absent'

# None of the four is marked, so nobody can tell; a letter or the roll call's own name can.
say 3 '^OPEN' 'votes.cast(USA, item=[2758 (XXVI)]) = no at 1971'
for name in 1184 1185 1186 1190; do
    grep -q "roll call $name of" out || fault "roll call $name is not named"
done
grep -q 'roll call 1187' out && fault 'a vote on an amendment is named'
say 0 'roll call 1190' 'votes.cast(USA, item=[2758 G (XXVI)]) = no'
say 0 'roll call 1190' 'votes.cast(USA, item=[roll call 1190]) = no at 1971'

# Up to the 20th session a page stands where the number should: R/3/217 is not resolution 217 (III).
say 3 'are pages there' 'votes.cast(USA, item=[217 (III)]) = yes'
say 3 'no roll call is A/RES/ES-11/1 in un-votes 0.3.0$' 'votes.cast(CHN, item=[ES-11/1]) = abstain at 2022'
"$ENTENTE" why 'votes.cast(CHN, item=[A/RES/68/262]) @ 2014' >out || fault 'why fails'
grep -q 'abstain, roll call 5309  CHN .*line 710765, column ballots' out || fault "why does not end in the row: $(cat out)"
exit $((failures > 0))
