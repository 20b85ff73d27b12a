# The league of reversals of capability.cinc among the major powers, under both rules of membership, and who is senior in
# each pair, against an implementation in R that shares no code: from the file of national capabilities and the list of
# majors, beside what `entente check` and `entente show --seniority` print.
#
# Environment: ENTENTE and ENTENTE_ADD the programs, ENTENTE_RECORD a record to copy, ENT_SHARED the folder whose data/nmc
# holds the file, ENT_SOURCE_DIR this checkout. Status 77: something of this is missing.

skip <- function(why) {
    cat("skipped:", why, "\n")
    quit(status = 77)
}

shared <- Sys.getenv("ENT_SHARED")
nmc_file <- file.path(shared, "data", "nmc", "cow_nmc.csv.gz")
if (shared == "" || !file.exists(nmc_file)) skip("no file of capabilities")
entente <- Sys.getenv("ENTENTE")
if (entente == "") skip("no program")

# Who is who: numbers of the Correlates of War list; Germany is 255, and the west, 260, in the years between.
numbers <- list(AUH = 300, CHN = 710, DEU = c(255, 260), FRA = 220, GBR = 200, ITA = 325, JPN = 740, RUS = 365, USA = 2)
nmc <- read.csv(gzfile(nmc_file))
series <- lapply(numbers, function(n) {
    rows <- nmc[nmc$ccode %in% n & !(nmc$ccode == 260 & nmc$year >= 1990), ]
    rows <- rows[!is.na(rows$cinc) & rows$cinc > 0, ]
    setNames(rows$cinc, rows$year)
})

spells <- read.delim(file.path(Sys.getenv("ENT_SOURCE_DIR"), "data", "groups", "group.tsv"), comment.char = "#")
spells <- spells[spells$group == "majors", ]
spells$to[spells$to == ""] <- "9999-01-01"
stopifnot(setequal(spells$state, names(numbers)))

# Whether both are members on some day of the year: texts of dates are in order of time.
together <- function(a, b, year) {
    begin <- sprintf("%04d-01-01", year)
    end <- sprintf("%04d-01-01", year + 1)
    for (i in which(spells$state == a)) for (k in which(spells$state == b)) {
        from <- max(spells$from[i], spells$from[k], begin)
        to <- min(spells$to[i], spells$to[k], end)
        if (from < to) return(TRUE)
    }
    FALSE
}

swing <- function(a, b, members) {
    years <- intersect(names(series[[a]]), names(series[[b]]))
    r <- log(series[[a]][years] / series[[b]][years])
    year <- as.integer(years)
    order <- order(year)
    r <- r[order]
    year <- year[order]
    may <- if (members == "then") vapply(year, function(y) together(a, b, y), TRUE) else rep(TRUE, length(year))
    size <- outer(r, r, function(x, y) abs(y - x))
    span <- outer(year, year, function(x, y) y - x)
    size[span < 10 | span > 50 | outer(sign(r), sign(r)) >= 0 | !outer(may, may)] <- NA
    if (all(is.na(size))) return(NULL)
    best <- which(size == max(size, na.rm = TRUE), arr.ind = TRUE)[1, ]
    rose <- r[best[2]] > 0
    data.frame(rose = if (rose) a else b, over = if (rose) b else a, from = year[best[1]], to = year[best[2]],
               factor = exp(size[best[1], best[2]]))
}

pairs <- combn(names(numbers), 2)
leagues <- lapply(c(then = "then", ever = "ever"), function(members) {
    rows <- do.call(rbind, lapply(seq_len(ncol(pairs)), function(i) swing(pairs[1, i], pairs[2, i], members)))
    rows <- rows[order(-rows$factor), ]
    rows$rank <- rank(-rows$factor, ties.method = "min")
    rownames(rows) <- NULL
    rows
})
for (members in names(leagues)) {
    cat("members", members, "\n")
    print(head(leagues[[members]], 12), digits = 5)
}

# What the program says of the same pairs.
record <- file.path(getwd(), "reversals.sqlite")
invisible(file.copy(Sys.getenv("ENTENTE_RECORD"), record, overwrite = TRUE))
Sys.chmod(record, "644")
run <- function(program, arguments, name) {
    out <- suppressWarnings(system2(program, shQuote(arguments), stdout = TRUE, stderr = name))
    status <- attr(out, "status")
    if (!is.null(status) && !status %in% c(0, 1, 3)) stop(paste(readLines(name), collapse = "\n"))
    out
}
added <- run(Sys.getenv("ENTENTE_ADD"), c("--record", record, "nmc", nmc_file), "added.txt")
claims <- c(rbind(sprintf("reversal(capability.cinc, %s, %s, members=then) rank <= 12 among @majors", pairs[1, ], pairs[2, ]),
                  sprintf("reversal(capability.cinc, %s, %s, members=ever) rank <= 12 among @majors", pairs[1, ], pairs[2, ])))
writeLines(claims, "reversals.txt")
answers <- read.delim(text = run(entente, c("check", "reversals.txt", "--format", "tsv", "--record", record), "checked.txt"),
                      quote = "")
failures <- 0
fault <- function(...) {
    cat("fault:", ..., "\n")
    failures <<- failures + 1
}
if (nrow(answers) != length(claims)) fault(nrow(answers), "answers to", length(claims), "claims")
for (members in names(leagues)) for (i in seq_len(ncol(pairs))) {
    answer <- answers[grepl(paste0("members=", members), answers$claim, fixed = TRUE) &
                      grepl(paste0(pairs[1, i], ", ", pairs[2, i]), answers$claim, fixed = TRUE), ]
    row <- leagues[[members]][leagues[[members]]$rose %in% pairs[, i] & leagues[[members]]$over %in% pairs[, i], ]
    if (nrow(row) == 0) {
        if (!is.na(answer$value)) fault(members, pairs[, i], "is in the league here and not in R")
        next
    }
    shown <- sprintf("%s over %s", row$rose, row$over)
    if (is.na(answer$value) || abs(answer$value / row$factor - 1) > 1e-9 || answer$year != row$to ||
        answer$rank != row$rank || !grepl(shown, answer$numbers, fixed = TRUE) ||
        !grepl(paste("in", row$from), answer$numbers, fixed = TRUE))
        fault(members, shown, row$from, row$to, row$factor, row$rank, "is here", answer$numbers, answer$rank)
}

# Final crossings and parity of every pair.
crossings <- 0
for (i in seq_len(ncol(pairs))) {
    a <- pairs[1, i]
    b <- pairs[2, i]
    line <- read.delim(text = run(entente, c("show", a, b, "capability.cinc", "--seniority", "--format", "tsv", "--record",
                                             record), "shown.txt"), quote = "")
    years <- sort(as.integer(intersect(names(series[[a]]), names(series[[b]]))))
    r <- log(series[[a]][as.character(years)] / series[[b]][as.character(years)])
    n <- length(r)
    if (line$ahead != (if (r[n] > 0) a else b)) fault(a, b, "ahead:", line$ahead)
    behind <- which(sign(r) != sign(r[n]))
    if (!length(behind)) {
        if (!is.na(line$after)) fault(a, b, "never crossed here, there in", line$after)
        next
    }
    crossings <- crossings + 1
    at <- max(behind) + 1
    if (line$before != years[at - 1] || line$after != years[at]) fault(a, b, "crossed in", years[at], "there", line$after)
    passing <- r * sign(r[n])
    beyond <- which(passing > log(1.25) & seq_len(n) >= at)
    below <- which(passing < -log(1.25) & seq_len(n) < at)
    entered <- if (length(below)) max(below) + 1 else NA_integer_
    left <- if (length(beyond)) min(beyond) else NA_integer_
    if (!is.na(entered) && entered == at && !is.na(left) && left == at) entered <- NA_integer_
    if (!identical(as.integer(line$left), years[left])) fault(a, b, "leaves parity in", years[left], "there", line$left)
    if (!identical(as.integer(line$entered), years[entered])) fault(a, b, "enters parity in", years[entered], "there", line$entered)
}
cat(length(claims), "claims and", ncol(pairs), "pairs,", crossings, "with a final crossing:",
    if (failures) paste(failures, "faults") else "as in R", "\n")
quit(status = failures > 0)
