#include "base/codes.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

#include "base/rng.h"

namespace zw {
namespace {

TEST(Uscc, AgreesWithTheStandardsExample) {
  EXPECT_EQ(uscc_check_digit("91350100M000100Y4"), '3');
  EXPECT_TRUE(is_uscc("91350100M000100Y43"));
  EXPECT_TRUE(uscc_organisation_is_consistent("91350100M000100Y43"));
  EXPECT_EQ(organisation_check_digit("M000100Y"), '4');
}

TEST(Uscc, RemainderZeroGivesTheDigitZero) {
  int zeros = 0;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    const std::string code = make_uscc("990000", i);
    ASSERT_TRUE(is_uscc(code)) << code;
    zeros += code.back() == '0';
  }
  EXPECT_GT(zeros, 30);
  EXPECT_LT(zeros, 100);
}

TEST(Uscc, LettersCountByTheirPlaceInTheShortAlphabet) {
  // With ord − 'A' + 10 the letters behind the missing I, O, S, V, Z would weigh too much.
  int differing = 0;
  for (std::uint64_t i = 0; i < 31; ++i) {
    const std::string code = make_uscc("990000", i);
    int sum = 0, weight = 1;
    for (char c : code.substr(0, 17)) {
      sum += (c <= '9' ? c - '0' : c - 'A' + 10) * weight;
      weight = weight * 3 % 31;
    }
    const int naive = (31 - sum % 31) % 31;
    differing +=
        std::string_view("0123456789ABCDEFGHJKLMNPQRTUWXY")[static_cast<std::size_t>(naive)] != code[17];
  }
  EXPECT_GT(differing, 20);
}

TEST(Uscc, SaysWhichPartIsWrong) {
  EXPECT_EQ(check_uscc("91350100M000100Y4"), CodeFault::length);
  EXPECT_EQ(check_uscc("91350100M0O0100Y43"), CodeFault::character);
  EXPECT_EQ(check_uscc("91350100m000100Y43"), CodeFault::character);
  EXPECT_EQ(check_uscc("B1350100M000100Y43"), CodeFault::authority);
  EXPECT_EQ(check_uscc("97350100M000100Y43"), CodeFault::category);
  EXPECT_EQ(check_uscc("91990100M000100Y43"), CodeFault::region);
  EXPECT_EQ(check_uscc("91350100M000101Y43"), CodeFault::organisation);
  EXPECT_EQ(check_uscc("91350200M000100Y43"), CodeFault::check_digit);
  EXPECT_EQ(check_uscc("91350100M000100Y44"), CodeFault::check_digit);
  EXPECT_EQ(problem_code(CodeFault::check_digit), "code.check_digit");
  EXPECT_EQ(check_uscc(""), CodeFault::length);
}

TEST(Uscc, EverySingleSlipIsFound) {
  EXPECT_TRUE(rc::check("one exchanged character never stays valid", [] {
    const auto sequence = *rc::gen::inRange<std::uint64_t>(0, 800'000'000);
    const auto place = *rc::gen::inRange<std::size_t>(0, 18);
    const char other = "0123456789ABCDEFGHJKLMNPQRTUWXY"[*rc::gen::inRange(0, 31)];
    std::string code = make_uscc("990000", sequence);
    RC_PRE(code[place] != other);
    code[place] = other;
    RC_ASSERT(!is_uscc(code));
  }));
}

TEST(Uscc, ProposesWhatWasMeant) {
  const std::string right = "91350100M000100Y43";
  for (const char* typed :
       {"9135O100M000100Y43", "9I35OIOOMOOOIOOY43", "９１３５０１００Ｍ０００１００Ｙ４３",
        " 91350100-m000100y-43 ", "9l350100M000100Y43", "91350100MDD0100Y43"}) {
    const auto proposals = propose_uscc(typed);
    ASSERT_FALSE(proposals.empty()) << typed;
    EXPECT_EQ(proposals.front(), right) << typed;
    for (const auto& proposal : proposals) EXPECT_TRUE(is_uscc(proposal));
  }
  EXPECT_TRUE(propose_uscc("91350100M000100Y4").empty());
  EXPECT_TRUE(propose_uscc("示例机械有限公司").empty());
  EXPECT_EQ(propose_uscc(right), std::vector<std::string>{right});
}

TEST(Uscc, ConfusedLettersLeadBackToTheCode) {
  Rng rng(7);
  for (int i = 0; i < 500; ++i) {
    const std::string right = make_uscc("990000", rng.below(800'000'000));
    std::string typed = right;
    for (char& c : typed) {
      if (c == '0' && rng.chance(30)) c = 'O';
      if (c == '1' && rng.chance(30)) c = 'I';
      if (c == '5' && rng.chance(30)) c = 'S';
      if (c == '2' && rng.chance(30)) c = 'Z';
    }
    const auto proposals = propose_uscc(typed);
    ASSERT_NE(std::find(proposals.begin(), proposals.end(), right), proposals.end())
        << typed << " for " << right;
  }
}

TEST(Uscc, MadeCodesDiffer) {
  std::set<std::string> codes;
  for (std::uint64_t i = 0; i < 5000; ++i) codes.insert(make_uscc("990000", i * 37));
  EXPECT_EQ(codes.size(), 5000u);
}

TEST(OrganisationCode, HasTenAsX) {
  EXPECT_EQ(check_organisation_code("M000100Y4"), CodeFault::none);
  EXPECT_EQ(check_organisation_code("M000100Y5"), CodeFault::check_digit);
  EXPECT_EQ(check_organisation_code("M000100Y"), CodeFault::length);
  EXPECT_EQ(check_organisation_code("M000100-4"), CodeFault::character);
  EXPECT_EQ(organisation_check_digit("00000000"), '0');
  EXPECT_EQ(organisation_check_digit("40000000"), 'X') << "11 − 12 mod 11 = 10";
}

TEST(ResidentId, AgreesWithTheStandardsExamples) {
  EXPECT_EQ(resident_id_check_digit("11010519491231002"), 'X');
  EXPECT_EQ(resident_id_check_digit("44052418800101001"), '4');
  EXPECT_TRUE(is_resident_id("11010519491231002X"));
  EXPECT_TRUE(is_resident_id("440524188001010014"));
}

TEST(ResidentId, SaysWhichPartIsWrong) {
  EXPECT_EQ(check_resident_id("11010519491231002"), CodeFault::length);
  EXPECT_EQ(check_resident_id("11010519491231002x"), CodeFault::character);
  EXPECT_EQ(check_resident_id("X1010519491231002X"), CodeFault::character);
  EXPECT_EQ(check_resident_id("99010519491231002X"), CodeFault::region);
  EXPECT_EQ(check_resident_id("11010519490231002X"), CodeFault::birth_date);
  EXPECT_EQ(check_resident_id("110105194912310021"), CodeFault::check_digit);
}

TEST(ResidentId, OldFormBecomesTheNewOne) {
  EXPECT_EQ(upgrade_resident_id("110105491231002"), "11010519491231002X");
  EXPECT_EQ(upgrade_resident_id("110105490231002"), std::nullopt);
  EXPECT_EQ(upgrade_resident_id("11010549123100"), std::nullopt);
}

TEST(ResidentId, ProposesWhatWasMeant) {
  EXPECT_EQ(propose_resident_id("11010519491231002x"), std::vector<std::string>{"11010519491231002X"});
  EXPECT_EQ(propose_resident_id("1IO1O5 19491231 002Ｘ"), std::vector<std::string>{"11010519491231002X"});
  EXPECT_EQ(propose_resident_id("11010519491231002*"), std::vector<std::string>{"11010519491231002X"});
  EXPECT_EQ(propose_resident_id("110105491231002"), std::vector<std::string>{"11010519491231002X"});
}

TEST(ResidentId, MadeOnesAreValidAndNobodys) {
  const Date birth = *make_date(1980, 2, 29);
  for (int i = 0; i < 1000; ++i) {
    const std::string id = make_resident_id("990000", birth, i);
    ASSERT_TRUE(is_resident_id(id)) << id;
    ASSERT_EQ(id.substr(0, 14), "99000019800229");
  }
}

TEST(Region, HasSixDigitsAndAProvince) {
  for (const char* code : {"320371", "110000", "990000", "820000", "100000"})
    EXPECT_TRUE(is_region_code(code)) << code;
  for (const char* code : {"32037", "3203711", "990001", "010000", "160000", "32037A", ""})
    EXPECT_FALSE(is_region_code(code)) << code;
  int provinces = 0;
  for (int p = 0; p < 99; ++p) provinces += is_region_code((p < 10 ? "0" : "") + std::to_string(p) + "0101");
  EXPECT_EQ(provinces, 35) << "34 and Taiwan's second number";
}

TEST(Industry, DivisionsBelongToSections) {
  std::string sections;
  for (int d = 1; d <= 97; ++d) {
    ASSERT_TRUE(industry_section(d));
    if (sections.empty() || sections.back() != *industry_section(d)) sections += *industry_section(d);
  }
  EXPECT_EQ(sections, "ABCDEFGHIJKLMNOPQRST");
  EXPECT_EQ(industry_section(35), 'C');
  EXPECT_EQ(industry_section(0), std::nullopt);
  EXPECT_EQ(industry_section(98), std::nullopt);
  for (const char* code : {"C", "C35", "C351", "C3511", "35", "3511", "T97", "A01"})
    EXPECT_TRUE(is_industry_code(code)) << code;
  for (const char* code : {"", "U", "C47", "C00", "3", "98", "C35111", "c35", "C3x"})
    EXPECT_FALSE(is_industry_code(code)) << code;
}

}  // namespace
}  // namespace zw
