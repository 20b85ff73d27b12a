#!/usr/bin/env bash
# Builds the records that command tests ask, when a program, a recipe or the pack is newer than they are:
#   $ENTENTE_RECORD       from the pack alone: always there
#   $ENTENTE_FULL_RECORD  with the sources of CRAN peacesciencer, those that tools/demo adds: only where $ENT_CRAN holds its
#                         tarball
set -eu
directory=$(dirname "$ENTENTE_RECORD")
mkdir -p "$directory"

fresh() { # RECORD: whether nothing it is made from is newer
    [ -f "$1" ] && [ -z "$(find "$ENTENTE_ADD" "$ENT_SOURCE_DIR/recipes" "$ENT_SOURCE_DIR/data" "$ENT_SOURCE_DIR/lexicon" \
        "$ENT_CRAN" -type f -newer "$1" -print -quit 2>/dev/null)" ]
}

if ! fresh "$ENTENTE_RECORD"; then
    rm -f "$ENTENTE_RECORD" "$directory/new.sqlite"
    "$ENTENTE_ADD" --record "$directory/new.sqlite" --pack
    mv "$directory/new.sqlite" "$ENTENTE_RECORD"
fi

tarball=$(ls "$ENT_CRAN"/peacesciencer_*.tar.gz 2>/dev/null | tail -n 1 || true)
if [ -z "$tarball" ]; then
    rm -f "$ENTENTE_FULL_RECORD"
    echo "no peacesciencer tarball: tests of power, treaties and rivalries will be skipped"
elif ! fresh "$ENTENTE_FULL_RECORD"; then
    rm -f "$ENTENTE_FULL_RECORD"
    cp "$ENTENTE_RECORD" "$directory/new.sqlite"
    for source in $(sed -n 's/^add \([a-z-]*\) *peacesciencer .*/\1/p' "$ENT_SOURCE_DIR/tools/demo"); do
        "$ENTENTE_ADD" --record "$directory/new.sqlite" "$source" "$tarball"
    done
    mv "$directory/new.sqlite" "$ENTENTE_FULL_RECORD"
fi
