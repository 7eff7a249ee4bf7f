// What a far side said to a message, and whether it is worth trying again.
#pragma once

#include <string>
#include <string_view>

#include "base/problem.h"

namespace zw::http::outgoing {

enum class Fate {
  delivered,
  later,  ///< the far side is busy or counts how often it is called
  never   ///< it will say the same again
};

struct Verdict {
  Fate fate = Fate::never;
  std::string code;    ///< the far side's own: "45009", "550", "503"
  std::string reason;  ///< its words, for people to read
};

/// Of a message that was not delivered: outgoing.put_off or outgoing.refused, with `status` and `reason`.
Problem problem_of(const Verdict& verdict);

/// Whether a message that failed so may arrive when it is sent unchanged a while later: the network, a server
/// or a certificate may be mended by then; an address that is wrong or closed to calls stays so. After an
/// answer that nobody could read the message may have arrived, so repeating it would annoy.
bool is_worth_repeating(const Problems& problems);

/// Words of the far side, fit to be stored and shown: well-formed, in one line, of at most 300 characters.
std::string quotation(std::string_view words);

}  // namespace zw::http::outgoing
