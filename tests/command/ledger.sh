#!/usr/bin/env bash
# The ledger: a forecast is scored when the record reaches its day and not before, by the same evaluation as a claim; an
# opinion is kept and never scored; each has its role, body, body's state, date and quote; they stand by the day due.
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }
# expect WHAT TEXT: the text holds the words
expect() { grep -qF -- "$1" <<<"$2" || fault "not there: $1"$'\n'"$2"; }

# The Penn World Table says so in plain numbers: the US was larger than France in 2010 and Japan ahead of India to 2019.
cat >page.claims <<'END'
dateline 2009-06-30
source   A page of forecasts
[a] "will stay the larger" — economist, bank in Paris (France), 2008-11
     forecast by 2010: gdp.usd(USA) > gdp.usd(FRA) at 2010
[b] "will be overtaken" — columnist
     forecast by 2011-06: gdp.usd(USA) < gdp.usd(FRA) at 2011
[c] "a fine year" — director, institute (710)
     opinion: a taste
[d] "long from now" — minister, ministry (France), 2007
     forecast by 2090: gdp.usd(USA) > gdp.usd(FRA) at 2090
[e] "India passes Japan"
     forecast by 2024: overtook(gdp.usd, IND, JPN) during 2015..2024
[f] "well said" — director (FRA), 2008
     opinion
END
rows=$("$ENTENTE" ledger page.claims --format tsv | cut -f 3-11)
wanted=$(printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' \
    statement kind due status verdict role body state said \
    a forecast 2010 scored HOLDS economist 'bank in Paris' FRA 2008-11 \
    b forecast 2011-06 scored FAILS columnist '' '' 2009-06-30 \
    e forecast 2024 'due, not covered yet' OPEN '' '' '' 2009-06-30 \
    d forecast 2090 'not due' 'NOT COVERED' minister ministry FRA 2007 \
    f opinion '' kept '' director '' FRA 2008 \
    c opinion '' kept '' director institute CHN 2009-06-30)
[ "$rows" = "$wanted" ] || { fault "the rows are others"; diff <(echo "$wanted") <(echo "$rows"); }

text=$("$ENTENTE" ledger page.claims)
expect 'forecast due 2010   scored: HOLDS   page.claims:4 [a]' "$text"
expect '    — economist, bank in Paris (FRA), 2008-11' "$text"
expect '  holds  gdp.usd' "$text" # the rows of the score
expect "why: entente why 'gdp.usd(USA) @ 2010'" "$text"
expect '4 forecasts: 2 scored (1 HOLDS, 1 FAILS); 1 due, not covered yet; 1 not due. 2 opinions: kept, never scored' "$text"

# The score is that of the claim, and of check; before the day there is none, though the claim could be answered.
claim=$("$ENTENTE" check -c 'gdp.usd(USA) > gdp.usd(FRA) at 2010' --dateline 2010 --format json | sed -n 's/.*"id": *"\([0-9a-f]*\)".*/\1/p' | head -n 1)
expect "$claim" "$text"
expect 'forecast, due 2010; scored: HOLDS' "$("$ENTENTE" check page.claims)"
[ "$("$ENTENTE" ledger page.claims --as-of 2010-12-30 --format tsv --kind forecast | awk -F'\t' '$3 == "a" { print $6 }')" = 'not due' ] ||
    fault "due before the last day of its year"
[ "$("$ENTENTE" ledger page.claims --as-of 2010-12-31 --format tsv --kind forecast | awk -F'\t' '$3 == "a" { print $6 }')" = 'due, not covered yet' ] ||
    fault "scored as of a day when no release was published"

count() { "$ENTENTE" ledger page.claims --format tsv "$@" | tail -n +2 | wc -l; }
[ "$(count --due 2011)" = 2 ] || fault "--due 2011 is not a and b"
[ "$(count --kind opinion)" = 2 ] || fault "--kind opinion is not c and f"
[ "$(count --state France)" = 3 ] || fault "--state France is not a, d and f"
[ "$(count --state FRA --kind forecast --due 2010)" = 1 ] || fault "three options are not a"
[ "$("$ENTENTE" ledger page.claims page.claims --format tsv | wc -l)" = 13 ] || fault "two files are not twice one"

# What is expected of a forecast is the ledger, or its score.
cat >expects.claims <<'END'
[a] "will stay the larger" — economist, bank in Paris (France), 2008-11
     forecast by 2010: gdp.usd(USA) > gdp.usd(FRA) at 2010
     expect HOLDS
[b] "will be overtaken" — columnist
     forecast by 2011: gdp.usd(USA) < gdp.usd(FRA) at 2011
     expect LEDGER
[c] "long from now" — minister, ministry (France), 2007
     forecast by 2090: gdp.usd(USA) > gdp.usd(FRA) at 2090
     expect LEDGER
END
expect '3 of 3 expected verdicts are met' "$("$ENTENTE" check expects.claims --expect)"
sed 's/expect HOLDS/expect FAILS/' expects.claims >unmet.claims
text=$("$ENTENTE" check unmet.claims --expect) && fault "a score that is not as expected is met"
expect '[a] expected FAILS, is HOLDS' "$text"
sed 's/by 2010/by 2090/' expects.claims >early.claims
text=$("$ENTENTE" check early.claims --expect) && fault "a forecast that is not due has a score"
expect '[a] expected HOLDS, is LEDGER' "$text"

refused() { # refused WORDS ARGUMENTS...: status 2 and the words
    local words=$1
    shift
    message=$("$ENTENTE" "$@" 2>&1 >/dev/null)
    [ $? = 2 ] || fault "entente $*: not status 2"
    expect "$words" "$message"
}
refused 'give claims files' ledger
refused 'did you mean forecast?' ledger page.claims --kind forcast
refused 'did you mean France (FRA)?' ledger page.claims --state Frnce
refused 'is not a date' ledger page.claims --due soon
sed 's/(710)/(Chian)/' page.claims >broken.claims
refused 'broken.claims:7: no state is called "Chian"; did you mean China (CHN)' ledger broken.claims
refused 'in brackets stands whose body it is: role, body (STATE), date' ledger broken.claims
refused 'broken.claims:7:' check broken.claims
exit $((failures > 0))
