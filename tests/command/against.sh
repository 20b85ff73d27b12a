#!/usr/bin/env bash
# check --against: a source of our own is published twice; what was answered by the first is compared with what is answered by
# the second. What must change is known from the figures, and nothing else may be reported.
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }
expect() { grep -qF -- "$1" <<<"$2" || fault "not there: $1"$'\n'"$2"; }
cp "$ENTENTE_RECORD" record.sqlite && chmod u+w record.sqlite
export ENTENTE_RECORD=$PWD/record.sqlite

recipe() { # recipe VERSION PUBLISHED
    printf '%s\n' 'source mine' 'title Tons of tea' "version $1" "published $2" 'covers 2000..2004' 'licence open' \
        'cite nobody' "file tea-$1.tsv" 'separator tab' 'state code iso3' 'time year year' 'value tea tea.drunk larger tons' \
        'absent unknown' >"mine-$1.recipe"
}
recipe 1 2005-01-01
recipe 2 2006-01-01
# France 10 to 14; the second release lifts 2004 to 16 and Spain's 2003 above France's 13.
printf 'code\tyear\ttea\n' >tea-1.tsv
for i in 0 1 2 3 4; do printf 'FRA\t200%d\t1%d\nESP\t200%d\t12\nITA\t200%d\t3\nPRT\t200%d\t1\n' $i $i $i $i $i; done >>tea-1.tsv
sed 's/^FRA\t2004\t14$/FRA\t2004\t16/; s/^ESP\t2003\t12$/ESP\t2003\t15/' tea-1.tsv >tea-2.tsv
add() { "$ENTENTE_ADD" mine "tea-$1.tsv" --recipe "mine-$1.recipe" >added 2>&1 || { cat added; exit 1; }; }
add 1

cat >page.claims <<'END'
dateline 2005-12-31
[1] "more"
     tea.drunk(FRA) > tea.drunk(ESP) at 2003
[2] "fifteen"
     tea.drunk(FRA) < 20 at 2004
[3] "less"
     tea.drunk(ITA) > tea.drunk(PRT) at 2003
     not checkable: taste
[4] "votes"
     votes.agreement(FRA, USA) > 0.1 at 2003
[5] "will"
     forecast by 2004: tea.drunk(FRA) > 15 at 2004
[6] "goes"
     tea.drunk(ESP) < 100 at 2001
END
"$ENTENTE" check page.claims --format json >old.json
out=$("$ENTENTE" check page.claims --against old.json) || fault "status $? where nothing changed"
[ "$out" = "against old.json: changed 0 in verdict, 0 in a specification, 0 in numbers, 0 in how they are read; unchanged 7; new 0, gone 0" ] ||
    fault "a change where there is none: $out"

add 2
sed -i 's/^\[6\] "goes"/[6] "comes"/; s/ESP) < 100/ESP) < 101/; s/^\[4\]/[40]/' page.claims
out=$("$ENTENTE" check page.claims --against old.json)
[ $? = 1 ] || fault "not status 1 where verdicts changed"
expect '[1] tea.drunk(FRA) > tea.drunk(ESP) at 2003
  HOLDS → FAILS
  releases  mine 1 → 2
  tea.drunk  holds → fails  13 against 12, ratio 1.083 → 13 against 15, ratio .8667  mine 2' "$out"
expect '[2] tea.drunk(FRA) < 20 at 2004
  still HOLDS
  releases  mine 1 → 2
  tea.drunk  holds  14 → 16  mine 2' "$out"
expect '  forecast, due 2004; scored: FAILS → forecast, due 2004; scored: HOLDS' "$out"
expect '[6] tea.drunk(ESP) < 101 at 2001
  new, is HOLDS' "$out"
expect '[6] tea.drunk(ESP) < 100 at 2001
  gone, was HOLDS' "$out"
expect 'against old.json: changed 2 in verdict, 0 in a specification, 1 in numbers, 0 in how they are read; unchanged 3; new 1, gone 1
1 of the unchanged rest on other releases than then' "$out"

rows=$("$ENTENTE" check page.claims --against old.json --format tsv | cut -f 1,2,4,5,10,11)
wanted=$(printf '%s\t%s\t%s\t%s\t%s\t%s\n' change statement before now numbers_before numbers_now \
    verdict 1 HOLDS FAILS '13 against 12, ratio 1.083' '13 against 15, ratio .8667' numbers 2 HOLDS HOLDS 14 16 \
    verdict 5 'forecast, due 2004; scored: FAILS' 'forecast, due 2004; scored: HOLDS' 14 16 \
    new 6 '' HOLDS '' '' gone 6 HOLDS '' '' '')
[ "$rows" = "$wanted" ] || { fault "other rows"; diff <(echo "$wanted") <(echo "$rows"); }

# Numbers alone are no reason to fail; -c and standard input are compared like a file; the old answers may be of -c.
claim='tea.drunk(FRA) < 20 at 2004'
"$ENTENTE" check -c "$claim" --as-of 2005 --format json >one.json
"$ENTENTE" check -c "$claim" --against one.json >out || fault "status $? where only numbers changed"
expect '  tea.drunk  holds  14 → 16' "$(cat out)"
[ "$(echo "$claim" | "$ENTENTE" check - --against one.json)" = "$(cat out)" ] || fault "standard input says otherwise"
expect '"unchanged": 0' "$("$ENTENTE" check -c "$claim" --against one.json --format json)"
# Another version of a concept is a reading, and said so.
sed 's|economy/1 is|economy/0 was|' <("$ENTENTE" check -c 'economy(FRA) > economy(PRT) at 2003' --format json) >read.json
out=$("$ENTENTE" check -c 'economy(FRA) > economy(PRT) at 2003' --against read.json)
expect '  read before as  economy/0 was' "$out"
expect '1 in how they are read; unchanged 0' "$out"

refused() { # refused WORDS CONTENT
    printf '%s' "$2" >bad.json
    message=$("$ENTENTE" check -c "$claim" --against bad.json 2>&1 >out)
    [ $? = 2 ] || fault "not status 2: $2"
    expect "$1" "$message"
    [ -s out ] && fault "something is written before the error: $(cat out)"
}
refused 'bad.json:2: is not JSON:' $'[\n{"id": '
refused 'bad.json: holds no list of answers; --against takes what "entente check --format json" wrote' '{"a": 1}'
refused 'bad.json: entry 2 is no answer: it has no claim, verdict and findings' '[{"claim":"x","verdict":"HOLDS","findings":[]},{"claim":"y"}]'
refused 'bad.json:1: is not JSON:' ''
refused 'entry 1 is no answer' '[7]'
refused 'entry 1 is no answer' '[{"claim":"x","verdict":"HOLDS","findings":3}]'
refused 'is not JSON' "$(head -c 100000 /dev/zero | tr '\0' '[')"
# A run that breaks in its middle writes nothing of what came before.
message=$("$ENTENTE" check -c "$claim" -c 'tea.drunk(Frnace) > 1 at 2003' --against one.json 2>&1 >out)
[ $? = 2 ] && [ ! -s out ] || fault "half of a broken run is written: $(cat out)"
expect 'did you mean France (FRA)?' "$message"
message=$("$ENTENTE" check -c "$claim" --against none.json 2>&1) && fault "a file that is not there"
expect 'none.json: cannot be opened' "$message"
exit $((failures > 0))
