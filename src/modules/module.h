// What a module brings to the program; `app` reads the list aloud.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/messages.h"
#include "http/resource.h"
#include "http/route.h"
#include "record/description.h"
#include "storage/check.h"

namespace zw::modules {

struct Module {
  std::string_view name;
  std::vector<const record::Entity*> entities;
  std::vector<http::Resource> resources;
  http::Routes routes;                         ///< verbs and views beyond the resources
  std::vector<http::Message> messages;         ///< problem codes in zh and en
  std::vector<storage::Invariant> invariants;  ///< what `zonewright check` asks
  std::function<void(jobs::Runner&)> register_jobs = {};
};

}  // namespace zw::modules
