# The list of leaders of our own (lexicon/leaders.tsv): whether it is in order, and, where the research data are there, whether
# it says the same as Archigos of those whom both have: who was in office at the end of 2014, in 2015 and at its end.
# Environment: ENT_SOURCE_DIR; ENT_SHARED for the comparison.

root <- Sys.getenv("ENT_SOURCE_DIR", ".")
list <- read.delim(file.path(root, "lexicon", "leaders.tsv"), comment.char = "#", quote = "", colClasses = "character",
                   na.strings = character(), encoding = "UTF-8")
states <- read.delim(file.path(root, "data", "states", "state.tsv"), comment.char = "#", quote = "", colClasses = "character",
                     na.strings = character())
groups <- read.delim(file.path(root, "data", "groups", "group.tsv"), comment.char = "#", quote = "", colClasses = "character",
                     na.strings = character())
failures <- 0
expect <- function(what, wrong) {
    if (length(wrong)) {
        failures <<- failures + 1
        cat("WRONG", what, ":", paste(wrong, collapse = ", "), "\n")
    }
}
day <- function(text) as.Date(ifelse(text == "", "9999-12-31", text), "%Y-%m-%d")

expect("codes", setdiff(list$state, states$code))
expect("dates", list$name[is.na(day(list$from)) | is.na(day(list$to)) | day(list$from) > day(list$to)])
expect("out before the list begins", list$name[day(list$to) < as.Date("2015-01-01")])
expect("in after the list closed", list$name[day(list$from) > as.Date("2024-12-31")])
expect("status", list$name[!list$status %in% c("read", "recalled")])
expect("what was looked up says where", list$name[list$status == "read" & list$source %in% c("", "not looked up")])
expect("one name for an id", names(which(tapply(list$name, list$id, function(x) length(unique(x))) > 1)))
for (state in unique(list$state)) {
    mine <- list[list$state == state, ]
    mine <- mine[order(mine$from), ]
    expect(paste("two at a time in", state), mine$name[-1][day(mine$from)[-1] < day(mine$to)[-nrow(mine)]])
    expect(paste("somebody when it closed in", state), if (!any(mine$to == "")) state)
}
now <- groups$state[groups$to == "" & groups$group == "P5"]
g20 <- c("ARG", "AUS", "BRA", "CAN", "CHN", "FRA", "DEU", "IND", "IDN", "ITA", "JPN", "KOR", "MEX", "RUS", "SAU", "ZAF", "TUR", "GBR", "USA")
expect("the P5 and the G20", setdiff(c(now, g20), list$state))

archigos <- file.path(Sys.getenv("ENT_SHARED"), "data", "states", "archigos.csv.gz")
if (Sys.getenv("ENT_SHARED") == "" || !file.exists(archigos)) {
    cat("without the comparison: no research data\n")
    quit(status = failures > 0)
}
theirs <- read.csv(gzfile(archigos), colClasses = "character")
codes <- read.delim(file.path(root, "data", "states", "code.tsv"), comment.char = "#", quote = "", colClasses = "character",
                    na.strings = character())
gw <- codes[codes$scheme == "gw" & codes$to == "", ]
theirs$state <- gw$state[match(theirs$gwcode, gw$code)]
# Where the two look at another office: it is written down here, so that nothing else can slip in.
other_office <- c("POL")
# One person, two names.
other_name <- c("Ashraf Ghani" = "Ahmadzai", "Emomali Rahmon" = "Rakhmonov", "Gurbanguly Berdimuhamedow" = "Berdymukhammedov")
plain <- function(x) gsub("[^a-z]", "", tolower(iconv(x, "UTF-8", "ASCII//TRANSLIT")))
same <- function(ours, their) { # one word of the one is (nearly) a word of the other
    words <- plain(strsplit(ours, "[ -]")[[1]])
    others <- plain(strsplit(their, "[ .-]")[[1]])
    words <- words[nchar(words) > 1]
    others <- others[nchar(others) > 1]
    any(outer(words, others, Vectorize(function(a, b) adist(a, b) <= 1 + (min(nchar(c(a, b))) > 6) && substr(a, 1, 1) == substr(b, 1, 1))))
}
compared <- 0
for (at in c("2015-01-05", "2015-06-15", "2015-12-30")) for (state in setdiff(unique(list$state), other_office)) {
    ours <- list[list$state == state & list$from <= at & day(list$to) > as.Date(at), ]
    their <- theirs[which(theirs$state == state & theirs$startdate <= at & theirs$enddate > at), ]
    if (!nrow(ours) || !nrow(their)) next
    compared <- compared + 1
    agrees <- same(ours$name, their$leader[1]) || identical(unname(other_name[ours$name]), their$leader[1])
    expect(paste("in", state, "on", at), if (!agrees) paste(ours$name, "and", their$leader[1]))
}
cat(nrow(list), "spells of", length(unique(list$state)), "states;", compared, "comparisons with Archigos;", failures, "failures\n")
quit(status = failures > 0 || compared < 180)
