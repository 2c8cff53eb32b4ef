// Units at the edge: text such as "450 nm" or "0.5 dB/cm" becomes a plain SI double, once, here.
#pragma once

#include <string>
#include <string_view>

namespace verdet {

/// What sort of quantity a parameter is, where its dimension alone does not tell (docs/design.md,
/// section 4). `Quantity` stands for everything whose dimension suffices.
enum class Kind {
  Quantity,               ///< fixed by the unit's dimension; a bare number is refused
  Number,                 ///< dimensionless
  Frequency,              ///< Hz; rad/s is refused
  AngularFrequency,       ///< rad/s; Hz is refused
  BitRate,                ///< 1/s; Gb/s, Gbit/s, GBd
  Temperature,            ///< absolute, K; degC adds 273.15
  TemperatureDifference,  ///< K; degC is a plain kelvin
  Attenuation,            ///< power per length, 1/m; 1 dB/cm is ln(10)/10 per cm, 1 Np/m is 2 per m
  PowerRatio,             ///< 1; dB is 10^(dB/10)
  Transmittance,          ///< 1; dB is a loss: 3 dB is 0.501
  Power,                  ///< W; dBm is a level
  Angle,                  ///< rad; deg
};

/// The SI value of `text` for a parameter of this kind and SI unit (`"m"`, `"m^-3"`, `"1"`).
/// Throws InputError when the unit is missing, unknown or of another dimension, or when the number
/// is not finite; the message names units that fit.
double parse_quantity(std::string_view text, Kind kind, const std::string& si_unit);

/// A number alone, whole text, finite or not; throws InputError. Subnormal numbers are read.
double parse_number(std::string_view text);

/// How many `to` are one `from`, offsets left out; throws InputError unless of equal dimension.
double unit_ratio(const std::string& from, const std::string& to);

/// "1.55 um" for (1.55e-6, "m"): a prefix that keeps the number short, six digits; for messages.
std::string format_quantity(double value, const std::string& si_unit);

/// The prefixed unit that suits values up to `magnitude`, and its size in SI ("um", 1e-6).
struct PrefixedUnit {
  std::string name;
  double size = 1;
};
PrefixedUnit prefixed_unit(double magnitude, const std::string& si_unit);

}  // namespace verdet
