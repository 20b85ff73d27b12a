#!/usr/bin/env bash
# Swapping two states mirrors every verdict, on the real record and pairs drawn with a fixed seed.
set -eu
record=$ENTENTE_RECORD
[ -f "${ENTENTE_FULL_RECORD:-}" ] && record=$ENTENTE_FULL_RECORD
verdict() { "$ENTENTE" check --record "$record" -c "$1" 2>&1 | head -n 1 || true; }

passed=0 failed=0
same() { # what, left, right
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'differs: %s\n  %s\n  %s\n' "$1" "$2" "$3"
    fi
}

draw='BEGIN { srand(2019)
    n = split("FRA IND JPN BRA EGY USA CHN RUS ISR MEX NGA POL SWE TUR GBR DEU AUS ARG IRN PAK", s, " ")
    for (i = 0; i < 12; i++) { a = int(rand() * n) + 1; b = int(rand() * (n - 1)) + 1; if (b >= a) b++
        print s[a], s[b], 1960 + int(rand() * 55) } }'
while read -r a b year; do
    # a series of a pair has no first state
    for claim in "votes.agreement(@, #) highest since 1955 at $year" "votes.kappa(@, #) > 30% at $year" \
        "alliance(@, #) ever 1950..$year" "rivalry.shared(@, #) at $year" "rivalry(@, #) never 1955..$year"; do
        left=${claim/@/$a} right=${claim/@/$b}
        same "$claim $a $b" "$(verdict "${left/\#/$b}")" "$(verdict "${right/\#/$a}")"
    done
    # an order turns round
    same "economy $a $b $year" "$(verdict "economy($a) > economy($b) at $year")" \
        "$(verdict "economy($b) < economy($a) at $year")"
done < <(awk "$draw")
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
