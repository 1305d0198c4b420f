# Shared by the scripts in dev/. Sourced, never run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
fail() { printf 'error: %s\n' "$*" >&2; exit "${2:-1}"; }

# The figure after which compilers on a small machine are not helped by more of them.
jobs() { nproc 2>/dev/null || echo 2; }

need_swift() {
    command -v swift >/dev/null || fail "no Swift toolchain found; install Swift 6.2 or later from https://www.swift.org/install" 69
}

# Whether what dev/browser needs is installed. Debian's Python knows Debian's selenium; another one may come first in PATH.
has_browser() {
    [ -x /usr/bin/chromium ] && [ -x /usr/bin/chromedriver ] && /usr/bin/python3 -c 'import selenium' 2>/dev/null
}

# The folder of PostgreSQL's programs, of the newest version; nothing where there is none. Debian keeps those that run a
# server out of PATH.
postgresql_bin() {
    local folder
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) "$(dirname "$(command -v initdb || true)")"; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] && [ -x "$folder/psql" ]; then
            echo "$folder"
            return
        fi
    done
}

# Builds a product in release mode and leaves its path in $BUILT.
build_release() {
    local product
    for product in "$@"; do
        say "building $product (release); the first time takes some minutes"
        swift build -c release --product "$product" --scratch-path .build-release >&2
    done
    BUILT="$(swift build -c release --scratch-path .build-release --show-bin-path)"
}
