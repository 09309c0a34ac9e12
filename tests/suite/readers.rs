//! One corpus in every format, plain, compressed and in archives, gives the same tables.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, ListArray, ListBuilder, ListViewArray, RecordBatch, StringArray, StringBuilder};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use arrow::ipc::CompressionType;
use arrow::ipc::writer::{FileWriter, IpcWriteOptions, StreamWriter};
use columnist::plan::{Plan, Selection};
use columnist::read::{Output, read_file};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use serde_json::{Map, Value, json};

use crate::support::{Project, files_in, rows_of};

/// A record's cells, in the order of [`COLUMNS`].
type Record = [String; 8];

const COLUMNS: [&str; 8] = ["id", "title", "byline", "outlet", "url", "published_on", "language", "text"];

/// The sample articles with fields beside their texts, and one with everything that a cell can hold.
fn corpus() -> Vec<Record> {
    let mut paths: Vec<_> =
        std::fs::read_dir("articles").expect("the sample is there").map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let text = |path: &Path| String::from_utf8(std::fs::read(path).expect("an article")).expect("it is UTF-8");
    let mut records: Vec<Record> = paths.iter().take(6).enumerate().map(|(index, path)| record(index, &text(path))).collect();
    records.push(record(6, "“One, two”, said the \"ferryman\";\tthree.\n\n\nIt cost €4 – or 5 \\ 6."));
    records
}

fn record(index: usize, text: &str) -> Record {
    let url = format!("https://example.org/{index}");
    let day = format!("2025-03-{:02}", index + 1);
    ["id", "Title, with \"marks\" of", "By Ama Owusu", "The Ferry Times"]
        .map(|cell| format!("{cell} {index}"))
        .into_iter()
        .chain([url, day, "en".to_string(), text.to_string()])
        .collect::<Vec<_>>()
        .try_into()
        .expect("a record has eight cells")
}

fn objects(records: &[Record]) -> Vec<Value> {
    let object = |record: &Record| COLUMNS.iter().zip(record).map(|(name, cell)| (name.to_string(), json!(cell))).collect();
    records.iter().map(|record| Value::Object(object(record))).collect()
}

fn json_lines(records: &[Record]) -> Vec<u8> {
    objects(records).iter().map(|object| format!("{object}\n")).collect::<String>().into_bytes()
}

fn separated(records: &[Record], delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(COLUMNS).expect("the header is written");
    records.iter().for_each(|record| writer.write_record(record).expect("a row is written"));
    writer.into_inner().expect("all is written")
}

/// Objects with the same keys as a record batch of texts; `typed` has days as dates and outlets in a dictionary.
fn batch_of(objects: &[Map<String, Value>], typed: bool) -> RecordBatch {
    let text = |value: &Value| value.as_str().map(str::to_string);
    let column = |name: &String| -> (String, ArrayRef) {
        let cells: Vec<Option<String>> = objects.iter().map(|object| object.get(name).and_then(text)).collect();
        let texts: ArrayRef = Arc::new(StringArray::from(cells));
        let kind = match name.as_str() {
            "published_on" if typed => DataType::Date32,
            "outlet" if typed => DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)),
            "text" if typed => DataType::LargeUtf8,
            _ => DataType::Utf8,
        };
        (name.clone(), cast(&texts, &kind).expect("texts can be cast"))
    };
    RecordBatch::try_from_iter(objects[0].keys().map(column)).expect("the columns have one length")
}

fn maps(records: &[Record]) -> Vec<Map<String, Value>> {
    objects(records).iter().filter_map(Value::as_object).cloned().collect()
}

pub fn parquet_file(objects: &[Map<String, Value>]) -> Vec<u8> {
    parquet_of(&batch_of(objects, false), Compression::SNAPPY)
}

/// A file in which texts stand as they are.
pub fn parquet_unpacked(objects: &[Map<String, Value>]) -> Vec<u8> {
    parquet_of(&batch_of(objects, false), Compression::UNCOMPRESSED)
}

pub fn parquet_of(batch: &RecordBatch, compression: Compression) -> Vec<u8> {
    let properties = WriterProperties::builder().set_compression(compression).set_max_row_group_row_count(Some(3)).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).expect("the file begins");
    writer.write(batch).expect("the rows are written");
    writer.into_inner().expect("the file ends")
}

pub fn arrow_file(objects: &[Map<String, Value>]) -> Vec<u8> {
    arrow_of(&batch_of(objects, false), None)
}

pub fn arrow_packed(objects: &[Map<String, Value>]) -> Vec<u8> {
    arrow_of(&batch_of(objects, false), Some(CompressionType::ZSTD))
}

pub fn arrow_of(batch: &RecordBatch, compression: Option<CompressionType>) -> Vec<u8> {
    let options = IpcWriteOptions::default().try_with_compression(compression).expect("it is known");
    let mut writer = FileWriter::try_new_with_options(Vec::new(), &batch.schema(), options).expect("the file begins");
    writer
        .write(&batch.slice(0, 1))
        .and_then(|()| writer.write(&batch.slice(1, batch.num_rows() - 1)))
        .expect("the rows are written");
    writer.into_inner().expect("the file ends")
}

fn arrow_stream(batch: &RecordBatch) -> Vec<u8> {
    let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).expect("the stream begins");
    writer.write(batch).expect("the rows are written");
    writer.into_inner().expect("the stream ends")
}

/// The corpus in every format of records, by file name.
fn formats() -> Vec<(&'static str, Vec<u8>)> {
    let records = corpus();
    let (texts, typed) = (batch_of(&maps(&records), false), batch_of(&maps(&records), true));
    vec![
        ("dump.jsonl", json_lines(&records)),
        ("dump.json", format!("{:#}", Value::Array(objects(&records))).into_bytes()),
        ("dump.csv", separated(&records, b',')),
        ("dump.tsv", separated(&records, b'\t')),
        ("semicolons.csv", separated(&records, b';')),
        ("declared.csv", [b"sep=|\n", separated(&records, b'|').as_slice()].concat()),
        ("dump.parquet", parquet_of(&texts, Compression::SNAPPY)),
        ("typed.parquet", parquet_of(&typed, Compression::GZIP(Default::default()))),
        ("dump.arrow", arrow_of(&texts, None)),
        ("typed.feather", arrow_of(&typed, Some(CompressionType::LZ4_FRAME))),
        ("dump.arrows", arrow_stream(&typed)),
        ("lz4.pq", parquet_of(&texts, Compression::LZ4_RAW)),
        ("brotli.parquet", parquet_of(&texts, Compression::BROTLI(Default::default()))),
        ("zstd.parquet", parquet_of(&typed, Compression::ZSTD(Default::default()))),
        ("zstd.ipc", arrow_of(&texts, Some(CompressionType::ZSTD))),
        ("dump.arrow.gz", gzipped(&arrow_of(&typed, None))),
        ("dump.parquet.gz", gzipped(&parquet_of(&texts, Compression::UNCOMPRESSED))),
        ("dump.zip", zipped(&[("dump.arrow", &arrow_of(&texts, None))])),
    ]
}

pub fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("it is packed")
}

pub fn bzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("it is packed")
}

pub fn zstandard(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).expect("it is packed")
}

fn brotlied(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    brotli::CompressorReader::new(bytes, 4096, 5, 22).read_to_end(&mut packed).expect("it is packed in memory");
    packed
}

pub fn tarred(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (path, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        // Set as bytes: the crate itself refuses paths that climb.
        header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
        header.set_cksum();
        builder.append(&header, *bytes).expect("a member is added");
    }
    builder.into_inner().expect("the archive is written")
}

pub fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in members {
        writer.start_file(*path, zip::write::SimpleFileOptions::default()).expect("a member begins");
        writer.write_all(bytes).expect("a member is written");
    }
    writer.finish().expect("the archive is written").into_inner()
}

/// All tables as CSV. Where a record stood and what bytes it had differs from format to format; nothing else may.
fn tables_of(name: &str, bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let project = Project::new(&[(name, bytes)]);
    let outcome = project.run(2);
    assert_eq!(outcome.tally.problems.counts, BTreeMap::new(), "{name}: {:?}", outcome.tally.problems.first);
    let mut tables = files_in(&project.output().join("csv"));
    let articles = rows_of(&project.output(), "articles").into_iter().map(|mut row| {
        row.retain(|column, _| column != "source" && column != "source_sha256");
        format!("{row:?}\n")
    });
    tables.insert("articles.csv".to_string(), articles.collect::<String>().into_bytes());
    tables
}

fn assert_same(name: &str, tables: &BTreeMap<String, Vec<u8>>, wanted: &BTreeMap<String, Vec<u8>>) {
    for (table, bytes) in wanted {
        assert!(tables.get(table) == Some(bytes), "{name}: {table} is another than that of JSON Lines");
    }
}

#[test]
fn every_format_gives_the_same_tables() {
    let wanted = tables_of("dump.jsonl", &json_lines(&corpus()));
    assert!(wanted["quotations.csv"].len() > 1000, "the corpus has something to find");
    for (name, bytes) in formats() {
        assert_same(name, &tables_of(name, &bytes), &wanted);
    }
}

#[test]
fn every_wrapping_gives_the_same_tables() {
    let bytes = json_lines(&corpus());
    let wanted = tables_of("dump.jsonl", &bytes);
    let (first, second) = bytes.split_at(bytes.len() / 2);
    let wrapped = [
        ("dump.jsonl.gz", gzipped(&bytes)),
        ("members.jsonl.gz", [gzipped(first), gzipped(second)].concat()),
        ("dump.jsonl.zst", zstandard(&bytes)),
        ("frames.jsonl.zst", [zstandard(first), zstandard(second)].concat()),
        ("dump.jsonl.bz2", bzipped(&bytes)),
        ("streams.jsonl.bz2", [bzipped(first), bzipped(second)].concat()),
        ("dump.tar", tarred(&[("a/dump.jsonl", &bytes)])),
        ("dump.tar.gz", gzipped(&tarred(&[("dump.jsonl", &bytes)]))),
        ("dump.tgz", gzipped(&tarred(&[("dump.jsonl", &bytes)]))),
        ("dump.tar.zst", zstandard(&tarred(&[("dump.jsonl.gz", &gzipped(&bytes))]))),
        ("dump.tar.bz2", bzipped(&tarred(&[("dump.jsonl", &bytes)]))),
        ("dump.zip", zipped(&[("2025/", b""), ("2025/dump.jsonl", &bytes)])),
        ("packed.zip", zipped(&[("dump.jsonl.zst", &zstandard(&bytes))])),
        ("dump.zip.gz", gzipped(&zipped(&[("dump.jsonl", &bytes)]))),
    ];
    for (name, bytes) in wrapped {
        assert_same(name, &tables_of(name, &bytes), &wanted);
    }
}

#[test]
fn files_and_members_are_called_the_same() {
    let members: Vec<(&str, &[u8])> = vec![("a.txt", b"The ferry left at noon."), ("b.md", b"It came back at nine.")];
    let ids = |project: &Project| -> Vec<[String; 2]> {
        let columns = |row: &BTreeMap<String, String>| ["article_id", "source"].map(|column| row[column].clone());
        rows_of(&project.output(), "articles").iter().map(columns).collect()
    };
    let plain = Project::new(&members);
    plain.run(1);
    assert_eq!(ids(&plain), [["a", "a.txt"], ["b", "b.md"]]);
    for (name, bytes) in [("n.zip", zipped(&members)), ("n.tar", tarred(&members)), ("n.tgz", gzipped(&tarred(&members)))] {
        let packed = Project::new(&[(name, &bytes)]);
        packed.run(1);
        let source = |member: &str| format!("{name}!/{member}");
        assert_eq!(ids(&packed), [["a".to_string(), source("a.txt")], ["b".to_string(), source("b.md")]]);
    }
}

/// The fields of one record as its scraper writes them, and the cells that they must give.
fn assert_shape(object: Value, wanted: &[(&str, &str)]) {
    let project = Project::new(&[("dump.jsonl", format!("{object}\n").as_bytes())]);
    let outcome = project.run(1);
    assert_eq!(outcome.tally.problems.counts, BTreeMap::new(), "{object}: {:?}", outcome.tally.problems.first);
    let row = &rows_of(&project.output(), "articles")[0];
    for (column, cell) in wanted {
        assert_eq!(row[*column], *cell, "{column} of {object}");
    }
}

#[test]
fn usual_shapes_need_no_mapping() {
    let text = "The ferry left at noon.";
    let trafilatura = json!({"title": "Noon", "author": "Ama Owusu", "hostname": "example.org", "date": "2025-03-04", "id": null,
        "text": text, "language": "en", "source": "https://example.org/noon", "source-hostname": "The Ferry Times"});
    let common = [("title", "Noon"), ("byline", "Ama Owusu"), ("published_on", "2025-03-04"), ("text", text)];
    let page = [("outlet", "The Ferry Times"), ("url", "https://example.org/noon")];
    assert_shape(trafilatura, &[&common[..], &page].concat());
    let news_please = json!({"authors": ["Ama Owusu"], "date_publish": "2025-03-04 10:00:00", "date_modify": null, "language": "en",
        "maintext": text, "source_domain": "example.org", "title": "Noon", "url": "https://example.org/noon"});
    assert_shape(news_please, &[&common[..], &[("outlet", "example.org"), ("url", "https://example.org/noon")]].concat());
    let fundus = json!({"title": "Noon", "authors": ["Ama Owusu"], "publishing_date": "2025-03-04T10:00:00+01:00",
        "body": {"summary": [], "sections": [{"headline": [], "paragraphs": ["The ferry", "left."]}]},
        "html": {"responded_url": "https://example.org/noon", "source_info": {"publisher": "The Ferry Times"}}});
    let fundus_wanted =
        [("text", "The ferry\n\nleft."), ("title", "Noon"), ("byline", "Ama Owusu"), ("published_on", "2025-03-04")];
    assert_shape(fundus, &[&fundus_wanted[..], &page].concat());
    let media_cloud = json!({"stories_id": 17, "media_name": "The Ferry Times", "publish_date": "2025-03-04 10:00:00", "title": "Noon",
        "url": "https://example.org/noon", "text": text, "language": "en"});
    assert_shape(media_cloud, &[&page[..], &[("article_id", "17"), ("published_on", "2025-03-04"), ("text", text)]].concat());
    let nela = json!({"id": "ft--2025-03-04--Noon", "date": "2025-03-04", "source": "ferrytimes", "title": "Noon", "content": text,
        "author": "Ama Owusu", "url": "https://example.org/noon", "published": "Tue, 4 Mar", "published_utc": 1741046400});
    assert_shape(nela, &[&common[..], &[("outlet", "ferrytimes"), ("url", "https://example.org/noon")]].concat());
    let all_the_news = json!({"": 3, "id": 17283, "title": "Noon", "publication": "The Ferry Times", "author": "Ama Owusu",
        "date": "2025-03-04", "year": 2025.0, "month": 3.0, "url": "https://example.org/noon", "content": text});
    assert_shape(all_the_news, &[&common[..], &page, &[("article_id", "17283")]].concat());
    assert_shape(json!({"Headline": "Noon", "Author": "Ama Owusu", "Date": "2025-03-04", "Text": text}), &common);
}

#[test]
fn fields_are_mapped_by_name_and_by_pointer() {
    let object = json!({"key": 5, "doc": {"parts": ["The ferry left.", "It rained."]}, "a/b": {"t": "Noon"}, "day": "2025-03-04"});
    let mut project = Project::new(&[("dump.jsonl", format!("{object}\n").as_bytes())]);
    project.add_input("[input.fields]\nid = \"key\"\ntext = \"/doc/parts\"\ntitle = \"/a~1b/t\"\npublished_on = \"day\"\n");
    project.run(1);
    let row = &rows_of(&project.output(), "articles")[0];
    let cells = ["article_id", "text", "title", "published_on"].map(|column| row[column].as_str());
    assert_eq!(cells, ["5", "The ferry left.\n\nIt rained.", "Noon", "2025-03-04"]);
}

#[test]
fn a_json_file_of_one_object_is_called_like_its_file() {
    let one = Project::new(&[
        ("noon.json", b"{\n  \"text\": \"The ferry left.\"\n}\n"),
        ("two.json", b"{\"text\":\"One.\"} {\"text\":\"Two.\"}"),
    ]);
    one.run(1);
    let ids: Vec<_> = rows_of(&one.output(), "articles").iter().map(|row| row["article_id"].clone()).collect();
    assert_eq!(ids, ["noon", "two.json#1", "two.json#2"]);
}

fn ids_of(files: &[(&str, &[u8])], input: &str) -> (Vec<String>, Vec<String>) {
    let mut project = Project::new(files);
    project.add_input(input);
    let outcome = project.run(1);
    let ids = rows_of(&project.output(), "articles").iter().map(|row| row["article_id"].clone()).collect();
    (ids, outcome.tally.problems.counts.into_keys().collect())
}

#[test]
fn the_pipeline_file_says_what_articles_are_called() {
    let lines = b"{\"id\":7,\"key\":\"a\",\"text\":\"One.\"}\n{\"id\":8,\"text\":\"Two.\"}\n";
    let packed = gzipped(lines);
    let crawl = warc_record("WARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:c>\r\nContent-Type: text/plain\r\n", b"Five.");
    let files: &[(&str, &[u8])] =
        &[("archive.csv", b"id,key,text\n9,b,Three.\n"), ("crawl.wet", &crawl), ("noon.txt", b"Four."), ("wire.jsonl.gz", &packed)];
    let named = |ids: &[&str]| ids.iter().map(|id| id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids_of(files, ""), (named(&["9", "c", "noon", "7", "8"]), vec![]));
    let by_stem = named(&["archive#1", "crawl#1", "noon", "wire#1", "wire#2"]);
    assert_eq!(ids_of(files, "id = \"stem\"\n"), (by_stem, vec![]));
    let by_field = named(&["b", "c", "noon", "a", "wire.jsonl.gz#2"]);
    assert_eq!(ids_of(files, "id = \"key\"\n"), (by_field, named(&["no_id"])));
    assert_eq!(ids_of(&files[..1], "id = \"uuid\"\n"), (vec![], named(&["no_such_column"])));
    let mut both = Project::new(files);
    both.add_input("id = \"key\"\n[input.fields]\nid = \"id\"\n");
    assert!(Plan::new(&both.pipeline(), &Selection::default()).is_err());
}

const PAGE: &str = "<!doctype html><html lang=en><head><meta charset=windows-1252><title>Harbour of Anholm reopens | The Ferry Times</title>\
    <meta property='og:site_name' content='The Ferry Times'><meta name=author content='Ama Owusu'>\
    <meta property='article:published_time' content='2025-03-17T09:56:00Z'></head><body><nav><a href='/'>Home</a></nav><article>\
    <h1>Harbour of Anholm reopens</h1><p>The harbour of Anholm reopened on Monday, three days after a storm had torn away its mole.</p>\
    <p>\u{201c}We counted every plank twice,\u{201d} said the harbour master, Ama Kessie, on the quay where the ferries wait.</p></article>\
    <footer>All rights reserved</footer></body></html>";

const PAGE_TEXT: &str = "The harbour of Anholm reopened on Monday, three days after a storm had torn away its mole.\n\n\
    \u{201c}We counted every plank twice,\u{201d} said the harbour master, Ama Kessie, on the quay where the ferries wait.";

/// The page in the encoding that it declares.
fn page() -> Vec<u8> {
    PAGE.chars()
        .map(|c| match c {
            '\u{201c}' => 0x93,
            '\u{201d}' => 0x94,
            c => c as u8,
        })
        .collect()
}

fn warc_record(head: &str, block: &[u8]) -> Vec<u8> {
    let head = format!("WARC/1.1\r\n{head}Content-Length: {}\r\n\r\n", block.len());
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(id: &str, http_head: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Target-URI: https://example.org/{id}\r\nContent-Type: application/http; msgtype=response\r\n"
    );
    warc_record(&head, &[http_head.as_bytes(), b"\r\n\r\n", body].concat())
}

#[test]
fn a_page_becomes_its_article() {
    let project = Project::new(&[("harbour.html", &page())]);
    let outcome = project.run(1);
    assert_eq!(outcome.tally.problems.counts, BTreeMap::new(), "{:?}", outcome.tally.problems.first);
    let row = &rows_of(&project.output(), "articles")[0];
    let columns = ["article_id", "title", "byline", "outlet", "published_on", "language", "encoding", "text"];
    let wanted =
        ["harbour", "Harbour of Anholm reopens", "Ama Owusu", "The Ferry Times", "2025-03-17", "en", "windows-1252", PAGE_TEXT];
    assert_eq!(columns.map(|column| row[column].as_str()), wanted);
}

#[test]
fn a_crawl_gives_its_pages() {
    let page = page();
    let half = page.len() / 2;
    let chunks = [
        format!("{half:x}\r\n").as_bytes(),
        &page[..half],
        format!("\r\n{:X};x=y\r\n", page.len() - half).as_bytes(),
        &page[half..],
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html";
    let text = "WARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:t>\r\nContent-Type: text/plain\r\n";
    let records = [
        warc_record("WARC-Type: warcinfo\r\n", b"software: none"),
        response("a", ok, &page),
        response("b", &format!("{ok}; charset=utf-8"), PAGE.as_bytes()),
        response("c", &format!("{ok}\r\nTransfer-Encoding: chunked"), &chunks),
        response("d", &format!("{ok}\r\nContent-Encoding: gzip"), &gzipped(&page)),
        response("e", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", &page),
        response("f", "HTTP/1.1 200 OK\r\nContent-Type: image/png", b"PNG"),
        b"no record\r\n\r\n".to_vec(),
        warc_record("WARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:g>\r\nContent-Type: text/html\r\n", &page),
        warc_record(text, PAGE_TEXT.as_bytes()),
    ];
    let packed: Vec<u8> = records.iter().flat_map(|record| gzipped(record)).collect();
    for (name, bytes) in [("crawl.warc", records.concat()), ("crawl.warc.gz", packed)] {
        let project = Project::new(&[(name, &bytes)]);
        let outcome = project.run(1);
        let rows = rows_of(&project.output(), "articles");
        let ids: Vec<&str> = rows.iter().map(|row| row["article_id"].as_str()).collect();
        assert_eq!(ids, ["a", "b", "c", "d", "g", "t"], "{:?}", outcome.tally.problems.first);
        assert!(rows.iter().all(|row| row["text"] == PAGE_TEXT), "{rows:?}");
        assert_eq!((rows[1]["url"].as_str(), rows[1]["source"].as_str()), ("https://example.org/b", format!("{name}#3").as_str()));
        let counts = &outcome.read["warc"];
        assert_eq!((counts.records, counts.articles, counts.left_out, counts.passed_over), (10, 6, 1, 3));
    }
}

/// Lines of a head without a carriage return, chunks and packings that are cut off, packings of the transfer, names in other letters.
#[test]
fn pages_of_careless_crawlers_are_read() {
    let page = page();
    let ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html";
    let chunks = |end: &[u8]| [format!("{:x}\r\n", page.len()).as_bytes(), &page, end].concat();
    let bare = [b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n<!-- one -->\r\n\r\n", page.as_slice()].concat();
    let whole = gzipped(&page);
    let packed = [format!("{:x}\r\n", whole.len()).as_bytes(), &whole, b"\r\n0\r\n\r\n"].concat();
    let head = "WARC-Type: response\r\nWARC-Record-ID: <urn:uuid:a>\r\nContent-Type: Application/HTTP; msgtype=response\r\n";
    let chunked = format!("{ok}\r\nTransfer-Encoding: chunked");
    let records = [
        warc_record(head, &bare),
        response("b", &chunked, &chunks(b"\r\n")),
        response("c", &chunked, &chunks(b"\r\nno size\r\nfe")),
        response("d", &chunked, &[b"ffffff\r\n", page.as_slice()].concat()),
        response("e", &chunked, &page),
        response("f", &format!("{ok}\r\nTransfer-Encoding: gzip, Chunked"), &packed),
        response("g", &format!("{ok}\r\nTransfer-Encoding: gzip, gzip, gzip, gzip, gzip, chunked"), &packed),
        response("h", &format!("{ok}\r\nContent-Encoding: gzip"), &whole[..whole.len() - 8]),
        response("j", &format!("{ok}\r\nContent-Encoding: br"), &brotlied(&page)),
        response("k", &format!("{ok}; charset=utf-8\r\nContent-Encoding: br"), PAGE.as_bytes()),
        response("l", &format!("{ok}\r\nContent-Encoding: br"), &page),
        warc_record(
            "WARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:i>\r\nContent-Type: text/html\r\nWARC-Truncated: length\r\n",
            &page,
        ),
    ];
    let project = Project::new(&[("crawl.warc", &records.concat())]);
    project.run(1);
    let rows = rows_of(&project.output(), "articles");
    let ids: Vec<&str> = rows.iter().map(|row| row["article_id"].as_str()).collect();
    assert_eq!(ids, ["a", "b", "c", "d", "e", "f", "h", "j", "k", "l", "i"]);
    assert!(rows.iter().all(|row| row["text"] == PAGE_TEXT), "{rows:?}");
    let problems = rows_of(&project.output(), "problems");
    let problems: Vec<_> = problems.iter().map(|row| (row["source"].as_str(), row["code"].as_str())).collect();
    let cut = [2, 3, 4, 8, 12].map(|number| (format!("crawl.warc#{number}"), "cut_payload"));
    let mut wanted: Vec<_> = cut.iter().map(|(source, code)| (source.as_str(), *code)).collect();
    wanted.insert(3, ("crawl.warc#7", "unreadable_payload"));
    assert_eq!(problems, wanted);
}

/// Files cut off and with other bytes here and there: whatever comes of them, reading ends and nothing panics.
#[test]
fn broken_files_of_every_format_are_read_to_an_end() {
    let mut files = formats();
    files.push(("page.html", page()));
    files.push(("crawl.warc", response("a", "HTTP/1.1 200 OK\r\nContent-Type: text/html", &page())));
    files.push(("dump.tar.gz", gzipped(&tarred(&[("a.txt", b"The ferry left.")]))));
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random as usize
    };
    for (name, bytes) in files {
        for round in 0..12 {
            let mut broken = bytes.clone();
            for _ in 0..=round % 4 {
                let at = next() % broken.len();
                broken[at] = next() as u8;
            }
            broken.truncate(if round % 3 == 0 { next() % broken.len() } else { broken.len() });
            let project = Project::new(&[(name, &broken)]);
            let plan = Plan::new(&project.pipeline(), &Selection::default()).expect("the pipeline is sound");
            let mut items = 0;
            let mut sink = |_| {
                items += 1;
                std::ops::ControlFlow::Continue(())
            };
            let mut output = Output::new(&mut sink);
            assert!(read_file(&plan.files[0], &plan.read, &mut output));
            let counts = output.into_counts();
            assert!(counts.values().all(|counts| counts.records == counts.articles + counts.left_out + counts.passed_over));
        }
    }
}

/// Paragraphs in a list of whatever kind are one text.
#[test]
fn a_text_may_be_a_list() {
    let mut paragraphs = ListBuilder::new(StringBuilder::new());
    paragraphs.append_value(["The ferry left at noon.", "It came back at nine."].map(Some));
    let list: ListArray = paragraphs.finish();
    let item = match list.data_type() {
        DataType::List(item) => item.clone(),
        other => panic!("a list is no {other}"),
    };
    let kinds = [DataType::List(item.clone()), DataType::LargeList(item.clone()), DataType::FixedSizeList(item, 2)];
    let mut lists: Vec<ArrayRef> = kinds.iter().map(|kind| cast(&list, kind).expect("it can be cast")).collect();
    lists.push(Arc::new(ListViewArray::from(list)));
    let files: Vec<(String, Vec<u8>)> = (0..)
        .zip(lists)
        .map(|(number, list)| {
            let batch = RecordBatch::try_from_iter([("text", list)]).expect("it is a batch");
            (format!("{number}.arrow"), arrow_of(&batch, None))
        })
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let project = Project::new(&files);
    project.run(1);
    let texts: Vec<String> = rows_of(&project.output(), "articles").iter().map(|row| row["text"].clone()).collect();
    assert_eq!(texts, vec!["The ferry left at noon.\n\nIt came back at nine."; 4]);
}
