// Takes a request from its address to its answer: route, person, role, handler, and every refusal on the way.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "http/assets.h"
#include "http/log.h"
#include "http/messages.h"
#include "http/metrics.h"
#include "http/request_parser.h"
#include "http/router.h"
#include "http/target.h"

namespace zw::http {

/// Who a cookie or a token speaks for.
struct Identity {
  ZoneId zone;
  storage::Actor actor;
  bool by_cookie = false;             ///< browsers add cookies to requests of other sites; nobody adds tokens
  bool must_change_password = false;  ///< may use nothing but /api/session until then
  std::string session;                ///< for `Gate::touch`
};

/// The door: knows sessions and tokens.
class Gate {
 public:
  virtual ~Gate() = default;
  virtual std::optional<Identity> identify(const Request& request) = 0;
  /// Does the session or token of somebody who came in earlier still let them in?
  virtual bool is_open(const Identity& identity) = 0;
  /// Would `identify` and `touch` do without the database for this request?
  virtual bool is_ready(const Request& request) = 0;
  /// The person was active. May write, rarely; called after the answer was made.
  virtual void touch(const Identity& identity) = 0;
};

class Dispatcher {
 public:
  struct Parts {
    Services& services;
    Gate& gate;
    const Messages& messages;
    Metrics& metrics;
    const Log& log;
    const Assets& assets;
  };

  Dispatcher(Routes routes, Parts parts);

  /// What the first lines of a request ask for; cheap, made on the network thread.
  struct Asked {
    std::string method_name;
    std::optional<Method> method;  ///< nothing for methods nobody declares
    bool is_head = false, is_options = false;
    std::optional<Target> target;  ///< nothing when the address is broken
    Match match;
    std::size_t max_body = 0;
  };
  Asked ask(std::string_view method, std::string_view target) const;

  /// May a network thread answer this itself? Handing over to a worker costs as much as a small answer; so
  /// reading requests whose route has lately always been quick, and which need nothing that could wait, are
  /// not handed over.
  bool is_quick(const Asked& asked, const Request& request) const;

  /// Never throws: the one place where failures of the world become answers.
  Response handle(Asked& asked, Request& request);
  /// The answer to bytes that are no request.
  Response refuse(Refusal refusal, std::size_t body_limit);

  const Routes& routes() const { return router_.routes(); }
  Metrics& metrics() { return parts_.metrics; }
  EventHub* events() { return parts_.services.events; }
  std::string new_request_id();

 private:
  Response answer(Asked& asked, Request& request);
  void learn(const Route* route, std::chrono::microseconds took);
  Response call(const Route& route, Request& request);
  Response without_route(const Asked& asked, const Request& request);
  std::optional<Response> refuse_person(const Route& route, const std::optional<Identity>& who,
                                        const Request& request);
  Response answer_failure(const storage::DatabaseError& error, std::string_view pattern,
                          const Request& request);
  void touch(const Identity& identity, const Request& request);

  Router router_;
  std::unique_ptr<std::atomic<int>[]> quick_runs_;  ///< for each route; slow ones are taken off
  Parts parts_;
  std::size_t first_metric_ = 0, other_metric_ = 0, refused_metric_ = 0;
  std::string id_prefix_;
  std::atomic<std::uint64_t> next_id_{1};
};

/// Headers that every answer carries.
std::string_view security_headers();

/// The status line and all headers, ready to be sent.
struct HeadFacts {
  std::string_view date;
  std::string_view request_id;
  bool is_secure = false;
  bool keeps_alive = true;
};
std::string head_text(const Response& response, const HeadFacts& facts);

}  // namespace zw::http
