#!/bin/sh
# install.sh - Debian packages that a target needs: install.sh PACKAGE…
#
# Installs what is missing as root or by sudo without a password; otherwise says the exact line to type, and fails. Node.js and
# npm count by their commands, as many have them from elsewhere.
set -eu

missing=
for package in "$@"; do
    dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing="$missing $package"
done
command -v node >/dev/null || missing="$missing nodejs"
command -v npm >/dev/null || missing="$missing npm"
[ -n "$missing" ] || exit 0

install="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null; then
    as_root=sudo
else
    echo "Missing packages. Please type:  sudo apt-get update && sudo $install" >&2
    exit 1
fi
echo "Installing:$missing"
$as_root apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root $install >/dev/null
