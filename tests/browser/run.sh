#!/usr/bin/env bash
# run.sh - the browser tests, with a Node.js that Playwright takes
#
# Playwright wants Node 20; Debian 12 has 18. Where the system's is older, one comes from npm into $BUILD, for these tests alone.
set -euo pipefail
cd "$(dirname "$0")"
node=node
if [ "$(node -p 'parseInt(process.versions.node)')" -lt 20 ]; then
    package=node-linux-$(node -p process.arch)
    node=$BUILD/node/node_modules/$package/bin/node
    [ -x "$node" ] || npm install --no-save --no-audit --no-fund --loglevel=error --prefix "$BUILD/node" "$package@22.23.3"
fi
exec "$node" ../node_modules/@playwright/test/cli.js test "$@"
