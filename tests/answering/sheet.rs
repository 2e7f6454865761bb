//! Many answers from a CSV file.

use crate::{answer, small_company};

#[test]
fn every_row_of_a_sheet_is_an_answer() {
    let shell = small_company();
    shell.file("evidence/a.csv", "x").file("evidence/b.csv", "x");
    let rows = "\u{feff}control,title,answer,note,owner,evidence,kind,reviewed_by,share,due,plan\r\n\
                PC7-IAM-01,Multi-factor,3,\"all, since \"\"May\"\"\nand later\",j.doe,\"evidence/a.csv\nevidence/b.csv\",\
                record,a.roe,48/50,,\r\n\
                PC7-IAM-02,,unknown,,,,,,,2027-01-31,find out\r\n\
                PC7-IAM-03,,,,,,,,,,\r\n";
    shell.file("answers.csv", rows);
    assert_eq!(
        shell.run(&["answer", "--from", "answers.csv"]).ok(),
        "2 answers of answers.csv saved; 2 of 66 answered\n"
    );
    let text = shell.read("assessment.yaml");
    let said: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
    let first = &said["answers"]["PC7-IAM-01"];
    assert_eq!(first["note"].as_str(), Some("all, since \"May\"\nand later"));
    assert_eq!(first["evidence"].as_sequence().map(Vec::len), Some(2));
    assert_eq!(first["evidence"][1]["reviewed_by"].as_str(), Some("a.roe"));
    assert_eq!(first["share"]["have"].as_u64(), Some(48));
    assert_eq!(said["answers"]["PC7-IAM-02"]["plan"]["do"].as_str(), Some("find out"));
    assert!(answer(&text, "PC7-IAM-03").contains("answer:\n"));
    assert_eq!(shell.run(&["lint"]).said(0), "no problems\n");
}

#[test]
fn every_problem_of_a_sheet_is_said_with_its_line_and_none_of_it_is_taken() {
    let shell = small_company();
    let text = shell.read("assessment.yaml");
    let rows = "id,answer,note,evidence,answered\n\
                PC7-IAM-01,3,fine,,\n\
                PC7-IAM-02,9,,,\n\
                PC7-IAM-1,3,,,\n\
                PC7-IAM-03,3,,nowhere.csv,\n\
                PC7-IAM-04,3\n\
                PC7-IAM-01,2,,,\n\
                \n\
                PC7-AWR-01,2,,,2026-31-01\n";
    shell.file("answers.csv", rows);
    let said = shell.run(&["answer", "--from", "answers.csv", "--message-format", "short"]).said(2);
    let expected = [
        "answers.csv:3:1: error[unknown-choice]: \"9\" is not an answer to PC7-IAM-02",
        "answers.csv:4:1: error[unknown-control]: unknown control \"PC7-IAM-1\"",
        "answers.csv:5:1: error[evidence-absent]: there is no file \"nowhere.csv\"",
        "answers.csv:6:1: error[row-shape]: this row has 2 cells, the head has 5",
        "answers.csv:7:1: error[duplicate-row]: PC7-IAM-01 has a row already",
        "answers.csv:9:1: error[bad-date]: \"2026-31-01\" is not a date",
    ];
    assert_eq!(said.lines().collect::<Vec<_>>(), expected);
    assert_eq!(shell.read("assessment.yaml"), text);
}

#[test]
fn a_cell_whose_quotes_are_not_closed_swallows_no_row() {
    let shell = small_company();
    let text = shell.read("assessment.yaml");
    for (rows, line) in [
        ("control,answer,note\nPC7-IAM-01,2,\"unclosed\nPC7-IAM-02,2,x\n", "2:14"),
        ("control,answer,note\nPC7-IAM-01,2,\"unclosed\nPC7-IAM-02,2,\"x\"\n", "2:14"),
        ("control,answer,note\nPC7-IAM-01,\"2\"nd,x\n", "2:12"),
    ] {
        shell.file("answers.csv", rows);
        let said = shell.run(&["answer", "--from", "answers.csv", "--message-format", "short"]).said(2);
        assert!(said.starts_with(&format!("answers.csv:{line}: error[cell-quotes]")), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert_eq!(shell.read("assessment.yaml"), text);
    }
}

#[test]
fn a_head_that_means_nothing_is_refused_and_semicolons_are_commas_elsewhere() {
    let shell = small_company();
    shell
        .file("a.csv", "control;anser\nPC7-IAM-01;3\n")
        .file("b.csv", "answer,note\n3,x\n")
        .file("c.csv", "");
    assert!(shell.run(&["answer", "--from", "a.csv"]).said(2).contains("did you mean \"answer\"?"));
    assert!(shell.run(&["answer", "--from", "b.csv"]).said(2).contains("the column \"control\" is missing"));
    assert!(shell.run(&["answer", "--from", "c.csv"]).said(2).contains("c.csv"));
    shell.file("d.csv", "Control;Answer;Reviewed by\nPC7-IAM-01;3;\n");
    assert!(shell.run(&["answer", "--from", "d.csv"]).ok().starts_with("1 answer of d.csv saved"));
    shell.file("e.csv", b"control,answer,note\nPC7-IAM-01,3,caf\xe9\n");
    assert!(shell.run(&["answer", "--from", "e.csv"]).said(2).contains("not UTF-8"));
    assert!(shell.run(&["answer", "--from", "d.csv", "PC7-IAM-01", "3"]).said(2).contains("--from"));
}

#[test]
fn a_sheet_beyond_any_use_is_refused_at_the_row_that_passes_the_limit() {
    let shell = small_company();
    let text = shell.read("assessment.yaml");
    let head = "control,answer,note\n";
    let cases = [
        (head.to_string() + &",,\n".repeat(20_001), "20002:1", "20,000 rows"),
        ("control,answer".to_string() + &",title".repeat(99) + "\n", "1:1", "100 columns"),
        (format!("{head}PC7-IAM-01,3,{}\n", "x".repeat(32_768)), "2:1", "32,767 characters in a cell"),
        (format!("{head}PC7-IAM-01,3,\"{}\"", "x\n".repeat(20_000)), "2:1", "32,767 characters in a cell"),
        (head.to_string() + &",,\n".repeat(1_500_000), "400001:1", "400,000 lines"),
        (format!("{head}PC7-IAM-01,3,{}\n", "x".repeat(4 << 20)), "1:1", "4 MiB for a sheet"),
    ];
    for (rows, place, limit) in cases {
        shell.file("answers.csv", rows);
        let said = shell.run(&["answer", "--from", "answers.csv", "--message-format", "short"]).said(2);
        let expected =
            format!("answers.csv:{place}: error[yaml-limit]: the file passes the limit of {limit}");
        assert_eq!(said.lines().last(), Some(expected.as_str()));
        assert_eq!(shell.read("assessment.yaml"), text);
    }
    let fits =
        format!("{head}PC7-IAM-01,3,{}\n", "x".repeat(32_767)) + "PC7-IAM-02,,\n" + &",,\n".repeat(19_998);
    shell.file("answers.csv", fits);
    shell.run(&["answer", "--from", "answers.csv"]).ok();
}
