#include "verdet/studies/fit/ring_start.hpp"

#include <algorithm>
#include <cmath>
#include <deque>

namespace verdet {
namespace {

// Largest value within `reach` samples on either side.
std::vector<double> running_maximum(const std::vector<double>& v, std::size_t reach) {
  std::vector<double> out(v.size());
  std::deque<std::size_t> window;
  for (std::size_t i = 0, next = 0; i < v.size(); ++i) {
    for (; next < v.size() && next <= i + reach; ++next) {
      while (!window.empty() && v[window.back()] <= v[next]) window.pop_back();
      window.push_back(next);
    }
    while (window.front() + reach < i) window.pop_front();
    out[i] = v[window.front()];
  }
  return out;
}

std::vector<double> smoothed(std::span<const double> v, std::size_t reach) {
  std::vector<double> sum(v.size() + 1, 0.0), out(v.size());
  for (std::size_t i = 0; i < v.size(); ++i) sum[i + 1] = sum[i] + v[i];
  for (std::size_t i = 0; i < v.size(); ++i) {
    const std::size_t a = i > reach ? i - reach : 0, b = std::min(v.size(), i + reach + 1);
    out[i] = (sum[b] - sum[a]) / static_cast<double>(b - a);
  }
  return out;
}

// Dips below the level of the running maximum over `reach` samples.
std::vector<Dip> dips_below(std::span<const double> wavelengths, const std::vector<double>& p,
                            double least, std::size_t reach) {
  const std::size_t n = p.size();
  const std::vector<double> level = smoothed(running_maximum(p, reach), reach);
  std::vector<Dip> dips;
  for (std::size_t i = 0; i < n;) {
    if (!(p[i] < (1 - least) * level[i])) {
      ++i;
      continue;
    }
    std::size_t end = i, deepest = i;
    for (; end < n && p[end] < (1 - 0.5 * least) * level[end]; ++end)
      if (p[end] < p[deepest]) deepest = end;
    const double half = 0.5 * (level[deepest] + p[deepest]);
    Dip dip{wavelengths[deepest], 1 - p[deepest] / level[deepest], 0, deepest, deepest};
    while (dip.first > 0 && p[dip.first] < half) --dip.first;
    while (dip.last + 1 < n && p[dip.last] < half) ++dip.last;
    dip.width = wavelengths[dip.last] - wavelengths[dip.first];
    if (dip.first > 0 && dip.last + 1 < n && dip.last > dip.first + 1) dips.push_back(dip);
    i = std::max(end, i + 1);
  }
  return dips;
}

}  // namespace

// The level must follow the envelope, yet span the dips: of several reaches the one that shows
// most.
std::vector<Dip> find_dips(std::span<const double> wavelengths, std::span<const double> power,
                           double least) {
  const std::size_t n = power.size();
  if (n < 5) return {};
  const std::vector<double> p = smoothed(power, std::min<std::size_t>(2, n / 400));
  std::vector<Dip> best;
  for (const std::size_t share : {12, 25, 50, 100, 200}) {
    std::vector<Dip> dips = dips_below(wavelengths, p, least, std::max<std::size_t>(3, n / share));
    if (dips.size() > best.size()) best = std::move(dips);
  }
  return best;
}

std::optional<double> spacing_of(const std::vector<Dip>& dips) {
  if (dips.size() < 2) return std::nullopt;
  std::vector<double> gaps;
  for (std::size_t i = 1; i < dips.size(); ++i)
    gaps.push_back(dips[i].wavelength - dips[i - 1].wavelength);
  std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2),
                   gaps.end());
  return gaps[gaps.size() / 2];
}

double aligned_index(double dip, double length, double group_index, double lambda0, double guess) {
  const auto index = [&](double order) {
    return (order * dip / length + group_index * (dip - lambda0) / lambda0) * lambda0 / dip;
  };
  const double order = std::round((guess - index(0)) / (index(1) - index(0)));
  return index(order);
}

double usual_index(double group_index) {
  return std::max(1.0, 1.2 + group_index * (0.6 / 2.1));
}

}  // namespace verdet
