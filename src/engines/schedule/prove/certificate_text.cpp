#include "engines/schedule/prove/certificate_text.h"

#include <charconv>

#include "engines/schedule/instance.h"

namespace zw::engines::schedule::prove {
namespace {

class Writer {
 public:
  Writer& operator<<(int number) {
    if (!text_.empty() && text_.back() != '\n') text_ += ' ';
    text_ += std::to_string(number);
    return *this;
  }
  Writer& operator<<(Literal literal) { return *this << literal.predicate << literal.bound; }
  void end_line() { text_ += '\n'; }
  std::string take() && { return std::move(text_); }

 private:
  std::string text_;
};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  int number() {
    while (!text_.empty() && (text_.front() == ' ' || text_.front() == '\n')) text_.remove_prefix(1);
    int value = 0;
    const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
    // Beyond what any log holds; so that no sum of the checker leaves its type.
    if (error != std::errc{} || value > kMaxAmount || value < -kMaxAmount) is_sound_ = false, text_ = {};
    if (is_sound_) text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
    return value;
  }
  /// A number from 0 to `most`.
  int number_to(int most) {
    const int value = number();
    if (value >= 0 && value <= most) return value;
    is_sound_ = false;
    return 0;
  }
  /// How many things follow; each takes at least two characters.
  int count() { return number_to(static_cast<int>(text_.size() / 2) + 1); }
  Literal literal() {
    const int predicate = number();
    return {predicate, number()};
  }
  bool is_sound() const { return is_sound_; }
  bool is_at_end() const { return text_.find_first_not_of(" \n") == std::string_view::npos; }

 private:
  std::string_view text_;
  bool is_sound_ = true;
};

Line line_of(Reader& reader) {
  Line line;
  line.kind = static_cast<Line::Kind>(reader.number_to(static_cast<int>(Line::Kind::forget)));
  line.id = reader.number(), line.bound = reader.number();
  for (int left = reader.count(); left > 0 && reader.is_sound(); --left)
    line.clause.push_back(reader.literal());
  for (int left = reader.count(); left > 0 && reader.is_sound(); --left) {
    Step step;
    step.rule = static_cast<Step::Rule>(reader.number_to(static_cast<int>(Step::Rule::budget)));
    step.subject = reader.number(), step.detail = reader.number(), step.until = reader.number();
    step.conclusion = reader.literal();
    line.steps.push_back(step);
  }
  return line;
}

}  // namespace

std::string to_text(const Certificate& certificate) {
  Writer writer;
  writer << certificate.makespan << static_cast<int>(certificate.is_infeasible)
         << static_cast<int>(certificate.variables.size());
  writer.end_line();
  for (const Meaning& meaning : certificate.variables) {
    writer << static_cast<int>(meaning.kind) << meaning.activity << meaning.other;
    writer.end_line();
  }
  for (const Line& line : certificate.lines) {
    writer << static_cast<int>(line.kind) << line.id << line.bound << static_cast<int>(line.clause.size());
    for (const Literal literal : line.clause) writer << literal;
    writer << static_cast<int>(line.steps.size());
    for (const Step& step : line.steps)
      writer << static_cast<int>(step.rule) << step.subject << step.detail << step.until << step.conclusion;
    writer.end_line();
  }
  return std::move(writer).take();
}

std::optional<Certificate> certificate_of(std::string_view text) {
  Reader reader(text);
  Certificate certificate;
  certificate.makespan = reader.number();
  certificate.is_infeasible = reader.number_to(1) == 1;
  for (int left = reader.count(); left > 0 && reader.is_sound(); --left) {
    Meaning meaning;
    meaning.kind = static_cast<Meaning::Kind>(reader.number_to(static_cast<int>(Meaning::Kind::order)));
    meaning.activity = reader.number(), meaning.other = reader.number();
    certificate.variables.push_back(meaning);
  }
  while (reader.is_sound() && !reader.is_at_end()) certificate.lines.push_back(line_of(reader));
  if (!reader.is_sound()) return std::nullopt;
  return certificate;
}

}  // namespace zw::engines::schedule::prove
