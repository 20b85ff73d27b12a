#!/usr/bin/env bash
# Files in the layouts in which their publishers give them (tests/files/publishers, made by hand; numbers are invented):
# each is added by its recipe, and what is in the record is compared with what stands in the file.
set -eu
files="$ENT_SOURCE_DIR/tests/files/publishers"
cp "$ENTENTE_RECORD" record.sqlite
export ENTENTE_RECORD="$PWD/record.sqlite"
passed=0 failed=0

fail() {
    failed=$((failed + 1))
    echo "$1"
}
says() { # WORDS FILE: whether the file has the words
    if grep -qF -- "$1" "$2"; then passed=$((passed + 1)); else fail "\"$1\" is not in: $(cat "$2")"; fi
}
add() { # SOURCE FILE... [OPTIONS]: the accounting is in out
    "$ENTENTE_ADD" "$@" >out 2>&1 || fail "add $*: $(cat out)"
}
refused() { # WORDS SOURCE FILE...
    local words=$1
    shift
    if "$ENTENTE_ADD" "$@" >out 2>&1; then fail "add $* was not refused"; else says "$words" out; fi
}
value() { # CLAIM-LEFT-SIDE YEAR WANTED
    local got
    got=$("$ENTENTE" check --format json -c "$1 > 0 at $2" | awk -F': ' '/"value"/ { sub(/,$/, "", $2); print $2; exit }')
    if awk -v a="$got" -v b="$3" 'BEGIN { d = a - b; if (d < 0) d = -d; exit !(a != "" && d <= 1e-9 * b) }'; then
        passed=$((passed + 1))
    else
        fail "$1 at $2: $got, not $3"
    fi
}
ask() { # SQL: its only number
    sqlite3 -readonly "$ENTENTE_RECORD" "$1"
}
is() { # WHAT GOT WANTED
    if [ "$2" = "$3" ]; then passed=$((passed + 1)); else fail "$1: $2, not $3"; fi
}
place() { # EXPRESSION WORDS: where the number comes from
    "$ENTENTE" why "$1" >out 2>&1 || true
    says "$2" out
}

# World Bank: the CSV of its site and its zip, a line a country, a column a year, four lines above the header.
wb="$files/worldbank/API_NY.GDP.MKTP.CD_DS2_en_csv_v2_10515199"
add gdp-wb "$wb.zip"
says "gdp-wb 2024-10-24   19 rows read = 12 stored + 0 duplicates + 0 rejected + 7 out of scope" out
says "11 lines of 65 cells each; 696 cells are empty and are no rows" out
value "gdp.usd(BRA, source=gdp-wb)" 1961 17275940449.6174
value "gdp.usd(CIV, source=gdp-wb)" 2018 58011466000
place "gdp.usd(BRA, source=gdp-wb) @ 1961" "line 8, column 1961"
add gdp-wb "$wb.csv"
says "is in the record already" out # the member of the zip is this file
add population "$files/worldbank/API_SP.POP.TOTL_DS2_en_csv_v2_10515127.csv"
says "population 2024-10-24   6 rows read = 4 stored + 0 duplicates + 0 rejected + 2 out of scope" out
refused "another indicator needs its own" gdp-wb --form api --version other "$files/worldbank/API_SP.POP.TOTL_DS2_en_csv_v2_10515127.csv"

# UCDP: numbers of dead by conflict and year; a conflict within a state names no pair.
add ucdp-brd "$files/ucdp/BattleDeaths_v25_1_conf.csv" --version 25.1
says "5 rows read = 2 stored + 0 duplicates + 1 rejected + 2 out of scope" out
value "deaths(RUS, IND)" 1990 1234
value "deaths(IND, RUS)" 1991 30
place "deaths(RUS, IND) @ 1990" "line 2, column bd_best"

# UN Digital Library: one row a ballot, and each says all of its roll call. China's seat before 25 October 1971 is Taipei's.
add un-votes "$files/undl/2024_09_12_ga_voting.csv" --version library-2024-09
says "21 rows read = 18 stored + 1 duplicates + 2 rejected + 0 out of scope" out
says 'ga_voting.csv:20  ms_code "XXX" is no code' out
says "ga_voting.csv:22  describes roll call 4030684 otherwise than line 13" out
ballots() { # WHERE: how many ballots there are
    ask "SELECT coalesce(sum(length(lines) / 4), 0) FROM ballot b JOIN state s ON s.id = b.state JOIN release r
         ON r.id = b.release WHERE r.version = 'library-2024-09' AND $1"
}
is "ballots of the seat before 1971" "$(ballots "s.code = 'TWN'")" 2
is "ballots of the seat today" "$(ballots "s.code = 'CHN'")" 1
is "ballots of the USSR and Russia" "$(ballots "s.code = 'RUS'")" 3
is "days are as in the file" "$(ask "SELECT count(*) FROM roll_call c JOIN release r ON r.id = c.release
    WHERE r.version = 'library-2024-09' AND c.precision = 0")" 3

# Correlates of War: capabilities in a zip, and in a zip in a zip.
add nmc "$files/cow/NMC-60-abridged.zip" --version 6.0-test
add nmc "$files/cow/NMCv7.zip" --version 7.0-test
says "6 rows read = 5 stored + 0 duplicates + 0 rejected + 1 out of scope" out
value "capability.cinc(CHN)" 2022 0.23
place "capability.cinc(CHN) @ 2022" "NMCv7.zip:NMCv7/NMC-v7-abridged.zip:NMC-70-abridged.csv line 7, column cinc"

# Trade: each pair once, both flows in the row: what the first imports from the second, and the other way.
add trade "$files/cow/COW_Trade_4.0.zip" --version 4.0-test
says "5 rows read = 4 stored + 1 duplicates + 0 rejected + 0 out of scope" out
flow() { # FROM TO YEAR
    ask "SELECT CASE f.kind WHEN 0 THEN CAST(f.value AS INTEGER) ELSE 'unknown' END FROM fact f JOIN strand s ON s.id = f.strand
         JOIN state a ON a.id = f.a JOIN state b ON b.id = f.b
         WHERE s.name = 'trade' AND a.code = '$1' AND b.code = '$2' AND f.from_day = CAST(julianday('$3-01-01') - 2440587.5 AS INTEGER)"
}
is "imports of USA from CAN are CAN's exports" "$(flow CAN USA 1920)" 611860000
is "imports of CAN from USA" "$(flow USA CAN 1920)" 735480000
is "a zero is not believed" "$(flow CHN USA 1955)" unknown
is "-9 is missing" "$(flow USA CHN 1955)" unknown

# Disputes by dispute, pair and year; a row and its mirror are one.
add mid-cow "$files/cow/dyadic_mid_4.03.csv" --version 4.03-test
says "5 rows read = 4 stored + 1 duplicates + 0 rejected + 0 out of scope" out

# The zip of disputes: MIDB has a row a participant; rows of one dispute and different sides are pairs for the days that both
# took part. Worked out by hand: of the dispute 9001 two rows are a pair, one says the same again, one the contrary; in 9002
# a state comes back; in 9003 the two never met; in 9004 a state changes sides; in 9005 two spells of one state share a month.
midb="$files/cow/MID-5-Data-and-Supporting-Materials.zip"
add mid-cow "$midb" --version 5.0-participants
says "19 rows read = 13 stored + 1 duplicates + 3 rejected + 2 out of scope" out
says "MIDB 5.0.csv:5  contradicts line 2" out
says 'MIDB 5.0.csv:12  ccode "999" is no code' out
says 'MIDB 5.0.csv:20  sidea "-9" is no side' out
says "2 rows, first line 10: nobody of another side of the same dispnum has a day in common with it" out
is "pairs of participants" "$(ask "SELECT group_concat(x, ' ') FROM (SELECT i.name || ':' || min(a.code, b.code) || '-' || max(a.code, b.code)
    || ':' || date(f.from_day * 86400, 'unixepoch') || '..' || date((f.to_day - 1) * 86400, 'unixepoch') || ':' || f.precision || ':' || f.line
    || ':' || replace(replace(f.note, 'with line', ''), ' ', '') || ':' || (SELECT group_concat(name, '+') FROM (SELECT t.name FROM strand_type t
    WHERE t.strand = f.strand AND f.types >> t.bit & 1 ORDER BY t.name)) x FROM fact f JOIN item i ON i.id = f.item JOIN state a ON a.id = f.a
    JOIN state b ON b.id = f.b JOIN release r ON r.id = f.release WHERE r.version = '5.0-participants' ORDER BY x)")" \
    "9001:GBR-USA:1902-07-10..1903-09-30:1:2:3:display \
9002:AUH-RUS:1914-08-01..1914-12-05:0:6:8:force+war \
9002:AUH-RUS:1917-02-03..1917-12-15:0:6:9:force+war \
9002:AUH-SRB:1914-07-23..1915-11-28:0:6:7:war \
9004:DEU-GBR:1939-09-03..1945-05-07:0:15:16:war \
9004:DEU-ITA:1943-09-09..1945-05-07:0:14:15:war \
9004:GBR-ITA:1940-06-10..1943-09-02:0:13:16:war \
9005:AFG-CHN:1960-03-01..1960-08-01:1:17:s18,19:force+threat"
place "dispute(AFG, CHN) @ 1960" "MIDB 5.0.csv line 17"
says "with lines 18, 19" out
printf '%s\n' dispnum,stday,stmon,styear,endday,endmon,endyear,outcome,settle,fatality,hiact,hostlev,numa,numb \
    9001,1,7,1902,31,12,1903,6,1,0,7,3,1,1 >"MIDA 5.0.csv"
refused "does not say who took part: use MIDB" mid-cow "MIDA 5.0.csv" --version disputes-alone
# Rows of one dispute are in memory together: more of them than any dispute has is the wrong column.
awk 'BEGIN { print "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,hostlev"
             for (i = 0; i < 1025; i++) print "1,USA,2,1,1," 1817 + i % 190 ",1,2," 1817 + i % 190 "," i % 2 ",4" }' >"MIDB large.csv"
refused "MIDB large.csv:1026: is the row after 1024 with the same dispnum" mid-cow "MIDB large.csv" --version large

# The lists of states and of major powers: spells of one state, open where the list closes.
add states-cow "$files/cow/states2016.csv" --version 2016-test
says "4 rows read = 4 stored" out
says "covers 1816–2016" out
add majors-cow "$files/cow/majors2016.csv" --version 2016-test
is "spells that were open when the list closed" "$(ask "SELECT count(*) FROM fact f JOIN strand s ON s.id = f.strand
    WHERE s.name IN ('system.member', 'system.major') AND f.to_day = 2147483647")" 4
is "the last day of a spell is included" "$(ask "SELECT f.to_day FROM fact f JOIN strand s ON s.id = f.strand JOIN state a
    ON a.id = f.a WHERE s.name = 'system.major' AND a.code = 'AUH'")" "$(ask "SELECT CAST(julianday('1918-11-04') - 2440587.5 AS INTEGER)")"

# ATOP: directed dyad-years; a row without obligations is "none", one with a missing mark is unknown.
add atop "$files/atop/atop5_1ddyr.csv" --version 5.1-test
says "7 rows read = 6 stored + 0 duplicates + 0 rejected + 1 out of scope" out
is "rows of ATOP by kind" "$(ask "SELECT group_concat(n) FROM (SELECT count(*) n FROM fact f JOIN strand s ON s.id = f.strand
    JOIN release r ON r.id = f.release WHERE s.name = 'alliance' AND r.version = '5.1-test' GROUP BY f.kind ORDER BY f.kind)")" 4,1,1

facts() { # WHERE: how many facts; s is the strand, a and b the states, f the fact
    ask "SELECT count(*) FROM fact f JOIN strand s ON s.id = f.strand JOIN state a ON a.id = f.a LEFT JOIN state b
         ON b.id = f.b JOIN reporter p ON p.id = f.reporter JOIN release r ON r.id = f.release WHERE $1"
}
day() { # DATE: its number
    ask "SELECT CAST(julianday('$1') - 2440587.5 AS INTEGER)"
}

# Contiguity: each pair once, months of begin and end, open where the list closes.
add contiguity "$files/cow/DirectContiguity320.zip" --version 3.2-test
says "3 rows read = 3 stored" out
is "a border from November 1918 to September 1939" "$(facts "s.name = 'contiguity' AND r.version = '3.2-test'
    AND f.from_day = $(day 1918-11-01) AND f.to_day = $(day 1939-10-01)")" 1
is "open borders" "$(facts "s.name = 'contiguity' AND r.version = '3.2-test' AND f.to_day = 2147483647")" 2

# Organisations: a column each, and what a state has of each kind is counted; where nothing is known, nothing is.
add igo "$files/cow/state_year_formatv3.csv" --version 3-test
says "5 rows read = 4 stored + 0 duplicates + 1 rejected" out # the year 1815 is before the release
is "full memberships" "$(facts "s.name = 'igo.memberships' AND r.version = '3-test' AND a.code = 'USA' AND f.value = 2")" 2
is "an associate, an observer" "$(facts "s.name IN ('igo.associate', 'igo.observer') AND a.code = 'FRA' AND f.value = 1
    AND r.version = '3-test'")" 2
add igo-pairs "$files/cow/dyadic_formatv3.csv" --version 3-test
says "3 rows read = 3 stored" out
is "shared memberships" "$(facts "s.name = 'igo.shared' AND r.version = '3-test' AND f.value IN (1, 2)")" 2
is "a pair of which nothing is known" "$(facts "s.name = 'igo.shared' AND r.version = '3-test' AND f.kind = 2")" 1

# SIPRI: whom a table is about stands above it; in one file the rows are suppliers, in the other recipients.
add sipri-tiv "$files/sipri/TIV-Import-IND-2015-2019.csv" --version import
says "24 rows read = 17 stored + 0 duplicates + 0 rejected + 7 out of scope" out
add sipri-tiv "$files/sipri/TIV-Export-FRA-2018-2019.csv" --version export
says "5 rows read = 2 stored + 0 duplicates + 1 rejected + 2 out of scope" out
is "both files say the same" "$(facts "s.name = 'arms' AND a.code = 'FRA' AND b.code = 'IND' AND f.from_day = $(day 2019-01-01)
    AND f.value = 728000000")" 2
add sipri-register "$files/sipri/trade-register-deliveries.csv" --version deliveries
says "4 rows read = 3 stored + 0 duplicates + 0 rejected + 1 out of scope" out
add sipri-register "$files/sipri/trade-register.csv" --version orders
says 'Year of order "(2015)" is not a year' out
is "orders and deliveries" "$(facts "s.name = 'arms.transfer' AND s.shape = 'event' AND b.code = 'IND'")" 5

# Sanctions: several senders in a cell, a group is its members while they are members, 2023 is still in force.
add gsdb "$files/gsdb/GSDB_V4.csv" --version cases
says "5 rows read = 4 stored + 0 duplicates + 1 rejected" out
is "a sender beside a group" "$(facts "s.name = 'sanction' AND a.code = 'CHE' AND b.code = 'RUS' AND f.to_day = 2147483647")" 1
is "a member that left" "$(facts "s.name = 'sanction' AND a.code = 'GBR' AND b.code = 'RUS' AND f.to_day = $(day 2020-02-01)")" 1
is "a member that joined later" "$(facts "s.name = 'sanction' AND a.code = 'CHE' AND b.code = 'IRQ'
    AND f.from_day = $(day 2002-09-10)")" 1
is "nobody sanctions himself" "$(facts "s.name = 'sanction' AND f.a = f.b")" 0
add gsdb "$files/gsdb/GSDB_V4_dyadic.csv" --version dyadic
says "2 rows read = 2 stored" out

# Claims to territory: months, an end that is not known, a claim against oneself.
add icow "$files/icow/ICOWprov101.csv" --version 1.01
says "5 rows read = 4 stored + 0 duplicates + 1 rejected" out
is "a month that is not known" "$(facts "s.name = 'territory.claim' AND f.to_day = $(day 1966-01-01)")" 1
is "claims that went on" "$(facts "s.name = 'territory.claim' AND f.to_day = 2147483647")" 1

# Visits: events with American dates.
add colt "$files/colt/Diplometrics_COLT_Travel_Dataset_Primary-HOGS-1990-2024_20250317.csv" --version 2025-03
says "4 rows read = 2 stored + 0 duplicates + 1 rejected + 1 out of scope" out
is "the day of a visit" "$(facts "s.name = 'visit' AND a.code = 'CHN' AND b.code = 'RUS' AND f.from_day = $(day 2013-03-22)
    AND r.version = '2025-03'")" 1

# IMF: what one reports as exports the other reports as imports; both are kept.
add imf-trade "$files/imf/DOT_timeSeries.csv" --version 2019-04
says "8 rows read = 5 stored + 0 duplicates + 0 rejected + 3 out of scope" out
is "exports as the exporter says" "$(facts "s.name = 'trade.reported' AND a.code = 'CHN' AND b.code = 'RUS'
    AND p.name = 'China, P.R.: Mainland' AND f.value IN (42830000000, 47965000000)")" 2
is "and as the importer says" "$(facts "s.name = 'trade.reported' AND a.code = 'CHN' AND b.code = 'RUS'
    AND p.name = 'Russian Federation' AND f.value IN (48042000000, 52217000000)")" 2

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
