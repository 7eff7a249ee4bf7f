#include <fmt/format.h>

#include <array>

#include "http/presentation.h"
#include "modules/casework/board.h"
#include "modules/casework/casework.h"
#include "modules/registry/registry.h"
#include "record/sheet/write.h"

namespace zw::modules::casework {
namespace {

namespace sheet = record::sheet;
using http::Context;
using http::Method;
using http::Response;
using http::Shape;
using record::JsonWriter;
using registry::kStaff;
using storage::Connection;

/// As many rows as the standing ledger of a zone has in years.
constexpr std::size_t kMostRows = 50'000;
constexpr std::size_t kMostFound = 8;

Response read(const Context& context, const std::function<std::string(Records&)>& make) {
  std::string body;
  context.services.database.read([&](Connection& connection) {
    Records records(connection, context.scope);
    body = make(records);
  });
  return Response::json(std::move(body));
}

Response board(const Context& context) {
  std::optional<Instant> as_of;
  if (context.request.parameter("as_of")) {
    const auto at = http::number_parameter(context.request, "as_of");
    if (!at) return http::refuse(at.problems(), context.request);
    as_of = Instant{*at};
  }
  return read(context, [&](Records& records) { return board_json(records, as_of); });
}

Response matrix(const Context& context) {
  return read(context, [](Records& records) { return matrix_json(records); });
}

Response mine(const Context& context) {
  return read(context, [](Records& records) {
    std::string out;
    JsonWriter json(out);
    append_day(json, records);
    return out;
  });
}

std::string label_of(std::span<const record::Choice> choices, std::string_view name) {
  for (const auto& choice : choices)
    if (choice.name == name) return std::string(choice.label.zh);
  return std::string(name);
}

/// 台账 in the layout offices know: number, firm, request, category, received, who, state, light, due,
/// result.
std::string ledger_sheet(Records& records, const std::vector<storage::Item>& items) {
  auto writer = sheet::make_xlsx_writer();
  using sheet::ColumnKind;
  writer->sheet("企业诉求台账", {{"序号", ColumnKind::whole_number, 6},
                                 {"编号", ColumnKind::text, 16},
                                 {"企业", ColumnKind::text, 30},
                                 {"诉求", ColumnKind::text, 40},
                                 {"类别", ColumnKind::text, 10},
                                 {"收到", ColumnKind::instant, 17},
                                 {"主责人", ColumnKind::text, 10},
                                 {"状态", ColumnKind::text, 10},
                                 {"灯", ColumnKind::text, 6},
                                 {"办结期限", ColumnKind::instant, 17},
                                 {"办结", ColumnKind::instant, 17},
                                 {"办理结果", ColumnKind::text, 40},
                                 {"评价", ColumnKind::text, 10}});
  std::vector<Id> firms, people;
  std::vector<Case> cases;
  for (const auto& item : items) {
    cases.push_back(record::from_row<Case>(item.row, item.id, item.version));
    firms.push_back(cases.back().enterprise_id.value_or(Id{}));
    people.push_back(cases.back().owner_id);
  }
  const auto firm_names = records.titles(*storage::Catalogue::find("enterprise"), firms);
  const auto owner_names = records.titles(*storage::Catalogue::find("person"), people);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Case& c = cases[i];
    const std::string category = label_of(choices_of(c.category), name_of(c.category)),
                      state = label_of(choices_of(c.state), name_of(c.state)),
                      light = label_of(choices_of(c.light), name_of(c.light)),
                      rating = c.rating ? label_of(choices_of(*c.rating), name_of(*c.rating)) : "未评价";
    const auto instant = [](std::optional<Instant> at) { return at ? sheet::Field(*at) : sheet::Field(); };
    const std::array<sheet::Field, 13> row{
        static_cast<double>(i + 1),       std::string_view(c.number), std::string_view(firm_names[i]),
        std::string_view(c.title),        std::string_view(category), c.received_at,
        std::string_view(owner_names[i]), std::string_view(state),    std::string_view(light),
        instant(c.close_due_at),          instant(c.closed_at),       std::string_view(c.result),
        std::string_view(rating)};
    writer->row(row);
  }
  return writer->finish();
}

Response ledger(const Context& context) {
  auto query = http::list_query(case_resource(), context.scope, context.request);
  if (!query) return http::problem_response(400, "list.invalid", query.problems(), context.request);
  query->limit = kMostRows;
  query->wants_total = false;
  query->after.clear();
  Response response;
  context.services.database.read([&](Connection& connection) {
    Records records(connection, context.scope);
    const auto page = records.list(record::describe<Case>(), *query);
    if (!page) {
      response = http::problem_response(400, "list.invalid", page.problems(), context.request);
      return;
    }
    response.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    response.body = ledger_sheet(records, page->items);
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"cases.xlsx\"");
  });
  return response;
}

void append_found(JsonWriter& json, Records& records, std::string_view name, const record::Entity* entity,
                  std::string_view wanted) {
  json.key(name).begin_array();
  if (entity) {
    const auto page =
        records.list(*entity, {.limit = kMostFound, .search = std::string(wanted), .wants_total = false});
    ZW_ASSERT(page.ok(), "a search of the program sorts by the entity's own order");
    std::vector<Id> ids;
    for (const auto& item : page->items) ids.push_back(item.id);
    const auto titles = records.titles(*entity, ids);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      json.begin_object().member("id", ids[i].value).member("title", titles[i]);
      if (entity == &record::describe<Case>()) {
        const Case c = record::from_row<Case>(page->items[i].row);
        json.member("number", c.number).member("state", name_of(c.state));
      }
      json.end_object();
    }
  }
  json.end_array();
}

Response search(const Context& context) {
  const std::string wanted(context.request.parameter("q").value_or(""));
  if (wanted.empty()) return http::refuse({{"field.required", "q", {}}}, context.request);
  return read(context, [&](Records& records) {
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    append_found(json, records, "firms", storage::Catalogue::find("enterprise"), wanted);
    append_found(json, records, "cases", &record::describe<Case>(), wanted);
    append_found(json, records, "projects", storage::Catalogue::find("project"), wanted);
    append_found(json, records, "people", storage::Catalogue::find("person"), wanted);
    json.end_object();
    return out;
  });
}

}  // namespace

http::Routes board_routes() {
  const storage::Roles everybody = storage::Roles::everybody();
  http::Routes routes;
  const auto add = [&](std::string path, storage::Roles roles, std::string summary, http::Handler handler) {
    routes.push_back({Method::get, std::move(path), roles, false, nullptr, nullptr, Shape::custom, "",
                      std::move(summary), std::move(handler)});
  };
  add("/api/casework/board", kStaff, "Figures of supervision, now or at a past instant, each with its list.",
      &board);
  add("/api/casework/matrix", kStaff, "Projects by factors, each cell the state of its cases.", &matrix);
  add("/api/casework/mine", everybody, "What waits for the acting person.", &mine);
  add("/api/casework/ledger", kStaff, "The listed cases as the standing ledger, a workbook.", &ledger);
  add("/api/casework/search", kStaff, "Firms, cases, projects and people by name, pinyin or initials.",
      &search);
  return routes;
}

}  // namespace zw::modules::casework
