// The engine's receipts in words that screens know: term codes, verdicts, reasons.
#pragma once

#include "engines/match/explain.h"
#include "record/json.h"

namespace zw::modules::registry {

std::string_view code_of(engines::match::TermKind kind);
std::string_view code_of(engines::match::Verdict verdict);
std::string_view code_of(engines::match::ReasonKind kind);

/// [{"code":"skill","points":40,"highest":80,"count":1},…]
void append_terms(record::JsonWriter& json, const std::vector<engines::match::Term>& terms);

}  // namespace zw::modules::registry
