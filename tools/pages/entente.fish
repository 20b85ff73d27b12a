# fish completion of entente and entente-add, made from the table of verbs. Names come from the record.

# The words of the line without options: entente, the verb, what follows.
function __entente_words
    set -l skip no
    for word in (commandline -opc)
        if test $skip = yes
            set skip no
        else if test $word = --record
            set skip yes
        else if not string match -q -- '-*' $word
            echo $word
        end
    end
end

function __entente_needs_verb
    test (count (__entente_words)) -eq 1
end

function __entente_verb
    set -l words (__entente_words)
    test (count $words) -ge 2; and test $words[2] = $argv[1]
end

# What `entente list` has of each kind, a line each.
function __entente_names
    set -l words (commandline -opc)
    set -l at (contains -i -- --record $words); and set -l record --record $words[(math $at + 1)]
    set -l entente (string replace -r -- '-add$' '' $words[1])
    for kind in $argv
        switch $kind
            case states
                $entente list states --format tsv $record 2>/dev/null | tail -n +2 | cut -f1,2
                $entente list states --format tsv $record 2>/dev/null | tail -n +2 | awk -F '\t' '{print $2 "\t" $1}'
            case claims
                for list in concepts measures
                    $entente list $list --format tsv $record 2>/dev/null | tail -n +2 | cut -f1
                end
            case listed
                set -l said (__entente_words)
                test (count $said) -ge 3; and __entente_names $said[3]
            case files folders
            case '*'
                $entente list $kind --format tsv $record 2>/dev/null | tail -n +2 | cut -f1 | sort -u
        end
    end
end

complete -c entente -f
complete -c entente -n __entente_needs_verb -l record -r -F -d 'the record'
complete -c entente -n __entente_needs_verb -s h -l help -d 'what there is'
complete -c entente -n __entente_needs_verb -l version -d 'of the program'
# VERBS
complete -c entente-add -w 'entente add'
