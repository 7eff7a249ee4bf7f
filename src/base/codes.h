// Codes the state gives to firms, people, regions and industries: shape, check digit, likely typing errors,
// demo values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace zw {

/// Where a code is wrong; the first of these that applies.
enum class CodeFault {
  none,
  length,
  character,
  authority,
  category,
  region,
  birth_date,
  organisation,
  check_digit
};

/// The problem code of a fault, e.g. "code.check_digit".
std::string_view problem_code(CodeFault fault);

/// Administrative region (GB/T 2260): six digits, a province that exists. 990000 is nobody's and serves the
/// demo.
bool is_region_code(std::string_view code);
/// Industry (GB/T 4754-2017): a section "C", or a section with division, group or class: "C35", "C3511"; also
/// without the letter, "35". Division and section must belong together.
bool is_industry_code(std::string_view code);
/// The section letter A–T of a division 1–97, or nothing for a division that does not exist.
std::optional<char> industry_section(int division);

/// GB 11714 organisation code, nine characters without a hyphen: weights 3 7 9 10 5 8 4 2, modulus 11.
char organisation_check_digit(std::string_view first_eight);
CodeFault check_organisation_code(std::string_view code);

/// GB 32100-2015 unified social credit code, 18 characters:
/// check = (31 − Σ value·3^(i−1) mod 31) mod 31 over `0-9A-H J-N P-R T U W X Y`.
char uscc_check_digit(std::string_view first_seventeen);
/// Parts: authority 1, category 2, region 3–8, organisation 9–17, check digit 18. When the check digit fails,
/// `organisation` says that 9–17 contradict their own check digit too, so the slip is there; `check_digit`
/// that it is elsewhere.
CodeFault check_uscc(std::string_view code);
bool is_uscc(std::string_view code);
/// Whether 9–17 carry the GB 11714 check digit. A valid code may not: some authorities number their own way,
/// so this ranks proposals and raises questions but refuses nothing.
bool uscc_organisation_is_consistent(std::string_view code);
/// Valid codes that differ from what was typed only by width, case, blanks or look-alikes (O/0, I/1, S/5,
/// Z/2, B/8 …). At most eight, fewest changes first; empty when none is valid.
std::vector<std::string> propose_uscc(std::string_view typed);

/// GB 11643 resident ID, 18 digits, the last may be X.
char resident_id_check_digit(std::string_view first_seventeen);
CodeFault check_resident_id(std::string_view id);
bool is_resident_id(std::string_view id);
/// The 18-digit form of a 15-digit ID issued before 1999 (birth year 19yy); nothing when it is no such ID.
std::optional<std::string> upgrade_resident_id(std::string_view old_form);
/// Valid IDs close to what was typed: width, case, look-alikes, the 15-digit form.
std::vector<std::string> propose_resident_id(std::string_view typed);

/// Checksum-valid in every part, and with region 990000 equal to no real firm's or person's code.
/// `sequence` is below 31^6 for firms and below 1000 for people.
std::string make_uscc(std::string_view region, std::uint64_t sequence);
std::string make_resident_id(std::string_view region, Date birth, int sequence);

}  // namespace zw
