#include "verdet/networks/circuit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <list>

#include "verdet/base/text.hpp"
#include "verdet/networks/scattering_circuit.hpp"

namespace verdet {
namespace {

struct Part {
  std::string name;
  std::unique_ptr<Device> device;
  const Dynamics* dynamics = nullptr;
  std::size_t first_state = 0, first_input = 0, first_output = 0;
};

std::size_t signal_index(std::span<const Signal> signals, const Terminal& terminal) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < signals.size(); ++i) {
    if (terminal.signal == signals[i].name) return i;
    names.emplace_back(signals[i].name);
  }
  throw InputError(fmt::format("circuit: '{}.{}' is no such signal{}", terminal.instance,
                               terminal.signal, suggestion(terminal.signal, names)));
}

class Circuit final : public Device, public Dynamics {
 public:
  Circuit(std::vector<Part> parts, const Wiring& wiring)
      : Device({.type = "circuit",
                .meaning = "devices wired output to input",
                .limits = "",
                .traits = {}}),
        parts_(std::move(parts)) {
    lay_out();
    wire(wiring);
    order_outputs();
    of_states_ = slope("");
  }

  std::span<const State> states() const override { return states_; }
  std::span<const Signal> inputs() const override { return inputs_; }
  std::span<const Signal> outputs() const override { return outputs_; }
  bool feed_through() const override { return true; }

  void rhs(double t, std::span<const double> x, std::span<const double> u,
           std::span<double> dxdt) const override {
    const Signals signals = evaluate(t, x, u);
    for (const Part& part : parts_)
      part.dynamics->rhs(t, states_of(part, x), inputs_of(part, signals.in),
                         dxdt.subspan(part.first_state, part.dynamics->states().size()));
  }

  void output(double t, std::span<const double> x, std::span<const double> u,
              std::span<double> y) const override {
    const Signals signals = evaluate(t, x, u);
    for (std::size_t i = 0; i < outer_outputs_.size(); ++i) y[i] = signals.out[outer_outputs_[i]];
  }

  // Column j: the answer to a state j that moves by one.
  void jacobian(double t, std::span<const double> x, std::span<const double> u,
                std::span<double> dfdx) const override {
    const std::size_t n = states_.size();
    std::vector<double> moved(n, 0.0), column(n);
    for (std::size_t j = 0; j < n; ++j) {
      moved[j] = 1;
      of_states_->rates({t, x, u, moved, {}}, column);
      moved[j] = 0;
      for (std::size_t i = 0; i < n; ++i) dfdx[i * n + j] = column[i];
    }
  }

  std::unique_ptr<MotionSlope> slope(const std::string& path) const override {
    return std::make_unique<WiredSlope>(*this, path);
  }

 private:
  struct Signals {
    std::vector<double> in, out;
  };

  /// The chain rule along the wires: each part answers to its own state and inputs, and the one
  /// that has the parameter to that too.
  class WiredSlope final : public MotionSlope {
   public:
    WiredSlope(const Circuit& circuit, const std::string& path) : circuit_(circuit) {
      bool found = path.empty();
      for (const Part& part : circuit.parts_) {
        const bool here = path.starts_with(part.name + ".");
        found = found || here;
        slopes_.push_back(part.dynamics->slope(here ? path.substr(part.name.size() + 1) : ""));
      }
      if (!found) throw InputError("circuit: no instance for parameter '" + path + "'");
    }

    void rates(const MovingPoint& at, std::span<double> dfdp) const override {
      const Signals now = circuit_.evaluate(at.t, at.x, at.u), moving = follow(at, now);
      for (std::size_t i = 0; i < slopes_.size(); ++i) {
        const Part& part = circuit_.parts_[i];
        slopes_[i]->rates(of_part(part, at, now, inputs_of(part, moving.in)),
                          dfdp.subspan(part.first_state, part.dynamics->states().size()));
      }
    }
    void output(const MovingPoint& at, std::span<double> dydp) const override {
      const Signals moving = follow(at, circuit_.evaluate(at.t, at.x, at.u));
      for (std::size_t i = 0; i < dydp.size(); ++i)
        dydp[i] = moving.out[circuit_.outer_outputs_[i]];
    }
    void observe(const MovingPoint& at, std::span<double> dydp) const override { output(at, dydp); }

   private:
    static MovingPoint of_part(const Part& part, const MovingPoint& at, const Signals& now,
                               std::span<const double> du) {
      return {at.t, states_of(part, at.x), inputs_of(part, now.in), states_of(part, at.dx), du};
    }
    Signals follow(const MovingPoint& at, const Signals& now) const {
      return circuit_.pass_on(
          at.du, [&](std::size_t i, std::span<const double> du, std::span<double> dydp) {
            slopes_[i]->output(of_part(circuit_.parts_[i], at, now, du), dydp);
          });
    }

    const Circuit& circuit_;
    std::vector<std::unique_ptr<MotionSlope>> slopes_;
  };

  // Of one part, where there are any.
  static std::span<const double> states_of(const Part& part, std::span<const double> x) {
    return x.empty() ? x : x.subspan(part.first_state, part.dynamics->states().size());
  }
  static std::span<const double> inputs_of(const Part& part, std::span<const double> in) {
    return in.subspan(part.first_input, part.dynamics->inputs().size());
  }

  void lay_out() {
    for (Part& part : parts_) {
      part.first_state = states_.size();
      part.first_input = source_.size();
      part.first_output = output_count_;
      for (const State& state : part.dynamics->states()) {
        State named = state;
        named.name = names_.emplace_back(part.name + "." + state.name).c_str();
        states_.push_back(named);
      }
      source_.resize(source_.size() + part.dynamics->inputs().size(), -1);
      output_count_ += part.dynamics->outputs().size();
    }
    outer_.resize(source_.size(), -1);
  }

  const Part& part(const std::string& name) const {
    return *std::find_if(parts_.begin(), parts_.end(), [&](auto& p) { return p.name == name; });
  }

  void wire(const Wiring& wiring) {
    for (const auto& [from, to] : wiring.connections) {
      const Part &a = part(from.instance), &b = part(to.instance);
      const std::size_t input = b.first_input + signal_index(b.dynamics->inputs(), to);
      if (source_[input] >= 0)
        throw InputError(
            fmt::format("circuit: input {}.{} is wired twice", to.instance, to.signal));
      source_[input] = static_cast<int>(a.first_output + signal_index(a.dynamics->outputs(), from));
    }
    for (const auto& [name, terminal] : wiring.ports) {
      const Part& at = part(terminal.instance);
      const char* outside = names_.emplace_back(name).c_str();
      const auto inputs = at.dynamics->inputs();
      const std::string& signal = terminal.signal;
      const auto is_input = std::any_of(inputs.begin(), inputs.end(),
                                        [&](const Signal& s) { return signal == s.name; });
      if (is_input) {
        const std::size_t index = signal_index(inputs, terminal);
        outer_[at.first_input + index] = static_cast<int>(inputs_.size());
        inputs_.push_back({outside, inputs[index].unit, inputs[index].meaning});
      } else {
        const std::size_t index = signal_index(at.dynamics->outputs(), terminal);
        outer_outputs_.push_back(at.first_output + index);
        outputs_.push_back({outside, at.dynamics->outputs()[index].unit, ""});
      }
    }
  }

  // Parts in an order in which every fed-through output finds its inputs computed.
  void order_outputs() {
    std::vector<bool> done(parts_.size(), false);
    const auto ready = [&](std::size_t i) {
      const Part& p = parts_[i];
      if (!p.dynamics->feed_through()) return true;
      for (std::size_t k = 0; k < p.dynamics->inputs().size(); ++k) {
        const int from = source_[p.first_input + k];
        if (from >= 0 && !done[owner(static_cast<std::size_t>(from))]) return false;
      }
      return true;
    };
    while (order_.size() < parts_.size()) {
      const std::size_t before = order_.size();
      for (std::size_t i = 0; i < parts_.size(); ++i)
        if (!done[i] && ready(i)) {
          done[i] = true;
          order_.push_back(i);
        }
      if (order_.size() == before)
        throw InputError(
            "circuit: outputs and inputs form an algebraic loop; put a delay or a "
            "device with a state into it");
    }
  }

  std::size_t owner(std::size_t output) const {
    std::size_t i = parts_.size();
    while (i-- > 0)
      if (output >= parts_[i].first_output) return i;
    return 0;
  }

  /// All inner signals, given how part i turns its inputs into its outputs.
  template <class Output>
  Signals pass_on(std::span<const double> u, Output&& output) const {
    Signals s{std::vector<double>(source_.size(), 0.0), std::vector<double>(output_count_, 0.0)};
    const auto gather = [&](const Part& p) {
      for (std::size_t k = p.first_input; k < p.first_input + p.dynamics->inputs().size(); ++k)
        if (source_[k] >= 0)
          s.in[k] = s.out[static_cast<std::size_t>(source_[k])];
        else if (outer_[k] >= 0 && !u.empty())
          s.in[k] = u[static_cast<std::size_t>(outer_[k])];
    };
    for (const std::size_t i : order_) {
      const Part& p = parts_[i];
      gather(p);
      output(i, inputs_of(p, s.in),
             std::span(s.out).subspan(p.first_output, p.dynamics->outputs().size()));
    }
    for (const Part& p : parts_) gather(p);  // inputs of parts that came before their sources
    return s;
  }

  Signals evaluate(double t, std::span<const double> x, std::span<const double> u) const {
    return pass_on(u, [&](std::size_t i, std::span<const double> in, std::span<double> out) {
      parts_[i].dynamics->output(t, states_of(parts_[i], x), in, out);
    });
  }

  std::vector<Part> parts_;
  std::list<std::string> names_;  // stable addresses for State::name and Signal::name
  std::vector<State> states_;
  std::vector<Signal> inputs_, outputs_;
  std::vector<int> source_;  // per inner input: inner output that feeds it, or -1
  std::vector<int> outer_;   // per inner input: outer input that feeds it, or -1
  std::vector<std::size_t> outer_outputs_;
  std::size_t output_count_ = 0;
  std::vector<std::size_t> order_;
  std::unique_ptr<MotionSlope> of_states_;
};

}  // namespace

std::unique_ptr<Device> make_circuit(
    std::vector<std::pair<std::string, std::unique_ptr<Device>>> parts, const Wiring& wiring) {
  if (joins_ports(parts, wiring)) return make_scattering_circuit(std::move(parts), wiring);
  std::vector<Part> list;
  for (auto& [name, device] : parts) {
    const Dynamics& dynamics = offer<Dynamics>(*device);
    list.push_back({name, std::move(device), &dynamics});
  }
  return std::make_unique<Circuit>(std::move(list), wiring);
}

}  // namespace verdet
