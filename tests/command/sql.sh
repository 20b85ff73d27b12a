#!/usr/bin/env bash
# entente sql: the examples of docs/sql.md as they stand there and against awk; what it refuses; its limits.
set -u
failures=0
complain() { echo "$*"; failures=$((failures + 1)); }
same() { [ "$2" = "$3" ] || complain "$1: entente $2, awk $3"; }
sql() { "$ENTENTE" sql --format tsv "$@" 2>&1 | tail -n +2; }
expect() { # STATUS PATTERN ARGUMENTS...
    local status=$1 pattern=$2 got output
    shift 2
    output=$("$ENTENTE" sql "$@" 2>&1 </dev/null)
    got=$?
    { [ "$got" = "$status" ] && grep -qE -- "$pattern" <<<"$output"; } ||
        complain "sql $*: status $got (expected $status, $pattern): $(head -3 <<<"$output")"
}
data=$ENT_SOURCE_DIR/data

# The page's examples word for word.
awk '/^\$ entente sql "/ { on = 1; n++; sub(/^\$ entente sql "/, ""); sub(/"$/, ""); print > ("query" n); next }
    on && /^```/ { on = 0 } on { print > ("answer" n) }' "$ENT_SOURCE_DIR/docs/sql.md"
for query in query*; do
    "$ENTENTE" sql "$(cat "$query")" 2>&1 | diff - "answer${query#query}" >difference || complain "$(cat "$query"): $(cat difference)"
done
[ "$(ls query* | wc -l)" -ge 7 ] || complain "examples are missing from the page"

# And against the tables.
same "rows of pwt" "$(sql "SELECT rows_read FROM releases WHERE source = 'pwt'")" "$(grep -c '^[0-9]' "$data/pwt/pwt.tsv")"
same "India's GDP" "$(sql "SELECT year, value FROM facts WHERE strand = 'gdp.ppp' AND source = 'pwt' AND a = 'IND' AND kind = 'value'" |
    awk '{ printf "%d %.6g\n", $1, $2 }')" \
    "$(awk -F'\t' '/^#/ { next } !h { for (i = 1; i <= NF; i++) c[$i] = i; h = 1; next }
        $c["isocode"] == "IND" && $c["cgdpo"] != "" { printf "%d %.6g\n", $c["year"], $c["cgdpo"] * 1e6 }' "$data/pwt/pwt.tsv")"
same "Cambodia's holes" "$(sql "SELECT count(*) FROM facts WHERE strand = 'gdp.ppp' AND source = 'pwt' AND a = 'KHM' AND kind = 'unknown'")" \
    "$(awk -F'\t' '/^#/ { next } !h { for (i = 1; i <= NF; i++) c[$i] = i; h = 1; next }
        $c["isocode"] == "KHM" && $c["cgdpo"] == "" { n++ } END { print n + 0 }' "$data/pwt/pwt.tsv")"
same "members in July 1914" "$(sql "SELECT count(*) FROM memberships WHERE list = 'cow' AND first_day <= '1914-07-28' AND coalesce(last_day, '9999') >= '1914-07-28'")" \
    "$(awk -F'\t' '$1 == "cow" && $3 <= "1914-07-28" && ($4 == "" || $4 > "1914-07-28") { n++ } END { print n }' "$data/states/member.tsv")"
votes() { # YEAR: "roll-call iso2 ballot" lines
    awk -F'\t' -v year="$1" 'FNR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
        FILENAME ~ /roll_calls/ { if (substr($c["date"], 1, 4) == year) in_year[$c["rcid"]] = 1; next }
        $1 in in_year { n = split($c["ballots"], t, " "); for (i = 1; i <= n; i++) { split(t[i], v, ":"); print $1, v[1], v[2] } }' \
        "$data/un-votes/roll_calls.tsv" "$data/un-votes/ballots.tsv"
}
same "India 1962" "$(sql "SELECT ballot, count(*) FROM ballots WHERE state = 'IND' AND year = 1962 GROUP BY ballot ORDER BY ballot" | tr '\t\n' '  ')" \
    "$(votes 1962 | awk '$2 == "IN" { n[$3]++ } END { printf "abstain %d no %d yes %d ", n["a"], n["n"], n["y"] }')"
same "Australia and New Zealand 1971" "$(sql "SELECT count(*), sum(x.ballot = y.ballot) FROM ballots x JOIN ballots y ON y.version = x.version AND y.position = x.position AND y.state = 'NZL' WHERE x.state = 'AUS' AND x.year = 1971")" \
    "$(votes 1971 | awk '$2 == "AU" { a[$1] = $3 } $2 == "NZ" { b[$1] = $3 } END { for (r in a) if (r in b) { n++; s += a[r] == b[r] } printf "%d\t%d", n, s }')"

# What it refuses. The record is a copy, and whole afterwards.
cp "$ENTENTE_RECORD" own.sqlite
before=$(sha256sum <own.sqlite)
export ENTENTE_RECORD=$PWD/own.sqlite
for word in "DELETE FROM fact" "UPDATE fact SET value = 0" "INSERT INTO source VALUES (99, 'x', 'x')" "DROP TABLE fact" \
    "CREATE TABLE x(a)" "CREATE TEMP TABLE x(a)" "PRAGMA query_only = 0" "PRAGMA journal_mode = WAL" "VACUUM" "VACUUM INTO 'out.sqlite'" \
    "ATTACH 'other.sqlite' AS other" "BEGIN" "SAVEPOINT x" "SELECT load_extension('x')" "REINDEX" "ANALYZE" \
    "WITH x AS (SELECT 1) DELETE FROM fact" "SELECT * FROM pragma_query_only" "REPLACE INTO source VALUES (1, 'x', 'x')"; do
    expect 2 'only reading' "$word"
done
expect 2 'one statement at a time' 'SELECT 1; DELETE FROM fact'
expect 0 '^  1' 'SELECT 1; ;'
expect 2 "no statement" "/* nothing */"
expect 2 'syntax error' 'SELEC 1'
expect 2 'no such table' 'SELECT * FROM fakts'
expect 2 'one question, in quotes' SELECT 1
expect 2 'a whole number' 'SELECT 1' --rows many
[ "$before" = "$(sha256sum <own.sqlite)" ] || complain "the record is not as it was"
[ ! -e out.sqlite ] && [ ! -e other.sqlite ] || complain "a file was made"

# Its limits: time, memory, one value, rows.
endless='WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)'
expect 2 'longer than its time' "$endless SELECT count(*) FROM c" --seconds 1
expect 2 'longer than its time' 'SELECT count(*) FROM fact a, fact b, fact c' --seconds 1
expect 2 'more memory than the 20 MB' 'SELECT * FROM facts ORDER BY random()' --memory 20 --format tsv
expect 2 'longer than the 64 MB' 'SELECT zeroblob(100000000)'
expect 0 'cut after 1000 rows' 'SELECT name FROM roll_call'
same "rows" "$("$ENTENTE" sql 'SELECT name FROM roll_call' --rows 7 2>/dev/null | wc -l)" 8
same "all rows" "$(sql 'SELECT name FROM roll_call' | wc -l)" "$(($(wc -l <"$data/un-votes/roll_calls.tsv") - 1))"
expect 0 'facts +strand, a, b,' --views

# Forms of an answer.
same "tsv" "$("$ENTENTE" sql "SELECT x'00ff' AS b, 1.5 AS f, NULL AS n, 7 AS i, 'a' || char(9) || 'b' AS t" --format tsv | tail -1)" "x'00ff'	1.5		7	a b"
same "json" "$("$ENTENTE" sql "SELECT x'00ff' AS b, 1.5 AS f, NULL AS n, 7 AS i, 'a' || char(9) || 'b' AS t" --format json | tr -d ' \n')" \
    "[{\"b\":\"x'00ff'\",\"f\":1.5,\"n\":null,\"i\":7,\"t\":\"a\\tb\"}]"
same "no rows" "$("$ENTENTE" sql 'SELECT 1 WHERE 0' --format json | tr -d ' \n')" "[]"
[ "$failures" = 0 ] && echo "the page is right; what may not be is refused"
exit "$failures"
