//! What an assessment, a policy, a checklist or a file's name says stays text in every format: it forges no
//! annotation, no line of a log and no markup.

use serde_json::Value;

use crate::repo::{Repo, sha256};

/// Orders to runners and readers, in every dialect.
const HOSTILE: &str = "x\n::error file=forged.yaml::forged\r\n##[error]forged ##vso[task.complete]forged \
                       ##teamcity[forged] %0A]]></failure></testsuite><script>forged()</script>\u{1b}[31m\
                       \u{9b}31m\u{202e}forged\u{2028} | `c` *b* [l](javascript:forged) @forged #1 # SKIP forged \
                       \\ <!-- {0} &amp; $x$";

/// A text as YAML and JSON write it, with an escape for everything that is not a letter of ASCII.
fn quoted(text: &str) -> String {
    let escaped = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        ' '..='~' => c.to_string(),
        c => format!("\\u{:04x}", u32::from(c)),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// A repository in which everything that can be quoted is hostile, with findings that quote it.
fn repo() -> Repo {
    let repo = Repo::new();
    let path = quoted(&HOSTILE.replace('/', "|").replace(['\n', '\r'], " "));
    let quoted = quoted(HOSTILE);
    repo.edit("assessment.yaml", "scope: everything", &format!("scope: {quoted}"));
    repo.edit("assessment.yaml", "sign_off: {by: Ada", &format!("sign_off: {{by: {quoted}"));
    repo.edit("checklist/part.yaml", "title: First principle", &format!("title: {quoted}"));
    // Evidence under a hostile name is lost, and a plan with a hostile text is dropped.
    let item = format!("file: evidence/one.txt, sha256: {}", sha256("one"));
    repo.edit("assessment.yaml", &item, &format!("file: {path}"));
    let two = "answer: 3    # two\n    note: done\n    owner: ada";
    let owner = format!(
        "answer: 2    # two\n    note: {quoted}\n    owner: {quoted}\n    plan: {{do: {quoted}, owner: {quoted}, approved_by: {quoted}, due: 2026-12-01}}"
    );
    repo.edit("assessment.yaml", two, &owner);
    let waiver = format!(
        "\nwaivers:\n  - {{section: P1, rule: plan-overdue, reason: {quoted}, approved_by: {quoted}, until: 2026-12-31, reference: {quoted}}}\n"
    );
    let policy = repo.shell.read("policy.yaml") + &waiver;
    repo.shell.file("policy.yaml", policy.replace("title: Strict", &format!("title: {quoted}")));
    repo
}

/// The output in a format, and the number of findings.
fn output(repo: &Repo, format: &str) -> String {
    let run = repo.check(&["--evidence", "--baseline-ref", "HEAD", "--policy-from-head", "--format", format]);
    assert_eq!(run.code, Some(1), "{}", run.err);
    orders(&run.err);
    assert!(run.out.contains("forged"), "{format} quotes it\n{}", run.out);
    run.out
}

/// No runner of a pipeline finds an order in a text, and no terminal a sequence.
fn orders(text: &str) {
    for line in text.lines() {
        let start = line.trim_start();
        assert!(!start.starts_with("::error file=forged"), "{line}");
        assert!(!["##[", "##vso[", "##teamcity["].iter().any(|order| line.contains(order)), "{line}");
        assert!(!line.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\u{2028}', '\r']), "{line:?}");
    }
}

#[test]
fn the_text_forges_no_line() {
    let text = output(&repo(), "text");
    orders(&text);
    // Every line begins with words of the program, a gutter or a name.
    for line in text.lines().filter(|line| line.starts_with(|c: char| !c.is_whitespace())) {
        let known = ["error[", "warning[", "note[", "Not ", "fail: ", "policy ", "gapcheck "];
        assert!(
            known.iter().any(|k| line.starts_with(k)) || line.starts_with(|c: char| c.is_ascii_digit()),
            "{line}"
        );
    }
}

#[test]
fn every_line_for_github_is_one_annotation_that_the_program_makes() {
    let repo = repo();
    let text = output(&repo, "github");
    let (_, document) = repo.json(&["--evidence", "--baseline-ref", "HEAD", "--policy-from-head"]);
    let open =
        document["findings"].as_array().expect("a list").iter().filter(|f| f["waiver"].is_null()).count();
    assert_eq!(text.lines().count(), open);
    orders(&text);
    for line in text.lines() {
        // As the runner reads it: `::name properties::data`.
        let (name, rest) = line.strip_prefix("::").and_then(|l| l.split_once(' ')).expect("a command");
        assert!(["error", "warning", "notice"].contains(&name), "{line}");
        let (properties, _) = rest.split_once("::").expect("data");
        let names: Vec<&str> =
            properties.split(',').filter_map(|p| p.split_once('=')).map(|(name, _)| name).collect();
        assert!(names.iter().all(|n| ["file", "line", "col", "endColumn", "title"].contains(n)), "{line}");
        assert!(!properties.contains("file=forged"), "{line}");
    }
}

#[test]
fn json_sarif_and_gitlab_stay_json_and_give_no_orders_to_a_log() {
    let repo = repo();
    for format in ["json", "sarif", "gitlab"] {
        let text = output(&repo, format);
        orders(&text);
        let value: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{format}: {e}"));
        assert!(value.is_object() || value.is_array());
    }
    let sarif: Value = serde_json::from_str(&output(&repo, "sarif")).expect("JSON");
    for result in sarif["runs"][0]["results"].as_array().expect("a list") {
        let text = result["message"]["text"].as_str().expect("text");
        // A link of SARIF is `[text](target)`, an argument `{0}`.
        assert!(!text.replace("\\[", "").contains('[') && !text.replace("{{", "").contains("{0"), "{text}");
    }
}

#[test]
fn the_junit_file_has_no_tag_that_the_program_does_not_write() {
    let text = output(&repo(), "junit");
    orders(&text);
    for tag in text.split('<').skip(1) {
        let name = tag
            .split(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | '?' | '-'))
            .next()
            .expect("a name");
        let known = ["?xml", "testsuites", "/testsuites", "testsuite", "/testsuite", "testcase", "/testcase"];
        let inner = ["failure", "/failure", "skipped", "system-out", "/system-out"];
        assert!(known.contains(&name) || inner.contains(&name), "<{name}");
    }
    for (tag, n) in [("<testsuite ", 1), ("</testsuite>", 1), ("]]>", 0)] {
        assert_eq!(text.matches(tag).count(), n, "{tag}");
    }
}

#[test]
fn the_tap_stream_has_as_many_points_as_it_plans_and_no_forged_directive() {
    let text = output(&repo(), "tap");
    orders(&text);
    let points: Vec<&str> =
        text.lines().filter(|l| l.starts_with("ok ") || l.starts_with("not ok ")).collect();
    assert!(text.contains(&format!("\n1..{}\n", points.len())), "{text}");
    for line in text.lines().filter(|l| !points.contains(l) && !l.starts_with("  ")) {
        assert!(line.starts_with("TAP version 14") || line.starts_with("1.."), "{line}");
    }
    for point in points {
        let directive = point.replace("\\#", "").split_once('#').map(|(_, d)| d.trim_start().to_string());
        assert!(directive.is_none_or(|d| !d.contains("forged")), "{point}");
    }
}

#[test]
fn the_markdown_has_no_markup_of_others() {
    let text = output(&repo(), "markdown");
    orders(&text);
    assert!(!text.contains(['<', '@']), "{text}");
    for line in text.lines().filter(|line| line.contains("forged")) {
        assert!(line.starts_with("| ") || line.starts_with("- "), "{line}");
        let bars = line.replace("\\|", "").matches('|').count();
        assert!(line.starts_with("- ") || bars == 5, "{line}");
        assert!(!line.replace("\\[", "").contains('['), "{line}");
        assert!(line.replace("\\`", "").matches('`').count() % 2 == 0, "{line}");
    }
}

#[cfg(unix)]
#[test]
fn the_name_of_a_file_forges_nothing_either() {
    let repo = Repo::new();
    let name = "a\n::error file=forged.yaml::forged ##[error]\u{1b}[31m,x:y%0A.yaml";
    std::fs::rename(repo.path("assessment.yaml"), repo.path(name)).expect("any name will do");
    std::fs::rename(repo.path("policy.yaml"), repo.path("p\n::warning::forged##[x].yaml"))
        .expect("any name will do");
    repo.commit();
    repo.edit(name, "answer: 3    # two", "answer: 2    # two");
    for format in gapcheck::report::check::FORMATS {
        let policy = "./p\n::warning::forged##[x].yaml";
        let run = repo.check(&[
            name,
            "--policy",
            policy,
            "--evidence",
            "--baseline-ref",
            "HEAD",
            "--format",
            format.id(),
        ]);
        assert_eq!(run.code, Some(1), "{}", run.err);
        for line in run.out.lines().chain(run.err.lines()) {
            let ours = format.id() == "github" && line.contains(",title=");
            assert!(ours || !line.trim_start().starts_with("::"), "{line}");
            assert!(!line.contains("##[") && !line.contains('\u{1b}'), "{}: {line}", format.id());
        }
    }
    // A message about the file on standard error does not begin a line with its name.
    repo.shell.file(name, "format: gapcheck/assessment/1\nchecklist: ./checklist\nansers: 1\n");
    for messages in ["full", "short"] {
        let run = repo.check(&[name, "--message-format", messages]);
        assert_eq!(run.code, Some(2));
        assert!(
            run.err.lines().all(|line| !line.trim_start().starts_with("::") && !line.contains("##[")),
            "{}",
            run.err
        );
    }
}
