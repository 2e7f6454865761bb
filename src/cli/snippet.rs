//! A diagnostic in words, with the line it is about: the one place that names annotate-snippets.

use std::fmt::Display;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diag::{Diagnostic, Severity, SourceText, Sources, Span};
use crate::text::{Catalogue, clean};

/// How much of a long line is shown before the place. **Unit:** characters.
const BEFORE: usize = 60;
/// How much of a long line is shown from the place on. **Unit:** characters.
const AFTER: usize = 70;

/// How much of a name of a file's is repeated in a sentence. **Unit:** characters.
const LONGEST_FACT: usize = 400;

/// The problem with its line, what was expected and the nearest right name; coloured.
pub(super) fn full(diagnostic: &Diagnostic, sources: &Sources, words: &Catalogue) -> String {
    let sentence = sentence(diagnostic, words);
    let level = |severity: Severity, name: String| {
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        level.with_name(name)
    };
    let title = level(diagnostic.severity, severity(diagnostic.severity, words))
        .primary_title(sentence)
        .id(diagnostic.code.id());
    let mut group = Group::with_title(title);
    let primary = diagnostic.at.map(|span| (span, None, AnnotationKind::Primary));
    let related =
        diagnostic.related.iter().map(|(s, key)| (*s, Some(words.text(key)), AnnotationKind::Context));
    let mut is_placed = false;
    for (span, label, kind) in primary.into_iter().chain(related) {
        if let Some(source) = sources.get(span.file) {
            group = show(group, source, span, (label, kind));
            is_placed = true;
        }
    }
    if !is_placed {
        // Without a line of a file there is no margin for the hints to hang from.
        let help = |hint| format!("\n  {}: {hint}", words.text("label.help"));
        let hints: String = hints(diagnostic, words).into_iter().map(help).collect();
        return Renderer::styled().render(&[group]) + &hints;
    }
    for hint in hints(diagnostic, words) {
        group = group.element(Level::HELP.with_name(words.text("label.help")).message(hint));
    }
    Renderer::styled().render(&[group])
}

/// `file:line:column: severity[code]: sentence`, on one line.
pub(super) fn short(diagnostic: &Diagnostic, sources: &Sources, words: &Catalogue) -> String {
    let place = diagnostic.at.and_then(|span| sources.place(span));
    let place =
        place.map_or(String::new(), |(file, line, column)| format!("{}:{line}:{column}: ", clean(file)));
    let (severity, code) = (severity(diagnostic.severity, words), diagnostic.code.id());
    format!("{place}{severity}[{code}]: {}", sentence(diagnostic, words))
}

/// What is wrong, and what to do about it, without any place.
pub(super) fn lines(diagnostic: &Diagnostic, words: &Catalogue) -> (String, Vec<String>) {
    let first = format!("{}: {}", severity(diagnostic.severity, words), sentence(diagnostic, words));
    let hint = |hint: String| format!("{}: {hint}", words.text("label.help"));
    (first, hints(diagnostic, words).into_iter().map(hint).collect())
}

/// What is wrong, in words.
pub(super) fn sentence(diagnostic: &Diagnostic, words: &Catalogue) -> String {
    filled(&format!("diag.{}", diagnostic.code.id()), diagnostic, words)
}

fn filled(key: &str, diagnostic: &Diagnostic, words: &Catalogue) -> String {
    let mut facts = diagnostic.in_words(|word| words.text(word));
    for (_, value) in &mut facts {
        if let Some((end, _)) = value.char_indices().nth(LONGEST_FACT) {
            value.truncate(end);
            value.push('…');
        }
    }
    let facts: Vec<(&str, &dyn Display)> =
        facts.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
    clean(&words.say(key, &facts)).into_owned()
}

/// The nearest right name first, then what to do.
fn hints(diagnostic: &Diagnostic, words: &Catalogue) -> Vec<String> {
    let nearest = diagnostic.nearest().map(|name| words.say("hint.did-you-mean", &[("name", &name)]));
    let help = filled(&format!("diag.{}.help", diagnostic.code.id()), diagnostic, words);
    nearest.map(|text| clean(&text).into_owned()).into_iter().chain([help]).collect()
}

fn severity(severity: Severity, words: &Catalogue) -> String {
    words.text(match severity {
        Severity::Error => "severity.error",
        Severity::Warning => "severity.warning",
        Severity::Note => "severity.note",
    })
}

/// Adds the place and, where the span has one, its line.
fn show<'a>(
    group: Group<'a>,
    source: &'a SourceText,
    span: Span,
    (label, kind): (Option<String>, AnnotationKind),
) -> Group<'a> {
    let (line, column) = source.line_column(span.start);
    let name = clean(&source.name);
    let text = source.line(line);
    if text.is_empty() {
        return group.element(Origin::path(name).line(line).char_column(column));
    }
    let window = Window::of(text, column, (span.end - span.start) as usize);
    let annotation = kind.span(window.mark).label(label);
    let snippet = Snippet::source(window.text).line_start(line).annotation(annotation);
    if window.is_cut {
        // The place in the window is not the place in the line, so the place is said apart.
        return group.element(Origin::path(name).line(line).char_column(column)).element(snippet);
    }
    group.element(snippet.path(name))
}

/// The part of a line that is shown, and the bytes of it that are marked.
struct Window {
    text: String,
    mark: std::ops::Range<usize>,
    /// Whether the beginning of the line is left out.
    is_cut: bool,
}

impl Window {
    /// Cuts a line so that a file of one endless line can be shown. `column` counts characters from 1,
    /// `bytes` is the length of the marked part, which ends at the end of the line at the latest.
    fn of(line: &str, column: usize, bytes: usize) -> Window {
        let start = line.char_indices().nth(column - 1).map_or(line.len(), |(i, _)| i);
        let end = (start + bytes).min(line.len());
        let end = (start..=end).rev().find(|i| line.is_char_boundary(*i)).unwrap_or(start);
        let (before, marked, after) = (&line[..start], &line[start..end], &line[end..]);
        // Only what is shown is looked at, so that many problems of one endless line cost no more.
        let first = before.char_indices().rev().nth(BEFORE - 1).map_or(0, |(i, _)| i);
        let mut text = String::new();
        if first > 0 {
            text.push('…');
        }
        text.push_str(&clean(&before[first..]));
        let from = text.len();
        text.push_str(&clean(&marked.chars().take(AFTER).collect::<String>()));
        let to = text.len();
        let room = AFTER - marked.chars().take(AFTER).count();
        text.push_str(&clean(&after.chars().take(room).collect::<String>()));
        if line[start..].chars().nth(AFTER).is_some() {
            text.push('…');
        }
        Window { text, mark: from..to, is_cut: first > 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Code, Suggestion};

    fn shown(text: &str, start: usize, end: usize) -> (String, String) {
        let mut sources = Sources::new();
        let file = sources.add(SourceText::new("a.yaml", text));
        let mut diagnostic =
            Diagnostic::new(Code::UnknownKey, Span::new(file, start, end)).with("key", &text[start..end]);
        diagnostic.suggestion = Some(Suggestion::of("name"));
        let words = Catalogue::english();
        let full = full(&diagnostic.with("expected", "name"), &sources, &words);
        let plain = anstream::adapter::strip_str(&full).to_string();
        let diagnostic = Diagnostic::new(Code::EmptyFile, Span::new(file, start, end));
        (plain, short(&diagnostic, &sources, &words))
    }

    #[test]
    fn a_problem_is_shown_with_its_line_the_place_and_the_nearest_name() {
        let (full, short) = shown("é: 1\n nmae: 2\n", 7, 11);
        let expected = "error[unknown-key]: unknown key \"nmae\"\n --> a.yaml:2:2\n  |\n2 |  nmae: 2\n  |  ^^^^\n  |\n  \
                        = help: did you mean \"name\"?\n  = help: known here: name";
        assert_eq!(full, expected);
        assert_eq!(short, "a.yaml:2:2: error[empty-file]: the file is empty");
    }

    #[test]
    fn an_endless_line_is_cut_and_the_column_still_counts_from_its_beginning() {
        let text = format!("{}nmae{}", "x".repeat(100_000), "y".repeat(100_000));
        let (full, _) = shown(&text, 100_000, 100_004);
        assert!(full.contains("a.yaml:1:100001"), "{full}");
        assert!(full.lines().all(|line| line.chars().count() < 150), "{full}");
    }

    #[test]
    fn escape_sequences_of_a_file_do_not_reach_the_terminal() {
        let text = "\u{1b}[2J\u{202e}nmae\u{7}";
        let (full, short) = shown(text, 7, 11);
        assert!(!full.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{full:?}");
        assert!(full.contains("\u{241b}[2J\u{fffd}nmae\u{2407}"), "{full:?}");
        assert!(short.starts_with("a.yaml:1:6"), "{short}");
    }
}
