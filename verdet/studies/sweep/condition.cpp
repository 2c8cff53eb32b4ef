#include "verdet/studies/sweep/condition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "verdet/base/text.hpp"

namespace verdet {
namespace {

using Values = std::span<const double>;
using Number = std::function<double(Values)>;
using Test = std::function<bool(Values)>;

struct Token {
  enum class Type { Name, Quantity, Symbol, End } type;
  std::string text;
};

bool is_keyword(const std::string& word) {
  return word == "and" || word == "or" || word == "not" || word == "in";
}

class Scanner {
 public:
  explicit Scanner(const std::string& text) : text_(text) {}

  std::vector<Token> tokens() {
    std::vector<Token> list;
    for (skip(); at_ < text_.size(); skip()) {
      const char c = text_[at_];
      const bool digit = std::isdigit(static_cast<unsigned char>(c)) ||
                         (c == '.' && at_ + 1 < text_.size() &&
                          std::isdigit(static_cast<unsigned char>(text_[at_ + 1])));
      if (digit)
        list.push_back({Token::Type::Quantity, quantity()});
      else if (std::isalpha(static_cast<unsigned char>(c)) || c == '_')
        list.push_back({Token::Type::Name, take([](char x) { return word(x) || x == '.'; })});
      else
        list.push_back({Token::Type::Symbol, symbol()});
    }
    list.push_back({Token::Type::End, "the end"});
    return list;
  }

 private:
  static bool word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }
  void skip() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
  }
  template <class Keep>
  std::string take(Keep keep) {
    const std::size_t start = at_;
    while (at_ < text_.size() && keep(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }
  // A number and the unit that follows it, when one does.
  std::string quantity() {
    const char* start = text_.c_str() + at_;
    char* end = nullptr;
    std::strtod(start, &end);
    std::string result(start, static_cast<std::size_t>(end - start));
    at_ += result.size();
    const std::size_t before = at_;
    skip();
    const bool unit = at_ < text_.size() &&
                      (std::isalpha(static_cast<unsigned char>(text_[at_])) || text_[at_] == '%');
    const std::string name =
        unit ? take([](char c) { return word(c) || c == '%' || c == '/' || c == '^' || c == '-'; })
             : "";
    if (name.empty() || is_keyword(name)) {
      at_ = before;
      return result;
    }
    return result + " " + name;
  }
  std::string symbol() {
    for (const char* two : {"<=", ">=", "==", "!="})
      if (text_.compare(at_, 2, two) == 0) {
        at_ += 2;
        return two;
      }
    return std::string(1, text_[at_++]);
  }

  const std::string& text_;
  std::size_t at_ = 0;
};

// Recursive descent; `used` gathers the names that occur.
class Parser {
 public:
  Parser(const std::string& text, const std::vector<ConditionName>& names,
         std::vector<std::size_t>& used)
      : text_(text), names_(names), used_(used), tokens_(Scanner(text).tokens()) {}

  Test parse() {
    Test test = disjunction();
    if (peek().type != Token::Type::End) fail("cannot read on at");
    return test;
  }

 private:
  const Token& peek() const { return tokens_[at_]; }
  bool accept(const std::string& text) {
    if (peek().type == Token::Type::End || peek().text != text) return false;
    ++at_;
    return true;
  }
  void expect(const std::string& text) {
    if (!accept(text)) fail(fmt::format("'{}' is due before", text));
  }
  [[noreturn]] void fail(const std::string& what) const {
    throw InputError(
        fmt::format("condition '{}': {} '{}'; write e.g. 'gap > 150 nm and radius in "
                    "[5 um, 20 um]'",
                    text_, what, peek().text));
  }

  Test disjunction() {
    Test left = conjunction();
    while (accept("or"))
      left = [left, right = conjunction()](Values v) { return left(v) || right(v); };
    return left;
  }
  Test conjunction() {
    Test left = negation();
    while (accept("and"))
      left = [left, right = negation()](Values v) { return left(v) && right(v); };
    return left;
  }
  Test negation() {
    if (accept("not")) return [inner = negation()](Values v) { return !inner(v); };
    // A parenthesis may hold a condition or a sum: try the condition first.
    if (peek().text == "(") {
      const std::size_t start = at_;
      try {
        ++at_;
        Test inner = disjunction();
        expect(")");
        return inner;
      } catch (const InputError&) {
        at_ = start;
      }
    }
    return comparison();
  }

  // The parameter whose unit the quantities of a comparison have: the first name in it.
  const About* unit_ahead() const {
    int depth = 0;
    for (std::size_t i = at_; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      depth += (token.text == "(") - (token.text == ")");
      if (depth < 0 || token.text == "and" || token.text == "or") break;
      if (token.type != Token::Type::Name || is_keyword(token.text)) continue;
      return &names_[index_of(token.text)].about;
    }
    return nullptr;
  }
  std::size_t index_of(const std::string& name) const {
    std::vector<std::string> known;
    for (const ConditionName& n : names_) known.push_back(n.name);
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end())
      throw InputError(
          fmt::format("condition '{}': no quantity '{}'{}", text_, name, suggestion(name, known)));
    return static_cast<std::size_t>(found - known.begin());
  }

  Test comparison() {
    about_ = unit_ahead();
    if (!about_) fail("a comparison needs a name; found none at");
    Number left = sum();
    if (accept("in")) {
      expect("[");
      const Number low = sum();
      expect(",");
      const Number high = sum();
      expect("]");
      return [=](Values v) { return left(v) >= low(v) && left(v) <= high(v); };
    }
    Test all;
    for (;;) {
      const std::string op = peek().text;
      static const std::vector<std::string> kOperators = {"<", "<=", ">", ">=", "==", "!="};
      if (std::find(kOperators.begin(), kOperators.end(), op) == kOperators.end()) break;
      ++at_;
      const Number right = sum();
      Test link = compare(op, left, right);
      all = all ? Test([all, link](Values v) { return all(v) && link(v); }) : link;
      left = right;
    }
    if (!all) fail("a comparison is due before");
    return all;
  }
  static Test compare(const std::string& op, const Number& a, const Number& b) {
    if (op == "<") return [=](Values v) { return a(v) < b(v); };
    if (op == "<=") return [=](Values v) { return a(v) <= b(v); };
    if (op == ">") return [=](Values v) { return a(v) > b(v); };
    if (op == ">=") return [=](Values v) { return a(v) >= b(v); };
    if (op == "==") return [=](Values v) { return a(v) == b(v); };
    return [=](Values v) { return a(v) < b(v) || a(v) > b(v); };
  }

  Number sum() {
    Number left = product();
    for (;;) {
      if (accept("+"))
        left = [left, right = product()](Values v) { return left(v) + right(v); };
      else if (accept("-"))
        left = [left, right = product()](Values v) { return left(v) - right(v); };
      else
        return left;
    }
  }
  Number product() {
    Number left = factor();
    for (;;) {
      if (accept("*"))
        left = [left, right = factor()](Values v) { return left(v) * right(v); };
      else if (accept("/"))
        left = [left, right = factor()](Values v) { return left(v) / right(v); };
      else
        return left;
    }
  }
  Number factor() {
    if (accept("-")) return [inner = factor()](Values v) { return -inner(v); };
    if (accept("(")) {
      Number inner = sum();
      expect(")");
      return inner;
    }
    const Token token = peek();
    if (token.type == Token::Type::Quantity) return quantity(token.text);
    if (token.type != Token::Type::Name || is_keyword(token.text))
      fail("a name or a quantity is due before");
    ++at_;
    const std::size_t index = index_of(token.text);
    used_.push_back(index);
    return [index](Values v) { return v[index]; };
  }
  // A bare number beside * or / is a plain factor; everything else has the comparison's unit.
  Number quantity(const std::string& text) {
    const auto is_factor = [](const std::string& s) { return s == "*" || s == "/"; };
    const bool before = at_ > 0 && is_factor(tokens_[at_ - 1].text);
    const bool after = is_factor(tokens_[at_ + 1].text);
    ++at_;
    const bool bare = text.find(' ') == std::string::npos;
    double value = 0;
    try {
      value = bare && (before || after) ? parse_number(text)
                                        : parse_quantity(text, about_->kind, about_->unit);
    } catch (const InputError& error) {
      throw InputError(fmt::format("condition '{}': {}", text_, error.message()));
    }
    return [value](Values) { return value; };
  }

  const std::string& text_;
  const std::vector<ConditionName>& names_;
  std::vector<std::size_t>& used_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  const About* about_ = nullptr;
};

}  // namespace

Condition::Condition(const std::string& text, const std::vector<ConditionName>& names) {
  test_ = Parser(text, names, used_).parse();
  std::sort(used_.begin(), used_.end());
  used_.erase(std::unique(used_.begin(), used_.end()), used_.end());
}

}  // namespace verdet
