//! What becomes of the file when a save is killed, the disk is full, or many save at once. The long form,
//! with the release binary, is `.ci/saving.py`.

use std::time::Duration;

use crate::folder;
use crate::shell::Shell;
use crate::talk::Talk;
use crate::{answer, small_company};

/// The same numbers in every run (Lehmer, modulus 2^31 − 1).
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        self.0 % n
    }
}

#[test]
fn a_kill_at_any_moment_leaves_a_whole_file_with_every_answer_that_was_confirmed() {
    let shell = small_company();
    let text = shell.read("assessment.yaml");
    let mut random = Random(7);
    for round in 0..12 {
        shell.file("assessment.yaml", &text);
        let mut talk = Talk::begin(&shell, &["answer"]);
        for n in 0..20 {
            talk.say(&format!("{} n{n}", n % 5));
        }
        talk.hears(" → ", 1 + random.below(8) as usize);
        std::thread::sleep(Duration::from_millis(random.below(40)));
        let said = talk.kill();
        let now = shell.read("assessment.yaml");
        let answered = (0..20).take_while(|n| now.contains(&format!("    note: n{n}\n"))).count();
        let confirmed = said.matches(" → ").count();
        assert!(
            answered == confirmed || answered == confirmed + 1,
            "{round}: {answered}, {confirmed} confirmed"
        );
        // Whole: the same lines as before but for those that were filled in.
        let open = |text: &str| text.lines().filter(|line| line.trim_end().ends_with(':')).count();
        assert_eq!(now.lines().count(), text.lines().count(), "{round}");
        assert_eq!(open(&text) - open(&now), answered * 3, "{round}: answer, note and date of each");
        assert!(!shell.run(&["lint"]).said(0).contains("error"));
    }
    shell.run(&["answer", "PC9-CMT-01", "--note", "x"]);
    let left: Vec<String> =
        folder::names(&shell, ".").into_iter().filter(|name| name.ends_with("-new")).collect();
    assert!(left.len() <= 1, "{left:?}");
}

#[test]
fn every_answer_of_many_that_save_at_once_is_there() {
    const CONTROLS: usize = 60;
    let shell = Shell::new();
    shell.file("checklist.yaml", checklist(CONTROLS));
    shell
        .file("assessment.yaml", "format: gapcheck/assessment/1\nchecklist: ./checklist.yaml\nanswers: {}\n");
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let shell = &shell;
            scope.spawn(move || {
                for n in (worker..CONTROLS).step_by(4) {
                    let out = shell.run(&["answer", &format!("A-{n:04}"), "yes", "--note", &format!("n{n}")]);
                    assert_eq!(out.code, Some(0), "{}", out.err);
                }
            });
        }
    });
    let text = shell.read("assessment.yaml");
    for n in 0..CONTROLS {
        assert!(answer(&text, &format!("A-{n:04}")).contains(&format!("note: n{n}")), "A-{n:04}");
    }
    assert_eq!(folder::names(&shell, "."), ["assessment.yaml", "checklist.yaml"]);
}

/// A checklist of so many controls.
fn checklist(controls: usize) -> String {
    let head = "format: gapcheck/checklist/1\nid: many\nversion: 1.0.0\ntitle: Many\nscales:\n  yes_no:\n    choices: \
                [{id: \"no\", label: No, value: 0}, {id: \"yes\", label: Yes, value: 1}]\nmethods:\n  mean:\n    title: \
                Mean\n    measures:\n      score: {at: root, items: leaves, fn: mean}\nsections:\n  - id: A\n    kind: \
                area\n    title: All\n    controls:\n";
    let control =
        |n: usize| format!("      - {{id: A-{n:04}, title: T, ask: \"Is it so?\", scale: yes_no}}\n");
    head.to_string() + &(0..controls).map(control).collect::<String>()
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_leaves_the_old_file_and_no_other() {
    let shell = small_company();
    let text = shell.read("assessment.yaml");
    // A limit on the size of files is the full disk that needs no disk.
    let program = assert_cmd::cargo::cargo_bin("gapcheck");
    let line = format!("trap '' XFSZ; ulimit -f 8; exec {} answer PC7-IAM-01 3", program.display());
    let output = std::process::Command::new("sh")
        .args(["-c", &line])
        .current_dir(shell.path("."))
        .output()
        .expect("there is a shell");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot save \"assessment.yaml\": the file is too large"), "{said}");
    assert_eq!(shell.read("assessment.yaml"), text);
    assert_eq!(folder::names(&shell, "."), ["assessment.yaml"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_the_assessment_stays_one_and_is_locked_as_the_file_is() {
    let shell = small_company();
    std::fs::create_dir(shell.path("real")).expect("a folder");
    std::fs::rename(shell.path("assessment.yaml"), shell.path("real/a.yaml")).expect("it moves");
    std::os::unix::fs::symlink("real/a.yaml", shell.path("assessment.yaml")).expect("a link");
    std::thread::scope(|scope| {
        for (file, id) in [("assessment.yaml", "PC7-IAM-01"), ("real/a.yaml", "PC7-IAM-02")] {
            let shell = &shell;
            scope.spawn(move || shell.run(&["answer", file, id, "3"]).ok());
        }
    });
    let text = shell.read("real/a.yaml");
    assert!(
        answer(&text, "PC7-IAM-01").contains("answer: 3")
            && answer(&text, "PC7-IAM-02").contains("answer: 3")
    );
    assert!(std::fs::symlink_metadata(shell.path("assessment.yaml")).expect("it is there").is_symlink());
    assert_eq!(
        (folder::names(&shell, "real"), folder::names(&shell, ".")),
        (vec!["a.yaml".into()], vec!["assessment.yaml".into(), "real".into()])
    );
}
