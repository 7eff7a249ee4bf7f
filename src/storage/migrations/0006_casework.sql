-- Cases and what hangs on them, the law of the desk as data; equal to the descriptions in src/modules/casework.
-- Exactly one accountable person while a case lives: owner_id is never empty, and a foreign key.

CREATE TABLE service_standard (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  grade TEXT NOT NULL CHECK (grade IN ('simple', 'complex', 'stubborn')),
  acceptance_minutes BIGINT NOT NULL,
  signing_minutes BIGINT NOT NULL,
  reply_minutes BIGINT NOT NULL,
  legal_minutes BIGINT NOT NULL,
  promised_minutes BIGINT NOT NULL,
  most_extension_minutes BIGINT NOT NULL,
  extension_notice_minutes BIGINT NOT NULL,
  objection_minutes BIGINT NOT NULL,
  rectify_days BIGINT NOT NULL,
  silence_days BIGINT NOT NULL,
  citation TEXT NOT NULL,
  effective_from TEXT NOT NULL,
  effective_until TEXT,
  PRIMARY KEY (zone_id, id)
) STRICT;

CREATE UNIQUE INDEX service_standard_one_version ON service_standard (zone_id, grade, effective_from);

CREATE TABLE light_rule (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  measure TEXT NOT NULL CHECK (measure IN ('used_permille', 'behind_points')),
  bands TEXT NOT NULL,
  citation TEXT NOT NULL,
  effective_from TEXT NOT NULL,
  effective_until TEXT,
  PRIMARY KEY (zone_id, id)
) STRICT;

CREATE UNIQUE INDEX light_rule_one_version ON light_rule (zone_id, code, effective_from);

CREATE TABLE checklist_template (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT,
  category TEXT NOT NULL CHECK (category IN ('funds', 'land', 'eia', 'energy', 'permits', 'labour', 'utilities', 'logistics', 'ip', 'restart', 'other')),
  edition BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'retired')),
  citation TEXT,
  effective_from TEXT,
  PRIMARY KEY (zone_id, id)
) STRICT;

CREATE UNIQUE INDEX checklist_template_one_edition ON checklist_template (zone_id, code, edition);

CREATE UNIQUE INDEX checklist_template_one_in_force ON checklist_template (zone_id, code) WHERE state = 'published';

CREATE TABLE template_step (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  template_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT,
  sequence BIGINT NOT NULL,
  depends_on TEXT,
  decider TEXT,
  materials TEXT,
  legal_days BIGINT,
  promised_days BIGINT,
  special_procedures TEXT,
  validity_days BIGINT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, template_id) REFERENCES checklist_template (zone_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX template_step_template_id ON template_step (zone_id, template_id);

CREATE UNIQUE INDEX template_step_one_code ON template_step (zone_id, template_id, code);

CREATE TABLE service_case (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  number TEXT,
  title TEXT NOT NULL,
  description TEXT,
  enterprise_id BIGINT,
  project_id BIGINT,
  node_id BIGINT,
  channel TEXT NOT NULL CHECK (channel IN ('officer', 'link', 'hotline', 'visit', 'meeting', 'letter', 'sheet', 'other')),
  category TEXT NOT NULL CHECK (category IN ('funds', 'land', 'eia', 'energy', 'permits', 'labour', 'utilities', 'logistics', 'ip', 'restart', 'other')),
  grade TEXT NOT NULL CHECK (grade IN ('simple', 'complex', 'stubborn')),
  contact_name TEXT,
  contact_phone TEXT,
  state TEXT NOT NULL CHECK (state IN ('registered', 'accepted', 'dispatched', 'handling', 'paused', 'resolved', 'closed', 'reviewed', 'archived', 'refused', 'withdrawn', 'merged')),
  owner_id BIGINT NOT NULL,
  held_since BIGINT NOT NULL,
  dispatched_by_id BIGINT,
  organisation_id BIGINT,
  objections BIGINT NOT NULL,
  reopenings BIGINT NOT NULL,
  urgings BIGINT NOT NULL,
  extensions BIGINT NOT NULL,
  pause_kind TEXT CHECK (pause_kind IN ('awaiting_firm', 'awaiting_superior', 'awaiting_meeting', 'special_procedure')),
  pause_reason TEXT,
  received_at BIGINT NOT NULL,
  clock_from BIGINT NOT NULL,
  accepted_at BIGINT,
  dispatched_at BIGINT,
  signed_at BIGINT,
  replied_at BIGINT,
  resolved_at BIGINT,
  closed_at BIGINT,
  paused_since BIGINT,
  paused_minutes BIGINT NOT NULL,
  extended_minutes BIGINT NOT NULL,
  standard_id BIGINT,
  light_rule_id BIGINT,
  template_id BIGINT,
  light TEXT NOT NULL CHECK (light IN ('none', 'green', 'yellow', 'red')),
  light_changes_at BIGINT,
  due_stage TEXT CHECK (due_stage IN ('acceptance', 'signing', 'reply', 'closure')),
  due_at BIGINT,
  close_due_at BIGINT,
  is_beyond_calendar BIGINT NOT NULL CHECK (is_beyond_calendar IN (0, 1)),
  is_supervised BIGINT NOT NULL CHECK (is_supervised IN (0, 1)),
  result TEXT,
  cause TEXT CHECK (cause IN ('documents', 'policy_gap', 'many_departments', 'funds_short', 'market', 'capacity', 'outside', 'other')),
  closing TEXT CHECK (closing IN ('by_firm', 'firm_gone', 'unreachable', 'no_firm')),
  rating TEXT CHECK (rating IN ('very_satisfied', 'satisfied', 'neutral', 'dissatisfied', 'very_dissatisfied')),
  rating_note TEXT,
  rectify_due_at BIGINT,
  merged_into_id BIGINT,
  split_from_id BIGINT,
  search_key TEXT NOT NULL,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, enterprise_id) REFERENCES enterprise (zone_id, id),
  FOREIGN KEY (zone_id, project_id) REFERENCES project (zone_id, id),
  FOREIGN KEY (zone_id, node_id) REFERENCES node (zone_id, id),
  FOREIGN KEY (zone_id, owner_id) REFERENCES person (zone_id, id),
  FOREIGN KEY (zone_id, dispatched_by_id) REFERENCES person (zone_id, id),
  FOREIGN KEY (zone_id, organisation_id) REFERENCES organisation (zone_id, id),
  FOREIGN KEY (zone_id, standard_id) REFERENCES service_standard (zone_id, id),
  FOREIGN KEY (zone_id, light_rule_id) REFERENCES light_rule (zone_id, id),
  FOREIGN KEY (zone_id, template_id) REFERENCES checklist_template (zone_id, id),
  FOREIGN KEY (zone_id, merged_into_id) REFERENCES service_case (zone_id, id),
  FOREIGN KEY (zone_id, split_from_id) REFERENCES service_case (zone_id, id)
) STRICT;

CREATE UNIQUE INDEX service_case_number_unique ON service_case (zone_id, number);

CREATE INDEX service_case_enterprise_id ON service_case (zone_id, enterprise_id);

CREATE INDEX service_case_project_id ON service_case (zone_id, project_id);

CREATE INDEX service_case_node_id ON service_case (zone_id, node_id);

CREATE INDEX service_case_owner_id ON service_case (zone_id, owner_id);

CREATE INDEX service_case_dispatched_by_id ON service_case (zone_id, dispatched_by_id);

CREATE INDEX service_case_organisation_id ON service_case (zone_id, organisation_id);

CREATE INDEX service_case_standard_id ON service_case (zone_id, standard_id);

CREATE INDEX service_case_light_rule_id ON service_case (zone_id, light_rule_id);

CREATE INDEX service_case_template_id ON service_case (zone_id, template_id);

CREATE INDEX service_case_merged_into_id ON service_case (zone_id, merged_into_id);

CREATE INDEX service_case_split_from_id ON service_case (zone_id, split_from_id);

CREATE INDEX service_case_search ON service_case (zone_id, search_key, id);

CREATE TABLE case_step (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT,
  sequence BIGINT NOT NULL,
  depends_on TEXT,
  decider TEXT,
  owner_id BIGINT,
  materials TEXT,
  legal_days BIGINT,
  promised_days BIGINT,
  special_procedures TEXT,
  validity_days BIGINT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'open', 'done', 'skipped')),
  entered_at BIGINT,
  left_at BIGINT,
  due_at BIGINT,
  valid_until TEXT,
  evidence TEXT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, case_id) REFERENCES service_case (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, owner_id) REFERENCES person (zone_id, id)
) STRICT;

CREATE INDEX case_step_case_id ON case_step (zone_id, case_id);

CREATE INDEX case_step_owner_id ON case_step (zone_id, owner_id);

CREATE UNIQUE INDEX case_step_one_code ON case_step (zone_id, case_id, code);

CREATE TABLE case_event (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  verb TEXT NOT NULL,
  from_state TEXT CHECK (from_state IN ('registered', 'accepted', 'dispatched', 'handling', 'paused', 'resolved', 'closed', 'reviewed', 'archived', 'refused', 'withdrawn', 'merged')),
  to_state TEXT CHECK (to_state IN ('registered', 'accepted', 'dispatched', 'handling', 'paused', 'resolved', 'closed', 'reviewed', 'archived', 'refused', 'withdrawn', 'merged')),
  at BIGINT NOT NULL,
  actor_id BIGINT,
  actor TEXT,
  reason TEXT,
  details TEXT,
  is_for_firm BIGINT NOT NULL CHECK (is_for_firm IN (0, 1)),
  is_undone BIGINT NOT NULL CHECK (is_undone IN (0, 1)),
  row_before TEXT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, case_id) REFERENCES service_case (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, actor_id) REFERENCES person (zone_id, id)
) STRICT;

CREATE INDEX case_event_case_id ON case_event (zone_id, case_id);

CREATE INDEX case_event_actor_id ON case_event (zone_id, actor_id);

CREATE TABLE case_pause (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('awaiting_firm', 'awaiting_superior', 'awaiting_meeting', 'special_procedure')),
  reason TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT,
  minutes BIGINT NOT NULL,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, case_id) REFERENCES service_case (zone_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX case_pause_case_id ON case_pause (zone_id, case_id);

CREATE TABLE case_signer (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  round BIGINT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('all', 'any')),
  person_id BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'agreed', 'disagreed', 'released')),
  signed_at BIGINT,
  note TEXT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, case_id) REFERENCES service_case (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, person_id) REFERENCES person (zone_id, id)
) STRICT;

CREATE INDEX case_signer_case_id ON case_signer (zone_id, case_id);

CREATE INDEX case_signer_person_id ON case_signer (zone_id, person_id);

CREATE UNIQUE INDEX case_signer_once_a_round ON case_signer (zone_id, case_id, round, person_id);

CREATE TABLE case_assistance (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  task TEXT NOT NULL,
  due_at BIGINT,
  done_at BIGINT,
  outcome TEXT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, case_id) REFERENCES service_case (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, person_id) REFERENCES person (zone_id, id)
) STRICT;

CREATE INDEX case_assistance_case_id ON case_assistance (zone_id, case_id);

CREATE INDEX case_assistance_person_id ON case_assistance (zone_id, person_id);

CREATE TABLE supervision (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('overdue', 'manual', 'low_rating', 'reopened')),
  instruction TEXT,
  opened_at BIGINT NOT NULL,
  due_at BIGINT,
  closed_at BIGINT,
  outcome TEXT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, case_id) REFERENCES service_case (zone_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX supervision_case_id ON supervision (zone_id, case_id);

CREATE UNIQUE INDEX supervision_one_open ON supervision (zone_id, case_id, kind) WHERE closed_at IS NULL;

CREATE TABLE case_message (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  author_id BIGINT,
  author TEXT,
  is_from_firm BIGINT NOT NULL CHECK (is_from_firm IN (0, 1)),
  is_internal BIGINT NOT NULL CHECK (is_internal IN (0, 1)),
  body TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, case_id) REFERENCES service_case (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, author_id) REFERENCES person (zone_id, id)
) STRICT;

CREATE INDEX case_message_case_id ON case_message (zone_id, case_id);

CREATE INDEX case_message_author_id ON case_message (zone_id, author_id);

CREATE TABLE case_reading (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  last_message_id BIGINT NOT NULL,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, case_id) REFERENCES service_case (zone_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX case_reading_case_id ON case_reading (zone_id, case_id);

CREATE UNIQUE INDEX case_reading_one_each ON case_reading (zone_id, case_id, person_id);

CREATE TABLE case_file (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  step_id BIGINT,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  digest TEXT NOT NULL,
  uploaded_by TEXT,
  is_from_firm BIGINT NOT NULL CHECK (is_from_firm IN (0, 1)),
  is_internal BIGINT NOT NULL CHECK (is_internal IN (0, 1)),
  at BIGINT NOT NULL,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, case_id) REFERENCES service_case (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, step_id) REFERENCES case_step (zone_id, id)
) STRICT;

CREATE INDEX case_file_case_id ON case_file (zone_id, case_id);

CREATE INDEX case_file_step_id ON case_file (zone_id, step_id);

CREATE TABLE case_link (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  other_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('related', 'duplicate', 'split')),
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, case_id) REFERENCES service_case (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, other_id) REFERENCES service_case (zone_id, id)
) STRICT;

CREATE INDEX case_link_case_id ON case_link (zone_id, case_id);

CREATE INDEX case_link_other_id ON case_link (zone_id, other_id);

CREATE UNIQUE INDEX case_link_once ON case_link (zone_id, case_id, other_id, kind);

CREATE TABLE case_span (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('registered', 'accepted', 'dispatched', 'handling', 'paused', 'resolved', 'closed', 'reviewed', 'archived', 'refused', 'withdrawn', 'merged')),
  light TEXT NOT NULL CHECK (light IN ('none', 'green', 'yellow', 'red')),
  category TEXT NOT NULL CHECK (category IN ('funds', 'land', 'eia', 'energy', 'permits', 'labour', 'utilities', 'logistics', 'ip', 'restart', 'other')),
  owner_id BIGINT NOT NULL,
  enterprise_id BIGINT,
  project_id BIGINT,
  from_at BIGINT NOT NULL,
  until_at BIGINT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, case_id) REFERENCES service_case (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, owner_id) REFERENCES person (zone_id, id),
  FOREIGN KEY (zone_id, enterprise_id) REFERENCES enterprise (zone_id, id),
  FOREIGN KEY (zone_id, project_id) REFERENCES project (zone_id, id)
) STRICT;

CREATE INDEX case_span_case_id ON case_span (zone_id, case_id);

CREATE INDEX case_span_owner_id ON case_span (zone_id, owner_id);

CREATE INDEX case_span_enterprise_id ON case_span (zone_id, enterprise_id);

CREATE INDEX case_span_project_id ON case_span (zone_id, project_id);

CREATE UNIQUE INDEX case_span_one_present ON case_span (zone_id, case_id) WHERE until_at IS NULL;

CREATE TABLE invitation (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  enterprise_id BIGINT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('file_cases', 'follow_case')),
  case_id BIGINT,
  digest TEXT NOT NULL,
  invited_by_id BIGINT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, enterprise_id) REFERENCES enterprise (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, case_id) REFERENCES service_case (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, invited_by_id) REFERENCES person (zone_id, id)
) STRICT;

CREATE INDEX invitation_enterprise_id ON invitation (zone_id, enterprise_id);

CREATE INDEX invitation_case_id ON invitation (zone_id, case_id);

CREATE UNIQUE INDEX invitation_digest_unique ON invitation (zone_id, digest);

CREATE INDEX invitation_invited_by_id ON invitation (zone_id, invited_by_id);

CREATE TABLE key_date (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  enterprise_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('permit', 'loan', 'lease', 'certificate', 'other')),
  name TEXT NOT NULL,
  due_on TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, enterprise_id) REFERENCES enterprise (zone_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX key_date_enterprise_id ON key_date (zone_id, enterprise_id);

CREATE TABLE visit (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  enterprise_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  visited_on TEXT NOT NULL,
  purpose TEXT NOT NULL,
  outcome TEXT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, enterprise_id) REFERENCES enterprise (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, person_id) REFERENCES person (zone_id, id)
) STRICT;

CREATE INDEX visit_enterprise_id ON visit (zone_id, enterprise_id);

CREATE INDEX visit_person_id ON visit (zone_id, person_id);

CREATE TABLE suggestion (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  enterprise_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('permit_expiring', 'loan_due', 'node_near', 'long_silence')),
  about TEXT,
  due_on TEXT NOT NULL,
  officer_person_id BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'planned', 'done', 'dismissed')),
  reason TEXT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, enterprise_id) REFERENCES enterprise (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, officer_person_id) REFERENCES person (zone_id, id)
) STRICT;

CREATE INDEX suggestion_enterprise_id ON suggestion (zone_id, enterprise_id);

CREATE INDEX suggestion_officer_person_id ON suggestion (zone_id, officer_person_id);

CREATE UNIQUE INDEX suggestion_once ON suggestion (zone_id, enterprise_id, kind, about, due_on);

CREATE TABLE article (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  category TEXT NOT NULL CHECK (category IN ('funds', 'land', 'eia', 'energy', 'permits', 'labour', 'utilities', 'logistics', 'ip', 'restart', 'other')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'proposed', 'published', 'withdrawn')),
  author_id BIGINT NOT NULL,
  published_by_id BIGINT,
  published_at BIGINT,
  search_key TEXT NOT NULL,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, case_id) REFERENCES service_case (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, author_id) REFERENCES person (zone_id, id),
  FOREIGN KEY (zone_id, published_by_id) REFERENCES person (zone_id, id)
) STRICT;

CREATE INDEX article_case_id ON article (zone_id, case_id);

CREATE INDEX article_author_id ON article (zone_id, author_id);

CREATE INDEX article_published_by_id ON article (zone_id, published_by_id);

CREATE INDEX article_search ON article (zone_id, search_key, id);

CREATE TABLE notice (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  case_id BIGINT,
  kind TEXT NOT NULL,
  text TEXT,
  at BIGINT NOT NULL,
  leaves_at BIGINT NOT NULL,
  read_at BIGINT,
  sent_at BIGINT,
  event_id BIGINT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, person_id) REFERENCES person (zone_id, id),
  FOREIGN KEY (zone_id, case_id) REFERENCES service_case (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, event_id) REFERENCES case_event (zone_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX notice_person_id ON notice (zone_id, person_id);

CREATE INDEX notice_case_id ON notice (zone_id, case_id);

CREATE INDEX notice_event_id ON notice (zone_id, event_id);

CREATE TABLE feedback (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  body TEXT NOT NULL,
  page TEXT,
  at BIGINT NOT NULL,
  person_id BIGINT,
  state TEXT NOT NULL CHECK (state IN ('received', 'answered')),
  answer TEXT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, person_id) REFERENCES person (zone_id, id)
) STRICT;

CREATE INDEX feedback_person_id ON feedback (zone_id, person_id);

-- What the lamp has to look at next.
CREATE INDEX service_case_lamp ON service_case (zone_id, light_changes_at) WHERE light_changes_at IS NOT NULL;

-- The lists people ask for, each in the order they ask for it in.
CREATE INDEX service_case_received ON service_case (zone_id, received_at, id);
CREATE INDEX service_case_due ON service_case (zone_id, due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX service_case_by_state ON service_case (zone_id, state, received_at, id);
CREATE INDEX service_case_by_light ON service_case (zone_id, light, received_at, id);
CREATE INDEX service_case_by_category ON service_case (zone_id, category, received_at, id);
CREATE INDEX service_case_by_closing ON service_case (zone_id, closed_at) WHERE closed_at IS NOT NULL;

-- Any past instant: what was from before it until after it.
CREATE INDEX case_span_time ON case_span (zone_id, from_at, until_at);

CREATE INDEX notice_unread ON notice (zone_id, person_id, id) WHERE read_at IS NULL;
CREATE INDEX visit_last ON visit (zone_id, enterprise_id, visited_on);
CREATE INDEX key_date_due ON key_date (zone_id, due_on);
