#!/usr/bin/env bash
# Peak memory of "add" for files of the same kind that are 1, 4 and 16 times as long, one table for each kind:
#   flows    numbers of pairs of states by month (340,000 rows are one time), each fiftieth row told twice
#   ballots  one row a ballot of 193 states, roll calls in a file of their own (882,000), each hundredth told twice
#   mixed    the same in no order (93,750)
#   few      one row a ballot, of 12 states, so that there are many roll calls (60,000)
#   wide     one row a roll call, one column a state (882,000 ballots)
#   figures  single published figures with their citations (100,000), each fiftieth told twice
#   pairs    participants of disputes that become pairs (100,000)
# Seen in November 2026 (peak in MB at 1, 4 and 16 times): flows 44.1 44.1 44.3, ballots 12.1 15.0 16.5, mixed 10.9 12.0 13.2,
# few 11.1 13.3 15.3, wide 12.0 14.1 16.1, figures 27.5 45.8 46.2, pairs 30.1 50.7 50.4. What grows at first are buffers that
# fill: of the sorter (44 MB are all of it), of SQLite. Of votes 26 bytes stay for each roll call: 1.9 MB at 16 times.
# Takes minutes and a few GB of disk, so `make bench` does not run it.
# Usage: bench/flat.sh BUILD-FOLDER [TIMES...]; FLAT_KINDS="ballots figures" runs some of them, FLAT_SCALE=0.1 with tenths.
set -u
build=$(cd "${1:-build}" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
shift
[ $# -gt 0 ] || set -- 1 4 16
kinds=${FLAT_KINDS:-flows ballots mixed few wide figures pairs}
scale=${FLAT_SCALE:-1}
[ -x /usr/bin/time ] || { echo "flat: skipped, /usr/bin/time is not there"; exit 0; }
scratch=$(mktemp -d "${TMPDIR:-/tmp}/entente-flat-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1

recipe() { # NAME, and its keys on standard input
    printf 'source %s\ntitle Made up\nlicence open\nversion 1\npublished 2020\ncovers 1900..2014\nabsent unknown\nwithin none\n' "$1" >"$1.recipe"
    cat >>"$1.recipe"
}
recipe flows <<'R'
time       month date
pair       a b cow directed
value      flow flow current USD
file       flows.csv
R
for name in ballots mixed few; do
    recipe "$name" <<R
file       ballots     $name.csv
file       roll-calls  $name-calls.csv
ballots    long vote
state      code cow
roll-call  rcid date  title title
ballot     yes      yes
ballot     abstain  abstain
ballot     no       no
R
done
recipe wide <<'R'
file       ballots  wide.csv
ballots    wide cow
roll-call  rcid date  title title
ballot     yes      1
ballot     abstain  2
ballot     no       3
R
recipe figures <<'R'
file       figures.csv
state      a cow
figures
R
recipe pairs <<'R'
file       pairs.csv
pair-by    dispute side side
state      code cow
time       y1 m1 d1 y2 m2 d2 days
missing    -9
type       quarrel level=4 force
type       quarrel level=5 war
R

# The COW numbers of states that were there all the time (code), and a date that goes on by one day for each step.
states='$1 == "cow" && !seen[$5]++ && !used[$2]++ && $3 < "1900" && $4 == "" { code[n++] = $2 }'
any='$1 == "cow" && !seen[$5]++ && !used[$2]++ { code[n++] = $2 }'
calendar='function date(k) { return sprintf("%d-%02d-%02d", 1900 + int(k / 336) % 115, 1 + int(k / 28) % 12, 1 + k % 28) }'

make_flows() { # ROWS
    awk -F'\t' -v rows="$1" "$any"' END {
        print "a,b,month,flow"
        for (year = 1900; rows > 0; year++) for (month = 1; month <= 12; month++) for (i = 0; i < n; i++) for (k = 0; k < n; k++) {
            if (i == k || rows <= 0) continue
            row = sprintf("%d,%d,%d-%02d,%d", code[i], code[k], year, month, (i * 7919 + k * 104729 + year) % 1000003)
            print row; rows--
            if (rows % 50 == 0) { print row; rows-- }
        }
    }' "$root/data/states/code.tsv" >flows.csv
}
make_long() { # NAME ROWS STATES
    awk -F'\t' -v rows="$2" -v wanted="$3" -v name="$1" "$calendar$any"' END {
        calls = name "-calls.csv"; ballots = name ".csv"
        print "rcid,date,title" >calls; print "rcid,code,vote" >ballots
        split("yes,abstain,no", word, ",")
        for (call = 0; rows > 0; call++) {
            printf "%d,%s,Question of the %dth item of the agenda and what the committee said about it\n", call, date(call / 8), call >calls
            for (i = 0; i < wanted && rows > 0; i++) {
                row = sprintf("%d,%d,%s", call, code[i], word[1 + (i * 7 + call * 13) % 11 % 3])
                print row >ballots; rows--
                if (rows % 100 == 0) { print row >ballots; rows-- }
            }
        }
    }' "$root/data/states/code.tsv"
}
make_ballots() { make_long ballots "$1" 193; }
make_few() { make_long few "$1" 12; }
make_mixed() {
    make_long mixed "$1" 193
    { head -n 1 mixed.csv; tail -n +2 mixed.csv | awk '{ printf "%d\t%s\n", (NR * 7919) % 1000003, $0 }' | sort -n | cut -f 2; } >m && mv m mixed.csv
}
make_wide() {
    awk -F'\t' -v rows="$1" "$calendar$any"' END {
        printf "rcid,date,title"; for (i = 0; i < 193; i++) printf ",%d", code[i]; print ""
        for (call = 0; rows > 0; call++) {
            printf "%d,%s,Question of the %dth item of the agenda and what the committee said about it", call, date(call / 8), call
            for (i = 0; i < 193; i++) { printf ",%d", 1 + (i * 7 + call * 13) % 11 % 3; rows-- }
            print ""
        }
    }' "$root/data/states/code.tsv" >wide.csv
}
make_figures() {
    awk -F'\t' -v rows="$1" "$calendar$any"' END {
        print "a,b,strand,from,to,value,unit,reporter,published,citation,status"
        for (k = 0; rows > 0; k++) {
            row = sprintf("%d,%d,reserve.share:item %d,%s,,%d,percent,Office %d,2015-03-%02d,\"Yearbook %d, table %d, page %d\",read", code[k % n],
                          code[(k + 1 + int(k / n) % (n - 1)) % n], k % 40, date(k / 20), k % 1000, k % 9, 1 + k % 28, 1900 + k % 115, k % 60, k)
            print row; rows--
            if (rows % 50 == 0) { print row; rows-- }
        }
    }' "$root/data/states/code.tsv" >figures.csv
}
make_pairs() { # disputes of two to six participants; every tenth day is not known
    awk -F'\t' -v rows="$1" "$states"' END {
        print "dispute,code,side,y1,m1,d1,y2,m2,d2,level"
        for (k = 1; rows > 0; k++) for (i = 0; i < 2 + k % 5; i++) {
            printf "%d,%d,%d,%d,%d,%d,%d,%d,%d,%d\n", k, code[(k * 5 + i) % n], i % 2, 1900 + k % 100, 1 + k % 6, (k + i) % 10 ? 1 + k % 20 : -9,
                   1900 + k % 100, 7 + k % 6, 1 + (k + i) % 28, 1 + (k + i) % 5
            rows--
        }
    }' "$root/data/states/code.tsv" >pairs.csv
}
one_time() { # KIND: rows of one time
    case $1 in ballots | wide) echo 882000 ;; mixed) echo 93750 ;; few) echo 60000 ;; flows) echo 340000 ;; *) echo 100000 ;; esac
}

"$build/entente-add" --record base.sqlite --pack >/dev/null || exit 1
for kind in $kinds; do
    printf '%-8s %12s %9s %9s %9s %10s %12s   %s\n' "$kind" rows 'file MB' 'cpu s' 'peak MB' 'record MB' 'bytes a row' accounts
    for times in "$@"; do
        rows=$(awk -v a="$(one_time "$kind")" -v b="$times" -v c="$scale" 'BEGIN { printf "%d", a * b * c }')
        "make_$kind" "$rows"
        files=$kind.csv
        [ -f "$kind-calls.csv" ] && files="$kind.csv $kind-calls.csv"
        cp base.sqlite into.sqlite
        # shellcheck disable=SC2086
        /usr/bin/time -o took -f '%U %S %M' "$build/entente-add" --record into.sqlite --recipe "$kind.recipe" "$kind" $files >said || exit 1
        read -r user system peak <took
        size=$(($(wc -c <into.sqlite) - $(wc -c <base.sqlite)))
        awk -v n="$rows" -v f="$(cat $files | wc -c)" -v u="$user" -v s="$system" -v p="$peak" -v r="$size" -v w="$(sed -n '1s/.*rows read = //p' said)" \
            'BEGIN { printf "%-8s %12d %9.1f %9.1f %9.1f %10.1f %12.1f   %s\n", "", n, f / 1e6, u + s, p / 1024, r / 1e6, r / n, w }'
        rm -f into.sqlite "$kind".csv "$kind-calls.csv"
    done
done
