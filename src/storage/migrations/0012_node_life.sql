-- The life of nodes: reported by one person and confirmed by another, re-planned with a reason that is kept.

ALTER TABLE node ADD COLUMN is_key BIGINT NOT NULL DEFAULT 0 CHECK (is_key IN (0, 1));

ALTER TABLE node ADD COLUMN forecast_on TEXT;

ALTER TABLE node ADD COLUMN evidence TEXT;

CREATE TABLE variance_reason (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('cause', 'measure')),
  sequence BIGINT NOT NULL,
  PRIMARY KEY (zone_id, id)
) STRICT;

CREATE UNIQUE INDEX variance_reason_name_unique ON variance_reason (zone_id, name);

CREATE TABLE node_event (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  node_id BIGINT NOT NULL,
  project_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('started', 'reported', 'confirmed', 'refused', 'replanned', 'blocked', 'unblocked')),
  at BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  round BIGINT NOT NULL,
  done_on TEXT,
  before_on TEXT,
  after_on TEXT,
  reason_id BIGINT,
  words TEXT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, node_id) REFERENCES node (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, project_id) REFERENCES project (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, person_id) REFERENCES person (zone_id, id),
  FOREIGN KEY (zone_id, reason_id) REFERENCES variance_reason (zone_id, id)
) STRICT;

CREATE INDEX node_event_node_id ON node_event (zone_id, node_id);

CREATE INDEX node_event_project_id ON node_event (zone_id, project_id);

CREATE INDEX node_event_person_id ON node_event (zone_id, person_id);

CREATE INDEX node_event_reason_id ON node_event (zone_id, reason_id);

CREATE UNIQUE INDEX node_event_other_person ON node_event (zone_id, node_id, round, person_id) WHERE kind IN ('reported', 'confirmed', 'refused');
