//! What the Paris Call checklist asks of whom: applicable controls and knock-outs per kind of organisation.
//!
//! The numbers of the domain brief (appendix E, 154 controls) are pinned beside ours. Every difference is
//! one of three controls that were added because a principle lacked a fact that another asks for:
//! PC1-RSP-04 (awareness, shared with PC7-AWR-01) and PC7-PRT-05 (backups, shared with PC1-REC-01) concern
//! everyone, PC6-VUL-04 (reporting a flaw, shared with PC5-CVD-01) makers of products and stewards of
//! open source. So principles 1 and 7 have one more for all, principle 6 one more for the three makers.

use std::collections::BTreeMap;
use std::path::Path;

use gapcheck::diag::{Diagnostics, Sources};
use gapcheck::model::{Checklist, Truth};
use gapcheck::source::load::{Files, Loaded, read_checklist};

/// Profile, the brief's applicable controls per principle, and its knock-outs.
const BRIEF: [(&str, [usize; 9], usize); 11] = [
    ("sme-it-user", [16, 6, 0, 12, 3, 4, 16, 3, 6], 18),
    ("large-it-user", [18, 7, 0, 13, 5, 4, 18, 10, 10], 20),
    ("product-maker", [19, 9, 0, 14, 7, 20, 17, 8, 11], 28),
    ("critical-infrastructure", [18, 9, 0, 13, 5, 4, 18, 10, 11], 21),
    ("network-operator", [18, 17, 1, 13, 6, 4, 17, 9, 9], 27),
    ("election-body", [19, 8, 10, 3, 5, 4, 18, 8, 10], 21),
    ("platform-media", [19, 11, 7, 14, 9, 20, 18, 11, 13], 31),
    ("local-authority", [19, 8, 0, 3, 4, 4, 18, 6, 10], 17),
    ("state", [19, 11, 4, 4, 13, 4, 18, 12, 17], 33),
    ("civil-society", [17, 7, 1, 3, 7, 4, 18, 4, 10], 18),
    ("security-firm", [17, 9, 1, 13, 11, 20, 17, 12, 12], 34),
];

fn paris_call() -> Loaded {
    let folder = Path::new("checklists/paris-call");
    let mut files = Files::new();
    for below in ["", "lang"] {
        for entry in std::fs::read_dir(folder.join(below)).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.extension().is_some_and(|e| e == "yaml") {
                let name = path.strip_prefix(folder).expect("it is below").to_string_lossy().into_owned();
                files.insert(name, std::fs::read(&path).expect("it can be read"));
            }
        }
    }
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let loaded = read_checklist(&files, "checklist.yaml", &mut sources, &mut diags);
    let problems: Vec<_> =
        diags.sorted().into_iter().map(|d| (d.at.and_then(|s| sources.place(s)), d.code.id())).collect();
    loaded.unwrap_or_else(|| panic!("the shipped checklist reads: {problems:?}"))
}

fn applicable(checklist: &Checklist, profile: &str) -> (Vec<usize>, usize) {
    let named = checklist.profiles.iter().find(|p| p.id == profile).expect("the profile is shipped");
    let mut per_principle: BTreeMap<usize, usize> = (0..9).map(|p| (p, 0)).collect();
    let mut knock_outs = 0;
    let tops: Vec<_> = checklist.top_sections().collect();
    for (n, control) in checklist.controls.iter().enumerate() {
        let truth = control.applies.holds(&named.facts);
        assert_ne!(truth, Truth::NotStated, "{profile} states every fact that {} needs", control.id);
        if truth == Truth::Yes {
            let top = checklist.top_of(gapcheck::model::ControlIx(n));
            let principle = tops.iter().position(|t| *t == top).expect("every control has a principle");
            *per_principle.entry(principle).or_default() += 1;
            knock_outs += usize::from(control.knock_out.is_some());
        }
    }
    (per_principle.into_values().collect(), knock_outs)
}

#[test]
fn each_profile_is_asked_what_the_brief_says_and_the_added_controls() {
    let loaded = paris_call();
    for (profile, mut expected, knock_outs) in BRIEF {
        expected[0] += 1;
        expected[6] += 1;
        if expected[5] == 20 {
            expected[5] += 1;
        }
        let (found, found_knock_outs) = applicable(&loaded.checklist, profile);
        assert_eq!(found, expected, "{profile}");
        assert_eq!(found_knock_outs, knock_outs, "{profile}");
    }
    assert_eq!(loaded.checklist.profiles.len(), BRIEF.len());
}

#[test]
fn the_documentation_prints_the_table_of_the_checklist() {
    let checklist = paris_call().checklist;
    let page = include_str!("../docs/paris-call.md");
    for profile in &checklist.profiles {
        let (counts, knock_outs) = applicable(&checklist, profile.id.as_str());
        let cells: Vec<String> = counts.iter().map(usize::to_string).collect();
        let all: usize = counts.iter().sum();
        let row = format!("| `{}` | {} | {all} | {knock_outs} |\n", profile.id, cells.join(" | "));
        assert!(page.contains(&row), "docs/paris-call.md lacks {row}");
    }
    assert_eq!(page.matches("\n| `").count(), checklist.profiles.len());
}

#[test]
fn the_checklist_has_nine_principles_52_areas_157_controls_and_49_knock_outs() {
    let checklist = paris_call().checklist;
    let kinds = |kind: &str| checklist.sections.iter().filter(|s| s.kind == kind).count();
    assert_eq!(kinds("principle"), 9);
    assert_eq!(kinds("area"), 52);
    assert_eq!(checklist.controls.len(), 157);
    assert_eq!(checklist.controls.iter().filter(|c| c.knock_out.is_some()).count(), 49);
}

#[test]
fn a_shared_fact_is_entered_once() {
    let checklist = paris_call().checklist;
    let pairs: Vec<(String, String)> = checklist
        .controls
        .iter()
        .filter_map(|c| Some((c.id.to_string(), checklist.control(c.same_as?).id.to_string())))
        .collect();
    let expected = [("PC1-RSP-04", "PC7-AWR-01"), ("PC6-VUL-04", "PC5-CVD-01"), ("PC7-PRT-05", "PC1-REC-01")];
    assert_eq!(pairs, expected.map(|(a, b)| (a.to_string(), b.to_string())));
}

#[test]
fn a_small_company_is_never_asked_about_diplomacy_routing_or_elections() {
    let checklist = paris_call().checklist;
    let named = checklist.profiles.iter().find(|p| p.id == "sme-it-user").expect("it is shipped");
    let asked = checklist.controls.iter().filter(|c| c.applies.holds(&named.facts) == Truth::Yes);
    for control in asked {
        let id = control.id.as_str();
        let foreign = ["-STA-", "PC2-ROU", "PC2-SRC-01", "PC3-", "PC5-CVD-05", "PC4-RSP-02", "PC9-ENG"];
        assert!(!foreign.iter().any(|f| id.contains(f)), "{id}");
    }
}
