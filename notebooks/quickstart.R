# A dataset of columnist in R: load the tables, hold every span against its text, draw who speaks and what is claimed.
#
#     Rscript notebooks/quickstart.R [DATASET]
#
# With the package nanoparquet the tables are read from Parquet; without any package at all, from CSV. Charts go to Rplots.pdf where the
# script is not run in a session of its own.

arguments <- commandArgs(trailingOnly = TRUE)
dataset <- if (length(arguments) > 0) arguments[1] else "outputs/sample"

read_table <- function(name) {
  if (requireNamespace("nanoparquet", quietly = TRUE)) {
    return(as.data.frame(nanoparquet::read_parquet(file.path(dataset, "parquet", paste0(name, ".parquet")))))
  }
  table <- read.csv(file.path(dataset, "csv", paste0(name, ".csv")), encoding = "UTF-8", na.strings = "", colClasses = "character")
  as_typed(table)
}

# Numbers and truth values of a CSV, by what their columns hold; texts stay texts.
as_typed <- function(table) {
  whole <- grepl("(_index|_start|_end|_count|_from|index_end)$", names(table))
  table[whole] <- lapply(table[whole], as.integer)
  decimal <- names(table) %in% c("value", "value_low", "value_high", "share", "similarity")
  table[decimal] <- lapply(table[decimal], as.numeric)
  truth <- grepl("^(is|in)_", names(table))
  table[truth] <- lapply(table[truth], function(column) column == "true")
  table
}

articles <- read_table("articles")
claims <- read_table("claims")
quotations <- read_table("quotations")
speakers <- read_table("speakers")

# Every row points to its evidence. Offsets count code points from 0 and stop before the end; substr counts from 1 and takes the end along.
check_spans <- function(table) {
  text <- articles$text[match(table$article_id, articles$article_id)]
  stopifnot(substr(text, table$char_start + 1, table$char_end) == table$text)
  nrow(table)
}
checked <- sum(sapply(c("sentences", "countries", "dates", "claims", "quotations"), function(name) check_spans(read_table(name))))
cat(checked, "rows: each span is the row's text\n")

# Who is quoted most.
said <- merge(quotations, speakers[c("article_id", "speaker_index", "name", "role")], by = c("article_id", "speaker_index"))
heard <- sort(table(said$name), decreasing = TRUE)
print(head(heard, 8))
barplot(rev(head(heard, 8)), horiz = TRUE, las = 1, main = "Who is quoted most")

# What is claimed, in the words of the article.
money <- subset(claims, quantity_kind == "money" & !is.na(value), c(article_id, text, value, currency, modality))
print(head(money[order(-money$value), ], 8), row.names = FALSE)
barplot(sort(table(claims$quantity_kind)), horiz = TRUE, las = 1, main = "Claims by kind of quantity")
