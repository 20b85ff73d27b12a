#!/usr/bin/env bash
# Records that others use at the same time, or cannot be written: who waits, who fails, with which words; and that what was
# there is there afterwards.
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }
cp "$ENTENTE_RECORD" base.sqlite
chmod u+w base.sqlite
make_table() { # SHARE FILE
    awk -F'\t' -v x="$1" 'BEGIN { print "ccode,year,milex,milper,irst,pec,tpop,upop,cinc" }
        $1 == "cow" && !seen[$2]++ { for (y = 1900; y <= 2000; y++) printf "%s,%d,%d,1,1,1,1,1,%s\n", $2, y, y, x }' \
        "$ENT_SOURCE_DIR/data/states/code.tsv" >"$2"
}
make_table 0.01 one.csv
make_table 0.02 two.csv
add() { "$ENTENTE_ADD" --record "$1" nmc "$2.csv" --version "$2" --published 2020; }
ask() { "$ENTENTE" check --record "$1" -c 'gdp.ppp(USA) > gdp.ppp(FRA) at 2000'; }
dump() { "$RECORD_DUMP" "$1"; }

# Two at once: the second waits for the first, and both are in.
cp base.sqlite record.sqlite
add record.sqlite one >one.out 2>one.err &
first=$!
add record.sqlite two >two.out 2>two.err || fault "the second of two adds fails: $(cat two.err)"
wait $first || fault "the first of two adds fails: $(cat one.err)"
"$ENTENTE" list releases nmc --record record.sqlite --format tsv | cut -f 2,5,6 | sort >both
rows=$(($(wc -l <one.csv) - 1))
[ "$(grep -c "^\(one\|two\)	$rows	" both)" = 2 ] || fault "two adds at once: $(cat both)"
dump record.sqlite >/dev/null || fault "damaged by two adds"

# The same release twice at once is in once.
cp base.sqlite record.sqlite
add record.sqlite one >one.out 2>one.err &
first=$!
add record.sqlite one >two.out 2>two.err
second=$?
wait $first
[ $? = 0 ] && [ $second = 0 ] || grep -q "is in the record already\|cannot be added" one.err two.err ||
    fault "the same twice: $(cat one.err two.err)"
[ "$("$ENTENTE" list releases nmc --record record.sqlite --format tsv | grep -c one)" = 1 ] || fault "the same release twice"

# A reader during an add answers from what was there, at once or from what is there now; it never fails.
cp base.sqlite record.sqlite
add record.sqlite one >one.out 2>one.err &
first=$!
reads=0
while kill -0 $first 2>/dev/null; do
    ask record.sqlite >out 2>err || fault "a reader during an add: $(cat err)"
    reads=$((reads + 1))
done
wait $first || fault "add with readers: $(cat one.err)"
[ $reads -gt 0 ] || fault "no reader came to read"
echo "$reads readers during one add"
[ "$(ls record.sqlite*)" = record.sqlite ] || { ask record.sqlite >/dev/null; [ "$(ls record.sqlite*)" = record.sqlite ] ||
    fault "left over: $(ls record.sqlite*)"; }

# Somebody writes and does not end: whoever reads does not care.
cp base.sqlite record.sqlite
dump record.sqlite >before
# not by the function: the process that is stopped and killed has to be the program itself
"$ENTENTE_ADD" --record record.sqlite nmc one.csv --version one --published 2020 >one.out 2>one.err &
first=$!
for i in $(seq 100); do [ -e record.sqlite-wal ] && break; sleep 0.01; done
kill -STOP $first
ask record.sqlite >out 2>err || fault "a reader beside a stopped writer: $(cat err)"
kill -9 $first
wait $first 2>/dev/null
ask record.sqlite >out 2>err || fault "a reader after it: $(cat err)"
cp base.sqlite record.sqlite
rm -f record.sqlite-*

# No room: a limit on the size of files stands for a full disk, a quota, a full folder.
size=$(($(stat -c %s record.sqlite) / 1024))
got=0
(ulimit -f 1024; add record.sqlite one >out 2>err) || got=$?
[ $got = 4 ] && grep -q "no room left" err && grep -q "nothing was changed" err || fault "no room: status $got: $(cat err)"
[ ! -s out ] || fault "no room, and yet: $(cat out)"
dump record.sqlite | cmp -s - before || fault "no room, and the record is another"
add record.sqlite one >out 2>err || fault "with room again: $(cat err)"
got=0
cp base.sqlite record.sqlite
(ulimit -f 1024; "$ENTENTE_ADD" --record new.sqlite --pack >out 2>err) || got=$?
[ $got = 4 ] && grep -q "no room left" err && [ -z "$(ls new.sqlite* 2>/dev/null)" ] ||
    fault "a new record without room: status $got: $(cat err) $(ls new.sqlite*)"
if mkdir -p disk && mount -t tmpfs -o size=$((size + 256))k tmpfs disk 2>/dev/null; then
    cp base.sqlite disk/record.sqlite
    got=0
    add disk/record.sqlite one >out 2>err || got=$?
    [ $got = 4 ] && grep -q "no room left" err || fault "a full disk: status $got: $(cat err)"
    dump disk/record.sqlite | cmp -s - before || fault "a full disk, and the record is another"
    [ "$(ls disk)" = record.sqlite ] || fault "left over on a full disk: $(ls disk)"
    umount disk
    echo "a full disk: tried"
fi

# Who may only read, reads; in a folder where nobody may write, too, also what a writer left in its way of writing.
if [ "$(id -u)" = 0 ]; then as=(setpriv --reuid=65534 --regid=65534 --clear-groups); else as=(); fi
if [ "$(id -u)" != 0 ] || setpriv --reuid=65534 --regid=65534 --clear-groups true 2>/dev/null; then
    folder=$(mktemp -d /tmp/entente-test.XXXXXX)
    trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
    cp base.sqlite "$folder/record.sqlite"
    cp base.sqlite "$folder/left.sqlite"
    printf '\002\002' | dd of="$folder/left.sqlite" bs=1 seek=18 conv=notrunc 2>/dev/null # in WAL mode, its log is gone
    cp base.sqlite "$folder/hidden.sqlite"
    cp one.csv two.csv "$folder"
    chmod 444 "$folder"/*.sqlite
    chmod 555 "$folder"
    chmod 000 "$folder/hidden.sqlite"
    other() { "${as[@]}" env ENTENTE_RECORD= "$@"; }
    for name in record left; do
        other "$ENTENTE" check --record "$folder/$name.sqlite" -c 'gdp.ppp(USA) > gdp.ppp(FRA) at 2000' >out 2>err ||
            fault "reading only, $name: $(cat err)"
    done
    got=0
    other "$ENTENTE_ADD" --record "$folder/record.sqlite" nmc "$folder/one.csv" --version one --published 2020 >out 2>err || got=$?
    [ $got = 4 ] && grep -q "may not be written" err || fault "writing where one may not: status $got: $(cat err)"
    got=0
    other "$ENTENTE" list sources --record "$folder/hidden.sqlite" >out 2>err || got=$?
    [ $got = 4 ] && grep -q "may not be read" err || fault "reading what one may not: status $got: $(cat err)"
else
    echo "as root, and without setpriv: nobody else asked"
fi

# What is no record: status 4 and its own words each.
refused() { # WORDS RECORD
    got=0
    "$ENTENTE" list sources --record "$2" >out 2>err || got=$?
    [ $got = 4 ] && grep -q "$1" err || fault "$2: status $got: $(cat err)"
    got=0
    "$ENTENTE_ADD" --record "$2" nmc one.csv --version one --published 2020 >out 2>err || got=$?
    [ $got = 4 ] && grep -q "$1" err || fault "adding to $2: status $got: $(cat err)"
}
refused "there is no record here" nothing.sqlite
mkdir -p folder.sqlite
refused "this is a folder" folder.sqlite
: >empty.sqlite
refused "this file is empty" empty.sqlite
cp one.csv text.sqlite
refused "a file of another kind" text.sqlite
head -c $(($(stat -c %s base.sqlite) / 2)) base.sqlite >half.sqlite
refused "damaged or cut short" half.sqlite
cp base.sqlite newer.sqlite
printf '\000\000\000\143' | dd of=newer.sqlite bs=1 seek=60 conv=notrunc 2>/dev/null
refused "schema version 99, of a newer entente" newer.sqlite
rm -rf ./*.sqlite
exit $((failures > 0))
