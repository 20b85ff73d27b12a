-- Two states, three releases, as versions 1 and 2 could hold them; small enough to count by hand. Days: 1950-01-01 is -7305,
-- 1960-01-01 is -3653.
INSERT INTO state VALUES (0, 'AAA', 'Alphaland'), (1, 'BBB', 'Betaland');
INSERT INTO state_member VALUES ('cow', 0, -100000, 2147483647), ('cow', 1, -100000, 2147483647);
INSERT INTO state_break VALUES (0, -3653, 'Old → New', 'made up');
INSERT INTO source (id, name, title) VALUES (1, 'today', 'Figures within the borders of today'), (2, 'then', 'Others'),
    (3, 'votes', 'Votes');
INSERT INTO release (id, source, version, seen_day, citation, licence, recipe, recipe_sha256, rows_read, rows_stored, facts)
    VALUES (1, 1, '1', 0, '', 'open', 'source today
borders    present
release 1 seen 2000 sha256 abc
', 'x', 5, 5, 5), (2, 2, '1', 0, '', 'open', 'source then
', 'x', 1, 1, 1), (3, 3, '1', 0, '', 'open', 'source votes
', 'x', 3, 3, 3);
INSERT INTO file VALUES (1, 1, 'a.csv', 'abc', 'a.csv', 'abc'), (2, 2, 'b.csv', 'def', 'b.csv', 'def'),
    (3, 3, 'c.csv', 'ghi', 'c.csv', 'ghi');
INSERT INTO strand VALUES (1, 'gdp', 'state value', 0, 'USD', '', ''), (2, 'votes', 'ballot', 0, '', '', '');
INSERT INTO coverage VALUES (1, 1, -1, -7305, 2147483647, 'unknown', 'cow'), (2, 1, -1, -7305, 2147483647, 'unknown', 'cow'),
    (3, 2, 0, -7305, 0, 'unknown', '');
-- AAA 1950, 1951, (1952 missing), 1961; BBB 1950.
INSERT INTO fact (strand, a, b, item, from_day, release, reporter, line, to_day, precision, kind, value, file, column) VALUES
    (1, 0, -1, 0, -7305, 1, 0, 2, -6940, 2, 0, 1.5, 1, 0), (1, 0, -1, 0, -6940, 1, 0, 3, -6575, 2, 0, 2.5, 1, 0),
    (1, 0, -1, 0, -6575, 1, 0, 4, -6209, 2, 2, NULL, 1, 0), (1, 0, -1, 0, -3287, 1, 0, 5, -2922, 2, 0, 3.5, 1, 0),
    (1, 1, -1, 0, -7305, 1, 0, 6, -6940, 2, 0, 9, 1, 0), (1, 0, -1, 0, -7305, 2, 0, 2, -6940, 2, 0, 1, 2, 0);
INSERT INTO roll_call (release, position, name, from_day, precision, file, line)
    VALUES (3, 0, 'one', -7000, 0, 3, 2), (3, 1, 'two', -6000, 0, 3, 3), (3, 2, 'three', -5990, 0, 3, 4);
INSERT INTO ballot VALUES (3, 0, x'0200000000000000', x'0000000000000000', x'0400000000000000', x'0000000000000000',
    x'0200000003000000', 0, 3);
