#!/usr/bin/env bash
# run.sh - every suite, and one line at the end: N passed, N failed
#
# usage: tests/run.sh BUILD [SUITE…]     suites: unit gen client ot protocol notes calendar faults browser
# Each suite prints its own counts; this adds them up. A suite that ends badly without a failed test, or in which no test
# ran, counts as one failure. Without SUITEs the protocol's, which waits for disks and hashes more than it counts, runs beside the
# others; the browser, which fills the machine, runs alone.
set -uo pipefail
cd "$(dirname "$0")/.."
build=$1
shift
build=$(realpath -m "$build")
export RINNALLA=$build/rinnalla BUILD=$build build
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
trap 'trap "" TERM; kill 0; exit 1' INT TERM # what runs beside, too

unit()     { "$build/unit"; }
gen()      { tests/unit/gen/run.sh "$build"; }
client()   { (cd client && npm run --silent test); }
ot()       { OT_LINES=$build/ot_lines node --test --test-reporter=spec tests/ot/*.test.mjs; }
protocol() { node --test --test-reporter=spec tests/protocol/*.test.mjs tests/protocol/raw/*.test.mjs; }
notes()    { node --test --test-reporter=spec tests/notes/*.test.mjs; }
calendar() { CALENDARS=$build/calendars node --test --test-reporter=spec tests/calendar/*.test.mjs; }
faults()   { node --test --test-reporter=spec tests/faults/*.test.mjs; }
browser()  { tests/browser/run.sh; }

# Counts as the runners print them: "N passed, N failed" (ours), "pass N" and "fail N" (node), "N passed" and "N failed" on
# lines of their own (Playwright). The last of each counts.
counts() {
    sed -E 's/\x1b\[[0-9;]*m//g' "$1" | awk '
        /[0-9]+ passed, [0-9]+ failed/ { for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) good = $(i-1); if ($i ~ /^failed/) bad = $(i-1) } next }
        /^[^a-z0-9]*pass [0-9]+$/ { good = $NF }
        /^[^a-z0-9]*fail [0-9]+$/ { bad = $NF }
        /^ +[0-9]+ passed/ { good = $1 }
        /^ +[0-9]+ failed/ { bad = $1 }
        END { print good + 0, bad + 0 }'
}

# Runs suites one after the other, and keeps what each counted.
lane() {
    local suite status good bad
    for suite; do
        printf '\n== %s\n' "$suite"
        # a suite that hangs is a failure, not an endless run
        timeout --kill-after=10 "${SUITE_SECONDS:-1200}" bash -c "$(declare -f "$suite"); $suite" 2>&1 | tee "$logs/$suite"
        status=${PIPESTATUS[0]}
        read -r good bad < <(counts "$logs/$suite")
        if [ "$bad" = 0 ] && { [ "$status" != 0 ] || [ "$good" = 0 ]; }; then
            echo "the suite $suite ended with status $status after $good tests"
            bad=1
        fi
        echo "$good $bad" > "$logs/$suite.counts"
    done
}

if [ $# -gt 0 ]; then
    lane "$@"
else
    lane protocol > "$logs/beside" &
    lane unit gen client ot notes calendar faults
    wait $!
    cat "$logs/beside"
    lane browser
fi
cat "$logs"/*.counts | awk '{ passed += $1; failed += $2 } END { printf "\n%d passed, %d failed\n", passed, failed; exit failed > 0 }'
