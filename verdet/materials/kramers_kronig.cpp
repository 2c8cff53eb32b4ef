#include "verdet/materials/kramers_kronig.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "verdet/base/error.hpp"
#include "verdet/physics/constants.hpp"

namespace verdet {
namespace {

constexpr double kEndOctaves = 0.125;  // share of the octaves left out at either end
constexpr std::size_t kMinSamples = 16;
constexpr std::array<double, 5> kPowers = {0, -2, 2, -4, 4};  // of w, in the outer part

// P int over one segment [u, v] of w' (k0 + s (w' - u)) / (w'^2 - w^2) dw'. With
// w'/(w'^2 - w^2) = (1/(w' - w) + 1/(w' + w))/2 and a linear numerator each part is elementary:
//   int (A + s x)/(x - c) dx = s (v - u) + (A + s c) ln|(v - c)/(u - c)|.
// At a node w = u or v the logarithm diverges, but the terms of the two segments that meet there
// share the factor k(w), so that their divergent parts cancel: ln|v - w| of one against -ln|u - w|
// of the other. Leaving both out is that cancellation.
double segment(double u, double v, double ku, double kv, double w) {
  const double slope = (kv - ku) / (v - u);
  const double a = ku - slope * u;
  const auto part = [&](double c) {
    const double upper = v == c ? 0.0 : std::log(std::abs(v - c));
    const double lower = u == c ? 0.0 : std::log(std::abs(u - c));
    return slope * (v - u) + (a + slope * c) * (upper - lower);
  };
  return 0.5 * (part(w) + part(-w));
}

struct Spectrum {
  std::vector<double> w, n, k;  // ascending in angular frequency, scaled to a mean of order 1
  double scale = 1;             // rad/s per unit
};

Spectrum spectrum(std::span<const double> wavelength, std::span<const double> n,
                  std::span<const double> k) {
  Spectrum s;
  const std::size_t size = wavelength.size();
  s.scale = 2 * std::numbers::pi * codata2018::kSpeedOfLight /
            std::sqrt(wavelength.front() * wavelength.back());
  for (std::size_t i = size; i-- > 0;) {
    s.w.push_back(2 * std::numbers::pi * codata2018::kSpeedOfLight / wavelength[i] / s.scale);
    s.n.push_back(n[i]);
    s.k.push_back(k[i]);
  }
  return s;
}

double integral(const Spectrum& s, double w) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < s.w.size(); ++i)
    sum += segment(s.w[i], s.w[i + 1], s.k[i], s.k[i + 1], w);
  return 2 / std::numbers::pi * sum;
}

// Least squares of y on the five functions w^-4, w^-2, 1, w^2, w^4 by modified Gram-Schmidt.
std::vector<double> smooth_fit(const std::vector<double>& w, const std::vector<double>& y) {
  std::array<std::vector<double>, 5> basis;
  for (const double x : w)
    for (std::size_t j = 0; j < basis.size(); ++j) basis[j].push_back(std::pow(x, kPowers[j]));
  const auto dot = [&](const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
  };
  std::vector<double> fit(w.size(), 0.0);
  for (std::size_t j = 0; j < basis.size(); ++j) {
    for (std::size_t previous = 0; previous < j; ++previous) {
      const double c = dot(basis[j], basis[previous]);
      for (std::size_t i = 0; i < w.size(); ++i) basis[j][i] -= c * basis[previous][i];
    }
    const double norm = std::sqrt(dot(basis[j], basis[j]));
    for (double& value : basis[j]) value /= norm;
    const double c = dot(basis[j], y);
    for (std::size_t i = 0; i < w.size(); ++i) fit[i] += c * basis[j][i];
  }
  return fit;
}

double spread(const std::vector<double>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return *high - *low;
}

// Judges the inner samples: the residual of n - 1 - integral after the smooth outer part.
void judge(KramersKronig& result, const Spectrum& s, const std::vector<std::size_t>& inner,
           double relative_tolerance) {
  std::vector<double> w, n, own, rest;
  for (const std::size_t i : inner) {
    w.push_back(s.w[i]);
    n.push_back(s.n[i]);
    own.push_back(integral(s, s.w[i]));
    rest.push_back(s.n[i] - 1 - own.back());
  }
  result.tolerance = std::max(0.02, relative_tolerance * spread(n));
  const std::vector<double> outer = smooth_fit(w, rest);
  for (std::size_t i = inner.size(); i-- > 0;) {
    const double wavelength = 2 * std::numbers::pi * codata2018::kSpeedOfLight / (w[i] * s.scale);
    result.wavelength.push_back(wavelength);
    result.n_from_k.push_back(1 + own[i] + outer[i]);
    const double deviation = std::abs(n[i] - result.n_from_k.back());
    if (deviation > result.deviation) {
      result.deviation = deviation;
      result.at = wavelength;
    }
  }
  if (spread(own) < result.tolerance && result.deviation <= result.tolerance) {
    result.reason = "the table absorbs too little for its k to shape its n";
    return;
  }
  const bool consistent = result.deviation <= result.tolerance;
  result.verdict =
      consistent ? KramersKronig::Verdict::Consistent : KramersKronig::Verdict::Inconsistent;
  result.reason =
      fmt::format("n differs from the integral of k by at most {:.3g}, where {:.3g} is allowed",
                  result.deviation, result.tolerance);
}

}  // namespace

KramersKronig kramers_kronig(std::span<const double> wavelength, std::span<const double> n,
                             std::span<const double> k, double relative_tolerance) {
  if (wavelength.size() != n.size() || n.size() != k.size())
    throw Error("a Kramers-Kronig check needs as many n and k as wavelengths");
  for (std::size_t i = 1; i < wavelength.size(); ++i)
    if (!(wavelength[i] > wavelength[i - 1])) throw Error("wavelengths must ascend strictly");
  KramersKronig result;
  if (wavelength.size() < kMinSamples || wavelength.back() < 2 * wavelength.front()) {
    result.reason =
        wavelength.size() < kMinSamples
            ? fmt::format("the table has {} samples, {} are needed", wavelength.size(), kMinSamples)
            : "the table spans less than an octave";
    return result;
  }
  const double octaves = std::log2(wavelength.back() / wavelength.front());
  result.inner = {wavelength.front() * std::exp2(kEndOctaves * octaves),
                  wavelength.back() * std::exp2(-kEndOctaves * octaves)};
  const Spectrum s = spectrum(wavelength, n, k);
  std::vector<std::size_t> inner;
  for (std::size_t i = 0; i < wavelength.size(); ++i) {
    const std::size_t mirrored = wavelength.size() - 1 - i;
    if (result.inner.contains(wavelength[mirrored])) inner.push_back(i);
  }
  if (inner.size() < kMinSamples) {
    result.reason = fmt::format("only {} samples lie away from the ends, {} are needed",
                                inner.size(), kMinSamples);
    return result;
  }
  judge(result, s, inner, relative_tolerance);
  return result;
}

KramersKronig kramers_kronig(const Record& record, double relative_tolerance) {
  KramersKronig undecided;
  const auto* law = std::get_if<IndexLaw>(&record.law);
  const SeparateIndex* parts = law ? law->separate() : nullptr;
  const auto* n = parts ? std::get_if<SampledCurve>(&parts->n) : nullptr;
  const auto* k = parts ? std::get_if<SampledCurve>(&parts->k) : nullptr;
  if (!n || !k) {
    undecided.reason = "the record is no table of n and k";
    return undecided;
  }
  std::vector<double> wavelength, n_values, k_values;
  for (std::size_t i = 0; i < k->x().size(); ++i) {
    if (!record.validity.wavelength.contains(k->x()[i])) continue;
    wavelength.push_back(k->x()[i]);
    n_values.push_back((*n)(k->x()[i]));
    k_values.push_back(k->y()[i]);
  }
  return kramers_kronig(wavelength, n_values, k_values, relative_tolerance);
}

}  // namespace verdet
