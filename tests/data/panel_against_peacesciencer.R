# The panel of directed dyad-years against peacesciencer's, cell by cell: rows, treaties, capabilities, rivalries, disputes,
# borders, organisations, wars. Every cell is the same, missing in both, or differs for a reason of the list below, which
# is worked out here from the raw tables; a cell that differs for no such reason fails the test.
#
# Their side is computed by their documented joins, redone here from the data of the package (ENT_CRAN); with
# PEACESCIENCER_LIB, a library where the package is installed, by its own functions. PANEL_YEARS "1816..2025" compares
# these years, and PANEL_TABLE names a file for the counts. Skipped (77) where the package or the programs are not.

cran <- Sys.getenv("ENT_CRAN")
lib <- Sys.getenv("PEACESCIENCER_LIB")
entente <- Sys.getenv("ENTENTE")
adder <- Sys.getenv("ENTENTE_ADD")
full <- Sys.getenv("ENTENTE_FULL_RECORD")
tarball <- if (nzchar(cran)) tail(Sys.glob(file.path(cran, "peacesciencer_*.tar.gz")), 1) else character()
skip <- function(why) {
    cat("skipped:", why, "\n")
    quit(status = 77)
}
if (!length(tarball)) skip("no peacesciencer among the packages of ENT_CRAN")
if (!nzchar(entente) || !file.exists(full)) skip("no programs, or no record with the sources of peacesciencer")

spans <- strsplit(Sys.getenv("PANEL_YEARS", "1918..1919 1990..1992 2021"), " ")[[1]]
years <- unlist(lapply(strsplit(spans, "..", fixed = TRUE), function(s) seq(as.integer(s[1]), as.integer(s[length(s)]))))
folder <- tempfile()
untar(tarball, exdir = folder)
raw <- function(name) {
    load(file.path(folder, "peacesciencer", "data", paste0(name, ".rda")))
    as.data.frame(get(name))
}
key <- function(a, b, year) a * 1e8 + b * 1e4 + year

# Our side -----------------------------------------------------------------------------------------------------------

record <- tempfile(fileext = ".sqlite")
stopifnot(file.copy(full, record))
for (source in c("mid-cow", "mid-gml", "contiguity", "igo-pairs", "war-cow"))
    if (system2(adder, c("--record", record, source, shQuote(tarball)), stdout = FALSE, stderr = FALSE) != 0)
        stop("cannot add ", source)
strands <- paste(
    "alliance:obligation=any as atop", "nmc", "rivalry:source=rivalries-tss as tss", "dispute:source=mid-cow as midcow",
    "dispute:source=mid-gml as midgml", "contiguity", "igo.shared as igos", "war:source=war-cow as war", sep = ","
)
export <- function(span) {
    file <- tempfile(fileext = ".tsv")
    status <- system2(entente, c(
        "export", "panel", "--record", record, "--unit", "directed-dyad-year", "--ids", "cow", "--own-use",
        "--years", span, "--strands", shQuote(strands), "--out", file
    ), stderr = FALSE)
    if (status != 0) stop("export failed for ", span)
    head <- strsplit(readLines(file, 1), "\t")[[1]]
    panel <- read.table(file,
        sep = "\t", header = TRUE, quote = "", comment.char = "", na.strings = "",
        colClasses = ifelse(grepl("_kind$", head), "character", "numeric")
    )
    unlink(file)
    panel
}
our <- do.call(rbind, lapply(spans, export))

# Their side ---------------------------------------------------------------------------------------------------------

by_packages_functions <- function() {
    .libPaths(c(lib, .libPaths()))
    library(peacesciencer, quietly = TRUE)
    quiet <- function(x) suppressWarnings(suppressMessages(x))
    pairs <- quiet(create_dyadyears(directed = TRUE, subset_years = years))
    x <- quiet(add_igos(add_contiguity(add_cow_mids(add_strategic_rivalries(add_nmc(add_atop_alliance(pairs))),
        keep = "cowmidongoing"
    ))))
    # On their own: both of these have columns sidea1, sidea2, …, and the joins are on all columns of the same name.
    x$gmlmidongoing <- quiet(add_gml_mids(pairs, keep = "gmlmidongoing"))$gmlmidongoing
    x$cowinterongoing <- quiet(add_cow_wars(pairs, type = "inter"))$cowinterongoing
    as.data.frame(x)
}

# create_dyadyears(): who was in the list in the year; an end on the list's last day is now; pairs of the list of
# those who never met are taken out.
pairs_of_year <- function(year, states, false) {
    there <- unique(states$ccode[states$styear <= year & states$endyear >= year])
    x <- expand.grid(ccode2 = there, ccode1 = there)[, 2:1]
    x <- x[x$ccode1 != x$ccode2, ]
    x$year <- year
    x[!(key(x$ccode1, x$ccode2, x$year) %in% false), ]
}

# left_join(): the first row of the table for each pair and year; `zero` where there is none within the years given.
joined <- function(x, table, column, zero = NULL) {
    value <- table[[column]][match(key(x$ccode1, x$ccode2, x$year), key(table$ccode1, table$ccode2, table$year))]
    if (!is.null(zero)) value[is.na(value) & x$year >= zero[1] & x$year <= zero[2]] <- 0
    value
}

rival_years <- function() {
    list <- raw("tss_rivalries")
    mirror <- list
    mirror$ccode1 <- list$ccode2
    mirror$ccode2 <- list$ccode1
    list <- rbind(list, mirror)
    list <- list[list$end >= 1816, ]
    span <- Map(seq, list$start, list$end)
    x <- list[rep(seq_len(nrow(list)), lengths(span)), ]
    x$year <- unlist(span)
    x$ccode1[x$ccode1 == 300 & x$year >= 1919] <- 305 # as the package has it
    x$ccode2[x$ccode2 == 300 & x$year >= 1919] <- 305
    types <- c("positional", "spatial", "ideological", "interventionary")
    x[types][is.na(x[types])] <- 0
    x[x$year %in% years, ]
}

border_months <- function() {
    rows <- raw("cow_contdir")
    first <- as.Date(paste0(min(years), "-01-01"))
    last <- as.Date(paste0(max(years), "-12-31"))
    rows <- rows[rows$enddate >= first & rows$stdate <= last, ]
    months <- Map(seq, rows$stdate, rows$enddate, by = "1 month")
    x <- rows[rep(seq_len(nrow(rows)), lengths(months)), c("ccode1", "ccode2", "conttype")]
    x$date <- do.call(c, months)
    x$year <- as.integer(format(x$date, "%Y"))
    x <- x[x$year %in% years, ]
    x[order(x$ccode1, x$ccode2, x$date), ]
}

by_joins <- function() {
    states <- raw("cow_states")
    open <- states$endyear == max(states$endyear) & states$endmonth == 12
    states$endyear[open] <- 9999
    false <- raw("false_cow_dyads")
    x <- do.call(rbind, lapply(years, pairs_of_year, states, key(false$ccode1, false$ccode2, false$year)))
    atop <- raw("atop_alliance")
    atop$atop_alliance <- 1
    for (column in c("atop_alliance", grep("^atop_", names(atop), value = TRUE)))
        x[[column]] <- joined(x, atop, column, c(1815, 2018))
    nmc <- raw("cow_nmc")
    for (side in 1:2) {
        at <- match(x[[paste0("ccode", side)]] * 1e4 + x$year, nmc$ccode * 1e4 + nmc$year)
        for (column in setdiff(names(nmc), c("ccode", "year"))) x[[paste0(column, side)]] <- nmc[[column]][at]
    }
    rivals <- rival_years()
    found <- match(key(x$ccode1, x$ccode2, x$year), key(rivals$ccode1, rivals$ccode2, rivals$year))
    x$ongoingrivalry <- ifelse(is.na(found) & x$year <= 2020, 0, 1) # as the package has it
    for (type in c("positional", "spatial", "ideological", "interventionary"))
        x[[type]] <- ifelse(is.na(found) & x$year <= 2020, 0, rivals[[type]][found])
    x$cowmidongoing <- joined(x, raw("cow_mid_ddydisps"), "cowmidongoing", c(1816, 2014))
    x$gmlmidongoing <- joined(x, raw("gml_mid_ddydisps"), "gmlmidongoing", c(1816, 2010))
    x$conttype <- joined(x, border_months(), "conttype", c(1816, 2016))
    igos <- raw("cow_igo_ndy")
    mirror <- igos
    mirror$ccode1 <- igos$ccode2
    mirror$ccode2 <- igos$ccode1
    x$dyadigos <- joined(x, rbind(igos, mirror), "dyadigos")
    x$cowinterongoing <- joined(x, raw("cow_war_inter"), "cowinterongoing", c(1816, 2007))
    x
}
their <- if (nzchar(lib)) by_packages_functions() else by_joins()

# Rows ---------------------------------------------------------------------------------------------------------------

counts <- data.frame()
failures <- 0
note <- function(column, class, n) if (n) counts <<- rbind(counts, data.frame(column, class, cells = n))
unexplained <- function(column, n, rows) {
    if (!n) return(invisible())
    failures <<- failures + n
    cat(n, "cells of", column, "differ for no reason of the list, such as\n")
    print(utils::head(rows, 5))
}
theirs_key <- key(their$ccode1, their$ccode2, their$year)
our_key <- key(our$cow_1, our$cow_2, our$year)
if (anyDuplicated(our_key)) stop("the panel has a pair and year twice")
note("rows", "in both", sum(theirs_key %in% our_key))
two_numbers <- function(a, b, year) year == 1990 & (a %in% c(255, 260, 678, 679) | b %in% c(255, 260, 678, 679))
for (side in c("theirs", "ours")) {
    rows <- if (side == "theirs") their[!(theirs_key %in% our_key), 1:3] else our[!(our_key %in% theirs_key), 1:3]
    two <- two_numbers(rows[[1]], rows[[2]], rows[[3]])
    note("rows", paste("only", side, "- two numbers of one state in 1990"), sum(two))
    unexplained(paste("rows, only", side), sum(!two), rows[!two, ])
}
at <- match(theirs_key, our_key)
their <- their[!is.na(at), ]
our <- our[at[!is.na(at)], ]

# Cells --------------------------------------------------------------------------------------------------------------

same_number <- function(a, b) !is.na(a) & !is.na(b) & abs(a - b) <= 1e-9 * pmax(abs(a), abs(b), 1)

# Classes in order: a cell takes the first that holds. `reasons` is a named list of logical vectors.
compare <- function(theirs, ours, scale = 1, reasons = list()) {
    a <- their[[theirs]]
    b <- our[[ours]] * scale
    kind <- our[[if (paste0(ours, "_kind") %in% names(our)) paste0(ours, "_kind") else paste0(sub("_[^_]*$", "", ours), "_kind")]]
    class <- rep(NA_character_, length(a))
    give <- function(test, name) class[is.na(class) & test & !is.na(test)] <<- name
    give(same_number(a, b) & a != 0, "the same number")
    give(same_number(a, b) & kind == "value", "0 in both, a number")
    give(same_number(a, b) & kind == "none", "0 in both: the source says nothing happened")
    give(is.na(a) & kind == "unknown", "NA there, unknown here")
    give(is.na(a) & kind == "not covered", "NA there, not covered here")
    for (name in names(reasons)) give(reasons[[name]], name)
    for (name in sort(unique(class[!is.na(class)]))) note(theirs, name, sum(class == name, na.rm = TRUE))
    bad <- is.na(class)
    unexplained(theirs, sum(bad), cbind(their[bad, c("ccode1", "ccode2", "year", theirs)], ours = b[bad], kind = kind[bad]))
}

pledges <- c("atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")
no_pledge <- rowSums(their[pledges]) == 0
compare("atop_alliance", "atop", reasons = list(
    "1 there for a treaty without any of the five obligations" = their$atop_alliance == 1 & no_pledge & our$atop_kind == "none"
))
for (i in seq_along(pledges))
    compare(pledges[i], paste0("atop_", c("defence", "offence", "neutrality", "nonaggression", "consultation"))[i])

# The package's figures are in thousands, ours in units.
for (side in 1:2) {
    for (column in c("milex", "milper", "irst", "pec", "tpop", "upop"))
        compare(paste0(column, side), paste0(column, "_", side), 1 / 1000)
    compare(paste0("cinc", side), paste0("capability_cinc_", side))
}

# One state, several numbers: the list gives a rivalry under one of them, and a join finds it in no year of another.
unit <- function(code) ifelse(code == 260, 255, ifelse(code == 678, 679, code))
rivals <- rival_years()
by_unit <- key(unit(their$ccode1), unit(their$ccode2), their$year) %in% key(unit(rivals$ccode1), unit(rivals$ccode2), rivals$year)
moved_austria <- their$year >= 1919 & (their$ccode1 == 305 | their$ccode2 == 305)
after <- their$year > 2020
compare("ongoingrivalry", "tss", reasons = list(
    "1 there for every pair after the list ended, not covered here" = after & their$ongoingrivalry == 1 & our$tss_kind == "not covered",
    "0 there: the list has the state under its other number" = their$ongoingrivalry == 0 & our$tss == 1 & by_unit,
    "1 there: a rivalry of Austria-Hungary moved to Austria by hand" = their$ongoingrivalry == 1 & our$tss == 0 & moved_austria
))
for (type in c("positional", "spatial", "ideological", "interventionary"))
    compare(type, paste0("tss_", type), reasons = list(
        "0 there: the list has the state under its other number" = their[[type]] == 0 & our[[paste0("tss_", type)]] == 1 & by_unit,
        "1 there: a rivalry of Austria-Hungary moved to Austria by hand" = their[[type]] == 1 & our[[paste0("tss_", type)]] == 0 & moved_austria
    ))

compare("cowmidongoing", "midcow")
compare("gmlmidongoing", "midgml")
compare("cowinterongoing", "war")
compare("dyadigos", "igos")

# Borders: all types of a pair in a year, from the raw months; ours is the closest of them, theirs that of the first row.
kinds <- c("contiguity_land", "contiguity_sea_12", "contiguity_sea_24", "contiguity_sea_150", "contiguity_sea_400")
if (!all(kinds %in% names(our))) stop("the columns of borders have other names")
marks <- as.matrix(our[kinds])
our$border <- ifelse(rowSums(marks) == 0, 0, max.col(marks, ties.method = "first"))
our$border_kind <- our$contiguity_kind
months <- border_months()
unique_types <- unique(months[c("ccode1", "ccode2", "year", "conttype")])
types_key <- key(unique_types$ccode1, unique_types$ccode2, unique_types$year)
real <- unique_types$conttype > 0
closest <- tapply(unique_types$conttype[real], types_key[real], min)
their_key <- key(their$ccode1, their$ccode2, their$year)
nearest <- as.vector(closest[match(their_key, as.numeric(names(closest)))])
beside <- {
    month_key <- key(months$ccode1, months$ccode2, as.numeric(format(months$date, "%Y%m")) * 1e4 + months$year)
    doubled <- months[duplicated(month_key) | duplicated(month_key, fromLast = TRUE), ]
    their_key %in% key(doubled$ccode1, doubled$ccode2, doubled$year)
}
listed <- paste(their_key, our$border) %in% paste(types_key, unique_types$conttype)
inherited <- their$year %in% c(1918, 1992) & (their$ccode1 == 345 | their$ccode2 == 345)
compare("conttype", "border", reasons = list(
    "0 there: a row of type 0 stands beside that of the border" = their$conttype == 0 & beside & (our$border == nearest | (inherited & listed)),
    "another type there: two rows in one month" = their$conttype > 0 & beside & our$border == nearest,
    "the border changed in the year: theirs of its first month, ours the closest" = our$border == nearest & their$conttype != nearest,
    "two states had the number 345 in the year; the border is the other's" = inherited & our$border_kind == "none"
))

# What was found -----------------------------------------------------------------------------------------------------

options(width = 160)
print(counts, right = FALSE, row.names = FALSE)
if (nzchar(Sys.getenv("PANEL_TABLE")))
    write.table(counts, Sys.getenv("PANEL_TABLE"), sep = "\t", quote = FALSE, row.names = FALSE)
same <- grepl("^the same|in both|^NA there", counts$class)
cells <- counts$column != "rows"
cat(sprintf(
    "%.0f cells: %.0f the same or missing in both, %.0f differ for a reason of the list, %.0f for none\n",
    sum(counts$cells[cells]) + failures, sum(counts$cells[cells & same]), sum(counts$cells[cells & !same]), failures
))
if (sum(counts$cells[cells & same]) < 1e6) stop("too few cells were compared")
quit(status = as.integer(failures > 0))
