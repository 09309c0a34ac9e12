//! Progress on stderr: articles and megabytes per second, and the time left.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

/// Shows how far a run is, if somebody looks.
pub struct Progress {
    bar: ProgressBar,
    articles: std::sync::atomic::AtomicU64,
}

impl Progress {
    /// A bar on stderr where that is a terminal and `wanted`; otherwise nothing is shown.
    pub fn new(wanted: bool) -> Progress {
        let bar = if wanted && std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
        let template = "{bar:30} {decimal_bytes} of {decimal_total_bytes}, {decimal_bytes_per_sec}, {msg}, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress { bar, articles: std::sync::atomic::AtomicU64::new(0) }
    }

    /// Tells how many bytes there are to read.
    pub fn begin(&self, bytes: u64) {
        self.bar.set_length(bytes);
    }

    /// Tells that so many articles with so many bytes of text are done.
    pub fn advance(&self, articles: u64, bytes: u64) {
        let articles = articles + self.articles.fetch_add(articles, std::sync::atomic::Ordering::Relaxed);
        let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{articles} articles, {:.0}/s", articles as f64 / seconds));
        self.bar.inc(bytes);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
