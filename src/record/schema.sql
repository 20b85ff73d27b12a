-- The record: every fact of every release that was added on this machine, in one SQLite file.
-- Version 4. The file's header says so (PRAGMA user_version). A record of an older version is brought up by the next
-- program that writes to it (migrate.c: a change here needs a step there); one of a newer version is refused.
--
-- Days are integers (days since 1970-01-01). An interval is half open: [from_day, to_day). A year Y is
-- [Y-01-01, (Y+1)-01-01). from_day -2147483648 is "before any list", to_day 2147483647 is "open": the list ends, not
-- the spell. precision: 0 day, 1 month, 2 year.

-- States ------------------------------------------------------------------------------------------------------------

CREATE TABLE state (                     -- one row per unit of the international system, whatever its governments
    id        INTEGER PRIMARY KEY,       -- dense, from 0: also the row of the state in memory
    code      TEXT NOT NULL UNIQUE,      -- ISO alpha-3 where one exists, else a fixed alpha-3 of our own
    name      TEXT NOT NULL              -- the usual English name today, or the last one
);
CREATE TABLE state_member (              -- when a named list of the international system counts the state
    list TEXT NOT NULL, state INTEGER NOT NULL REFERENCES state, from_day INTEGER NOT NULL, to_day INTEGER NOT NULL,
    PRIMARY KEY (list, state, from_day)
) WITHOUT ROWID;
CREATE TABLE state_code (                -- crosswalk by date: what a scheme calls the state, and when
    scheme TEXT NOT NULL, code TEXT NOT NULL, from_day INTEGER NOT NULL, to_day INTEGER NOT NULL,
    state INTEGER NOT NULL REFERENCES state,
    PRIMARY KEY (scheme, code, from_day)
) WITHOUT ROWID;
CREATE TABLE state_name (                -- names, former names, adjectives, capitals, in usual forms
    folded TEXT NOT NULL, state INTEGER NOT NULL REFERENCES state, from_day INTEGER NOT NULL, to_day INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('name', 'official', 'former', 'adjective', 'capital', 'metonym')),
    text TEXT NOT NULL,
    PRIMARY KEY (folded, state, from_day, kind)
) WITHOUT ROWID;
CREATE TABLE state_break (               -- continues, with a break that every output marks
    state INTEGER NOT NULL REFERENCES state, day INTEGER NOT NULL, label TEXT NOT NULL, source TEXT NOT NULL,
    PRIMARY KEY (state, day)
) WITHOUT ROWID;

-- Entities, items, groups -------------------------------------------------------------------------------------------

CREATE TABLE entity (                    -- anything else a fact can be about: a province, a place, a body, a person
    id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL,
    parent_state INTEGER REFERENCES state, parent_entity INTEGER REFERENCES entity,
    from_day INTEGER NOT NULL, to_day INTEGER NOT NULL, source TEXT NOT NULL
);
CREATE TABLE item (                      -- a currency, a product, a place within a strand; id 0 is "no item"
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE
);
INSERT INTO item VALUES (0, '');
CREATE TABLE group_member (              -- @majors, @NATO, …: dated membership with its source
    name TEXT NOT NULL, member INTEGER NOT NULL REFERENCES state, from_day INTEGER NOT NULL, to_day INTEGER NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (name, member, from_day)
) WITHOUT ROWID;

-- Sources and releases ----------------------------------------------------------------------------------------------

CREATE TABLE source (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, title TEXT NOT NULL
);
CREATE TABLE source_relation (           -- so that counts of independent sources are honest
    source TEXT NOT NULL, reporter TEXT NOT NULL DEFAULT '',    -- '' all of the source, else this reporter in it
    relation TEXT NOT NULL CHECK (relation IN ('same-source-as', 'revises')), other TEXT NOT NULL,
    PRIMARY KEY (source, reporter, relation, other)
) WITHOUT ROWID;
CREATE TABLE release (                   -- one published version of a source (a vintage)
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source,
    version TEXT NOT NULL,
    published_day INTEGER,               -- NULL where only seen_day is known
    published_precision INTEGER NOT NULL DEFAULT 0,
    seen_day INTEGER,                    -- "seen by": it existed on that day
    citation TEXT NOT NULL,
    licence TEXT NOT NULL CHECK (licence IN ('open', 'cite', 'noncommercial', 'private')),
    recipe TEXT NOT NULL,                -- the whole text of the recipe
    recipe_sha256 TEXT NOT NULL,
    rows_read INTEGER NOT NULL DEFAULT 0, rows_stored INTEGER NOT NULL DEFAULT 0, rows_duplicate INTEGER NOT NULL DEFAULT 0,
    rows_rejected INTEGER NOT NULL DEFAULT 0, rows_out_of_scope INTEGER NOT NULL DEFAULT 0,
    facts INTEGER NOT NULL DEFAULT 0,    -- a stored row can hold several facts
    rows_expected INTEGER,               -- that the recipe says this release has; NULL: it does not say
    whole TEXT NOT NULL DEFAULT 'not known' CHECK (whole IN ('by checksum', 'by count', 'not known', 'cut')),
    UNIQUE (source, version),
    CHECK (published_day IS NOT NULL OR seen_day IS NOT NULL),
    CHECK (rows_read = rows_stored + rows_duplicate + rows_rejected + rows_out_of_scope)
);
CREATE TABLE file (                      -- what a release was read from; of the pack: the original file
    id INTEGER PRIMARY KEY, release INTEGER NOT NULL REFERENCES release, name TEXT NOT NULL, sha256 TEXT NOT NULL,
    read_name TEXT NOT NULL, read_sha256 TEXT NOT NULL            -- the file that was read here
);
CREATE TABLE rejected (                  -- rows of a file that are not in the record, each with its reason
    release INTEGER NOT NULL REFERENCES release, file INTEGER NOT NULL REFERENCES file, line INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('rejected', 'duplicate', 'out of scope')), reason TEXT NOT NULL
);
CREATE TABLE rule (                      -- known faults of a source, each with its reason; applied counts the rows touched
    release INTEGER NOT NULL REFERENCES release, text TEXT NOT NULL, reason TEXT NOT NULL, applied INTEGER NOT NULL
);

-- Strands, coverage, facts ------------------------------------------------------------------------------------------

CREATE TABLE strand (                    -- one kind of fact; a strand with numbers is itself a measure
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
    shape TEXT NOT NULL CHECK (shape IN ('state value', 'pair value', 'spell', 'event', 'ballot')),
    directed INTEGER NOT NULL,           -- 1 where (a, b) and (b, a) are different facts; 2: declared for one state alone
    unit TEXT NOT NULL, orientation TEXT NOT NULL, title TEXT NOT NULL,
    made_by INTEGER                      -- the release that brought it; NULL: it was declared before any
);
CREATE TABLE strand_type (               -- what a spell can be: an alliance is its obligations, not a boolean
    strand INTEGER NOT NULL REFERENCES strand, bit INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (strand, bit)
) WITHOUT ROWID;
CREATE TABLE reporter (                  -- who a fact is according to, inside a source; id 0 is the source itself
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE
);
INSERT INTO reporter VALUES (0, '');
CREATE TABLE coverage (                  -- where a source claims to know; outside it there is no zero, only not covered
    release INTEGER NOT NULL REFERENCES release, strand INTEGER NOT NULL REFERENCES strand,
    state INTEGER NOT NULL,              -- -1: every state of the list while it exists
    from_day INTEGER NOT NULL, to_day INTEGER NOT NULL,
    absent TEXT NOT NULL CHECK (absent IN ('none', 'unknown')),   -- what an absent row inside the window means
    list TEXT NOT NULL DEFAULT 'cow',    -- the list whose membership bounds the coverage ('' for none)
    PRIMARY KEY (release, strand, state, from_day)
) WITHOUT ROWID;
CREATE TABLE extent (                    -- what a release really holds of a state: computed from its facts and ballots
    release INTEGER NOT NULL REFERENCES release, strand INTEGER NOT NULL REFERENCES strand, state INTEGER NOT NULL,
    from_day INTEGER, to_day INTEGER,    -- of the first and last value; NULL where all are missing
    seen INTEGER NOT NULL,               -- facts (as a or b) with a value, or ballots
    unknown INTEGER NOT NULL,            -- facts that are missing
    holes INTEGER NOT NULL,              -- years between from and to without a value, in which the state was there
    PRIMARY KEY (release, strand, state)
) WITHOUT ROWID;
CREATE TABLE column_name (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
INSERT INTO column_name VALUES (0, '');
CREATE TABLE fact (                      -- values, spells, events and figures; b is -1 for a fact about one state
    strand INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL, item INTEGER NOT NULL,
    from_day INTEGER NOT NULL, release INTEGER NOT NULL, reporter INTEGER NOT NULL, line INTEGER NOT NULL,
    to_day INTEGER NOT NULL, precision INTEGER NOT NULL,
    kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),           -- 0 value, 1 none, 2 unknown (covered, missing);
                                         -- not IN, for which SQLite builds a table at every insertion
    value REAL, low REAL, high REAL,
    types INTEGER NOT NULL DEFAULT 0,    -- bits of strand_type
    status INTEGER NOT NULL DEFAULT 0,   -- 0 read, 1 recalled: never decides a verdict
    published_day INTEGER,               -- of a figure that is older or newer than its release
    entity_a INTEGER NOT NULL DEFAULT 0, entity_b INTEGER NOT NULL DEFAULT 0,
    borders INTEGER NOT NULL DEFAULT 0 CHECK (borders IN (0, 1)), -- 1: of a year before a break, for the borders of today
    note TEXT,                           -- unit, citation or text of a single published figure
    file INTEGER NOT NULL, column INTEGER NOT NULL,
    PRIMARY KEY (strand, a, b, item, from_day, release, reporter, line)
) WITHOUT ROWID;

-- Votes: one row per roll call, one row of bit maps per state -------------------------------------------------------

CREATE TABLE roll_call (
    release INTEGER NOT NULL REFERENCES release, position INTEGER NOT NULL,   -- position: the bit in every map
    name TEXT NOT NULL,                  -- the source's id; with the day it is the key
    from_day INTEGER NOT NULL, precision INTEGER NOT NULL, session INTEGER,
    resolution TEXT, title TEXT,
    important INTEGER, paragraph INTEGER, amendment INTEGER,      -- 1 yes, 0 no, NULL unknown
    issues INTEGER,                      -- bits in the order of the recipe's issue lines; NULL unlabelled: unknown
    file INTEGER NOT NULL, line INTEGER NOT NULL,                 -- where the roll call itself is described
    PRIMARY KEY (release, position)
) WITHOUT ROWID;
CREATE TABLE ballot (                    -- bit i is the state's ballot in the roll call at position i; no bit: no seat or no row
    release INTEGER NOT NULL REFERENCES release, state INTEGER NOT NULL,
    yes BLOB NOT NULL, abstain BLOB NOT NULL, no BLOB NOT NULL,
    absent BLOB NOT NULL,                -- seated, no ballot
    lines BLOB NOT NULL,                 -- for each set bit in order: little-endian uint32 line of the ballot
    column INTEGER NOT NULL, file INTEGER NOT NULL,
    PRIMARY KEY (release, state)
) WITHOUT ROWID;
