// The person somebody asks about: which words name them, where those stand, and all of it in one file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/records.h"
#include "storage/text_places.h"

namespace zw::modules::privacy {

/// Where the bytes of uploaded files are kept beside the database; `app` knows all of them.
struct FileHolder {
  const record::Entity* entity;
  std::string_view digest_field = "digest";
  std::string_view name_field = "name";
};
using FileHolders = std::vector<FileHolder>;

/// Stands where a value was erased.
inline constexpr std::string_view kErased = "[已清除]";
/// Stands for the digest of a file that was deleted.
inline constexpr std::string_view kErasedDigest = "erased";

bool is_personal(const record::Field& field);

struct Subject {
  std::optional<Id> person;
  std::string name;                  ///< empty when only a telephone is known
  std::vector<std::string> reaches;  ///< telephones and e-mail addresses: nobody else has them
  /// Somebody else bears the name, or a name that holds it: then it is taken out only where it surely means
  /// this person.
  bool is_name_shared = false;

  /// Everything that names the person by itself.
  std::vector<std::string> words() const;
};

/// Problems: privacy.unknown_person.
Result<Subject> subject_by_person(storage::Records& records, Id person);
/// The person with that telephone, or the contact of a firm or a case.
Result<Subject> subject_by_phone(storage::Records& records, const std::string& phone);

/// The columns of `entity` that refer to a person.
std::vector<std::string> columns_of_person(const record::Entity& entity);

/// The records of one entity that speak of the subject, by number.
std::vector<storage::Item> records_of(storage::Records& records, const record::Entity& entity,
                                      const Subject& subject);

/// Every record, in full as far as it speaks of the subject; personal values of others stay masked.
std::string export_subject(storage::Records& records, const Subject& subject, const FileHolders& files);

}  // namespace zw::modules::privacy
