//! A badge: the evidenced overall figure, its band, the month and the weakest principle, as SVG.
//!
//! It is the most-read line about an assessment, and the one most easily taken for a seal: it is green only
//! when every knock-out is verified and the band is one of the two best, grey when nothing is rated, and
//! never says more than the figure does.

use std::fmt::Write as _;

use crate::gap::{KnockOutState, knock_out_state};
use crate::model::{Assessment, ControlIx, Exact, SectionIx};
use crate::report::Subject;
use crate::report::escape::{clean, html};
use crate::report::figures::whole_down;
use crate::score::{Figure, Node, Scorecard};

/// How a badge looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Every knock-out verified, band A or B.
    Good,
    /// Rated, and neither good nor poor.
    Middling,
    /// The lowest band, or a knock-out failed.
    Poor,
    /// Not rated.
    Unrated,
}

impl Tone {
    /// The colour behind the figure. Each has a contrast of at least 4.5 with white (WCAG 2.2, 1.4.3).
    fn color(self) -> &'static str {
        match self {
            Tone::Good => "#1a7f37",
            Tone::Middling => "#8a5a00",
            Tone::Poor => "#b42318",
            Tone::Unrated => "#5f6368",
        }
    }
}

/// The badge of an outcome, by the first method.
pub fn badge(subject: &Subject) -> String {
    let standing = Standing::of(subject);
    let words = &subject.words;
    let month = subject.outcome.assessment.today.date.format("%Y-%m").to_string();
    let mut parts = vec![match &standing.figure {
        Some(figure) => words.say("badge.evidenced", &[("n", figure)]),
        None => words.text("badge.not-rated"),
    }];
    parts.extend(
        standing.band.filter(|_| standing.figure.is_some()).map(|b| words.say("badge.band", &[("band", &b)])),
    );
    parts.extend(
        standing.weakest.iter().map(|(id, n)| words.say("badge.weakest", &[("section", id), ("n", n)])),
    );
    parts.push(month);
    let label = clean(&words.text("badge.label")).replace('\n', " ");
    let message = clean(&parts.join(" · ")).replace('\n', " ");
    let title = words.say("badge.title", &[("label", &label), ("message", &message)]);
    draw((&label, &message, &title), standing.tone)
}

/// What the badge says.
struct Standing {
    figure: Option<String>,
    band: Option<String>,
    weakest: Option<(String, String)>,
    tone: Tone,
}

/// The label of a method for what it does not rate.
const NOT_RATED: [&str; 2] = ["NR", "NM"];

impl Standing {
    fn of(subject: &Subject) -> Standing {
        let assessment = &subject.outcome.assessment;
        let Some(card) = subject.outcome.cards.first() else { return Standing::unrated() };
        let root = Node::Section(SectionIx::ROOT);
        let label = card.label("overall_band", root).or_else(|| card.label("band", root));
        let rated = label.filter(|label| !NOT_RATED.contains(label));
        // A method without bands rates nothing, and its figure stands on grey.
        let has_figure = label.is_none() || rated.is_some();
        let figure = low(card, "overall", root).or_else(|| low(card, "evidenced", root));
        let figure = figure.filter(|_| has_figure);
        Standing {
            tone: rated.map_or(Tone::Unrated, |band| tone(band, assessment)),
            figure: figure.map(whole_down),
            band: rated.map(str::to_string),
            weakest: weakest(card, assessment),
        }
    }

    fn unrated() -> Standing {
        Standing { figure: None, band: None, weakest: None, tone: Tone::Unrated }
    }
}

fn tone(band: &str, assessment: &Assessment) -> Tone {
    let all = (0..assessment.items.len()).filter_map(|ix| knock_out_state(assessment, ControlIx(ix)));
    let worst = all.min();
    match (band, worst) {
        (_, Some(KnockOutState::Failed)) | ("D", _) => Tone::Poor,
        ("A" | "B", None | Some(KnockOutState::Passed)) => Tone::Good,
        _ => Tone::Middling,
    }
}

/// The section directly below the root with the lowest evidenced figure, and that figure.
fn weakest(card: &Scorecard, assessment: &Assessment) -> Option<(String, String)> {
    let checklist = assessment.checklist;
    let measured = checklist.top_sections().filter(|ix| {
        let range = checklist.section(*ix).controls.clone();
        assessment.items[range].iter().any(|item| item.applicable)
    });
    let figures = measured.filter_map(|ix| Some((low(card, "evidenced", Node::Section(ix))?, ix)));
    let (figure, ix) = figures.min_by(|one, other| one.0.cmp(other.0))?;
    Some((checklist.section(ix).id.to_string(), whole_down(figure)))
}

/// The least figure over all ways to answer the blanks.
fn low<'c>(card: &'c Scorecard, measure: &str, node: Node) -> Option<&'c Exact> {
    let result = card.get(measure, node)?;
    result.low.as_ref().or(result.value.as_ref()).and_then(Figure::number)
}

/// The height of a badge. **Unit:** pixels.
const HEIGHT: usize = 20;
/// The room before and behind a text. **Unit:** pixels.
const ROOM: usize = 7;

fn draw((label, message, title): (&str, &str, &str), tone: Tone) -> String {
    let (left, right) = (width(label) + 2 * ROOM, width(message) + 2 * ROOM);
    let whole = left + right;
    let color = tone.color();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole}\" height=\"{HEIGHT}\" \
         viewBox=\"0 0 {whole} {HEIGHT}\" role=\"img\" aria-labelledby=\"t\">\n<title id=\"t\">{}</title>\n\
         <rect width=\"{left}\" height=\"{HEIGHT}\" fill=\"#3b4048\"/>\n\
         <rect x=\"{left}\" width=\"{right}\" height=\"{HEIGHT}\" fill=\"{color}\"/>\n\
         <g fill=\"#fff\" font-family=\"Verdana,Geneva,DejaVu Sans,sans-serif\" font-size=\"11\" \
         aria-hidden=\"true\">\n",
        html(title)
    );
    for (text, x) in [(label, ROOM), (message, left + ROOM)] {
        // The length is fixed, so that another typeface does not run out of the box.
        writeln!(svg, "<text x=\"{x}\" y=\"14\" textLength=\"{}\">{}</text>", width(text), html(text))
            .expect("a string can be written");
    }
    svg + "</g>\n</svg>\n"
}

/// How wide a text is about, in Verdana of 11 pixels. **Unit:** pixels.
fn width(text: &str) -> usize {
    let tenths = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | '\'' | '|' | ' ' | '·' => 37,
        'f' | 'r' | 't' | '(' | ')' | '-' | '/' => 48,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 104,
        'A'..='Z' => 78,
        c if c.is_ascii() => 67,
        _ => 74,
    };
    text.chars().map(tenths).sum::<usize>().div_ceil(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_badge_says_stays_text() {
        let svg = draw(("<a>", "\"&'", "</title><script>"), Tone::Poor);
        assert!(svg.contains("&lt;a&gt;") && svg.contains("&quot;&amp;&#39;"), "{svg}");
        assert!(svg.contains("<title id=\"t\">&lt;/title&gt;&lt;script&gt;</title>"), "{svg}");
    }

    #[test]
    fn white_text_can_be_read_on_every_tone() {
        for tone in [Tone::Good, Tone::Middling, Tone::Poor, Tone::Unrated] {
            let channel = |i: usize| {
                let part = u8::from_str_radix(&tone.color()[i..i + 2], 16).expect("hexadecimal");
                let part = f64::from(part) / 255.0;
                if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            };
            // Relative luminance and contrast: WCAG 2.2, definitions.
            let luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
            assert!(1.05 / (luminance + 0.05) >= 4.5, "{tone:?}");
        }
    }
}
