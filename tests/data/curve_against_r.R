# The specification curve against R: values, ranks and places of a handful of specifications, computed from
# the wide table of roll calls by code that shares nothing with entente's.
#
# Environment: ENTENTE and ENTENTE_ADD the programs, ENTENTE_RECORD a record to copy, ENT_SHARED the folder whose
# data/un-votes holds the table. Status 77: something of this is missing.

skip <- function(why) {
    cat("skipped:", why, "\n")
    quit(status = 77)
}
table_file <- file.path(Sys.getenv("ENT_SHARED"), "data", "un-votes", "ungaVoting_003.csv.gz")
if (Sys.getenv("ENT_SHARED") == "" || !file.exists(table_file)) skip("no table of roll calls")
entente <- Sys.getenv("ENTENTE")
record <- Sys.getenv("ENTENTE_RECORD")
if (entente == "" || !file.exists(entente) || !file.exists(record)) skip("no program or record")

votes <- read.csv(gzfile(table_file), check.names = FALSE, na.strings = character())
year <- as.integer(substr(votes$date, 1, 4))
states <- setdiff(names(votes), c("rcid", "date", "me", "nu", "di", "hr", "co", "ec"))
ballots <- as.matrix(votes[, states])
ballots[!ballots %in% 1:3] <- NA
contested <- apply(ballots, 1, function(row) length(unique(row[!is.na(row)])) > 1)

values_of <- function(pair, index, rows) {
    vapply(split(which(rows), year[rows]), function(at) {
        x <- ballots[at, pair[1]]
        y <- ballots[at, pair[2]]
        both <- !is.na(x) & !is.na(y)
        if (sum(both) < 10) NA_real_ else index(x[both], y[both])
    }, 0)
}
chance <- function(x, y, cost) mean(outer(x, y, cost))
kappa_with <- function(cost) function(x, y) {
    by_chance <- chance(x, y, cost)
    if (by_chance == 0) NA_real_ else 1 - mean(cost(x, y)) / by_chance
}
apart <- function(power) function(x, y) abs(x - y)^power
differs <- function(x, y) (x != y) + 0
indices <- list(
    "votes.agreement" = function(x, y) mean(1 - abs(x - y) / 2),
    "votes.agreement:credit=strict" = function(x, y) mean(x == y),
    "votes.kappa" = kappa_with(differs),
    "votes.kappa:weights=quadratic" = kappa_with(apart(2)),
    "votes.s:metric=squared" = function(x, y) 1 - 2 * mean((x - y)^2) / 4)

copy <- file.path(tempdir(), "wide.sqlite")
file.copy(record, copy, overwrite = TRUE)
added <- system2(Sys.getenv("ENTENTE_ADD"), c("--record", copy, "un-votes", shQuote(table_file)), stdout = FALSE)
if (added != 0) stop("the wide table could not be added")
Sys.setenv(ENTENTE_RECORD = copy)

failures <- 0
checked <- 0
check <- function(what, got, wanted) {
    checked <<- checked + 1
    if (isTRUE(abs(as.numeric(got) - wanted) < 1e-9)) return(invisible())
    cat("differs:", what, "R", wanted, "entente", got, "\n")
    failures <<- failures + 1
}
for (pair in list(c("BRA", "ARG"), c("IND", "PAK"), c("FRA", "USA"))) {
    at <- 2008
    lines <- system2(entente, c("show", pair, "alignment", "--specs", "--year", at, "--format", "tsv"), stdout = TRUE)
    curve <- read.delim(text = lines, colClasses = "character", quote = "", comment.char = "#")
    curve <- curve[startsWith(curve$measure, "votes."), ] # this release labels no paragraphs: they are no choice
    own <- sub(":$", "", gsub(",?(scope=[a-z-]+|source=[a-z-]+)", "", curve$specification))
    own <- sub(":,", ":", own)
    for (scope in c("all", "contested")) for (name in names(indices)) {
        values <- values_of(pair, indices[[name]], if (scope == "all") rep(TRUE, length(year)) else contested)
        here <- values[[as.character(at)]]
        others <- values[names(values) != at & !is.na(values)]
        same <- function(a, b) abs(a - b) < 1e-12
        less <- sum(others < here & !same(others, here))
        line <- curve[own == name & curve$scope == scope, ]
        what <- paste(paste(pair, collapse = "-"), name, scope)
        if (nrow(line) != 1) {
            cat("not in the curve:", what, "\n")
            failures <- failures + 1
            next
        }
        check(paste(what, "value"), line$value, here)
        check(paste(what, "place"), line$place, (less + sum(same(others, here)) / 2) / length(others))
        check(paste(what, "rank"), line$rank_low, length(others) - less - sum(same(others, here)) + 1)
        check(paste(what, "of"), line$rank_of, length(others) + 1)
    }
}
cat(sprintf("%d numbers compared, %d differences\n", checked, failures))
if (checked < 100) failures <- failures + 1
quit(status = if (failures) 1 else 0)
