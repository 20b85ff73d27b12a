#!/usr/bin/env bash
# crashes.sh COUNT [SEED [WHAT]]: kills the writing of a record at COUNT random moments and looks at what is left: the old
# content whole, or the new, by integrity check and hash of every cell; no file left over; and what was half done can be done
# again. WHAT is add (the default), remove, pack (a new record: none, or the whole) or migrate (from version 2). A third of
# the moments each: by time, by the number of system calls, by the number of those that change files (every second one of
# these among the last ten, where a new record takes its name). By hand: cd to an empty folder, set the environment of
# tests/CMakeLists.txt.
set -u
count=$1 seed=${2:-1} what=${3:-add}
RANDOM=$seed
export ASAN_OPTIONS=detect_leaks=0 # which cannot look while another program traces
pack=$PWD/pack
mkdir -p "$pack/data" run
ln -sfn "$ENT_SOURCE_DIR/data/states" "$pack/data/states"
ln -sfn "$ENT_SOURCE_DIR/data/groups" "$pack/data/groups"
ln -sfn "$ENT_SOURCE_DIR/data/casebook" "$pack/data/casebook"
ln -sfn "$ENT_SOURCE_DIR/recipes" "$pack/recipes"
awk -F'\t' 'BEGIN { print "ccode,year,milex,milper,irst,pec,tpop,upop,cinc" }
    $1 == "cow" && !seen[$2]++ { for (y = 1975; y <= 2000; y++) printf "%s,%d,%d,1,1,1,1,1,0.01\n", $2, y, y }' \
    "$ENT_SOURCE_DIR/data/states/code.tsv" >big.csv
sed 's/0.01$/0.02/' big.csv >other.csv
record=$PWD/run/record.sqlite
add=("$ENTENTE_ADD" --record "$record" --data "$pack" nmc "$PWD/big.csv" --version test --published 2020)
rm -f base.sqlite
"$ENTENTE_ADD" --record base.sqlite --pack "$pack" >/dev/null || exit 1
# base.sqlite as a record of version 2: the tables of then, with what the record of today has for their columns.
old_record() {
    "$ENTENTE_ADD" --record base.sqlite --data "$pack" nmc big.csv --version test --published 2020 >/dev/null || return 1
    rm -f old.sqlite
    sqlite3 old.sqlite <"$ENT_SOURCE_DIR/tests/files/records/version2.sql" || return 1
    sqlite3 old.sqlite "SELECT 'INSERT OR REPLACE INTO main.' || m.name || ' SELECT ' || group_concat('\"' || c.name || '\"')
        || ' FROM new.' || m.name || ';' FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'
        GROUP BY m.name" >copy.sql || return 1
    { echo "ATTACH 'base.sqlite' AS new; BEGIN;"; cat copy.sql
        echo "COMMIT; PRAGMA application_id = 1701737573; PRAGMA user_version = 2;"; } | sqlite3 old.sqlite || return 1
    mv old.sqlite base.sqlite
}

case $what in
add)
    "$ENTENTE_ADD" --record base.sqlite --data "$pack" nmc other.csv --version old --published 2019 >/dev/null || exit 1
    command=("${add[@]}") ;;
remove)
    "$ENTENTE_ADD" --record base.sqlite --data "$pack" nmc big.csv --version test --published 2020 >/dev/null || exit 1
    command=("$ENTENTE" remove nmc test --record "$record") ;;
pack)
    rm -f base.sqlite
    command=("$ENTENTE_ADD" --record "$record" --pack "$pack") ;;
migrate)
    old_record || exit 1
    command=("$ENTENTE_ADD" --record "$record" --pack "$pack") ;;
esac

dump() { if [ -f "$record" ]; then "$RECORD_DUMP" "$record"; else echo none; fi; }
fresh() {
    rm -f run/*
    if [ -f base.sqlite ]; then cp base.sqlite "$record"; fi
}
fault() {
    echo "$what, seed $seed, moment $moment ($how $at): $*"
    exit 1
}

fresh
moment=0 how=before at=0
dump >before || exit 1
began=$(date +%s%N)
"${command[@]}" >/dev/null || exit 1
took=$((($(date +%s%N) - began) / 1000))
dump >after || exit 1
cmp -s before after && fault "nothing changed"
fresh
calls=$("$KILL_AT" 1000000000 "${command[@]}" 2>&1 >/dev/null | sed -n 's/^kill_at: \([0-9]*\) calls$/\1/p')
fresh
writes=$("$KILL_AT" -w 1000000000 "${command[@]}" 2>&1 >/dev/null | sed -n 's/^kill_at: \([0-9]*\) calls$/\1/p')
[ -n "$calls" ] && [ -n "$writes" ] || { echo "no count of system calls: $calls $writes"; exit 1; }

old=0 new=0 ended=0
for ((moment = 1; moment <= count; moment++)); do
    fresh
    random=$((RANDOM * 32768 + RANDOM))
    case $((moment % 3)) in
    0)
        how=microseconds at=$((random % (took * 11 / 10)))
        "${command[@]}" >/dev/null 2>&1 &
        sleep "$(printf '%d.%06d' $((at / 1000000)) $((at % 1000000)))"
        kill -9 $! 2>/dev/null
        wait $! 2>/dev/null
        status=$? ;;
    1)
        how=call at=$((random % calls + 1))
        # The first is early: counts of calls differ by a few from run to run, and a few moments could all come late.
        [ "$moment" = 1 ] && at=$((random % (calls / 10) + 1))
        "$KILL_AT" "$at" "${command[@]}" >/dev/null 2>&1
        status=$? ;;
    2)
        how=write at=$((random % writes + 1))
        [ $((moment % 2)) = 0 ] && [ "$writes" -gt 10 ] && at=$((writes - random % 10))
        "$KILL_AT" -w "$at" "${command[@]}" >/dev/null 2>&1
        status=$? ;;
    esac
    [ $status = 0 ] && ended=$((ended + 1))
    # A reader first: it must answer from the old record or the new one, whatever lies about.
    # One of an older version is explained.
    if [ -f "$record" ] && ! "$ENTENTE" list releases --record "$record" >listed 2>&1; then
        [ "$what" = migrate ] && grep -q "version 2" listed || fault "a reader fails: $(cat listed)"
    fi
    dump >now 2>&1 || fault "damaged: $(cat now)"
    if cmp -s now after; then new=$((new + 1)); elif cmp -s now before; then old=$((old + 1)); else
        fault "neither the old content nor the new: $(diff now before)"; fi
    # What was begun under another name lies there until the next run; what SQLite left goes with the first reader, but for
    # a journal that was not begun in earnest (its first byte is 0): that holds nothing, and the next writer takes it.
    rest=$(ls run | grep -v '^record.sqlite$')
    [ "$rest" = record.sqlite-journal ] && [ "$(od -An -tu1 -N1 "$record-journal" | tr -d ' ')" = 0 ] && rest=
    [ ! -f "$record" ] || [ -z "$rest" ] || fault "left over after a reader: $rest"
    [ $((moment % 4)) = 0 ] || [ "$count" -lt 100 ] || continue # every time in a short run, else every fourth
    "${command[@]}" >again 2>&1
    status=$?
    if [ "$what" != remove ] || ! cmp -s now after; then [ $status = 0 ] || fault "cannot be done again: $(cat again)"; fi
    dump >now 2>&1 || fault "damaged after a second run: $(cat now)"
    cmp -s now after || fault "the second run ends otherwise: $(diff now after)"
    [ "$(ls run)" = record.sqlite ] || fault "left over: $(ls run)"
done
echo "$what: $count moments of a run of $((took / 1000)) ms, $calls system calls, $writes that change files (seed $seed):" \
    "$old times the old content was whole, $new times the new one ($ended runs ended before they were killed)"
[ "$old" -gt 0 ] && [ $((old + new)) = "$count" ]
