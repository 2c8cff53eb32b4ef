#include "verdet/studies/fit/expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "verdet/base/error.hpp"
#include "verdet/base/text.hpp"

namespace verdet {
namespace {

enum class Op { Number, Variable, Parameter, Add, Sub, Mul, Div, Pow, Neg, Call };

struct Step {
  Op op;
  double number = 0;
  std::size_t index = 0;  // of the variable, parameter or function
};

struct Function {
  const char* name;
  double (*value)(double);
  double (*slope)(double);  // of the argument
};

double sign(double x) {
  return x < 0 ? -1 : 1;
}

const Function kFunctions[] = {
    {"exp", [](double x) { return std::exp(x); }, [](double x) { return std::exp(x); }},
    {"log10", [](double x) { return std::log10(x); },
     [](double x) { return 1 / (x * std::numbers::ln10); }},
    {"log", [](double x) { return std::log(x); }, [](double x) { return 1 / x; }},
    {"sqrt", [](double x) { return std::sqrt(x); }, [](double x) { return 0.5 / std::sqrt(x); }},
    {"sin", [](double x) { return std::sin(x); }, [](double x) { return std::cos(x); }},
    {"cos", [](double x) { return std::cos(x); }, [](double x) { return -std::sin(x); }},
    {"tan", [](double x) { return std::tan(x); },
     [](double x) { return 1 + std::tan(x) * std::tan(x); }},
    {"atan", [](double x) { return std::atan(x); }, [](double x) { return 1 / (1 + x * x); }},
    {"abs", [](double x) { return std::abs(x); }, sign},
};

}  // namespace

// Steps in reverse Polish order.
struct Expression::Program {
  std::vector<Step> steps;
  std::size_t parameters = 0;
};

namespace {

// Recursive descent: sum := product {(+|-) product}; product := power {(*|/) power};
// power := unary [(^|**) power]; unary := - power | atom.
class Parser {
 public:
  Parser(const std::string& text, const std::vector<std::string>& variables,
         const std::vector<std::string>& parameters, std::vector<Step>& out)
      : text_(text), variables_(variables), parameters_(parameters), out_(out) {}

  void parse() {
    sum();
    blanks();
    if (at_ < text_.size()) fail(fmt::format("'{}' is not expected here", text_[at_]));
  }

 private:
  [[noreturn]] void fail(const std::string& message) const {
    throw InputError(fmt::format("formula: {}\n  {}\n  {:>{}}", message, text_, "^", at_ + 1));
  }
  void blanks() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
  }
  bool take(const char* token) {
    blanks();
    const std::string word(token);
    if (text_.compare(at_, word.size(), word) != 0) return false;
    at_ += word.size();
    return true;
  }
  void sum() {
    product();
    for (;;) {
      if (take("+"))
        product(), out_.push_back({Op::Add});
      else if (take("-"))
        product(), out_.push_back({Op::Sub});
      else
        return;
    }
  }
  void product() {
    power();
    for (;;) {
      blanks();
      if (text_.compare(at_, 2, "**") != 0 && take("*"))
        power(), out_.push_back({Op::Mul});
      else if (take("/"))
        power(), out_.push_back({Op::Div});
      else
        return;
    }
  }
  void power() {
    if (take("-")) return power(), out_.push_back({Op::Neg});
    (void)take("+");
    atom();
    if (take("^") || take("**")) power(), out_.push_back({Op::Pow});
  }
  void atom() {
    if (++depth_ > 200) fail("too deeply nested");
    if (take("(")) {
      sum();
      if (!take(")")) fail("a bracket is not closed");
    } else if (at_ < text_.size() &&
               (std::isdigit(static_cast<unsigned char>(text_[at_])) || text_[at_] == '.')) {
      number();
    } else {
      name();
    }
    --depth_;
  }
  void number() {
    const char* begin = text_.c_str() + at_;
    char* end = nullptr;
    out_.push_back({Op::Number, std::strtod(begin, &end)});
    if (end == begin) fail("a number is not readable");
    at_ += static_cast<std::size_t>(end - begin);
  }
  void name() {
    blanks();
    std::size_t end = at_;
    while (end < text_.size() &&
           (std::isalnum(static_cast<unsigned char>(text_[end])) || text_[end] == '_'))
      ++end;
    const std::string word = text_.substr(at_, end - at_);
    if (word.empty()) fail("a number, a name or a bracket is expected");
    const auto position = [&](const std::vector<std::string>& list) {
      return static_cast<std::size_t>(std::find(list.begin(), list.end(), word) - list.begin());
    };
    if (position(variables_) < variables_.size()) {
      at_ = end;
      return out_.push_back({Op::Variable, 0, position(variables_)});
    }
    if (position(parameters_) < parameters_.size()) {
      at_ = end;
      return out_.push_back({Op::Parameter, 0, position(parameters_)});
    }
    if (word == "pi") {
      at_ = end;
      return out_.push_back({Op::Number, std::numbers::pi});
    }
    call(word, end);
  }
  void call(const std::string& word, std::size_t end) {
    std::vector<std::string> known = variables_;
    known.insert(known.end(), parameters_.begin(), parameters_.end());
    std::size_t index = 0;
    for (const Function& f : kFunctions) {
      known.emplace_back(f.name);
      if (word == f.name) index = static_cast<std::size_t>(&f - kFunctions) + 1;
    }
    if (index == 0 && word != "pow")
      fail(fmt::format("'{}' is unknown{}", word, suggestion(word, known)));
    at_ = end;
    if (!take("(")) fail(fmt::format("'{}' needs its argument in brackets", word));
    sum();
    if (word == "pow") {
      if (!take(",")) fail("pow(a, b) has two arguments");
      sum();
    }
    if (!take(")")) fail("a bracket is not closed");
    out_.push_back(word == "pow" ? Step{Op::Pow} : Step{Op::Call, 0, index - 1});
  }

  const std::string& text_;
  const std::vector<std::string>&variables_, &parameters_;
  std::vector<Step>& out_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

// A value with its derivatives by all parameters; the gradients lie in one block.
struct Stack {
  std::vector<double> value, slope;
  std::size_t n;
  explicit Stack(std::size_t parameters) : n(parameters) {}

  void push(double v) {
    value.push_back(v);
    slope.resize(slope.size() + n, 0.0);
  }
  double* top() { return slope.data() + slope.size() - n; }
  double* below() { return top() - n; }
  // Joins the two topmost entries: v with the slopes da * a' + db * b'.
  void join(double v, double da, double db) {
    for (std::size_t k = 0; k < n; ++k) {
      // 0 times an infinite slope of the other side stays 0.
      const double a = below()[k], b = top()[k];
      below()[k] = (a == 0 ? 0 : da * a) + (b == 0 ? 0 : db * b);
    }
    value.pop_back();
    slope.resize(slope.size() - n);
    value.back() = v;
  }
  void map(double v, double d) {
    value.back() = v;
    for (std::size_t k = 0; k < n; ++k)
      if (top()[k] != 0) top()[k] *= d;
  }
};

void combine(Op op, Stack& s) {
  const double b = s.value.back(), a = s.value[s.value.size() - 2];
  switch (op) {
    case Op::Add:
      return s.join(a + b, 1, 1);
    case Op::Sub:
      return s.join(a - b, 1, -1);
    case Op::Mul:
      return s.join(a * b, b, a);
    case Op::Div:
      return s.join(a / b, 1 / b, -a / (b * b));
    default: {
      const double v = std::pow(a, b);
      return s.join(v, b * std::pow(a, b - 1), v * std::log(a));
    }
  }
}

}  // namespace

Expression::Expression(const std::string& text, std::vector<std::string> variables,
                       std::vector<std::string> parameters) {
  auto program = std::make_unique<Program>();
  program->parameters = parameters.size();
  Parser(text, variables, parameters, program->steps).parse();
  program_ = std::move(program);
}
Expression::~Expression() = default;
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;

double Expression::operator()(std::span<const double> variables, std::span<const double> parameters,
                              std::span<double> slopes) const {
  Stack s(slopes.empty() ? 0 : program_->parameters);
  for (const Step& step : program_->steps) {
    switch (step.op) {
      case Op::Number:
        s.push(step.number);
        break;
      case Op::Variable:
        s.push(variables[step.index]);
        break;
      case Op::Parameter:
        s.push(parameters[step.index]);
        if (s.n > 0) s.top()[step.index] = 1;
        break;
      case Op::Neg:
        s.map(-s.value.back(), -1);
        break;
      case Op::Call: {
        const double x = s.value.back();
        const Function& f = kFunctions[step.index];
        s.map(f.value(x), s.n > 0 ? f.slope(x) : 0);
        break;
      }
      default:
        combine(step.op, s);
    }
  }
  std::copy_n(s.top(), slopes.empty() ? 0 : s.n, slopes.begin());
  return s.value.back();
}

}  // namespace verdet
