// A route is declared once; the router, the role check, OpenAPI and the role tests are made of the
// declaration.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "http/message.h"
#include "record/description.h"
#include "storage/database.h"
#include "storage/scope.h"

namespace zw::jobs {
class Runner;
}

namespace zw::http {

class EventHub;

/// What every handler may use; lives as long as the server.
struct Services {
  storage::Database& database;
  Clock& clock;
  jobs::Runner* jobs = nullptr;
  EventHub* events = nullptr;
  std::string data_dir;
  bool demo = false;
  std::string stage = "";  ///< the day a demonstration zone tells of, e.g. "2020-06-14"
};

struct Context {
  const Services& services;
  const Request& request;
  storage::Scope scope;  ///< zone and actor of the session or token
};

using Handler = std::function<Response(const Context&)>;

enum class Shape { none, one, list, custom };

struct Route {
  Method method = Method::get;
  std::string path;                          ///< "/api/registry/enterprises/{id}"
  storage::Roles roles;                      ///< who may call it at all
  bool without_login = false;                ///< welcome page, login, set-up
  const record::Entity* request = nullptr;   ///< entity of the body, if it is one
  const record::Entity* response = nullptr;  ///< entity of the answer, if it is one
  Shape shape = Shape::custom;
  std::string ability;  ///< what the answered records must allow, e.g. "update"
  std::string summary;  ///< one English sentence for OpenAPI
  Handler handler;
  std::size_t max_body = 1 << 20;  ///< bytes
};

using Routes = std::vector<Route>;

}  // namespace zw::http
