//! The first key of every file: what kind it is, and in which version.

use super::tree::{Kind, NodeId, Tree};
use crate::diag::{Code, Diagnostic, Diagnostics, Span};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// The root of a checklist.
    Checklist,
    /// A file that a checklist includes.
    Part,
    /// The texts of a checklist in another language.
    Texts,
    /// Answers.
    Assessment,
    /// A policy.
    Policy,
    /// A brand.
    Brand,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [FileKind; 6] = [
        FileKind::Checklist,
        FileKind::Part,
        FileKind::Texts,
        FileKind::Assessment,
        FileKind::Policy,
        FileKind::Brand,
    ];
    /// The version that is read.
    pub const VERSION: u32 = 1;

    /// The word in `format`.
    pub fn word(self) -> &'static str {
        match self {
            FileKind::Checklist => "checklist",
            FileKind::Part => "checklist-part",
            FileKind::Texts => "texts",
            FileKind::Assessment => "assessment",
            FileKind::Policy => "policy",
            FileKind::Brand => "brand",
        }
    }

    /// The whole first value: `gapcheck/checklist/1`.
    pub fn format(self) -> String {
        format!("gapcheck/{}/{}", self.word(), Self::VERSION)
    }

    /// The kind that the first key of a file names, in any version.
    pub fn of(tree: &Tree) -> Option<FileKind> {
        let (_, value) = tree.get(tree.root(), "format")?;
        let (kind, _) = parts(tree.text(value)?)?;
        Self::ALL.into_iter().find(|k| k.word() == kind)
    }

    /// Whether a file may be read as this kind: a file of another kind or of a newer version may not.
    ///
    /// **Reports:** `format-missing`, `format-unknown`, `format-newer`.
    pub fn check(self, tree: &Tree, diags: &mut Diagnostics) -> bool {
        let root = tree.root();
        let Kind::Map(entries) = &tree.node(root).kind else { return true };
        let first = entries.first().map(|(key, _)| *key);
        let Some((key, value)) = tree.get(root, "format") else {
            let problem = Diagnostic::new(Code::FormatMissing, begins(tree, first.unwrap_or(root)));
            diags.push(problem.with("expected", self.format()));
            return true;
        };
        if Some(key) != first {
            let problem = Diagnostic::new(Code::FormatMissing, tree.node(key).span);
            diags.push(problem.with("expected", self.format()));
        }
        let at = tree.node(value).span;
        let written = tree.text(value).unwrap_or("");
        match parts(written) {
            Some((kind, version)) if kind == self.word() && version == Self::VERSION => true,
            Some((kind, version)) if kind == self.word() && version > Self::VERSION => {
                let problem = Diagnostic::new(Code::FormatNewer, at).with("found", version);
                diags.push(problem.with("known", Self::VERSION));
                false
            }
            _ => {
                let expected = self.format();
                let problem = Diagnostic::new(Code::FormatUnknown, at).with("found", written);
                let problem = problem.with("expected", &expected).suggest(written, [expected.as_str()]);
                // A near miss is a slip of the pen: the file is still of this kind.
                let slip = problem.suggestion.is_some();
                diags.push(problem);
                slip
            }
        }
    }
}

fn parts(format: &str) -> Option<(&str, u32)> {
    let (kind, version) = format.strip_prefix("gapcheck/")?.split_once('/')?;
    Some((kind, version.parse().ok().filter(|_| !version.starts_with(['0', '+']))?))
}

fn begins(tree: &Tree, node: NodeId) -> Span {
    tree.node(node).span
}
