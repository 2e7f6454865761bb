//! Many clients: one report each, an index, and nobody's mistake costs another their report.

use crate::folder;
use crate::shell::{Shell, repository};

fn example(name: &str) -> String {
    std::fs::read_to_string(repository(&format!("examples/{name}/assessment.yaml"))).expect("it is there")
}

/// A folder with one client of each example, one more called `names`, and the arguments that name them all.
fn clients(names: &[(&str, &str)]) -> (Shell, Vec<String>) {
    let shell = Shell::new();
    let path = |name: &str| format!("clients/{name}/assessment.yaml");
    for (name, text) in names {
        shell.file(&path(name), text);
    }
    (shell, names.iter().map(|(name, _)| path(name)).collect())
}

fn run(shell: &Shell, inputs: &[String], more: &[&str], threads: &str) -> crate::shell::Run {
    let arguments: Vec<&str> =
        ["report"].into_iter().chain(inputs.iter().map(String::as_str)).chain(more.iter().copied()).collect();
    shell.with(&arguments, &[("RAYON_NUM_THREADS", threads)], "")
}

#[test]
fn every_client_has_a_report_and_a_row_in_the_index_by_name() {
    let (bakery, harbour) = (example("bakery-chain"), example("harbour-authority"));
    let (shell, inputs) = clients(&[("z a#1", &bakery), ("a", &harbour)]);
    run(&shell, &inputs, &["-o", "out/", "-o", "md:out/", "-o", "csv:out/"], "2").ok();
    let names = ["a.csv", "a.html", "a.md", "index.html", "index.md", "z a#1.csv", "z a#1.html", "z a#1.md"];
    assert_eq!(folder::names(&shell, "out"), names);
    let (html, markdown) = (shell.read("out/index.html"), shell.read("out/index.md"));
    assert!(html.starts_with("<!doctype html>") && html.contains("default-src 'none'"));
    let order = ["Crumb &amp; Lantern Bakeries", "Port Authority of Saltmere"];
    let at = |text: &str, name: &str| text.find(name).unwrap_or_else(|| panic!("{name}: {text}"));
    assert!(at(&html, order[0]) < at(&html, order[1]) && at(&markdown, order[0]) < at(&markdown, order[1]));
    for link in ["./z%20a%231.html", "./z%20a%231.md", "./z%20a%231.csv", "./a.html"] {
        assert!(html.contains(&format!("href=\"{link}\"")), "{link}");
    }
    assert!(markdown.contains("[HTML](./a.html), [Markdown](./a.md), [CSV](./a.csv)"), "{markdown}");
    for said in [
        "Principles by band",
        "knock-outs",
        "Renew what ends first by",
        "principles concern this organisation",
    ] {
        assert!(html.contains(said), "{said}");
    }
}

#[test]
fn a_report_made_alone_on_all_cores_is_byte_for_byte_the_one_made_among_many_on_one() {
    let (maker, harbour) = (example("sensor-maker"), example("harbour-authority"));
    let (shell, inputs) = clients(&[("a", &maker), ("b", &harbour)]);
    run(&shell, &inputs, &["-o", "many/", "-o", "md:many/", "-o", "json:many/"], "1").ok();
    for input in &inputs {
        shell.run(&["report", input, "-o", "alone/", "-o", "md:alone/", "-o", "json:alone/"]).ok();
    }
    for name in ["a.html", "a.md", "a.json", "b.html", "b.md", "b.json"] {
        assert_eq!(shell.read(&format!("alone/{name}")), shell.read(&format!("many/{name}")), "{name}");
    }
}

#[test]
fn one_report_alone_has_no_index_and_an_index_never_takes_a_reports_place() {
    let bakery = example("bakery-chain");
    let (shell, inputs) = clients(&[("index", &bakery), ("other", &bakery)]);
    shell.run(&["report", &inputs[0], "-o", "one/"]).ok();
    assert_eq!(folder::names(&shell, "one"), ["index.html"]);
    assert!(run(&shell, &inputs, &["-o", "out/"], "2").said(2).contains("index.html"));
}

#[test]
fn a_client_that_cannot_be_read_costs_no_other_client_its_report() {
    let bakery = example("bakery-chain");
    let broken = "format: gapcheck/assessment/1\nchecklist: paris-call@1.0.0\nansers: {}\n";
    let (shell, mut inputs) =
        clients(&[("a", &bakery), ("b", broken), ("c", &bakery.replace("Crumb", "Second"))]);
    inputs.insert(2, "clients/missing/assessment.yaml".to_string());
    let said = run(&shell, &inputs, &["-o", "out/"], "2").said(2);
    assert_eq!(folder::names(&shell, "out"), ["a.html", "c.html", "index.html"]);
    let order = ["clients/b/assessment.yaml:3:1", "cannot read", "2 of 4 reports could not be written"];
    let at: Vec<usize> =
        order.iter().map(|s| said.find(s).unwrap_or_else(|| panic!("{s}: {said}"))).collect();
    assert!(at.is_sorted(), "{said}");
    let index = shell.read("out/index.html");
    assert!(index.contains("<li>b</li>") && index.contains("<li>missing</li>"), "{index}");
    assert!(!index.contains("clients/"), "no paths in what is handed over");
}

#[test]
fn when_no_client_can_be_read_nothing_is_written() {
    let (shell, inputs) = clients(&[("a", "format: 1\n"), ("b", "format: 2\n")]);
    assert!(run(&shell, &inputs, &["-o", "out/"], "2").said(2).contains("2 of 2 reports"));
    assert!(!shell.path("out").exists());
}

#[test]
fn what_is_wrong_for_all_clients_is_said_once() {
    let bakery = example("bakery-chain");
    let (shell, inputs) = clients(&[("a", &bakery), ("b", &bakery), ("c", &bakery)]);
    let said = run(&shell, &inputs, &["-o", "out/", "--view", "no-such-view"], "2").said(2);
    assert_eq!(said.matches("no-such-view").count(), 1, "{said}");
    shell.file("own/full.html.hbs", "<p>{{titel}}</p>\n");
    let said = run(&shell, &inputs, &["-o", "out/", "--template", "./own"], "2").said(2);
    assert_eq!(said.matches("own/full.html.hbs:1:4").count(), 1, "{said}");
    shell.file("own/full.html.hbs", "<p>{{{title}}}</p>\n");
    let said = run(&shell, &inputs, &["-o", "out/", "--template", "./own"], "2").said(2);
    assert_eq!(said.matches("raw output").count(), 1, "{said}");
}

#[test]
fn the_bytes_are_the_same_whatever_the_number_of_threads() {
    let texts: Vec<(String, String)> = (0..12)
        .map(|i| {
            let name = ["bakery-chain", "harbour-authority", "sensor-maker"][i % 3];
            (format!("c{i:02}"), example(name).replace("name: ", &format!("name: {i} ")))
        })
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    let (shell, inputs) = clients(&texts);
    for (threads, folder) in [("1", "one/"), ("7", "seven/")] {
        run(&shell, &inputs, &["-o", folder, "-o", &format!("md:{folder}")], threads).ok();
    }
    let names = folder::names(&shell, "one");
    assert_eq!(names.len(), 2 * 12 + 2);
    assert_eq!(names, folder::names(&shell, "seven"));
    for name in names {
        assert!(shell.read(&format!("one/{name}")) == shell.read(&format!("seven/{name}")), "{name}");
    }
}

#[test]
fn the_index_speaks_french() {
    let bakery = example("bakery-chain");
    let (shell, inputs) = clients(&[("a", &bakery), ("b", &bakery)]);
    run(&shell, &inputs, &["-o", "out/", "-o", "md:out/", "--lang", "fr"], "2").ok();
    let index = shell.read("out/index.md");
    assert!(index.starts_with("# Rapports d’écarts\n") && index.contains("2 organisations"), "{index}");
    assert!(!index.contains('⟨') && !shell.read("out/index.html").contains('⟨'));
}
