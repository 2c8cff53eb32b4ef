// The only file that knows yaml-cpp. Its traps (docs/design.md, section 9): duplicate keys are kept
// silently, extra documents ignored, aliases cost nothing to load and explode on the walk.
#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>

#include "verdet/base/node.hpp"
#include "verdet/base/text.hpp"

namespace verdet {
namespace {

constexpr int kMaxNodes = 2'000'000;
constexpr int kMaxDepth = 100;

struct Walk {
  std::shared_ptr<const Node::Source> source;
  int visited = 0;

  Node place(const Node& node, const YAML::Mark& mark) const {
    return node.placed(source, mark.line + 1, mark.column + 1);
  }

  [[noreturn]] void fail(const YAML::Mark& mark, const std::string& message) const {
    place(Node{}, mark).fail(message);
  }

  Node convert(const YAML::Node& from, int depth) {
    if (++visited > kMaxNodes || depth > kMaxDepth)
      fail(from.Mark(), "the document is too large or too deep (aliases multiply what they name)");
    switch (from.Type()) {
      case YAML::NodeType::Scalar:
        return place(Node::text(from.Scalar(), from.Tag() == "!"), from.Mark());
      case YAML::NodeType::Sequence: {
        std::vector<Node> items;
        for (const auto& item : from) items.push_back(convert(item, depth + 1));
        return place(Node::list(std::move(items)), from.Mark());
      }
      case YAML::NodeType::Map:
        return place(Node::map(convert_map(from, depth)), from.Mark());
      default:
        return place(Node{}, from.Mark());
    }
  }

  std::vector<Node::Entry> convert_map(const YAML::Node& from, int depth) {
    std::vector<Node::Entry> entries;
    for (const auto& item : from) {
      if (!item.first.IsScalar()) fail(item.first.Mark(), "a key must be one word");
      const std::string& key = item.first.Scalar();
      const bool twice =
          std::any_of(entries.begin(), entries.end(), [&](auto& e) { return e.first == key; });
      if (twice) fail(item.first.Mark(), fmt::format("key '{}' stands here twice", key));
      Node value = convert(item.second, depth + 1);
      // A null value has no mark of its own; its key's place is the better one to show.
      if (value.is_null()) value = place(Node{}, item.first.Mark());
      entries.emplace_back(key, std::move(value));
    }
    return entries;
  }
};

void write(const Node& node, std::string& out) {
  switch (node.type()) {
    case Node::Type::Null:
      out += "null";
      return;
    case Node::Type::Text: {
      YAML::Emitter emitter;
      emitter << (node.quoted() ? YAML::DoubleQuoted : YAML::Auto) << node.as_text();
      out += emitter.c_str();
      return;
    }
    case Node::Type::List: {
      out += "[";
      const char* comma = "";
      for (const Node& item : node.items()) {
        out += std::exchange(comma, ", ");
        write(item, out);
      }
      out += "]";
      return;
    }
    case Node::Type::Map: {
      out += "{";
      const char* comma = "";
      for (const auto& [key, value] : node.entries()) {
        out += std::exchange(comma, ", ");
        write(Node::text(key), out);
        out += ": ";
        write(value, out);
      }
      out += "}";
    }
  }
}

// Sees where documents start, and builds nothing.
struct Documents final : YAML::EventHandler {
  YAML::Mark last;
  void OnDocumentStart(const YAML::Mark& mark) override { last = mark; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

// Where the text goes on after its first document. YAML::LoadAll would loop for ever on text that
// no document consumes, such as a leading comma.
std::optional<YAML::Mark> second_document(const std::string& text) {
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  Documents documents;
  if (!parser.HandleNextDocument(documents) || !parser.HandleNextDocument(documents)) return {};
  return documents.last;
}

}  // namespace

Node parse_yaml(const std::string& text, const std::string& name) {
  auto source = std::make_shared<Node::Source>();
  source->file = name;
  for (const std::string& line : split(text, '\n'))
    source->lines.push_back(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line);
  Walk walk{source};
  try {
    if (const std::optional<YAML::Mark> more = second_document(text))
      walk.fail(*more, "one document per file; a second one, or stray text, starts here");
    const YAML::Node document = YAML::Load(text);
    return document.IsDefined() ? walk.convert(document, 0) : walk.place(Node{}, {});
  } catch (const YAML::Exception& error) {
    walk.fail(error.mark, "not valid YAML: " + error.msg);
  }
}

Node read_yaml(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw InputError(fmt::format("{}: cannot be opened for reading", path));
  std::ostringstream text;
  text << file.rdbuf();
  if (!file && !file.eof()) throw InputError(fmt::format("{}: cannot be read", path));
  return parse_yaml(text.str(), path);
}

std::string to_yaml(const Node& node) {
  if (!node.is_map()) {
    std::string out;
    write(node, out);
    return out;
  }
  std::string out;
  for (const auto& [key, value] : node.entries()) {
    write(Node::text(key), out);
    out += ": ";
    write(value, out);
    out += "\n";
  }
  return out;
}

}  // namespace verdet
