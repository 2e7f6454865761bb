//! `gapcheck check` from outside: verdicts and exit codes, policies, baselines through git, outputs.

use crate::repo::{Repo, strict_assessment};
use crate::shell::Shell;

const TWO: (&str, &str) = ("answer: 3    # two", "answer: 2    # two");
const STRICT: [&str; 3] = ["--evidence", "--baseline-ref", "HEAD"];

#[test]
fn the_verdict_is_the_exit_code_and_no_format_changes_it() {
    let repo = Repo::new();
    let run = repo.check(&STRICT);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{}", run.out);
    assert!(run.out.contains("\npass: nothing is missed\npolicy HEAD:policy.yaml, as of 2026-11-22, compared with HEAD:assessment.yaml\n"), "{}", run.out);
    repo.edit("assessment.yaml", TWO.0, TWO.1);
    for format in gapcheck::report::check::FORMATS {
        let failed = [&STRICT[..], &["--format", format.id()]].concat();
        assert_eq!(repo.check(&failed).code, Some(1), "{}", format.id());
        assert_eq!(repo.check(&[&failed[..], &["--exit-zero"]].concat()).code, Some(0), "{}", format.id());
    }
    let soft = "format: gapcheck/policy/1\nrules:\n  evidence-tier: {all: E3, severity: warning}\n";
    repo.shell.file("soft.yaml", soft);
    assert_eq!(repo.check(&["--policy", "soft.yaml"]).code, Some(0));
    assert_eq!(repo.check(&["--policy", "soft.yaml", "--fail-on", "warning"]).code, Some(1));
}

#[test]
fn without_a_policy_the_one_beside_the_assessment_judges_else_the_shipped_one_and_it_is_said() {
    let repo = Repo::new();
    assert_eq!(repo.json(&[]).1["policy"]["name"], "policy.yaml");
    std::fs::remove_file(repo.path("policy.yaml")).expect("it is there");
    let run = repo.check(&[]);
    assert_eq!(run.err, "there is no policy.yaml: the shipped policy recommended judges\n");
    assert!(run.out.contains("policy recommended, as of 2026-11-22\n"), "{}", run.out);
    assert_eq!(run.code, Some(0), "{}", run.out);
    assert_eq!(repo.json(&["--policy", "start"]).1["policy"]["title"], "Start");
}

#[test]
fn what_cannot_be_read_is_no_verdict_and_says_what_to_do() {
    let repo = Repo::new();
    repo.shell.file("bad.yaml", "format: gapcheck/policy/1\nrules:\n  control-level: {controls: {P1-A-03: 3}}\n  minimum-score: {sections: {P3: 3}}\n  not-expird: error\n");
    for (arguments, said) in [
        (&["--policy", "strickt"][..], "did you mean \"strict\"?"),
        (&["--policy", "none.yaml"], "cannot read \"none.yaml\": there is no such file"),
        (&["--baseline", "none.yaml"], "cannot read \"none.yaml\""),
        (&["--policy", "bad.yaml"], "unknown control \"P1-A-03\""),
        (&["--policy", "bad.yaml"], "unknown section \"P3\""),
        (&["--policy", "bad.yaml"], "did you mean \"not-expired\"?"),
        (
            &["--format", "pdf"],
            "formats of this command: text, json, sarif, junit, github, gitlab, tap, markdown",
        ),
        (&["--method", "none"], "unknown scoring method \"none\""),
        (&["--baseline", "a.yaml", "--baseline-ref", "HEAD"], "cannot be used with"),
        (&["-o", "sarif:policy.yaml"], "is one of the inputs"),
        (&["--baseline", "checklist/part.yaml", "-o", "sarif:assessment.yaml"], ""),
        (&["-o", "sarif:x", "-o", "json:x"], "two outputs would be written to \"x\""),
    ] {
        let run = repo.check(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.out);
        assert!(run.err.contains(said), "{arguments:?}: {}", run.err);
    }
    assert_eq!(repo.shell.read("assessment.yaml"), strict_assessment());
}

#[test]
fn a_commit_that_cannot_be_read_is_no_verdict_and_no_option_of_git() {
    let repo = Repo::new();
    for (name, said) in [
        ("--output=stolen", "is not the name of a commit"),
        ("-h", "is not the name of a commit"),
        ("", "is not the name of a commit"),
        ("main\n", "is not the name of a commit"),
        ("no-such-branch", "fetch it first"),
        ("HEAD:assessment.yaml", "has no commit"),
        ("main..main", "has no commit"),
        ("^main", "has no commit"),
        ("main --output=stolen", "has no commit"),
    ] {
        let run = repo.check(&[&format!("--baseline-ref={name}")]);
        assert_eq!(run.code, Some(2), "{name:?}: {}", run.out);
        assert!(run.err.contains(said), "{name:?}: {}", run.err);
    }
    assert!(!repo.path("stolen").exists());
    let outside = Shell::new();
    outside.file("assessment.yaml", strict_assessment().replace("./checklist", "paris-call"));
    outside.file("a.yaml", "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\n");
    let path = std::env::var("PATH").unwrap_or_default();
    let ask = ["check", "a.yaml", "--baseline-ref", "main"];
    let ceiling = outside.path("").to_string_lossy().trim_end_matches('/').to_string();
    let alone = [("PATH", path.as_str()), ("GIT_CEILING_DIRECTORIES", ceiling.as_str())];
    assert!(outside.with(&ask, &alone, "").said(2).contains("is in no git repository"));
    assert!(outside.with(&ask, &[("PATH", "/nowhere")], "").said(2).contains("git is not installed"));
    let stream = repo.shell.with(
        &["check", "-", "--baseline-ref", "HEAD"],
        &[("PATH", &path)],
        "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\n",
    );
    assert!(stream.said(2).contains("lies outside of the repository"));
}

#[test]
fn the_baseline_is_read_without_touching_the_work_tree() {
    let repo = Repo::new();
    repo.edit("assessment.yaml", TWO.0, TWO.1);
    let state = || {
        let status = String::from_utf8(repo.git(&["status", "--porcelain"]).stdout).expect("text");
        let index = std::fs::read(repo.path(".git/index")).expect("an index");
        (status, index, repo.git(&["stash", "list"]).stdout, repo.shell.read("assessment.yaml"))
    };
    let before = state();
    // A hook that runs gapcheck has the variables of its own repository set.
    let path = std::env::var("PATH").unwrap_or_default();
    let ask = ["check", "--baseline-ref", "main", "--format", "json"];
    let run = repo.shell.with(&ask, &[("PATH", &path), ("GIT_DIR", "elsewhere")], "");
    assert_eq!(run.code, Some(1), "{}", run.err);
    assert_eq!(state(), before);
    let document: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(crate::repo::rules(&document), ["answer-weakened", "score-drop"]);
    let weakened =
        document["findings"].as_array().expect("a list").iter().find(|f| f["rule"] == "answer-weakened");
    let weakened = weakened.expect("it is found");
    assert_eq!(weakened["location"]["line"], 16);
    assert_eq!((&weakened["required"], &weakened["found"]), (&"3".into(), &"2".into()));
    let before = &weakened["related"][0]["location"];
    assert_eq!((&before["name"], &before["current"]), (&"main:assessment.yaml".into(), &false.into()));
}

#[test]
fn an_assessment_that_was_not_there_has_no_baseline_and_that_is_a_finding() {
    let repo = Repo::new();
    std::fs::rename(repo.path("assessment.yaml"), repo.path("moved.yaml")).expect("it can be moved");
    assert_eq!(repo.rules(&["moved.yaml", "--evidence", "--baseline-ref", "HEAD"]), ["baseline-present"]);
    std::fs::remove_file(repo.path("policy.yaml")).expect("it is there");
    // Also where nobody lists the rule.
    assert_eq!(
        repo.rules(&["moved.yaml", "--policy", "recommended", "--baseline-ref", "HEAD"]),
        ["baseline-present"]
    );
}

#[test]
fn policy_and_waivers_of_the_baseline_judge_unless_the_head_is_asked_for() {
    let repo = Repo::new();
    let waiver = "\nwaivers:\n  - {rule: answer-weakened, reason: r, approved_by: cleo, until: 2026-12-31}\n  - {rule: score-drop, reason: r, approved_by: cleo, until: 2026-12-31}\n";
    let policy = repo.shell.read("policy.yaml") + waiver;
    repo.shell.file(
        "policy.yaml",
        policy.replace("minimum-coverage: {principles: 95}", "minimum-coverage: {principles: 90}"),
    );
    repo.edit("assessment.yaml", TWO.0, TWO.1);
    let found = repo.rules(&STRICT);
    assert_eq!(found, ["answer-weakened", "policy-changed", "score-drop", "waiver-changed"]);
    let (_, document) = repo.json(&STRICT);
    let changed =
        document["findings"].as_array().expect("a list").iter().find(|f| f["rule"] == "policy-changed");
    let changed = changed.expect("it is found");
    assert_eq!(changed["message"], "the policy changes \"rules.minimum-coverage.principles\" from 95 to 90");
    assert_eq!(changed["location"]["path"], "policy.yaml");
    // Asked for the policy under review, the waivers hold; that they are new is said all the same.
    let head = [&STRICT[..], &["--policy-from-head"]].concat();
    assert_eq!(repo.rules(&head), ["policy-changed", "waiver-changed"]);
    let (_, document) = repo.json(&head);
    assert!(
        document["not_detectable"].as_array().expect("a list").iter().any(|b| b["id"] == "policy-from-head")
    );
}

#[test]
fn a_policy_that_is_taken_away_still_judges_and_its_absence_is_a_finding() {
    let repo = Repo::new();
    std::fs::remove_file(repo.path("policy.yaml")).expect("it is there");
    let (code, document) = repo.json(&STRICT);
    assert_eq!(code, Some(1));
    assert_eq!(document["policy"]["name"], "HEAD:policy.yaml");
    assert_eq!(crate::repo::rules(&document), ["policy-changed"]);
    // The other way round: a new policy beside the assessment is judged by the one that held without it.
    let repo = Repo::new();
    repo.git(&["rm", "-q", "--cached", "policy.yaml"]);
    repo.git(&["commit", "-q", "-m", "none"]);
    let (_, document) = repo.json(&STRICT);
    assert_eq!(document["policy"]["name"], "recommended");
    let changed =
        document["findings"].as_array().expect("a list").iter().filter(|f| f["rule"] == "policy-changed");
    assert!(changed.count() > 3, "{document:#}");
}

#[test]
fn a_checklist_beside_the_assessment_is_read_at_the_commit_too() {
    let repo = Repo::new();
    repo.edit("checklist/part.yaml", "weight: 5", "weight: 1");
    let (_, document) = repo.json(&STRICT);
    assert_eq!(crate::repo::rules(&document), ["checklist-changed"]);
    let findings = document["findings"].as_array().expect("a list");
    assert!(findings.iter().any(|f| f["message"] == "P1-B-01 weighed 5 and now weighs 1"), "{document:#}");
    // A control that is dropped takes its answer with it; the earlier answers are still understood.
    let repo = Repo::new();
    let (part, answers) = (repo.shell.read("checklist/part.yaml"), repo.shell.read("assessment.yaml"));
    let kept: Vec<&str> = part.lines().filter(|line| !line.contains("P2-A-02")).collect();
    repo.shell.file("checklist/part.yaml", kept.join("\n") + "\n");
    let (kept, _) = answers.split_once("  P2-A-02:").expect("it is answered");
    repo.shell.file("assessment.yaml", kept);
    let (_, document) = repo.json(&STRICT);
    assert!(crate::repo::rules(&document).contains(&"checklist-changed".to_string()), "{document:#}");
    let findings = document["findings"].as_array().expect("a list");
    assert!(
        findings.iter().any(|f| f["message"] == "the control P2-A-02 is no longer asked"),
        "{document:#}"
    );
}

#[test]
fn paths_are_those_of_the_repository_wherever_the_check_is_run() {
    let repo = Repo::empty();
    repo.fixture("clients/a/");
    repo.commit();
    repo.edit("clients/a/assessment.yaml", TWO.0, TWO.1);
    let from_root = repo.json(&["clients/a/assessment.yaml", "--baseline-ref", "HEAD"]).1;
    let place = |document: &serde_json::Value| {
        let findings = document["findings"].as_array().expect("a list");
        findings
            .iter()
            .map(|f| f["location"]["path"].as_str().unwrap_or_default().to_string())
            .collect::<Vec<_>>()
    };
    assert!(place(&from_root).iter().all(|path| path == "clients/a/assessment.yaml"), "{from_root:#}");
    let absolute = repo.path("clients/a/assessment.yaml").to_string_lossy().into_owned();
    assert_eq!(place(&repo.json(&[&absolute, "--baseline-ref", "HEAD"]).1), place(&from_root));
    let sarif = repo.check(&["clients/a/assessment.yaml", "--baseline-ref", "HEAD", "--format", "sarif"]).out;
    assert!(sarif.contains("\"uri\": \"clients/a/assessment.yaml\""), "{sarif}");
}

#[test]
fn an_earlier_assessment_may_be_a_file_and_lie_anywhere() {
    let repo = Repo::new();
    repo.shell.file("archive/last-year.yaml", strict_assessment());
    repo.edit("assessment.yaml", TWO.0, TWO.1);
    let (code, document) = repo.json(&["--evidence", "--baseline", "archive/last-year.yaml"]);
    assert_eq!(code, Some(1));
    assert_eq!(document["baseline"], "archive/last-year.yaml");
    assert_eq!(crate::repo::rules(&document), ["answer-weakened", "score-drop"]);
    // Nobody gave the policy of that time, and that is named.
    assert!(
        document["not_detectable"].as_array().expect("a list").iter().any(|b| b["id"] == "no-earlier-policy")
    );
}

#[test]
fn several_outputs_stand_beside_the_verdict_on_the_terminal() {
    let repo = Repo::new();
    let run = repo.check(&[
        "--exit-zero",
        "-o",
        "a.sarif",
        "-o",
        "a.xml",
        "-o",
        "gitlab:quality.json",
        "-o",
        "a.json",
        "-o",
        "md:sum",
    ]);
    assert_eq!(run.code, Some(0));
    assert!(run.out.contains("fail: 1 error\n"), "{}", run.out);
    assert!(repo.shell.read("a.sarif").contains("\"version\": \"2.1.0\""));
    assert!(repo.shell.read("a.xml").starts_with("<?xml"));
    assert!(repo.shell.read("quality.json").starts_with("[\n"));
    assert!(repo.shell.read("a.json").contains("gapcheck/check/1"));
    assert!(repo.shell.read("sum").starts_with("## gapcheck: fail\n"));
    // Where standard output is one of them, it is not given twice.
    let run = repo.check(&["-o", "tap:-", "-o", "a.txt"]);
    assert!(run.out.starts_with("TAP version 14\n"), "{}", run.out);
    let run = repo.check(&["--format", "github", "-o", "a.txt"]);
    assert!(run.out.starts_with("::error file=assessment.yaml,line=2,"), "{}", run.out);
    assert!(repo.shell.read("a.txt").contains("error[baseline-present]"));
}

#[test]
fn a_closed_pipe_loses_no_file_and_no_verdict() {
    let repo = Repo::new();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("gapcheck"))
        .current_dir(repo.path(""))
        .args(["check", "-o", "a.sarif", "--policy", "strict", "--today", "2026-11-22"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(1));
    assert!(repo.shell.read("a.sarif").ends_with("}\n"));
}

#[test]
fn the_evidence_is_opened_when_asked() {
    let repo = Repo::new();
    assert_eq!(repo.rules(&STRICT), Vec::<String>::new());
    repo.shell.file("evidence/two.txt", "exchanged");
    std::fs::remove_file(repo.path("evidence/one.txt")).expect("it is there");
    let (_, document) = repo.json(&STRICT);
    let said: Vec<&str> = document["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|f| f["variant"].as_str().expect("text"))
        .collect();
    assert_eq!(said, ["missing", "other-digest"]);
    // Nobody looked: nothing is found, and that nobody looked is named.
    let (code, document) = repo.json(&["--baseline-ref", "HEAD"]);
    assert_eq!(code, Some(0));
    assert!(
        document["not_detectable"]
            .as_array()
            .expect("a list")
            .iter()
            .any(|b| b["id"] == "evidence-not-opened")
    );
    assert!(document["skipped"].as_array().expect("a list").iter().any(|s| s["rule"] == "evidence-files"));
}

#[test]
fn a_policy_may_pin_the_method_and_then_it_judges_without_being_named() {
    let repo = Repo::new();
    let pin = |method: &str| {
        let rules = "rules: {profile-complete: error}";
        let pins = format!("format: gapcheck/policy/1\nmethod: {method}\nchecklist: demo@1.0.0\n{rules}\n");
        repo.shell.file("policy.yaml", pins);
    };
    let methods = |arguments: &[&str]| repo.json(arguments).1["provenance"]["methods"].clone();
    pin("weighted-mean");
    assert_eq!(methods(&[]), serde_json::json!(["weighted-mean"]));
    assert_eq!(repo.rules(&[]), Vec::<String>::new());
    // Whoever names another one on the command line is told.
    assert_eq!(methods(&["--method", "paris-call"]), serde_json::json!(["paris-call"]));
    assert_eq!(repo.rules(&["--method", "paris-call"]), ["method-pinned"]);
    pin("no-such-method");
    assert_eq!(repo.rules(&[]), ["method-pinned"]);
    // A policy that needs what the method does not have is no verdict.
    assert_eq!(repo.check(&["--policy", "strict", "--method", "weighted-mean"]).code, Some(2));
}

#[test]
fn what_no_tool_can_see_is_printed_with_what_covers_it() {
    let repo = Repo::new();
    let out = repo.check(&STRICT).out;
    let (_, blind) = out.split_once("Not detectable here\n").expect("the section is there");
    for pair in [
        "  an answer that is not true (5 places)\n    covered by: review of every change by the code owners",
        "  a reviewer or approver who never looked (5 places)\n    covered by: review by code owners, who ask the person named",
        "  a date that is not the day on which it happened (10 places)\n    covered by: review by code owners",
        "  a pipeline that does not run this check, or runs it with other options\n    covered by: a required check",
    ] {
        assert!(blind.contains(pair), "{blind}");
    }
    let markdown = repo.check(&[&STRICT[..], &["--format", "markdown"]].concat()).out;
    assert!(markdown.contains("### Not detectable here"));
    let sarif = repo.check(&[&STRICT[..], &["--format", "sarif"]].concat()).out;
    assert!(sarif.contains("not-detectable/invented-reviewer"));
}

#[cfg(unix)]
#[test]
fn a_link_in_the_commit_is_not_followed() {
    let repo = Repo::new();
    std::fs::rename(repo.path("assessment.yaml"), repo.path("real.yaml")).expect("it can be moved");
    std::os::unix::fs::symlink("real.yaml", repo.path("assessment.yaml")).expect("a link");
    repo.commit();
    std::fs::remove_file(repo.path("assessment.yaml")).expect("it is there");
    std::fs::copy(repo.path("real.yaml"), repo.path("assessment.yaml")).expect("a copy");
    assert!(repo.check(&["--baseline-ref", "HEAD"]).said(2).contains("is no plain file in that commit"));
}

#[test]
fn the_same_answers_in_another_order_and_form_have_the_same_fingerprints() {
    let repo = Repo::new();
    repo.edit("assessment.yaml", TWO.0, TWO.1);
    let prints = || {
        let (_, document) = repo.json(&["--policy", "strict", "--evidence", "--baseline-ref", "HEAD"]);
        let findings = document["findings"].as_array().expect("a list").iter();
        let mut all: Vec<String> =
            findings.map(|f| f["fingerprint"].as_str().expect("text").to_string()).collect();
        all.sort();
        all
    };
    let before = prints();
    assert!(before.len() >= 2);
    let text = repo.shell.read("assessment.yaml");
    let (head, answers) = text.split_once("answers:\n").expect("answers");
    let mut entries: Vec<String> = answers.split("  P").skip(1).map(|e| format!("  P{e}")).collect();
    entries.reverse();
    repo.shell.file(
        "assessment.yaml",
        format!("# moved\n\n{head}answers:\n{}", entries.join("\n\n").replace("    ", "      ")),
    );
    assert_eq!(prints(), before);
}
