#!/usr/bin/env bash
# Installs build/release into a fresh tree, moves the tree, and uses it as a user would: the command,
# and a CMake project that finds the package (tests/install). A material that exists in the installed
# data only proves that the source tree's data are not what is read.
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/moved

install_and_move() {
  cmake --install "$root/build/release" --prefix "$work/first" >/dev/null
  mv "$work/first" "$prefix"
  cp -r "$prefix/share/verdet/materials/SiO2" "$prefix/share/verdet/materials/InstalledOnly"
}

check_command() {
  local listed
  listed=$(cd "$work" && env -u VERDET_DATA "$prefix/bin/verdet" materials list)
  grep -q InstalledOnly <<<"$listed" || stop 1 "the installed command does not read the installed data"
}

# The loader must find the lanes library below the prefix, in the best variant for this machine.
check_lanes() {
  local used
  used=$(ldd "$prefix/bin/verdet" | grep libverdet_lanes)
  echo "lanes:$(sed "s|.*=>||; s|$prefix|PREFIX|; s|(.*||" <<<"$used")"
  [[ $used == *"$prefix/"* ]] || stop 1 "the installed command does not load the installed lanes library"
}

check_no_source_paths() {
  local file
  for file in "$prefix"/lib/cmake/verdet/*.cmake; do
    if grep -nF "$root" "$file"; then stop 1 "the package names the source tree: ${file##*/}"; fi
  done
}

check_package() {
  cmake -S "$root/tests/install" -B "$work/consumer" -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_PREFIX_PATH="$prefix" >"$work/log" 2>&1 &&
    cmake --build "$work/consumer" --parallel "$jobs" >>"$work/log" 2>&1 ||
    { tail -n 30 "$work/log" >&2; stop 1 "the project in tests/install does not build"; }
  ctest --test-dir "$work/consumer" --output-on-failure --no-tests=error
}

[[ -f $root/build/release/bin/verdet ]] || stop 1 "build first: scripts/test"
say "Installing and moving"
install_and_move
check_command
check_lanes
check_no_source_paths
say "Building a project that uses the package"
check_package
