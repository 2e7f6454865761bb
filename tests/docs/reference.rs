//! `docs/reference.md`, made from the registries of the program.

use std::fmt::Write as _;

use gapcheck::cli::{COMMANDS, Exit, definition};
use gapcheck::diag::{Code, Severity};
use gapcheck::model::{Checklist, EvidenceKind, Tier};
use gapcheck::policy::RULES;
use gapcheck::report::{FORMATS, TABLES, TEMPLATES, check};
use gapcheck::source::bundled::Bundled;
use gapcheck::source::policy::bundled_policies;
use gapcheck::text::Catalogue;

/// The whole page.
pub fn page() -> String {
    let words = Catalogue::english();
    let mut page = String::from(
        "# Reference\n\nMade from the registries of the program; `UPDATE=1 cargo test --test docs` writes it \
         again.\n",
    );
    commands(&mut page);
    exit_codes(&mut page, words);
    outputs(&mut page, words);
    languages(&mut page);
    for bundled in Bundled::all() {
        checklist(&mut page, bundled);
    }
    policies(&mut page, words);
    evidence(&mut page, words);
    codes(&mut page, words);
    page
}

/// A row of a table; bars would end a cell.
fn row(page: &mut String, cells: &[&str]) {
    let cells: Vec<String> = cells.iter().map(|c| c.replace('|', "\\|").replace('\n', " ")).collect();
    writeln!(page, "| {} |", cells.join(" | ")).expect("a string can be written");
}

fn head(page: &mut String, title: &str, names: &[&str]) {
    writeln!(page, "\n{title}\n").expect("a string can be written");
    row(page, names);
    writeln!(page, "|{}", "---|".repeat(names.len())).expect("a string can be written");
}

fn commands(page: &mut String) {
    page.push_str(
        "\n## Commands\n\nOptions of every command: `--lang`, `--color`, `--message-format`, `--help`.\n",
    );
    let mut whole = definition(COMMANDS);
    whole.build();
    for entry in COMMANDS {
        let command = whole.find_subcommand(entry.name).expect("it is registered").clone();
        writeln!(page, "\n### {}\n", entry.name).expect("a string can be written");
        let about = command.get_long_about().or_else(|| command.get_about());
        writeln!(page, "{}.\n", about.map(ToString::to_string).unwrap_or_default().trim_end_matches('.'))
            .expect("a string can be written");
        row(page, &["argument", "meaning"]);
        page.push_str("|---|---|\n");
        for argument in command.get_arguments().filter(|a| !a.is_global_set() && a.get_id() != "help") {
            self::argument(page, argument);
        }
        let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let lines: Vec<&str> = examples.lines().skip(1).map(str::trim).filter(|l| !l.is_empty()).collect();
        writeln!(page, "\n```sh\n{}\n```", lines.join("\n")).expect("a string can be written");
    }
}

fn argument(page: &mut String, argument: &clap::Arg) {
    let value =
        argument.get_value_names().and_then(|n| n.first()).map(ToString::to_string).unwrap_or_default();
    let takes_value = argument.get_action().takes_values();
    let long = argument.get_long().map(|l| format!("--{l}"));
    let short = argument.get_short().map(|s| format!("-{s}"));
    let names: Vec<String> = short.into_iter().chain(long).collect();
    let name = match (names.is_empty(), takes_value) {
        (true, _) => value,
        (false, true) => format!("{} {value}", names.join(", ")),
        (false, false) => names.join(", "),
    };
    let mut help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let defaults: Vec<String> =
        argument.get_default_values().iter().map(|v| v.to_string_lossy().into_owned()).collect();
    if takes_value && !defaults.is_empty() {
        help.push_str(&format!(" [default: {}]", defaults.join(", ")));
    }
    let possible: Vec<String> =
        argument.get_possible_values().iter().map(|v| v.get_name().to_string()).collect();
    if takes_value && !possible.is_empty() {
        help.push_str(&format!(" [one of: {}]", possible.join(", ")));
    }
    row(page, &[&format!("`{name}`"), &help]);
}

fn exit_codes(page: &mut String, words: Catalogue) {
    head(page, "## Exit codes", &["code", "meaning"]);
    for exit in Exit::ALL {
        row(page, &[&exit.number().to_string(), &words.text(exit.key())]);
    }
    page.push_str("\nNo output format changes the exit code. 101 can only mean a bug.\n");
}

fn outputs(page: &mut String, words: Catalogue) {
    head(page, "## Output formats", &["format", "words and extensions", "about"]);
    for format in FORMATS {
        row(page, &[&format!("`{}`", format.id()), &format.extensions().join(", "), &format.doc(&words)]);
    }
    head(page, "## Report templates", &["template", "title", "about"]);
    for name in TEMPLATES {
        let key = format!("template.{name}");
        row(page, &[&format!("`{name}`"), &words.text(&key), &words.text(&format!("{key}.doc"))]);
    }
    let tables: Vec<String> = TABLES.iter().map(|t| format!("`{t}`")).collect();
    writeln!(page, "\nTables of CSV, by `--table`: {}.", tables.join(", ")).expect("a string can be written");
}

fn languages(page: &mut String) {
    head(page, "## Languages", &["code", "name"]);
    for code in Catalogue::languages() {
        let name = Catalogue::of(code).expect("it is listed").text("language.name");
        row(page, &[&format!("`{code}`"), &name]);
    }
}

fn checklist(page: &mut String, bundled: &Bundled) {
    let (checklist, own) = (bundled.checklist(), bundled.languages().next().expect("its own language"));
    let texts = bundled.texts(own).expect("its own texts");
    let text = |key: &str| texts.text(key).into_owned();
    writeln!(page, "\n## Checklist `{}`\n", checklist.id).expect("a string can be written");
    let languages: Vec<&str> = bundled.languages().collect();
    writeln!(
        page,
        "{}, version {}: {} controls, {} of them knock-outs, in {}.",
        text("checklist.title"),
        checklist.version,
        checklist.controls.len(),
        checklist.controls.iter().filter(|c| c.knock_out.is_some()).count(),
        languages.join(", ")
    )
    .expect("a string can be written");
    head(page, "### Sections", &["id", "title", "controls"]);
    for ix in checklist.top_sections() {
        let section = checklist.section(ix);
        let number = section.number.map(|n| format!("{n} ")).unwrap_or_default();
        let title = format!("{number}{}", text(&format!("section.{}.title", section.id)));
        row(page, &[&format!("`{}`", section.id), &title, &section.controls.len().to_string()]);
    }
    methods(page, &checklist, &text);
    head(page, "### Profiles", &["profile", "title"]);
    for profile in &checklist.profiles {
        row(page, &[&format!("`{}`", profile.id), &text(&format!("profile.{}.title", profile.id))]);
    }
    head(page, "### Facts", &["fact", "question", "values"]);
    for fact in &checklist.facts {
        let values = fact.one_of.clone().map_or("true, false".to_string(), |words| words.join(", "));
        row(page, &[&format!("`{}`", fact.id), &text(&format!("fact.{}.ask", fact.id)), &values]);
    }
    head(page, "### Frameworks", &["framework", "title", "edition"]);
    for (id, framework) in &checklist.frameworks {
        let edition = framework.edition.clone().unwrap_or_default();
        row(page, &[&format!("`{id}`"), &framework.title, &edition]);
    }
}

fn methods(page: &mut String, checklist: &Checklist, text: &dyn Fn(&str) -> String) {
    head(page, "### Methods", &["method", "title", "about"]);
    for method in &checklist.methods {
        let about = |what: &str| text(&format!("method.{}.{what}", method.id));
        row(page, &[&format!("`{}`", method.id), &about("title"), &about("about")]);
    }
}

fn policies(page: &mut String, words: Catalogue) {
    let all: Vec<String> = bundled_policies().map(|name| format!("`{name}`")).collect();
    writeln!(page, "\n## Policies\n\nShipped: {}.", all.join(", ")).expect("a string can be written");
    head(page, "### Rules", &["rule", "severity", "requires", "parameters"]);
    for rule in RULES {
        let parameters: Vec<String> = rule.parameters().iter().map(|p| format!("`{}`", p.name)).collect();
        let severity = rule.severity().id();
        row(page, &[&format!("`{}`", rule.id()), severity, &words.text(&rule.doc()), &parameters.join(", ")]);
    }
    head(page, "### Formats of a verdict", &["format", "words and extensions", "about"]);
    for format in check::FORMATS {
        let doc = words.text(&format!("{}.doc", format.title()));
        row(page, &[&format!("`{}`", format.id()), &format.extensions().join(", "), &doc]);
    }
}

fn evidence(page: &mut String, words: Catalogue) {
    head(page, "## Evidence", &["kind", "what it is"]);
    for kind in EvidenceKind::ALL {
        row(page, &[&format!("`{}`", kind.id()), &words.text(&format!("evidence.{}", kind.id()))]);
    }
    head(page, "### Tiers", &["tier", "how well an answer is backed"]);
    for tier in Tier::ALL {
        row(page, &[tier.id(), &words.text(&format!("tier.{}", tier.id()))]);
    }
}

fn codes(page: &mut String, words: Catalogue) {
    head(page, "## Messages about files", &["code", "severity", "says", "what to do"]);
    for code in Code::ALL {
        let severity = match code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let key = format!("diag.{}", code.id());
        let (says, help) = (words.text(&key), words.text(&format!("{key}.help")));
        row(page, &[&format!("`{}`", code.id()), severity, &says, &help]);
    }
}
