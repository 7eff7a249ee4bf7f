// The intake module: messy Excel and CSV come in, are previewed, fixed, imported, and undone if need be.
#pragma once

#include <vector>

#include "modules/intake/desk.h"
#include "modules/intake/target.h"
#include "modules/module.h"

namespace zw::modules::intake {

/// `targets` are the entities that can be imported; `app` names them, because a module knows no other.
Module intake_module(std::vector<Target> targets);

/// Where the bytes of uploads are kept below the data folder.
storage::Blobs upload_blobs(const std::string& data_dir);

/// An empty workbook with the headings of the target, units included, ready to be filled in.
std::string template_workbook(const Target& target);

}  // namespace zw::modules::intake
