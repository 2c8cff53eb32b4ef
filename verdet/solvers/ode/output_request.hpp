// What an ensemble keeps of each run besides its final state.
#pragma once

#include <limits>
#include <vector>

namespace verdet {

/// Waveforms at given times, by dense output. Channels number the states of the model, then its
/// observables. At a step of the drive the value before it is given.
struct SampleRequest {
  std::vector<double> times;  ///< s, ascending, inside the run
  std::vector<int> channels;

  static SampleRequest uniform(double from, double to, std::size_t count,
                               std::vector<int> channels);
  bool operator==(const SampleRequest&) const = default;
};

/// Figures of one channel over the window [from, to], gathered while stepping.
struct ProbeRequest {
  static constexpr double kAutomatic = std::numeric_limits<double>::quiet_NaN();

  int channel = 0;
  double from = -std::numeric_limits<double>::infinity();  ///< s
  double to = std::numeric_limits<double>::infinity();     ///< s
  /// Upward crossings of this level are counted as spikes and timed as periods. Automatic: half way
  /// between the last crest and trough.
  double threshold = kAutomatic;
  /// The channel must fall below this before another crossing counts. Automatic: a quarter of the
  /// swing below the threshold.
  double rearm = kAutomatic;
  int most_spikes = 0;        ///< spike times kept per point
  bool settling = false;      ///< costs more than the other figures together
  double settle_band = 0.02;  ///< half width of the final band, as a share of the swing
};

struct OutputRequest {
  SampleRequest samples;
  std::vector<ProbeRequest> probes;

  bool empty() const { return samples.times.empty() && probes.empty(); }
};

/// Answer to one ProbeRequest for one point. NaN where there is no such thing.
struct ProbeResult {
  double mean, minimum, maximum;  ///< over the window; extrema by parabolas through dense output
  double period;         ///< s, of the last cycle, while the channel still oscillates; a cycle may
                         ///< cross several times. NaN before two cycles agree within 5 %
  double period_change;  ///< relative to the period before: small when the cycle is reached
  double cycle_mean;     ///< over the last period
  double settling_time;  ///< s after `from` until the channel stays in its final band
  int crossings;
  std::vector<double> spikes;  ///< s, the first `most_spikes` crossings
};

}  // namespace verdet
