// The preview of a batch as the screen reads it.
#pragma once

#include <string>
#include <string_view>

#include "modules/intake/desk.h"
#include "record/record_json.h"

namespace zw::modules::intake {

/// {"rows","ready","create","update","same","blocked","defects","by_code":[{"code","title","count","fixable"}]}
std::string summary_json(const Interpretation& reading);

/// {"batch":…,"sheets":[…],"summary":…,"rows":[…]} with the first rows as they would be stored; `batch_json`
/// is the record.
std::string preview_json(const Preview& preview, std::string_view batch_json, record::Sight sight);

}  // namespace zw::modules::intake
