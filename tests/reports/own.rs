//! Templates of a user: they replace single files, and what is wrong with them has a line.

use gapcheck::diag::{FileId, Sources};
use gapcheck::report::{Options, TemplateFile, find_format};

use crate::shell::{Shell, repository};
use crate::world::{World, path};

/// The page about templates.
fn page() -> String {
    std::fs::read_to_string(path("docs/templates.md")).expect("the page is there")
}

/// The fenced texts of a page, with what stands behind the fence.
fn fenced(page: &str) -> Vec<(&str, &str)> {
    let parts: Vec<&str> = page.split("\n```").collect();
    // Every other part lies inside of a fence.
    parts.iter().skip(1).step_by(2).filter_map(|part| part.split_once('\n')).collect()
}

#[test]
fn every_template_of_the_documentation_renders() {
    let (page, world) = (page(), World::example("sensor-maker"));
    let mut seen = Vec::new();
    for (kind, text) in fenced(&page) {
        let Some(flavour) = kind.strip_prefix("handlebars ") else { continue };
        let name = format!("snippet.{flavour}.hbs");
        let files = [TemplateFile { name, file: FileId(0), text: format!("{text}\n") }];
        let options = Options { overrides: &files, template: Some("snippet"), ..Options::default() };
        let written = world.report(flavour, "en", &options);
        assert!(written.contains("Brindlewick Sensors") || written.contains("- "), "{kind}: {written}");
        seen.push(flavour);
    }
    assert_eq!(seen, ["md", "html", "html", "md"]);
}

#[test]
fn the_documentation_shows_the_error_that_the_program_shows() {
    let shell = Shell::new();
    let letter = "# {{organisation.name}}\n\n{{#each gaps}}\n- {{rank}} {{titel}}\n{{/each}}\n";
    shell.file("our-templates/letter.md.hbs", letter);
    let example = repository("examples/bakery-chain/assessment.yaml");
    let arguments =
        ["report", &example, "--template", "./our-templates", "--template", "letter", "-o", "x.md"];
    let said = shell.run(&arguments).said(2).replace("./our-templates", "our-templates");
    let page = page();
    let shown = fenced(&page).into_iter().find(|(kind, _)| *kind == "text").expect("an error is shown").1;
    assert_eq!(said.trim(), shown.trim());
}

#[test]
fn one_file_in_a_folder_is_a_template() {
    let shell = Shell::new();
    shell.file("our-templates/letter.md.hbs", "{{organisation.name}}: {{len gaps}}\n");
    let example = repository("examples/bakery-chain/assessment.yaml");
    let arguments = ["report", &example, "--template", "our-templates", "--template", "letter", "-o", "x.md"];
    shell.run(&arguments).ok();
    assert_eq!(shell.read("x.md"), "Crumb &amp; Lantern Bakeries: 46\n");
}

#[test]
fn a_users_folder_replaces_single_templates_and_adds_its_own() {
    let own = |name: &str, text: &str| TemplateFile { name: name.into(), file: FileId(0), text: text.into() };
    let files =
        [own("md/cover.hbs", "# Mine: {{organisation.name}}\n\n"), own("client.md.hbs", "{{> cover}}ours\n")];
    let world = World::example("bakery-chain");
    let full = world.report("markdown", "en", &Options { overrides: &files, ..Options::default() });
    assert!(full.starts_with("# Mine: Crumb &amp; Lantern Bakeries\n\n## Summary"), "{}", &full[..200]);
    let options = Options { overrides: &files, template: Some("client"), ..Options::default() };
    assert_eq!(world.report("md", "en", &options), "# Mine: Crumb &amp; Lantern Bakeries\n\nours\n");
}

#[test]
fn a_broken_template_of_a_user_is_an_error_with_its_place_and_never_a_fall_back() {
    let cases = [
        ("{{scroe}}", 2, "the view has no field \"scroe\""),
        ("{{#if (eq scroe 1)}}x{{/if}}", 2, "the view has no such field"),
        ("{{#each gapz}}x{{/each}}", 2, "the view has no field \"gapz\""),
        ("{{#each gaps}}{{titel}}{{/each}}", 2, "the view has no field \"titel\""),
        ("{{t \"date.long\" day=dya}}", 2, "the view has no field"),
        ("{{> nothing}}", 2, "there is no partial \"nothing\""),
        ("{{#if (eq 1 1)}}", 3, "syntax"),
    ];
    let world = World::example("bakery-chain");
    for (text, line, expected) in cases {
        let mut sources = Sources::new();
        let text = format!("# Title\n{text}\n");
        let file = sources.add(gapcheck::diag::SourceText::new("own/full.md.hbs", text.as_str()));
        let files = [TemplateFile { name: "full.md.hbs".into(), file, text }];
        let options = Options { overrides: &files, ..Options::default() };
        let format = find_format("markdown").expect("it is there");
        let result = world.subject("paris-call", "en", |s| format.render(s, &options));
        let diags = result.expect_err(expected);
        let said: Vec<_> = diags.iter().flat_map(|d| d.in_words(|key| key.to_string())).collect();
        assert!(said.iter().any(|(_, fact)| fact.contains(expected)), "{expected}: {said:?}");
        let place = diags.iter().next().and_then(|d| sources.place(d.at?)).expect("a place");
        assert_eq!((place.0, place.1), ("own/full.md.hbs", line), "{expected}");
    }
}

#[test]
fn a_template_that_would_never_end_is_stopped() {
    let loops = "{{#each gaps}}{{#each ../gaps}}{{#each ../../gaps}}{{#each ../../../gaps}}{{#each ../../../../gaps}}x{{/each}}{{/each}}{{/each}}{{/each}}{{/each}}";
    let files = [TemplateFile { name: "full.md.hbs".into(), file: FileId(0), text: loops.into() }];
    let options = Options { overrides: &files, ..Options::default() };
    let format = find_format("markdown").expect("it is there");
    let result =
        World::example("harbour-authority").subject("paris-call", "en", |s| format.render(s, &options));
    let said: Vec<_> =
        result.expect_err("it is stopped").iter().flat_map(|d| d.in_words(str::to_string)).collect();
    assert!(said[0].1.contains("limit"), "{said:?}");
}

#[test]
fn an_unknown_template_is_named_with_those_that_there_are() {
    let options = Options { template: Some("ful"), ..Options::default() };
    let format = find_format("html").expect("it is there");
    let diags = World::example("bakery-chain").subject("paris-call", "en", |s| format.render(s, &options));
    let diags = diags.expect_err("there is no such template");
    let first = diags.iter().next().expect("one");
    assert_eq!(first.nearest().as_deref(), Some("full"));
}

#[test]
fn a_template_of_the_other_format_is_said_to_be_there_with_the_file_that_is_needed() {
    let shell = Shell::new();
    shell
        .file("our/letter.md.hbs", "# {{organisation.name}}\n")
        .file("our/page.html.hbs", "<p>{{title}}</p>\n");
    let bakery = repository("examples/bakery-chain/assessment.yaml");
    let said = |name: &str, output: &str| {
        let own = ["--template", "./our", "--template", name, "-o", output];
        shell.run(&[&["report", &bakery], &own[..]].concat()).said(2)
    };
    let letter = said("letter", "letter.html");
    let line =
        "the template \"letter\" is there for Markdown only (letter.md.hbs); HTML needs letter.html.hbs";
    assert!(letter.contains(line) && !letter.contains("did you mean"), "{letter}");
    assert!(said("page", "page.md").contains("for HTML only (page.html.hbs); Markdown needs page.md.hbs"));
    assert!(said("lettr", "x.md").contains("there is no template \"lettr\""));
}

#[test]
fn a_view_that_no_output_shows_is_said_and_the_report_is_written() {
    let shell = Shell::new();
    let bakery = repository("examples/bakery-chain/assessment.yaml");
    let said = |rest: &[&str]| {
        let run = shell.run(&[&["report", &bakery, "--view", "press-2018"], rest].concat());
        assert_eq!(run.code, Some(0), "{}", run.err);
        run.err.contains("no output of this run shows the view \"press-2018\"")
    };
    assert!(
        said(&["--template", "executive", "-o", "a.html"])
            && said(&["-o", "a.csv"])
            && said(&["--format", "text"])
    );
    assert!(!said(&[]) && !said(&["-o", "b.html"]) && !said(&["--template", "public", "-o", "b.md"]));
    assert!(!said(&["--template", "executive", "-o", "c.html", "-o", "c.json"]));
}
