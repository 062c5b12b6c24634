#!/usr/bin/env bash
# Runs a command beside a PostgreSQL server of its own: .ci/postgres.sh COMMAND [ARGUMENT...]
#
# The server lives in a temporary folder, listens on a socket there and on no port, and goes when the command ends. The
# command finds it in MILIARY_TEST_POSTGRES. Where that names a server already, it is used; where none can be had, the
# command runs without one, and it is said.
set -euo pipefail
if [ -n "${MILIARY_TEST_POSTGRES:-}" ]; then
    exec "$@"
fi
shopt -s nullglob
export LC_ALL=C.UTF-8

newest_binaries() {
    local found=(/usr/lib/postgresql/*/bin)
    if [ "${#found[@]}" -gt 0 ]; then
        printf '%s\n' "${found[@]}" | sort -V | tail -n 1
    elif command -v initdb >/dev/null && command -v pg_ctl >/dev/null; then
        dirname "$(command -v initdb)"
    fi
}

install_debians() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
    # The package would make and start a cluster on the usual port, which may be somebody's.
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql-common >&2 &&
        sed -i -E 's/^#? *create_main_cluster *=.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >&2 || true
}

as_its_user() { # the server refuses to run as root
    if [ "$(id -u)" = 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

start() {
    # It sorts as people do, not by bytes: what leans on the order of a database is found out.
    (cd "$place" && as_its_user "$binaries/initdb" --pgdata=data --username=miliary --encoding=UTF8 --locale=C.UTF-8 \
        --locale-provider=icu --icu-locale=en-GB --auth=trust --no-instructions) >"$place.log" 2>&1 || return 1
    # Members of this role need their password, so that the tests can try a wrong one.
    as_its_user tee "$place/data/pg_hba.conf" >/dev/null <<'END'
local all +with_password scram-sha-256
local all all trust
END
    (cd "$place" && as_its_user "$binaries/pg_ctl" --pgdata=data --wait --log=log --options="-k '$place' -h '' -c max_connections=300" start) \
        >>"$place.log" 2>&1
}

stop() {
    if [ -n "$place" ]; then
        (cd "$place" && as_its_user "$binaries/pg_ctl" --pgdata=data --mode=immediate stop) >/dev/null 2>&1 || true
        rm -rf "$place" "$place.log"
    fi
}

place=""
binaries="$(newest_binaries)"
if [ -z "$binaries" ]; then
    install_debians
    binaries="$(newest_binaries)"
fi
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
if [ -n "$binaries" ]; then
    place="$(mktemp -d /tmp/pg-miliary-XXXXXX)" # short: a socket's path has at most 107 bytes
    if [ "$(id -u)" = 0 ]; then
        chown postgres: "$place"
    fi
    if start; then
        export MILIARY_TEST_POSTGRES="postgresql+psycopg://miliary@/postgres?host=$place"
    else
        cat "$place.log" >&2
    fi
fi
if [ -z "${MILIARY_TEST_POSTGRES:-}" ]; then
    echo "ci: SKIPPED: everything on PostgreSQL. No server could be had (Debian: apt-get install postgresql)." >&2
fi
"$@"
