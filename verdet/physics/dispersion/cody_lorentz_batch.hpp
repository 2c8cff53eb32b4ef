// Cody and Lorentz's law at many photon energies: one quadrature serves them all.
#pragma once

#include <initializer_list>
#include <vector>

#include "verdet/physics/dispersion/cody_lorentz.hpp"

namespace verdet::physics {

/// The law with x Im eps(x) kept at the nodes of its Kramers-Kronig integral, for photon energies
/// up to `highest`. With f(x) = x Im eps(x), which is smooth but for a knee at the end of the tail,
///   Re eps(E) = (2/pi) [ int_0^top (f(x) - f(E))/(x^2 - E^2) dx + f(E) ln((top-E)/(top+E))/(2E)
///                      + int_top^inf f(x)/(x^2 - E^2) dx ] ,
/// so that nodes need to know the law but no E: N energies cost N sums instead of N quadratures.
/// Nodes do not move with the parameters: f is continuous at the knee, whose motion then adds
/// nothing.
template <class T>
class CodyLorentzBatch {
 public:
  CodyLorentzBatch(const CodyLorentz<T>& law, double highest) : law_(law) {
    const double edge = value_of(law.gap) + value_of(law.tail), slope = value_of(law.urbach);
    const double centre = value_of(law.energy), width = value_of(law.broadening);
    top_ = 4 * std::max({centre + width, highest, edge});
    add_panels(0, edge, {edge - 12 * slope, edge - 4 * slope, edge - slope});
    add_panels(edge, top_,
               {centre - width, centre, centre + width, centre - 3 * width, centre + 3 * width,
                edge + value_of(law.cody), edge + 0.2 * (centre - edge)});
    near_ = nodes_.size();
    // Beyond: x = top / u.
    for (const auto& [from, to] : {std::pair{1e-9, 0.3}, std::pair{0.3, 1.0}})
      add_panel(from, to,
                [&](double u, double weight) { add_node(top_ / u, weight * top_ / (u * u)); });
  }

  Complex<T> operator()(double photon) const {
    const T imaginary = law_.imaginary_part(photon);
    const double e = beside_nodes(photon);
    const T at = e * (e == photon ? imaginary : law_.imaginary_part(e));
    T sum(0.0);
    double whole = 0;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const Node& node = nodes_[i];
      const double factor = node.weight / ((node.x - e) * (node.x + e));
      sum += factor * node.value;
      if (i < near_) whole += factor;
    }
    sum -= whole * at;
    sum += at * (std::log((top_ - e) / (top_ + e)) / (2 * e));
    return {2 / std::numbers::pi * sum, imaginary};
  }

 private:
  struct Node {
    double x, weight;
    T value;  // x Im eps(x)
  };

  void add_node(double x, double weight) {
    nodes_.push_back({x, weight, x * law_.imaginary_part(x)});
  }
  template <class F>
  static void add_panel(double a, double b, const F& add) {
    const LegendreRule& rule = legendre_rule();
    for (int i = 0; i < kLegendrePoints; ++i)
      add(0.5 * (a + b) + 0.5 * (b - a) * rule.node[i], 0.5 * (b - a) * rule.weight[i]);
  }
  void add_panels(double from, double to, std::initializer_list<double> given) {
    std::vector<double> cuts(given);
    std::sort(cuts.begin(), cuts.end());
    cuts.push_back(to);
    const double least = 1e-9 * (to - from);
    for (const double cut : cuts) {
      if (cut <= from + least || (cut != to && cut >= to - least)) continue;
      add_panel(from, cut, [&](double x, double weight) { add_node(x, weight); });
      from = cut;
    }
  }

  // A photon energy on a node would be 0/0: next to it, the integrand is the same to 1e-7.
  double beside_nodes(double photon) const {
    constexpr double kBeside = 1e-7;
    for (const Node& node : nodes_)
      if (std::abs(node.x - photon) < kBeside * photon) return photon * (1 + 3 * kBeside);
    return photon;
  }

  CodyLorentz<T> law_;
  double top_ = 0;
  std::vector<Node> nodes_;
  std::size_t near_ = 0;  // nodes below top
};

}  // namespace verdet::physics
