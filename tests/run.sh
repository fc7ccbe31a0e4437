#!/usr/bin/env bash
# run.sh - every suite, one after the other, and one line at the end: N passed, N failed
#
# usage: tests/run.sh BUILD [SUITE…]     suites: unit gen client protocol faults browser
# Each suite says its own counts; this adds them up. A suite that ends badly without a failed test counts as one failure.
set -uo pipefail
cd "$(dirname "$0")/.."
build=$1
shift
suites=${*:-unit gen client protocol faults browser}
export RINNALLA=$PWD/$build/rinnalla
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

unit()     { "$build/unit"; }
gen()      { tests/unit/gen/run.sh "$build"; }
client()   { (cd client && npm run --silent test); }
protocol() { node --test --test-reporter=spec tests/protocol/*.test.mjs tests/protocol/raw/*.test.mjs; }
faults()   { node --test --test-reporter=spec tests/faults/*.test.mjs; }
browser()  { (cd tests/browser && ../node_modules/.bin/playwright test); }

# the last count of each form that a runner prints: "N passed, N failed", node's "pass N" and "fail N", Playwright's "  N passed"
count() {
    sed -E 's/\x1b\[[0-9;]*m//g' "$log" | awk -v word="$1" -v short="$2" '
        $0 ~ ("^[^a-z]*" short " [0-9]+$") { n = $NF }
        { for (i = 2; i <= NF; i++) if ($i ~ ("^" word ",?$") && $(i-1) ~ /^[0-9]+$/ && $0 ~ /passed|^ +[0-9]+ failed/) n = $(i-1) }
        END { print n + 0 }'
}

for suite in $suites; do
    printf '\n== %s\n' "$suite"
    "$suite" 2>&1 | tee "$log"
    status=${PIPESTATUS[0]}
    good=$(count passed pass) bad=$(count failed fail)
    [ "$status" = 0 ] || [ "$bad" -gt 0 ] || bad=1
    [ "$((good + bad))" -gt 0 ] || { echo "no test ran in $suite"; bad=1; }
    passed=$((passed + good)) failed=$((failed + bad))
done
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
