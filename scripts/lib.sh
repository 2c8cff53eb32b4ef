# Shared by scripts/demo, scripts/test and .ci/run: packages, builds, tests. To be sourced.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=${VERDET_JOBS:-$(nproc)}

say() { printf '\n==> %s\n' "$*"; }

# stop STATUS MESSAGE...: one line per message, on stderr.
stop() {
  local status=$1
  shift
  printf '%s\n' "$@" >&2
  exit "$status"
}

# The packages of the named groups, from scripts/packages.txt.
packages_of() {
  local wanted=" $* " group package
  while read -r group package; do
    if [[ $wanted == *" $group "* ]]; then echo "$package"; fi
  done <"$root/scripts/packages.txt"
}

# Those of the named packages that are not installed; asks dpkg only, so that it works offline.
missing_of() {
  local installed package
  installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
  for package in "$@"; do
    if ! grep -qxF "installed $package" <<<"$installed"; then echo "$package"; fi
  done
}

# Prints the prefix that gives root's rights ("" for root), or fails.
root_rights() {
  if [[ $(id -u) == 0 ]]; then return 0; fi
  command -v sudo >/dev/null || return 1
  if [[ -t 0 ]]; then sudo -v && echo sudo; else sudo -n true 2>/dev/null && echo "sudo -n"; fi
}

# set_up GROUP...: installs what is missing of these groups of packages.
set_up() {
  local packages missing rights
  mapfile -t packages < <(packages_of "$@")
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    stop 2 "This is not Debian. Install the equivalents of these Debian 12 packages, then build with" \
      "'cmake --preset release && cmake --build --preset release':" "  ${packages[*]}"
  fi
  mapfile -t missing < <(missing_of "${packages[@]}")
  if [[ ${#missing[@]} == 0 ]]; then return 0; fi
  if ! rights=$(root_rights); then
    stop 2 "These packages are missing and need root's rights. Run, then try again:" \
      "  apt-get update && apt-get install --no-install-recommends ${missing[*]}"
  fi
  say "Installing ${#missing[@]} Debian packages"
  install_packages "$rights" "${missing[@]}"
}

install_packages() {
  local rights=$1
  shift
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Acquire::Retries=3
    -o Dpkg::Use-Pty=0)
  # $rights is empty, "sudo" or "sudo -n".
  $rights "${apt[@]}" update || echo "The package lists could not be renewed; going on with the old ones." >&2
  if ! $rights "${apt[@]}" install --no-install-recommends "$@" >"$(log_file install)" 2>&1; then
    tail -n 20 "$(log_file install)" >&2
    stop 1 "apt-get could not install the packages (whole output: $(log_file install))." \
      "Is this Debian 12, and can it reach its mirror?"
  fi
}

# Files of the repository, whether committed yet or not, below the given folders.
repository_files() {
  git -c safe.directory='*' -C "$root" ls-files --cached --others --exclude-standard -- "$@"
}

log_file() {
  mkdir -p "$root/build/logs"
  echo "$root/build/logs/$1.log"
}

# The instruction sets this processor has of those that get lanes of their own; the others are left to
# whoever packages for other machines (`cmake --preset release` builds all).
own_levels() {
  local answer level levels=""
  answer=$(/lib64/ld-linux-x86-64.so.2 --help 2>/dev/null || true)
  for level in x86-64-v3 x86-64-v4; do
    if [[ $answer == *"$level (supported"* ]]; then levels+="${levels:+;}$level"; fi
  done
  echo "$levels"
}

# configure PRESET [cmake argument...]
configure() {
  local preset=$1 log levels=()
  log=$(log_file "configure-$preset")
  if [[ $preset == release ]]; then levels=("-DVERDET_ISA_LEVELS=$(own_levels)"); fi
  if ! (cd "$root" && cmake --preset "$@" "${levels[@]}") >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    stop 1 "cmake could not configure the preset '$preset' (whole output: $log)." \
      "Where the cause is an old build folder, remove build/$preset and try again."
  fi
}

# build PRESET [target...]
build() {
  local preset=$1
  shift
  local targets=()
  if [[ $# -gt 0 ]]; then targets=(--target "$@"); fi
  say "Building ($preset)"
  (cd "$root" && cmake --build "build/$preset" --parallel "$jobs" "${targets[@]}") ||
    stop 1 "The build failed; the first message above that says 'error' tells where."
}

# run_tests PRESET [ctest argument...]: the short tests; an empty set is a failure.
run_tests() {
  local preset=$1
  shift
  (cd "$root" && ctest --test-dir "build/$preset" --parallel "$jobs" --output-on-failure \
    --no-tests=error --no-label-summary "$@" </dev/null)
}
