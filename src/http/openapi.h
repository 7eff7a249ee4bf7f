// The routes as an OpenAPI 3.1 document, made of their declarations.
#pragma once

#include <string>

#include "http/route.h"

namespace zw::http {

std::string openapi(const Routes& routes, const std::string& version);

}  // namespace zw::http
