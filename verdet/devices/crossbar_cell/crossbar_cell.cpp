#include "verdet/devices/crossbar_cell/crossbar_cell.hpp"

#include <cmath>

namespace verdet {
namespace {

// Two couplers i k in a row: -k_r k_c times the film.
class CrossbarCircuit final : public CellCircuit {
 public:
  CrossbarCircuit(double row, double column) : row_(row), column_(column) {}
  double share(FilmReadouts, int, int, double) const override { return row_; }
  CellReadout read(FilmReadouts films, double) const override {
    return readout_of(-std::sqrt(row_ * column_) * films[0].amplitude());
  }

 private:
  double row_, column_;
};

}  // namespace

CrossbarCell::CrossbarCell(const CrossbarCellParameters<double>& parameters,
                           const Environment& environment)
    : PhaseChangeDevice(info(), parameters, environment),
      row_(parameters.row_coupling),
      column_(parameters.column_coupling),
      state_(straight().start(parameters.state)),
      embedded_(std::make_unique<EmbeddedCell>(
          straight(), std::make_unique<CrossbarCircuit>(row_, column_), parameters.wavelength)) {
  references_.emplace_back("Feldmann2021");
}

DeviceInfo CrossbarCell::info() {
  return {.type = "crossbar_cell",
          .meaning = "matrix unit of a photonic crossbar: two couplers and a phase-change cell",
          .limits =
              "those of pcm_synapse; couplers constant over wavelength, lossless; no loss and "
              "phase of row, column and crossing",
          .traits = {.passive = true, .reciprocal = true, .prospective = false}};
}

const std::vector<std::string>& CrossbarCell::ports() const {
  static const std::vector<std::string> names{"row_in", "row_out", "column_in", "column_out"};
  return names;
}

std::span<const int> CrossbarCell::pattern() const {
  enum { kRow, kColumn, kWeight };
  static constexpr int kPattern[] = {-1,      kRow, -1,      kWeight,  //
                                     kRow,    -1,   -1,      -1,       //
                                     -1,      -1,   -1,      kColumn,  //
                                     kWeight, -1,   kColumn, -1};
  return kPattern;
}

void CrossbarCell::scatter(double wavelength, std::span<std::complex<double>> out) const {
  out[0] = std::sqrt(1 - row_);
  out[1] = std::sqrt(1 - column_);
  out[2] = embedded_->read(state_, wavelength).amplitude();
}

}  // namespace verdet
