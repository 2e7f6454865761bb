//! The sections directly below the root: the principles of a checklist of principles.

use schemars::JsonSchema;
use serde::Serialize;

use super::gap::GapView;
use super::measure::{BandView, MeasureView, NumberView};
use super::public::LOWEST_AREA;
use super::tier::TierShare;
use super::when;
use super::writer::Writer;
use crate::gap::{self, Gap, KnockOutState};
use crate::model::{Child, ControlIx, Exact, Item, SectionIx, Weight};
use crate::report::{Document, figures};
use crate::score::{Node, NodeResult};
use crate::threads;

/// A section directly below the root, with its figures and gaps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SectionView {
    /// Its id.
    pub id: String,
    /// A name for links within the document: letters, digits and hyphens.
    pub anchor: String,
    /// Its kind as a word: `principle`.
    pub kind: String,
    /// Its number, when it has one.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Number and title: `7 Cyber hygiene`.
    pub label: String,
    /// Why it matters.
    pub why: String,
    /// What it asks.
    pub asks: String,
    /// What it does not ask.
    pub asks_not: String,
    /// `yes` when at least one control concerns the organisation, else `no`.
    pub material: String,
    /// `yes` when the method gives an evidenced percentage, else `no`.
    pub rated: String,
    /// Attainment backed by evidence.
    pub evidenced: NumberView,
    /// Attainment as claimed.
    pub claimed: NumberView,
    /// The percentage that a bar shows as solid: evidenced, or the share of controls at target.
    pub bar: NumberView,
    /// The names of its drawings, for `chart`.
    pub charts: SectionCharts,
    /// How well its answers are backed, by tier.
    pub tiers: Vec<TierShare>,
    /// The band.
    pub band: BandView,
    /// Coverage with its sign; empty when the method has none.
    pub coverage: String,
    /// Coverage with what it is a share of: `98 % of the weight`; empty when the method has none.
    pub coverage_text: String,
    /// Confidence from 0 to 1, in words and digits; empty when the method has none.
    pub confidence: String,
    /// The lowest practice area, in a sentence; empty when the method has none.
    pub lowest_area: String,
    /// How many controls apply, are answered, and are at their target.
    pub counts: CountsView,
    /// What gates and caps say.
    pub findings: Vec<String>,
    /// What the evidenced percentage would be without the cap that holds it down, in a sentence; empty when
    /// none does.
    pub uncapped: String,
    /// The same in few words, to stand beside the percentage: `83% before the cap`.
    pub before_cap: String,
    /// Every measure of the method here.
    pub measures: Vec<MeasureView>,
    /// Knock-outs in a sentence: `3 of 4 verified, 1 failed`; empty when there are none.
    pub knock_outs: String,
    /// Dated plans in a sentence; empty when there are no gaps.
    pub plans: String,
    /// Its practice areas.
    pub areas: Vec<AreaView>,
    /// Its gaps, first what to do first.
    pub gaps: Vec<GapView>,
}

/// The names of a section's drawings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SectionCharts {
    /// Its bar.
    pub bar: String,
    /// Its row of the heat map.
    pub heat: String,
    /// Its row of the tier stack.
    pub tiers: String,
}

impl SectionCharts {
    fn of(anchor: &str) -> SectionCharts {
        let name = |kind: &str| format!("{kind}-{anchor}");
        SectionCharts { bar: name("bar"), heat: name("heat"), tiers: name("tiers") }
    }
}

/// How many controls there are of each kind; those that share an answer are one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CountsView {
    /// That concern the organisation.
    pub applicable: usize,
    /// Of these, with an answer that still stands.
    pub answered: usize,
    /// Of these, at their target as far as the method counts it.
    pub met: usize,
    /// Gaps.
    pub gaps: usize,
    /// Knock-outs that concern the organisation.
    pub knock_outs: usize,
    /// Knock-outs that failed; `null` in the public version where there are so few that it would name them.
    pub knock_outs_failed: Option<usize>,
    /// In a sentence: `20 of 22 questions answered, 12 at target`.
    pub text: String,
}

/// A practice area: a section below a top section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AreaView {
    /// Its id.
    pub id: String,
    /// A short label: its id without its parent's.
    pub short: String,
    /// Its title.
    pub title: String,
    /// `yes` when at least one control concerns the organisation, else `no`.
    pub material: String,
    /// Attainment backed by evidence, or the share of controls at target.
    pub bar: NumberView,
    /// How many controls there are of each kind.
    pub counts: CountsView,
}

impl<'a> Writer<'a> {
    /// Every top section, without its gaps.
    pub(crate) fn sections(self) -> Vec<SectionView> {
        self.tops().into_iter().map(|ix| self.section(ix, Vec::new())).collect()
    }

    /// Every top section with those of the gaps that are its own; `gaps` are all, as they were written.
    pub(super) fn sections_with(self, gaps: &[GapView]) -> Vec<SectionView> {
        let ranked = || self.subject.outcome.gaps.iter().zip(gaps);
        let own = |ix| ranked().filter(move |(gap, _)| self.top_of(gap) == ix).map(|(_, view)| view.clone());
        threads::each(self.tops(), |ix| self.section(ix, own(ix).collect()))
    }

    /// The top sections; a checklist without sections is one section by itself.
    pub(super) fn tops(self) -> Vec<SectionIx> {
        let tops: Vec<SectionIx> = self.checklist().top_sections().collect();
        if tops.is_empty() { vec![SectionIx::ROOT] } else { tops }
    }

    fn section(self, ix: SectionIx, gaps: Vec<GapView>) -> SectionView {
        let section = self.checklist().section(ix);
        let node = Node::Section(ix);
        let (counts, evidenced) = (self.counts(ix), self.number("evidenced", node));
        let uncapped = self.uncapped(node).map(|raw| self.good_percent(&raw));
        let said = |key: &str| {
            uncapped.iter().map(|share| self.say(key, &[("share", share.clone())])).collect::<String>()
        };
        let coverage = self.value("coverage", node).map(|s| self.good_percent(&s)).unwrap_or_default();
        let number = section.number.map(|n| n.to_string()).unwrap_or_default();
        let title = self.section_title(ix);
        let here = self.card().into_iter().flat_map(|card| card.at(node));
        let band = self.band(node);
        // A scorecard shows figures alone: a percentage with its band, else the measures.
        let report = self.options.document == Document::Report;
        let figures = !(band.code.is_empty() && evidenced.text.is_empty());
        SectionView {
            anchor: anchor(section.id.as_str()),
            kind: self.kind(&section.kind),
            label: format!("{number} {title}").trim().to_string(),
            why: when(report, || self.section_text(ix, "why")),
            asks: when(report, || self.section_text(ix, "asks")),
            asks_not: when(report, || self.section_text(ix, "asks_not")),
            material: yes(counts.applicable > 0 || band.code == "NR"),
            rated: yes(!evidenced.text.is_empty()),
            claimed: self.number("claimed", node),
            bar: self.bar(&evidenced, &counts),
            charts: SectionCharts::of(&anchor(section.id.as_str())),
            tiers: when(report, || self.tiers(ix)),
            band,
            coverage_text: self.coverage_text(&coverage),
            coverage,
            confidence: self.confidence(node),
            lowest_area: self.lowest_area(node),
            findings: self.notes(here).into_iter().chain(self.condition(ix)).collect(),
            uncapped: said("report.uncapped"),
            before_cap: said("report.before-cap"),
            measures: when(report || !figures, || self.measures(node)),
            knock_outs: when(report, || self.knock_outs(ix)),
            plans: when(report, || self.plans(ix)),
            areas: when(report, || self.areas(ix)),
            gaps,
            id: section.id.to_string(),
            number,
            title,
            evidenced,
            counts,
        }
    }

    /// The evidenced percentage before a cap changed it, where the terms of numbers were kept.
    fn uncapped(self, node: Node) -> Option<Exact> {
        let trace = self.result("evidenced", node)?.trace.as_deref()?;
        let before = [trace.folded.as_ref()].into_iter().chain(trace.steps.iter().map(|s| s.after.as_ref()));
        let capped =
            before.zip(&trace.steps).find(|(before, s)| s.name == "cap" && *before != s.after.as_ref());
        capped?.0?.number().cloned()
    }

    /// What gates and caps say, each once.
    fn notes(self, results: impl Iterator<Item = &'a NodeResult>) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        for note in results.flat_map(|r| r.findings.iter()).map(|f| self.finding(f)) {
            if !said.contains(&note) {
                said.push(note);
            }
        }
        said
    }

    fn top_of(self, gap: &Gap) -> SectionIx {
        self.checklist().top_of(gap.control)
    }

    fn areas(self, ix: SectionIx) -> Vec<AreaView> {
        let children = self.checklist().section(ix).children.iter().filter_map(|child| match child {
            Child::Section(area) => Some(*area),
            Child::Control(_) => None,
        });
        let parent = self.checklist().section(ix).id.as_str();
        children.map(|area| self.area(parent, area)).collect()
    }

    fn area(self, parent: &str, ix: SectionIx) -> AreaView {
        let id = self.checklist().section(ix).id.as_str();
        let short =
            id.strip_prefix(parent).map_or(id, |rest| rest.trim_start_matches(['-', '.', '/', ':', '_']));
        let counts = self.counts(ix);
        AreaView {
            id: id.to_string(),
            short: if short.is_empty() { id } else { short }.to_string(),
            title: self.section_title(ix),
            material: yes(counts.applicable > 0),
            bar: self.bar(&self.number("evidenced", Node::Section(ix)), &counts),
            counts,
        }
    }

    /// What a bar shows: the evidenced percentage, else the share of controls at their target.
    pub(super) fn bar(self, evidenced: &NumberView, counts: &CountsView) -> NumberView {
        if !evidenced.text.is_empty() || counts.applicable == 0 {
            return evidenced.clone();
        }
        let of = |n: usize| figures::percent(&Exact::from(n), &Exact::from(counts.applicable));
        let blank = counts.applicable - counts.answered;
        self.range(&of(counts.met), &of(counts.met + blank))
    }

    /// The items of a section.
    pub(super) fn items(self, ix: SectionIx) -> &'a [Item<'a>] {
        &self.assessment().items[self.checklist().section(ix).controls.clone()]
    }

    /// The items of a section that pass, each answer once.
    pub(super) fn once(
        self,
        ix: SectionIx,
        passes: impl Fn(&Item<'a>) -> bool,
    ) -> impl Iterator<Item = &'a Item<'a>> {
        self.assessment().once(self.checklist().section(ix).controls.clone(), passes)
    }

    /// How many controls of each kind a section has, each answer once.
    pub(super) fn counts(self, ix: SectionIx) -> CountsView {
        let count = |passes: &dyn Fn(&Item) -> bool| self.once(ix, passes).count();
        let inside = &self.checklist().section(ix).controls;
        let gaps = self.subject.outcome.gaps.iter().map(|gap| gap.control);
        let gaps = self.checklist().once(gaps.filter(|ix| inside.contains(&ix.0)).collect()).count();
        let state = |i: &Item| gap::knock_out_state(self.assessment(), i.control);
        let all = count(&|i| i.applicable);
        let answered = count(&|i| i.applicable && !i.is_blank());
        let met = all - gaps.min(all);
        let values = [("of", all.to_string()), ("met", met.to_string())];
        CountsView {
            applicable: all,
            answered,
            met,
            gaps,
            knock_outs: count(&|i| state(i).is_some()),
            knock_outs_failed: Some(count(&|i| state(i) == Some(KnockOutState::Failed))),
            text: self.count("report.counts", answered, &values),
        }
    }

    /// Confidence with its word: `0.57 (medium)`; empty when the method has none.
    pub(super) fn confidence(self, node: Node) -> String {
        let Some(confidence) = self.value("confidence", node) else { return String::new() };
        let digits = self.subject.words.decimal(&confidence.to_decimal(2));
        let level = self.word(&format!("confidence.{}", confidence_level(&confidence)));
        self.say("confidence.text", &[("digits", digits), ("level", level)])
    }

    /// What coverage is a share of: of the weight, where the method counts by weight.
    fn coverage_text(self, share: &str) -> String {
        if share.is_empty() || !self.is_weighed("coverage") {
            return share.to_string();
        }
        self.say("coverage.share", &[("share", share.to_string())])
    }

    /// Whether a measure of sections counts its items by their own weights.
    pub(super) fn is_weighed(self, measure: &str) -> bool {
        let Some(card) = self.card() else { return false };
        let method = self.checklist().methods.iter().find(|method| method.id == card.method);
        let measures = method.into_iter().flat_map(|method| &method.measures);
        let named = measures.filter(|known| known.id.as_str() == measure);
        named.flat_map(|known| &known.definitions).all(|definition| definition.weight == Weight::Own)
    }

    /// The lowest practice area with its percentage.
    fn lowest_area(self, node: Node) -> String {
        let Some(low) = self.result(LOWEST_AREA, node) else { return String::new() };
        let Some(low) = low.low.as_ref().or(low.value.as_ref()).and_then(crate::score::Figure::number) else {
            return String::new();
        };
        self.say("report.lowest-area", &[("share", self.good_percent(low))])
    }
}

/// `high`, `medium` or `low` (brief, section 3.2).
pub(super) fn confidence_level(confidence: &Exact) -> &'static str {
    let hundredths = confidence * &Exact::from(100i64);
    if hundredths >= Exact::from(75i64) {
        "high"
    } else if hundredths >= Exact::from(50i64) {
        "medium"
    } else {
        "low"
    }
}

/// `yes` or `no`, so that a template's condition has something to compare.
pub(super) fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_string()
}

/// A name for links: the id in lower case with everything but letters and digits as hyphens.
pub(crate) fn anchor(id: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    id.chars().map(plain).collect()
}

/// The control of an index, for parts that only hold one.
pub(super) fn control_anchor(writer: Writer, ix: ControlIx) -> String {
    anchor(writer.checklist().control(ix).id.as_str())
}
