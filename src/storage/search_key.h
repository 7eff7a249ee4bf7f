// What free text finds a record by, for those who write rows past the generic store.
#pragma once

#include <string>

#include "record/description.h"

namespace zw::storage {

/// The searched fields of the row with their pinyin.
std::string search_key_of(const record::Entity& entity, const record::Row& row);

}  // namespace zw::storage
