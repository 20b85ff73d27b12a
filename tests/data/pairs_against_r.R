# Rows of participants that become pairs (pair-by), against R on the same file and against the pairs that its makers made.
#   1. The participants of Gibler, Miller and Little (gml_part): R pairs them by day with code of its own; spell by spell the
#      record has the same pairs, the same days and the same lines.
#   2. Their own file of pairs and years (gml_dirdisp), which pairs by year: the record lacks exactly the pair-years in which
#      the two had no day in common, and has more only where a state had changed sides.
#   3. Participants in the layout of MIDB, put together again from the pairs and years of the Correlates of War's file
#      (cow_mid_dirdisps): added by the recipe that ships, they give that file's pairs, years and levels of hostility.
#
# Environment: ENTENTE_ADD, ENTENTE_RECORD a record to copy, ENT_CRAN with the tarball of peacesciencer. 77: it is missing.

skip <- function(why) {
    cat("skipped:", why, "\n")
    quit(status = 77)
}
tarball <- Sys.glob(file.path(Sys.getenv("ENT_CRAN"), "peacesciencer_*.tar.gz"))
if (length(tarball) == 0) skip("no tarball of peacesciencer")
if (Sys.which("sqlite3") == "") skip("no sqlite3")
names <- c("gml_part", "gml_dirdisp", "cow_mid_dirdisps")
invisible(untar(tarball[1], file.path("peacesciencer/data", paste0(names, ".rda"))))
for (name in names) load(file.path("peacesciencer/data", paste0(name, ".rda")))
invisible(file.copy(Sys.getenv("ENTENTE_RECORD"), "pairs.sqlite", overwrite = TRUE))
invisible(file.remove(Sys.glob("pairs.sqlite-*")))
Sys.setenv(ENTENTE_RECORD = file.path(getwd(), "pairs.sqlite"))

failures <- 0
expect <- function(what, got, wanted) {
    if (!identical(as.character(got), as.character(wanted))) {
        failures <<- failures + 1
        cat("WRONG", what, ":", head(as.character(got), 5), "not", head(as.character(wanted), 5), "\n")
    }
}
ask <- function(sql) {
    out <- system2("sqlite3", c("-readonly", "-separator", "'|'", "pairs.sqlite", shQuote(sql)), stdout = TRUE)
    as.data.frame(do.call(rbind, strsplit(out, "|", fixed = TRUE)))
}
add <- function(...) {
    paste(suppressWarnings(system2(Sys.getenv("ENTENTE_ADD"), c(...), stdout = TRUE, stderr = TRUE)), collapse = "\n")
}
key <- function(...) sort(unique(paste(...)))

# 1. By day: a day that is not known is the whole month -------------------------------------------------------------------

p <- as.data.frame(gml_part)
writeLines(c("source gml-participants", "title Participants", "licence cite", "version 1", "published 2021", "covers 1816..2010",
             "missing -9 NA \"\"", "absent none", "within cow", "file gml_part.csv", "pair-by dispnum side sidea",
             "state ccode cow", "time styear stmon stday endyear endmon endday days", "spell dispute"), "gml.recipe")
write.csv(p, "gml_part.csv", row.names = FALSE, na = "", quote = FALSE)
said <- add("--recipe", "gml.recipe", "gml-participants", "gml_part.csv")

p$line <- seq_len(nrow(p)) + 1
p$from <- as.Date(sprintf("%d-%02d-%02d", p$styear, p$stmon, ifelse(p$stday < 0, 1, p$stday)))
after <- as.Date(sprintf("%d-%02d-01", p$endyear + (p$endmon == 12), p$endmon %% 12 + 1)) # the first day of the next month
p$to <- after
known <- p$endday > 0
p$to[known] <- as.Date(sprintf("%d-%02d-%02d", p$endyear, p$endmon, p$endday)[known]) + 1
pairs <- merge(p, p, by = "dispnum", suffixes = c("1", "2"))
pairs <- pairs[pairs$line1 < pairs$line2 & pairs$sidea1 != pairs$sidea2 & pairs$ccode1 != pairs$ccode2, ]
pairs$from <- pmax(pairs$from1, pairs$from2)
pairs$to <- pmin(pairs$to1, pairs$to2)
pairs$a <- pmin(pairs$ccode1, pairs$ccode2)
pairs$b <- pmax(pairs$ccode1, pairs$ccode2)
never <- pairs[pairs$from >= pairs$to, ]
pairs <- pairs[pairs$from < pairs$to, ]
# Spells of a pair in a dispute that overlap are one.
pairs <- pairs[order(pairs$dispnum, pairs$a, pairs$b, pairs$from), ]
group <- paste(pairs$dispnum, pairs$a, pairs$b)
end <- ave(as.numeric(pairs$to), group, FUN = cummax)
fresh <- c(TRUE, group[-1] != group[-nrow(pairs)] | as.numeric(pairs$from)[-1] >= end[-nrow(pairs)])
spell <- cumsum(fresh)
wanted <- data.frame(dispnum = pairs$dispnum[fresh], from = pairs$from[fresh], to = as.vector(tapply(end, spell, max)),
                     line = as.vector(tapply(pmin(pairs$line1, pairs$line2), spell, min)))
got <- ask("SELECT i.name, f.from_day, f.to_day, f.line, a.code, b.code, f.note FROM fact f JOIN item i ON i.id = f.item
    JOIN state a ON a.id = f.a JOIN state b ON b.id = f.b WHERE f.release = (SELECT max(id) FROM release)")
names(got) <- c("dispnum", "from", "to", "line", "a", "b", "note")
# A code that moved to another state inside a spell (345 in 1918 and 1992) is two spells of the record: those are left out.
moved <- p$line[p$ccode == 345 & ((p$from < as.Date("1918-12-01") & p$to > as.Date("1918-12-01")) |
                                  (p$from < as.Date("1992-04-27") & p$to > as.Date("1992-04-27")))]
of_moved <- function(lines) {
    vapply(strsplit(gsub("[^0-9 ]", "", lines), " +"), function(x) any(as.numeric(x[x != ""]) %in% moved), NA)
}
all_lines <- as.vector(tapply(paste(pairs$line1, pairs$line2), spell, paste, collapse = " "))
expect("rows of participants", grepl(sprintf("%s rows read = ", format(nrow(p), big.mark = ",")), said), TRUE)
mine <- !of_moved(paste(got$line, got$note))
his <- !of_moved(all_lines)
expect("how many spells", sum(mine), sum(his))
expect("each spell with its days and its line", sort(paste(got$dispnum, got$from, got$to, got$line)[mine]),
       sort(paste(wanted$dispnum, as.numeric(wanted$from), wanted$to, wanted$line)[his]))
in_pairs <- unique(c(pairs$line1, pairs$line2))
expect("rows stored and out of scope", grepl(sprintf("= %s stored + 0 duplicates + 0 rejected + %d out of scope",
       format(length(in_pairs), big.mark = ","), nrow(p) - length(in_pairs)), said, fixed = TRUE), TRUE)

# 2. The makers' own pairs, by year ---------------------------------------------------------------------------------------

d <- as.data.frame(gml_dirdisp)
theirs <- key(d$dispnum, pmin(d$ccode1, d$ccode2), pmax(d$ccode1, d$ccode2), d$year)
years <- function(x, from, to) {
    n <- to - from + 1
    i <- rep(seq_len(nrow(x)), pmax(n, 0))
    key(x$dispnum[i], pmin(x$ccode1, x$ccode2)[i], pmax(x$ccode1, x$ccode2)[i], from[i] + sequence(pmax(n, 0)) - 1)
}
year <- function(x) as.numeric(format(x, "%Y"))
by_day <- years(pairs, year(pairs$from), year(pairs$to - 1))
both <- rbind(pairs[, names(never)], never)
by_year <- years(both, pmax(both$styear1, both$styear2), pmin(both$endyear1, both$endyear2))
expect("pair-years that the file has and nobody's rows have", setdiff(theirs, by_year), character(0))
gone <- setdiff(theirs, by_day)
cat(length(theirs), "pair-years of the makers,", length(by_day), "by day;", length(gone), "without a day in common\n")
expect("every pair-year that is missing is one of rows that share the year and no day", setdiff(gone, setdiff(by_year, by_day)),
       character(0))
more <- setdiff(by_day, theirs)
switched <- unique(merge(p, p, by = c("dispnum", "ccode"))[, c("dispnum", "ccode", "sidea.x", "sidea.y")])
switched <- switched[switched$sidea.x != switched$sidea.y, ]
changed <- paste(switched$dispnum, switched$ccode)
both_switched <- vapply(strsplit(more, " "), function(x) all(paste(x[1], x[2:3]) %in% changed), NA)
expect("what is more is of states that changed sides", both_switched, rep(TRUE, length(more)))

# 3. The layout of MIDB ----------------------------------------------------------------------------------------------------

# A participant by year; neighbouring years are one row, whose days and months are not known.
w <- as.data.frame(cow_mid_dirdisps)
who <- unique(data.frame(dispnum = w$dispnum, ccode = w$ccode1, sidea = w$sidea1, hostlev = w$hostlev1, year = w$year))
who <- who[order(who$dispnum, who$ccode, who$sidea, who$hostlev, who$year), ]
begins <- c(TRUE, rowSums(head(who[, 1:4], -1) != tail(who[, 1:4], -1)) > 0 | diff(who$year) != 1)
first <- who[begins, ]
last <- who$year[c(which(begins)[-1] - 1, nrow(who))]
midb <- data.frame(dispnum = first$dispnum, stabb = "XXX", ccode = first$ccode, stday = -9, stmon = -9, styear = first$year,
                   endday = -9, endmon = -9, endyear = last, sidea = first$sidea, revstate = 0, revtype1 = -9, revtype2 = -9,
                   fatality = -9, fatalpre = -9, hiact = -9, hostlev = first$hostlev, orig = 1, version = 5)
write.csv(midb, "MIDB 5.0.csv", row.names = FALSE, quote = FALSE)
said <- add("mid-cow", shQuote("MIDB 5.0.csv"), "--version", "participants")
read <- as.numeric(gsub(",", "", regmatches(said, regexpr("[0-9,]+(?= rows read)", said, perl = TRUE))))
expect("rows of the layout of MIDB", read, nrow(midb))
said_dirdisps <- add("mid-cow", file.path("peacesciencer/data/cow_mid_dirdisps.rda"))
expect("the file of pairs", grepl("0 rejected", said_dirdisps), TRUE)
facts <- function(version) {
    x <- ask(sprintf("SELECT i.name, f.a, f.b, cast(strftime('%%Y', f.from_day * 86400, 'unixepoch') AS INTEGER),
        cast(strftime('%%Y', (f.to_day - 1) * 86400, 'unixepoch') AS INTEGER), f.types FROM fact f JOIN item i ON i.id = f.item
        JOIN release r ON r.id = f.release JOIN source s ON s.id = r.source
        WHERE s.name = 'mid-cow' AND r.version = '%s'", version))
    from <- as.numeric(x[[4]])
    i <- rep(seq_len(nrow(x)), as.numeric(x[[5]]) - from + 1)
    key(x[[1]][i], x[[2]][i], x[[3]][i], from[i] + sequence(as.numeric(x[[5]]) - from + 1) - 1, x[[6]][i])
}
mine <- facts("participants")
his <- facts("5.0")
cat(length(his), "pair-years of the Correlates of War,", length(mine), "from participants by year\n")
expect("every pair and year of the file, with its levels of hostility", setdiff(his, mine), character(0))
# The file is finer than years, so that participants by year are more pairs: those that R finds among them.
states <- ask("SELECT code, state FROM state_code WHERE scheme = 'cow' GROUP BY code HAVING count(DISTINCT state) = 1")
state <- setNames(as.numeric(states[[2]]), states[[1]])[as.character(who$ccode)]
who$state <- state # none for 345, which was two states
all <- merge(who, who, by = c("dispnum", "year"))
all <- all[all$sidea.x != all$sidea.y & !is.na(all$state.x) & !is.na(all$state.y) & all$state.x < all$state.y, ]
parts <- do.call(rbind, strsplit(mine, " "))
of_345 <- as.numeric(ask("SELECT DISTINCT state FROM state_code WHERE scheme = 'cow' AND code = '345'")[[1]])
plain <- !(as.numeric(parts[, 2]) %in% of_345) & !(as.numeric(parts[, 3]) %in% of_345)
expect("pairs and years of participants", key(parts[plain, 1], parts[plain, 2], parts[plain, 3], parts[plain, 4]),
       key(all$dispnum, all$state.x, all$state.y, all$year))

cat(if (failures) paste(failures, "comparisons failed\n") else "all comparisons hold\n")
quit(status = failures > 0)
