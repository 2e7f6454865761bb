//! The same input gives the same bytes, wherever and by whom the program is run.

use super::shell::Shell;

/// What differs between two machines, and must not show.
const HERE: [(&str, &str); 4] =
    [("TZ", "Pacific/Kiritimati"), ("LANG", "fr_FR.UTF-8"), ("SOURCE_DATE_EPOCH", "0"), ("USER", "ann")];
const THERE: [(&str, &str); 5] = [
    ("TZ", "America/Los_Angeles"),
    ("LC_ALL", "C"),
    ("HOME", "/nowhere"),
    ("COLUMNS", "40"),
    ("LANGUAGE", "de:ja"),
];

/// Runs a command on an example in two folders and two environments; the outputs.
fn both(command: &str, more: &[&str]) -> (String, String) {
    let text = std::fs::read_to_string(super::example("sensor-maker")).expect("it is there");
    let (here, there) = (Shell::new(), Shell::new());
    here.file("a.yaml", &text);
    there.file("deep/down/b.yaml", &text);
    let run = |shell: &Shell, file: &str, variables: &[(&str, &str)]| {
        shell.with(&[&[command, "--file", file], more].concat(), variables, "").ok()
    };
    (run(&here, "a.yaml", &HERE), run(&there, "deep/down/b.yaml", &THERE))
}

#[test]
fn the_same_input_gives_the_same_bytes_in_any_time_zone_locale_and_folder() {
    let today = ["--today", "2026-11-22"];
    let mut cases: Vec<(&str, Vec<&str>)> = Vec::new();
    for format in ["html", "markdown", "json", "csv", "text"] {
        cases.push(("report", [&["--format", format][..], &today].concat()));
    }
    for template in ["executive", "worklist", "register", "public"] {
        cases.push(("report", [&["--format", "html", "--template", template][..], &today].concat()));
    }
    for format in ["text", "json", "csv"] {
        cases.push(("score", [&["--format", format][..], &today].concat()));
    }
    cases.push(("score", [&["--method", "paris-call", "--method", "weighted-mean"][..], &today].concat()));
    for about in ["PC7", "PC7-IAM-01", "evidenced@PC7"] {
        cases.push(("explain", [&[about][..], &today].concat()));
    }
    cases.push(("report", [&["--lang", "fr"][..], &today].concat()));
    for (command, more) in cases {
        let (one, two) = both(command, &more);
        assert!(!one.is_empty() && one == two, "{command} {more:?}");
    }
}

#[test]
fn what_there_is_reads_the_same_everywhere() {
    let shell = Shell::new();
    for arguments in [
        &["list", "controls"][..],
        &["list", "profiles"],
        &["list", "facts"],
        &["list", "methods"],
        &["show", "PC7-IAM-01"],
        &["show", "PC7"],
        &["show", "--references", "nist-csf-2.0"],
        &["explain", "unknown-choice"],
        &["schema", "assessment"],
    ] {
        let (one, two) =
            (shell.with(arguments, &HERE, "").ok(), Shell::new().with(arguments, &THERE, "").ok());
        assert!(!one.is_empty() && one == two, "{arguments:?}");
    }
}

#[test]
fn a_folder_of_templates_that_replaces_nothing_changes_nothing() {
    let shell = Shell::new();
    shell.file("own/own.html.hbs", "{{title}}\n");
    let example = super::example("sensor-maker");
    for (template, format) in
        [("full", "html"), ("executive", "html"), ("register", "html"), ("full", "markdown")]
    {
        let common = ["report", &example, "--template", template, "--format", format];
        let with = shell.run(&[&common[..], &["--template", "./own"]].concat()).ok();
        assert!(shell.run(&common).ok() == with, "{template} {format}");
    }
}

#[cfg(unix)]
#[test]
fn the_same_bytes_come_from_a_stream_through_a_link_and_from_a_folder_that_nobody_may_write() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let text = std::fs::read_to_string(super::example("sensor-maker")).expect("it is there");
    let shell = Shell::new();
    shell.file("closed/assessment.yaml", &text);
    symlink(shell.path("closed/assessment.yaml"), shell.path("link.yaml")).expect("a link");
    let mode = |mode: u32| {
        let rights = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(shell.path("closed"), rights).expect("it is ours");
    };
    mode(0o555);
    let report = |file: &str, input: &str| {
        let arguments = ["report", file, "--format", "html", "--today", "2026-11-22"];
        shell.with(&arguments, &[], input).ok()
    };
    let plain = report("closed/assessment.yaml", "");
    mode(0o755);
    assert!(plain.len() > 100_000, "{}", plain.len());
    assert!(report("link.yaml", "") == plain, "through a link");
    assert!(report("-", &text) == plain, "from a stream");
}
