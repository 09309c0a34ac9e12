//! What the benches run over: the sample articles repeated, each copy with other digits and its paragraphs in another order, so that no two
//! articles are alike.

use std::path::Path;

use columnist::read::{Item, ReadOptions, article_from_text};
use columnist::text::Article;

/// The sample articles over and over, each time varied, until there are so many bytes of text.
pub fn corpus(least_bytes: usize) -> Vec<Article> {
    let sample = sample_texts();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let (mut articles, mut bytes) = (Vec::new(), 0);
    while bytes < least_bytes {
        let text = varied(&sample[articles.len() % sample.len()], &mut random);
        bytes += text.len();
        articles.push(Article {
            id: format!("article-{}", articles.len()),
            source: "bench".into(),
            encoding: "utf-8".into(),
            text,
            ..Article::default()
        });
    }
    articles
}

fn sample_texts() -> Vec<String> {
    let mut paths: Vec<_> =
        std::fs::read_dir("articles").expect("the sample is there").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    let text = |path: &Path| match article_from_text(
        &std::fs::read(path).expect("an article"),
        "sample",
        "sample",
        &ReadOptions::default(),
    )
    .pop()
    {
        Some(Item::Article(article)) => article.text,
        _ => panic!("{} is no article", path.display()),
    };
    paths.iter().map(|path| text(path)).collect()
}

/// Other digits, and the paragraphs from another place on.
fn varied(text: &str, random: &mut u64) -> String {
    let mut next = || {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        *random
    };
    let mut lines: Vec<&str> = text.lines().collect();
    let turn = next() as usize % lines.len().max(1);
    lines.rotate_left(turn);
    let digit = |c: char, next: u64| if c.is_ascii_digit() { char::from(b'1' + (next % 9) as u8) } else { c };
    lines.join("\n").chars().map(|c| digit(c, next())).collect()
}
