# Checks data/states and data/groups against the lists they were compiled from.
# Rscript tests/data/check_states.R PATH_TO_SHARED_DATA   (run from the top of the tree)
# The lists are not ours to ship: without them the check says so and passes.

shared <- commandArgs(trailingOnly = TRUE)[1]
if (is.na(shared) || !dir.exists(shared)) {
  cat("skipped: no folder of source lists", if (is.na(shared)) "given" else shared, "\n")
  quit(status = 0)
}
here <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)[1])
root <- normalizePath(file.path(dirname(here), "..", ".."))

passed <- 0; failed <- 0
check <- function(ok, what, detail = character()) {
  if (isTRUE(ok)) { passed <<- passed + 1; return(invisible()) }
  failed <<- failed + 1
  cat("FAILED:", what, "\n"); if (length(detail)) cat(paste0("    ", head(detail, 12), "\n"), sep = "")
}
none <- function(bad, what) check(length(bad) == 0, what, bad)
ours <- function(...) read.delim(file.path(root, ...), comment.char = "", quote = "", colClasses = "character",
  na.strings = character(), encoding = "UTF-8", skip = sum(grepl("^#", readLines(file.path(root, ...), 20))))
theirs <- function(...) read.csv(gzfile(file.path(shared, ...)), colClasses = "character", na.strings = character(),
  check.names = FALSE, encoding = "UTF-8")

EARLY <- -1e7; OPEN <- 1e7
day <- function(text, empty) ifelse(text == "", empty, suppressWarnings(as.numeric(as.Date(text, "%Y-%m-%d"))))
dated <- function(t) { t$a <- day(t$from, EARLY); t$b <- day(t$to, OPEN); t }
ymd <- function(y, m, d) as.numeric(as.Date(sprintf("%04d-%02d-%02d", as.integer(y), as.integer(m), as.integer(d))))

state <- ours("data/states/state.tsv"); member <- dated(ours("data/states/member.tsv"))
code <- dated(ours("data/states/code.tsv")); other <- ours("data/states/other.tsv")
name <- dated(ours("data/states/name.tsv")); group <- dated(ours("data/groups/group.tsv"))
brk <- ours("data/states/break.tsv")

# Form --------------------------------------------------------------------------------------------------------------
check(identical(names(state), c("code", "name")) && identical(names(brk), c("state", "day", "label", "source")), "headers")
none(state$code[duplicated(state$code)], "state codes are unique")
none(state$name[duplicated(state$name)], "state names are unique")
none(state$code[!grepl("^[A-Z]{3}$", state$code)], "state codes are three capitals")
tables <- list(member = member, code = code, name = name, group = group)
for (n in names(tables)) {
  t <- tables[[n]]
  none(unique(setdiff(t$state, state$code)), paste(n, "names known states only"))
  bad <- is.na(t$a) | is.na(t$b) | !grepl("^(\\d{4}-\\d{2}-\\d{2})?$", t$from) | !grepl("^(\\d{4}-\\d{2}-\\d{2})?$", t$to)
  none(paste(t$state, t$from, t$to)[bad], paste(n, "dates exist"))
  none(paste(t$state, t$from, t$to)[!bad & t$a >= t$b], paste(n, "from before to"))
}
none(brk$state[is.na(day(brk$day, NA)) | !brk$state %in% state$code | brk$label == "" | brk$source == ""], "breaks")
none(paste(brk$state, brk$day)[duplicated(brk[c("state", "day")])], "breaks are unique")
none(group$state[group$source == ""], "groups have sources")
check(all(other$kind %in% c("aggregate", "territory")) && !anyDuplicated(other[c("scheme", "code")]), "other.tsv")
check(all(name$kind %in% c("name", "official", "former", "adjective", "capital", "metonym")), "kinds of names")
clash <- function(key, t, differ = FALSE) unlist(lapply(split(seq_along(key), key), function(i) {
  out <- character()
  if (length(i) > 1) for (x in 2:length(i)) for (y in 1:(x - 1)) {
    p <- i[x]; q <- i[y]
    if (t$a[p] < t$b[q] && t$a[q] < t$b[p] && (!differ || t$state[p] != t$state[q]))
      out <- c(out, paste(key[p], t$state[p], t$state[q]))
  }
  out }), use.names = FALSE)
none(clash(paste(code$scheme, code$code), code), "code intervals do not overlap")
none(clash(paste(member$list, member$state), member), "membership spells do not overlap")
none(clash(paste(group$group, group$state), group), "group spells do not overlap")
none(with(merge(code[code$from == "" & code$to == "", ], other, by = c("scheme", "code")), paste(scheme, code)),
     "a code is a state or out of scope, not both")
iso <- theirs("codes/country-codes.csv.gz")
i3 <- iso[["ISO3166-1-Alpha-3"]]; i2 <- iso[["ISO3166-1-Alpha-2"]]
own <- c("ABK AUH BAD BAV CSK DDR GCL HAN HSE HSG JOS MEC MOD OFS PAP PMA RVN SAX SIC SOT TBT TRA TUS UPC VNC WRT XKX YMD YUG ZAN")
check(setequal(setdiff(state$code, i3), strsplit(own, " ")[[1]]), "our own codes are the documented ones",
      setdiff(state$code, c(i3, strsplit(own, " ")[[1]])))
none(i3[!i3 %in% state$code & !i3 %in% other$code[other$scheme == "iso3"]], "every ISO code is a state or in other.tsv")

# Names -------------------------------------------------------------------------------------------------------------
fold <- function(x) {                    # as the program folds: no case, accents, punctuation; dashes are spaces
  x <- chartr("ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ",
              "AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyy", enc2utf8(x))
  x <- gsub("[-_\u2010-\u2015[:space:]\u00a0]+", " ", tolower(x))
  trimws(gsub(" +", " ", gsub("[^a-z0-9 ]", "", x)))
}
folded <- fold(name$text)
none(name$text[folded == "" | grepl("[^ -~]", chartr("\u2019", "'", iconv(name$text, "UTF-8", "ASCII", sub = ""))) ], "names fold")
none(clash(folded, name, differ = TRUE), "no folded name means two states at a date")
none(paste(folded, name$state, name$kind)[duplicated(cbind(folded, name[c("state", "from", "kind")]))], "names are unique")
none(setdiff(state$code, name$state[name$kind == "name"]), "every state has a name")
none(state$code[!mapply(function(n, s) any(folded == n & name$state == s), fold(state$name), state$code)],
     "every state is found by the name in state.tsv")
called <- function(text, want) unique(paste(text, want)[!mapply(function(f, s) any(folded == f & name$state == s), fold(text), want)])

# Codes: the state at a day -----------------------------------------------------------------------------------------
key <- paste(code$scheme, code$code)
by_key <- split(seq_along(key), key)
at <- function(scheme, value, from, to)   # states of a code in [from, to)
  unique(code$state[Filter(function(i) code$a[i] < to && from < code$b[i], by_key[[paste(scheme, value)]])])
first_state <- function(scheme, value) { i <- by_key[[paste(scheme, value)]]; if (length(i)) code$state[i[1]] else NA }
jan1 <- function(y) ymd(y, 1, 1)

# Lists, state-year by state-year -------------------------------------------------------------------------------------
# Exceptions, all meant: COW 345 is SRB and YUG in 1918 and YUG and SRB in 1992; GW 345 is YUG and SRB in 1992.
two <- c("cow 345 1918", "cow 345 1992", "gw 345 1992")
compare <- function(list, number, a, b, end) {
  b[b == end + 1] <- OPEN
  want <- list(); odd <- character()
  for (i in seq_along(number)) {
    last <- if (b[i] == OPEN) end else b[i] - 1
    years <- as.integer(format(as.Date(a[i], origin = "1970-01-01"), "%Y")):as.integer(format(as.Date(last, origin = "1970-01-01"), "%Y"))
    for (y in years) {
      from <- max(a[i], jan1(y)); to <- min(last + 1, jan1(y + 1))
      s <- at(list, number[i], from, to)
      if (length(s) != 1 && !paste(list, number[i], y) %in% two) odd <- c(odd, paste(list, number[i], y, paste(s, collapse = "+")))
      for (one in s) want[[length(want) + 1]] <- paste(one, y)
    }
  }
  none(odd, paste(list, "each state-year is exactly one state"))
  want <- unique(unlist(want))
  m <- member[member$list == list, ]
  have <- unique(unlist(lapply(seq_len(nrow(m)), function(i) {
    last <- if (m$b[i] == OPEN) end else m$b[i] - 1
    paste(m$state[i], as.integer(format(as.Date(m$a[i], origin = "1970-01-01"), "%Y")):as.integer(format(as.Date(last, origin = "1970-01-01"), "%Y")))
  })))
  none(setdiff(want, have), paste(list, "state-years of the list are in member.tsv"))
  none(setdiff(have, want), paste(list, "state-years of member.tsv are in the list"))
  # and to the day: days of the list by state, counted, and every end
  days <- function(s, from, to) tapply(pmin(to, end + 1) - from, s, sum)
  parts <- do.call(rbind, lapply(seq_along(number), function(i) {
    k <- by_key[[paste(list, number[i])]]
    p <- data.frame(s = code$state[k], from = pmax(code$a[k], a[i]), to = pmin(code$b[k], b[i]))
    p[p$from < p$to, ] }))
  x <- days(parts$s, parts$from, parts$to); y <- days(m$state, m$a, m$b)
  check(setequal(names(x), names(y)) && all(x[names(y)] == y), paste(list, "days of membership agree"),
        names(y)[is.na(x[names(y)]) | x[names(y)] != y])
  none(m$state[!(paste(m$state, m$a) %in% paste(parts$s, parts$from)) | !(paste(m$state, m$b) %in% paste(parts$s, parts$to))],
       paste(list, "spells begin and end with the list's"))
}
cow <- theirs("states/states2016.csv.gz")
cow_a <- ymd(cow$styear, cow$stmonth, cow$stday); cow_b <- ymd(cow$endyear, cow$endmonth, cow$endday) + 1
compare("cow", cow$ccode, cow_a, cow_b, ymd(2016, 12, 31))
gw <- theirs("states/gw_system.csv.gz")
compare("gw", gw$gwcode, as.numeric(as.Date(gw$start)), as.numeric(as.Date(gw$end)) + 1, ymd(2020, 12, 31))
gw2 <- theirs("states/gw_states.csv.gz")   # the older list without microstates must not contradict
none(gw2$statename[!paste(gw2[[1]], gw2$startdate) %in% paste(gw$gwcode, gw$start)], "older GW list has the same starts")
sy <- theirs("states/system2016.csv.gz")   # COW's own state-years
none(paste(sy$ccode, sy$year)[mapply(function(c, y) {
  s <- at("cow", c, jan1(y), jan1(as.integer(y) + 1))
  !any(member$list == "cow" & member$state %in% s & member$a < jan1(as.integer(y) + 1) & member$b > jan1(y)) }, sy$ccode, sy$year)],
  "COW's own state-years are covered")
none(cow$stateabb[mapply(function(x, c, a, b) !setequal(at("cow-abbreviation", x, a, b), at("cow", c, a, b)), cow$stateabb, cow$ccode, cow_a, cow_b)],
     "abbreviations and numbers of COW agree")
none(called(cow$statenme, ifelse(cow$ccode == "345", "YUG", sapply(cow$ccode, first_state, scheme = "cow"))), "names of COW resolve")
none(called(gw$gw_name, sapply(gw$gwcode, first_state, scheme = "gw")), "names of GW resolve")

# Identity by hand: what these codes must be ----------------------------------------------------------------------------
is <- function(scheme, value, when, want) check(identical(at(scheme, value, day(when, 0), day(when, 0) + 1), want),
  paste(scheme, value, when, "is", want), at(scheme, value, day(when, 0), day(when, 0) + 1))
is("cow", "255", "1816-01-01", "DEU"); is("cow", "255", "1950-01-01", "DEU"); is("cow", "260", "1970-01-01", "DEU")
is("cow", "265", "1970-01-01", "DDR"); is("cow", "345", "1914-01-01", "SRB"); is("cow", "345", "1950-01-01", "YUG")
is("cow", "345", "2000-01-01", "SRB"); is("gw", "340", "1900-01-01", "SRB"); is("gw", "345", "2000-01-01", "SRB")
is("cow", "300", "1914-01-01", "AUH"); is("cow", "305", "1930-01-01", "AUT"); is("cow", "310", "1930-01-01", "HUN")
is("cow", "365", "1956-01-01", "RUS"); is("cow", "710", "1946-01-01", "CHN"); is("cow", "713", "1950-01-01", "TWN")
is("cow", "678", "1970-01-01", "YEM"); is("cow", "679", "2000-01-01", "YEM"); is("cow", "680", "1970-01-01", "YMD")
is("cow", "816", "1960-01-01", "VNM"); is("cow", "817", "1960-01-01", "RVN"); is("cow", "730", "1900-01-01", "JOS")
is("cow", "732", "1960-01-01", "KOR"); is("cow", "731", "1960-01-01", "PRK"); is("cow", "316", "2000-01-01", "CZE")
is("cow", "315", "1950-01-01", "CSK"); is("cow", "341", "2010-01-01", "MNE"); is("cow", "712", "1950-01-01", "MNG")
is("cow", "324", "1500-01-01", "VNC"); is("iso2", "NA", "2000-01-01", "NAM"); is("iso2", "YU", "1960-01-01", "YUG")
is("iso2", "TW", "1948-01-01", "CHN"); is("iso2", "TW", "1960-01-01", "TWN"); is("iso2", "CS", "1960-01-01", "CSK")
is("un-iso3", "SRB", "1960-01-01", "YUG"); is("un-iso3", "TWN", "1948-01-01", "CHN"); is("iso3", "TWN", "1948-01-01", "TWN")
check(all(member$a[member$state == "YUG"] < ymd(1992, 4, 27)) && all(member$b[member$state == "YUG"] <= ymd(1992, 4, 27)), "Yugoslavia ends on 1992-04-27")

# Codes that sources use --------------------------------------------------------------------------------------------------
unknown <- function(scheme, values, except = character())
  Filter(function(v) !length(by_key[[paste(scheme, v)]]) && !any(other$scheme == scheme & other$code == v), setdiff(unique(values), c("", "-9", "-8", except)))
columns <- function(file, cols) unlist(theirs(file)[cols], use.names = FALSE)
uses <- list("rivalries/td_rivalries.csv.gz", "rivalries/tss_rivalries.csv.gz", "atop/atop_alliance.csv.gz", "mid/cow_mid_dirdisps.csv.gz",
             "mid/gml_dirdisp.csv.gz", "war/cow_war_inter.csv.gz")
for (f in uses) none(unknown("cow", columns(f, c("ccode1", "ccode2"))), paste(f, "resolves"))
for (f in c("nmc/cow_nmc.csv.gz", "igo/cow_igo_sy.csv.gz", "gdp-isard/cw_democracy.csv.gz", "states/cow_capitals.csv.gz"))
  none(unknown("cow", columns(f, "ccode")), paste(f, "resolves"))
none(unknown("cow", columns("war/cow_war_intra.csv.gz", c("ccodea", "ccodeb"))), "war/cow_war_intra resolves")
none(unknown("gw", trimws(unlist(strsplit(columns("war/ucdp_acd.csv.gz", c("gwno_a", "gwno_b", "gwno_a_2nd", "gwno_b_2nd")), "[,;]")))), "war/ucdp_acd resolves")
none(unknown("gw", columns("states/archigos.csv.gz", grep("^(gw|ccode)", names(theirs("states/archigos.csv.gz")), value = TRUE)[1])), "states/archigos resolves")
none(unknown("iso3", columns("pwt/pwt10.01.csv.gz", "isocode")), "pwt resolves")
maddison <- theirs("maddison/MaddisonCountries.csv.gz")
none(unknown("iso3", maddison$ISO), "maddison resolves")
none(unknown("iso3", columns("icews-dyad-year/icews_states.csv.gz", "i_iso3c")), "icews resolves")
file <- gzfile(file.path(shared, "un-votes/ungaVoting_003.csv.gz")); wide <- readLines(file, 1); close(file)
wide <- gsub('"', "", strsplit(wide, ",")[[1]]); none(unknown("un-iso3", grep("^[A-Z]{3}$", wide, value = TRUE)), "un-votes columns resolve")
for (f in c(list.files(file.path(shared, "gdp-wb"), "gz$", full.names = TRUE), list.files(file.path(shared, "population"), "gz$", full.names = TRUE))) {
  t <- unique(read.csv(gzfile(f), colClasses = "character", na.strings = character(), check.names = FALSE, encoding = "UTF-8")[c("Country Name", "Country Code")])
  none(unknown("world-bank", t[["Country Code"]]), paste(basename(f), "resolves"))
  t <- t[!t[["Country Code"]] %in% other$code[other$scheme == "world-bank"] & t[["Country Code"]] != "", ]
  none(called(t[["Country Name"]], sapply(t[["Country Code"]], first_state, scheme = "world-bank")), paste(basename(f), "names resolve"))
}

# UN ballots: codes, names, and seats -----------------------------------------------------------------------------------
votes <- theirs("unvotes/un_votes.csv.gz"); calls <- theirs("unvotes/un_roll_calls.csv.gz")
votes$day <- as.numeric(as.Date(calls$date))[match(votes$rcid, calls$rcid)]
seats <- unique(votes[c("country", "country_code", "day")])
none(unknown("iso2", seats$country_code), "unvotes codes resolve")
bare <- c("Federal Republic of Germany" = "DEU", "Yemen Arab Republic" = "YEM", "Zanzibar" = "ZAN")
seats$state <- ifelse(seats$country_code == "", bare[seats$country], NA)
coded <- which(seats$country_code != "")
seats$state[coded] <- mapply(function(c, d) at("iso2", c, d, d + 1)[1], seats$country_code[coded], seats$day[coded])
none(unique(seats$country[is.na(seats$state)]), "every ballot is a state's")
n <- unique(seats[seats$country != "Yugoslavia" & !(seats$country == "Taiwan" & seats$state == "CHN"), c("country", "state")])
none(called(n$country, n$state), "unvotes names resolve")
un <- group[group$group == "UN", ]
# Days of ballots are wrong until about 1999 (the month at best), so six weeks are allowed.
# Exception, meant: two ballots of Yugoslavia in August and September 1992, when the seat stood formally.
slack <- 45
seats <- seats[!(seats$country == "Yugoslavia" & seats$day > ymd(1992, 4, 27) & seats$day < ymd(1993, 1, 1)), ]
seats$ok <- mapply(function(s, d) any(un$state == s & un$a - slack <= d & d < un$b + slack), seats$state, seats$day)
none(unique(with(seats[!seats$ok, ], paste(country, as.Date(day, origin = "1970-01-01")))), "a ballot is a member's")
on <- function(g, when) sort(group$state[group$group == g & group$a <= day(when, 0) & day(when, 0) < group$b])
# 184 in 1994: the UN counts 185 with the empty seat of Yugoslavia.
counts <- c("1945-12-31" = 51, "1955-12-31" = 76, "1970-12-31" = 127, "1985-01-01" = 159, "1994-12-31" = 184, "2006-12-31" = 192, "2012-01-01" = 193)
for (d in names(counts)) check(length(on("UN", d)) == counts[[d]], paste("UN members on", d, "are", counts[[d]]), length(on("UN", d)))
for (d in c("1946-01-01", "1960-01-01", "1971-12-31", "1980-01-01", "2020-01-01")) check(length(on("P5", d)) == 5, paste("five permanent members on", d))
check(identical(on("P5", "1960-01-01"), c("FRA", "GBR", "RUS", "TWN", "USA")), "China's seat in 1960")
for (d in list(c("NATO", "1949-12-31", 12), c("NATO", "1990-01-01", 16), c("NATO", "2005-01-01", 26), c("NATO", "2024-12-31", 32), c("EU", "1960-01-01", 6),
               c("EU", "1996-01-01", 15), c("EU", "2015-01-01", 28), c("EU", "2021-01-01", 27), c("WarsawPact", "1960-01-01", 8), c("G7", "2000-01-01", 7), c("ASEAN", "2000-01-01", 10)))
  check(length(on(d[1], d[2])) == as.integer(d[3]), paste(d[1], "members on", d[2], "are", d[3]), length(on(d[1], d[2])))

# Major powers ------------------------------------------------------------------------------------------------------------
mj <- theirs("states/majors2016.csv.gz")
a <- ymd(mj$styear, mj$stmonth, mj$stday); b <- ymd(mj$endyear, mj$endmonth, mj$endday) + 1; b[b == ymd(2016, 12, 31) + 1] <- OPEN
want <- sort(paste(mapply(function(c, x) at("cow", c, x, x + 1), mj$ccode, a), a, b))
have <- with(group[group$group == "majors", ], sort(paste(state, a, b)))
check(identical(want, have), "majors equal COW's list", c(setdiff(want, have), setdiff(have, want)))

cat(passed, "passed,", failed, "failed\n")
quit(status = if (failed) 1 else 0)
