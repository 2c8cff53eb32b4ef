// Any text is either a finite SI value or a verdet::Error. The first byte picks what is asked for.
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "verdet/base/error.hpp"
#include "verdet/base/units.hpp"

namespace {

struct Question {
  verdet::Kind kind;
  const char* unit;
};

constexpr std::array kQuestions = {
    Question{verdet::Kind::Quantity, "m"},
    Question{verdet::Kind::Quantity, "m^-3"},
    Question{verdet::Kind::Quantity, "W/(m.K)"},
    Question{verdet::Kind::Number, "1"},
    Question{verdet::Kind::Frequency, "Hz"},
    Question{verdet::Kind::AngularFrequency, "rad/s"},
    Question{verdet::Kind::BitRate, "1/s"},
    Question{verdet::Kind::Temperature, "K"},
    Question{verdet::Kind::TemperatureDifference, "K"},
    Question{verdet::Kind::Attenuation, "m^-1"},
    Question{verdet::Kind::PowerRatio, "1"},
    Question{verdet::Kind::Transmittance, "1"},
    Question{verdet::Kind::Power, "W"},
    Question{verdet::Kind::Angle, "rad"},
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const Question& question = kQuestions[data[0] % kQuestions.size()];
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    if (!std::isfinite(verdet::parse_quantity(text, question.kind, question.unit))) std::abort();
  } catch (const verdet::Error& error) {
    if (std::string(error.what()).empty()) std::abort();
  }
  return 0;
}
