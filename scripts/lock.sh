#!/bin/sh
# Write the lock and the pins of every corner from setup.py. UPGRADE=1 takes the newest of everything.
set -eu
uv=$1/bin/uv
common="--quiet --no-header --no-annotate --no-emit-index-url --no-emit-find-links"
if [ "${UPGRADE:-0}" = 1 ]; then common="$common --upgrade"; fi

# shellcheck disable=SC2086  # $common is a list of options.
"$uv" pip compile $common --universal --python-version 3.11 setup.py \
    --extra preview --extra test --extra quality --output-file requirements/lock.txt

corner() {
    name=$1 version=$2
    shift 2
    # shellcheck disable=SC2086
    "$uv" pip compile $common --python-version "$version" setup.py --extra test "$@" \
        --constraints "requirements/corners/$name.in" --output-file "requirements/corners/$name.txt"
}

corner teak 3.11
corner ulmo 3.11
corner verawood 3.12 --extra preview
corner newest 3.12 --extra preview
