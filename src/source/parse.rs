//! YAML text → [`Tree`], in one linear pass. The only file that names the YAML parser.
//!
//! Limits of depth, values and aliases hold while reading, so a hostile file costs no more than its
//! first illegal line. Duplicate keys, tags, merge keys and odd keys are reported and skipped, so that
//! the rest of the file is still read. A syntax error ends the file.

use std::collections::BTreeMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, options};

use super::tree::{Kind, Node, NodeId, Style, Tree, is_null};
use crate::diag::{Code, Diagnostic, Diagnostics, FileId, Span};

/// The deepest nesting, aliases included.
pub const DEEPEST: usize = 64;
/// The most values in a file.
pub const MOST_VALUES: usize = 200_000;
/// The most aliases in a file.
pub const MOST_ALIASES: usize = 1_000;
/// How version control marks where two versions begin.
const CONFLICT: &str = "<<<<<<< ";
/// The most text that aliases may repeat. **Unit:** bytes, with 16 for each value.
const MOST_COPIED: usize = 4 * 1024 * 1024;

/// Reads a text. `None` when it is no YAML or passes a limit.
///
/// **Reports:** `yaml-syntax`, `merge-conflict`, `tab-indentation`, `yaml-limit`, `several-documents`, `empty-file`,
/// `unsupported-yaml`, `duplicate-key`.
pub fn parse(text: &str, file: FileId, diags: &mut Diagnostics) -> Option<Tree> {
    let mut options = options! {
        disallow_directives: true,
        flow_nesting_limit: DEEPEST,
        block_nesting_limit: DEEPEST
    };
    options.set_emit_comments(true);
    options.max_buffered_comment_events = MOST_VALUES;
    let mut builder = Builder::new(text, file, diags);
    for event in Parser::new_from_str_with_options(text, options) {
        let step = match event {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(0..0);
                let tag = span.tag_start().and_then(|mark| mark.byte_offset());
                builder.event(event, Span::new(file, range.start, range.end), tag)
            }
            Err(error) => Err(builder.syntax(&error)),
        };
        if let Err(problem) = step {
            builder.diags.push(problem);
            return None;
        }
    }
    builder.finish()
}

/// A list or map that is not closed yet.
struct Open {
    id: NodeId,
    key: Option<NodeId>,
    is_map: bool,
    anchor: usize,
    size: usize,
    height: usize,
}

/// What an alias needs to know of a closed node.
#[derive(Clone, Copy)]
struct Extent {
    size: usize,
    height: usize,
}

struct Builder<'t> {
    text: &'t str,
    file: FileId,
    diags: &'t mut Diagnostics,
    nodes: Vec<Node>,
    open: Vec<Open>,
    root: Option<NodeId>,
    anchors: BTreeMap<usize, (NodeId, Option<Extent>)>,
    aliases: usize,
    copied: usize,
    documents: usize,
    blocks: Vec<NodeId>,
    comments: Vec<Span>,
}

type Step = Result<(), Diagnostic>;

impl<'t> Builder<'t> {
    fn new(text: &'t str, file: FileId, diags: &'t mut Diagnostics) -> Self {
        Builder {
            text,
            file,
            diags,
            nodes: Vec::new(),
            open: Vec::new(),
            root: None,
            anchors: BTreeMap::new(),
            aliases: 0,
            copied: 0,
            documents: 0,
            blocks: Vec::new(),
            comments: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span, tag: Option<usize>) -> Step {
        if let Some(start) = tag {
            let end = self.text[start..].find([' ', '\n', ',', ']', '}']).map_or(start + 1, |n| start + n);
            self.diags.push(refused(Span::new(self.file, start, end), "yaml.tag"));
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                let marker = Span::new(self.file, span.start as usize, span.start as usize + 3);
                if self.documents > 1 { Err(Diagnostic::new(Code::SeveralDocuments, marker)) } else { Ok(()) }
            }
            Event::Scalar(text, style, anchor, _) => {
                let size = text.len() + 16;
                let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                let style = if style == ScalarStyle::Plain { Style::Plain } else { Style::Quoted };
                let id = self.add(Kind::Scalar(text.into_owned(), style), span)?;
                if is_block {
                    self.blocks.push(id);
                }
                self.closed(id, anchor, Extent { size, height: 0 })
            }
            Event::SequenceStart(_, anchor, _) => self.begin(Kind::List(Vec::new()), span, anchor),
            Event::MappingStart(_, anchor, _) => self.begin(Kind::Map(Vec::new()), span, anchor),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::Comment(..) => {
                self.comments.push(span);
                Ok(())
            }
            // Stream and document ends carry nothing; anchors are not asked for.
            _ => Ok(()),
        }
    }

    fn limit(&self, at: Span, limit: &'static str) -> Diagnostic {
        Diagnostic::new(Code::YamlLimit, at).with_word("limit", limit)
    }

    fn add(&mut self, kind: Kind, span: Span) -> Result<NodeId, Diagnostic> {
        if self.nodes.len() >= MOST_VALUES {
            return Err(self.limit(span, "limit.nodes"));
        }
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node { kind, span, parent: self.open.last().map(|o| o.id) });
        Ok(id)
    }

    fn begin(&mut self, kind: Kind, span: Span, anchor: usize) -> Step {
        if self.open.len() >= DEEPEST {
            return Err(self.limit(span, "limit.depth"));
        }
        let is_map = matches!(kind, Kind::Map(_));
        let id = self.add(kind, span)?;
        if anchor > 0 {
            self.anchors.insert(anchor, (id, None));
        }
        self.open.push(Open { id, key: None, is_map, anchor, size: 16, height: 0 });
        Ok(())
    }

    fn end(&mut self, span: Span) -> Step {
        let Some(done) = self.open.pop() else { return Ok(()) };
        let last = match &self.nodes[done.id.0 as usize].kind {
            Kind::List(items) => items.last().copied(),
            Kind::Map(entries) => entries.last().map(|(_, value)| *value),
            Kind::Scalar(..) | Kind::Alias(_) => None,
        };
        // The end of a block list or map is reported where the next token begins.
        let last_end = last.map_or(0, |id| self.nodes[id.0 as usize].span.end);
        let node = &mut self.nodes[done.id.0 as usize];
        let closes = self.text[span.start as usize..span.end as usize].ends_with([']', '}']);
        node.span.end = if closes { span.end } else { last_end.max(node.span.end) };
        if done.is_map {
            self.check_keys(done.id);
        }
        self.closed(done.id, done.anchor, Extent { size: done.size, height: done.height + 1 })
    }

    /// A whole node is there: it becomes a key, a value, an item or the root.
    fn closed(&mut self, id: NodeId, anchor: usize, extent: Extent) -> Step {
        if anchor > 0 {
            self.anchors.insert(anchor, (id, Some(extent)));
        }
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(id);
            return Ok(());
        };
        parent.size = parent.size.saturating_add(extent.size);
        parent.height = parent.height.max(extent.height);
        let key = if parent.is_map && parent.key.is_none() {
            parent.key = Some(id);
            return Ok(());
        } else {
            parent.key.take()
        };
        match (&mut self.nodes[parent.id.0 as usize].kind, key) {
            (Kind::Map(entries), Some(key)) => entries.push((key, id)),
            (Kind::List(items), None) => items.push(id),
            // A map's value has its key, and a list has none: there is no third case.
            _ => {}
        }
        Ok(())
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Step {
        self.aliases += 1;
        if self.aliases > MOST_ALIASES {
            return Err(self.limit(span, "limit.aliases"));
        }
        let Some((target, Some(extent))) = self.anchors.get(&anchor).copied() else {
            return Err(Diagnostic::new(Code::UnsupportedYaml, span).with_word("what", "yaml.recursive"));
        };
        self.copied = self.copied.saturating_add(extent.size);
        if self.copied > MOST_COPIED {
            return Err(self.limit(span, "limit.copies"));
        }
        if self.open.len() + extent.height > DEEPEST {
            return Err(self.limit(span, "limit.depth"));
        }
        // An alias always points to what it repeats in the end, never to another alias.
        let target = match self.nodes[target.0 as usize].kind {
            Kind::Alias(further) => further,
            Kind::Scalar(..) | Kind::List(_) | Kind::Map(_) => target,
        };
        let id = self.add(Kind::Alias(target), span)?;
        self.closed(id, 0, extent)
    }

    /// Keys are single words or texts, none is `<<`, and none stands twice.
    fn check_keys(&mut self, map: NodeId) {
        let Kind::Map(entries) = &mut self.nodes[map.0 as usize].kind else { return };
        let mut entries = std::mem::take(entries);
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        entries.retain(|(key, _)| {
            let Node { kind, span, .. } = &self.nodes[key.0 as usize];
            let problem = match kind {
                Kind::Scalar(text, Style::Plain) if text == "<<" => refused(*span, "yaml.merge_key"),
                Kind::Scalar(text, style) if *style != Style::Plain || !is_null(text) => {
                    let Some(first) = seen.get(text.as_str()) else {
                        seen.insert(text, *span);
                        return true;
                    };
                    let twice = Diagnostic::new(Code::DuplicateKey, *span).with("key", text);
                    twice.and_at(*first, "diag.at.first")
                }
                Kind::Scalar(..) | Kind::List(_) | Kind::Map(_) | Kind::Alias(_) => {
                    refused(*span, "yaml.key")
                }
            };
            self.diags.push(problem);
            false
        });
        self.nodes[map.0 as usize].kind = Kind::Map(entries);
    }

    fn finish(self) -> Option<Tree> {
        let root = self.root.filter(|root| match &self.nodes[root.0 as usize].kind {
            Kind::Scalar(text, style) => !(*style == Style::Plain && is_null(text)),
            Kind::List(_) | Kind::Map(_) | Kind::Alias(_) => true,
        });
        match root {
            Some(root) => {
                Some(Tree { nodes: self.nodes, root, blocks: self.blocks, comments: self.comments })
            }
            None => {
                self.diags.push(Diagnostic::whole_file(Code::EmptyFile, self.file));
                None
            }
        }
    }

    fn syntax(&self, error: &ScanError) -> Diagnostic {
        let place = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
        let line_start = self.text[..place].rfind('\n').map_or(0, |n| n + 1);
        let width = self.text[place..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
        let at = Span::new(self.file, place, place + width);
        if let Some(mark) = self.conflict() {
            return Diagnostic::new(Code::MergeConflict, mark);
        }
        if let Some(tab) = self.tab_near(line_start) {
            return Diagnostic::new(Code::TabIndentation, Span::new(self.file, tab, tab + 1));
        }
        match error.kind() {
            ErrorKind::RecursionLimitExceeded => self.limit(at, "limit.depth"),
            ErrorKind::DirectiveDisallowed => {
                Diagnostic::new(Code::UnsupportedYaml, at).with_word("what", "yaml.directive")
            }
            kind => Diagnostic::new(Code::YamlSyntax, at).with_word("problem", problem(kind)),
        }
    }
}

impl Builder<'_> {
    /// The first mark of a merge that was not finished.
    fn conflict(&self) -> Option<Span> {
        let start = match self.text.starts_with(CONFLICT) {
            true => 0,
            false => self.text.find(&format!("\n{CONFLICT}"))? + 1,
        };
        Some(Span::new(self.file, start, start + CONFLICT.trim_end().len()))
    }

    /// A tab in the indentation of a line or of the next: a text of several lines is blamed where it begins.
    fn tab_near(&self, line_start: usize) -> Option<usize> {
        let mut start = line_start;
        for line in self.text[line_start..].split_inclusive('\n').take(2) {
            let indent = line.find(|c: char| c != ' ' && c != '\t').unwrap_or(line.len());
            if let Some(tab) = line[..indent].find('\t') {
                return Some(start + tab);
            }
            start += line.len();
        }
        None
    }
}

fn refused(at: Span, what: &'static str) -> Diagnostic {
    Diagnostic::new(Code::UnsupportedYaml, at).with_word("what", what)
}

/// The catalogue key that says what a syntax error is.
fn problem(kind: &ErrorKind) -> &'static str {
    use ErrorKind as E;
    match kind {
        E::UnknownAnchor => "yaml.unknown_anchor",
        E::UnclosedFlowCollection { .. }
        | E::MismatchedFlowCollectionEnd { .. }
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping => "yaml.unclosed_bracket",
        E::MisplacedFlowCollectionEnd => "yaml.bracket",
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => "yaml.unclosed_quote",
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => "yaml.after_quote",
        E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape | E::InvalidUnicodeEscape => {
            "yaml.escape"
        }
        E::InvalidIndentation | E::InvalidQuotedScalarIndent | E::InvalidFlowScalarIndent => {
            "yaml.indentation"
        }
        E::MappingValueNotAllowed | E::InvalidColonPlacement | E::MappingKeyNotAllowed => "yaml.colon",
        E::ExpectedBlockMappingKey | E::SimpleKeyExpected | E::InvalidSimpleKey => "yaml.expected_key",
        E::ExpectedFlowMappingSeparator | E::ExpectedFlowSequenceSeparator => "yaml.separator",
        E::UnexpectedCharacter { .. } | E::PlainScalarStartsWithDashFlowIndicator => "yaml.character",
        E::BlockEntryInFlowCollection | E::BlockSequenceEntryNotAllowed | E::ExpectedBlockSequenceEntry => {
            "yaml.dash"
        }
        E::InvalidBlockScalarHeader | E::InvalidBlockScalarIndent | E::TabAtBlockScalarStart => {
            "yaml.block_text"
        }
        _ => "yaml.other",
    }
}
