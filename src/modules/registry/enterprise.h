// Enterprises of the zone and the dated, sourced values of their dossiers.
#pragma once

#include "record/description.h"

namespace zw::modules::registry {

enum class EnterpriseKind { company, foreign, individual, branch, institution };
enum class EnterpriseStatus { registered, preparing, suspended, moved, cancelled };
enum class SizeClass { industry_above, service_above, trade_above, construction_qualified, small };

std::span<const record::Choice> choices_of(EnterpriseKind);
std::span<const record::Choice> choices_of(EnterpriseStatus);
std::span<const record::Choice> choices_of(SizeClass);

struct Enterprise : record::Stored {
  std::string name;
  std::string former_name;
  std::optional<std::string> uscc;
  EnterpriseKind kind = EnterpriseKind::company;
  EnterpriseStatus status = EnterpriseStatus::registered;
  SizeClass size_class = SizeClass::small;
  std::string industry_code;  ///< GB/T 4754-2017: section letter, or division and below in digits
  std::optional<Id> parent_id;
  std::string group_name;
  std::string address;
  std::optional<std::int64_t> latitude_e6, longitude_e6;  ///< WGS 84, millionths of a degree
  std::string legal_representative;
  std::string contact_name;
  std::string contact_phone;
  std::optional<std::int64_t> employees;
  std::optional<Money> registered_capital;
  std::optional<Date> established_on;
  std::string products;
  std::string market;
  std::string technology;
  std::string advantages;
  bool needs_residency = false;  ///< deserves an officer who lives in: at most one such object per officer
  std::string needs_skill;
  std::string needs_language;
  std::string note;
};

/// One value of a dossier as it was known: never changed, superseded by a later one.
struct Fact : record::Stored {
  Id enterprise_id;
  std::string field;
  std::string value;
  Date as_of;
  std::string source;
};

}  // namespace zw::modules::registry

namespace zw::record {
template <>
const Entity& describe<modules::registry::Enterprise>();
template <>
const Entity& describe<modules::registry::Fact>();
}  // namespace zw::record
