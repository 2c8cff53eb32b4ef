#include "benchmarks/rings/peer.hpp"

namespace verdet {

// Twelve independent chains of multiply-adds keep both units of every known processor busy; they
// must stay in registers.
double fma_peak() {
#if defined(__AVX512F__)
  constexpr int kDoubles = 8;
#else
  constexpr int kDoubles = 4;
#endif
  using Wide = double __attribute__((vector_size(kDoubles * sizeof(double))));
  double best = 0;
  for (int repeat = 0; repeat < 7; ++repeat) {
    Wide chain[12];
    for (int i = 0; i < 12; ++i) chain[i] = Wide{} + 1.0 + i;
    const Wide factor = Wide{} + 0.999999, term = Wide{} + 1e-9;
    constexpr int kRounds = 2000000;
    const double begin = thread_seconds();
    for (int k = 0; k < kRounds; ++k)
      for (Wide& x : chain) x = x * factor + term;
    const double spent = thread_seconds() - begin;
    double sum = 0;
    for (const Wide& x : chain) sum += x[0];
    if (sum != 0) best = std::max(best, 12.0 * 2 * kDoubles * kRounds / spent);
  }
  return best;
}

}  // namespace verdet
