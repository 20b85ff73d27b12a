#!/usr/bin/env bash
# Man pages and completions hold what the table of verbs holds: a page for every verb, with every option of its help and its
# examples; pages that groff and mandoc accept without a word; installed where shells and man look.
set -u
failures=0
fault() { echo "$*"; failures=$((failures + 1)); }
pages=$ENT_BUILD_DIR/pages
verbs=$("$ENTENTE" help | sed -nE 's/^  ([a-z]+) .*/\1/p')
[ "$(wc -w <<<"$verbs")" -ge 5 ] || fault "no verbs in the help: $verbs"

# What a reader sees, without overstriking, as one line with single spaces.
shown() {
    if command -v mandoc >/dev/null; then mandoc -Tascii -Owidth=200 "$1"; else groff -man -Tascii -P-cbou "$1"; fi |
        sed 's/.\x08//g' | tr -s ' \n' '  '
}
reader=''
command -v mandoc >/dev/null && reader=mandoc
command -v groff >/dev/null && reader="$reader groff"

for verb in $verbs; do
    page=$pages/man1/entente-$verb.1
    [ -f "$page" ] || { fault "no page entente-$verb(1)"; continue; }
    grep -q "^\.BR entente\\\\-$verb (1)\$" "$pages/man1/entente.1" || fault "entente(1) does not name entente-$verb(1)"
    [ -n "$reader" ] || continue
    text=$(shown "$page")
    help=$("$ENTENTE" help "$verb")
    while IFS= read -r option; do
        grep -qF -- "$option" <<<"$text" || fault "entente-$verb(1) has no $option"
    done < <(sed -nE 's/^  (-., )?(--[a-z-]+).*/\2/p' <<<"$help")
    while IFS= read -r example; do
        grep -qF -- "$example" <<<"$text" || fault "entente-$verb(1) has no example $example"
    done < <(sed -nE 's/^  (entente [a-z].*)/\1/p' <<<"$help")
    for form in "EXIT STATUS" "SEE ALSO" "$(sed -n '/^$/{n;p;q}' <<<"$help")"; do
        grep -qF -- "$form" <<<"$text" || fault "entente-$verb(1) has no $form"
    done
done
for page in "$pages"/man1/*.1; do
    name=$(basename "$page" .1)
    [ "$name" = entente ] || grep -qw "${name#entente-}" <<<"$verbs" || fault "$name(1) is of no verb"
    if command -v mandoc >/dev/null; then
        words=$(mandoc -Tlint -W warning "$page" 2>&1) || fault "$name(1), mandoc: $words"
    fi
    if command -v groff >/dev/null; then
        words=$(groff -ww -man -Tascii -z "$page" 2>&1)
        [ -z "$words" ] || fault "$name(1), groff: $words"
    fi
done
for shell in bash zsh fish; do
    command -v $shell >/dev/null || { echo "not tried, for it is not here: $shell"; continue; }
    $shell -n "$pages/$shell/"*entente* || fault "$shell does not read its completion"
done

cmake --install "$ENT_BUILD_DIR" --prefix "$PWD/installed" >install.log 2>&1 || fault "install: $(tail -n 3 install.log)"
for file in man/man1/entente.1 man/man1/entente-check.1 man/man1/entente-add.1 bash-completion/completions/entente \
    zsh/site-functions/_entente fish/vendor_completions.d/entente.fish; do
    [ -f "installed/share/$file" ] || fault "not installed: share/$file"
done
[ -n "$reader" ] || echo "pages were not read, for neither mandoc nor groff is here"
exit $((failures > 0))
