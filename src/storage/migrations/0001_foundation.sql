-- The tables of the storage and job floors. Every key starts with zone_id; zone 0 is the installation itself.

CREATE TABLE zone (
  zone_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (zone_id)
) STRICT;

-- The last number given out, for each kind of thing.
CREATE TABLE id_counter (
  zone_id BIGINT NOT NULL,
  entity TEXT NOT NULL,
  last_id BIGINT NOT NULL,
  PRIMARY KEY (zone_id, entity)
) STRICT;

-- Who changed what, when; each row carries the hash of the one before it.
CREATE TABLE audit (
  zone_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  actor_id BIGINT NOT NULL,
  actor_name TEXT NOT NULL,
  request TEXT NOT NULL,
  action TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  difference TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (zone_id, seq)
) STRICT;
CREATE INDEX audit_entity ON audit (zone_id, entity, entity_id, seq);

CREATE TABLE audit_head (
  zone_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (zone_id)
) STRICT;

-- The outbox: what happened, in the order of the commits of a zone.
CREATE TABLE event (
  zone_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  topic TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id BIGINT NOT NULL,
  PRIMARY KEY (zone_id, seq)
) STRICT;
CREATE INDEX event_at ON event (zone_id, at);

-- What a request with an Idempotency-Key was answered.
CREATE TABLE idempotency (
  zone_id BIGINT NOT NULL,
  actor_id BIGINT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status BIGINT NOT NULL,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (zone_id, actor_id, idempotency_key)
) STRICT;
CREATE INDEX idempotency_created ON idempotency (zone_id, created_at);

CREATE TABLE job (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled', 'interrupted')),
  input TEXT NOT NULL,
  progress TEXT,
  result TEXT,
  problems TEXT,
  owner_token TEXT,
  lease_until BIGINT,
  attempts BIGINT NOT NULL,
  cancel_requested BIGINT NOT NULL CHECK (cancel_requested IN (0, 1)),
  keep_requested BIGINT NOT NULL CHECK (keep_requested IN (0, 1)),
  created_at BIGINT NOT NULL,
  created_by BIGINT NOT NULL,
  created_by_name TEXT NOT NULL,
  started_at BIGINT,
  finished_at BIGINT,
  PRIMARY KEY (zone_id, id)
) STRICT;
CREATE INDEX job_state ON job (zone_id, state, id);
