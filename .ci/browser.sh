#!/usr/bin/env bash
# Runs a command on a machine that has Chromium and its driver: .ci/browser.sh COMMAND [ARGUMENT...]
#
# Where they are missing and Debian's packages can be installed, they are; else the command runs without, and it is said.
set -euo pipefail
if ! { command -v chromium && command -v chromedriver; } >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium chromium-driver >&2 || true
    fi
fi
if ! { command -v chromium && command -v chromedriver; } >/dev/null; then
    echo "ci: SKIPPED: everything in a browser. Chromium could not be had (Debian: apt-get install chromium chromium-driver)." >&2
fi
exec "$@"
