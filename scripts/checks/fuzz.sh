#!/usr/bin/env bash
# Builds the fuzzers (clang, AddressSanitizer, UndefinedBehaviorSanitizer) and runs each for a short
# while. An input that breaks one is left in build/fuzz/findings.
#   scripts/checks/fuzz.sh [SECONDS per fuzzer; 10]
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

seconds=${1:-10}
findings=$root/build/fuzz/findings

# Clang's runtime comes in a package of its own.
have_libfuzzer() {
  echo 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }' |
    clang++ -fsanitize=fuzzer,address -x c++ - -o /dev/null 2>/dev/null
}

# The texts that a fuzzer starts from: its seeds, and the shipped files of its kind.
seeds_of() {
  local name=$1
  if [[ -d $root/tests/fuzz/seeds/$name ]]; then echo "$root/tests/fuzz/seeds/$name"; fi
  case $name in
    spec_fuzz) echo "$root/data/examples" ;;
    refractiveindex_fuzz) echo "$root/data/materials" ;;
  esac
}

run_fuzzer() {
  local name=$1 corpus seeds words=()
  corpus=$root/build/fuzz/corpus/$name
  mapfile -t seeds < <(seeds_of "$name")
  mkdir -p "$corpus" "$findings"
  if [[ -f $root/tests/fuzz/$name.dict ]]; then words=(-dict="$root/tests/fuzz/$name.dict"); fi
  say "$name, $seconds s"
  LSAN_OPTIONS=suppressions=$root/tests/leaks.supp:print_suppressions=0 \
    "$root/build/fuzz/bin/$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -max_len=4096 -print_final_stats=1 -artifact_prefix="$findings/$name-" "${words[@]}" "$corpus" \
    "${seeds[@]}" >"$(log_file "$name")" 2>&1 || {
    tail -n 40 "$(log_file "$name")" >&2
    stop 1 "$name found an input that breaks; it is in build/fuzz/findings." \
      "Repeat with: build/fuzz/bin/$name FILE"
  }
  grep -E 'number_of_executed_units' "$(log_file "$name")"
}

if ! have_libfuzzer; then
  echo "SKIPPED: clang has no libFuzzer here (Debian package libclang-rt-14-dev)."
  exit 0
fi
configure fuzz
build fuzz verdet_fuzzers
mapfile -t fuzzers < <(cd "$root/tests/fuzz" && printf '%s\n' *_fuzz.cpp)
for file in "${fuzzers[@]}"; do run_fuzzer "${file%.cpp}"; done
