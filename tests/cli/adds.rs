//! The terms that `explain` prints add up, exactly as they are printed: read from the text, as a reader would.

use num_rational::BigRational as Number;

use super::example;
use super::shell::Shell;

const TODAY: &str = "2026-11-22";

/// What the text says of one number.
struct Told {
    title: String,
    /// Whether the table is a weighted mean.
    is_mean: bool,
    value: String,
    /// Value, weight and share of every term of a table; empty where there is none.
    terms: Vec<[Number; 3]>,
    /// What stands under the table.
    result: Option<Number>,
    /// `what → then` of every step.
    steps: Vec<(String, String)>,
}

fn number(text: &str) -> Option<Number> {
    text.parse().ok()
}

/// Every number of a page: a title, under it its value, then its terms and steps.
fn told(page: &str) -> Vec<Told> {
    let lines: Vec<&str> = page.lines().collect();
    let begins = |i: usize| lines.get(i + 1).is_some_and(|next| next.starts_with("  Value: "));
    let starts: Vec<usize> = (0..lines.len()).filter(|i| begins(*i)).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().zip(ends).map(|(start, end)| one(&lines[*start..end])).collect()
}

fn one(lines: &[&str]) -> Told {
    let value = lines[1].trim_start_matches("  Value: ");
    // `49 (6050/93)`: what is shown, and what it is exactly.
    let value = value.split_once(" (").map_or(value, |(_, exact)| exact.trim_end_matches(')'));
    let value = value.trim_end_matches('%').to_string();
    let mut told =
        Told { title: lines[0].into(), is_mean: false, value, terms: vec![], result: None, steps: vec![] };
    let mut items: Vec<String> = Vec::new();
    let (mut in_table, mut in_part) = (false, false);
    for line in &lines[2..] {
        let words: Vec<&str> = line.split_whitespace().collect();
        match (line.strip_prefix("  - "), words.as_slice()) {
            (Some(item), _) => {
                items.push(item.to_string());
                in_part = false;
            }
            (None, ["from", ..]) if line.starts_with("  from ") => in_table = true,
            (None, ["weighted", "mean"]) => told.is_mean = true,
            (None, ["result", total]) if in_table => {
                told.result = number(total);
                in_table = false;
            }
            (None, [.., value, weight, share]) if in_table && !line.starts_with("   ") => {
                let numbers =
                    [value, weight, share].map(|word| number(word).unwrap_or_else(|| panic!("{line}")));
                told.terms.push(numbers);
            }
            // Which parts of a condition hold.
            (None, ["-", ..]) => in_part = true,
            (None, _) if in_part => {}
            // A long item goes on in the next line.
            (None, _) if !in_table && line.starts_with("    ") => {
                if let Some(item) = items.last_mut() {
                    *item += " ";
                    *item += line.trim();
                }
            }
            (None, _) => {}
        }
    }
    told.steps =
        items.iter().filter_map(|i| i.rsplit_once(" → ")).map(|(a, b)| (a.into(), b.into())).collect();
    told
}

/// Works a number out again from what is said of it.
fn add_up(told: &Told) {
    let title = &told.title;
    let mut so_far = told.result.clone();
    if let Some(result) = &so_far {
        let added: Number = told.terms.iter().map(|[_, _, share]| share.clone()).sum();
        assert_eq!(added, *result, "{title}");
        let weights: Number = told.terms.iter().map(|[_, weight, _]| weight.clone()).sum();
        for [value, weight, share] in &told.terms {
            let counted = if told.is_mean { value * weight / &weights } else { value * weight };
            assert_eq!(counted, *share, "{title}");
        }
    }
    let mut last = so_far.as_ref().map(ToString::to_string);
    for (what, then) in &told.steps {
        let (step, how) = what.split_once(": ").unwrap_or((what, ""));
        let (figure, condition) = how.split_once(" when ").map_or((how, None), |(f, c)| (f, Some(c)));
        if let (Some(before), Some(by), Some(after)) = (&so_far, number(figure), number(then)) {
            let worked_out = match step {
                "multiplied" => before * &by,
                "capped" => before.clone().min(by),
                _ => after.clone(),
            };
            let stays = condition.is_some() && after == *before;
            assert!(stays || after == worked_out, "{title}: {what} → {then}");
        }
        if step == "weighted mean" {
            // One term alone is said on a line.
            let (_, alone) = how.rsplit_once(" = ").unwrap_or(("", "–"));
            assert_eq!(alone, then, "{title}");
        }
        so_far = number(then);
        last = Some(then.clone());
    }
    assert_eq!(last.as_deref().unwrap_or("–"), told.value, "{title}");
}

#[test]
fn the_printed_terms_of_every_number_of_every_example_add_up_exactly() {
    let shell = Shell::new();
    for name in ["bakery-chain", "sensor-maker", "harbour-authority"] {
        let page = shell.run(&["score", &example(name), "--explain", "--today", TODAY]).ok();
        let all = told(&page);
        // 13 measures of each of the nine principles and the whole's, 6 of each practice area.
        assert!(all.len() > 500, "{name}: {}", all.len());
        let tables = all.iter().filter(|told| told.result.is_some()).count();
        assert!(tables > 100, "{name}: {tables}");
        let is_sum = |what: &str| what.starts_with("multiplied: ") || what.starts_with("capped: ");
        let sums = all.iter().flat_map(|told| &told.steps).filter(|(what, _)| is_sum(what)).count();
        assert!(sums > 100, "{name}: {sums}");
        all.iter().for_each(add_up);
    }
}

#[test]
fn what_explain_says_of_a_number_is_what_adds_up() {
    let shell = Shell::new();
    let bakery = example("bakery-chain");
    let page = shell.run(&["score", &bakery, "--explain", "--today", TODAY]).ok();
    let about = shell.run(&["explain", "PC7", "--file", &bakery, "--today", TODAY]).ok();
    let (_, measures) = about.split_once("with one of: ").expect("they are listed");
    let measures: Vec<&str> = measures.split(',').map(str::trim).collect();
    assert_eq!(measures.len(), 13);
    for measure in measures {
        let one = shell.run(&["explain", "PC7", measure, "--file", &bakery, "--today", TODAY]).ok();
        let all = told(&one);
        assert_eq!(all.len(), 1, "{measure}");
        add_up(&all[0]);
        assert!(page.contains(one.trim_end()), "{measure}");
    }
}
