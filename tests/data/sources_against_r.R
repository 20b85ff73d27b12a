# Every research source, from its real file: each is added to a copy of the record, and what the program says it did (the
# accounting line), what is in the record (how many facts, how many unknown, their sum) and where it says a number stands
# (the line) are compared with what R makes of the raw file, which shares no code and no recipe with it.
#
# Environment: ENTENTE_ADD and ENTENTE the programs, ENTENTE_RECORD a record to copy, ENT_SHARED the folder whose data/ holds
# the files, ENT_SOURCE_DIR for the table of codes, ENT_CRAN tarballs of R packages. Status 77: something is missing.

skip <- function(why) {
    cat("skipped:", why, "\n")
    quit(status = 77)
}
shared <- file.path(Sys.getenv("ENT_SHARED"), "data")
if (Sys.getenv("ENT_SHARED") == "" || !dir.exists(file.path(shared, "war"))) skip("no research data")
if (Sys.which("sqlite3") == "") skip("no sqlite3")
file.copy(Sys.getenv("ENTENTE_RECORD"), "sources.sqlite", overwrite = TRUE)
invisible(file.remove(Sys.glob("sources.sqlite-*")))
Sys.setenv(ENTENTE_RECORD = file.path(getwd(), "sources.sqlite"))

failures <- 0
checks <- 0
expect <- function(what, got, wanted) {
    checks <<- checks + 1
    near <- is.numeric(got) && is.numeric(wanted) && length(got) == length(wanted) &&
        all(is.finite(got)) && all(abs(got - wanted) <= 1e-9 * pmax(1, abs(wanted)))
    if (!near && !identical(as.character(got), as.character(wanted))) {
        failures <<- failures + 1
        cat("WRONG", what, ":", format(got, digits = 15), "not", format(wanted, digits = 15), "\n")
    }
}

# The raw file, every cell as it stands; "" and NA without quotes are missing.
read <- function(file) read.csv(gzfile(file.path(shared, file)), na.strings = "", colClasses = "character", check.names = FALSE)
num <- function(x) suppressWarnings(as.numeric(x))

ask <- function(sql) {
    out <- system2("sqlite3", c("-readonly", "-separator", "'|'", "sources.sqlite", shQuote(sql)), stdout = TRUE)
    if (length(out) == 0) NA else out
}

took <- character()
# Adds a release; the five numbers of its accounting line, or what it said when it refused.
add <- function(source, file, ...) {
    path <- if (file.exists(file)) file else file.path(shared, file)
    begun <- proc.time()[3]
    said <- suppressWarnings(system2(Sys.getenv("ENTENTE_ADD"), c(source, shQuote(path), ...), stdout = TRUE, stderr = TRUE))
    line <- grep("rows read =", said, value = TRUE)
    if (length(line) != 1) return(paste(said, collapse = "\n"))
    numbers <- num(gsub(",", "", regmatches(line, gregexpr("[0-9,]+(?= (rows|stored|dup|rej|out))", line, perl = TRUE))[[1]]))
    took <<- c(took, sprintf("%-16s %9.0f read  %9.0f stored  %7.0f duplicate  %5.0f rejected  %6.0f out of scope  %5.1f s",
                             source, numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], proc.time()[3] - begun))
    numbers
}
account <- function(what, got, stored, duplicates, rejected, outside) {
    wanted <- c(stored + duplicates + rejected + outside, stored, duplicates, rejected, outside)
    if (!is.numeric(got)) cat(got, "\n")
    expect(paste(what, "accounting"), if (is.numeric(got)) got else rep(-1, 5), wanted)
}
# Facts of a strand in the newest release that was added: how many values, how many unknown, the sum of the values.
facts <- function(strand, values, unknown, total = NULL, digits = NULL) {
    got <- ask(sprintf("SELECT sum(kind = 0), sum(kind = 2), sum(CASE kind WHEN 0 THEN value END) FROM fact WHERE release =
        (SELECT max(id) FROM release) AND strand = (SELECT id FROM strand WHERE name = '%s')", strand))
    got <- num(strsplit(got, "|", fixed = TRUE)[[1]])
    expect(paste(strand, "values and unknown"), got[1:2], c(values, unknown))
    if (!is.null(total)) expect(paste(strand, "sum"), got[3], total)
}
# A fact at a line: its value and its two states.
at_line <- function(strand, line, value, a, b = "") {
    got <- ask(sprintf("SELECT f.value, (SELECT code FROM state WHERE id = f.a), coalesce((SELECT code FROM state WHERE id = f.b), '')
        FROM fact f WHERE release = (SELECT max(id) FROM release) AND line = %d AND strand = (SELECT id FROM strand WHERE name = '%s')",
        line, strand))
    got <- strsplit(paste0(got[1], " "), "|", fixed = TRUE)[[1]]
    expect(paste(strand, "line", line, "value"), num(got[1]), value)
    expect(paste(strand, "line", line, "states"), paste(sort(trimws(got[2:3])), collapse = " "), paste(sort(c(a, b)), collapse = " "))
}

# Codes of states by the day in the middle of a year, from the pack's own table.
codes <- read.delim(file.path(Sys.getenv("ENT_SOURCE_DIR"), "data", "states", "code.tsv"), comment.char = "#",
                    colClasses = "character", na.strings = "-", quote = "")
state_of <- function(scheme, code, day) {
    table <- codes[codes$scheme == scheme, ]
    vapply(seq_along(code), function(i) {
        hit <- table$code == code[i] & (table$from == "" | table$from <= day[i]) & (table$to == "" | table$to > day[i])
        if (sum(hit) == 1) table$state[hit] else NA_character_
    }, "")
}
known <- function(scheme) unique(codes$code[codes$scheme == scheme])
some <- function(n, k = 12) {
    set.seed(1)
    sort(sample.int(n, k))
}

# Wars -----------------------------------------------------------------------------------------------------------------

x <- read("war/cow_war_inter.csv.gz")
key <- paste(x$warnum, pmin(num(x$ccode1), num(x$ccode2)), pmax(num(x$ccode1), num(x$ccode2)), x$year)
got <- add("war-cow", "war/cow_war_inter.csv.gz")
account("war-cow", got, length(unique(key)), nrow(x) - length(unique(key)), 0, 0)
facts("war", length(unique(key)), 0)
for (i in some(sum(!duplicated(key)))) {
    row <- which(!duplicated(key))[i]
    day <- paste0(x$year[row], "-03-01")
    at_line("war", row + 1, 1, state_of("cow", x$ccode1[row], day), state_of("cow", x$ccode2[row], day))
}

x <- read("war/cow_war_intra.csv.gz")
late <- x$year == "2008"
state <- ifelse(num(x$ccodea) > 0, x$ccodea, x$ccodeb)
key <- paste(x$primary_state, x$warnum, x$year, state)[!late]
got <- add("war-civil-cow", "war/cow_war_intra.csv.gz")
account("war-civil-cow", got, length(unique(key)), sum(duplicated(key)), 0, sum(late))
facts("war.civil", length(unique(key[startsWith(key, "1")])), 0)
facts("war.abroad", length(unique(key[startsWith(key, "0")])), 0)

x <- read("war/ucdp_acd.csv.gz")
sides <- function(row, which) {
    both <- unlist(row[paste0("gwno_", which, c("", "_2nd"))])
    both[!is.na(both) & both != ""]
}
kind <- x$type_of_conflict
outside <- x$gwno_a == "751" | (!is.na(x$gwno_b) & x$gwno_b == "751") # Hyderabad is in no list
seen <- new.env()
new_row <- logical(nrow(x))
pairs <- wars <- 0
for (i in which(kind == "interstate" & !outside)) for (a in sides(x[i, ], "a")) for (b in sides(x[i, ], "b")) {
    id <- paste(x$conflict_id[i], x$year[i], paste(sort(c(a, b)), collapse = "-"))
    if (!is.null(seen[[id]])) next
    seen[[id]] <- TRUE
    new_row[i] <- TRUE
    pairs <- pairs + 1
    wars <- wars + (x$intensity_level[i] == "2")
}
for (i in which(kind != "interstate" & !outside)) {
    id <- paste(x$conflict_id[i], x$year[i], x$gwno_a[i], kind[i] == "extrasystemic")
    if (is.null(seen[[id]])) new_row[i] <- TRUE
    seen[[id]] <- TRUE
}
got <- add("ucdp-acd", "war/ucdp_acd.csv.gz")
account("ucdp-acd", got, sum(new_row), sum(!new_row & !outside), 0, sum(outside))
facts("conflict", pairs, 0)
facts("war", wars, 0)
facts("conflict.civil", sum(new_row & kind %in% c("intrastate", "II")), 0)
facts("war.civil", sum(new_row & kind %in% c("intrastate", "II") & x$intensity_level == "2"), 0)
facts("conflict.extrasystemic", sum(new_row & kind == "extrasystemic"), 0)
# Korea 1950: everybody on one side with everybody on the other, not with its own.
korea <- function(a, b) num(ask(sprintf("SELECT count(*) FROM fact WHERE release = (SELECT max(id) FROM release) AND strand =
    (SELECT id FROM strand WHERE name = 'war') AND from_day = -7305 AND a IN (SELECT id FROM state WHERE code IN ('%s', '%s'))
    AND b IN (SELECT id FROM state WHERE code IN ('%s', '%s'))", a, b, a, b)))
expect("CHN against USA in 1950", korea("CHN", "USA"), 1)
expect("CHN with RUS in 1950", korea("CHN", "RUS"), 0)

# Disputes -------------------------------------------------------------------------------------------------------------

for (one in list(c("mid-cow", "mid/cow_mid_dirdisps.csv.gz"), c("mid-gml", "mid/gml_dirdisp.csv.gz"))) {
    x <- read(one[2])
    key <- paste(x$dispnum, pmin(num(x$ccode1), num(x$ccode2)), pmax(num(x$ccode1), num(x$ccode2)), x$year)
    account(one[1], add(one[1], one[2]), length(unique(key)), sum(duplicated(key)), 0, 0)
    facts("dispute", length(unique(key)), 0)
    level <- if (one[1] == "mid-gml") num(x$hostlev) else pmax(num(x$hostlev1), num(x$hostlev2))
    wars <- length(unique(key[level == 5]))
    got <- num(ask("SELECT count(*) FROM fact f JOIN strand s ON s.id = f.strand AND s.name = 'dispute' JOIN strand_type t
        ON t.strand = s.id AND t.name = 'war' WHERE release = (SELECT max(id) FROM release) AND f.types >> t.bit & 1"))
    expect(paste(one[1], "at the level of war"), got, wars)
}
for (one in list(c("mid-cow", "mid/cow_mid_ddydisps.csv.gz"), c("mid-gml", "mid/gml_mid_ddydisps.csv.gz"))) {
    got <- add(one[1], one[2])
    expect(paste(one[2], "refused with its reason"),
           is.character(got) && grepl("keeps one dispute per pair and year and drops the others", got), TRUE)
}

# Contiguity, organisations --------------------------------------------------------------------------------------------

x <- read("states/cow_contdir.csv.gz")
none <- x$conttype == "0"
key <- paste(pmin(num(x$ccode1), num(x$ccode2)), pmax(num(x$ccode1), num(x$ccode2)), x$stdate, x$enddate, x$conttype)[!none]
got <- add("contiguity", "states/cow_contdir.csv.gz")
account("contiguity", got, length(unique(key)), sum(duplicated(key)), 0, sum(none))
# 345 is Serbia to November 1918, Yugoslavia to April 1992, Serbia again: a spell over one of these days is two or three.
cut <- function(from, to, code) {
    moves <- c("1918-12-01", "1992-04-27")
    if (code == 345) 1 + sum(from < moves & to >= moves) else 1
}
y <- x[!none, ][!duplicated(key), ]
end_of_month <- function(day) format(seq(as.Date(paste0(substr(day, 1, 7), "-01")), by = "month", length.out = 2)[2] - 1)
pieces <- vapply(seq_len(nrow(y)), function(i) {
    year <- substr(y$stdate[i], 1, 4) == substr(y$enddate[i], 1, 4) # within a year the state that had the code longer
    if (year) 1 else max(cut(y$stdate[i], end_of_month(y$enddate[i]), y$ccode1[i]), cut(y$stdate[i], end_of_month(y$enddate[i]), y$ccode2[i]))
}, 0)
facts("contiguity", sum(pieces), 0)
land <- ask("SELECT count(*) FROM fact f JOIN strand s ON s.id = f.strand AND s.name = 'contiguity' JOIN strand_type t ON
    t.strand = s.id AND t.name = 'land' WHERE f.types >> t.bit & 1 AND release = (SELECT max(id) FROM release)")
expect("contiguity by land", num(land), sum(pieces[y$conttype == "1"]))
open <- ask("SELECT count(*) FROM fact WHERE to_day = 2147483647 AND release = (SELECT max(id) FROM release)")
expect("contiguity open at the end", num(open), sum(y$enddate == "2016-12-01"))

x <- read("igo/cow_igo_sy.csv.gz")
account("igo", add("igo", "igo/cow_igo_sy.csv.gz"), nrow(x), 0, 0, 0)
facts("igo.memberships", nrow(x), 0, sum(num(x$sum_igo_full)))
facts("igo.observer", nrow(x), 0, sum(num(x$sum_igo_observer)))

x <- read("igo/cow_igo_ndy.csv.gz")
account("igo-pairs", add("igo-pairs", "igo/cow_igo_ndy.csv.gz"), nrow(x), 0, 0, 0)
facts("igo.shared", sum(!is.na(x$dyadigos)), sum(is.na(x$dyadigos)), sum(num(x$dyadigos), na.rm = TRUE))
for (i in some(nrow(x)))
    at_line("igo.shared", i + 1, num(x$dyadigos[i]), state_of("cow", x$ccode1[i], paste0(x$year[i], "-03-01")),
            state_of("cow", x$ccode2[i], paste0(x$year[i], "-03-01")))

# Trade: every row is the imports of the first from the second, its mirror row those of the second -----------------------

x <- read("trade/cow_trade_ddy.csv.gz")
late <- num(x$year) >= 1990 & (x$ccode1 %in% c("260", "678") | x$ccode2 %in% c("260", "678"))
flow <- num(x$flow1)[!late]
account("trade", add("trade", "trade/cow_trade_ddy.csv.gz"), sum(!late), 0, 0, sum(late))
facts("trade", sum(!is.na(flow) & flow != 0), sum(is.na(flow) | flow == 0), 1e6 * sum(flow, na.rm = TRUE))
for (i in some(nrow(x))) if (!is.na(x$flow1[i]) && num(x$flow1[i]) != 0 && !late[i])
    at_line("trade", i + 1, 1e6 * num(x$flow1[i]), state_of("cow", x$ccode1[i], paste0(x$year[i], "-03-01")),
            state_of("cow", x$ccode2[i], paste0(x$year[i], "-03-01")))
i <- which(x$ccode1 == "2" & x$ccode2 == "710" & x$year == "2014")
at_line("trade", i + 1, 472525e6, "USA", "CHN")
expect("the exports of China to the USA are the imports of the USA", ask(sprintf("SELECT (SELECT code FROM state WHERE id = a)
    FROM fact WHERE release = (SELECT max(id) FROM release) AND line = %d", i + 1)), "CHN")

# Numbers of states ----------------------------------------------------------------------------------------------------

late <- function(x) num(x$year) >= 1990 & x$ccode %in% c("260", "678")
x <- read("gdp-isard/cw_democracy.csv.gz")
keep <- !late(x)
for (one in list(list("polity", c(democracy.polity = "polity2"), 2018), list("vdem", c(democracy.polyarchy = "v2x_polyarchy"), 2025),
                 list("uds", c(democracy.uds = "euds", `democracy.uds-adjusted` = "aeuds"), 2025))) {
    kept <- keep & num(x$year) <= one[[3]]
    account(one[[1]], add(one[[1]], "gdp-isard/cw_democracy.csv.gz"), sum(kept), 0, 0, sum(!kept))
    for (strand in names(one[[2]])) {
        value <- num(x[[one[[2]][strand]]])[kept]
        facts(strand, sum(!is.na(value)), sum(is.na(value)), sum(value, na.rm = TRUE))
    }
}
lows <- num(ask("SELECT count(*) FROM fact WHERE value IN (-8, -9) AND strand = (SELECT id FROM strand WHERE name = 'democracy.polity')"))
expect("-8 and -9 of polity2 are scores", lows, sum(x$polity2[keep] %in% c("-8", "-9")))

x <- read("gdp-isard/cw_gdppop.csv.gz")
keep <- !late(x)
account("gdp-latent", add("gdp-latent", "gdp-isard/cw_gdppop.csv.gz"), sum(keep), 0, 0, sum(!keep))
for (one in list(list("gdp.ppp", "pwtrgdp", 1e6), list("gdp.perhead.ppp", "mrgdppc", 1), list("population", "pwtpop", 1e6))) {
    value <- num(x[[one[[2]]]])[keep] * one[[3]]
    facts(one[[1]], sum(!is.na(value)), sum(is.na(value)), sum(value, na.rm = TRUE))
}
i <- which(x$ccode == "2" & x$year == "2019")
at_line("gdp.ppp", i + 1, 1e6 * num(x$pwtrgdp[i]), "USA")
ends <- num(strsplit(ask(sprintf("SELECT low, high FROM fact WHERE release = (SELECT max(id) FROM release) AND line = %d AND strand =
    (SELECT id FROM strand WHERE name = 'gdp.ppp')", i + 1)), "|", fixed = TRUE)[[1]])
expect("the published error is kept", ends, 1e6 * (num(x$pwtrgdp[i]) + c(-1, 1) * qnorm(.975) * num(x$sd_pwtrgdp[i])))

x <- read("maddison/MaddisonData.csv.gz")
rules <- (x$ISO == "SUN" & num(x$year) >= 1992) | (x$ISO == "CSK" & num(x$year) >= 1993) | (x$ISO == "YUG" & num(x$year) >= 1993)
keep <- x$ISO %in% known("iso3") & !rules
account("maddison", add("maddison", "maddison/MaddisonData.csv.gz"), sum(keep), 0, 0, sum(!keep))
people <- num(x$pop)[keep] * 1000
head <- num(x$gdppc)[keep]
facts("population", sum(!is.na(people)), sum(is.na(people)), sum(people, na.rm = TRUE))
facts("gdp.perhead.ppp", sum(!is.na(head)), sum(is.na(head)), sum(head, na.rm = TRUE))
facts("gdp.ppp", sum(!is.na(head * people)), sum(is.na(head * people)), sum(head * people, na.rm = TRUE))

world_bank <- c("gdp-2012-09", "gdp-2013-06", "gdp-2015-08", "gdp-2017-07", "gdp-2018-01", "gdp", "population-2017-10", "population")
for (file in world_bank) {
    source <- if (startsWith(file, "gdp")) "gdp-wb" else "population"
    x <- read(file.path(if (source == "population") source else "gdp-wb", paste0(file, ".csv.gz")))
    code <- ifelse(is.na(x[["Country Code"]]) & x[["Country Name"]] == "Kosovo", "XKX", x[["Country Code"]])
    keep <- code %in% known("world-bank")
    account(file, add(source, file.path(if (source == "population") source else "gdp-wb", paste0(file, ".csv.gz"))), sum(keep), 0, 0, sum(!keep))
    facts(if (source == "population") "population" else "gdp.usd", sum(keep), 0, sum(num(x$Value)[keep]))
}

got <- add("gdp-wb", "gdp-wb/gdp-2024-10-20-withdrawn.csv.gz")
expect("the withdrawn vintage is refused", is.character(got) && grepl("withdrawn", got), TRUE)

# Distances, capitals, leaders -----------------------------------------------------------------------------------------

x <- read("distances/dist_cepii.csv.gz")
is_state <- function(code) code %in% known("iso3") & code != "PAL"
keep <- is_state(x$iso_o) & is_state(x$iso_d) & x$iso_o != x$iso_d
n <- sum(keep) / 2
account("distances", add("distances", "distances/dist_cepii.csv.gz"), n, n, 0, nrow(x) - 2 * n)
first <- keep & x$iso_o < x$iso_d # the file is in order of codes: this row of the two comes first
facts("distance.capitals", n, 0, sum(num(x$distcap)[first]))
facts("distance.people", sum(x$distw[first] != "."), sum(x$distw[first] == "."), sum(num(x$distw)[first], na.rm = TRUE))
ties <- c("contig", "comlang_off", "comlang_ethno", "colony", "comcol", "curcol", "col45")
facts("tie", sum(first & Reduce(`|`, lapply(x[ties], `==`, "1"))), 0)
for (pair in list(c("ROM", "ROU"), c("ZAR", "COD"), c("YUG", "SRB"), c("TMP", "TLS"), c("NAM", "NAM"))) {
    i <- which(x$iso_o == "FRA" & x$iso_d == pair[1] | x$iso_d == "FRA" & x$iso_o == pair[1])[1]
    at_line("distance.cities", i + 1, num(x$dist[i]), "FRA", pair[2])
}

x <- read("distances/geo_cepii.csv.gz")
keep <- is_state(x$iso3)
account("geography", add("geography", "distances/geo_cepii.csv.gz"), length(unique(x$iso3[keep])), sum(duplicated(x$iso3[keep])), 0, sum(!keep))
facts("area", length(unique(x$iso3[keep])), 0, sum(num(x$area)[keep & !duplicated(x$iso3)]))

x <- read("states/cow_capitals.csv.gz")
account("capitals", add("capitals", "states/cow_capitals.csv.gz"), nrow(x), 0, 0, 0)
expect("capitals still so", num(ask("SELECT count(DISTINCT line) FROM fact WHERE to_day = 2147483647 AND release = (SELECT max(id) FROM release)")),
       sum(x$enddate == "2024-12-31"))
x <- read("states/gw_capitals.csv.gz")
account("capitals, GW", add("capitals", "states/gw_capitals.csv.gz"), nrow(x), 0, 0, 0)

x <- read("states/archigos.csv.gz")
account("archigos", add("archigos", "states/archigos.csv.gz"), nrow(x), 0, 0, 0)
expect("persons", num(ask("SELECT count(*) FROM entity WHERE kind = 'person' AND code LIKE 'archigos/%'")), length(unique(x$leadid)))
# One who died on the last day has no end in the record, too: the file does not tell that day from the end of the list.
expect("in office at the end", num(ask("SELECT count(*) FROM fact WHERE to_day = 2147483647 AND release = (SELECT max(id) FROM release)")),
       sum(x$enddate == "2015-12-31"))
i <- which(x$obsid == "USA-1881-1")
expect("who led", ask(sprintf("SELECT e.name FROM fact f JOIN entity e ON e.id = f.entity_a WHERE f.release =
    (SELECT max(id) FROM release) AND f.line = %d", i + 1)), x$leader[i])

for (file in c("cow_states", "states2016", "cow_majors", "gw_system", "gw_states")) {
    x <- read(paste0("states/", file, ".csv.gz"))
    source <- if (file == "cow_majors") "majors-cow" else if (startsWith(file, "gw")) "states-gw" else "states-cow"
    got <- add(source, paste0("states/", file, ".csv.gz"))
    # The two forms of one list are one release, whichever came first.
    if (file == "states2016") expect("the same list twice", is.character(got) && grepl("nothing was changed", got), TRUE)
    else account(file, got, nrow(x), 0, 0, 0)
}

# What a reader sees -----------------------------------------------------------------------------------------------------

holds <- function(claim, wanted) {
    status <- suppressWarnings(system2(Sys.getenv("ENTENTE"), c("check", "-c", shQuote(claim)), stdout = FALSE, stderr = FALSE))
    expect(claim, status, wanted)
}
holds("war(EGY, ISR) ever 1948..1973", 0)
holds("contiguity(CHN, RUS) always 1992..2016", 0)
holds("contiguity(HUN, SRB, type=land) always 1993..2016", 0) # 345 is Serbia then
holds("contiguity(HUN, YUG, type=land) always 1946..1991", 0)
holds("igo.shared(FRA, DEU) > igo.shared(CHN, RUS) at 2010", 0)
holds("democracy.polity(IND) > 5 at 2000", 0)
holds("trade(CHN -> RUS) > trade(RUS -> CHN) at 2010", 0)
holds("democracy(NOR) > democracy(PRK) at 2010", 0)
holds("tie(GBR, IND, type=colony) at 2000", 0)
holds("tie(FRA, CHN) ever 1950..2000", 1)
why <- system2(Sys.getenv("ENTENTE"), c("why", shQuote("leader(IND) @ 2000")), stdout = TRUE)
x <- read("states/archigos.csv.gz")
i <- which(x$gwcode == "750" & x$startdate <= "2000-01-01" & x$enddate >= "2000-12-31")
expect("why names the person and the line", any(grepl(x$leader[i], why) & grepl(sprintf("line %d,", i + 1), why)), TRUE)

# The same objects in CRAN's packages are the same releases ---------------------------------------------------------------

tarball <- Sys.glob(file.path(Sys.getenv("ENT_CRAN"), "peacesciencer_*.tar.gz"))
if (length(tarball)) for (source in c("war-cow", "war-civil-cow", "ucdp-acd", "mid-cow", "mid-gml", "contiguity", "igo", "igo-pairs", "archigos")) {
    said <- suppressWarnings(system2(Sys.getenv("ENTENTE_ADD"), c(source, shQuote(tail(tarball, 1))), stdout = TRUE, stderr = TRUE))
    expect(paste(source, "of peacesciencer is known"), grepl("is in the record already: nothing was changed", paste(said, collapse = " ")), TRUE)
}

cat(took, sep = "\n")
cat(checks, "checks,", failures, "failures\n")
quit(status = failures > 0)
