// Experiment `reflectance`: plane waves on a thin film.
#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "verdet/base/axis_values.hpp"
#include "verdet/base/text.hpp"
#include "verdet/devices/film.hpp"
#include "verdet/experiments/reflectance/mueller.hpp"
#include "verdet/experiments/registry.hpp"
#include "verdet/experiments/wavelength_axis.hpp"

namespace verdet {
namespace {

using std::numbers::pi;
constexpr double kRounding = 1e-12;  // of shares of the reflected light
const std::vector<std::string> kPolarisations = {"s", "p", "unpolarised"};

struct ReflectanceParameters : WavelengthAxis {
  Node angle = Node::text("0 deg");
  Node polarisation = Node::text("unpolarised");
  bool mueller = false;

  template <class V, class... P>
  static void visit(V&& v, P&... p) {
    WavelengthAxis::visit(v, p...);
    v(About{.name = "angle",
            .symbol = "theta",
            .unit = "rad",
            .kind = Kind::Angle,
            .meaning = "angles of incidence in the ambient, from the normal"},
      p.angle...);
    v(About{.name = "polarisation", .meaning = "s, p or unpolarised: one or a list"},
      p.polarisation...);
    v(About{.name = "mueller", .meaning = "add the Mueller matrix of the reflection"},
      p.mueller...);
  }

  std::vector<double> angles() const { return read_axis(angle, Kind::Angle, "rad", "angle"); }
  std::vector<std::string> polarisations() const {
    std::vector<std::string> names;
    for (const Node& one :
         polarisation.is_list() ? polarisation.items() : std::vector<Node>{polarisation}) {
      const std::string& name = one.as_text();
      if (std::find(kPolarisations.begin(), kPolarisations.end(), name) == kPolarisations.end())
        one.fail(
            fmt::format("'{}' is not a polarisation{}", name, suggestion(name, kPolarisations)),
            "polarisation");
      names.push_back(name);
    }
    return names;
  }

  void validate(Problems& problems) const {
    WavelengthAxis::validate(problems);
    problems.gather([&] {
      for (const double value : angles())
        if (!(value >= 0 && value < 0.5 * pi * (1 - 1e-12)))
          return problems.add("angle", "lies from 0 deg to below 90 deg");
      if (polarisations().empty()) problems.add("polarisation", "at least one is needed");
    });
  }
};

// What one plane wave of either polarisation gives; index 0 is s, 1 is p.
struct Response {
  double reflectance[2], transmittance[2];
  std::vector<double>
      absorptance[2];          // per layer, the last for the substrate's sheet and roughness
  double p = 0, s = 0;         // |r_pp|^2, |r_ss|^2
  std::complex<double> cross;  // <r_pp r_ss^*>
  Eigen::Matrix2cd jones;      // of tensorial films
};

void gather(const Film& film, const std::vector<double>& layers, const std::vector<double>& sheets,
            std::vector<double>& out) {
  out.assign(film.layers().size() + 1, 0.0);
  const std::vector<std::size_t>& owner = film.owner();
  for (std::size_t k = 0; k < layers.size(); ++k) out[owner[k]] += layers[k] + sheets[k];
  out.back() += sheets.back();
}

Response scalar_response(const Film& film, double wavelength, double sine) {
  const PartlyCoherentStack stack = film.film(wavelength);
  const double k0 = 2 * pi / wavelength, tangential = stack.stack.ambient * sine;
  const bool coherent = std::none_of(stack.incoherent.begin(), stack.incoherent.end(),
                                     [](bool thick) { return thick; });
  Response r;
  for (int i = 0; i < 2; ++i) {
    const PlaneWave wave{k0, tangential, i == 0 ? Polarisation::S : Polarisation::P};
    const FilmPowers<double> powers =
        coherent ? film_powers(stack.stack, wave) : film_powers(stack, wave);
    r.reflectance[i] = powers.reflectance;
    r.transmittance[i] = powers.transmittance;
    gather(film, powers.absorptance, powers.sheets, r.absorptance[i]);
  }
  const ReflectedCoherence c = reflected_coherence(stack, k0, tangential);
  r.p = c.p;
  r.s = c.s;
  r.cross = c.cross;
  return r;
}

Response tensor_response(const Film& film, double wavelength, double sine) {
  const TensorStack stack = film.tensors(wavelength);
  const TensorResponse t = berreman(stack, 2 * pi / wavelength, stack.ambient * sine);
  Response r;
  for (int i = 0; i < 2; ++i) {
    r.reflectance[i] = t.reflectance[1 - i];
    r.transmittance[i] = t.transmittance[1 - i];
    gather(film, t.absorptance[1 - i], t.sheets[1 - i], r.absorptance[i]);
  }
  r.jones = t.reflection;
  r.p = std::norm(t.reflection(0, 0));
  r.s = std::norm(t.reflection(1, 1));
  r.cross = t.reflection(0, 0) * std::conj(t.reflection(1, 1));
  return r;
}

double of(const double (&pair)[2], const std::string& polarisation) {
  if (polarisation == "s") return pair[0];
  return polarisation == "p" ? pair[1] : 0.5 * (pair[0] + pair[1]);
}

// Everything the table will hold, filled point by point.
struct Columns {
  std::vector<double> reflectance, transmittance, absorptance, psi, delta, depolarisation, mueller;
  std::vector<double> kerr[4];  // rotation and ellipticity of s, then of p
};

void append(const Response& r, const std::vector<std::string>& polarisations,
            const ReflectanceParameters& p, bool tensorial, std::size_t entries, Columns& c) {
  for (const std::string& name : polarisations) {
    c.reflectance.push_back(of(r.reflectance, name));
    c.transmittance.push_back(of(r.transmittance, name));
    for (std::size_t k = 0; k < entries; ++k)
      c.absorptance.push_back(of({r.absorptance[0][k], r.absorptance[1][k]}, name));
  }
  const PsiDelta e = psi_delta(r.p, r.s, r.cross);
  c.psi.push_back(e.psi);
  c.delta.push_back(e.delta);
  const double n = (r.p - r.s) / (r.p + r.s), m = 2 * std::abs(r.cross) / (r.p + r.s);
  const double lost = 1 - n * n - m * m;
  c.depolarisation.push_back(lost > kRounding ? lost : 0.0);
  if (tensorial) {
    const std::complex<double> s = std::conj(r.jones(0, 1) / r.jones(1, 1));
    const std::complex<double> q = std::conj(r.jones(1, 0) / r.jones(0, 0));
    const double values[] = {s.real(), s.imag(), q.real(), q.imag()};
    for (int k = 0; k < 4; ++k) c.kerr[k].push_back(values[k]);
  }
  if (!p.mueller) return;
  const Eigen::Matrix4d matrix = tensorial ? mueller_of(r.jones) : mueller_of(r.p, r.s, r.cross);
  for (int i = 0; i < 16; ++i) c.mueller.push_back(matrix(i / 4, i % 4));
}

void add_axis(Table& table, std::vector<std::string>& axes, Axis axis) {
  if (axis.size() > 1) {
    axes.push_back(axis.name);
    table.add_axis(std::move(axis));
  } else if (axis.labels.empty()) {
    table.add(axis.name, axis.unit, {}, axis.values, axis.long_name);
  } else {
    table.add_text(axis.name, {}, axis.labels, axis.long_name);
  }
}

void add_kerr(Table& table, const std::vector<std::string>& axes, Columns& c) {
  const char* names[] = {"kerr_rotation_s", "kerr_ellipticity_s", "kerr_rotation_p",
                         "kerr_ellipticity_p"};
  const char* meanings[] = {"Re of r_ps/r_ss, exp(+i omega t)", "Im of r_ps/r_ss",
                            "Re of r_sp/r_pp, exp(+i omega t)", "Im of r_sp/r_pp"};
  for (int k = 0; k < 4; ++k) table.add(names[k], "rad", axes, std::move(c.kerr[k]), meanings[k]);
}

Table table_of(const Film& film, const ReflectanceParameters& p, std::size_t entries, Columns c) {
  Table table;
  std::vector<std::string> both;
  add_axis(table, both, {"wavelength", "m", "vacuum wavelength", p.wavelengths(), {}});
  add_axis(table, both, {"angle", "rad", "angle of incidence", p.angles(), {}});
  std::vector<std::string> all = both;
  add_axis(table, all,
           {"polarisation", "1", "polarisation of the incident light", {}, p.polarisations()});
  table.add("reflectance", "1", all, std::move(c.reflectance), "reflected over incident power");
  table.add("transmittance", "1", all, std::move(c.transmittance),
            "normal power flux just inside the substrate over the incident one");
  if (entries > 0) {
    std::vector<std::string> labels = film.layers();
    if (entries > labels.size()) labels.emplace_back("substrate_surface");
    std::vector<std::string> with_layer = all;
    with_layer.emplace_back("layer");
    table.add_axis({"layer", "1", "layer, from the ambient's side", {}, labels});
    table.add("absorptance", "1", with_layer, std::move(c.absorptance),
              "absorbed in the layer over incident power, sheets and roughness included");
  }
  table.add("psi", "rad", both, std::move(c.psi), "ellipsometric angle psi");
  table.add("delta", "rad", both, std::move(c.delta), "ellipsometric phase Delta");
  table.set("ellipsometry_convention",
            std::string("Nebraska: exp(+i omega t), delta = pi for a bare "
                        "dielectric below Brewster's angle"));
  if (film.tensorial())
    add_kerr(table, both, c);
  else
    table.add("depolarisation", "1", both, std::move(c.depolarisation),
              "depolarisation by incoherent layers");
  if (p.mueller) {
    const std::vector<std::string> stokes = {"S0", "S1", "S2", "S3"};
    table.add_axis({"stokes_out", "1", "Stokes parameter of the reflected light", {}, stokes});
    table.add_axis({"stokes_in", "1", "Stokes parameter of the incident light", {}, stokes});
    std::vector<std::string> axes = both;
    axes.insert(axes.end(), {"stokes_out", "stokes_in"});
    table.add("mueller", "1", axes, std::move(c.mueller), "Mueller matrix of the reflection");
  }
  return table;
}

Table reflectance(const Device& device, const ReflectanceParameters& p, const Context& context) {
  const Film& film = offer<Film>(device);
  const bool tensorial = film.tensorial();
  const std::vector<std::string> polarisations = p.polarisations();
  const std::vector<double> angles = p.angles();
  const bool surface = !film.owner().empty() && film.owner().back() == film.layers().size();
  bool entries_beyond = surface;
  std::vector<Response> responses;
  for (const double wavelength : p.wavelengths()) {
    context.check();
    for (const double angle : angles) {
      responses.push_back(tensorial ? tensor_response(film, wavelength, std::sin(angle))
                                    : scalar_response(film, wavelength, std::sin(angle)));
      for (const std::vector<double>& a : responses.back().absorptance)
        entries_beyond = entries_beyond || a.back() != 0;
    }
  }
  const std::size_t entries = film.layers().size() + (entries_beyond ? 1 : 0);
  Columns columns;
  for (const Response& r : responses) append(r, polarisations, p, tensorial, entries, columns);
  return table_of(film, p, entries, std::move(columns));
}

}  // namespace

void register_reflectance(ExperimentRegistry& experiments) {
  experiments.add<ReflectanceParameters>(
      "reflectance", "reflection, transmission, absorption per layer and ellipsometry of a film",
      reflectance);
}

}  // namespace verdet
