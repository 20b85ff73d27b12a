#!/usr/bin/env bash
# Trade in a named good, support for a group under arms, numbers of dead: each is not covered by the pack, and evaluated as soon as
# a table has its cells. The numbers are invented.
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }
is() { # VERDICT CLAIM
    local got
    got=$("$ENTENTE" check -c "$2" --format json | sed -n 's/^ *"verdict": "\(.*\)",$/\1/p' | head -n 1)
    [ "$got" = "$1" ] || fault "$got, not $1: $2"
}
claims=(
    'trade(RUS -> CHN, item=[crude oil]) > 30 billion at 2018'
    'trade(RUS -> CHN, item=[crude oil]) growth = 50% at 2018'
    'trade.partner-share(RUS -> CHN, item=[crude oil]) = 75% at 2018'
    'trade.dependence(RUS -> CHN, item=[crude oil]) = 20% at 2018'
    'exports(CHN, item=[soybeans]) + exports(CHN, item=[pig bristles]) > exports(CHN) / 2 at 1956'
    'support(USA -> [Afghan mujahideen]) and support(CHN -> [Afghan mujahideen]) during 1980..1989'
    'support(all @majors -> [Afghan mujahideen]) at 1985'
    'support(USA -> [afghan mujahideen]) ever 1975..1990'
    'sum(deaths(CHN, RUS), 1968..1969) >= 200'
    'deaths(RUS, CHN) > deaths(CHN, USA) at 1969'
)
for claim in "${claims[@]}"; do is 'NOT COVERED' "$claim"; done

cp "$ENTENTE_RECORD" record.sqlite && chmod u+w record.sqlite
export ENTENTE_RECORD=$PWD/record.sqlite
{
    head -n 1 "$ENT_SOURCE_DIR/data/casebook/casebook.tsv"
    row() { # A B STRAND FROM TO VALUE UNIT
        printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\ttest\t2019\ta made-up table\tread\n' "$@"
    }
    row RUS CHN 'trade:crude oil' 2017 2017 24 'billion current USD'
    row RUS CHN 'trade:crude oil' 2018 2018 36 'billion current USD'
    row RUS DEU 'trade:crude oil' 2018 2018 10 'billion current USD'
    row CHN RUS 'trade:crude oil' 2018 2018 0 'billion current USD'
    row DEU RUS 'trade:crude oil' 2018 2018 2 'billion current USD'
    row RUS '' gdp.usd 2018 2018 180 'billion current USD'
    row CHN '' exports 1956 1956 10 'billion USD'
    row CHN '' 'exports:soybeans' 1956 1956 4 'billion USD'
    row CHN '' 'exports:pig bristles' 1956 1956 2 'billion USD'
    for state in USA CHN RUS GBR FRA DEU JPN; do row $state '' 'support:Afghan mujahideen' 1980 1991 '' spell; done
    row CHN RUS deaths 1968 1968 20 persons
    row CHN RUS deaths 1969 1969 180 persons
    row CHN USA deaths 1969 1969 5 persons
} >casebook.tsv
"$ENTENTE_ADD" casebook casebook.tsv --version 2 --published 2026-11-24 >added 2>&1 || fault "$(cat added)"
grep -q '19 rows read = 19 stored' added || fault "$(cat added)"
for claim in "${claims[@]}"; do is HOLDS "$claim"; done
is FAILS 'trade(RUS -> CHN, item=[crude oil]) > 40 billion at 2018'
is FAILS 'support(USA -> [Afghan mujahideen]) at 1980 and deaths(CHN, RUS) > 30 at 1968'
# The good is not the whole, and one good is not another.
is 'NOT COVERED' 'trade(RUS -> CHN) > 1 at 2018'
is 'NOT COVERED' 'trade(RUS -> CHN, item=[natural gas]) > 1 at 2018'
is 'NOT COVERED' 'exports(CHN, item=[apples]) > 1 at 1956'
"$ENTENTE" why 'support(USA -> [Afghan mujahideen]) @ 1985' >out
grep -q 'casebook.tsv line 11,' out || fault "why: $(cat out)"

# A table of one's own, without a recipe.
printf '%s\n' 'supporter	group	begin	end' 'Poland	Afghan mujahideen	1984	1986' >help.tsv
"$ENTENTE" add help.tsv --map state=supporter,item=group,from=begin,to=end --strand help >added 2>&1 || fault "$(cat added)"
is HOLDS 'help(POL -> [Afghan mujahideen]) during 1984..1986'
exit $((failures > 0))
