//! The command line from outside: every documented example, exit codes, files, streams, languages.

#[path = "cli/adds.rs"]
mod adds;
#[path = "cli/bare.rs"]
mod bare;
#[path = "cli/blocks.rs"]
mod blocks;
#[path = "shell/folder.rs"]
mod folder;
#[path = "cli/lint.rs"]
mod lint;
#[path = "cli/same.rs"]
mod same;
#[path = "cli/search.rs"]
mod search;
mod shell;
#[path = "cli/usage.rs"]
mod usage;
#[path = "cli/words.rs"]
mod words;

use shell::{Shell, TODAY, repository};

pub(crate) fn example(name: &str) -> String {
    repository(&format!("examples/{name}/assessment.yaml"))
}

/// Every console block of the documentation is run and its output compared;
/// `TRYCMD=overwrite cargo test --test cli` renews them.
#[test]
fn every_example_of_the_documentation_does_what_it_says() {
    trycmd::TestCases::new()
        .env("SOURCE_DATE_EPOCH", TODAY)
        .env("NO_COLOR", "1")
        .env("CLICOLOR_FORCE", "0")
        .env("COLUMNS", "100")
        .case("README.md")
        .case("docs/*.md")
        .case("tests/cmd/*.md");
}

#[test]
fn every_command_has_a_help_with_examples_that_name_it() {
    let shell = Shell::new();
    for entry in gapcheck::cli::COMMANDS {
        let help = shell.run(&[entry.name, "--help"]).ok();
        let (_, examples) = help.split_once("Examples:\n").unwrap_or_else(|| panic!("{help}"));
        let named = format!("gapcheck {}", entry.name);
        assert!(examples.lines().all(|line| line.contains(&named)), "{examples}");
        assert!(help.contains("--lang") && help.contains("-h, --help"), "{help}");
    }
}

#[test]
fn bad_usage_bad_input_and_missing_files_are_no_verdict() {
    let shell = Shell::new();
    shell.file("broken.yaml", "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\nansers: {}\n");
    for arguments in [
        &["nonsense"][..],
        &["score", "--nonsense"],
        &["score", "missing.yaml"],
        &["score", "broken.yaml"],
        &["report", "broken.yaml"],
        &["explain", "PC7-IAM-01", "-f", "broken.yaml"],
        &["explain", "no-such-thing"],
        &["show", "no-such-thing"],
        &["list", "controls", "--checklist", "no-such-checklist"],
        &["lint", "missing.yaml"],
        &["init", "--set", "size=gigantic"],
        &["score", "--today", "2026-02-30"],
    ] {
        assert!(!shell.run(arguments).said(2).is_empty(), "{arguments:?}");
    }
}

#[test]
fn score_takes_every_number_apart_when_it_is_asked_to() {
    let shell = Shell::new();
    let bakery = example("bakery-chain");
    let methods = ["--method", "weighted-mean", "--method", "maturity-level"];
    let plain = shell.run(&[&["score", &bakery][..], &methods].concat()).ok();
    let explained = shell.run(&[&["score", &bakery, "--explain"][..], &methods].concat()).ok();
    assert!(explained.len() > 10 * plain.len());
    // The mean of principle 6: (5 × 1/2 + 4 × 1/4 + 4 × 1/2 + 2 × 1/2) ÷ 15 = 13/30.
    let principle = explained.split("\n\n").skip_while(|part| !part.contains("of 6 Lifecycle security"));
    let terms = principle.take(3).collect::<Vec<_>>().join("\n");
    for line in ["Digital purchases are made on security criteria", "1/6", "13/30", "multiplied: 100 → 130/3"]
    {
        assert!(terms.contains(line), "{line}: {terms}");
    }
    let json = shell.run(&[&["score", &bakery, "--format", "json"][..], &methods].concat()).ok();
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let ids: Vec<_> = json["methods"].as_array().expect("a list").iter().map(|m| &m["method"]).collect();
    assert_eq!(ids, ["weighted-mean", "maturity-level"]);
}

#[test]
fn lint_fails_on_errors_and_passes_on_warnings() {
    let shell = Shell::new();
    let head = "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\n";
    shell.file("error.yaml", format!("{head}answers: {{PC7-IAM-1: 3}}\n"));
    shell.file("warning.yaml", format!("{head}answers: {{PC7-IAM-01: 3}}\n"));
    let said = shell.run(&["lint", "error.yaml", "--message-format", "short"]).said(1);
    assert!(said.starts_with("error.yaml:1:1: warning[fact-not-stated]"), "{said}");
    assert!(
        said.contains("error.yaml:3:11: error[unknown-control]: unknown control \"PC7-IAM-1\""),
        "{said}"
    );
    assert!(said.ends_with("1 error, 1 warning\n"), "{said}");
    assert!(shell.run(&["lint", "warning.yaml"]).said(0).ends_with("2 warnings\n"));
    assert_eq!(shell.run(&["lint", &example("bakery-chain")]).said(0), "no problems\n");
}

#[test]
fn whatever_the_score_only_a_verdict_can_fail() {
    let shell = Shell::new();
    shell.run(&["init", "--profile", "sme-it-user"]).said(0);
    for command in ["score", "report"] {
        assert_eq!(shell.run(&[command]).code, Some(0), "{command}");
    }
}

#[test]
fn a_new_assessment_reads_back_and_is_never_written_over() {
    let shell = Shell::new();
    let said = shell.run(&["init", "--profile", "sme-it-user", "--name", "no"]).said(0);
    assert!(said.starts_with("wrote assessment.yaml with 6"), "{said}");
    assert_eq!(folder::names(&shell, "."), ["assessment.schema.json", "assessment.yaml"]);
    let text = shell.read("assessment.yaml");
    assert!(text.starts_with("# yaml-language-server: $schema=assessment.schema.json\nformat: "), "{text}");
    assert!(text.contains("\n  name: \"no\"\n"), "a YAML 1.1 reader would take a bare no for false");
    assert_eq!(shell.run(&["lint"]).said(0), "no problems\n");
    let there = shell.run(&["init", "--profile", "state"]).said(2);
    assert!(there.contains("it is there already") && there.contains("`gapcheck init other.yaml`"), "{there}");
    assert!(!there.contains("-o"), "{there}");
    assert_eq!(shell.read("assessment.yaml"), text);
}

#[test]
fn facts_that_are_not_stated_stay_open_and_are_said() {
    let shell = Shell::new();
    let said = shell.run(&["init", "--set", "group=private", "--set", "makes_products=yes"]).said(0);
    assert!(said.contains("facts are not stated"), "{said}");
    let text = shell.read("assessment.yaml");
    assert!(text.contains("\n  group: private\n") && text.contains("\n  makes_products: true\n"));
    assert!(text.contains("\n  # size: micro | small | medium | large\n"));
    assert!(shell.run(&["lint"]).said(0).contains("warning[fact-not-stated]"));
}

#[test]
fn one_run_writes_several_formats_and_a_prefix_decides() {
    let shell = Shell::new();
    let bakery = example("bakery-chain");
    shell.run(&["report", &bakery, "-o", "a.html", "-o", "b.md", "-o", "json:c.txt", "-o", "text:d"]).ok();
    assert!(shell.read("a.html").starts_with("<!doctype html>"));
    assert!(shell.read("b.md").starts_with("# "));
    assert!(shell.read("c.txt").starts_with("{\n  \"format\": \"gapcheck/report/1\""));
    assert!(shell.read("d").starts_with("Crumb & Lantern Bakeries"));
    assert_eq!(folder::names(&shell, "."), ["a.html", "b.md", "c.txt", "d"], "nothing half written is left");
}

#[test]
fn several_assessments_go_to_a_folder_one_report_each() {
    let shell = Shell::new();
    let (bakery, harbour) = (example("bakery-chain"), example("harbour-authority"));
    shell.run(&["report", &bakery, &harbour, "-o", "out/", "-o", "md:out/"]).ok();
    let reports = ["bakery-chain.html", "bakery-chain.md", "harbour-authority.html", "harbour-authority.md"];
    let names = [&reports[..], &["index.html", "index.md"]].concat();
    assert_eq!(folder::names(&shell, "out"), names);
    assert!(shell.run(&["report", &bakery, &harbour, "-o", "one.html"]).said(2).contains("folder"));
}

#[test]
fn an_output_that_is_an_input_is_refused_and_the_input_stays() {
    let shell = Shell::new();
    shell.run(&["init", "--profile", "sme-it-user"]).said(0);
    let text = shell.read("assessment.yaml");
    for output in ["assessment.yaml", "./assessment.yaml", "html:assessment.yaml"] {
        let run = shell.run(&["report", "--format", "html", "-o", output]);
        assert!(run.said(2).contains("is one of the inputs"), "{output}");
    }
    assert_eq!(shell.read("assessment.yaml"), text);
}

#[test]
fn standard_input_is_an_assessment() {
    let shell = Shell::new();
    let text = std::fs::read_to_string(example("bakery-chain")).expect("it is there");
    let from_stream = shell.with(&["score", "-"], &[], &text).ok();
    assert_eq!(from_stream, shell.run(&["score", &example("bakery-chain")]).ok());
}

#[test]
fn the_reference_date_comes_from_the_option_then_the_environment() {
    let shell = Shell::new();
    let bakery = example("bakery-chain");
    let as_of = |run: shell::Run| run.out.lines().nth(1).unwrap_or_default().to_string();
    assert!(as_of(shell.run(&["score", &bakery])).contains("22 November 2026"));
    let later = shell.run(&["score", &bakery, "--today", "2026-12-24"]);
    assert!(as_of(later).contains("24 December 2026"));
    let broken = shell.with(&["score", &bakery], &[("SOURCE_DATE_EPOCH", "soon")], "");
    assert!(broken.said(2).contains("SOURCE_DATE_EPOCH"));
}

#[test]
fn a_control_id_is_never_taken_for_a_file() {
    let shell = Shell::new();
    shell.file("PC7-IAM-01", "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\n");
    assert!(shell.run(&["score", "PC7-IAM-01"]).said(2).contains("looks like a control id"));
    assert_eq!(shell.run(&["score", "./PC7-IAM-01"]).code, Some(0));
}

#[test]
fn colours_are_for_terminals_unless_asked_for() {
    let shell = Shell::new();
    let bakery = example("bakery-chain");
    assert!(!shell.run(&["score", &bakery]).ok().contains('\u{1b}'));
    assert!(shell.run(&["score", &bakery, "--color", "always"]).ok().contains('\u{1b}'));
    let never = shell.with(&["score", &bakery, "--color", "auto"], &[("NO_COLOR", "1")], "");
    assert!(!never.ok().contains('\u{1b}'));
    shell.run(&["score", &bakery, "--color", "always", "-o", "score.txt"]).ok();
    assert!(!shell.read("score.txt").contains('\u{1b}'));
}

#[test]
fn what_an_answer_says_cannot_drive_the_terminal() {
    let shell = Shell::new();
    shell.file(
        "a.yaml",
        "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\norganisation: {name: \"x\\e[2J\\u202e\"}\n\
         answers: {PC7-IAM-01: {answer: 3, note: \"a\\u009b31m\\e]0;title\\a\"}}\n",
    );
    for arguments in [
        &["score", "a.yaml"][..],
        &["explain", "PC7-IAM-01", "-f", "a.yaml"],
        &["report", "a.yaml", "--format", "text"],
    ] {
        let out = shell.run(arguments).out;
        assert!(
            out.contains('x') && !out.contains(['\u{1b}', '\u{9b}', '\u{7}', '\u{202e}']),
            "{arguments:?}"
        );
    }
}

#[test]
fn every_language_speaks_everywhere() {
    let shell = Shell::new();
    let bakery = example("bakery-chain");
    for language in gapcheck::text::Catalogue::languages() {
        for arguments in [
            &["score", &bakery][..],
            &["report", &bakery, "--format", "text"],
            &["explain", "PC7", "evidenced", "-f", &bakery],
            &["explain", "PC7-IAM-01", "-f", &bakery],
            &["explain", "unknown-choice"],
            &["list", "controls"],
            &["list", "codes"],
            &["list", "formats"],
            &["list", "templates"],
            &["list", "rules"],
            &["list", "policies"],
            &["explain", "minimum-score"],
            &["check", &bakery, "--exit-zero", "--format", "markdown"],
            &["badge", &bakery],
            &["list", "profiles"],
            &["show"],
            &["show", "--references", "nist-csf-2.0"],
            &["init", "-", "--profile", "state"],
        ] {
            let run = shell.run(&[arguments, &["--lang", language]].concat());
            assert!(!run.out.contains('⟨'), "{language} {arguments:?}: a text is missing\n{}", run.out);
            assert_eq!(run.code, Some(0));
        }
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("gapcheck"))
        .args(["show"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let ended = child.wait_with_output().expect("it ends");
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn a_checklist_of_ones_own_lies_beside_the_assessment_and_not_outside() {
    let shell = Shell::new();
    let checklist = "format: gapcheck/checklist/1\nid: own\nversion: 1.0.0\ntitle: Own\nscales:\n  yes_no:\n    choices: [{id: \"no\", label: \"No\", value: 0}, {id: \"yes\", label: \"Yes\", value: 1}]\nmethods:\n  mean:\n    title: Mean\n    measures:\n      score: {at: root, items: leaves, fn: mean}\nsections:\n  - id: A\n    kind: area\n    title: First\n    controls:\n      - {id: A-1, title: One, ask: Is it so?, scale: yes_no}\n";
    shell.file("client/own/checklist.yaml", checklist);
    shell.file("client/a.yaml", "format: gapcheck/assessment/1\nchecklist: ./own\nanswers: {A-1: \"yes\"}\n");
    shell.file("client/b.yaml", "format: gapcheck/assessment/1\nchecklist: ../outside\nanswers: {}\n");
    shell.file("outside/checklist.yaml", checklist);
    let out = shell.run(&["score", "client/a.yaml"]);
    assert_eq!(out.code, Some(0), "{}", out.err);
    assert!(out.out.contains("Mean"), "{}", out.out);
    assert!(shell.run(&["score", "client/b.yaml"]).said(2).contains("path-outside"));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../outside", shell.path("client/link")).expect("a link");
        shell.file("client/c.yaml", "format: gapcheck/assessment/1\nchecklist: ./link\nanswers: {}\n");
        assert!(shell.run(&["score", "client/c.yaml"]).said(2).contains("outside of the folder"));
    }
}

#[test]
fn an_output_in_a_folder_that_is_not_there_names_the_folder_and_makes_none() {
    let shell = Shell::new();
    let said = shell.run(&["score", &example("bakery-chain"), "-o", "out/new/score.json"]).said(2);
    assert!(said.contains("the folder \"out/new\" is not there"), "{said}");
    assert!(said.contains("mkdir -p \"out/new\""), "{said}");
    assert!(!shell.path("out").exists());
}
