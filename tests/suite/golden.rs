//! The committed sample dataset, byte by byte; and some whole articles as a reader sees their rows.

use std::fmt::Write as _;
use std::path::Path;

use columnist::annotator::Annotator;
use columnist::read::{Item, ReadOptions, article_from_text};
use columnist::stages::StageParameters;
use columnist::tables::{ArticleView, Rows, TABLES};
use columnist::write::csv_bytes;

use crate::support::{files_in, run_pipeline};

#[test]
fn the_sample_dataset_is_what_the_pipeline_writes() {
    let folder = tempfile::tempdir().expect("a temporary folder is made");
    let output = folder.path().join("sample");
    run_pipeline(Path::new("pipelines/sample.toml"), &output, 0);
    let (wanted, got) = (files_in(Path::new("outputs/sample")), files_in(&output));
    assert_eq!(wanted.keys().collect::<Vec<_>>(), got.keys().collect::<Vec<_>>());
    let differing: Vec<_> = wanted.iter().filter(|(path, bytes)| got[*path] != **bytes).map(|(path, _)| path).collect();
    assert!(differing.is_empty(), "{differing:?} differ: see `columnist run pipelines/sample.toml --check`, write with `--force`");
}

/// Columns that the snapshots leave out: they follow from others, or are the text again.
const LEFT_OUT: &[&str] = &[
    "article_id",
    "source_sha256",
    "char_end",
    "byte_start",
    "byte_end",
    "cue_char_start",
    "cue_char_end",
    "speaker_char_start",
    "speaker_char_end",
    "country_code3",
    "country_name",
    "region",
    "subregion",
    "block_kind",
    "is_body",
];

/// All tables of one article, a row a line, cells that say something only.
fn snapshot(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("the article can be read");
    let items = article_from_text(&bytes, "golden", "golden.txt", &ReadOptions::default());
    let Some(Item::Article(article)) = items.into_iter().last() else { panic!("{} is no article", path.display()) };
    let annotator = Annotator::new(&StageParameters::default());
    let document = annotator.document(&article);
    let annotation = annotator.annotate(&document);
    let view = ArticleView::new(&document, &annotation);
    let mut text = String::new();
    for table in TABLES.iter().filter(|table| matches!(table.rows, Rows::Article(_)) && table.name != "articles") {
        let csv = csv_bytes(&table.batch_of(&view), true);
        let mut reader = csv::Reader::from_reader(csv.as_slice());
        let header = reader.headers().expect("a header").clone();
        let _ = writeln!(text, "== {}", table.name);
        for row in reader.records() {
            let row = row.expect("a row can be read");
            let cells = header.iter().zip(&row).filter(|(name, cell)| !LEFT_OUT.contains(name) && !cell.is_empty());
            let cells: Vec<String> = cells.map(|(name, cell)| format!("{name}={}", cell.replace('\n', "⏎"))).collect();
            let _ = writeln!(text, "{}", cells.join(" · "));
        }
    }
    text
}

/// `SNAPSHOTS=overwrite cargo test --test suite golden` writes them anew: read the difference before you commit it.
#[test]
fn whole_articles_give_their_snapshots() {
    for name in ["001_harbour-ceasefire", "003_brightwater-results", "008_lebanon-bridge", "017_ferry-interview"] {
        let got = snapshot(Path::new(&format!("articles/{name}.txt")));
        snapbox::assert_data_eq!(got, snapbox::Data::read_from(Path::new(&format!("tests/golden/{name}.txt")), None).raw());
    }
}
