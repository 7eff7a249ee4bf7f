-- Uploads, what is wrong with them, and what their import changed; equal to the descriptions in src/modules/intake.

CREATE TABLE batch (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  file_name TEXT NOT NULL,
  target TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('previewed', 'imported', 'undone')),
  digest TEXT NOT NULL,
  rows BIGINT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  same BIGINT NOT NULL,
  blocked BIGINT NOT NULL,
  defects BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT,
  imported_at BIGINT,
  search_key TEXT NOT NULL,
  PRIMARY KEY (zone_id, id)
) STRICT;

CREATE INDEX batch_search ON batch (zone_id, search_key, id);

CREATE TABLE defect (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  sheet TEXT,
  cell TEXT NOT NULL,
  row BIGINT NOT NULL,
  field TEXT,
  code TEXT NOT NULL,
  params TEXT,
  value TEXT,
  proposal TEXT,
  entered TEXT,
  severity TEXT NOT NULL CHECK (severity IN ('error', 'warning')),
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'edited', 'ignored')),
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, batch_id) REFERENCES batch (zone_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX defect_batch_id ON defect (zone_id, batch_id);

CREATE TABLE batch_change (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  entity TEXT NOT NULL,
  entity_id BIGINT NOT NULL,
  previous TEXT,
  version_after BIGINT NOT NULL,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, batch_id) REFERENCES batch (zone_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX batch_change_batch_id ON batch_change (zone_id, batch_id);
