// Words taken out of the texts of a table, whatever its columns are called.
#pragma once

#include <string>
#include <vector>

#include "modules/privacy/subject.h"

namespace zw::modules::privacy {

/// Puts `kErased` in the place of each word. Rows of described entities get a new version, and a new key to
/// be searched by. Answers how many rows were changed.
std::int64_t take_out_words(storage::Records& records, const storage::TextColumns& table,
                            const std::vector<std::string>& words);

/// The same in the rows that belong to the subject by reference, or that hold one of their `reaches`: for a
/// name that others bear as well.
std::int64_t take_out_shared_name(storage::Records& records, const storage::TextColumns& table,
                                  const Subject& subject);

/// The same in the texts of the records of `part` whose `field` refers to the record.
void take_out_of_parts(storage::Records& records, const record::Entity& part, const record::Field& field,
                       Id referred, const std::vector<std::string>& words);

/// Writes `row` over the record without a word in the trail, which must not repeat what is erased.
void overwrite(storage::Records& records, const record::Entity& entity, const storage::Item& before,
               const record::Row& row);

/// `text` with `kErased` for every `word`.
bool replace_word(std::string& text, std::string_view word);

}  // namespace zw::modules::privacy
