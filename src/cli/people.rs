//! Who is at the keyboard, as far as git knows.

use std::path::Path;
use std::process::Command;

/// The name that git signs commits with in a folder; `None` without git or without a name.
pub(super) fn git_user(folder: &Path) -> Option<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let output = Command::new("git").arg("-C").arg(folder).args(["config", "user.name"]).output().ok()?;
    let name = String::from_utf8(output.stdout).ok()?.trim().to_string();
    (output.status.success() && !name.is_empty()).then_some(name)
}
