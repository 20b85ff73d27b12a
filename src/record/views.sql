-- What a person asks in SQL: temporary views over the record with names and days that can be read. `entente sql` makes
-- them for its own connection; the record itself is not changed. Days are texts (2018-09-11); NULL is open or not known.

CREATE TEMP VIEW states AS
    SELECT code, name FROM state;

CREATE TEMP VIEW memberships AS
    SELECT m.list, s.code AS state, s.name, readable(m.from_day) AS first_day, readable(m.to_day - 1) AS last_day
    FROM state_member m JOIN state s ON s.id = m.state;

CREATE TEMP VIEW codes AS
    SELECT c.scheme, c.code, s.code AS state, s.name, readable(c.from_day) AS first_day,
           readable(c.to_day - 1) AS last_day
    FROM state_code c JOIN state s ON s.id = c.state;

CREATE TEMP VIEW groups AS
    SELECT g.name AS group_name, s.code AS state, s.name, readable(g.from_day) AS first_day,
           readable(g.to_day - 1) AS last_day, g.source
    FROM group_member g JOIN state s ON s.id = g.member;

CREATE TEMP VIEW releases AS
    SELECT s.name AS source, r.version, s.title, readable(r.published_day) AS published, readable(r.seen_day) AS seen,
           r.licence, r.citation, r.rows_read, r.rows_stored, r.rows_duplicate, r.rows_rejected, r.rows_out_of_scope,
           r.facts, r.recipe_sha256, r.recipe
    FROM release r JOIN source s ON s.id = r.source;

CREATE TEMP VIEW files AS
    SELECT s.name AS source, r.version, f.name, f.sha256, f.read_name, f.read_sha256
    FROM file f JOIN release r ON r.id = f.release JOIN source s ON s.id = r.source;

CREATE TEMP VIEW rejects AS
    SELECT s.name AS source, r.version, f.name AS file, j.line, j.outcome, j.reason
    FROM rejected j JOIN release r ON r.id = j.release JOIN source s ON s.id = r.source LEFT JOIN file f ON f.id = j.file;

CREATE TEMP VIEW rules AS
    SELECT s.name AS source, r.version, u.text, u.reason, u.applied
    FROM rule u JOIN release r ON r.id = u.release JOIN source s ON s.id = r.source;

-- state NULL: every state of the list while it is a member
CREATE TEMP VIEW windows AS
    SELECT s.name AS source, r.version, t.name AS strand, a.code AS state, readable(c.from_day) AS first_day,
           readable(c.to_day - 1) AS last_day, c.absent, c.list
    FROM coverage c JOIN release r ON r.id = c.release JOIN source s ON s.id = r.source JOIN strand t ON t.id = c.strand
         LEFT JOIN state a ON a.id = c.state;

-- what a release really holds of a state
CREATE TEMP VIEW extents AS
    SELECT s.name AS source, r.version, t.name AS strand, a.code AS state, readable(e.from_day) AS first_day,
           readable(e.to_day - 1) AS last_day, e.seen, e.unknown, e.holes
    FROM extent e JOIN release r ON r.id = e.release JOIN source s ON s.id = r.source JOIN strand t ON t.id = e.strand
         JOIN state a ON a.id = e.state;

CREATE TEMP VIEW strands AS
    SELECT name AS strand, shape, directed, unit, orientation, title,
           (SELECT group_concat(y.name, ', ') FROM strand_type y WHERE y.strand = strand.id) AS types
    FROM strand;

-- b NULL: about one state. last_day is the last day itself, NULL while a spell is open.
CREATE TEMP VIEW facts AS
    SELECT t.name AS strand, a.code AS a, b.code AS b, a.name AS a_name, b.name AS b_name, i.name AS item,
           CAST(substr(readable(f.from_day), 1, 4) AS INTEGER) AS year, readable(f.from_day) AS first_day,
           readable(f.to_day - 1) AS last_day,
           CASE f.kind WHEN 0 THEN 'value' WHEN 1 THEN 'none' ELSE 'unknown' END AS kind, f.value, f.low, f.high,
           t.unit,
           (SELECT group_concat(y.name, ', ') FROM strand_type y
            WHERE y.strand = f.strand AND (f.types >> y.bit) & 1) AS types,
           s.name AS source, r.version, p.name AS reporter, f.status AS recalled, f.borders AS present_borders, f.note,
           w.name AS file, f.line, c.name AS file_column, r.licence
    FROM fact f JOIN strand t ON t.id = f.strand JOIN state a ON a.id = f.a LEFT JOIN state b ON b.id = f.b
         JOIN release r ON r.id = f.release JOIN source s ON s.id = r.source JOIN item i ON i.id = f.item
         JOIN reporter p ON p.id = f.reporter LEFT JOIN file w ON w.id = f.file
         LEFT JOIN column_name c ON c.id = f.column;

CREATE TEMP VIEW roll_calls AS
    SELECT s.name AS source, r.version, v.position, v.name, readable(v.from_day) AS day,
           CAST(substr(readable(v.from_day), 1, 4) AS INTEGER) AS year,
           CASE v.precision WHEN 0 THEN 'day' WHEN 1 THEN 'month' ELSE 'year' END AS precise_to, v.session, v.resolution,
           v.title, v.important, v.paragraph, v.amendment, f.name AS file, v.line
    FROM roll_call v JOIN release r ON r.id = v.release JOIN source s ON s.id = r.source LEFT JOIN file f ON f.id = v.file;

-- one row for each state and roll call in which it had a seat; name a state and a year, or it is more than a million rows
CREATE TEMP VIEW ballots AS
    SELECT s.name AS source, r.version, a.code AS state, a.name AS state_name, v.position, v.name,
           readable(v.from_day) AS day, CAST(substr(readable(v.from_day), 1, 4) AS INTEGER) AS year, v.resolution,
           ballot_at(b.yes, b.abstain, b.no, b.absent, v.position) AS ballot
    FROM ballot b JOIN state a ON a.id = b.state JOIN roll_call v ON v.release = b.release
         JOIN release r ON r.id = b.release JOIN source s ON s.id = r.source
    WHERE ballot_at(b.yes, b.abstain, b.no, b.absent, v.position) IS NOT NULL;
