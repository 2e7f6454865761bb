//! Comments that head a group of answers, brought along with the first answer below them.

use super::read::Read;
use crate::edit::answers::EditRefused;

/// The grown file, where each of the added controls has the paragraphs of comments above it that it has in
/// the other file. A paragraph that the file has already is moved up when only added answers stand between.
///
/// **Errors:** one of the two cannot be read.
pub(super) fn headed(grown: String, from: &Read<'_>, added: &[String]) -> Result<String, EditRefused> {
    let mut text = grown;
    for control in added {
        let paragraphs = paragraphs(from, control);
        if paragraphs.is_empty() {
            continue;
        }
        if let Some(new) = with_paragraphs(&text, control, &paragraphs, added)? {
            text = new;
        }
    }
    Ok(text)
}

/// The paragraphs of comments above an answer, the one right above it left out; their lines without
/// indentation.
fn paragraphs(from: &Read<'_>, control: &str) -> Vec<Vec<String>> {
    let part = from.outline.as_ref().and_then(|outline| outline.part(control));
    let Some(part) = part else { return Vec::new() };
    let above: Vec<&str> = from.text[part.whole.start..part.own.start].lines().map(str::trim).collect();
    let mut all: Vec<Vec<String>> = above
        .split(|line| line.is_empty())
        .filter(|lines| !lines.is_empty())
        .map(|lines| lines.iter().map(|line| line.to_string()).collect())
        .collect();
    if above.last().is_some_and(|line| line.starts_with('#')) {
        all.pop();
    }
    all
}

/// The text with these paragraphs above a control; `None` when there is nothing to do.
fn with_paragraphs(
    text: &str,
    control: &str,
    paragraphs: &[Vec<String>],
    added: &[String],
) -> Result<Option<String>, EditRefused> {
    let mark = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    let read = Read::of(text)?;
    let Some(outline) = &read.outline else { return Ok(None) };
    let Some(part) = outline.part(control) else { return Ok(None) };
    let mut lines: Vec<String> = read.text.split_inclusive('\n').map(str::to_string).collect();
    let line_of = |at: usize| read.text[..at].matches('\n').count();
    let own = line_of(part.own.start);
    let comments = lines[..own].iter().rev().take_while(|line| line.trim_start().starts_with('#')).count();
    let first = own - comments;
    // What may be moved stands above the next answer that was there before.
    let next = outline.parts.iter().find(|p| p.own.start > part.own.start && !added.contains(&p.id));
    let last = next.map_or(lines.len(), |p| line_of(p.own.start));
    let ending = if read.text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut new: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        match find(&lines, paragraph) {
            Some(at) if at < first || at >= last => {}
            found => {
                if let Some(at) = found {
                    let blank = lines.get(at + paragraph.len()).is_some_and(|line| line.trim().is_empty());
                    lines.drain(at..at + paragraph.len() + usize::from(blank));
                }
                let indented = |line: &String| format!("{:1$}{line}{ending}", "", outline.column);
                new.extend(paragraph.iter().map(indented).chain([ending.to_string()]));
            }
        }
    }
    if new.is_empty() {
        return Ok(None);
    }
    lines.splice(first..first, new);
    let headed = format!("{mark}{}", lines.concat());
    // Comments say nothing: whatever else came out of it is not taken.
    let same = Read::of(&headed)?.shape.same(&read.shape);
    Ok(same.then_some(headed))
}

/// The line where a paragraph begins.
fn find(lines: &[String], paragraph: &[String]) -> Option<usize> {
    lines.windows(paragraph.len()).position(|some| some.iter().zip(paragraph).all(|(a, b)| a.trim() == b))
}
