#include "verdet/studies/fit/tied_model.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "verdet/base/text.hpp"

namespace verdet {
namespace {

class TiedModel final : public FitModel {
 public:
  TiedModel(std::unique_ptr<FitModel> model, const std::map<std::size_t, std::size_t>& ties)
      : model_(std::move(model)) {
    const auto& all = model_->parameters();
    std::vector<std::size_t> own(all.size());
    for (std::size_t j = 0; j < all.size(); ++j)
      if (!ties.contains(j)) {
        own[j] = parameters_.size();
        parameters_.push_back(all[j]);
      }
    for (std::size_t j = 0; j < all.size(); ++j) {
      const std::size_t master = ties.contains(j) ? ties.at(j) : j;
      from_.push_back(own[master]);
      factor_.push_back(all[master].si / all[j].si);
    }
  }

  std::string title() const override { return model_->title(); }
  const std::vector<FitParameter>& parameters() const override { return parameters_; }
  const Observations& observations() const override { return model_->observations(); }
  std::string derivatives() const override { return model_->derivatives(); }
  std::vector<std::string> references() const override { return model_->references(); }
  void describe(std::span<const double> x, Table& table) const override {
    model_->describe(expand(x), table);
  }
  std::vector<Product> products(std::span<const double> x,
                                std::span<const double> errors) const override {
    return model_->products(expand(x), expand(errors));
  }

  void refine_start(std::span<double> x) const override {
    std::vector<double> full = expand(x);
    model_->refine_start(full);
    std::vector<bool> set(x.size(), false);
    for (std::size_t j = 0; j < full.size(); ++j) {
      const std::size_t k = from_[j];
      if (set[k]) continue;
      x[k] = std::clamp(full[j] / factor_[j], parameters_[k].free.low, parameters_[k].free.high);
      set[k] = true;
    }
  }

  bool predict(std::span<const double> x, std::span<double> y,
               std::span<double> slopes) const override {
    const std::vector<double> full = expand(x);
    if (slopes.empty()) return model_->predict(full, y, {});
    std::vector<double> all(y.size() * full.size());
    if (!model_->predict(full, y, all)) return false;
    std::fill(slopes.begin(), slopes.end(), 0.0);
    for (std::size_t i = 0; i < y.size(); ++i)
      for (std::size_t j = 0; j < full.size(); ++j)
        slopes[i * x.size() + from_[j]] += factor_[j] * all[i * full.size() + j];
    return true;
  }

 private:
  std::vector<double> expand(std::span<const double> x) const {
    std::vector<double> full;
    for (std::size_t j = 0; j < from_.size(); ++j) full.push_back(factor_[j] * x[from_[j]]);
    return full;
  }

  std::unique_ptr<FitModel> model_;
  std::vector<FitParameter> parameters_;
  std::vector<std::size_t> from_;  // of each of the model's parameters, its own or its master's
  std::vector<double> factor_;     // between their units
};

}  // namespace

std::unique_ptr<FitModel> with_ties(std::unique_ptr<FitModel> model, const Node& ties) {
  std::vector<std::string> names;
  for (const FitParameter& p : model->parameters()) names.push_back(p.name);
  const auto find = [&](const std::string& name, const Node& place) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
      place.fail(fmt::format("no fitted parameter '{}'{}", name, suggestion(name, names)),
                 "fit.ties");
    return static_cast<std::size_t>(found - names.begin());
  };
  std::map<std::size_t, std::size_t> list;
  for (const auto& [name, other] : ties.entries()) {
    const std::size_t tied = find(name, other), master = find(other.as_text(), other);
    if (tied == master || ties.has(other.as_text()))
      other.fail("a parameter is tied to one that is free itself", "fit.ties");
    if (model->parameters()[tied].unit != model->parameters()[master].unit)
      other.fail(fmt::format("'{}' and '{}' have different units", name, other.as_text()),
                 "fit.ties");
    list[tied] = master;
  }
  return std::make_unique<TiedModel>(std::move(model), list);
}

}  // namespace verdet
