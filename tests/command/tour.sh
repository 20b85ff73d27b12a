#!/usr/bin/env bash
# docs/tour.md says what its commands say on the record of the pack; its links lead somewhere.
set -u
page=$ENT_SOURCE_DIR/docs/tour.md
"$ENT_SOURCE_DIR/tools/make-tour" "$ENT_BUILD_DIR" "$ENTENTE_RECORD" <"$page" >tour.md || exit 1
commands=$(grep -c '^\$ entente' "$page")
[ "$commands" -ge 10 ] || { echo "only $commands commands"; exit 1; }
if ! diff "$page" tour.md; then
    echo "docs/tour.md is not what its commands say: if the change is meant, make tour writes it anew"
    exit 1
fi
for link in $(grep -oE '\]\([^)#]+\)' "$page" | tr -d '])('); do
    [ -e "$ENT_SOURCE_DIR/docs/$link" ] || { echo "docs/tour.md: $link is not there"; exit 1; }
done
