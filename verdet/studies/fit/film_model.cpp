#include "verdet/studies/fit/film_model.hpp"

#include <algorithm>
#include <cmath>

#include "verdet/studies/fit/film_quantity.hpp"
#include "verdet/studies/fit/film_stack.hpp"

namespace verdet {
namespace {

Variable coordinate(const char* name, const char* unit, const char* meaning,
                    const std::vector<double>& values) {
  return {.name = name,
          .unit = unit,
          .long_name = meaning,
          .axes = {"point"},
          .values = values,
          .integers = {},
          .texts = {}};
}

Observations observations_of(const FilmData& data) {
  Observations o;
  o.abscissa = {"point", "1", "measured point, by angle and wavelength", {}, {}};
  for (std::size_t i = 0; i < data.wavelength.size(); ++i)
    o.abscissa.values.push_back(static_cast<double>(i));
  o.quantities = data.quantities;
  o.relative_errors = data.relative_errors;
  o.coordinates = {coordinate("wavelength", "m", "vacuum wavelength", data.wavelength),
                   coordinate("angle", "rad", "angle of incidence", data.angle)};
  return o;
}

class FilmModel final : public FitModel {
 public:
  FilmModel(FilmData data, ModelStack stack)
      : data_(std::move(data)), stack_(std::move(stack)), observed_(observations_of(data_)) {
    for (const Observed& q : data_.quantities) {
      quantities_.push_back(film_quantity(q.name));
      transmission_ = transmission_ || q.name.starts_with("transmittance");
    }
  }

  std::string title() const override { return "thin film"; }
  const std::vector<FitParameter>& parameters() const override { return stack_.parameters; }
  const Observations& observations() const override { return observed_; }
  std::string derivatives() const override { return "exact (duals)"; }
  std::vector<std::string> references() const override { return stack_.references; }
  std::vector<Product> products(std::span<const double> x,
                                std::span<const double> errors) const override {
    return film_products(stack_, x, errors);
  }

  bool predict(std::span<const double> x, std::span<double> y,
               std::span<double> slopes) const override {
    const bool wanted = !slopes.empty();
    FilmMedia media;
    if (!media.evaluate(stack_, x, wanted)) return false;
    FilmPoint point = still_point(x);
    FilmAmplitudes amplitudes;
    const std::size_t n = observed_.points(), free = x.size();
    if (wanted) std::fill(slopes.begin(), slopes.end(), 0.0);
    const FilmSlots none{std::vector<int>(stack_.parts.size(), -1),
                         std::vector<int>(stack_.parts.size(), -1),
                         std::vector<int>(stack_.parts.size(), -1), 0};
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t w = stack_.spectrum.which[i];
      point.wavelength = data_.wavelength[i];
      point.angle = data_.angle[i];
      point.ambient = stack_.ambient[w];
      for (std::size_t l = 0; l < stack_.parts.size(); ++l)
        point.permittivity[l] = media.permittivity[l][w];
      film_amplitudes(point, wanted ? stack_.slots : none, transmission_, amplitudes);
      for (std::size_t q = 0; q < quantities_.size(); ++q) {
        FilmQuantity quantity = quantities_[q];
        quantity.datum = data_.quantities[q].values[i];
        quantity.cosine = std::cos(point.angle);
        y[q * n + i] = quantity.value(amplitudes, point.ambient);
        if (wanted)
          add_slopes(quantity, amplitudes, point.ambient, media, w,
                     slopes.subspan((q * n + i) * free, free));
      }
    }
    return true;
  }

 private:
  // What of a point depends on x alone.
  FilmPoint still_point(std::span<const double> x) const {
    FilmPoint point;
    point.permittivity.resize(stack_.parts.size());
    for (const FilmPart& part : stack_.parts) {
      point.thickness.push_back(part.thickness.metres(x));
      point.roughness.push_back(part.roughness.metres(x));
    }
    point.thickness.pop_back();  // the substrate has none
    return point;
  }

  // The chain rule from what moves (slots) to the parameters.
  void add_slopes(const FilmQuantity& quantity, const FilmAmplitudes& a, double ambient,
                  const FilmMedia& media, std::size_t w, std::span<double> row) const {
    const auto slope = [&](int slot, std::complex<double> by) {
      return quantity.slope(a, ambient, static_cast<std::size_t>(slot), by);
    };
    for (std::size_t l = 0; l < stack_.parts.size(); ++l) {
      const FilmPart& part = stack_.parts[l];
      const auto add_length = [&](const FilmLength& length, int slot) {
        if (slot >= 0) row[static_cast<std::size_t>(length.parameter)] += 1e-9 * slope(slot, 1.0);
      };
      add_length(part.thickness, stack_.slots.thickness[l]);
      add_length(part.roughness, stack_.slots.roughness[l]);
      if (const int slot = stack_.slots.permittivity[l]; slot >= 0)
        for (std::size_t k = 0; k < media.slopes[l].size(); ++k)
          row[part.first + k] += slope(slot, media.slopes[l][k][w]);
    }
  }

  FilmData data_;
  ModelStack stack_;
  Observations observed_;
  std::vector<FilmQuantity> quantities_;
  bool transmission_ = false;
};

}  // namespace

std::unique_ptr<FitModel> make_film_model(const Node& model, FilmData data,
                                          const MaterialLibrary& materials,
                                          const Context& context) {
  ModelStack stack = read_film_stack(model, FilmSpectrum(data.wavelength), materials, context);
  return std::make_unique<FilmModel>(std::move(data), std::move(stack));
}

}  // namespace verdet
