// Results of transients as tables.
#pragma once

#include "verdet/experiments/transient/job.hpp"

namespace verdet {

/// Waveforms of one run; `samples` is time by channel.
Table waveform_table(const Dynamics& dynamics, const std::vector<double>& times,
                     std::span<const double> samples);

void set_statistics(Table& table, const StepStatistics& steps);

/// One point: waveforms over `time`, or figures without axes.
Table single_table(const Dynamics& dynamics, const TransientJob& job, const EnsembleResult& result);

/// Many points: the same with `point` as the first axis.
Table batch_table(const Dynamics& dynamics, const TransientJob& job, const EnsembleResult& result);

}  // namespace verdet
