-- How many firms need somebody is counted for every Today: without reading each firm of a large zone.

CREATE INDEX enterprise_status ON enterprise (zone_id, status, id);

-- Who looked after one firm, and what one officer looks after: among the duties of all.
CREATE INDEX duty_of_object ON duty (zone_id, object_kind, object_id, id);

CREATE INDEX duty_of_officer ON duty (zone_id, officer_id, kind, state, object_kind);
