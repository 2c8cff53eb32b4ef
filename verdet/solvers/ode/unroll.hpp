// Loops that are gone before the optimiser sees them: arrays indexed in them live in registers, and
// flags stored in them are known at compile time.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

// The kernels are one function per model; GCC would otherwise stop inlining half-way.
#define VERDET_INLINE __attribute__((always_inline)) inline

namespace verdet {

/// Calls f(integral_constant<0>), ..., f(integral_constant<N-1>).
template <std::size_t N, class F>
VERDET_INLINE constexpr void unroll(F&& f) {
  [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
    (f(std::integral_constant<std::size_t, I>{}), ...);
  }
  (std::make_index_sequence<N>{});
}

}  // namespace verdet
