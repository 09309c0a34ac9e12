//! What a partition contributes beside its rows: its articles' ids, fingerprints to compare them by, and its problems to be counted and shown.

use std::collections::BTreeMap;

use crate::annotation::LocatedProblem;
use crate::duplicates::Fingerprint;
use crate::pack::{Packer, Unpacker};

/// How many problems are kept to be shown; all of them are in the table.
const KEPT_PROBLEMS: usize = 20;

/// Beside the rows of a partition.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Aside {
    /// Hashes of the articles' ids: an article with one of them further on gets another id.
    pub(super) ids: Vec<u64>,
    /// With the articles' ids, in order; empty where nobody asks for duplicates.
    pub(super) fingerprints: Vec<(String, Fingerprint)>,
    pub(super) problems: ProblemTally,
}

/// Problems counted, the first of them kept.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct ProblemTally {
    /// Number of problems by code.
    pub counts: BTreeMap<String, u64>,
    /// The first problems, in input order.
    pub first: Vec<ShownProblem>,
}

/// A problem as a summary shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownProblem {
    pub source: String,
    pub code: String,
    pub severity: String,
    pub message: String,
    /// Bytes of the source record that the problem is at.
    pub span: Option<(u64, u64)>,
}

impl ProblemTally {
    pub(super) fn of(problems: &[LocatedProblem]) -> ProblemTally {
        let mut tally = ProblemTally::default();
        for problem in problems {
            *tally.counts.entry(problem.problem.code.to_string()).or_default() += 1;
        }
        tally.first = problems.iter().take(KEPT_PROBLEMS).map(ShownProblem::of).collect();
        tally
    }

    pub(super) fn add(&mut self, more: ProblemTally) {
        for (code, count) in more.counts {
            *self.counts.entry(code).or_default() += count;
        }
        self.first.extend(more.first);
        self.first.truncate(KEPT_PROBLEMS);
    }
}

impl ShownProblem {
    fn of(located: &LocatedProblem) -> ShownProblem {
        let problem = &located.problem;
        ShownProblem {
            source: located.source.clone(),
            code: problem.code.to_string(),
            severity: problem.severity.name().to_string(),
            message: problem.message.clone(),
            span: problem.span,
        }
    }
}

impl Aside {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut packer = Packer::default();
        packer.number(self.ids.len() as u64);
        self.ids.iter().for_each(|id| _ = packer.number(*id));
        packer.number(self.fingerprints.len() as u64);
        for (id, fingerprint) in &self.fingerprints {
            packer.bytes(id.as_bytes()).bytes(&fingerprint.to_bytes());
        }
        packer.number(self.problems.counts.len() as u64);
        for (code, count) in &self.problems.counts {
            packer.bytes(code.as_bytes()).number(*count);
        }
        packer.number(self.problems.first.len() as u64);
        for problem in &self.problems.first {
            packer.bytes(problem.source.as_bytes()).bytes(problem.code.as_bytes());
            packer.bytes(problem.severity.as_bytes()).bytes(problem.message.as_bytes());
            let (start, end) = problem.span.unwrap_or_default();
            packer.number(u64::from(problem.span.is_some())).number(start).number(end);
        }
        packer.finish()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Aside> {
        let mut unpacker = Unpacker::new(bytes);
        let ids = unpacker.list(Unpacker::number)?;
        let fingerprints = unpacker.list(|one| Some((one.text()?, Fingerprint::from_bytes(one.bytes()?))))?;
        let counts = unpacker.list(|one| Some((one.text()?, one.number()?)))?.into_iter().collect();
        let first = unpacker.list(|one| {
            let (source, code, severity, message) = (one.text()?, one.text()?, one.text()?, one.text()?);
            let (is_some, start, end) = (one.number()? == 1, one.number()?, one.number()?);
            Some(ShownProblem { source, code, severity, message, span: is_some.then_some((start, end)) })
        })?;
        Some(Aside { ids, fingerprints, problems: ProblemTally { counts, first } })
    }
}
