# Counts, dates and means of spans as `entente check` gives them, against R that shares no code with it: wars and
# rivalries from the files of their sources, means from the file of national capabilities.
#
# Environment: ENTENTE the program, ENTENTE_FULL_RECORD a record with every source, ENT_SHARED the folder with the
# files.
# Status 77: something of this is missing.

skip <- function(why) {
    cat("skipped:", why, "\n")
    quit(status = 77)
}
full <- Sys.getenv("ENTENTE_FULL_RECORD")
if (full == "" || !file.exists(full)) skip("no record with every source")
Sys.setenv(ENTENTE_RECORD = full)
shared <- Sys.getenv("ENT_SHARED")
entente <- Sys.getenv("ENTENTE")
if (shared == "" || entente == "") skip("no files or no program")
read <- function(...) {
    file <- file.path(shared, "data", ...)
    if (!file.exists(file)) skip(file)
    read.csv(gzfile(file))
}
wars <- read("war", "cow_war_inter.csv.gz")
rivalries <- read("rivalries", "tss_rivalries.csv.gz")
nmc <- read("nmc", "cow_nmc.csv.gz")

failures <- 0
asked <- 0
# Each claim must get its verdict by the one source.
expect <- function(claims, verdict) {
    file <- tempfile(fileext = ".txt")
    writeLines(claims, file)
    out <- suppressWarnings(system2(entente, c("check", "--format", "tsv", file), stdout = TRUE, stderr = TRUE))
    table <- read.delim(text = out, quote = "", check.names = FALSE)
    if (is.null(table$verdict) || is.null(table$claim)) stop(paste(out, collapse = "\n"))
    got <- table$verdict[match(claims, table$claim)]
    wrong <- is.na(got) | got != verdict
    if (any(wrong)) cat(paste(claims[wrong], "is", got[wrong], "not", verdict, "\n"), sep = "")
    failures <<- failures + sum(wrong)
    asked <<- asked + length(claims)
}

codes <- c(USA = 2, GBR = 200, FRA = 220, RUS = 365, TUR = 640, SWE = 380, CHN = 710, IND = 750, PAK = 770, ITA = 325,
           IRN = 630, IRQ = 645, ISR = 666, EGY = 651, GRC = 350)
pairs <- t(combn(names(codes), 2))

# A war of a pair is its number; a war whose years do not follow on each other is as many spells.
runs <- function(years) if (length(years)) 1 + sum(diff(sort(unique(years))) > 1) else 0
touching <- function(a, b, from, to) {
    rows <- wars[wars$ccode1 == codes[a] & wars$ccode2 == codes[b], ]
    rows <- rbind(rows, wars[wars$ccode1 == codes[b] & wars$ccode2 == codes[a], ])
    total <- 0
    for (war in unique(rows$warnum)) {
        years <- sort(unique(rows$year[rows$warnum == war]))
        run <- cumsum(c(1, diff(years) > 1))
        total <- total + sum(tapply(years, run, function(y) any(y >= from & y <= to)))
    }
    total
}
# The list counts all of these states from 1950 on.
counts <- mapply(function(a, b) touching(a, b, 1950, 2007), pairs[, 1], pairs[, 2])
claim <- sprintf("count(war(%s, %s, source=war-cow), 1950..2007) %s %d", pairs[, 1], pairs[, 2], "=", counts)
expect(claim, "HOLDS")
expect(sprintf("count(war(%s, %s, source=war-cow), 1950..2007) = %d", pairs[, 2], pairs[, 1], counts + 1L), "FAILS")
expect(sprintf("count(war(%s, %s, source=war-cow), 1950..2020) >= %d", pairs[, 1], pairs[, 2], counts), "HOLDS")
expect(sprintf("count(war(%s, %s, source=war-cow), 1950..2020) = %d", pairs[, 1], pairs[, 2], counts), "OPEN")
stopifnot(sum(counts > 0) >= 8)

# First beginning and last end of a rivalry within 1950 to 2019; what is still so in 2020, the last year, has no end.
dated <- list(HOLDS = NULL, FAILS = NULL)
for (i in seq_len(nrow(pairs))) {
    a <- codes[pairs[i, 1]]
    b <- codes[pairs[i, 2]]
    rows <- rivalries[rivalries$ccode1 %in% c(a, b) & rivalries$ccode2 %in% c(a, b), ]
    name <- sprintf("(rivalry(%s, %s, source=rivalries-tss), 1950..2019)", pairs[i, 1], pairs[i, 2])
    begun <- rows$start[rows$start >= 1950 & rows$start <= 2019]
    ended <- rows$end[rows$end >= 1950 & rows$end <= 2019]
    year <- function(x, f) if (length(x)) f(x) else 1984
    claims <- paste0(c("start", "end"), name, " = ", c(year(begun, min), year(ended, max)))
    there <- c(length(begun) > 0, length(ended) > 0)
    dated$HOLDS <- c(dated$HOLDS, claims[there])
    dated$FAILS <- c(dated$FAILS, claims[!there])
}
for (verdict in names(dated)) expect(dated[[verdict]], verdict)
stopifnot(length(dated$HOLDS) >= 15)

# Means and extremes of military expenditure in years that are all seen, by their order.
figures <- function(a, from, to) nmc$milex[nmc$ccode == codes[a] & nmc$year >= from & nmc$year <= to]
ordered <- NULL
for (a in names(codes)) for (b in setdiff(names(codes), a)) {
    x <- figures(a, 1960, 1975)
    y <- figures(b, 1960, 1975)
    if (length(x) < 16 || length(y) < 16 || anyNA(c(x, y)) || any(c(x, y) < 0)) next
    if (a > b) next
    sign <- function(p, q) if (p > q) ">" else if (p < q) "<" else "="
    span <- ", 1960..1975)"
    ordered <- c(ordered, sprintf("mean(milex(%s)%s %s mean(milex(%s)%s", a, span, sign(mean(x), mean(y)), b, span),
             sprintf("max(milex(%s)%s %s max(milex(%s)%s", b, span, sign(max(y), max(x)), a, span),
             sprintf("min(milex(%s)%s %s min(milex(%s)%s", a, span, sign(min(x), min(y)), b, span),
             sprintf("sum(milex(%s)%s %s sum(milex(%s)%s", a, span, sign(sum(x), sum(y)), b, span))
}
expect(ordered, "HOLDS")
cat(asked, "claims,", failures, "differ\n")
if (failures > 0 || asked < 500) quit(status = 1)
