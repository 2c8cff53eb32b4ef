// What several devices state alike about one parameter.
#pragma once

#include "verdet/base/statement.hpp"

namespace verdet {

/// The same, which a spec must give.
constexpr About required(About about) {
  about.required = true;
  return about;
}

/// Power attenuation alpha, 1/m or dB per length.
constexpr About attenuation(const char* meaning) {
  return {.name = "loss",
          .symbol = "alpha",
          .unit = "m^-1",
          .kind = Kind::Attenuation,
          .min = 0,
          .meaning = meaning};
}

/// A share of a power, 0 to 1 or in dB.
constexpr About power_share(const char* name, const char* symbol, const char* meaning,
                            const char* source = "") {
  return {.name = name,
          .symbol = symbol,
          .kind = Kind::PowerRatio,
          .min = 0,
          .max = 1,
          .meaning = meaning,
          .source = source};
}

/// Of a film, between glass (0) and crystal (1).
constexpr About crystalline_fraction(const char* name, const char* symbol, const char* meaning) {
  return {
      .name = name, .symbol = symbol, .kind = Kind::Number, .min = 0, .max = 1, .meaning = meaning};
}

/// Power that a ring and a bus exchange.
constexpr About through_coupling() {
  return power_share("through_coupling", "kappa_1^2",
                     "power coupled between the ring and the bus in-through", "Bogaerts2012");
}
constexpr About drop_coupling() {
  return power_share("drop_coupling", "kappa_2^2",
                     "power coupled to the bus add-drop; absent: all-pass ring, two ports",
                     "Bogaerts2012");
}

/// Effective index at the reference wavelength.
constexpr About effective_index(const char* meaning, const char* source = "") {
  return {.name = "effective_index",
          .symbol = "n_eff",
          .kind = Kind::Number,
          .above = 0,
          .max = 10,
          .meaning = meaning,
          .source = source};
}

constexpr About group_index(const char* meaning, const char* source = "") {
  return {.name = "group_index",
          .symbol = "n_g",
          .kind = Kind::Number,
          .above = 0,
          .max = 100,
          .meaning = meaning,
          .source = source};
}

/// Vacuum wavelength at which others are given.
constexpr About reference_wavelength(const char* meaning) {
  return {.name = "reference_wavelength",
          .symbol = "lambda_0",
          .unit = "m",
          .min = 1e-7,
          .max = 1e-4,
          .meaning = meaning};
}

constexpr About bend_radius(const char* name, const char* meaning) {
  return {.name = name, .symbol = "R", .unit = "m", .min = 1e-7, .max = 1e-1, .meaning = meaning};
}

}  // namespace verdet
