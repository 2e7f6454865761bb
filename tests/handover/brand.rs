//! A brand: its names, colors, logo and marking stand where they belong, and nothing is loaded or run for them.

use crate::shell::{Shell, repository};

/// The bytes of the smallest picture: a PNG of one pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82";

fn example(name: &str) -> String {
    repository(&format!("examples/{name}/assessment.yaml"))
}

fn report(shell: &Shell, brand: &str, output: &str, more: &[&str]) {
    let bakery = example("bakery-chain");
    shell.run(&[&["report", &bakery, "--brand", brand, "-o", output], more].concat()).ok();
}

#[test]
fn the_example_brand_has_nothing_to_lint() {
    let shell = Shell::new();
    assert_eq!(shell.run(&["lint", &repository("examples/brand")]).said(0), "no problems\n");
    assert_eq!(shell.run(&["lint", &repository("examples/brand/brand.yaml")]).said(0), "no problems\n");
}

#[test]
fn a_branded_page_says_whose_it_is_and_loads_nothing() {
    let shell = Shell::new();
    let brand = repository("examples/brand");
    for template in gapcheck::report::TEMPLATES {
        report(&shell, &brand, "out.html", &["--template", template]);
        let html = shell.read("out.html");
        for said in [
            "img-src data:;",
            "<img class=\"logo\" src=\"data:image/svg+xml;base64,",
            "alt=\"Fennimore &amp; Tarn Assurance\"",
            "Prepared for Crumb &amp; Lantern Bakeries by Fennimore &amp; Tarn Assurance",
            // Whatever the brand says, the public version is public.
            if template == "public" { "Public" } else { "Confidential – for the board and its auditors" },
            "--accent: #0b5d57;",
            "--accent: #7fd1c4;",
            "@top-left { content: \"Fennimore \\26  Tarn Assurance\"",
            "4 Quay Row, Saltmere",
            "Editions of this document",
            "Answers confirmed, evidence index added",
        ] {
            assert!(html.contains(said), "{template}: {said}");
        }
        for never in ["<script", "url(http", "src=\"http", "@import"] {
            assert!(!html.contains(never), "{template}: {never}");
        }
    }
}

#[test]
fn a_branded_markdown_page_and_workbook_carry_the_names() {
    let shell = Shell::new();
    let brand = repository("examples/brand");
    report(&shell, &brand, "out.md", &["--lang", "fr"]);
    let markdown = shell.read("out.md");
    for said in
        ["**Confidential – for the board and its auditors", "Établi pour Crumb", "| 1.0 | 22 novembre 2026 |"]
    {
        assert!(markdown.contains(said), "{said}: {}", &markdown[..1500]);
    }
    report(&shell, &brand, "out.xlsx", &[]);
    let file = std::fs::File::open(shell.path("out.xlsx")).expect("it was written");
    let mut archive = zip::ZipArchive::new(file).expect("a workbook is an archive");
    let mut part =
        |name: &str| std::io::read_to_string(archive.by_name(name).expect("it is there")).expect("text");
    assert!(part("docProps/core.xml").contains("<dc:creator>Fennimore &amp; Tarn Assurance</dc:creator>"));
    assert!(part("docProps/app.xml").contains("<Company>Fennimore &amp; Tarn Assurance</Company>"));
}

#[test]
fn the_public_version_names_no_author_and_no_contact() {
    let shell = Shell::new();
    let brand = repository("examples/brand");
    for output in ["out.html", "out.md", "json:out.json"] {
        report(&shell, &brand, output, &["--template", "public"]);
        let text = shell.read(output.rsplit(':').next().expect("a name"));
        assert!(
            text.contains("Fennimore") && !text.contains("I. Fennimore") && !text.contains("assessments@")
        );
    }
}

#[test]
fn a_brand_never_takes_away_the_marking_of_an_assessment() {
    let shell = Shell::new();
    let head =
        "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\norganisation: {name: A, sensitivity: ";
    shell.file("brand/brand.yaml", "format: gapcheck/brand/1\nmarking: Public\n");
    for (own, expected) in
        [("secret", "Public · Secret"), ("public", "Public"), ("TLP:RED", "Public · TLP:RED")]
    {
        shell.file("a.yaml", format!("{head}\"{own}\"}}\nanswers: {{}}\n"));
        let out = shell.run(&["report", "a.yaml", "--brand", "brand", "--format", "md"]).out;
        assert!(out.contains(&format!("**{expected}**")), "{expected}: {}", &out[..300]);
    }
}

#[test]
fn a_brand_without_its_own_file_or_with_errors_gives_no_report() {
    let shell = Shell::new();
    let bakery = example("bakery-chain");
    shell.file("empty/readme.yaml", "a: 1\n");
    let said = shell.run(&["report", &bakery, "--brand", "empty", "-o", "a.html"]).said(2);
    assert!(said.contains("holds no brand"), "{said}");
    shell.file(
        "brand/brand.yaml",
        "format: gapcheck/brand/1\nmarkng: X\ncolors: {light: {accent: \"#eeeeee\"}}\n",
    );
    let said = shell.run(&["report", &bakery, "--brand", "brand", "-o", "a.html"]).said(2);
    assert!(said.contains("brand/brand.yaml:2:1") && said.contains("marking"), "{said}");
    assert!(said.contains("error[contrast]") && said.contains("accent #eeeeee on wash #f4f6f9"), "{said}");
    assert!(!shell.path("a.html").exists());
    let lint = shell.run(&["lint", "brand", "--message-format", "short"]).said(1);
    assert!(lint.ends_with("2 errors\n"), "{lint}");
}

#[test]
fn a_brands_templates_replace_single_ones_and_the_command_line_replaces_the_brands() {
    let shell = Shell::new();
    shell.file("brand/brand.yaml", "format: gapcheck/brand/1\nlogo: {file: a.png, alt: A}\n");
    shell.file("brand/a.png", PNG);
    shell.file("brand/html/foot.hbs", "<footer><p>ours</p></footer>\n");
    report(&shell, "brand", "a.html", &[]);
    let html = shell.read("a.html");
    assert!(
        html.contains("<footer><p>ours</p></footer>")
            && html.contains("src=\"data:image/png;base64,iVBORw0KGgo")
    );
    shell.file("own/html/foot.hbs", "<footer><p>mine</p></footer>\n");
    report(&shell, "brand", "a.html", &["--template", "./own"]);
    assert!(shell.read("a.html").contains("<footer><p>mine</p></footer>"));
    shell.file("brand/html/foot.hbs", "<p>\n<script>1</script>\n");
    let lint = shell.run(&["lint", "brand", "--message-format", "short"]).said(1);
    assert!(lint.starts_with("brand/html/foot.hbs:2:1: error[template]"), "{lint}");
}

#[test]
fn a_hostile_brand_changes_nothing_but_its_own_text() {
    let shell = Shell::new();
    shell.file(
        "brand/brand.yaml",
        "format: gapcheck/brand/1\nconsultancy: \"\\\"; } </style><script>1</script>{{title}}\"\n\
         marking: \"\\\"} @import 'x'; <b>\"\nfooter: \"{{{title}}} | `x` \\u202e\"\ncontact: \"javascript:alert(1)\"\n",
    );
    report(&shell, "brand", "a.html", &[]);
    let html = shell.read("a.html");
    assert!(!html.contains("<script") && !html.contains("</style><") && !html.contains("<b>\""));
    assert_eq!(html.matches("</style>").count(), 1);
    assert!(!html.contains("href=\"javascript"));
    assert!(html.contains("{{title}}") && html.contains("{{{title}}}"));
}

#[test]
fn an_output_among_the_files_of_the_brand_is_refused() {
    let shell = Shell::new();
    shell.file("brand/brand.yaml", "format: gapcheck/brand/1\n");
    let bakery = example("bakery-chain");
    let said = shell.run(&["report", &bakery, "--brand", "brand", "-o", "html:brand/brand.yaml"]).said(2);
    assert!(said.contains("is one of the inputs"), "{said}");
    assert_eq!(shell.read("brand/brand.yaml"), "format: gapcheck/brand/1\n");
}

#[test]
fn the_index_of_many_clients_carries_the_brand() {
    let shell = Shell::new();
    let (bakery, harbour) = (example("bakery-chain"), example("harbour-authority"));
    let brand = repository("examples/brand");
    shell.run(&["report", &bakery, &harbour, "--brand", &brand, "-o", "out/", "-o", "md:out/"]).ok();
    for name in ["out/index.html", "out/index.md"] {
        let index = shell.read(name);
        assert!(
            index.contains("Confidential – for the board") && index.contains("Prepared by Fennimore"),
            "{index}"
        );
    }
}

#[test]
fn a_comparison_and_a_plan_carry_the_brand_and_provenance_names_its_digest() {
    let shell = Shell::new();
    let (brand, sensor) = (repository("examples/brand"), example("sensor-maker"));
    let old = repository("examples/sensor-maker/assessment-2025.yaml");
    let commands: [&[&str]; 2] = [&["compare", &old, &sensor], &["plan", &sensor, "--reach", "75"]];
    for command in commands {
        let written = |more: &[&str]| shell.run(&[command, &["--today", "2026-11-22"], more].concat()).ok();
        written(&["--brand", &brand, "-o", "out.html", "-o", "out.md"]);
        let (html, markdown) = (shell.read("out.html"), shell.read("out.md"));
        for said in ["--accent: #0b5d57;", "<img class=\"logo\" src=\"data:", "4 Quay Row, Saltmere"] {
            assert!(html.contains(said), "{command:?}: {said}");
        }
        for page in [&html, &markdown] {
            for said in ["Fennimore", "Answers confirmed, evidence index added", "SHA-256 of the brand"] {
                assert!(page.contains(said), "{command:?}: {said}");
            }
        }
        written(&["-o", "plain.html"]);
        assert!(!shell.read("plain.html").contains("SHA-256 of the brand"), "{command:?}");
    }
}

#[test]
fn another_brand_has_another_digest_and_the_same_brand_the_same() {
    let shell = Shell::new();
    let digest = |brand: &str| {
        shell.file("brand/brand.yaml", brand);
        report(&shell, "brand", "out.md", &[]);
        let page = shell.read("out.md");
        page.lines().find(|line| line.contains("SHA-256 of the brand")).expect("a line").to_string()
    };
    let first = digest("format: gapcheck/brand/1\nconsultancy: A\n");
    assert_ne!(first, digest("format: gapcheck/brand/1\nconsultancy: B\n"));
    assert_eq!(first, digest("format: gapcheck/brand/1\nconsultancy: A\n"));
}
