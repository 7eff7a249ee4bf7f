#include "base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace zw {

void fail_assertion(const char* belief, const char* expression, const char* file, int line) {
  std::fprintf(stderr, "zonewright: belief broken at %s:%d: %s [%s]\n", file, line, belief, expression);
  std::abort();
}

}  // namespace zw
