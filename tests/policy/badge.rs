//! `gapcheck badge` from outside: what it says and in which colour.

use crate::repo::Repo;

#[test]
fn a_badge_is_green_only_when_every_knock_out_is_verified_and_grey_when_not_rated() {
    let color = |from: &str, to: &str| {
        let repo = Repo::new();
        repo.edit("assessment.yaml", from, to);
        let svg = repo.shell.run(&["badge"]).ok();
        let tones = [("green", "#1a7f37"), ("amber", "#8a5a00"), ("red", "#b42318"), ("grey", "#5f6368")];
        let (tone, _) = tones.into_iter().find(|(_, hex)| svg.contains(hex)).expect("a tone");
        let title = svg.split_once("<title id=\"t\">").and_then(|(_, rest)| rest.split_once("</title>"));
        (tone, title.expect("a title").0.to_string())
    };
    let (tone, title) = color("scope: everything", "scope: everything");
    assert_eq!(tone, "green");
    assert_eq!(title, "self-assessment: evidenced 100% · band A · weakest P1 100% · 2026-11");
    // The owner reviews the evidence of the knock-out: unverified.
    assert_eq!(
        color(
            "collected: 2026-10-01, reviewed_by: bob}]\n  P1-A-02",
            "collected: 2026-10-01, reviewed_by: ada}]\n  P1-A-02"
        )
        .0,
        "amber"
    );
    assert_eq!(color("answer: 3    # one", "answer: 1    # one").0, "red");
    let (tone, title) = color("answer: 3    # one", "answer:    # one");
    assert_eq!(tone, "grey");
    assert!(title.starts_with("self-assessment: not rated · "), "{title}");
}
