// For tests: a far side on loopback that does exactly what a script says, and certificates made on the spot.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "http/outgoing/limits.h"

namespace zw::http::outgoing::testing {

namespace asio = boost::asio;

/// A key and a certificate signed with it for one DNS name and 127.0.0.1; the file holds both and is its own
/// CA.
class Certificate {
 public:
  explicit Certificate(const std::string& host)
      : path_(std::filesystem::temp_directory_path() /
              ("zw-outgoing-" + std::to_string(::getpid()) + "-" + host + ".pem")) {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("test"), -1,
                               -1, 0);
    X509_set_issuer_name(certificate, name);
    add(certificate, NID_basic_constraints, "critical,CA:TRUE");
    add(certificate, NID_subject_alt_name, "DNS:" + host + ",IP:127.0.0.1");
    X509_sign(certificate, key, EVP_sha256());
    FILE* file = std::fopen(path_.c_str(), "w");
    PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
    PEM_write_X509(file, certificate);
    std::fclose(file);
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  ~Certificate() { std::filesystem::remove(path_); }
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;

  std::string path() const { return path_; }

 private:
  static void add(X509* certificate, int kind, const std::string& value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
  }

  std::filesystem::path path_;
};

/// The server's end of one connection. Reading gives what came when the other side leaves.
class Peer {
 public:
  explicit Peer(asio::ip::tcp::socket socket) : socket_(std::move(socket)) {}

  void start_tls(const Certificate& certificate) {
    context_.emplace(asio::ssl::context::tls_server);
    context_->use_private_key_file(certificate.path(), asio::ssl::context::pem);
    context_->use_certificate_file(certificate.path(), asio::ssl::context::pem);
    tls_.emplace(socket_, *context_);
    boost::system::error_code refused_by_client;
    tls_->handshake(asio::ssl::stream_base::server, refused_by_client);
  }
  bool write(std::string_view bytes) {
    boost::system::error_code error;
    const auto buffer = asio::buffer(bytes.data(), bytes.size());
    tls_ ? asio::write(*tls_, buffer, error) : asio::write(socket_, buffer, error);
    return !error;
  }
  std::string read_until(std::string_view mark) {
    while (received_.find(mark) == std::string::npos)
      if (!receive()) return std::exchange(received_, {});
    const std::size_t end = received_.find(mark) + mark.size();
    std::string text = received_.substr(0, end);
    received_.erase(0, end);
    return text;
  }
  std::string read_line() {
    std::string line = read_until("\r\n");
    if (line.ends_with("\r\n")) line.resize(line.size() - 2);
    return line;
  }
  /// Head and body of one request, by its Content-Length.
  std::string read_request() {
    std::string request = read_until("\r\n\r\n");
    const std::size_t at = request.find("Content-Length: ");
    if (at == std::string::npos) return request;
    const std::size_t length = std::stoul(request.substr(at + 16));
    while (received_.size() < length && receive()) {
    }
    return request + std::exchange(received_, {});
  }
  /// Until the other side has had enough.
  void wait_for_end() {
    while (receive()) {
    }
  }

 private:
  bool receive() {
    char bytes[4096];
    boost::system::error_code error;
    const std::size_t count =
        tls_ ? tls_->read_some(asio::buffer(bytes), error) : socket_.read_some(asio::buffer(bytes), error);
    received_.append(bytes, count);
    return !error;
  }

  asio::ip::tcp::socket socket_;
  std::optional<asio::ssl::context> context_;
  std::optional<asio::ssl::stream<asio::ip::tcp::socket&>> tls_;
  std::string received_;
};

/// Plays the script with everyone who connects, one after another, and closes the connection when it ends.
class FakeServer {
 public:
  using Script = std::function<void(Peer&)>;

  explicit FakeServer(Script script, const std::string& address = "127.0.0.1")
      : acceptor_(context_, {asio::ip::make_address(address), 0}), script_(std::move(script)) {
    thread_ = std::thread([this] { serve(); });
  }
  ~FakeServer() {
    is_over_ = true;
    asio::ip::tcp::socket last(context_);
    boost::system::error_code ignored;
    last.connect(acceptor_.local_endpoint(), ignored);
    thread_.join();
  }
  FakeServer(const FakeServer&) = delete;
  FakeServer& operator=(const FakeServer&) = delete;

  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  std::string url(const std::string& path = "/") const {
    return "http://127.0.0.1:" + std::to_string(port()) + path;
  }
  /// How many came; a redirection or a refusal that was not heeded would show here.
  int visits() const { return visits_; }

 private:
  void serve() {
    while (true) {
      asio::ip::tcp::socket socket(context_);
      boost::system::error_code error;
      acceptor_.accept(socket, error);
      if (error || is_over_) return;
      ++visits_;
      Peer peer(std::move(socket));
      script_(peer);
    }
  }

  asio::io_context context_;
  asio::ip::tcp::acceptor acceptor_;
  Script script_;
  std::atomic<bool> is_over_ = false;
  std::atomic<int> visits_ = 0;
  std::thread thread_;
};

/// What a test on loopback needs; nothing is expected to last so long.
inline Limits loopback(std::chrono::milliseconds total = std::chrono::seconds(20)) {
  Limits limits;
  limits.total = total;
  limits.allow_private = true;
  return limits;
}

/// Resolves every name to these addresses.
inline Resolve always(std::vector<std::string> addresses) {
  return [addresses = std::move(addresses)](const std::string&) { return addresses; };
}

inline std::string http_answer(std::string_view status, std::string_view body,
                               std::string_view headers = "") {
  return "HTTP/1.1 " + std::string(status) + "\r\n" + std::string(headers) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

}  // namespace zw::http::outgoing::testing
