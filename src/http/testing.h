// For tests: a zone of one's own, a server on a free port, and a client that sends exactly the bytes it is
// told.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "http/access.h"
#include "http/access_routes.h"
#include "http/events.h"
#include "http/operation_routes.h"
#include "http/server.h"
#include "storage/outbox.h"
#include "storage/testing.h"

namespace zw::http::testing {

/// One TCP connection. Reading gives up after ten seconds, far beyond what any test waits for.
class Client {
 public:
  explicit Client(std::uint16_t port, int receive_buffer = 0) {
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    if (receive_buffer > 0)
      ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    const int yes = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    is_open_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool is_open() const { return is_open_; }
  bool send(std::string_view bytes) {
    return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
  }
  void end_sending() { ::shutdown(socket_, SHUT_WR); }

  /// Everything up to and including `mark`; what came when the server closed or went silent, otherwise.
  std::string read_until(std::string_view mark) {
    for (std::size_t at; (at = received_.find(mark)) == std::string::npos;)
      if (!receive()) return std::exchange(received_, {});
    const std::size_t end = received_.find(mark) + mark.size();
    std::string text = received_.substr(0, end);
    received_.erase(0, end);
    return text;
  }
  /// One answer, head and body, by its Content-Length. `expect_body` is false after HEAD.
  std::string read_answer(bool expect_body = true) {
    std::string answer = read_until("\r\n\r\n");
    const std::size_t at = answer.find("Content-Length: ");
    if (!expect_body || at == std::string::npos) return answer;
    const std::size_t length = std::stoul(answer.substr(at + 16));
    while (received_.size() < length && receive()) {
    }
    answer += received_.substr(0, length);
    received_.erase(0, std::min(length, received_.size()));
    return answer;
  }
  std::string read_to_end() {
    while (receive()) {
    }
    return std::exchange(received_, {});
  }
  std::string ask(std::string_view bytes) { return send(bytes), read_answer(); }

 private:
  bool receive() {
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, 10'000) <= 0) return false;
    char buffer[16 * 1024];
    const ssize_t count = ::recv(socket_, buffer, sizeof buffer, 0);
    if (count <= 0) return false;
    received_.append(buffer, static_cast<std::size_t>(count));
    return true;
  }

  int socket_ = -1;
  bool is_open_ = false;
  std::string received_;
};

inline int status_of_answer(std::string_view answer) {
  return answer.size() > 12 && answer.starts_with("HTTP/1.1 ") ? std::stoi(std::string(answer.substr(9, 3)))
                                                               : 0;
}
inline std::string_view body_of_answer(std::string_view answer) {
  const std::size_t end = answer.find("\r\n\r\n");
  return end == std::string_view::npos ? "" : answer.substr(end + 4);
}
inline std::string header_of_answer(std::string_view answer, std::string_view name) {
  const std::string start = "\r\n" + std::string(name) + ": ";
  const std::size_t at = answer.find(start);
  if (at == std::string_view::npos) return "";
  return std::string(answer.substr(at + start.size(), answer.find("\r\n", at + 2) - at - start.size()));
}

/// Zone 1 with persons that are nothing but names, and sign-in as cheap as libsodium allows.
struct House {
  storage::testing::TestDatabase database;
  FixedClock clock{*parse_instant("2020-06-15T08:00:00Z")};
  std::vector<std::string> names;
  std::unique_ptr<Access> access;

  explicit House(AccessProfile profile = kModern, storage::Backend backend = storage::Backend::sqlite)
      : database(backend) {
    AccessSettings settings;
    settings.profile = profile;
    settings.cost = {1, 8192};
    access = std::make_unique<Access>(*database, clock, people(), settings);
  }

  void add_zone() {
    database->write([](storage::Connection& connection) {
      connection.execute("INSERT INTO zone (zone_id, code, name, created_at) VALUES (1, 'east', '东区', 0)");
    });
  }
  Id add_account(const std::string& login, const std::string& password, storage::Roles roles) {
    const std::string hash = *access->hasher().hash(password);
    Id id;
    database->write([&](storage::Connection& connection) {
      const storage::Scope scope{ZoneId{1}, {}, clock.now(), "test"};
      id = *access->create_account(connection, scope,
                                   {people().create(connection, scope, login, roles), login, hash, roles});
    });
    return id;
  }
  void publish(const std::string& topic, Id id) {
    database->write([&](storage::Connection& connection) {
      storage::publish(connection, {ZoneId{1}, {}, clock.now(), "test"}, topic, "enterprise", id);
    });
  }

 private:
  People people() {
    return {[this](storage::Connection&, const storage::Scope&, const std::string& name, storage::Roles) {
              names.push_back(name);
              return Id{static_cast<std::int64_t>(names.size())};
            },
            [this](storage::Connection&, ZoneId, Id person) {
              return names[static_cast<std::size_t>(person.value - 1)];
            }};
  }
};

/// The house with a server in front of it.
struct LiveServer {
  House house;
  Metrics metrics;
  Messages messages;
  Log log;
  Assets assets;
  EventHub hub;
  Services services;
  Dispatcher dispatcher;
  Server server;

  explicit LiveServer(Routes routes = {}, ServerSettings settings = {},
                      std::vector<embedded::File> files = {}, EventHubSettings events = {})
      : assets(files),
        hub(*house.database, house.clock, events),
        services{*house.database, house.clock, nullptr, &hub, "", true},
        dispatcher(all(std::move(routes)), {services, *house.access, messages, metrics, log, assets}),
        server(quick(settings), dispatcher) {
    house.access->when_forgetting([this] { hub.ask_again(); });
  }

  std::uint16_t port() const { return server.port(); }
  /// A cookie header for a new account with these roles, ready to be put into a request.
  std::string cookie(storage::Role role) {
    const std::string login = "user-" + std::to_string(house.names.size() + 1);
    if (house.names.empty()) house.add_zone();
    house.add_account(login, "unusual horse battery", storage::Roles{role});
    const auto in = house.access->sign_in({login, "unusual horse battery", "", "", "192.0.2.1", "test"});
    return "Cookie: zw_session=" + std::get<SignedIn>(in).session + "\r\n";
  }

 private:
  Routes all(Routes routes) {
    for (Route& route : access_routes(*house.access, "test")) routes.push_back(std::move(route));
    for (Route& route : operation_routes(metrics)) routes.push_back(std::move(route));
    return with_openapi(std::move(routes), "test");
  }
  static ServerSettings quick(ServerSettings settings) {
    settings.port = 0;
    settings.workers = settings.workers > 0 ? settings.workers : 4;
    settings.sweep = std::chrono::milliseconds(10);
    return settings;
  }
};

}  // namespace zw::http::testing
