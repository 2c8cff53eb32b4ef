#!/usr/bin/env bash
# Builds the fuzzers (clang, AddressSanitizer, UndefinedBehaviorSanitizer; the libraries are those of the
# sanitized tests) and runs each for a short while. An input that breaks one is left in
# build/sanitize/findings.
#   scripts/checks/fuzz.sh [FUZZER...]      all of tests/fuzz without a name
#   VERDET_FUZZ_SECONDS=600 scripts/checks/fuzz.sh spec_fuzz
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

seconds=${VERDET_FUZZ_SECONDS:-10}
findings=$root/build/sanitize/findings

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
  corpus=$root/build/sanitize/corpus/$name
  mapfile -t seeds < <(seeds_of "$name")
  mkdir -p "$corpus" "$findings"
  if [[ -f $root/tests/fuzz/$name.dict ]]; then words=(-dict="$root/tests/fuzz/$name.dict"); fi
  say "$name, $seconds s"
  LSAN_OPTIONS=suppressions=$root/tests/leaks.supp:print_suppressions=0 \
    "$root/build/sanitize/bin/$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -max_len=4096 -print_final_stats=1 -artifact_prefix="$findings/$name-" "${words[@]}" "$corpus" \
    "${seeds[@]}" >"$(log_file "$name")" 2>&1 || {
    tail -n 40 "$(log_file "$name")" >&2
    stop 1 "$name found an input that breaks; it is in build/sanitize/findings." \
      "Repeat with: build/sanitize/bin/$name FILE"
  }
  grep -E 'number_of_executed_units' "$(log_file "$name")"
}

fuzzers=("$@")
if [[ ${#fuzzers[@]} == 0 ]]; then
  mapfile -t fuzzers < <(cd "$root/tests/fuzz" && basename --suffix .cpp -- *_fuzz.cpp)
fi
configure sanitize
build sanitize "${fuzzers[@]}"
for name in "${fuzzers[@]}"; do run_fuzzer "$name"; done
