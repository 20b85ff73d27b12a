#compdef entente entente-add
# zsh completion of entente and entente-add, made from the table of verbs. Names come from the record.

local -a _entente_verbs
# VERBS

# _entente_list KIND COLUMNS: what `entente list` has of it, a line each.
_entente_list() {
    local -a record
    local at=${words[(I)--record]} program=${${(Q)words[1]}%-add}
    [[ -n $_entente_record ]] && record=(--record $_entente_record)
    (( at )) && record=(--record ${~words[at + 1]})
    ${_entente_program:-$program} list $1 --format tsv $record 2>/dev/null | tail -n +2 | cut -f ${2:-1}
}

# _entente_words "closed words" KIND...
_entente_words() {
    local closed=$1 kind
    local -a names
    shift
    [[ -n $closed ]] && compadd -- ${=closed}
    for kind in $@; do
        case $kind in
        states)
            names=(${(f)"$(_entente_list states 1,2 | tr '\t' ':')"})
            _describe -t states state names -M 'm:{a-z}={A-Z}'
            compadd -M 'm:{a-z}={A-Z}' -- ${names#*:} ;;
        claims) # begins the quote that a claim needs
            names=(${(f)"$(_entente_list concepts; _entente_list measures)"})
            if [[ -n $compstate[quote] ]]; then compadd -S '(' -- $names; else compadd -P \' -S '(' -- $names; fi ;;
        files) _files ;;
        folders) _files -/ ;;
        listed)
            local list
            for list in ${words[2,CURRENT-1]}; do
                [[ " $closed" == *" $list "* ]] || continue
                if [[ $list == states ]]; then _entente_words '' states; else _entente_words '' $list; fi
            done ;;
        *) names=(${(f)"$(_entente_list $kind)"}); compadd -- $names ;;
        esac
    done
}

_entente() {
    local context state state_descr line _entente_program=${(Q)words[1]} _entente_record
    typeset -A opt_args
    if [[ $_entente_program == *entente-add ]]; then
        _entente_program=${_entente_program%-add}
        _entente_verb add
        return
    fi
    _arguments -C -S '--record=[the record]:record:_files' '(- *)--help[help]' '(- *)--version[version]' \
        '1:verb:{_describe verb _entente_verbs}' '*::word:->word'
    [[ $state == word ]] || return
    _entente_record=${opt_args[--record]}
    _entente_verb $line[1]
}

_entente "$@"
