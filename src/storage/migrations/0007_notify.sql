-- What leaves the house: channels, the manner of each group, deliveries, calendar feeds; equal to the descriptions in
-- src/modules/notify. Addresses and secrets of channels are never read back by the program's answers.
-- A notice is in one delivery of a channel at most: delivery_item_once, whatever crashed in between.

CREATE TABLE channel (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('wecom', 'dingtalk', 'feishu', 'webhook', 'mail')),
  team_id BIGINT,
  kinds TEXT,
  language TEXT NOT NULL CHECK (language IN ('zh', 'en')),
  per_minute BIGINT NOT NULL,
  is_duty BIGINT NOT NULL CHECK (is_duty IN (0, 1)),
  is_on BIGINT NOT NULL CHECK (is_on IN (0, 1)),
  host TEXT,
  address TEXT,
  secret TEXT,
  login TEXT,
  sender TEXT,
  recipient TEXT,
  taken_until BIGINT,
  free_at BIGINT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, team_id) REFERENCES team (zone_id, id)
) STRICT;

CREATE INDEX channel_team_id ON channel (zone_id, team_id);

CREATE TABLE group_watch (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  team_id BIGINT,
  quiet_from BIGINT NOT NULL,
  quiet_to BIGINT NOT NULL,
  digest_minutes BIGINT NOT NULL,
  duty_person_id BIGINT,
  duty_post_id BIGINT,
  seen_until BIGINT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, team_id) REFERENCES team (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, duty_person_id) REFERENCES person (zone_id, id),
  FOREIGN KEY (zone_id, duty_post_id) REFERENCES post (zone_id, id)
) STRICT;

CREATE INDEX group_watch_team_id ON group_watch (zone_id, team_id);

CREATE INDEX group_watch_duty_person_id ON group_watch (zone_id, duty_person_id);

CREATE INDEX group_watch_duty_post_id ON group_watch (zone_id, duty_post_id);

CREATE UNIQUE INDEX group_watch_one_each ON group_watch (zone_id, team_id);

CREATE UNIQUE INDEX group_watch_one_for_the_zone ON group_watch (zone_id) WHERE team_id IS NULL;

CREATE TABLE delivery (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  channel_id BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'given_up')),
  is_urgent BIGINT NOT NULL CHECK (is_urgent IN (0, 1)),
  notice_count BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  next_at BIGINT,
  sent_at BIGINT,
  title TEXT,
  text TEXT,
  problems TEXT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, channel_id) REFERENCES channel (zone_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX delivery_channel_id ON delivery (zone_id, channel_id);

CREATE TABLE delivery_item (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  delivery_id BIGINT NOT NULL,
  channel_id BIGINT NOT NULL,
  notice_id BIGINT NOT NULL,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, delivery_id) REFERENCES delivery (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, channel_id) REFERENCES channel (zone_id, id) ON DELETE CASCADE,
  FOREIGN KEY (zone_id, notice_id) REFERENCES notice (zone_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX delivery_item_delivery_id ON delivery_item (zone_id, delivery_id);

CREATE INDEX delivery_item_channel_id ON delivery_item (zone_id, channel_id);

CREATE INDEX delivery_item_notice_id ON delivery_item (zone_id, notice_id);

CREATE UNIQUE INDEX delivery_item_once ON delivery_item (zone_id, channel_id, notice_id);

CREATE TABLE feed (
  zone_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  team_id BIGINT,
  digest TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  revoked_at BIGINT,
  PRIMARY KEY (zone_id, id),
  FOREIGN KEY (zone_id, person_id) REFERENCES person (zone_id, id),
  FOREIGN KEY (zone_id, team_id) REFERENCES team (zone_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX feed_person_id ON feed (zone_id, person_id);

CREATE INDEX feed_team_id ON feed (zone_id, team_id);

CREATE UNIQUE INDEX feed_digest_unique ON feed (zone_id, digest);

-- The next message that is due, without looking at those that are over.
CREATE INDEX delivery_due ON delivery (zone_id, next_at);
