// The film as a lattice of sites, each glass or crystal: what a resolved model moves.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "verdet/base/random.hpp"

namespace verdet {

/// A growing grain as one of its sites sees it: the grain is a sphere (a disc in a sheet) about a
/// centre that lies `back` (in pitches) behind the site.
struct GrainReach {
  std::array<float, 3> back{};
  float wake = 0;     ///< radius below which no further site is reached; 0: not known
  double radius = 0;  ///< pitches
};

/// What the sites of a film remember.
struct SiteState {
  std::vector<std::uint32_t> grain;  ///< of every site; 0 is glass
  std::vector<std::uint32_t> solid;  ///< crystalline sites of every heat cell
  std::uint32_t grains = 0;          ///< born so far
  std::uint64_t draws = 0;           ///< counter of the random numbers
  // Of growth fronts only:
  std::vector<GrainReach> reach;
  std::vector<std::uint32_t> front;      ///< crystalline sites that touch glass
  std::vector<std::uint8_t> on_front{};  ///< 1 for those
};

/// Sites along axes 0 (fastest), 1 and 2 at one pitch; a sheet (one site deep) may have any
/// thickness. Each belongs to a heat cell, whose sites share its temperature.
class SiteLattice {
 public:
  using CellOf = std::function<std::size_t(const std::array<int, 3>&)>;

  /// `site_volume` in m^3; `cell_of` a site out of `cells` heat cells. A periodic lattice closes
  /// along all its axes.
  SiteLattice(std::array<int, 3> size, double pitch, double site_volume, bool periodic,
              std::size_t cells, const CellOf& cell_of);

  std::size_t sites() const noexcept { return cell_.size(); }
  std::size_t cells() const noexcept { return first_.size() - 1; }
  double pitch() const noexcept { return pitch_; }
  double site_volume() const noexcept { return site_volume_; }
  bool sheet() const noexcept { return size_[2] == 1; }
  const std::array<int, 3>& size() const noexcept { return size_; }

  std::size_t cell(std::size_t site) const noexcept { return cell_[site]; }
  /// Sites of a heat cell.
  std::span<const std::uint32_t> members(std::size_t cell) const noexcept {
    return std::span(member_).subspan(first_[cell], first_[cell + 1] - first_[cell]);
  }
  double fraction(const SiteState& state, std::size_t cell) const noexcept {
    const std::size_t count = first_[cell + 1] - first_[cell];
    return count > 0 ? state.solid[cell] / static_cast<double>(count) : 0;
  }
  /// Crystalline share of all sites.
  double fraction(const SiteState& state) const;

  /// Calls visit(site, step) for the 8 (sheet) or 26 neighbours.
  template <class Visit>
  void neighbours(std::size_t site, Visit&& visit) const {
    const auto nx = static_cast<std::size_t>(size_[0]), ny = static_cast<std::size_t>(size_[1]);
    const std::array<int, 3> at{static_cast<int>(site % nx), static_cast<int>(site / nx % ny),
                                static_cast<int>(site / (nx * ny))};
    const bool inside = interior(at);
    const int deep = sheet() ? 0 : 1;
    for (int k = -deep; k <= deep; ++k)
      for (int j = -1; j <= 1; ++j)
        for (int i = -1; i <= 1; ++i) {
          if (i == 0 && j == 0 && k == 0) continue;
          std::array<int, 3> to{at[0] + i, at[1] + j, at[2] + k};
          if (!inside && !wrap(to)) continue;
          visit(static_cast<std::size_t>(to[0]) +
                    nx * (static_cast<std::size_t>(to[1]) + ny * static_cast<std::size_t>(to[2])),
                std::array<int, 3>{i, j, k});
        }
  }

  /// All glass.
  SiteState glass() const;

 private:
  bool interior(const std::array<int, 3>& at) const noexcept {
    for (std::size_t a = 0; a < (sheet() ? 2u : 3u); ++a)
      if (at[a] == 0 || at[a] + 1 == size_[a]) return false;
    return true;
  }
  /// Brings a place back into a periodic lattice; false where there is none.
  bool wrap(std::array<int, 3>& at) const noexcept {
    for (std::size_t a = 0; a < 3; ++a) {
      if (at[a] >= 0 && at[a] < size_[a]) continue;
      if (!periodic_) return false;
      at[a] = (at[a] + size_[a]) % size_[a];
    }
    return true;
  }

  std::array<int, 3> size_;
  double pitch_, site_volume_;
  bool periodic_;
  std::vector<std::uint32_t> cell_, member_;
  std::vector<std::size_t> first_;
};

/// How sites crystallise and melt. Random numbers are functions of the seed and of a counter in
/// the state (bib: Salmon2011): equal on every machine and under any number of threads.
class SiteModel {
 public:
  SiteModel(SiteLattice lattice, std::uint64_t seed) : lattice_(std::move(lattice)), seed_(seed) {}
  virtual ~SiteModel() = default;

  const SiteLattice& lattice() const noexcept { return lattice_; }

  /// Moves on by `dt` (s) with the heat cells at `kelvin`.
  virtual void advance(SiteState& state, std::span<const double> kelvin, double dt) const = 0;
  /// Melts up to `count` sites of a cell because heat for that has arrived; returns how many. A
  /// model that melts by its own kinetics returns 0.
  virtual std::size_t melt(SiteState& state, std::size_t cell, std::size_t count) const = 0;
  /// The longest step that keeps a front within one site, s.
  virtual double longest_step(std::span<const double>) const {
    return std::numeric_limits<double>::infinity();
  }

  /// A film that has crystallised to `fraction` at `kelvin` everywhere, to a thousandth or a site.
  /// `time` is about the time this takes, s.
  SiteState crystallised(double fraction, double kelvin, double time) const;

 protected:
  double draw(SiteState& state) const { return uniform(seed_, state.draws++, 0); }

 private:
  void fill(SiteState& state) const;

  SiteLattice lattice_;
  std::uint64_t seed_;
};

}  // namespace verdet
