#!/usr/bin/env bash
# run.sh - does the generator refuse what is wrong, and is what it writes right?
#
# usage: tests/unit/gen/run.sh BUILD        ACCEPT=1 makes the golden files anew: read the difference before committing it
#
# bad/*.txt hold a case each: "# sentence", "> file" with the lines that follow it laid over good/, and "! line" for each
# line that must be said (none: nothing may be refused). good/ is generated and compared with golden/; then generated.c is
# built on it, as strictly as the server is, and runs decoders and statements for real.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
gen=$(realpath "$1/tools/gen") || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

ok() {
    echo "ok - $1"
    passed=$((passed + 1))
}

not_ok() {
    echo "not ok - $1"
    sed 's/^/#   /' "$work/why"
    failed=$((failed + 1))
}

# judge SENTENCE COMMAND…: whether the command succeeds, with what it said as the reason
judge() {
    local sentence=$1
    shift
    if "$@" > "$work/why" 2>&1; then ok "$sentence"; else not_ok "$sentence"; fi
}

# ---- what is wrong is refused, with its place, and then nothing is written ----
begin_case() {
    sentence=$1
    expected=
    rm -rf "$work/case"
    mkdir "$work/case"
    cp -r "$here/good" "$work/case/schema"
    file=
}

end_case() {
    [ -n "${sentence:-}" ] || return 0
    judge "$sentence" said_as_expected
}

said_as_expected() {
    local said status
    said=$(cd "$work/case" && "$gen" schema out 2>&1)
    status=$?
    diff <(printf '%s' "$expected") <(printf '%s' "$said${said:+$'\n'}") || return 1
    if [ -z "$expected" ]; then [ "$status" = 0 ] && return 0; fi
    [ "$status" = 1 ] || { echo "exit code $status"; return 1; }
    [ ! -e "$work/case/out" ] || { echo "something was written"; return 1; }
}

for cases in "$here"/bad/*.txt; do
    sentence=
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
        '# '*) end_case; begin_case "${line#\# }" ;;
        '> '*) file=$work/case/schema/${line#> }; : > "$file" ;;
        '! '*) expected+="schema/${line#! }"$'\n'; file= ;;
        *) [ -z "$file" ] || printf '%s\n' "$line" >> "$file" ;;
        esac
    done < "$cases"
    end_case
done

# ---- what is right is written, and only where it changed ----
out=$work/out
judge "a right schema is taken" "$gen" "$here/good" "$out"

[ -z "${ACCEPT:-}" ] || for file in include/db/queries.gen.h include/command/registry.gen.h queries.gen.c protocol.gen.ts openrpc.json; do
    cp "$out/$file" "$here/golden/$(basename "$file").golden"
done
for golden in "$here"/golden/*.golden; do
    name=$(basename "$golden" .golden)
    judge "$name is as it was agreed" diff "$golden" "$(find "$out" -name "$name")"
done

is_untouched() {
    touch -d '2001-01-01' "$out"/*.* "$out"/include/*/*
    "$gen" "$here/good" "$out" && [ -z "$(find "$out" -type f -newermt 2001-01-02)" ]
}
judge "files that stay the same are not touched" is_untouched

only_the_changed_is_touched() {
    cp -r "$here/good" "$work/changed"
    sed -i 's/Take a note away/Take one note away/' "$work/changed/commands/note.remove.json"
    "$gen" "$work/changed" "$out" || return 1
    local touched
    touched=$(cd "$out" && find . -type f -newermt 2001-01-02 | sort | tr '\n' ' ')
    echo "$touched"
    [ "$touched" = "./include/command/registry.gen.h ./openrpc.json ./protocol.gen.ts ./registry.gen.c " ] || return 1
    "$gen" "$here/good" "$out"
}
judge "a changed word changes only the files that hold it" only_the_changed_is_touched

judge "without two arguments it says how it is used" bash -c '"$1" 2>&1 | grep -q "^usage: gen SCHEMA_DIR OUT_DIR$"' - "$gen"

judge "no line ends in white space" bash -c '! grep -rnE "[[:blank:]]+$" "$1"' - "$out"

# ---- what was written compiles as strictly as the server does, and works ----
flags="-std=c17 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
    -Wvla -Werror -O1 -g -pthread -fsanitize=address,undefined -fno-sanitize-recover=all"
cd "$root" || exit 1
# shellcheck disable=SC2086 # flags are words
judge "the C compiles without a warning" gcc $flags -Iinclude -I"$out/include" -o "$work/generated" \
    "$here/generated.c" "$out/queries.gen.c" "$out/registry.gen.c" src/command/decode.c src/command/detail.c \
    src/base/*.c src/ot/*.c src/db/*.c $(pkg-config --cflags --libs jansson sqlite3 libsodium zlib)

if [ -x "$work/generated" ]; then
    "$work/generated" "$work/generated.db" | tee "$work/said"
    status=${PIPESTATUS[0]}
    passed=$((passed + $(grep -c '^ok - ' "$work/said")))
    failed=$((failed + $(grep -c '^not ok - ' "$work/said")))
    : > "$work/why"
    [ "$status" = 0 ] || grep -q '^not ok - ' "$work/said" || not_ok "the program runs to its end"
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
