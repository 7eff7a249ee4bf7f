#include "base/money.h"

#include <gtest/gtest.h>

namespace zw {
namespace {

TEST(Money, CountsFen) {
  EXPECT_EQ(yuan(3).fen, 300);
  EXPECT_EQ(ten_thousand_yuan(2), yuan(20'000));
  EXPECT_EQ(yuan(1) + Money{1}, Money{101});
  EXPECT_EQ(yuan(1) - yuan(2), Money{-100});
  Money sum;
  for (int i = 0; i < 10; ++i) sum += Money{10};
  EXPECT_EQ(sum, yuan(1)) << "ten times ten fen is exactly one yuan";
  EXPECT_LT(yuan(9), ten_thousand_yuan(1));
}

}  // namespace
}  // namespace zw
