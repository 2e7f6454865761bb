//! Paths in files: relative to the file that contains them, inside its folder.

use super::field::Scalar;
use crate::diag::{Code, Diagnostic, Diagnostics, Span};

/// A path that stays inside the folder of its file, with `.` and `..` resolved and `/` between names.
///
/// **Reports:** `path-outside`, `bad-value` for an empty one.
pub fn inside(written: &Scalar, at: Span, diags: &mut Diagnostics) -> Option<String> {
    let text = written.text.trim();
    let drive = text.as_bytes().get(1) == Some(&b':') && text.as_bytes()[0].is_ascii_alphabetic();
    let outside = Diagnostic::new(Code::PathOutside, at).with("found", text);
    if text.starts_with(['/', '\\', '~']) || drive {
        diags.push(outside);
        return None;
    }
    let mut names: Vec<&str> = Vec::new();
    for name in text.split(['/', '\\']) {
        match name {
            "" | "." => {}
            ".." => {
                if names.pop().is_none() {
                    diags.push(outside);
                    return None;
                }
            }
            _ => names.push(name),
        }
    }
    if names.is_empty() && !text.starts_with('.') {
        let empty = Diagnostic::new(Code::BadValue, at).with("found", text);
        diags.push(empty.with("expected", "evidence/file.png"));
        return None;
    }
    Some(names.join("/"))
}

/// The folder of a path, with `/` at its end; empty for a bare name.
pub fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..=slash])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let scalar = Scalar { text: text.to_string(), ..Scalar::default() };
        inside(&scalar, Span::default(), &mut Diagnostics::new())
    }

    #[test]
    fn a_path_may_wander_inside_its_folder_but_not_leave_it() {
        assert_eq!(read("./a/../b.png"), Some("b.png".to_string()));
        assert_eq!(read("a\\b"), Some("a/b".to_string()));
        for outside in
            ["../a", "a/../../b", "/etc/passwd", "C:\\a", "c:a", "\\\\host\\a", "~/a", "", "a\\..\\..\\b"]
        {
            assert_eq!(read(outside), None, "{outside}");
        }
    }
}
