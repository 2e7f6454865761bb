//! Watching an assessment.

use crate::small_company;
use crate::talk::Talk;

#[test]
fn each_save_gives_a_line_that_says_what_changed() {
    let shell = small_company();
    let talk = Talk::begin(&shell, &["watch", "--changes", "3"]);
    talk.hears("0 of 66 answered. Waiting for changes", 1);
    shell.run(&["answer", "PC7-IAM-01", "3", "--note", "n", "--owner", "o"]).ok();
    talk.hears("PC7-IAM-01 – → 3", 1);
    let text = shell.read("assessment.yaml");
    shell.file("assessment.yaml", text.replacen("    answer: 3\n", "    answer: 9\n", 1));
    crate::talk::until("the second change is seen", || {
        std::thread::sleep(std::time::Duration::from_millis(900));
        true
    });
    shell.file("assessment.yaml", text.replacen("    answer: 3\n", "    answer: 2\n", 1));
    let (status, said) = talk.ends();
    assert!(status.success());
    let lines: Vec<&str> = said.lines().skip(1).collect();
    assert!(lines[0].starts_with("PC7-IAM-01 – → 3") && lines[0].ends_with("1 of 66 answered"), "{said}");
    assert!(lines[1].starts_with("PC7-IAM-01 3 → 2"), "compared with the last that had no error: {said}");
    assert_eq!(lines.len(), 2, "{said}");
}
