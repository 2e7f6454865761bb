//! A YAML file as an arena of located nodes; `parse` makes one.

use crate::diag::Span;

/// Index of a node in its [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(pub(super) u32);

/// How a scalar is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Without quotes: YAML may see a number or `true` in it.
    Plain,
    /// In quotes, or as a block after `|` or `>`: always text.
    Quoted,
    /// Not known, because another reader read it.
    #[default]
    NotKnown,
}

/// One value of a file with its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, from its first to its last character.
    pub span: Span,
    /// The list or map that holds it; `None` for the root.
    pub parent: Option<NodeId>,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Text, number, `true`, nothing: as written.
    Scalar(String, Style),
    /// A list.
    List(Vec<NodeId>),
    /// Keys with values, in file order; of equal keys only the first.
    Map(Vec<(NodeId, NodeId)>),
    /// A repetition of another node.
    Alias(NodeId),
}

/// Every value of one file.
#[derive(Clone, Debug)]
pub struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) root: NodeId,
    /// The scalars written as blocks after `|` or `>`, in file order.
    pub(super) blocks: Vec<NodeId>,
    /// Every comment from its `#` to the end of its line, in file order.
    pub(super) comments: Vec<Span>,
}

impl Tree {
    /// The outermost value.
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// The node of an id, as written: an alias is an alias.
    pub fn written(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The node of an id, with an alias replaced by what it repeats.
    pub fn node(&self, id: NodeId) -> &Node {
        match &self.written(id).kind {
            Kind::Alias(target) => self.written(*target),
            Kind::Scalar(..) | Kind::List(_) | Kind::Map(_) => self.written(id),
        }
    }

    /// Whether a scalar is written as a block after `|` or `>`. Its span then begins with its first
    /// character, leaves out the header, and may take in blank lines and the next indentation.
    pub fn is_block(&self, id: NodeId) -> bool {
        self.blocks.binary_search(&id).is_ok()
    }

    /// Every comment from its `#` to the end of its line, in file order.
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// The text of a scalar; `None` for lists and maps.
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).kind {
            Kind::Scalar(text, _) => Some(text),
            Kind::List(_) | Kind::Map(_) | Kind::Alias(_) => None,
        }
    }

    /// The entries of a map; `None` for anything else.
    pub fn entries(&self, id: NodeId) -> Option<&[(NodeId, NodeId)]> {
        match &self.node(id).kind {
            Kind::Map(entries) => Some(entries),
            Kind::Scalar(..) | Kind::List(_) | Kind::Alias(_) => None,
        }
    }

    /// Key and value of a key in a map.
    pub fn get(&self, map: NodeId, key: &str) -> Option<(NodeId, NodeId)> {
        self.entries(map)?.iter().copied().find(|(k, _)| self.text(*k) == Some(key))
    }
}

/// Whether YAML 1.2 reads nothing in a plain scalar.
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}
