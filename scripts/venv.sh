#!/bin/sh
# Make the development environment: a virtual environment with exactly what the lock says.
#
#   scripts/venv.sh .venv
#
# uv installs everything; it comes from the lock as well, through pip. As root on Debian the missing `venv`
# module of the system's Python is installed, unless INSTALL=0.
set -eu
folder=$1
here=$(dirname "$0")

if ! "$folder/bin/python" -c '' 2>/dev/null; then
    python=$("$here/find-python.sh" 3.11 3.12)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        package="python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
        if [ "$(id -u)" != 0 ] || [ "${INSTALL:-1}" = 0 ] || ! command -v apt-get >/dev/null; then
            echo "$python cannot make virtual environments. On Debian: apt-get install $package" >&2
            exit 1
        fi
        echo "Installing the Debian package $package: $python cannot make virtual environments without it."
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" </dev/null
    fi
    echo "Making $folder with $python"
    "$python" -m venv --clear "$folder"
fi

uv_pin=$(grep '^uv==' requirements/lock.txt)
if [ "uv==$("$folder/bin/uv" --version 2>/dev/null | cut -d ' ' -f 2)" != "$uv_pin" ]; then
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$uv_pin"
fi
"$folder/bin/uv" pip install --quiet --python "$folder/bin/python" --requirement requirements/lock.txt
"$folder/bin/uv" pip install --quiet --python "$folder/bin/python" --no-deps --editable .
