// Reads one HTTP/1.1 request from bytes as they arrive, strictly, so that no proxy can understand it
// differently.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zw::http {

/// Why a request cannot be understood; the connection ends after the answer.
struct Refusal {
  int status;
  std::string_view code;
};

/// What stands before the body.
struct RequestHead {
  std::string method, target;
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case, values trimmed
  bool keep_alive = true;
  bool expects_continue = false;
  bool is_chunked = false;
  std::uint64_t content_length = 0;

  bool has_body() const { return is_chunked || content_length > 0; }
};

/// Fed with whatever has arrived; keeps no byte it has not understood: the caller hands the rest in again.
class RequestParser {
 public:
  static constexpr std::size_t kMaxHead = 16 * 1024;
  static constexpr std::size_t kMaxHeaders = 100;
  static constexpr std::size_t kMaxTrailer = 4 * 1024;

  enum class Step {
    more,       ///< needs further bytes
    head_done,  ///< head() is valid; say limit_body() and feed on
    complete,   ///< head() and body() are valid
    refused,    ///< refusal() says why
  };

  /// Removes what it understood from the front of `bytes`. Stops once at head_done and at complete.
  Step feed(std::string_view& bytes);

  /// Everything longer is refused with 413. Must be called at head_done.
  Step limit_body(std::uint64_t bytes);

  RequestHead& head() { return head_; }
  std::string& body() { return body_; }
  Refusal refusal() const { return refusal_; }
  bool has_begun() const { return has_begun_; }

 private:
  enum class Phase { head, body, chunk_size, chunk_data, chunk_end, trailer, done };

  Step refuse(int status, std::string_view code);
  Step feed_head(std::string_view& bytes);
  Step feed_body(std::string_view& bytes);
  Step feed_chunked(std::string_view& bytes);
  Step chunk_size(std::string_view& bytes);
  Step trailer(std::string_view& bytes);
  bool parse_request_line(std::string_view line);
  bool parse_header(std::string_view line);
  bool apply_headers();
  bool apply_length();

  Phase phase_ = Phase::head;
  bool has_begun_ = false;
  int version_minor_ = 1;
  std::size_t scanned_ = 0;  ///< bytes of the head already searched for its end
  std::size_t trailer_bytes_ = 0;
  std::uint64_t remaining_ = 0;  ///< of the body, or of the chunk
  std::uint64_t limit_ = 0;
  RequestHead head_;
  std::string body_;
  Refusal refusal_{400, "request.malformed"};
};

}  // namespace zw::http
