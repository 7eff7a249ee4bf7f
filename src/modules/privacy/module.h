// The care for persons: revealed values, retention, what people may know about themselves.
#pragma once

#include "modules/module.h"
#include "modules/privacy/subject.h"

namespace zw::modules::privacy {

/// `files` name every kind of record that keeps bytes beside the database; `others` are the resources of the
/// other modules, whose masked values may be asked for.
Module privacy_module(FileHolders files, const std::vector<http::Resource>& others);

}  // namespace zw::modules::privacy
