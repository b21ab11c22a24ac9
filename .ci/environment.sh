#!/usr/bin/env bash
# Makes .venv with the locked packages and this project in it, and sees to the few system
# libraries that Qt needs. Run by make; safe to run again.
# Usage: environment.sh VENV [bundle]; with "bundle" it sees to what PyInstaller needs instead.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=${1:-.venv}

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

on_debian_as_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_lists_updated=""
install_debian() {
    if ! on_debian_as_root; then
        die "These system packages are missing: $*
On Debian or Ubuntu: sudo apt-get install $*"
    fi
    say "Installing system packages: $*"
    if [ -z "$apt_lists_updated" ]; then
        # A third-party source that does not answer must not stop us: the install below tells.
        apt-get update -qq >&2 || say "apt-get update had problems; going on."
        apt_lists_updated=yes
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null </dev/null
}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null && new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    die "Python 3.11 or newer is needed. Install it, or name it: make PYTHON=/path/to/python3"
}

make_venv() {
    local python
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        # Debian keeps ensurepip in a package of its own.
        install_debian "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    "$python" -m venv --clear "$venv"
}

# --no-deps: the lock is the whole closure, less the parts of Qt that it names as left out.
install_packages() {
    "$venv/bin/python" -m pip install --quiet --no-deps --require-hashes -r requirements.lock
    "$venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation --editable .
}

missing_qt_libraries() {
    local qt
    qt=$("$venv/bin/python" -c 'import importlib.util as u; print(u.find_spec("PySide6").submodule_search_locations[0])')
    ldd "$qt"/Qt{Core,Gui,Widgets,PrintSupport,Svg,Test}.abi3.so "$qt"/Qt/plugins/platforms/libq{xcb,offscreen}.so \
        2>/dev/null | awk '/not found/ {print $1}' | sort -u
}

not_installed() {
    local package
    for package in $(grep -v '^#' installers/linux/debian-packages.txt); do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || echo "$package"
    done
}

see_to_qt_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    [ -n "$(missing_qt_libraries)" ] || return 0
    # shellcheck disable=SC2046
    install_debian $(not_installed)
    local still
    still=$(missing_qt_libraries)
    [ -z "$still" ] || say "Qt still misses these libraries: $(echo "$still" | tr '\n' ' ')"
}

# Debian's python3 has its shared library in a package of its own, and PyInstaller reads with objdump.
see_to_bundling() {
    [ "$(uname -s)" = Linux ] || return 0
    command -v objdump >/dev/null || install_debian binutils
    if ! "$venv/bin/python" -c 'import ctypes, sysconfig as s; ctypes.CDLL(s.get_config_var("INSTSONAME"))' 2>/dev/null; then
        install_debian "$("$venv/bin/python" -c 'import sys; print("libpython%d.%d" % sys.version_info[:2])')"
    fi
}

venv_works() {
    [ -x "$venv/bin/python" ] && new_enough "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1
}

if [ "${2:-}" = bundle ]; then
    see_to_bundling
    exit
fi
venv_works || make_venv
install_packages
see_to_qt_libraries
