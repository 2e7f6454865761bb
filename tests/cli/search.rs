//! What readers of the press look for stands where the checklist puts it, and is found by search.

use super::shell::Shell;

#[test]
fn the_advice_of_publishers_and_critics_is_found_where_it_belongs() {
    let shell = Shell::new();
    for (words, control) in [
        ("EDR", "PC1-DET-01"),
        ("SOC", "PC1-DET-02"),
        ("interim CIO", "PC1-GOV-01"),
        ("interim CISO", "PC1-GOV-01"),
        ("password", "PC7-IAM-02"),
        ("GDPR", "PC1-IND-01"),
        ("court order", "PC1-IND-02"),
    ] {
        let found = shell.run(&["list", "controls", "--search", words, "--format", "json"]).ok();
        assert!(found.contains(&format!("\"{control}\"")), "{words}: {found}");
    }
    for (words, control) in [
        ("RSSI de transition", "PC1-GOV-01"),
        ("DSI de transition", "PC1-GOV-01"),
        ("mot de passe", "PC7-IAM-02"),
        ("RGPD", "PC1-IND-01"),
        ("décision de justice", "PC1-IND-02"),
    ] {
        let arguments = ["list", "controls", "--lang", "fr", "--search", words, "--format", "json"];
        let found = shell.run(&arguments).ok();
        assert!(found.contains(&format!("\"{control}\"")), "{words}: {found}");
    }
}

#[test]
fn the_press_view_holds_all_principles_and_sets_additions_apart() {
    let shell = Shell::new();
    let bakery = super::example("bakery-chain");
    let report = shell.run(&["report", &bakery, "--view", "press-2018", "--format", "markdown"]).ok();
    for title in [
        "Better prevention, greater resilience",
        "An Internet that stays reachable and intact",
        "No interference in elections",
        "No violation of intellectual property online",
        "No spread of malicious programs and techniques",
        "Safer products and services, better hygiene",
        "Against mercenaries and private offensive action",
        "Stronger international standards",
        "Advice that publishers added",
    ] {
        assert!(report.contains(title), "{title}");
    }
}
