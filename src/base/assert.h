// Assertions state what the program believes about itself; user input can never make one fail.
#pragma once

namespace zw {

/// Prints the belief that was broken with its place and aborts.
[[noreturn]] void fail_assertion(const char* belief, const char* expression, const char* file, int line);

}  // namespace zw

/// `ZW_ASSERT(index < size, "a field index comes from the description")`
#define ZW_ASSERT(expression, belief) \
  ((expression) ? static_cast<void>(0) : ::zw::fail_assertion(belief, #expression, __FILE__, __LINE__))
