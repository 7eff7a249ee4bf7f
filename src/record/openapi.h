// An entity's description as a JSON schema (2020-12), as OpenAPI 3.1 wants it.
#pragma once

#include "record/description.h"
#include "record/json.h"

namespace zw::record {

/// What the server answers has an id and a version; what it takes has only what people may write.
enum class SchemaUse { answer, input };

/// Secret fields appear in neither.
void write_schema(JsonWriter& json, const Entity& entity, SchemaUse use);

std::string_view to_string(DataClass data_class);

}  // namespace zw::record
