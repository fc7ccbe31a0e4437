#!/usr/bin/env bash
# planted.sh - a server with a fault planted in it, to show that a test finds such a fault
#
# usage: tests/faults/planted.sh NAME BUILD     → BUILD/planted/NAME/rinnalla
# tests/faults/NAME.patch is applied to copies of the files that it names; these are compiled and linked with what BUILD
# has already made of the rest. The product's sources are not touched. Fails when the patch no longer fits.
set -euo pipefail
cd "$(dirname "$0")/../.."
name=$1
build=${2%/}
patch=$PWD/tests/faults/$name.patch
folder=$build/planted/$name
rm -rf "$folder"
mkdir -p "$folder/obj"

mapfile -t files < <(sed -n 's|^+++ b/||p' "$patch")
for file in "${files[@]}"; do
    mkdir -p "$folder/$(dirname "$file")"
    cp "$file" "$folder/$file"
done
(cd "$folder" && GIT_CEILING_DIRECTORIES=$(dirname "$PWD") git apply --verbose "$patch") || { echo "tests/faults/$name.patch no longer fits" >&2; exit 1; }

# the flags of the build, out of the Makefile itself; faults may leave something unused
ask() { make -s --no-print-directory BUILD="$build" --eval="ask: ; @echo '\$($1)'" ask; }
read -ra compile <<<"$(ask CPPFLAGS) $(ask CFLAGS) $(ask PKG_CFLAGS)"
read -ra link <<<"$(ask LDFLAGS)"
read -ra libraries <<<"$(ask PKG_LIBS)"

find "$build/obj/src" "$build/obj/server" "$build/obj/gen" -name '*.o' | sort >"$folder/objects"
for file in "${files[@]}"; do
    grep -qx "$build/obj/${file%.c}.o" "$folder/objects" || { echo "$build has no object of $file" >&2; exit 1; }
    sed -i "\|^$build/obj/${file%.c}.o\$|d" "$folder/objects"
    object=$folder/obj/$(echo "${file%.c}" | tr / _).o
    gcc "${compile[@]}" -MF "$folder/obj/ignored.d" -w -iquote "$(dirname "$file")" -c -o "$object" "$folder/$file"
    echo "$object" >>"$folder/objects"
done
gcc "${link[@]}" -o "$folder/rinnalla" @"$folder/objects" "${libraries[@]}"
