#!/usr/bin/env bash
# Hostile files. First a seeded sample of those that tests/hostile makes, in one process (tests/hostile/run-all does many
# more); then, through the program itself, what is too large for that: a line of a gigabyte, a bomb, devices and folders.
set -u
"$ENT_BUILD_DIR/tests/hostile" --cases "${HOSTILE_CASES:-1500}" --seed 2019 || exit 1

cp "$ENTENTE_RECORD" record.sqlite
cp record.sqlite before.sqlite
bounded=300000 # kB of address space; the sanitizers need all there is
ldd "$ENTENTE_ADD" | grep -q asan && bounded=unlimited

refuse() { # WORDS FILE: entente-add must end with status 2 and say WORDS, within its memory
    local words=$1 file=$2
    (ulimit -v $bounded && timeout 300 "$ENTENTE_ADD" --record record.sqlite nmc "$file" --version hostile --published 2020) >out 2>&1
    local status=$?
    [ $status = 2 ] || { echo "$file: status $status instead of 2"; cat out; exit 1; }
    grep -qF -- "$words" out || { echo "$file: \"$words\" is not in:"; cat out; exit 1; }
    # all but SQLite's own header, whose counter moves with every writer that opens the file
    cmp -s -i 100 record.sqlite before.sqlite || { echo "$file: the record changed"; exit 1; }
}

head='ccode,year,milex,milper,irst,pec,tpop,upop,cinc'
# A gigabyte in one line, as a file of a few megabytes.
{ echo "$head"; head -c 1000000000 /dev/zero | tr '\0' 7; } | gzip -1 >line.csv.gz
refuse 'line.csv.gz:2: this row is longer than 4194304 bytes' line.csv.gz
rm -f line.csv.gz
# 400 MB of one digit, as a file of a few hundred bytes.
if command -v bzip2 >/dev/null; then
    head -c 400000000 /dev/zero | tr '\0' 7 | bzip2 >bomb.bz2
    refuse 'possible zip bomb' bomb.bz2
    rm -f bomb.bz2
fi
# gzip inside gzip, again and again.
echo "$head" >deep
for _ in 1 2 3 4 5 6; do gzip -nc deep >deeper && mv deeper deep; done
refuse 'gzip inside gzip' deep
# One byte of a checksum is wrong.
{ echo "$head"; echo '2,2000,1,1,1,1,1,1,0.1'; } | gzip -n >crc.csv.gz
printf 'X' | dd of=crc.csv.gz bs=1 seek=$(($(wc -c <crc.csv.gz) - 8)) conv=notrunc 2>/dev/null
refuse 'damaged or cut short: incorrect data check' crc.csv.gz
printf 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n' >pointer.csv
refuse 'pointer of git' pointer.csv
printf '<!DOCTYPE html>\n<title>404</title>\n' >page.csv
refuse 'is a web page' page.csv
printf '%s\n2,2000,"1\n' "$head" >quote.csv
refuse 'quote.csv:2: a quote is opened' quote.csv
printf 'ccode,year,year,milex,milper,irst,pec,tpop,upop,cinc\n2,2000,2000,1,1,1,1,1,1,0.1\n' >twice.csv
refuse 'has two columns "year"' twice.csv
printf '%s\n\033[31m,2000,\033]0;owned\007,1,1,1,1,1,0.1\n' "$head" >escapes.csv
refuse 'not one of 1 rows' escapes.csv
grep -q "$(printf '\033')" out && { echo "a control sequence of the file reaches the terminal"; exit 1; }
mkdir -p folder
refuse 'a pipe is none' folder
mkfifo -m 600 pipe 2>/dev/null || true
refuse 'a pipe is none' pipe
refuse 'a pipe is none' /dev/zero
echo "refused, and the record as it was"
