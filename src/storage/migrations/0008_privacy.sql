-- Who looked at masked values and why, how long personal values are kept, and what was taken out of the audit
-- trail; the first three are equal to the descriptions in src/modules/privacy.

-- Hashed with its row, so that nobody who guesses at an erased value can compare the hash. Rows that were written
-- before have none, and an erasure takes it away.
ALTER TABLE audit ADD COLUMN salt TEXT NOT NULL DEFAULT '';

-- What a row of the trail says since something was erased from it. The digests of one erasure are hashed together
-- into the row `by_seq` of the trail, which vouches for them.
CREATE TABLE audit_erasure (
  zone_id BIGINT NOT NULL,
  by_seq BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (zone_id, by_seq, seq)
) STRICT;

CREATE TABLE reveal (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  by_id BIGINT,
  by_name TEXT,
  entity TEXT NOT NULL,
  record_id BIGINT NOT NULL,
  field TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('contact_now', 'verify_identity', 'handle_case', 'emergency', 'other')),
  note TEXT NOT NULL,
  subject_id BIGINT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, by_id) REFERENCES person (zone_id, id),
  FOREIGN KEY (zone_id, subject_id) REFERENCES person (zone_id, id)
) STRICT;

CREATE INDEX reveal_by_id ON reveal (zone_id, by_id);

CREATE INDEX reveal_subject_id ON reveal (zone_id, subject_id);

CREATE TABLE retention_rule (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT,
  entity TEXT NOT NULL,
  after_field TEXT NOT NULL,
  term_days BIGINT NOT NULL,
  act TEXT NOT NULL CHECK (act IN ('erase_personal', 'delete_files', 'delete_rows')),
  citation TEXT NOT NULL,
  effective_from TEXT NOT NULL,
  effective_until TEXT,
  PRIMARY KEY (zone_id, id)
) STRICT;

CREATE UNIQUE INDEX retention_rule_one_version ON retention_rule (zone_id, code, effective_from);

CREATE TABLE legal_hold (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  entity TEXT NOT NULL,
  record_id BIGINT NOT NULL,
  reason TEXT NOT NULL,
  until TEXT,
  PRIMARY KEY (zone_id, id)
) STRICT;

CREATE INDEX legal_hold_record ON legal_hold (zone_id, entity, record_id);
