-- Who may come in. Secrets are stored as digests only: BLAKE2b of random tokens, argon2id of passwords.
-- Tokens name their zone ("7.Zk3…"), so that even the first look-up starts with zone_id.

-- The one table without a zone in its key: a stranger gives a login and nothing else, and it must be
-- unique in the whole installation to say which zone is meant. Distributed, this is a reference table.
CREATE TABLE login (
  login TEXT NOT NULL,
  zone_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  PRIMARY KEY (login)
) STRICT;

CREATE TABLE account (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  login TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  password_changed_at BIGINT NOT NULL,
  must_change_password BIGINT NOT NULL CHECK (must_change_password IN (0, 1)),
  roles TEXT NOT NULL,
  enterprise_id BIGINT NOT NULL,
  totp_secret TEXT,
  totp_confirmed BIGINT NOT NULL CHECK (totp_confirmed IN (0, 1)),
  -- A code is accepted once: the 30-second step of the last accepted one.
  totp_last_step BIGINT NOT NULL,
  is_disabled BIGINT NOT NULL CHECK (is_disabled IN (0, 1)),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (zone_id, id)
) STRICT;
CREATE UNIQUE INDEX account_person ON account (zone_id, person_id);

CREATE TABLE password_history (
  zone_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  password_hash TEXT NOT NULL,
  PRIMARY KEY (zone_id, account_id, changed_at)
) STRICT;

CREATE TABLE recovery_code (
  zone_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (zone_id, account_id, digest)
) STRICT;

CREATE TABLE session (
  zone_id BIGINT NOT NULL,
  digest TEXT NOT NULL,
  account_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  agent TEXT NOT NULL,
  PRIMARY KEY (zone_id, digest)
) STRICT;
CREATE INDEX session_account ON session (zone_id, account_id);

-- Browsers in which an account was signed in before: guessing elsewhere cannot slow them down.
CREATE TABLE known_device (
  zone_id BIGINT NOT NULL,
  digest TEXT NOT NULL,
  account_id BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (zone_id, digest)
) STRICT;
CREATE INDEX known_device_account ON known_device (zone_id, account_id);

-- For programs: `zonewright token`.
CREATE TABLE token (
  zone_id BIGINT NOT NULL,
  digest TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  roles TEXT NOT NULL,
  enterprise_id BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (zone_id, digest)
) STRICT;

-- Failed sign-ins, in zone 0 because nobody is known yet. The subject is a digest of login, address or device.
CREATE TABLE login_attempt (
  zone_id BIGINT NOT NULL,
  subject TEXT NOT NULL,
  failures BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  blocked_until BIGINT NOT NULL,
  PRIMARY KEY (zone_id, subject)
) STRICT;
CREATE INDEX login_attempt_last ON login_attempt (zone_id, last_at);

-- The links that make the first administrator of a new zone; in zone 0, since theirs does not exist yet.
CREATE TABLE setup_link (
  zone_id BIGINT NOT NULL,
  digest TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (zone_id, digest)
) STRICT;
