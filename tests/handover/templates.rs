//! Templates that nobody wrote in good faith: refused with a place, or stopped at a limit, in bounded time.

use std::time::{Duration, Instant};

use gapcheck::diag::{Diagnostics, SourceText, Sources};
use gapcheck::report::{Options, TemplateFile, find_format};

use crate::world::World;

/// More than any of these may take, on a machine that has other work as well.
const PATIENCE: Duration = Duration::from_secs(60);

/// `line:column sentence` of the first problem of a template that replaces the full report.
fn problem(world: &World, format: &str, text: &str) -> String {
    let started = Instant::now();
    let mut sources = Sources::new();
    let name = if format == "html" { "full.html.hbs" } else { "full.md.hbs" };
    let file = sources.add(SourceText::new(name, text));
    let files = [TemplateFile { name: name.into(), file, text: text.into() }];
    let options = Options { overrides: &files, ..Options::default() };
    let format = find_format(format).expect("it is there");
    let result = world.subject("paris-call", "en", |s| format.render(s, &options));
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
    said(&result.expect_err("it is refused"), &sources)
}

fn said(problems: &Diagnostics, sources: &Sources) -> String {
    let first = problems.iter().next().expect("a problem");
    let (_, line, column) = first.at.and_then(|at| sources.place(at)).expect("every problem has a place");
    let facts = first.in_words(str::to_string);
    format!("{line}:{column} {}", facts.into_iter().map(|(_, fact)| fact).collect::<String>())
}

#[test]
fn a_page_of_anyones_runs_nothing_and_loads_nothing() {
    let world = World::example("bakery-chain");
    for (text, expected) in [
        (
            "<p>x</p>\n<script>alert(1)</script>",
            "2:1 a report runs no scripts and embeds nothing: \"script\"",
        ),
        ("<p\n onclick=\"x\">", "2:2 a report runs no scripts and embeds nothing: \"onclick\""),
        (
            "<img src=\"https://a.example/{{title}}.png\">",
            "1:6 a report loads nothing from elsewhere: \"src\"",
        ),
        ("<style>@import 'x';</style>", "1:8 a report loads nothing from elsewhere: \"@import\""),
        ("{{!-- <script> --}}<a href=\"javascript:x\">", "1:29 a report loads nothing from elsewhere"),
        ("<p title=\"{{t \"report.title\" onclick=title}}\">{{{title}}}", "1:47 raw output is not to be had"),
        ("<iframe srcdoc='x'></iframe>", "1:1 a report runs no scripts and embeds nothing: \"iframe\""),
    ] {
        let found = problem(&world, "html", text);
        assert!(found.starts_with(expected), "{text}: {found}");
    }
}

#[test]
fn loops_that_multiply_stop_at_a_limit_with_their_place_even_when_they_write_nothing() {
    let world = World::example("harbour-authority");
    let each =
        |n: usize| (0..n).map(|i| format!("{{{{#each {}gaps}}}}", "../".repeat(i))).collect::<String>();
    let silent = format!("# Title\n{}{}", each(6), "{{/each}}".repeat(6));
    let found = problem(&world, "markdown", &silent);
    assert!(found.starts_with("2:") && found.contains("more turns than the limit"), "{found}");
    let loud = format!("{}{}{}", each(3), "x".repeat(50_000), "{{/each}}".repeat(3));
    let found = problem(&world, "markdown", &loud);
    assert!(found.starts_with("1:") && found.contains("grows beyond its limit"), "{found}");
}

#[test]
fn what_would_exhaust_the_parser_is_refused_before_it_is_parsed() {
    let world = World::example("bakery-chain");
    let cases = [
        (format!("{{{{#if {}", "(eq ".repeat(50_000)), "nested too deeply"),
        (format!("{{{{t {}", "[".repeat(200_000)), "nested too deeply"),
        (
            format!("{{{{t {}", "{\"a\":{\"b\":1}},".repeat(3) + &"{\"a\":".repeat(50_000)),
            "nested too deeply",
        ),
        ("{{~#if (eq 1 1)}}".repeat(201), "nested too deeply"),
        ("{{~#if (eq 1 1)}}{{/if}}".repeat(3_000), "2,000 blocks"),
        (format!("{{{{#if (eq 1 1)}}}}{}{{{{/if}}}}", "{{else if (eq 1 1)}}".repeat(3_000)), "2,000 blocks"),
        ("{{title}}".repeat(20_000), "4,000 tags"),
        ("x".repeat(300_000), "256 KiB"),
        ("{{#if (eq 1 1)}}".repeat(200), "syntax"),
        (format!("{}{}", "{{#if (eq 1 1)}}".repeat(1_999), "{{/if}}".repeat(1_999)), "nested too deeply"),
        (
            format!("{{{{#if (eq 1 1)}}}}{}{{{{/if}}}}", "{{else if (eq 1 1)}}".repeat(1_990)),
            "nested too deeply",
        ),
    ];
    for (text, expected) in &cases {
        let found = problem(&world, "markdown", text);
        let begins: String = text.chars().take(60).collect();
        assert!(found.contains(expected), "{begins}: {found}");
    }
}

#[test]
fn the_most_that_a_template_may_be_is_compiled_in_good_time() {
    let world = World::example("bakery-chain");
    let text = "{{title}}<b>some text</b> ".repeat(3_999);
    let files = [TemplateFile { name: "full.md.hbs".into(), file: gapcheck::diag::FileId(0), text }];
    let started = Instant::now();
    let markdown = world.report("markdown", "en", &Options { overrides: &files, ..Options::default() });
    assert!(markdown.matches("some text").count() == 3_999 && started.elapsed() < PATIENCE);
}

#[test]
fn damaged_templates_never_panic_and_always_have_a_place() {
    let shipped = std::fs::read_to_string(crate::shell::repository("report-templates/html/gaps.hbs"));
    let shipped = shipped.expect("it is there");
    let pieces = [
        "{{",
        "}}",
        "{{#each gaps}}",
        "{{/if}}",
        "(",
        "\"",
        "{{> gap}}",
        "é",
        "{{else}}",
        "~",
        "{{!--",
        "\0",
    ];
    let mut state = 7u64;
    let mut below = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % n
    };
    for _ in 0..25 {
        let mut text = shipped.clone();
        for _ in 0..=below(3) {
            let mut at = below(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            text.insert_str(at, pieces[below(pieces.len())]);
        }
        let mut sources = Sources::new();
        let file = sources.add(SourceText::new("html/gaps.hbs", text.as_str()));
        let files = [TemplateFile { name: "html/gaps.hbs".into(), file, text }];
        for problem in gapcheck::report::lint(&files, gapcheck::text::Catalogue::english()).iter() {
            assert!(problem.at.is_some_and(|at| sources.place(at).is_some()), "{problem:?}");
        }
    }
}
