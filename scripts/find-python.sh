#!/bin/sh
# Print the first Python that really runs, and can make virtual environments.
#
#   scripts/find-python.sh 3.11 3.12
#
# A `python3.12` on the PATH may be a pyenv shim for a version that is not selected: it exists and does not
# run. So every candidate is run before it is believed. `python3` counts when its version is one of those asked.
set -u

runs_as() {
    "$1" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != sys.argv[1])' "$2" 2>/dev/null
}

for version in "$@"; do
    pyenv_home=$(pyenv prefix "$version" 2>/dev/null || true)
    for candidate in "python$version" ${pyenv_home:+"$pyenv_home/bin/python$version"} python3 "/usr/bin/python$version"; do
        if runs_as "$candidate" "$version"; then
            "$candidate" -c 'import sys; print(sys.executable)'
            exit 0
        fi
    done
done
echo "None of Python $* runs here. Install one of them; on Debian: apt-get install python3.11 python3.11-venv" >&2
exit 1
