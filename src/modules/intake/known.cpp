#include "modules/intake/known.h"

#include "base/text.h"

namespace zw::modules::intake {
namespace {

std::string text_of(const record::Entity& entity, const storage::Item& item, std::string_view field) {
  if (field.empty()) return "";
  const record::Value& value = item.row[entity.index(field)];
  return record::is_null(value) ? "" : record::text(value);
}

}  // namespace

std::vector<std::string> split_names(std::string_view names) {
  std::vector<std::string> parts(1);
  for (std::size_t pos = 0; pos < names.size();) {
    const char32_t c = next_code_point(names, pos);
    if (c == ',' || c == ';' || c == U'，' || c == U'；' || c == U'、' || c == '\n')
      parts.emplace_back();
    else
      append_utf8(parts.back(), c);
  }
  std::erase_if(parts, [](const std::string& part) { return trim(part).empty(); });
  return parts;
}

Known::Known(const Target& target, std::vector<storage::Item> items, NameBook names)
    : items_(std::move(items)), names_(std::move(names)) {
  const record::Entity& entity = *target.entity;
  Names& own = names_[std::string(entity.name)];
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const std::string name = text_of(entity, items_[i], target.name_field),
                      code = text_of(entity, items_[i], target.code_field);
    if (!code.empty()) by_code_.try_emplace(code, i);
    by_name_.try_emplace(name_key(name), i);
    for (const std::string& former : split_names(text_of(entity, items_[i], target.former_name_field)))
      by_former_name_.try_emplace(name_key(former), i);
    own.add(Reference::to_record(items_[i].id), name, code);
  }
}

std::optional<std::size_t> Known::by_name(std::string_view name) const {
  return find(by_name_, name_key(name));
}
std::optional<std::size_t> Known::by_former_name(std::string_view name) const {
  return find(by_former_name_, name_key(name));
}

}  // namespace zw::modules::intake
