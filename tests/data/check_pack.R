# The pack against the files that its publishers made: decodes every table of data/ and compares it, row for row, with
# the data frames in the CRAN tarballs of ENT_CRAN. Skipped (status 77) where the tarballs are not.

root <- Sys.getenv("ENT_SOURCE_DIR", ".")
tarballs <- Sys.getenv("ENT_CRAN", file.path(root, "build", "cran"))
checked <- 0

skip <- function(why) {
    cat("skipped:", why, "\n")
    quit(status = 77)
}

check <- function(ok, what) {
    if (!isTRUE(ok)) {
        cat("FAILED:", what, "\n")
        quit(status = 1)
    }
    cat("ok:", what, "\n")
}

# A table of the pack, every cell as text.
pack <- function(...) {
    lines <- strsplit(readLines(file.path(root, "data", ...), encoding = "UTF-8"), "\t", fixed = TRUE)
    names <- lines[[1]]
    cells <- lapply(lines[-1], function(l) c(l, rep("", length(names) - length(l)))) # strsplit drops a last empty cell
    frame <- as.data.frame(do.call(rbind, cells), stringsAsFactors = FALSE)
    setNames(frame, names)
}

# The data frame behind one row of SOURCE.tsv, after checking its checksum; NULL without the tarball.
original <- function(folder, file) {
    source <- pack(folder, "SOURCE.tsv")
    row <- source[source$file == file, ]
    parts <- regmatches(row$original, regexec("^(\\S+) (\\S+): (\\S+)$", row$original))[[1]]
    tarball <- file.path(tarballs, sprintf("%s_%s.tar.gz", parts[2], parts[3]))
    if (!file.exists(tarball)) {
        cat("not compared:", file, "(no", basename(tarball), "in", paste0(tarballs, ")"), "\n")
        return(NULL)
    }
    member <- file.path(parts[2], parts[4])
    directory <- tempfile()
    untar(tarball, files = member, exdir = directory)
    path <- file.path(directory, member)
    sum <- sub(" .*", "", system2("sha256sum", shQuote(path), stdout = TRUE))
    check(identical(sum, row$original_sha256), paste(member, "is the file that SOURCE.tsv names"))
    frame <- new.env()
    load(path, frame)
    frame <- as.data.frame(frame[[ls(frame)]])
    check(nrow(frame) == as.integer(row$rows), paste(file, "names as many rows as the original has:", row$rows))
    checked <<- checked + 1
    frame
}

one_line <- function(x) {
    x <- gsub("[\t\r\n]+", " ", enc2utf8(as.character(x)))
    ifelse(is.na(x), "", x)
}

same_columns <- function(table, frame, columns, what) {
    check(identical(as.integer(table$row), seq_len(nrow(frame))), paste(what, "rows are numbered as in the original"))
    for (column in columns) {
        ours <- table[[column]]
        theirs <- frame[[column]]
        same <- if (is.numeric(theirs) && !column %in% c("year")) {
            identical(as.numeric(ifelse(ours == "", NA, ours)), as.numeric(theirs))
        } else {
            all(ours == one_line(theirs))
        }
        check(same, paste0(what, " ", column, " is the original's"))
    }
}

# Without the tarballs the pack can still be checked against itself.
ballots <- pack("un-votes", "ballots.tsv")
tokens <- strsplit(ballots$ballots, " ", fixed = TRUE)
first <- as.integer(ballots$first_row)
check(identical(first, as.integer(cumsum(c(1L, lengths(tokens)))[seq_along(tokens)])),
      "first_row of a run is one after the last row of the run before")
token <- unlist(tokens)
check(all(grepl("^(=[^ :]+|[A-Z]{2}):[yan]$", token)), "every ballot reads CODE:y, CODE:a or CODE:n")

votes <- original("un-votes", "ballots.tsv")
if (!is.null(votes)) {
    check(length(token) == nrow(votes), paste("the runs hold", nrow(votes), "ballots"))
    check(identical(as.numeric(rep(ballots$rcid, lengths(tokens))), as.numeric(votes$rcid)), "roll call of every ballot")
    code <- sub(":.$", "", token)
    named <- startsWith(code, "=")
    check(identical(is.na(votes$country_code), named), "a name stands where the original has no code")
    check(identical(code[!named], votes$country_code[!named]), "code of every ballot")
    check(identical(gsub("_", " ", sub("^=", "", code[named])), votes$country[named]), "name of every ballot without a code")
    vote <- unname(c(y = "yes", a = "abstain", n = "no")[sub("^.*:", "", token)])
    check(identical(vote, as.character(votes$vote)), "vote of every ballot")
}
calls <- original("un-votes", "roll_calls.tsv")
if (!is.null(calls)) same_columns(pack("un-votes", "roll_calls.tsv"), calls, names(calls), "roll_calls")
issues <- original("un-votes", "issues.tsv")
if (!is.null(issues)) same_columns(pack("un-votes", "issues.tsv"), issues, names(issues), "issues")
for (source in list(c("pwt", "pwt.tsv"), c("maddison", "maddison.tsv"))) {
    frame <- original(source[1], source[2])
    table <- pack(source[1], source[2])
    if (!is.null(frame)) same_columns(table, frame, names(table)[-1], source[1])
}
if (checked == 0) skip(paste("no CRAN tarballs in", tarballs))
