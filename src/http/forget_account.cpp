#include "http/forget_account.h"

#include <vector>

namespace zw::http {

std::int64_t forget_account(storage::Connection& connection, ZoneId zone, Id person) {
  std::vector<std::int64_t> accounts;
  {
    const auto row = connection.query("SELECT id FROM account WHERE zone_id = $1 AND person_id = $2",
                                      {zone.value, person.value});
    while (row->step()) accounts.push_back(row->integer(0));
  }
  for (const std::int64_t account : accounts)
    for (const char* sql : {"DELETE FROM session WHERE zone_id = $1 AND account_id = $2",
                            "DELETE FROM known_device WHERE zone_id = $1 AND account_id = $2",
                            "DELETE FROM recovery_code WHERE zone_id = $1 AND account_id = $2",
                            "DELETE FROM password_history WHERE zone_id = $1 AND account_id = $2",
                            "DELETE FROM login WHERE zone_id = $1 AND account_id = $2",
                            "DELETE FROM account WHERE zone_id = $1 AND id = $2"})
      connection.execute(sql, {zone.value, account});
  const std::int64_t tokens = connection.execute("DELETE FROM token WHERE zone_id = $1 AND person_id = $2",
                                                 {zone.value, person.value});
  return tokens + static_cast<std::int64_t>(accounts.size());
}

}  // namespace zw::http
