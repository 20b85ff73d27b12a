#!/usr/bin/env bash
# Panels and squares against awk over the pack's text tables; holes, licences, the files beside, mistakes.
set -u
failures=0
complain() { echo "$*"; failures=$((failures + 1)); }
expect() { # STATUS PATTERN ARGUMENTS...: of entente export
    local status=$1 pattern=$2 got output
    shift 2
    output=$("$ENTENTE" export "$@" 2>&1 </dev/null)
    got=$?
    { [ "$got" = "$status" ] && grep -qE -- "$pattern" <<<"$output"; } ||
        complain "export $*: status $got (expected $status, $pattern): $(head -3 <<<"$output")"
}
same() { [ "$2" = "$3" ] || complain "$1: entente $2, awk $3"; }
data=$ENT_SOURCE_DIR/data

# Rows: pairs of states that the list counts in the year, from the table of members.
members() { # LIST FIRST LAST: "state year" lines
    awk -F'\t' -v list="$1" -v first="$2" -v last="$3" '/^#/ { next } $1 == list {
        to = $4 == "" ? 9999 : substr($4, 1, 4) - (substr($4, 5) == "-01-01")
        for (y = first; y <= last; y++) if (y >= substr($3, 1, 4) + 0 && y <= to) print $2, y }' \
        "$data/states/member.tsv" | sort -u
}
"$ENTENTE" export panel --unit dyad-year --strands votes.agreement,gdp.ppp:source=pwt --ids code,cow \
    --years 1985..1995 --out pairs.tsv 2>notes || complain "export failed: $(cat notes)"
grep -q 'rows in pairs.tsv; pairs.codebook.txt, pairs.bib' notes || complain "no word of what was written: $(cat notes)"
pairs() { # LIST FIRST LAST: pairs that were members on the same day of a year; a number counts once a year
    awk -F'\t' -v list="$1" -v first="$2" -v last="$3" '/^#/ || $1 != list { next }
        { n++; state[n] = $2; from[n] = $3; to[n] = $4 == "" ? "9999" : $4 }
        END { for (y = first; y <= last; y++) { a = y "-01-01"; z = (y + 1) "-01-01"
            for (i = 1; i <= n; i++) for (k = 1; k <= n; k++) if (state[i] < state[k]) {
                # Yugoslavia of 1918 and 1992 has the number of Serbia, which had it longer in both years
                if ((y == 1918 || y == 1992) && (state[i] == "YUG" || state[k] == "YUG")) continue
                f = from[i] > from[k] ? from[i] : from[k]; f = f > a ? f : a
                t = to[i] < to[k] ? to[i] : to[k]; t = t < z ? t : z
                if (f < t) row[state[i] state[k] y] = 1 } }
            for (r in row) rows++; print rows }' "$data/states/member.tsv"
}
same "rows of pairs" "$(($(wc -l <pairs.tsv) - 1))" "$(pairs cow 1985 1995)"
same "rows of pairs of 1917 to 1919" "$("$ENTENTE" export panel --unit dyad-year --strands votes.agreement --years 1917..1919 | tail -n +2 | wc -l)" "$(pairs cow 1917 1919)"
same "directed rows" "$("$ENTENTE" export panel --unit directed-dyad-year --strands votes.agreement --years 1990 | tail -n +2 | wc -l)" "$((2 * $(pairs cow 1990 1990)))"
same "numbers that stand twice" "$("$ENTENTE" export panel --unit state-year --strands gdp.ppp:source=pwt --ids cow --years 1816..2020 | cut -f1,2 | sort | uniq -d)" ""
same "numbers that stand twice, gw" "$("$ENTENTE" export panel --unit state-year --list gw --strands gdp.ppp:source=pwt --ids gw --years 1816..2020 | cut -f1,2 | sort | uniq -d)" ""
same "rows of the list gw" "$("$ENTENTE" export panel --unit state-year --strands gdp.ppp:source=pwt --list gw --years 1900..1950 | tail -n +2 | wc -l)" \
    "$(members gw 1900 1950 | wc -l)"
same "rows of a group" "$("$ENTENTE" export panel --unit state-year --strands gdp.ppp:source=pwt --among @NATO --years 1955 | tail -n +2 | wc -l)" \
    "$("$ENTENTE" list groups @NATO --format tsv | awk -F'\t' 'NR > 1 && $2 < "1956" && ($3 == "" || $3 > "1955")' | wc -l)"

# Values: each state's GDP on both sides of its pairs, and no figure where the table has none.
awk -F'\t' 'NR == FNR { if (/^#/) next; if (!head) { for (i = 1; i <= NF; i++) c[$i] = i; head = 1; next }
        if ($c["cgdpo"] != "") gdp[$c["isocode"], $c["year"]] = $c["cgdpo"] * 1e6; next }
    FNR == 1 { for (i = 1; i <= NF; i++) p[$i] = i; next }
    { for (s = 1; s <= 2; s++) { v = $p["gdp_ppp_pwt_" s]; k = $p["gdp_ppp_pwt_" s "_kind"]; key = $p["code_" s] SUBSEP $p["year"]
        if ((v != "") != (k == "value")) { print "kind", k, "with", v; bad++ }
        if ((key in gdp) != (v != "")) { print "hole", key, v; bad++ }
        if (v != "" && (v - gdp[key] > gdp[key] * 1e-12 || gdp[key] - v > gdp[key] * 1e-12)) { print key, v, gdp[key]; bad++ }
        seen += v != "" } }
    END { if (bad || seen < 50000) { print bad " wrong of " seen; exit 1 } }' "$data/pwt/pwt.tsv" pairs.tsv >wrong ||
    complain "gdp.ppp of pairs: $(head -5 wrong; tail -1 wrong)"

# Agreement of all pairs of one year, from the table of ballots.
awk -F'\t' -v year=1995 'FNR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
    FILENAME ~ /roll_calls/ { if (substr($c["date"], 1, 4) == year) in_year[$c["rcid"]] = 1; next }
    $1 in in_year { n = split($c["ballots"], t, " ")
        for (i = 1; i <= n; i++) { split(t[i], v, ":"); code[i] = v[1] == "SU" ? "RU" : v[1]; b[i] = v[2] == "y" ? 0 : v[2] == "a" ? 1 : 2 }
        for (i = 1; i <= n; i++) for (j = 1; j <= n; j++) { d = b[i] - b[j]; s[code[i] " " code[j]] += 1 - (d < 0 ? -d : d) / 2; N[code[i] " " code[j]]++ } }
    END { for (k in s) if (N[k] >= 10) printf "%s %.12f\n", k, s[k] / N[k] }' \
    "$data/un-votes/roll_calls.tsv" "$data/un-votes/ballots.tsv" | sort >agreement
"$ENTENTE" export panel --unit directed-dyad-year --strands votes.agreement --ids iso2 --years 1995 >directed.tsv
awk -F'\t' 'NR == FNR { split($0, f, " "); want[f[1], f[2]] = f[3]; next } FNR == 1 { next }
    $1 != "" && $2 != "" { if ((($1, $2) in want) != ($4 != "")) { print "hole", $0; bad++ }
        else if ($4 != "" && ($4 - want[$1, $2] > 1e-9 || want[$1, $2] - $4 > 1e-9)) { print $0, want[$1, $2]; bad++ }
        seen += $4 != "" } END { if (bad || seen < 15000) { print bad " wrong of " seen; exit 1 } }' agreement directed.tsv >wrong ||
    complain "agreement of all pairs: $(head -5 wrong; tail -1 wrong)"

# A square has the same numbers, and words for what has none.
"$ENTENTE" export matrix votes.agreement --year 1995 --ids iso2 >square.tsv
awk -F'\t' 'NR == FNR { if (FNR > 1) { v[$1, $2] = $4 != "" ? $4 : $5 } next } FNR == 1 { for (i = 2; i <= NF; i++) h[i] = $i; next }
    { n++; for (i = 2; i <= NF; i++) { want = i == n + 1 ? "self" : v[$1, h[i]]; if ($i != want) { print $1, h[i], $i, want; bad++ } } }
    END { exit bad > 0 || n < 150 }' directed.tsv square.tsv >wrong || complain "the square is not the panel: $(head -3 wrong)"
"$ENTENTE" export matrix votes.agreement --year 1945..1947 --among IND,FRA,PAK >square.tsv
same "years of squares" "$(cut -f1 square.tsv | tail -n +2 | uniq | tr '\n' ' ')" "1945 1946 1947 "
grep -qE '^1946	FRA	.*no state' square.tsv || complain "a state that is not there is not called so: $(cat square.tsv)"

# Columns: names, options that go on after a comma, both forms of the file.
"$ENTENTE" export panel --unit dyad-year --years 1990 --among IND,PAK,BRA --ids name --format csv --reasons \
    --strands 'votes.kappa:weights=linear,scope=contested as k,votes.kappa,gdp.usd' >columns.csv
same "heads" "$(head -1 columns.csv)" "name_1,name_2,year,k,k_kind,k_why,votes_kappa,votes_kappa_kind,votes_kappa_why,gdp_usd_1,gdp_usd_1_kind,gdp_usd_1_why,gdp_usd_2,gdp_usd_2_kind,gdp_usd_2_why"
same "csv rows" "$(wc -l <columns.csv)" 4
expect 2 'two columns are called votes_kappa' panel --unit dyad-year --strands votes.kappa,votes.kappa
expect 2 'did you mean' panel --unit dyad-year --strands votes.kapa
expect 2 '--unit is needed' panel --strands votes.kappa
expect 2 'is about two states' panel --unit state-year --strands votes.kappa
expect 2 'among code' panel --unit dyad-year --strands votes.kappa --ids corelates
expect 2 'there is no group' panel --unit dyad-year --strands votes.kappa --among @nobody
expect 2 '--year is needed' matrix votes.kappa
expect 2 'about one state' matrix gdp.ppp:source=pwt --year 1990
expect 2 'did you mean panel' pannel
expect 2 'no folder|cannot be written' panel --unit dyad-year --strands votes.kappa --years 1990 --out nowhere/x.tsv
if [ -w /dev/full ]; then
    "$ENTENTE" export panel --unit dyad-year --strands votes.kappa --years 1990 >/dev/full 2>notes && complain "a full disk is no success"
fi

# The codebook counts what is in the file; BibTeX has one entry for each release, its braces closed.
same "counted cells" "$(awk '/^gdp_ppp_pwt_1/ { on = 1 } on && /^  cells/ { sub(/^  cells +/, ""); print; exit }' pairs.codebook.txt)" \
    "$(awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) if ($i ~ /^gdp_ppp_pwt_._kind$/) k[i] = 1; next } { for (i in k) n[$i]++ }
        END { printf "%d value, %d unknown", n["value"], n["unknown"]; if (n["not covered"]) printf ", %d not covered", n["not covered"]; print "" }' pairs.tsv)"
grep -q 'sha256 [0-9a-f]\{64\}' pairs.codebook.txt || complain "no checksum in the codebook"
same "entries" "$(grep -c '^@misc' pairs.bib)" 2
same "braces" "$(tr -cd '{' <pairs.bib | wc -c)" "$(tr -cd '}' <pairs.bib | wc -c)"
"$ENTENTE" export panel --unit dyad-year --strands votes.agreement,gdp.ppp:source=pwt --ids code,cow --years 1985..1995 |
    cmp -s - pairs.tsv || complain "not the same bytes twice, or not the same to a file and to a pipe"

# Licences: what may not be passed on is withheld, and its recipe stands in the codebook.
if [ -f "$ENTENTE_FULL_RECORD" ]; then
    export ENTENTE_RECORD=$ENTENTE_FULL_RECORD
    expect 2 'nothing of this may be passed on.*--own-use' panel --unit dyad-year --strands alliance
    "$ENTENTE" export panel --unit dyad-year --strands alliance,votes.kappa --years 1960..1961 --out open.tsv 2>/dev/null
    same "withheld" "$(cut -f8-14 open.tsv | tail -n +2 | sort -u)" "$(printf '\twithheld\t\t\t\t\t')"
    grep -q '^  | type       alliance  atop_defense  defence' open.codebook.txt || complain "no recipe of what is withheld"
    "$ENTENTE" export panel --unit dyad-year --strands alliance,votes.kappa --years 1960..1961 --own-use --out own.tsv 2>/dev/null
    grep -q 'MADE FOR OWN USE' own.codebook.txt || complain "own use is not said"
    grep -q 'withheld	' own.tsv && complain "withheld in spite of --own-use"
    # Portfolios of all states are read at once, of a few states pair by pair: the lines are the same.
    columns="alliance.s,alliance.kappa:preset=fpsim as f,alliance.s:weighted=capability as w"
    "$ENTENTE" export panel --unit dyad-year --strands "$columns" --years 1930..1950 --own-use >all.tsv
    "$ENTENTE" export panel --unit dyad-year --strands "$columns" --years 1930..1950 --among USA,RUS,DEU,BRA,POL --own-use >few.tsv
    same "pairs of five states" "$(awk 'END { print (NR > 150) }' few.tsv)" 1
    same "one by one as all at once" "$(grep -cxFf all.tsv few.tsv)" "$(awk 'END { print NR }' few.tsv)"
    same "the rest is the same" "$(cut -f1-7,15- own.tsv | cksum)" "$(cut -f1-7,15- open.tsv | cksum)"
fi
[ "$failures" = 0 ] && echo "all as awk has it"
exit "$failures"
