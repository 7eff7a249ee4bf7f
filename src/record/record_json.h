// Records as JSON objects, both ways, by their description.
#pragma once

#include "base/result.h"
#include "record/description.h"
#include "record/json.h"

namespace zw::record {

/// Which personal values the reader may see in full; the rest is masked ("138****1234").
enum class Sight { full, masked };

/// The value in JSON's words: booleans as true/false, choices by name, null as null; secrets never.
void append_value(JsonWriter& json, const Field& field, const Value& value, Sight sight = Sight::full);
/// `"id":…,"version":…,"name":…` into an object that is already open.
void append_fields(JsonWriter& json, const Entity& entity, Id id, std::int64_t version, const Row& row,
                   Sight sight = Sight::full);

/// Lays the members of `object` over `row`. Problems: json.not_an_object, field.unknown, field.read_only,
/// field.type and all of `validate`. `id` and `version` are ignored when present, so that a record read can
/// be sent back.
Result<Row> apply_json(const Entity& entity, Row row, const Json& object);

/// A masked text: first and last part kept, the middle starred.
std::string mask(std::string_view text);

/// [{"field":…,"before":…,"after":…}] of the fields that differ; personal values masked, secrets only named.
std::string difference(const Entity& entity, const Row* before, const Row* after);

}  // namespace zw::record
