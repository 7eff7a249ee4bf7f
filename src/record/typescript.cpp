#include "record/typescript.h"

#include <fmt/format.h>

#include <cctype>

namespace zw::record {
namespace {

std::string upper_camel(std::string_view name) {
  std::string camel;
  bool is_start = true;
  for (char c : name) {
    if (c == '_') {
      is_start = true;
      continue;
    }
    camel += is_start ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    is_start = false;
  }
  return camel;
}

std::string type_of(const Field& field) {
  switch (field.kind) {
    case Kind::boolean:
      return "boolean";
    case Kind::ref:
    case Kind::integer:
    case Kind::money:
    case Kind::instant:
      return "number";
    case Kind::json:
      return "unknown";
    case Kind::choice: {
      std::string choices;
      for (const Choice& choice : field.choices)
        choices += fmt::format("{}'{}'", choices.empty() ? "" : " | ", choice.name);
      return choices;
    }
    default:
      return "string";
  }
}

}  // namespace

std::string typescript(const Entity& entity) {
  std::string out = fmt::format("/** {} · {} */\nexport interface {} {{\n  id: number\n  version: number\n",
                                entity.label.zh, entity.label.en, upper_camel(entity.name));
  for (const Field& field : entity.fields) {
    if (field.privacy.data_class == DataClass::secret) continue;
    out += fmt::format("  /** {} · {} */\n  {}: {}{}\n", field.label.zh, field.label.en, field.name,
                       type_of(field), field.rules.required ? "" : " | null");
  }
  return out + "}\n";
}

}  // namespace zw::record
