# Shared by ./run, ./check and tools/lock; POSIX shell, to be read with "." from a script that has set ROOT.
# Makes $ROOT/.venv from a lock with hashes and sees to the system libraries; quick when nothing is to be done.

VENV="$ROOT/.venv"
EXIT_MISSING_TOOL=4
# The Python of Debian's package python3; the tests of this file set another path.
SYSTEM_PYTHON="${BULLETIN_SYSTEM_PYTHON:-/usr/bin/python3}"

# What must load or run, and the Debian package that brings it. fontconfig's own program is not needed, its library
# and configuration are.
LIBRARIES='libpango-1.0.so.0:libpango-1.0-0
libpangoft2-1.0.so.0:libpangoft2-1.0-0
libharfbuzz.so.0:libharfbuzz0b
libharfbuzz-subset.so.0:libharfbuzz-subset0
libfontconfig.so.1:fontconfig'
TEST_PROGRAMS='pdftotext:poppler-utils
pdftoppm:poppler-utils
qpdf:qpdf
gs:ghostscript
java:default-jre-headless
/usr/lib/postfix/sbin/master:postfix
/usr/sbin/dovecot:dovecot-imapd
/usr/sbin/cupsd:cups-daemon
/usr/bin/lp:cups-client
/usr/bin/dbus-daemon:dbus-daemon
/usr/sbin/ippeveprinter:cups-ipp-utils
/usr/bin/softhsm2-util:softhsm2
/usr/sbin/opendkim-testmsg:opendkim-tools
/usr/bin/chromium:chromium
/usr/bin/openssl:openssl'
# Parts of the PDF/A validator that its wheel lacks; the parts of LibreOffice that read old texts and sheets.
TEST_FILES='/usr/share/java/jaxb-runtime.jar:libjaxb-java
/usr/share/java/jaxb-api.jar:libjaxb-api-java
/usr/lib/libreoffice/program/libswlo.so:libreoffice-writer-nogui
/usr/lib/libreoffice/program/libsclo.so:libreoffice-calc-nogui'

# Libraries that are published as sources only; all of them are plain Python.
SOURCES_ONLY=bagit,dkimpy,pairtree

say() { printf '%s\n' "$*" >&2; }

stop() {
    say ""
    say "$1"
    exit "$EXIT_MISSING_TOOL"
}

# Whether a Python runs and is one that `requires-python` promises.
promised() {
    "$1" -I -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2])' 2>/dev/null
}

# The version with its build: two paths to one interpreter say the same. Nothing when it does not run.
identity() {
    "$1" -I -c 'import sys; print(*sys.version.split())' 2>/dev/null || :
}

# The first Python that is new enough; empty when there is none.
find_python() {
    for name in python3.11 python3 python3.12 python3.13; do
        if command -v "$name" >/dev/null 2>&1 && promised "$name"; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

# Install Debian packages: at once when we may, else print the line to type and stop.
install_packages() {
    line="apt-get install -y --no-install-recommends $*"
    if ! command -v apt-get >/dev/null 2>&1; then
        stop "Máy thiếu các gói sau (tên theo Debian), hãy cài rồi chạy lại / Missing system packages (Debian names): $*"
    fi
    if [ "$(id -u)" -eq 0 ]; then
        as_root=''
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root='sudo -n'
    else
        stop "Máy thiếu vài gói. Hãy gõ dòng sau rồi chạy lại / Packages are missing. Type this line and run again:

    sudo apt-get update && sudo $line"
    fi
    say "· Cài gói hệ thống / system packages: $*"
    log="$(mktemp)"
    no_daemons
    # shellcheck disable=SC2086  # $as_root is empty or two words on purpose
    if ! { $as_root env DEBIAN_FRONTEND=noninteractive apt-get update &&
        $as_root env DEBIAN_FRONTEND=noninteractive $line; } >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        daemons_again
        stop "Không cài được. Hãy gõ dòng sau và xem lỗi / Could not install. Type this line and read its error:

    sudo apt-get update && sudo $line"
    fi
    rm -f "$log"
    daemons_again
}

# The tests start mail and print servers of their own. The system's must not start because their package was installed:
# Debian asks this file before it starts one. A file that is there already is the administrator's and stays.
POLICY=/usr/sbin/policy-rc.d
no_daemons() {
    policy_is_ours=''
    [ -e "$POLICY" ] || {
        # shellcheck disable=SC2086  # $as_root is empty or two words on purpose
        printf '#!/bin/sh\nexit 101\n' | $as_root tee "$POLICY" >/dev/null
        $as_root chmod 755 "$POLICY"
        policy_is_ours=yes
    }
}
daemons_again() {
    # shellcheck disable=SC2086  # $as_root is empty or two words on purpose
    [ -z "$policy_is_ours" ] || $as_root rm -f "$POLICY"
}

# Prints the packages whose library does not load (one call of Python for all: it must be quick every time).
missing_libraries() {
    printf '%s\n' "$LIBRARIES" | "$1" -I -S -c '
import ctypes, sys
for row in sys.stdin.read().split():
    library, _, package = row.partition(":")
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)
'
}

missing_programs() {
    printf '%s\n' "$TEST_PROGRAMS" | while IFS=: read -r program package; do
        command -v "$program" >/dev/null 2>&1 || printf '%s\n' "$package"
    done
    printf '%s\n' "$TEST_FILES" | while IFS=: read -r file package; do
        [ -e "$file" ] || printf '%s\n' "$package"
    done
}

# The tests run with the system's Python as well, whatever else is on the path.
missing_system_python() {
    if [ ! -x "$SYSTEM_PYTHON" ]; then
        printf ' python3 python3-venv'
    elif promised "$SYSTEM_PYTHON" && ! "$SYSTEM_PYTHON" -I -c 'import ensurepip, venv' 2>/dev/null; then
        printf ' python3-venv'
    fi
}

# python_at_hand 3.12: one that really runs; a shim of pyenv may be on the path and stop for want of a version.
python_at_hand() {
    for candidate in "$(command -v "python$1" 2>/dev/null || :)" \
        "${PYENV_ROOT:-${HOME:-/nonexistent}/.pyenv}/versions/$1".*/bin/"python$1"; do
        if [ -n "$candidate" ] && "$candidate" -I -c 'import ensurepip, venv' >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

# Prints "NAME PATH" of every other Python for the core of the tests; tells which versions are not run, and why.
other_pythons() {
    seen="$(identity "$VENV/bin/python")"
    if ! promised "$SYSTEM_PYTHON"; then
        say "· Python của hệ thống cũ hơn 3.11, không thử / the system's Python is older than 3.11, not run: $SYSTEM_PYTHON"
    elif [ "$(identity "$SYSTEM_PYTHON")" = "$seen" ]; then
        say "· Python của hệ thống là Python đã thử / the system's Python is the one that has run: ${seen%% *}"
    else
        printf 'system %s\n' "$SYSTEM_PYTHON"
        seen="$seen
$(identity "$SYSTEM_PYTHON")"
    fi
    for version in 3.12 3.13; do
        if printf '%s\n' "$seen" | grep -q "^$version\."; then
            continue
        elif found="$(python_at_hand "$version")"; then
            printf '%s %s\n' "$version" "$found"
        else
            say "· Python $version không có trên máy này, không thử / is not at hand, not run"
        fi
    done
}

# ensure_system run|check: Python with venv, libraries, and for the tests the programs that they call.
ensure_system() {
    PYTHON="$(find_python)" || {
        install_packages python3 python3-venv
        PYTHON="$(find_python)" ||
            stop "Cần Python 3.11 trở lên (Debian 12 có sẵn) / Python 3.11 or newer is needed (Debian 12 has it)."
    }
    packages=''
    if [ ! -x "$VENV/bin/python" ] && ! "$PYTHON" -I -c 'import ensurepip, venv' 2>/dev/null; then
        packages="python3-venv"
    fi
    packages="$packages $(missing_libraries "$PYTHON")"
    [ "$1" = run ] || packages="$packages $(missing_programs)$(missing_system_python)"
    # One line, each name once.
    # shellcheck disable=SC2086  # a list of names
    packages="$(printf '%s\n' $packages | sort -u | tr '\n' ' ')"
    packages="${packages% }"
    # shellcheck disable=SC2086  # a list of names
    [ -z "$packages" ] || install_packages $packages
}

# Counts what pip collects, on a terminal only; pip's own output would be a thousand lines.
count_libraries() {
    number=0
    while IFS= read -r line; do
        case "$line" in
        Collecting*) number=$((number + 1)) ;;
        Installing*) ;;
        *) continue ;;
        esac
        [ ! -t 2 ] || printf '\r  %s/%s %-60.60s' "$number" "${total:-1}" "${line%% (from*}" >&2
    done
    [ ! -t 2 ] || printf '\r%-72s\r' '' >&2
}

# pip_install ARGUMENTS...: silent but for the count; the end of pip's errors when it fails.
pip_install() {
    log="$(mktemp)"
    # A pipe hides the exit status of its first part, so that part notes its failure in the log's neighbour.
    { "$VENV/bin/python" -I -m pip install --disable-pip-version-check --no-input --progress-bar off "$@" 2>"$log" ||
        : >"$log.failed"; } | count_libraries
    if [ -f "$log.failed" ]; then
        grep -v '^WARNING: Location' "$log" | tail -n 15 >&2 || :
        rm -f "$log" "$log.failed"
        stop "Không cài được thư viện: hãy kiểm tra mạng rồi chạy lại / Could not install: check the network and run again."
    fi
    rm -f "$log"
}

# ensure_venv run|check: the lock of the tests holds that of the program, so either stamp will do for "run".
ensure_venv() {
    case "$1" in
    run) lock="$ROOT/requirements.lock" ;;
    *) lock="$ROOT/requirements-dev.lock" ;;
    esac
    want="$(cat "$lock" "$ROOT/requirements-build.lock" "$ROOT/pyproject.toml" | sha256sum | cut -d' ' -f1)"
    full="$(cat "$ROOT/requirements-dev.lock" "$ROOT/requirements-build.lock" "$ROOT/pyproject.toml" | sha256sum | cut -d' ' -f1)"
    stamp="$VENV/.installed"
    # A new version under the old path (the system was upgraded) finds no library of the old one.
    if [ -x "$VENV/bin/bulletin" ] && [ -f "$stamp" ] && "$VENV/bin/python" -I -c '' 2>/dev/null; then
        { read -r have && IFS= read -r made_by; } <"$stamp" || have=''
        if [ "$have" = "$want" ] || [ "$have" = "$full" ]; then
            [ "$made_by" != "$(identity "$VENV/bin/python")" ] || return 0
        fi
    fi
    say "· Chuẩn bị môi trường Python / Python environment: ${VENV#"$ROOT/"}"
    if ! "$VENV/bin/python" -I -m pip --version >/dev/null 2>&1; then
        rm -rf "$VENV" # half-made, or made for a Python that is gone or by another machine
        "$PYTHON" -m venv "$VENV"
    fi
    rm -f "$stamp"
    total="$(grep -c '==' "$lock")"
    say "· Tải và cài $total thư viện có khóa băm / installing $total libraries pinned by hash"
    # Three libraries have no wheel. They are built with what the first lock names and nothing that pip would fetch.
    pip_install --require-hashes --no-deps --only-binary :all: -r "$ROOT/requirements-build.lock"
    pip_install --require-hashes --no-deps --only-binary :all: --no-binary "$SOURCES_ONLY" --no-build-isolation -r "$lock"
    pip_install --no-deps --no-build-isolation -e "$ROOT"
    printf '%s\n%s\n' "$want" "$(identity "$VENV/bin/python")" >"$stamp"
}

# ensure_ready: faces, compiled templates and declarations (src/bulletin/doctor/ready.py), once for each state of what they
# are made from. Without them the first build takes half a second more, so a failure here stops nothing.
ensure_ready() {
    made="$VENV/share/bulletin/ready.made-from"
    want="$(
        {
            cat "$ROOT"/src/bulletin/assets/*.py "$ROOT"/src/bulletin/assets/*/*.py "$ROOT"/src/bulletin/assets/*/*/*.py \
                "$ROOT"/src/bulletin/sources/layouts/*.py "$ROOT"/src/bulletin/*/compiled.py "$ROOT/src/bulletin/lazy.py" \
                "$ROOT"/src/bulletin/runtime/start/compiled.py "$ROOT"/src/bulletin/layout/setting/weasy_import.py \
                "$ROOT"/layouts/*/*.j2 "$ROOT"/src/bulletin/data/preflight/*.j2 \
                "$ROOT/fonts/families.yaml" "$VENV/.installed" 2>/dev/null || :
        } | sha256sum
    )"
    { [ -f "$made" ] && read -r have <"$made"; } || have=''
    [ "$have" != "$want" ] || return 0
    say "· Cắt phông chữ, dịch sẵn khung trang / cutting fonts, compiling templates"
    mkdir -p "$VENV/share/bulletin"
    rm -f "$made"
    if "$VENV/bin/python" -I -m bulletin.doctor.ready "$VENV/share/bulletin/ready" 2>/dev/null; then
        printf '%s\n' "$want" >"$made"
    else
        say "· Chưa làm sẵn được, lần dựng đầu sẽ làm / not done now, the first build will do it"
    fi
}

# ensure_window: the studio's window is built from TypeScript (tools/make_studio.py), once for each state of its sources. All
# other commands work without it, so a machine that does not reach npm's registry is told and goes on.
ensure_window() {
    "$VENV/bin/python" -I "$ROOT/tools/make_studio.py" ||
        say "· Chưa dựng được cửa sổ của bulletin studio, lần chạy sau sẽ thử lại / no window of the studio yet, tried again at the next run"
}

# locked COMMAND...: only one at a time, so that two terminals do not mend the same folder.
locked() {
    if command -v flock >/dev/null 2>&1; then
        exec 9>"$ROOT/.setup.lock"
        flock -n 9 || {
            say "· Đang chờ lần cài đặt khác xong / waiting for another set-up to finish"
            flock 9
        }
    fi
    "$@"
    exec 9>&-
}

set_up_unlocked() {
    ensure_system "$1"
    ensure_venv "$1"
    ensure_ready
    ensure_window
}

# set_up run|check
set_up() {
    locked set_up_unlocked "$1"
}

# use_python NAME PATH: from here on VENV is .venv-NAME with that Python and everything that the tests need.
use_python() {
    VENV="$ROOT/.venv-$1"
    PYTHON="$2"
    locked ensure_venv check
}

# make_pictures FOLDER: those of a sample are made by a script and not kept in git; quick when they are there.
make_pictures() {
    [ ! -f "$1/photos.yaml" ] || "$VENV/bin/python" "$ROOT/tools/make_photos.py" "$1"
}

# make_all_pictures: those of every sample.
make_all_pictures() {
    for sample in "$ROOT"/examples/*/; do
        make_pictures "${sample%/}" || return 1
    done
}
