#include "app/demo/dump.h"

#include "record/record_json.h"

namespace zw::app::demo {

std::string dump(const DemoZone& zone) {
  std::string out;
  record::JsonWriter json(out);
  json.begin_object();
  for_each_list(zone, [&](const auto& list) {
    using T = typename std::decay_t<decltype(list)>::value_type;
    const record::Entity& entity = record::describe<T>();
    json.key(entity.name).begin_array();
    for (const T& row : list) {
      json.begin_object();
      record::append_fields(json, entity, row.id, row.version, record::to_row(row));
      json.end_object();
    }
    json.end_array();
  });
  json.end_object();
  return out;
}

}  // namespace zw::app::demo
