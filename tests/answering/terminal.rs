//! Answering in the terminal.

use crate::talk::Talk;
use crate::{answer, assessments, small_company};

#[test]
fn ten_controls_with_a_kill_in_the_middle_end_with_exactly_those_answers() {
    let shell = small_company();
    let before = shell.read("assessment.yaml");
    let mut talk = Talk::begin(&shell, &["answer", "--me", "j.doe"]);
    for n in 0..6 {
        talk.say(&format!("{} reason {n}", n % 5));
    }
    talk.hears("answered\n", 6);
    talk.hears(">", 7);
    let said = talk.kill();
    let first = ids(&said);
    assert_eq!(first.len(), 6, "{said}");
    let mut talk = Talk::begin(&shell, &["answer", "--me", "j.doe"]);
    for n in 6..10 {
        talk.say(&format!("{} reason {n}", n % 5));
    }
    talk.hears("answered\n", 4);
    talk.say("q");
    let (status, said) = talk.ends();
    assert!(status.success() && said.ends_with("10 of 66 answered in assessment.yaml.\n"), "{said}");
    let all: Vec<String> = first.into_iter().chain(ids(&said)).collect();
    assert_eq!(all.len(), 10);
    let text = shell.read("assessment.yaml");
    for (n, id) in all.iter().enumerate() {
        let answer = answer(&text, id);
        assert!(answer.contains(&format!("answer: {}\n", n % 5)), "{answer}");
        assert!(
            answer.contains(&format!("note: reason {n}\n")) && answer.contains("owner: j.doe"),
            "{answer}"
        );
    }
    let lines = |text: &str| text.lines().filter(|line| !line.trim_start().starts_with('#')).count();
    assert_eq!(lines(&text), lines(&before), "every answer fills the lines that were there for it");
    assert_eq!(text.matches("    answer:\n").count(), 56, "no other control was answered");
}

/// The controls that were saved, in order.
fn ids(said: &str) -> Vec<String> {
    let saved = said.lines().filter(|line| line.ends_with(" answered") && line.contains(" → "));
    saved
        .filter_map(|line| {
            Some(line.rsplit_once('>').map_or(line, |(_, rest)| rest.trim()).split_once(':')?.0.to_string())
        })
        .collect()
}

#[test]
fn a_session_works_on_every_way_to_write_an_assessment() {
    for (name, text) in assessments() {
        let shell = crate::Shell::new();
        shell.file("assessment.yaml", &text);
        let lines = "3 told on the pipe\nq\n";
        let run = shell.with(&["answer", "PC7-IAM-02"], &[], lines);
        assert_eq!(run.code, Some(0), "{name}: {}", run.err);
        let said = answer(&shell.read("assessment.yaml"), "PC7-IAM-02");
        assert!(said.contains('3') && said.contains("told on the pipe"), "{name}: {said}");
    }
}

#[test]
fn everything_about_an_answer_can_be_said_in_a_session() {
    let shell = small_company();
    shell.file("evidence/a.csv", "x");
    let lines = [
        "o j.doe",
        "n because",
        "e evidence/a.csv",
        "tool_exprt",
        "tool_export",
        "yesterday",
        "2026-11-01",
        "a.roe",
        "tool",
        "d 2027-01-31 do more",
        "c 45/50",
        "2",
        "PC1-GOV-01",
        "x",
        "we have none",
        "a.roe",
        "",
        "q",
    ];
    let run = shell.with(&["answer", "PC7-AWR-01"], &[], &lines.join("\n"));
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.contains("did you mean \"tool_export\"?"), "{}", run.out);
    assert!(run.out.contains("\"yesterday\" is not a date"), "{}", run.out);
    let text = shell.read("assessment.yaml");
    let said: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
    let answer = &said["answers"]["PC7-AWR-01"];
    assert_eq!(answer["answer"].as_u64(), Some(2), "{text}");
    assert_eq!((answer["note"].as_str(), answer["owner"].as_str()), (Some("because"), Some("j.doe")));
    assert_eq!(answer["evidence"][0]["verified"].as_str(), Some("tool"));
    assert_eq!(answer["plan"]["due"].as_str(), Some("2027-01-31"));
    assert_eq!(answer["share"]["have"].as_u64(), Some(45));
    let set_aside = &said["answers"]["PC1-GOV-01"];
    assert_eq!(set_aside["answer"].as_str(), Some("not_applicable"));
    assert_eq!(set_aside["reason"].as_str(), Some("we have none"));
    assert_eq!(shell.run(&["lint"]).said(0), "no problems\n");
}

#[test]
fn what_is_no_answer_is_said_and_saves_nothing() {
    let shell = small_company();
    let text = shell.read("assessment.yaml");
    for (line, expected) in [
        ("7", "neither an answer (0 1 2 3 4) nor a key"),
        ("\u{1b}[A", "signs that are no text"),
        ("4 1/50", "level 4 needs a share of"),
        ("x", "is a knock-out and cannot be marked not applicable"),
        ("e nowhere.csv", "there is no file \"nowhere.csv\""),
        ("g PC7-IAM-1", "the nearest is PC7-IAM-01"),
        ("f nonsense", "\"nonsense\" is no filter"),
        ("?", "the question before"),
    ] {
        let run = shell.with(&["answer", "PC7-IAM-01"], &[], &format!("{line}\n"));
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert!(run.out.contains(expected), "{line:?}: {}", run.out);
        assert!(!run.out.contains('\u{1b}'), "no terminal, no colour, and no key is echoed");
        assert_eq!(shell.read("assessment.yaml"), text, "{line:?}");
    }
    let run = shell.with(&["answer"], &[], "");
    assert!(
        run.code == Some(0) && run.out.ends_with("0 of 66 answered in assessment.yaml.\n"),
        "{}",
        run.out
    );
}

#[test]
fn somebody_elses_answer_is_shown_before_it_is_replaced() {
    for (reply, expected) in [("", "answer: 1\n"), ("y", "answer: 3\n")] {
        let shell = small_company();
        let mut talk = Talk::begin(&shell, &["answer", "PC7-IAM-01"]);
        talk.hears("PC7-IAM-01>", 1);
        shell.run(&["answer", "PC7-IAM-01", "1", "--note", "mine"]).ok();
        shell.run(&["answer", "PC7-IAM-02", "2"]).ok();
        talk.say("3");
        talk.hears("Replace it by yours?", 1);
        assert!(talk.said().contains("Note            mine"), "{}", talk.said());
        talk.say(reply);
        talk.say("q");
        assert!(talk.ends().0.success());
        let text = shell.read("assessment.yaml");
        assert!(answer(&text, "PC7-IAM-01").contains(expected), "{reply:?}: {text}");
        assert!(answer(&text, "PC7-IAM-01").contains("note: mine"), "{reply:?}");
        assert!(answer(&text, "PC7-IAM-02").contains("answer: 2\n"), "{reply:?}");
    }
}

#[test]
fn a_file_that_is_half_edited_elsewhere_is_waited_for() {
    let shell = small_company();
    let text = shell.read("assessment.yaml");
    let mut talk = Talk::begin(&shell, &["answer"]);
    talk.hears("PC1-GOV-01>", 1);
    shell.file("assessment.yaml", text.replacen("answers:\n", "answers: {\n", 1));
    talk.say("");
    talk.hears("cannot be read as it stands", 1);
    shell.file("assessment.yaml", &text);
    talk.say("");
    talk.hears("PC1-GOV-02>", 1);
    talk.say("2");
    talk.hears("PC1-GOV-02: – → 2", 1);
    assert!(talk.ends().0.success());
}

#[test]
fn filters_choose_what_is_asked_and_the_list_ends() {
    let shell = small_company();
    shell.run(&["answer", "PC7-IAM-02", "unknown", "--owner", "J.Doe"]).ok();
    let mine = shell.with(&["answer", "--only", "mine", "--me", "j.doe"], &[], "\n\n");
    assert!(mine.out.contains("mine: 1") && mine.out.contains("PC7-IAM-02>"), "{}", mine.out);
    assert!(mine.out.contains("The end of the list (mine): 1 question is left."), "{}", mine.out);
    let knock_outs = shell.with(&["answer", "--only", "knock-outs", "--only", "PC7"], &[], "f 1\nf all\n");
    assert!(knock_outs.out.contains("knock-outs PC7: 2"), "{}", knock_outs.out);
    assert!(knock_outs.out.contains("PC1: 16") && knock_outs.out.contains("all: 66"), "{}", knock_outs.out);
    let unknown = shell.with(&["answer", "--only", "unknown"], &[], "2\n\n");
    assert!(unknown.out.contains("The end of the list (unknown): 0 questions are left."), "{}", unknown.out);
    assert!(shell.run(&["answer", "--only", "minne"]).said(2).contains("did you mean \"mine\"?"));
    let found = shell.with(&["answer"], &[], "/phish\n1\n");
    assert!(found.out.contains("questions have \"phish\" in them"), "{}", found.out);
    assert!(found.out.contains("PC7-IAM-01>"), "{}", found.out);
}

#[test]
fn a_session_in_french_speaks_french_and_understands_both() {
    let shell = small_company();
    let run = shell.with(
        &["answer", "PC7-IAM-01", "--lang", "fr"],
        &[],
        "r m.martin\nnote parce que\ni\nunknown\nq\n",
    );
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(!run.out.contains('⟨') && run.out.contains("Entrée passe"), "{}", run.out);
    let said = answer(&shell.read("assessment.yaml"), "PC7-IAM-01");
    assert!(said.contains("owner: m.martin") && said.contains("note: parce que"), "{said}");
    assert!(said.contains("answer: unknown"), "{said}");
}

#[test]
fn texts_of_the_file_cannot_drive_the_terminal() {
    let shell = small_company();
    let text = shell.read("assessment.yaml");
    let evil = "  PC7-IAM-01:\n    answer: 3\n    note: \"a\\e[2Jb\\u202e\"\n    owner: \"x\\a\"\n";
    shell.file(
        "assessment.yaml",
        text.replacen("  PC7-IAM-01:\n    answer:\n    note:\n", evil, 1).replacen(
            "    owner:\n    answered:\n    evidence: []\n\n  # PC7-IAM-02",
            "    answered:\n    evidence: []\n\n  # PC7-IAM-02",
            1,
        ),
    );
    let run = shell.with(&["answer", "PC7-IAM-01", "--color", "never"], &[], "q\n");
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.contains("␛[2Jb") && !run.out.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{}", run.out);
}
