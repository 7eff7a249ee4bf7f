-- Planned progress: which definition is the headline from when, and money of the year plan by month.

CREATE TABLE progress_rule (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  headline TEXT NOT NULL CHECK (headline IN ('time', 'investment', 'nodes')),
  bands TEXT NOT NULL,
  reason TEXT NOT NULL,
  citation TEXT NOT NULL,
  effective_from TEXT NOT NULL,
  PRIMARY KEY (zone_id, id)
) STRICT;

CREATE UNIQUE INDEX progress_rule_one_version ON progress_rule (zone_id, effective_from);

CREATE TABLE investment_month (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  project_id BIGINT NOT NULL,
  month TEXT NOT NULL,
  planned BIGINT NOT NULL,
  actual BIGINT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, project_id) REFERENCES project (zone_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX investment_month_project_id ON investment_month (zone_id, project_id);

CREATE UNIQUE INDEX investment_month_one_month ON investment_month (zone_id, project_id, month);
