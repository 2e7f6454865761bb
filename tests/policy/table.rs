//! Every rule and every sentence of it: one case that passes, one that fails by one unit, the exact line.

use std::collections::BTreeSet;

use crate::judge::{Judged, judged};
use crate::rows::table;
use gapcheck::policy::RULES;

#[test]
#[expect(clippy::print_stdout, reason = "the table is what this test is read for")]
fn every_rule_passes_what_it_should_and_points_at_the_line_of_what_it_should_not() {
    for row in table() {
        let name = format!("{}.{}", row.rule, row.variant);
        let pass = judged(&row.pass).unwrap_or_else(|codes| panic!("{name}: {codes:?}"));
        let hit = |j: &Judged| {
            j.of(row.rule).into_iter().filter(|f| f.variant == row.variant).cloned().collect::<Vec<_>>()
        };
        assert_eq!(hit(&pass), Vec::new(), "{name} passes");
        let fail = judged(&row.fail).unwrap_or_else(|codes| panic!("{name}: {codes:?}"));
        let found = hit(&fail);
        assert!(!found.is_empty(), "{name} fails; found {:#?}", fail.found);
        assert_eq!(found[0].line, row.line, "{name}");
        assert!(!found[0].message.contains(['⟨', '{']), "{name}: {}", found[0].message);
        println!("{name:34} {:7} {}", found[0].severity.id(), found[0].message);
    }
}

#[test]
fn the_table_has_every_sentence_of_every_rule() {
    let have: BTreeSet<(&str, &str)> = table().iter().map(|row| (row.rule, row.variant)).collect();
    let all = RULES.iter().flat_map(|rule| rule.variants().iter().map(|variant| (rule.id(), *variant)));
    let missing: Vec<_> = all.filter(|row| !have.contains(row)).collect();
    assert_eq!(missing, []);
}
