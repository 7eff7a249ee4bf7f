-- The project ledger; equal to the descriptions in src/modules/projects.

CREATE TABLE programme (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('programme', 'cluster')),
  target_capacity BIGINT,
  capacity_unit TEXT,
  enterprise_id BIGINT,
  note TEXT,
  search_key TEXT NOT NULL,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, enterprise_id) REFERENCES enterprise (zone_id, id)
) STRICT;

CREATE UNIQUE INDEX programme_name_unique ON programme (zone_id, name);

CREATE INDEX programme_enterprise_id ON programme (zone_id, enterprise_id);

CREATE INDEX programme_search ON programme (zone_id, search_key, id);

CREATE TABLE project (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  code TEXT,
  class TEXT NOT NULL CHECK (class IN ('industrial', 'urban', 'livelihood')),
  cluster_id BIGINT,
  programme_id BIGINT,
  enterprise_id BIGINT,
  owner_organisation_id BIGINT,
  state TEXT NOT NULL CHECK (state IN ('planned', 'negotiating', 'signed', 'registered', 'approved', 'land', 'permits', 'started', 'building', 'completed', 'producing', 'full_capacity', 'listed', 'paused', 'stopped')),
  address TEXT,
  latitude_e6 BIGINT,
  longitude_e6 BIGINT,
  investment BIGINT,
  planned_start TEXT,
  planned_finish TEXT,
  design_capacity BIGINT,
  capacity_unit TEXT,
  needs_residency BIGINT NOT NULL CHECK (needs_residency IN (0, 1)),
  note TEXT,
  search_key TEXT NOT NULL,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, cluster_id) REFERENCES programme (zone_id, id),
  FOREIGN KEY (zone_id, programme_id) REFERENCES programme (zone_id, id),
  FOREIGN KEY (zone_id, enterprise_id) REFERENCES enterprise (zone_id, id),
  FOREIGN KEY (zone_id, owner_organisation_id) REFERENCES organisation (zone_id, id)
) STRICT;

CREATE UNIQUE INDEX project_name_unique ON project (zone_id, name);

CREATE INDEX project_cluster_id ON project (zone_id, cluster_id);

CREATE INDEX project_programme_id ON project (zone_id, programme_id);

CREATE INDEX project_enterprise_id ON project (zone_id, enterprise_id);

CREATE INDEX project_owner_organisation_id ON project (zone_id, owner_organisation_id);

CREATE INDEX project_search ON project (zone_id, search_key, id);

CREATE TABLE phase (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  project_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  capacity BIGINT,
  capacity_unit TEXT,
  planned_on TEXT,
  actual_on TEXT,
  state TEXT NOT NULL CHECK (state IN ('planned', 'building', 'trial', 'producing', 'full_capacity')),
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, project_id) REFERENCES project (zone_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX phase_project_id ON phase (zone_id, project_id);

CREATE UNIQUE INDEX phase_one_place ON phase (zone_id, project_id, sequence);

CREATE TABLE node (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  project_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  planned_on TEXT,
  actual_on TEXT,
  state TEXT NOT NULL CHECK (state IN ('not_started', 'running', 'awaiting_check', 'done', 'blocked')),
  weight BIGINT NOT NULL,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, project_id) REFERENCES project (zone_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX node_project_id ON node (zone_id, project_id);

CREATE UNIQUE INDEX node_one_place ON node (zone_id, project_id, sequence);

