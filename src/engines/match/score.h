// The worth of a pair, term by term, and the reasons why a pair may not be.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engines/match/instance.h"

namespace zw::engines::match {

enum class TermKind { skills, industry, distance, continuity, kept, extra };

/// One addend of a pair's score.
struct Term {
  TermKind kind = TermKind::extra;
  std::string name;          ///< of an extra, else empty
  std::int64_t points = 0;   ///< what the pair gets
  std::int64_t highest = 0;  ///< what the best imaginable officer would get for this object
  std::int64_t count = 0;    ///< skills: how many of the wanted ones; distance: metres

  friend bool operator==(const Term&, const Term&) = default;
};

enum class ReasonKind {
  absent,            ///< the officer is not present
  forbidden,         ///< `code` is the caller's reason
  missing_skill,     ///< `subject` is the required skill
  out_of_reach,      ///< `actual` metres, `passes_at` metres would do
  pinned_elsewhere,  ///< `subject` is the officer it is pinned to
  no_places          ///< the officer's capacity is 0; 1 would do
};

struct Reason {
  ReasonKind kind = ReasonKind::forbidden;
  Id subject;
  std::string code;
  std::int64_t actual = 0, passes_at = 0;

  friend bool operator==(const Reason&, const Reason&) = default;
};

/// Score of a pair that may not be: below every real score, and far enough for differences to show it.
inline constexpr std::int32_t kIneligible = -(1 << 30);

/// Every term that applies to the pair, zero or not, whether or not the pair is eligible. Σ points is its
/// score.
std::vector<Term> terms(const Instance& instance, int object, int officer);
std::int64_t score(const std::vector<Term>& terms);
/// Why the pair may not be; empty when it may.
std::vector<Reason> reasons(const Instance& instance, int object, int officer);

/// Scores one object against every officer, `kIneligible` where it may not be. Keeps the officers' columns at
/// hand.
class Scorer {
 public:
  explicit Scorer(const Instance& instance);
  /// `row` has one entry per officer.
  void score_row(int object, std::span<std::int32_t> row) const;

 private:
  void add_distance(const Draft::Object& object, std::span<std::int32_t> row) const;
  void strike_out(int object, std::span<std::int32_t> row) const;

  const Instance& instance_;
  std::vector<double> x_, y_;               ///< metres
  std::vector<std::int32_t> reach_metres_;  ///< 0 = no limit
  std::vector<unsigned char> has_place_;
  bool has_reach_ = false;
};

/// All scores, object by object: 4 bytes a pair. Rows are padded with `kIneligible` to whole blocks, so that
/// loops over them can be unrolled. A row may be read once it has been filled; memory is touched no earlier.
class ScoreMatrix {
 public:
  static constexpr std::size_t kBlock = 16;

  explicit ScoreMatrix(const Instance& instance)
      : officers_(static_cast<std::size_t>(instance.officers())),
        stride_((officers_ + kBlock - 1) / kBlock * kBlock),
        scores_(std::make_unique_for_overwrite<std::int32_t[]>(
            stride_ * static_cast<std::size_t>(instance.objects()))) {}

  void fill_row(const Scorer& scorer, int object) {
    std::int32_t* row = scores_.get() + offset(object);
    scorer.score_row(object, {row, officers_});
    std::fill(row + officers_, row + stride_, kIneligible);
  }
  std::span<const std::int32_t> row(int object) const { return {scores_.get() + offset(object), officers_}; }
  std::int32_t at(int object, int officer) const { return scores_[offset(object) + officer]; }
  std::size_t stride() const { return stride_; }

 private:
  std::size_t offset(int object) const { return static_cast<std::size_t>(object) * stride_; }

  std::size_t officers_, stride_;
  std::unique_ptr<std::int32_t[]> scores_;
};

}  // namespace zw::engines::match
