#!/usr/bin/env bash
# Every verb that writes JSON has a schema in docs/schema, which describes every property; what the verb really writes is
# allowed by it, in its examples and in the cases below, and nothing else is: a property more or less is a fault.
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }
record=$ENTENTE_RECORD
[ -f "$ENTENTE_FULL_RECORD" ] && record=$ENTENTE_FULL_RECORD
export ENTENTE_RECORD=$record PATH=$(dirname "$ENTENTE"):$PATH
schemas=$ENT_SOURCE_DIR/docs/schema
python=''
for candidate in /usr/bin/python3 python3; do
    $candidate "$ENT_SOURCE_DIR/tests/run/validate.py" --can 2>/dev/null && { python=$candidate; break; }
done

mkdir -p out
rm -f out/*
count=0
# ask VERB ARGUMENTS...: keeps what the verb writes as JSON; a record without the sources may answer that it cannot.
ask() {
    local verb=$1 status
    count=$((count + 1))
    "$ENTENTE" "$@" --format json >"out/$verb.$count.json" 2>out/err </dev/null
    status=$?
    if [ $status = 2 ] && [ "$record" != "$ENTENTE_FULL_RECORD" ]; then rm "out/$verb.$count.json"; return; fi
    case $status in 0 | 1 | 3) ;; *) fault "entente $*: status $status: $(cat out/err)" ;; esac
}

cat >all.claims <<'END'
dateline 2019-02-01
source   A page of every kind of entry
[1] "larger"
     gdp.usd(USA) > gdp.usd(FRA) at 2000
     expect HOLDS
[2] "caused by it"
     not checkable: cause
[3] "will grow" — head of a think tank
     forecast by 2024: gdp.usd(USA) rising since 2018
[4] "still not that comfortable" — director, a centre (France), 2018-11
     opinion
[5] "it will be more" — forecaster
     forecast by 2010: gdp.usd(USA) > gdp.usd(FRA) at 2010
END
ask ledger all.claims
ask ledger all.claims --as-of 2012
ask check -c 'alignment(CHN, RUS) highest since mid-1950s at 2018' -c 'gdp.usd(USA) > gdp.usd(FRA) at 2000'
ask check -c 'gdp.usd(USA) > gdp.usd(FRA) at 2000' --as-of 2015
ask check -c 'votes.kappa(FRA, USA) > 0 at 1930' --all
ask check -c 'votes.kappa(FRA, USA) rising every year during 1980..1990' --specs all --intervals
ask check all.claims
sed 's/scored: HOLDS/not due/; s/"claim": "gdp.usd(USA) > gdp.usd(FRA) at 2000"/"claim": "another"/; s/"value": [0-9.e+]*,/"value": 1,/' \
    "out/check.$count.json" >changed.json
ask check all.claims --against changed.json
for claims in "$ENT_SOURCE_DIR"/examples/*.claims; do ask check "$claims"; done
ask show FRA
ask show FRA USA
ask show FRA USA votes.kappa --years 1990..1992 --intervals
ask show FRA USA alignment --all
ask show FRA USA alignment --specs --year 2015
ask show FRA economy --specs
ask check -c 'alignment(FRA, USA) highest since 1990 at 2015' --specs
ask check -c 'gap(gdp.ppp, FRA, USA) > 0 at 2010' --specs
ask show FRA economy
ask show CHN RUS USA
ask show CHN RUS power --seniority
ask rank reversals gdp.ppp:source=pwt --among @majors
ask show FRA USA economy --seniority
ask show FRA DEU GBR
ask rank votes.kappa --year 1990 --top 3 --intervals
ask rank records votes.kappa France --year 1990
ask rank firsts gdp.ppp:source=pwt --above 1000000000000
ask rank extremes gdp.ppp:source=pwt --among FRA,USA
ask rank risers economy --years 1990..2010
ask why 'gdp.usd(FRA) / gdp.usd(USA) @ 2017'
ask why 'votes.kappa(FRA, USA) @ 2018' --rows 0
ask why 'votes.kappa(FRA, USA) @ 1930'
ask why 'alliance.obligation(FRA, USA) @ 1990'
# A broken claim has its error in the place of an answer; the status says so.
cat >broken.claims <<'END'
[1] "larger"
     gdp.usd(USA) > gdp.usd(FRA) at 2000
[2] "misspelt"
     gpd.usd(USA) > gdp.usd(FRA) at 2000
     forecast by soon: gdp.usd(USA) > gdp.usd(FRA) at 2000
[3] "by nobody" -- head, a bank (Frnce)
     opinion
END
printf 'gdp.usd(USA) > gdp.usd(FRA) at 2000\ngdp.usd(USA) >> 3\n' >broken.lines
for arguments in 'check broken.claims' 'check broken.lines' 'ledger broken.claims' 'diff pwt 10.01 10.01 --claims broken.claims'; do
    count=$((count + 1))
    "$ENTENTE" $arguments --format json >"out/${arguments%% *}.$count.json" 2>out/err
    [ $? = 2 ] && grep -q '"message"' "out/${arguments%% *}.$count.json" || fault "$arguments: $(cat out/err)"
done
"$ENTENTE" check broken.lines --format json 2>out/err >old.json
"$ENTENTE" check broken.lines --against old.json --format json 2>out/err >"out/check.against.json"
[ $? = 2 ] || fault "a broken claim against itself is not status 2"
for kind in sources releases coverage measures concepts states groups strands; do ask list $kind; done
ask cite un-votes pwt
ask cite -c 'alignment(CHN, RUS) highest since mid-1950s at 2018'
ask sql 'SELECT * FROM releases'
ask sql "SELECT x'00ff' AS b, 1.5 AS f, NULL AS n, 7 AS i, 'a' AS t"
ask list measures votes.kappa
ask diff pwt 10.01 10.01
ask list coverage pwt FRA
ask list states FRA
ask list groups @NATO
ask list groups @rivals
ask list concepts alignment

for verb in $("$ENTENTE" help | sed -nE 's/^  ([a-z]+) .*/\1/p'); do
    "$ENTENTE" help "$verb" | grep -qE '^  --format F .*json' || continue
    [ -f "$schemas/$verb.json" ] || { fault "entente $verb writes JSON, but there is no docs/schema/$verb.json"; continue; }
    while IFS= read -r line; do # its examples, as JSON where they say no format
        case $line in *--format* | *'>'*.* | *-o\ *) continue ;; esac
        count=$((count + 1))
        eval "$line --format json" >"out/$verb.$count.json" 2>out/err </dev/null
        [ -s "out/$verb.$count.json" ] || rm "out/$verb.$count.json"
    done < <("$ENTENTE" help "$verb" | sed -nE 's/^  (entente [a-z].*)/\1/p')
    [ -n "$python" ] || continue
    ls out/$verb.*.json >/dev/null 2>&1 || fault "no JSON of entente $verb was seen"
    $python "$ENT_SOURCE_DIR/tests/run/validate.py" "$schemas/$verb.json" out/$verb.*.json || fault "entente $verb: see above"
    echo "$verb: $(ls out/$verb.*.json | wc -l) outputs"
done
# An error leaves no half of an answer for a program to choke on.
if "$ENTENTE" check --format json -c 'gdp.usd(USA) >' >out/broken 2>/dev/null || [ -s out/broken ]; then fault "half a JSON after an error"; fi
[ $failures = 0 ] || exit 1
[ -n "$python" ] || { echo "skipped: python3-jsonschema is not here"; exit 77; }
