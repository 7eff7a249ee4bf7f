-- Firms, people, groups, duties and law as data; equal to the descriptions in src/modules/registry.

CREATE TABLE organisation (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('committee', 'subdistrict', 'department', 'bank', 'hospital', 'labour_agency', 'carrier', 'other')),
  parent_id BIGINT,
  note TEXT,
  search_key TEXT NOT NULL,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, parent_id) REFERENCES organisation (zone_id, id)
) STRICT;

CREATE UNIQUE INDEX organisation_name_unique ON organisation (zone_id, name);

CREATE INDEX organisation_parent_id ON organisation (zone_id, parent_id);

CREATE INDEX organisation_search ON organisation (zone_id, search_key, id);

CREATE TABLE enterprise (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  former_name TEXT,
  uscc TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('company', 'foreign', 'individual', 'branch', 'institution')),
  status TEXT NOT NULL CHECK (status IN ('registered', 'preparing', 'suspended', 'moved', 'cancelled')),
  size_class TEXT NOT NULL CHECK (size_class IN ('industry_above', 'service_above', 'trade_above', 'construction_qualified', 'small')),
  industry_code TEXT,
  parent_id BIGINT,
  group_name TEXT,
  address TEXT,
  latitude_e6 BIGINT,
  longitude_e6 BIGINT,
  legal_representative TEXT,
  contact_name TEXT,
  contact_phone TEXT,
  employees BIGINT,
  registered_capital BIGINT,
  established_on TEXT,
  products TEXT,
  market TEXT,
  technology TEXT,
  advantages TEXT,
  needs_residency BIGINT NOT NULL CHECK (needs_residency IN (0, 1)),
  needs_skill TEXT,
  needs_language TEXT,
  note TEXT,
  search_key TEXT NOT NULL,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, parent_id) REFERENCES enterprise (zone_id, id)
) STRICT;

CREATE UNIQUE INDEX enterprise_uscc_unique ON enterprise (zone_id, uscc);

CREATE INDEX enterprise_parent_id ON enterprise (zone_id, parent_id);

CREATE INDEX enterprise_search ON enterprise (zone_id, search_key, id);

CREATE TABLE fact (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  enterprise_id BIGINT NOT NULL,
  field TEXT NOT NULL,
  value TEXT,
  as_of TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, enterprise_id) REFERENCES enterprise (zone_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX fact_enterprise_id ON fact (zone_id, enterprise_id);

CREATE TABLE person (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  mobile TEXT,
  email TEXT,
  organisation_id BIGINT,
  enterprise_id BIGINT,
  note TEXT,
  search_key TEXT NOT NULL,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, organisation_id) REFERENCES organisation (zone_id, id),
  FOREIGN KEY (zone_id, enterprise_id) REFERENCES enterprise (zone_id, id)
) STRICT;

CREATE INDEX person_organisation_id ON person (zone_id, organisation_id);

CREATE INDEX person_enterprise_id ON person (zone_id, enterprise_id);

CREATE INDEX person_search ON person (zone_id, search_key, id);

CREATE TABLE officer (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  skills TEXT,
  industries TEXT,
  languages TEXT,
  capacity BIGINT NOT NULL,
  station TEXT,
  latitude_e6 BIGINT,
  longitude_e6 BIGINT,
  available_from TEXT,
  available_until TEXT,
  state TEXT NOT NULL CHECK (state IN ('active', 'absent', 'left')),
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, person_id) REFERENCES person (zone_id, id)
) STRICT;

CREATE UNIQUE INDEX officer_person_id_unique ON officer (zone_id, person_id);

CREATE TABLE team (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('task_force', 'front_headquarters', 'tackling_team', 'support_team', 'audit_team', 'help_team', 'party_branch', 'grid')),
  parent_id BIGINT,
  charter TEXT,
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  state TEXT NOT NULL CHECK (state IN ('forming', 'active', 'dissolved')),
  subject_kind TEXT,
  subject_id BIGINT,
  search_key TEXT NOT NULL,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, parent_id) REFERENCES team (zone_id, id)
) STRICT;

CREATE UNIQUE INDEX team_name_unique ON team (zone_id, name);

CREATE INDEX team_parent_id ON team (zone_id, parent_id);

CREATE INDEX team_search ON team (zone_id, search_key, id);

CREATE TABLE post (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  organisation_id BIGINT,
  team_id BIGINT,
  is_lead BIGINT NOT NULL CHECK (is_lead IN (0, 1)),
  search_key TEXT NOT NULL,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, organisation_id) REFERENCES organisation (zone_id, id),
  FOREIGN KEY (zone_id, team_id) REFERENCES team (zone_id, id)
) STRICT;

CREATE INDEX post_organisation_id ON post (zone_id, organisation_id);

CREATE INDEX post_team_id ON post (zone_id, team_id);

CREATE INDEX post_search ON post (zone_id, search_key, id);

CREATE TABLE tenure (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  post_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('full', 'acting', 'concurrent')),
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  hand_over_note TEXT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, person_id) REFERENCES person (zone_id, id),
  FOREIGN KEY (zone_id, post_id) REFERENCES post (zone_id, id)
) STRICT;

CREATE INDEX tenure_person_id ON tenure (zone_id, person_id);

CREATE INDEX tenure_post_id ON tenure (zone_id, post_id);

CREATE UNIQUE INDEX tenure_one_holder ON tenure (zone_id, post_id, kind) WHERE ends_on IS NULL AND kind <> 'concurrent';

CREATE TABLE duty_plan (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('computing', 'proposed', 'adopted', 'discarded', 'failed')),
  mode TEXT NOT NULL CHECK (mode IN ('best', 'fewest_changes')),
  leaving_officer_id BIGINT,
  job_id BIGINT,
  total BIGINT,
  bound BIGINT,
  gap_ppm BIGINT,
  moved BIGINT NOT NULL,
  kept BIGINT NOT NULL,
  added BIGINT NOT NULL,
  unassigned BIGINT NOT NULL,
  verified BIGINT NOT NULL CHECK (verified IN (0, 1)),
  input TEXT,
  certificate TEXT,
  problem TEXT,
  reason TEXT,
  created_at BIGINT NOT NULL,
  adopted_at BIGINT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, leaving_officer_id) REFERENCES officer (zone_id, id)
) STRICT;

CREATE INDEX duty_plan_leaving_officer_id ON duty_plan (zone_id, leaving_officer_id);

CREATE TABLE duty_plan_row (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  plan_id BIGINT NOT NULL,
  object_kind TEXT NOT NULL CHECK (object_kind IN ('enterprise', 'project')),
  object_id BIGINT NOT NULL,
  officer_id BIGINT,
  previous_officer_id BIGINT,
  change TEXT NOT NULL CHECK (change IN ('kept', 'moved', 'new', 'unassigned')),
  score BIGINT NOT NULL,
  terms TEXT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, plan_id) REFERENCES duty_plan (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, officer_id) REFERENCES officer (zone_id, id),
  FOREIGN KEY (zone_id, previous_officer_id) REFERENCES officer (zone_id, id)
) STRICT;

CREATE INDEX duty_plan_row_plan_id ON duty_plan_row (zone_id, plan_id);

CREATE INDEX duty_plan_row_officer_id ON duty_plan_row (zone_id, officer_id);

CREATE INDEX duty_plan_row_previous_officer_id ON duty_plan_row (zone_id, previous_officer_id);

CREATE TABLE duty (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  object_kind TEXT NOT NULL CHECK (object_kind IN ('enterprise', 'project')),
  object_id BIGINT NOT NULL,
  officer_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('accountable', 'assisting', 'linked_leader')),
  is_residency BIGINT NOT NULL CHECK (is_residency IN (0, 1)),
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  state TEXT NOT NULL CHECK (state IN ('active', 'ended')),
  reason TEXT,
  plan_id BIGINT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, officer_id) REFERENCES officer (zone_id, id),
  FOREIGN KEY (zone_id, plan_id) REFERENCES duty_plan (zone_id, id)
) STRICT;

CREATE INDEX duty_officer_id ON duty (zone_id, officer_id);

CREATE INDEX duty_plan_id ON duty (zone_id, plan_id);

CREATE UNIQUE INDEX duty_one_accountable ON duty (zone_id, object_kind, object_id) WHERE kind = 'accountable' AND state = 'active';

CREATE UNIQUE INDEX duty_one_residency ON duty (zone_id, officer_id) WHERE is_residency = 1 AND kind = 'accountable' AND state = 'active';

CREATE TABLE calendar_day (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  day TEXT NOT NULL,
  is_working BIGINT NOT NULL CHECK (is_working IN (0, 1)),
  note TEXT,
  citation TEXT,
  PRIMARY KEY (zone_id, id)
) STRICT;

CREATE UNIQUE INDEX calendar_day_day_unique ON calendar_day (zone_id, day);

CREATE TABLE law_limit (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  value BIGINT NOT NULL,
  unit TEXT NOT NULL,
  citation TEXT NOT NULL,
  effective_from TEXT NOT NULL,
  effective_until TEXT,
  search_key TEXT NOT NULL,
  PRIMARY KEY (zone_id, id)
) STRICT;

CREATE INDEX law_limit_search ON law_limit (zone_id, search_key, id);

CREATE UNIQUE INDEX law_limit_one_version ON law_limit (zone_id, code, effective_from);

CREATE TABLE setting (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  key TEXT NOT NULL,
  value TEXT,
  note TEXT,
  PRIMARY KEY (zone_id, id)
) STRICT;

CREATE UNIQUE INDEX setting_key_unique ON setting (zone_id, key);

CREATE TABLE saved_view (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  entity TEXT NOT NULL,
  query TEXT,
  person_id BIGINT NOT NULL,
  is_shared BIGINT NOT NULL CHECK (is_shared IN (0, 1)),
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, person_id) REFERENCES person (zone_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX saved_view_person_id ON saved_view (zone_id, person_id);

