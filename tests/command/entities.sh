#!/usr/bin/env bash
# Entities and items: what a figure is about that is no state, by the pack's own record. A name that nobody knows is an
# error with near ones, one that is known without figures is not covered, and a measure of whole states refuses both.
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }
check() { # STATUS PATTERN CLAIM
    "$ENTENTE" check -c "$3" >out 2>&1
    local status=$?
    [ $status = "$1" ] || fault "$3: status $status, not $1: $(head -2 out)"
    grep -q -e "$2" out || fault "$3: no \"$2\" in: $(cat out)"
}

# The figure of Guangdong is recalled: it is seen to be there and decides nothing.
check 3 'only a recalled figure' 'region.gdp([Guangdong]) > 9 trillion at 2018'
check 3 'of \[Guangdong\] the record has region.gdp$' 'gdp.usd([guangdong]) > 1 trillion at 2018'
check 3 'claim  gdp.usd(\[Guangdong\]) > 1 trillion' 'gdp.usd([GUANGDONG]) > 1 trillion at 2018'
check 3 'of \[California\] the record has nothing' 'gdp.usd([California]) > 1 trillion at 2018'
check 2 'did you mean \[Guangdong\]' 'gdp.usd([Guandong]) > 1 at 2018'
check 2 'of no one state' 'population([Crimea]) > 1 at 2018'
check 2 'computed of a state as a whole' 'gdp.perhead([Guangdong]) > 1 at 2018'
check 2 'computed of a state as a whole' 'gdp.perhead(CHN, item=CNY) > 1 at 2018'
check 2 'stands alone' 'trade.total(CHN, [Guangdong]) > 3 at 2014'

# An entity's figure is never the state's own: China has one of 2018, Guangdong none.
check 0 'HOLDS' 'gdp.usd(CHN, source=pwt) > 1 trillion at 2018'
check 3 'missing in the source' 'gdp.usd(CHN, item=Guangdong, source=pwt) > 1 trillion at 2018'

# Items: two figures of 2018, the later of which counts (14.4 %).
check 0 'HOLDS' 'reserves.share(RUS, item=CNY) = 14.4% at 2018'
check 0 'HOLDS' 'reserves.share:item=CNY(RUS) = 14.4% at 2018'
check 2 'did you mean CNY' 'reserves.share(RUS, item=CNX) = 14.7% at 2018'

check 3 'no source of the record covers it' 'recognition(CHN -> RUS, over=[Crimea]) never 2014..2018'
check 3 'only a recalled figure' 'recognition(NIC -> RUS, over=[Crimea]) at 2015'
check 2 'knows nothing called\|no item' 'recognition(NIC -> RUS, over=[Crimeaa]) at 2015'

check 2 'did you mean crude oil' 'trade(RUS -> CHN, item=[crude oul]) > 1 at 2018'
check 3 'of \[crude oil\] the record has nothing' 'trade(RUS -> CHN, item=[crude oil]) > 1 at 2018'

"$ENTENTE" why 'region.gdp([Guangdong]) @ 2018' >out || fault "why of an entity"
grep -q 9730000000000 out || fault "why does not show the row: $(cat out)"
exit $((failures > 0))
