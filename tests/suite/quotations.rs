//! Quotations and speakers of hostile texts: found in linear time, and sound.

use std::time::{Duration, Instant};

use columnist::annotator::Annotator;
use columnist::stages::blocks::Layout;
use columnist::stages::{StageParameters, with_requirements};
use columnist::text::Article;

/// Marks of one line.
const MARKS: usize = 100_000;

/// Bytes of a long text.
const LONG: usize = 1_000_000;

/// A text of this length takes a few seconds without optimisation; one look per pair of marks would take hours.
const LONGEST: Duration = Duration::from_secs(120);

fn annotate(text: String, what: &str) {
    let mut parameters = StageParameters::default();
    parameters.blocks.layout = Layout::Plain;
    let annotator = Annotator::with_stages(with_requirements(&["speakers"]), &parameters);
    let article = Article { text, ..Article::default() };
    let document = annotator.document(&article);
    let started = Instant::now();
    let annotation = annotator.annotate(&document);
    assert!(started.elapsed() < LONGEST, "{what} took {:?}", started.elapsed());
    let spans = || annotation.quotations.iter().map(|quotation| quotation.span);
    assert!(spans().all(|span| span.start < span.end && span.end as usize <= article.text.len()), "spans of {what}");
    assert!(spans().zip(spans().skip(1)).all(|(one, next)| one.start <= next.start), "order of {what}");
}

#[test]
fn a_hundred_thousand_marks_in_one_line_are_paired_in_linear_time() {
    for mark in ["\"", "“", "”", "„", "«", "»", "‘", "’", "'", "`", "``", "''", "(", "["] {
        annotate(mark.repeat(MARKS), mark);
        annotate(format!("{mark} ").repeat(MARKS), mark);
        annotate(format!(" {mark}said").repeat(MARKS), mark);
    }
}

#[test]
fn nested_and_alternating_marks_are_paired_in_linear_time() {
    let half = MARKS / 2;
    for (open, close) in [("“", "”"), ("‘", "’"), ("«", "»"), ("“‘", "’”"), ("\"", "'"), ("``", "''")] {
        annotate(format!("{}late{}", open.repeat(half), close.repeat(half)), open);
        annotate(format!("{open}{close}").repeat(half), open);
        annotate(format!("{open}late{close} ").repeat(half), open);
        annotate(format!("{close}late{open} ").repeat(half), open);
        annotate(format!("{open}late\n\n").repeat(half / 4), open);
    }
}

#[test]
fn a_megabyte_of_reports_is_read_in_linear_time() {
    let units = [
        "said ",
        "said, ",
        "she said ",
        "that ",
        "who said ",
        "“late,” she said, ",
        "“It is late. ",
        "according to ",
        "and says ",
        "Iris ",
        "Iris, ",
        "who, ",
        "Iris Vale, who said Iris, ",
        "which they said was ",
        "a man who ",
        "Iris: “",
        "— Iris\n\n",
        "“late” — Iris\n\n",
        "IRIS: late\n\n",
        "On Friday, she said, ",
        "he ",
        "the mayor ",
    ];
    for unit in units {
        annotate(unit.repeat(LONG / unit.len()), unit);
    }
}
