//! The mark of a part: a comment at its top that names the copy of it as it was handed out.
//!
//! `# gapcheck-part <digest>` stands above one more comment line for people. The copy lies beside the part
//! under a hidden name that begins with the same digest.

use std::path::{Path, PathBuf};

use crate::cli::files;
use crate::source::decode::digest;
use crate::text::Catalogue;

/// How the line of the mark begins, without its comment sign.
const MARK: &str = "gapcheck-part ";
/// How much of a digest stands in a file name. **Unit:** hexadecimal digits.
const SHORT: usize = 12;

/// The digest of a part as it was handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    digest: String,
}

impl Mark {
    /// The mark of a part with this text.
    pub(super) fn of(text: &str) -> Mark {
        Mark { digest: digest(text) }
    }

    /// The comment, without its sign.
    pub(super) fn line(&self) -> String {
        format!("{MARK}{}", self.digest)
    }

    /// The part as it was handed out, beside one of these files; `None` when it is not there, or is not
    /// what it was.
    pub(super) fn base(&self, beside: &[&Path], words: &Catalogue) -> Option<String> {
        let places = beside.iter().map(|path| path.with_file_name(base_name(self)));
        let read = |path: PathBuf| String::from_utf8(files::read(&path, words).ok()?).ok();
        places.filter_map(read).find(|text| digest(text) == self.digest)
    }
}

/// The name of the copy of a part as it was handed out.
pub(super) fn base_name(mark: &Mark) -> String {
    format!(".gapcheck-part-{}.yaml", &mark.digest[..SHORT])
}

/// A part without its mark and the line below it; the mark, when it has one.
pub(super) fn without_mark(text: &str) -> (String, Option<Mark>) {
    let digest_of = |line: &str| {
        let digest = line.trim().trim_start_matches('#').trim_start().strip_prefix(MARK)?.trim();
        let hex = digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit());
        hex.then(|| digest.to_ascii_lowercase())
    };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let comments = lines.iter().take_while(|line| is_above(line)).count();
    let found = lines[..comments].iter().enumerate().find_map(|(i, line)| Some((i, digest_of(line)?)));
    let Some((at, digest)) = found else { return (text.to_string(), None) };
    let below = lines.get(at + 1).filter(|line| line.starts_with("# ")).map_or(1, |_| 2);
    (lines[..at].concat() + &lines[at + below..].concat(), Some(Mark { digest }))
}

/// Whether a line can stand above the first key.
fn is_above(line: &str) -> bool {
    matches!(line.trim(), "" | "---") || line.starts_with('#') || line.starts_with('\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_without_its_mark_is_what_was_handed_out() {
        let base = "# for editors\nformat: x\nanswers: {}\n";
        let mark = Mark::of(base);
        let part = format!("# for editors\n# {}\n# Part of a.yaml\nformat: x\nanswers: {{}}\n", mark.line());
        assert_eq!(without_mark(&part), (base.to_string(), Some(mark.clone())));
        assert_eq!(without_mark(&part.replace('\n', "\r\n")).1, Some(mark));
        assert_eq!(without_mark(base), (base.to_string(), None));
    }
}
