#!/usr/bin/env bash
# Members of groups, one by one: counts that SQL makes of the same figures; two groups; what reads many years; and a share of
# replicates that is the same when a group is written out.
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }

check() { "$ENTENTE" check -c "$@" >out 2>err; }
sql() { "$ENTENTE" sql --format tsv "$1" | tail -n +2; }
# claim, "N of M": what some specification says of the members
says() { check "$1"; grep -qF "  $2 " out || grep -qF " $2:" out || fault "$1: not \"$2\" but $(cat out err)"; }

members() { echo "(SELECT DISTINCT state FROM groups WHERE group_name = '$1' AND first_day <= '$3-12-31'
    AND (last_day IS NULL OR last_day = '' OR last_day >= '$2-01-01'))"; }
gdp="(SELECT a, year, value FROM facts WHERE strand = 'gdp.usd' AND source = 'pwt' AND b IS NULL AND kind = 'value')"

# Two groups: for each of NATO one of the BRICS that has less.
want=$(sql "SELECT sum(yes), count(*) FROM (SELECT x.a, max(y.value < x.value) AS yes FROM $gdp x, $gdp y
    WHERE x.year = 2015 AND y.year = 2015 AND x.a IN $(members NATO 2015 2015) AND y.a IN $(members BRICS 2015 2015)
    AND x.a <> y.a GROUP BY x.a)" | sed 's/\t/ of /')
says 'gdp.usd(all @NATO, source=pwt) > gdp.usd(any @BRICS, source=pwt) at 2015' "$want in @NATO"

# A record of each, by the window's other years; a maximum of each over a span.
want=$(sql "SELECT sum(yes), count(*) FROM (SELECT x.a, max(x.year = 2011 AND x.value > (SELECT max(value) FROM $gdp o
    WHERE o.a = x.a AND o.year BETWEEN 1991 AND 2010)) AS yes FROM $gdp x WHERE x.a IN $(members EU 2011 2011)
    GROUP BY x.a)" | sed 's/\t/ of /')
says 'gdp.usd(any @EU, source=pwt) highest since 1990 at 2011' "$want in @EU"
says 'for any C in @EU: gdp.usd(C, source=pwt) highest since 1990 at 2011' "$want in @EU"
want=$(sql "SELECT sum(yes), count(*) FROM (SELECT a, max(value > 400000000000) AS yes FROM $gdp
    WHERE year BETWEEN 2000 AND 2018 AND a IN $(members ASEAN 2000 2018) GROUP BY a)" | sed 's/\t/ of /')
says 'max(gdp.usd(any @ASEAN, source=pwt), 2000..2018) > 400 billion' "$want in @ASEAN"

# Growth, and steps.
want=$(sql "SELECT sum(x.value / y.value - 1 > 0.05), count(*) FROM $gdp x JOIN $gdp y ON x.a = y.a AND y.year = x.year - 1
    WHERE x.year = 2018 AND x.a IN $(members ASEAN 2018 2018)" | sed 's/\t/ of /')
says 'gdp.usd(most @ASEAN, source=pwt) growth > 5% at 2018' "$want in @ASEAN"
want=$(sql "SELECT sum(yes), count(*) FROM (SELECT x.a, min(x.value > y.value) AS yes FROM $gdp x
    JOIN $gdp y ON x.a = y.a AND y.year = x.year - 1 WHERE x.year BETWEEN 2015 AND 2016
    AND x.a IN $(members NATO 2014 2016) GROUP BY x.a)" | sed 's/\t/ of /')
says 'gdp.usd(all @NATO, source=pwt) rising every year during 2014..2016' "$want in @NATO"

# A group written out is the same claim, and the same in every replicate.
for word in any:or all:and; do
    for limit in -.02 -.05 -.06 -.1; do
        joining=" ${word#*:} votes.kappa(USA, " rest=
        for state in BRA CHN IND RUS ZAF; do rest="$rest${rest:+$joining}$state) > $limit"; done
        verdict() { "$ENTENTE" check --confidence 0.99 --format json -c "$1" >out 2>err
            sed -n 's/.*"verdict": "\([^"]*\)".*/\1/p; s/.*"agree": \([^,}]*\).*/\1/p' out; }
        written=$(verdict "votes.kappa(USA, $rest at 2015")
        group=$(verdict "votes.kappa(USA, ${word%:*} @BRICS) > $limit at 2015")
        [ -n "$group" ] && [ "$written" = "$group" ] || fault "${word%:*} of BRICS > $limit: $group, written out $written"
    done
done
check 'votes.kappa(any @states, any @states) > .99 at 2000' --intervals
grep -q 'no replicates are drawn of so many members' out || fault "so many replicates: $(cat out err)"

# The same bytes twice; two states swapped, or two groups of a relation without direction, and the verdict is the same.
for claim in 'votes.agreement(any @G7, all @BRICS) > .6 ever 2010..2015' 'gdp.usd(most @EU) rank <= 30 among @states at 2010'; do
    check "$claim"; mv out first; check "$claim"
    cmp -s first out || fault "$claim: not the same bytes twice"
done
for limit in .5 .6 .7 .8 .9; do
    check "votes.agreement(any @G7, any @BRICS) > $limit at 2015"; one=$(head -1 out)
    check "votes.agreement(any @BRICS, any @G7) > $limit at 2015"; other=$(head -1 out)
    [ "${one%% *}" = "${other%% *}" ] || fault "mirrored at $limit: $one, $other"
done

# Pairs of members in a month: as many of the seven as hold when they are asked by name.
for limit in .6 .66 .7; do
    want=0
    for state in CAN DEU FRA GBR ITA JPN USA; do
        check "votes.agreement($state, any @BRICS) > $limit at 2012-12" && want=$((want + 1))
    done
    says "votes.agreement(all @G7, any @BRICS) > $limit at 2012-12" "$want of 7 in @G7"
done

# What reads on: the order, the brackets, whose membership decides.
check 'gdp.usd(all @NATO) > gdp.usd(any @BRICS) at 2015'
grep -q 'reading  all @NATO, then any @BRICS: the second is asked anew' out || fault "the order is not said: $(cat out)"
check 'max(gdp.usd(any @ASEAN), 2000..2018) > 1 trillion'
grep -q "reading  who is in @ASEAN in some year of the function's span" out || fault "whose membership: $(cat out)"
check 'gdp.usd(any @EU) highest since 1990 at 2011'
grep -q 'reading  the members of @EU are those of the year that is spoken of' out || fault "whose membership: $(cat out)"

# Rivals of rivals by SQL, where the record has them.
[ -f "${ENTENTE_FULL_RECORD:-}" ] || exit $((failures > 0))
export ENTENTE_RECORD="$ENTENTE_FULL_RECORD"
pairs="(SELECT a, b FROM facts WHERE strand = 'rivalry' AND source = 'rivalries-tss' AND first_day <= '1985-12-31'
        AND (last_day IS NULL OR last_day = '' OR last_day >= '1985-01-01'))"
both="(SELECT a, b FROM $pairs UNION SELECT b, a FROM $pairs)"
want=$(sql "SELECT count(DISTINCT x.a) FROM $both x WHERE x.a IN $(members NATO 1985 1985)
    AND x.b IN (SELECT b FROM $both WHERE a = 'USA')")
all=$(sql "SELECT count(*) FROM $(members NATO 1985 1985)")
says 'rivalry(any @NATO, any @rivals(USA), source=rivalries-tss) at 1985' "$want of $all in @NATO"
want=$(sql "SELECT count(DISTINCT x.a) FROM $both x")
check 'rivalry(any @states, any @states, source=rivalries-tss) at 1985'
grep -q "  $want of [0-9]* in @states" out || fault "rivals of 1985: not $want but $(cat out err)"
check 'rivalry(any @states, any @states) ever 1816..2010' || fault "all pairs of all years: $(cat out err)"
exit $((failures > 0))
