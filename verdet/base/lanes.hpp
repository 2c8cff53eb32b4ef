// SIMD lanes as one scalar type. To be included only by the lanes library (*_lanes.cpp), which is
// built once per instruction set; the inline namespace keeps those builds apart for the linker.
#pragma once

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include <array>
#include <cstdint>
#include <utility>

#include "verdet/base/math.hpp"

#if defined(__AVX512F__) && defined(__AVX512DQ__)
#define VERDET_ISA isa_v4
#define VERDET_VECTOR_DOUBLES 8
#define VERDET_MVEC(f) _ZGVeN8v_##f
#define VERDET_MVEC2(f) _ZGVeN8vv_##f
#elif defined(__AVX2__)
#define VERDET_ISA isa_v3
#define VERDET_VECTOR_DOUBLES 4
#define VERDET_LANE_VECTORS 1
#define VERDET_MVEC(f) _ZGVdN4v_##f
#define VERDET_MVEC2(f) _ZGVdN4vv_##f
#else
#define VERDET_ISA isa_base
#define VERDET_VECTOR_DOUBLES 2
#define VERDET_MVEC(f) _ZGVbN2v_##f
#define VERDET_MVEC2(f) _ZGVbN2vv_##f
#endif

// Two interleaved vectors hide the latency of one where there are registers for them. With the 16
// of AVX2 the kernels of equations of motion outgrow the caches of decoded instructions: one vector
// takes half of the time.
#ifndef VERDET_LANE_VECTORS
#define VERDET_LANE_VECTORS 2
#endif

namespace verdet {
inline namespace VERDET_ISA {

// GCC and Clang vectors: no header to parse, and the compiler schedules them like built-in types.
using Vector = double __attribute__((vector_size(VERDET_VECTOR_DOUBLES * sizeof(double))));
using VectorMask =
    std::int64_t __attribute__((vector_size(VERDET_VECTOR_DOUBLES * sizeof(std::int64_t))));

// glibc's vector mathematics, by the names of its vector ABI: three times the speed of a loop. They
// touch no memory, so that what is known before a call is known after it.
extern "C" {
__attribute__((const)) Vector VERDET_MVEC(exp)(Vector);
__attribute__((const)) Vector VERDET_MVEC(log)(Vector);
__attribute__((const)) Vector VERDET_MVEC(sin)(Vector);
__attribute__((const)) Vector VERDET_MVEC(cos)(Vector);
__attribute__((const)) Vector VERDET_MVEC2(pow)(Vector, Vector);
}

/// The truth values of a comparison as bits, lane 0 lowest, in one instruction.
inline unsigned sign_bits(VectorMask m) {
#if defined(__AVX512DQ__)
  return _mm512_movepi64_mask(reinterpret_cast<__m512i>(m));
#elif defined(__AVX2__)
  return static_cast<unsigned>(_mm256_movemask_pd(reinterpret_cast<__m256d>(m)));
#elif defined(__x86_64__)
  return static_cast<unsigned>(_mm_movemask_pd(reinterpret_cast<__m128d>(m)));
#else
  unsigned bits = 0;
  for (int i = 0; i < VERDET_VECTOR_DOUBLES; ++i) bits |= (m[i] ? 1u : 0u) << i;
  return bits;
#endif
}

struct VectorSinCos {
  Vector sin, cos;
};

/// Both at once and inline, where two calls would each reduce the argument and spill all registers.
/// Cody and Waite's reduction by pi/2 in three parts (the first two of 33 bits, so that their
/// products with a whole number below 2^20 are exact), then the minimax polynomials of fdlibm on
/// [-pi/4, pi/4]; 2 units in the last place. Larger arguments go to glibc.
inline VectorSinCos vector_sincos(Vector x) {
  constexpr double kLargest = 1.6e6, kRound = 6755399441055744.0;  // 1.5 * 2^52 rounds to whole
  const VectorMask large = (x > kLargest) | (x < -kLargest) | (x != x);
  const Vector shifted = x * 0.63661977236758134308 + kRound;
  const Vector q = shifted - kRound;
  const VectorMask quadrant = reinterpret_cast<VectorMask>(shifted);
  const Vector r = ((x - q * 1.57079632673412561417e+00) - q * 6.07710050630396597660e-11) -
                   q * 2.02226624879595063154e-21;
  const Vector z = r * r;
  const Vector s =
      r + r * z *
              (-1.66666666666666324348e-01 +
               z * (8.33333333332248946124e-03 +
                    z * (-1.98412698298579493134e-04 +
                         z * (2.75573137070700676789e-06 + z * (-2.50507602534068634195e-08 +
                                                                z * 1.58969099521155010221e-10)))));
  const Vector c =
      1.0 - 0.5 * z +
      z * z *
          (4.16666666666666019037e-02 +
           z * (-1.38888888888741095749e-03 +
                z * (2.48015872894767294178e-05 +
                     z * (-2.75573143513906633035e-07 +
                          z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11)))));
  const VectorMask odd = (quadrant & 1) != 0;
  const Vector sine = odd ? c : s, cosine = odd ? s : c;
  VectorSinCos both{(quadrant & 2) != 0 ? -sine : sine,
                    ((quadrant + 1) & 2) != 0 ? -cosine : cosine};
  // Lane by lane: the value of one lane must not depend on its neighbours.
  if (sign_bits(large)) [[unlikely]] {
    both.sin = large ? VERDET_MVEC(sin)(x) : both.sin;
    both.cos = large ? VERDET_MVEC(cos)(x) : both.cos;
  }
  return both;
}

/// {f(0), f(1), ...}: the vectors of a lane type one by one.
template <class Vectors, class F>
__attribute__((always_inline)) inline Vectors for_vectors(F&& f) {
  return [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
    return Vectors{{f(K)...}};
  }
  (std::make_index_sequence<VERDET_LANE_VECTORS>{});
}

/// One truth value per lane.
struct LanesMask {
  static constexpr int kVectors = VERDET_LANE_VECTORS;
  std::array<VectorMask, kVectors> m;

  friend LanesMask operator&&(const LanesMask& a, const LanesMask& b) {
    return for_vectors<LanesMask>([&](std::size_t k) { return a.m[k] & b.m[k]; });
  }
  friend LanesMask operator||(const LanesMask& a, const LanesMask& b) {
    return for_vectors<LanesMask>([&](std::size_t k) { return a.m[k] | b.m[k]; });
  }
  friend LanesMask operator!(const LanesMask& a) {
    return for_vectors<LanesMask>([&](std::size_t k) { return ~a.m[k]; });
  }
  bool operator[](int lane) const {
    return m[static_cast<std::size_t>(lane / VERDET_VECTOR_DOUBLES)][lane % VERDET_VECTOR_DOUBLES];
  }
  /// The truth values as bits, lane 0 lowest.
  friend unsigned bits(const LanesMask& a) {
    unsigned all = 0;
    for (std::size_t k = 0; k < kVectors; ++k)
      all |= sign_bits(a.m[k]) << k * VERDET_VECTOR_DOUBLES;
    return all;
  }
  friend bool any(const LanesMask& a) {
    VectorMask some = a.m[0];
    for (std::size_t k = 1; k < kVectors; ++k) some |= a.m[k];
    return sign_bits(some) != 0;
  }
};

/// Enough vectors of doubles to be worked on together.
struct Lanes {
  static constexpr int kVectors = LanesMask::kVectors;
  static constexpr int kWidth = kVectors * VERDET_VECTOR_DOUBLES;
  std::array<Vector, kVectors> v;

  Lanes() = default;
  Lanes(double x) { v.fill(Vector{} + x); }  // NOLINT(google-explicit-constructor)
  explicit Lanes(const std::array<Vector, kVectors>& vectors) : v(vectors) {}

  static Lanes load(const double* p) {
    Lanes x;
    __builtin_memcpy(&x.v, p, sizeof x.v);
    return x;
  }
  void store(double* p) const { __builtin_memcpy(p, &v, sizeof v); }
  double operator[](int lane) const {
    return v[static_cast<std::size_t>(lane / VERDET_VECTOR_DOUBLES)][lane % VERDET_VECTOR_DOUBLES];
  }
  void set(int lane, double x) {
    v[static_cast<std::size_t>(lane / VERDET_VECTOR_DOUBLES)][lane % VERDET_VECTOR_DOUBLES] = x;
  }

  Lanes& operator+=(const Lanes& b) { return *this = *this + b; }
  Lanes& operator-=(const Lanes& b) { return *this = *this - b; }
  Lanes& operator*=(const Lanes& b) { return *this = *this * b; }

  friend Lanes operator+(const Lanes& a, const Lanes& b) {
    return for_vectors<Lanes>([&](std::size_t k) { return a.v[k] + b.v[k]; });
  }
  friend Lanes operator-(const Lanes& a, const Lanes& b) {
    return for_vectors<Lanes>([&](std::size_t k) { return a.v[k] - b.v[k]; });
  }
  friend Lanes operator*(const Lanes& a, const Lanes& b) {
    return for_vectors<Lanes>([&](std::size_t k) { return a.v[k] * b.v[k]; });
  }
  friend Lanes operator/(const Lanes& a, const Lanes& b) {
    return for_vectors<Lanes>([&](std::size_t k) { return a.v[k] / b.v[k]; });
  }
  friend Lanes operator-(const Lanes& a) {
    return for_vectors<Lanes>([&](std::size_t k) { return -a.v[k]; });
  }
  friend LanesMask operator<(const Lanes& a, const Lanes& b) {
    return for_vectors<LanesMask>([&](std::size_t k) -> VectorMask { return a.v[k] < b.v[k]; });
  }
  friend LanesMask operator>(const Lanes& a, const Lanes& b) { return b < a; }
  friend LanesMask operator<=(const Lanes& a, const Lanes& b) {
    return for_vectors<LanesMask>([&](std::size_t k) -> VectorMask { return a.v[k] <= b.v[k]; });
  }
  friend LanesMask operator>=(const Lanes& a, const Lanes& b) { return b <= a; }

  friend Lanes select(const LanesMask& condition, const Lanes& yes, const Lanes& no) {
    return for_vectors<Lanes>([&](std::size_t k) { return condition.m[k] ? yes.v[k] : no.v[k]; });
  }
  friend Lanes sqrt(const Lanes& a) {
    return each(a, [](Vector x) { return root(x); });
  }
  friend Lanes abs(const Lanes& a) {
    return each(a, [](Vector x) {
      return reinterpret_cast<Vector>(reinterpret_cast<VectorMask>(x) & INT64_MAX);
    });
  }
  friend Lanes exp(const Lanes& a) { return each(a, VERDET_MVEC(exp)); }
  friend Lanes log(const Lanes& a) { return each(a, VERDET_MVEC(log)); }
  friend Lanes sin(const Lanes& a) { return each(a, VERDET_MVEC(sin)); }
  friend Lanes cos(const Lanes& a) { return each(a, VERDET_MVEC(cos)); }
  friend Lanes pow(const Lanes& a, double p) {
    const Vector power = Vector{} + p;
    return each(a, [&](Vector x) { return VERDET_MVEC2(pow)(x, power); });
  }
  friend bool is_zero(const Lanes& a) { return !any(a < Lanes(0.0) || a > Lanes(0.0)); }
  friend SinCos<Lanes> sincos(const Lanes& a) {
    SinCos<Lanes> both;
    for (std::size_t i = 0; i < kVectors; ++i) {
      const VectorSinCos one = vector_sincos(a.v[i]);
      both.sin.v[i] = one.sin;
      both.cos.v[i] = one.cos;
    }
    return both;
  }
  friend Lanes max(const Lanes& a, const Lanes& b) { return select(a < b, b, a); }
  friend Lanes min(const Lanes& a, const Lanes& b) { return select(b < a, b, a); }

 private:
  template <class F>
  static Lanes each(const Lanes& a, F&& f) {
    return for_vectors<Lanes>([&](std::size_t k) { return f(a.v[k]); });
  }
  // GCC turns this loop into one vector square root (with -fno-math-errno).
  static Vector root(Vector x) {
    Vector y;
    for (int i = 0; i < VERDET_VECTOR_DOUBLES; ++i) y[i] = __builtin_sqrt(x[i]);
    return y;
  }
};

}  // namespace VERDET_ISA
}  // namespace verdet
