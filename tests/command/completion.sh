#!/usr/bin/env bash
# Completion as a person meets it: in bash by its own functions with the words of a line, in fish by `complete -C`, in zsh
# by a terminal that types and reads. Verbs and options, closed sets, and names that are in the record.
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }
folder=$(dirname "$ENTENTE")
PATH=$folder:$PATH
pages=$ENT_BUILD_DIR/pages
touch statements.claims
rm -f zcompdump

# says SHELL LINE WANTED... : the candidates (one a line, of candidates()) hold each WANTED; "!word" must not be there.
says() {
    local shell=$1 line=$2 all word
    shift 2
    all=$("candidates_$shell" "$line")
    for word in "$@"; do
        case $word in
        !*) if grep -qxF -- "${word#!}" <<<"$all"; then fault "$shell: [$line] offers ${word#!}"; fi ;;
        *) grep -qxF -- "$word" <<<"$all" || fault "$shell: [$line] does not offer $word, but: $(head -n 8 <<<"$all" | tr '\n' ' ')" ;;
        esac
    done
}

# Words as bash itself splits them: "=" alone is one, and a quote holds a word together.
candidates_bash() (
    . "$pages/bash/entente"
    line=${1//=/ = } word='' quote='' COMP_WORDS=()
    for ((i = 0; i < ${#line}; i++)); do
        letter=${line:i:1}
        [[ $letter == "\\" ]] && { word+=${line:i:2}; ((i++)); continue; }
        if [[ $letter == "'" ]]; then [[ $quote ]] && quote='' || quote=$letter; fi
        if [[ $letter == ' ' && ! $quote ]]; then [[ $word ]] && COMP_WORDS+=("$word"); word=''; else word+=$letter; fi
    done
    COMP_WORDS+=("$word")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _entente
    [[ ${#COMPREPLY[@]} == 0 ]] || printf '%s\n' "${COMPREPLY[@]}"
)

candidates_fish() { # the source of the functions, then the line, in a fish without a person's settings
    fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$pages/fish/entente.fish" "$1" | cut -f 1
}

# For every verb of the help: it is offered, and so is each of its options.
check_table() {
    local shell=$1 verb option
    for verb in $("$ENTENTE" help | sed -nE 's/^  ([a-z]+) .*/\1/p'); do
        says "$shell" "entente ${verb:0:2}" "$verb"
        says "$shell" "entente $verb --" $("$ENTENTE" help "$verb" | sed -nE 's/^  (-., )?(--[a-z-]+).*/\2/p')
    done
}

check_shell() {
    local shell=$1
    check_table "$shell"
    says "$shell" "entente --" --record --help --version
    says "$shell" "entente help sh" show '!check'
    says "$shell" "entente show FR" FRA '!USA'
    says "$shell" "entente show FRA votes.k" votes.kappa
    says "$shell" "entente show FRA USA align" alignment
    says "$shell" "entente check state" statements.claims
    says "$shell" "entente check --format " text json tsv
    says "$shell" "entente add " casebook
    says "$shell" "entente list " sources measures states '!votes.kappa'
    says "$shell" "entente list measures votes.k" votes.kappa
    says "$shell" "entente list groups @NA" @NATO
    says "$shell" "entente list states FR" FRA
    says "$shell" "entente --record $ENTENTE_RECORD list concepts ali" alignment
    says "$shell" "entente show --record nowhere.sqlite FR" '!FRA'
    says "$shell" "entente-add un-v" un-votes
    says "$shell" "entente-add --dr" --dry-run
}

check_shell bash
says bash "entente check --format=js" json
says bash "entente check --format=" text json tsv
says bash "entente show fra" FRA
says bash "entente show Fran" France
says bash 'entente show United\ St' 'United\ States'
says bash "entente check -c alig" "'alignment("
says bash "entente check -c 'alignment(F" "alignment(FRA"
says bash "entente check -c 'alignment(FRA, us" "alignment(FRA, USA"
says bash "entente check -c 'alignment(FRA, USA) > alignment(FRA, ge" "alignment(FRA, USA) > alignment(FRA, GEO"
says bash "entente why 'gdp.p" "gdp.ppp("
says bash "entente check --specs " statements.claims
says bash "entente check --specs al" all
says bash "$ENTENTE list strands vo" votes

# Fast enough to type on: the best of ten, in time of the processor, for other tests run beside this one.
best=1000000
TIMEFORMAT='%3U %3S'
for _ in 1 2 3 4 5 6 7 8 9 10; do
    took=$({ time candidates_bash "entente show FR" >/dev/null; } 2>&1 | awk '{ printf "%d", 1000 * ($1 + $2) }')
    [ "$took" -ge $best ] || best=$took
done
echo "bash: a state in $best ms"
grep -q ENT_SANITIZE:BOOL=ON "$ENT_BUILD_DIR/CMakeCache.txt" || [ "$best" -le 150 ] || fault "bash: $best ms for a state"

skipped=''
if command -v fish >/dev/null; then
    export HOME=$PWD
    check_shell fish
    says fish "entente show Fran" France
    says fish "entente check --format=js" --format=json
    says fish "entente check -c alig" alignment
else
    skipped="$skipped fish"
fi
if command -v zsh >/dev/null; then
    # A terminal of its own: the line, a tab, and what zsh lists after "choices:".
    candidates_zsh() { zsh -f "$ENT_SOURCE_DIR/tests/run/zsh-completion" "$pages/zsh" "$1"; }
    check_shell zsh
    says zsh "entente show fran" France
    says zsh "entente check --format=js" json
    says zsh "entente check -c alig" alignment
    says zsh "entente check -c 'alig" alignment
else
    skipped="$skipped zsh"
fi
[ -z "$skipped" ] || echo "not tried, for they are not here:$skipped"
exit $((failures > 0))
