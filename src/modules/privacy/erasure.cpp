#include "modules/privacy/erasure.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "http/forget_account.h"
#include "modules/casework/around.h"
#include "modules/privacy/words.h"
#include "modules/registry/people.h"
#include "record/json.h"
#include "record/record_json.h"
#include "record/sheet/zip.h"
#include "storage/outbox.h"

namespace zw::modules::privacy {
namespace {

using record::Entity;
using record::Field;
using record::JsonWriter;
using record::Kind;
using record::Row;
using record::Value;
using storage::Item;
using storage::Records;

constexpr std::string_view kAlive =
    "('registered', 'accepted', 'dispatched', 'handling', 'paused', 'resolved')";
/// The trail and what vouches for it are reworded, not written over.
constexpr std::string_view kTrail = "audit";

/// (entity, id) of the records that speak of somebody.
using Touched = std::set<std::pair<std::string, std::int64_t>>;

std::int64_t count(Records& records, const std::string& sql, const std::vector<Value>& arguments) {
  const auto row = records.connection().query(sql, arguments);
  row->step();
  return row->integer(0);
}

Row without_personal(const Entity& entity, Row row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    const Field& field = entity.fields[i];
    if (!is_personal(field) || record::is_null(row[i])) continue;
    const bool is_text = field.kind == Kind::text || field.kind == Kind::long_text;
    if (is_text)
      row[i] = field.rules.required ? std::string(kErased) : std::string();
    else if (!field.rules.required)
      row[i] = Value{};
  }
  return row;
}

/// Every pair of values in a difference, but the names of the fields, for those that `is_erased` says.
template <class IsErased>
bool blank_difference(std::string& difference, const IsErased& is_erased) {
  const auto parsed = record::parse_json(difference);
  if (!parsed || !parsed->array()) return false;
  bool is_changed = false;
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (const record::Json& change : *parsed->array()) {
    const std::string_view field = change.text_of("field");
    if (!is_erased(field) || change.boolean_of("erased")) {
      json.json(change);
      continue;
    }
    is_changed = true;
    json.begin_object().member("field", field).member("erased", true).key("before").null();
    json.key("after").null().end_object();
  }
  json.end_array();
  if (is_changed) difference = out;
  return is_changed;
}

Touched touched_records(Records& records, const Subject& subject) {
  Touched touched;
  for (const Entity* entity : storage::Catalogue::all()) {
    if (std::ranges::none_of(entity->fields, &is_personal)) continue;
    for (const Item& item : records_of(records, *entity, subject))
      touched.emplace(std::string(entity->name), item.id.value);
  }
  return touched;
}

void reword(storage::AuditWords& words, const Subject& subject, const Touched& touched, bool& is_changed) {
  const bool is_actor = subject.person && words.actor_id == subject.person->value;
  if (is_actor && words.actor_name != kErased) words.actor_name = kErased, is_changed = true;
  for (const std::string& word : subject.words()) {
    is_changed |= replace_word(words.actor_name, word);
    is_changed |= replace_word(words.difference, word);
  }
  for (const std::string& reach : subject.reaches)
    is_changed |= replace_word(words.difference, record::mask(reach));
  const bool is_self = subject.person && words.entity == "person" && words.id == *subject.person;
  if (is_self) {
    is_changed |= blank_difference(words.difference, [](std::string_view field) {
      return field == "name" || field == "mobile" || field == "email" || field == "note";
    });
  } else if (touched.contains({words.entity, words.id.value})) {
    is_changed |= replace_word(words.difference, subject.name);
    is_changed |= replace_word(words.difference, record::mask(subject.name));
  }
}

std::int64_t erase_from_audit(Records& records, const Subject& subject, const Touched& touched) {
  return storage::reword_audit(records.connection(), records.scope(), [&](storage::AuditWords& words) {
    bool is_changed = false;
    reword(words, subject, touched, is_changed);
    return is_changed;
  });
}

bool holds_word(std::string_view bytes, const std::vector<std::string>& words) {
  return std::ranges::any_of(
      words, [&](const std::string& word) { return bytes.find(word) != std::string_view::npos; });
}

/// The texts of office documents are packed; the parts where people write are looked into.
bool speaks(const std::string& bytes, const std::vector<std::string>& words) {
  if (holds_word(bytes, words)) return true;
  if (!bytes.starts_with("PK")) return false;
  auto archive = record::sheet::ZipArchive::open(bytes, {});
  if (!archive) return false;
  std::vector<std::string> parts = {"xl/sharedStrings.xml", "word/document.xml", "content.xml"};
  for (int sheet = 1; archive->has(fmt::format("xl/worksheets/sheet{}.xml", sheet)); ++sheet)
    parts.push_back(fmt::format("xl/worksheets/sheet{}.xml", sheet));
  for (const std::string& part : parts) {
    std::string text;
    const auto read = archive->read(part, [&](std::string_view chunk) {
      text += chunk;
      return record::sheet::Flow::go_on;
    });
    if (read && holds_word(text, words)) return true;
  }
  return false;
}

std::vector<std::string> files_of(Records& records, const Subject& subject, const FileHolders& files,
                                  const storage::Blobs& blobs) {
  std::set<std::string> own, seen;
  for (const FileHolder& holder : files) {
    const std::size_t digest = holder.entity->index(holder.digest_field);
    for (const Item& item : records_of(records, *holder.entity, subject))
      own.insert(record::text(item.row[digest]));
    const auto row = records.connection().query(fmt::format("SELECT DISTINCT {} FROM {} WHERE zone_id = $1",
                                                            holder.digest_field, holder.entity->name),
                                                {records.scope().zone.value});
    while (row->step()) seen.emplace(row->text(0));
  }
  for (const std::string& digest : seen) {
    const auto bytes = own.contains(digest) ? std::nullopt : blobs.get(digest);
    if (bytes && speaks(*bytes, subject.words())) own.insert(digest);
  }
  own.erase(std::string(kErasedDigest));
  return {own.begin(), own.end()};
}

/// Those of the digests that no record of any zone holds any more.
std::vector<std::string> held_by_nobody(Records& records, const FileHolders& files,
                                        std::vector<std::string> digests) {
  std::erase_if(digests, [&](const std::string& digest) {
    return std::ranges::any_of(files, [&](const FileHolder& holder) {
      return count(records,
                   fmt::format("SELECT count(*) FROM {0} WHERE zone_id > 0 AND {1} = $1", holder.entity->name,
                               holder.digest_field),
                   {digest}) > 0;
    });
  });
  return digests;
}

void erase_person(Records& records, const Subject& subject, ErasureReport& report) {
  const Entity& entity = record::describe<registry::Person>();
  const auto item = records.find(entity, *subject.person);
  Row row = without_personal(entity, item->row);
  row[entity.index("name")] = std::string(kErased);
  row[entity.index("note")] = std::string();
  overwrite(records, entity, *item, row);
  ++report.rows["person"];
  const auto zone = records.scope().zone.value;
  records.connection().execute(
      "UPDATE officer SET state = 'left', version = version + 1 WHERE zone_id = $1 AND person_id = $2",
      {zone, subject.person->value});
  records.connection().execute("DELETE FROM idempotency WHERE zone_id = $1 AND actor_id = $2",
                               {zone, subject.person->value});
  report.accounts = http::forget_account(records.connection(), records.scope().zone, *subject.person);
  // What they said to us in their own name.
  const Entity& voice = record::describe<casework::Feedback>();
  for (const Item& said : records_of(records, voice, subject)) {
    if (record::is_null(said.row[voice.index("person_id")])) continue;
    overwrite(records, voice, said, without_personal(voice, said.row));
    ++report.rows["feedback"];
  }
}

}  // namespace

Outcome may_be_erased(Records& records, const Subject& subject) {
  const auto zone = records.scope().zone.value;
  const std::int64_t person = subject.person ? subject.person->value : 0;
  Problems problems;
  const auto refuse = [&](std::string code, std::int64_t found) {
    if (found > 0) problems.push_back({std::move(code), "", {{"count", fmt::format("{}", found)}}});
  };
  const std::int64_t duties =
      count(records,
            "SELECT count(*) FROM duty d JOIN officer o ON o.zone_id = d.zone_id AND o.id = d.officer_id "
            "WHERE d.zone_id = $1 AND d.state = 'active' AND o.person_id = $2",
            {zone, person}) +
      count(
          records,
          "SELECT count(*) FROM tenure WHERE zone_id = $1 AND person_id = $2 AND (ends_on IS NULL OR ends_on "
          "> $3)",
          {zone, person, to_string(china_date(records.scope().now))});
  std::int64_t cases = count(
      records,
      fmt::format("SELECT count(*) FROM service_case WHERE zone_id = $1 AND owner_id = $2 AND state IN {}",
                  kAlive),
      {zone, person});
  for (const std::string& reach : subject.reaches)
    cases += count(records,
                   fmt::format("SELECT count(*) FROM service_case WHERE zone_id = $1 AND state IN {} AND "
                               "replace(contact_phone, $2, '') <> contact_phone",
                               kAlive),
                   {zone, reach});
  for (const auto& [table, open] :
       {std::pair{"case_step", "p.owner_id = $2 AND p.state IN ('waiting', 'open')"},
        std::pair{"case_assistance", "p.person_id = $2 AND p.done_at IS NULL"},
        std::pair{"case_signer", "p.person_id = $2 AND p.state = 'asked'"}})
    cases += count(records,
                   fmt::format("SELECT count(*) FROM {} p JOIN service_case c ON c.zone_id = p.zone_id AND "
                               "c.id = p.case_id WHERE p.zone_id = $1 AND {} AND c.state IN {}",
                               table, open, kAlive),
                   {zone, person});
  refuse("privacy.open_duties", duties);
  refuse("privacy.open_cases", cases);
  refuse("privacy.on_hold",
         count(records,
               "SELECT count(*) FROM legal_hold WHERE zone_id = $1 AND entity = 'person' AND record_id = $2 "
               "AND (until IS NULL OR until >= $3)",
               {zone, person, to_string(china_date(records.scope().now))}));
  if (!problems.empty()) return problems;
  return Nothing{};
}

Result<ErasureReport> erase_subject(Records& records, storage::Backend backend, const Subject& subject,
                                    const FileHolders& files, const storage::Blobs& blobs) {
  if (const auto allowed = may_be_erased(records, subject); !allowed) return allowed.problems();
  ErasureReport report;
  const Touched touched = touched_records(records, subject);
  report.files = drop_files(records, files, files_of(records, subject, files, blobs));
  if (subject.person) erase_person(records, subject, report);
  for (const auto& table : storage::text_columns(records.connection(), backend)) {
    if (table.table.starts_with(kTrail)) continue;
    std::int64_t changed = 0;
    if (subject.is_name_shared) changed += take_out_shared_name(records, table, subject);
    changed += take_out_words(records, table, subject.words());
    if (changed > 0) report.rows[table.table] += changed;
  }
  report.audit_rows = erase_from_audit(records, subject, touched);
  const Id id = subject.person.value_or(Id{});
  storage::append_audit(records.connection(), records.scope(), {"erased", "person", id, 0, "[]"});
  storage::publish(records.connection(), records.scope(), "person.erased", "person", id);
  return report;
}

std::int64_t erase_personal(Records& records, const Entity& entity, const std::vector<Item>& items) {
  Touched touched;
  for (const Item& item : items) {
    std::vector<std::string> values;
    for (std::size_t i = 0; i < item.row.size(); ++i)
      if (const auto* text = std::get_if<std::string>(&item.row[i]);
          is_personal(entity.fields[i]) && text && !text->empty() && *text != kErased)
        values.push_back(*text);
    overwrite(records, entity, item, without_personal(entity, item.row));
    touched.emplace(std::string(entity.name), item.id.value);
    for (const Entity* part : storage::Catalogue::all())
      for (const Field& field : part->fields)
        if (field.rules.refers_to == entity.name) take_out_of_parts(records, *part, field, item.id, values);
  }
  if (touched.empty()) return 0;
  storage::reword_audit(records.connection(), records.scope(), [&](storage::AuditWords& words) {
    return touched.contains({words.entity, words.id.value}) &&
           blank_difference(words.difference, [&](std::string_view name) {
             const Field* field = entity.find(name);
             return field && is_personal(*field);
           });
  });
  return static_cast<std::int64_t>(touched.size());
}

std::vector<std::string> drop_files(Records& records, const FileHolders& files,
                                    const std::vector<std::string>& digests) {
  for (const FileHolder& holder : files)
    for (const std::string& digest : digests)
      records.connection().execute(
          fmt::format("UPDATE {0} SET {1} = $1, version = version + 1 WHERE zone_id = $2 AND {1} = $3",
                      holder.entity->name, holder.digest_field),
          {std::string(kErasedDigest), records.scope().zone.value, digest});
  return held_by_nobody(records, files, digests);
}

std::vector<std::string> drop_files(Records& records, const FileHolders& files, const FileHolder& holder,
                                    const std::vector<Item>& items) {
  const std::size_t column = holder.entity->index(holder.digest_field);
  std::vector<std::string> digests;
  for (const Item& item : items) {
    std::string digest = record::text(item.row[column]);
    if (digest == kErasedDigest) continue;
    records.connection().execute(
        fmt::format("UPDATE {} SET {} = $1, version = version + 1 WHERE zone_id = $2 AND id = $3",
                    holder.entity->name, holder.digest_field),
        {std::string(kErasedDigest), records.scope().zone.value, item.id.value});
    if (std::ranges::find(digests, digest) == digests.end()) digests.push_back(std::move(digest));
  }
  return held_by_nobody(records, files, digests);
}

void remove_files(const std::string& data_dir, const std::vector<std::string>& digests) {
  storage::Blobs blobs(data_dir + "/blobs");
  for (const std::string& digest : digests) blobs.remove(digest);
}

}  // namespace zw::modules::privacy
