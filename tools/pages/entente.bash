# bash completion of entente and entente-add, made from the table of verbs. Names come from the record.

# VERBS

# _entente_list KIND: what `entente list` has of it, a name a line.
_entente_list() {
    local i record=() columns=1
    for ((i = 1; i < COMP_CWORD; i++)); do
        [[ ${COMP_WORDS[i]} == --record ]] || continue
        [[ ${COMP_WORDS[i + 1]} == = ]] && ((i++))
        record=(--record "${COMP_WORDS[i + 1]/#\~/$HOME}")
    done
    [[ $1 == states ]] && columns=1,2
    "${COMP_WORDS[0]%-add}" list "$1" --format tsv "${record[@]}" 2>/dev/null | tail -n +2 | cut -f "$columns" | sort -u
}

# Codes of states that begin with the word, whatever its case; where no code does, names.
_entente_states() {
    local code name names=() bare=${1//\\/}
    while IFS=$'\t' read -r code name; do
        [[ ${code,,} == "${bare,,}"* ]] && COMPREPLY+=("$code")
        [[ ${name,,} == "${bare,,}"* ]] && names+=("$(printf %q "$name")")
    done < <(_entente_list states)
    [[ ${#COMPREPLY[@]} -gt 0 ]] || COMPREPLY=("${names[@]}")
}

# Inside a claim: a concept or measure with its parenthesis, then codes of states. A claim needs a quote; it begins one.
_entente_claim() {
    local text=${1#[\'\"]} quote="'" head word candidates kind
    [[ $1 == [\'\"]* ]] && quote=''
    word=${text##*[ (,<>=/*+]}
    head=${text%"$word"}
    if [[ $head =~ \([^\)]*$ ]]; then
        _entente_states "$word"
    else
        candidates=$(for kind in concepts measures; do _entente_list $kind; done)
        mapfile -t COMPREPLY < <(compgen -W "$candidates" -S '(' -- "$word")
    fi
    COMPREPLY=("${COMPREPLY[@]/#/$quote$head}")
    compopt -o nospace 2>/dev/null
}

_entente_names() { # KIND WORD
    case $1 in
    states) _entente_states "$2" ;;
    claims) _entente_claim "$2" ;;
    files) compopt -o filenames 2>/dev/null; mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$2") ;;
    folders) compopt -o filenames 2>/dev/null; mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- "$2") ;;
    listed) ;;
    *) mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W "$(_entente_list "$1")" -- "$2") ;;
    esac
}

_entente() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} verb='' named='' i kind
    local options words kinds optional
    COMPREPLY=()
    if [[ $cur == = ]]; then # --option=
        cur=''
    elif [[ $prev == = ]]; then # --option=wo
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    [[ ${COMP_WORDS[0]} == *entente-add ]] && verb=add
    for ((i = 1; i < COMP_CWORD; i++)); do
        if [[ ${COMP_WORDS[i - 1]} == --record || ${COMP_WORDS[i]} == [-=]* ]]; then
            continue
        elif [[ -z $verb ]]; then
            verb=${COMP_WORDS[i]}
        elif [[ -z $named ]]; then
            named=${COMP_WORDS[i]} # the first word after the verb: a list, perhaps
        fi
    done
    if [[ -z $verb && $prev == --record ]]; then
        _entente_names files "$cur"
    elif [[ -z $verb && $cur == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W '--record --help --version' -- "$cur")
    elif [[ -z $verb || $verb == help ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$_entente_verbs" -- "$cur")
    elif [[ $prev == -* ]] && _entente_table "$verb $prev" && { [[ -z $optional ]] || [[ -n $cur && $words == "$cur"* ]]; }; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
        for kind in $kinds; do _entente_names "$kind" "$cur"; done
    elif _entente_table "$verb"; then
        if [[ $cur == -* ]]; then
            mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
        elif [[ " $kinds" == *' listed '* && -n $named ]]; then
            [[ " $words" == *" $named "* ]] && _entente_names "$named" "$cur"
        else
            mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
            for kind in $kinds; do _entente_names "$kind" "$cur"; done
        fi
    fi
}

complete -F _entente entente entente-add
