//! The catalogue of diagnostic codes: one entry per kind of problem.

use super::Severity;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $severity:ident;)*) => {
        /// What is wrong with a file. The sentence stands in the language catalogue.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &[Code] = &[$(Code::$name,)*];

            /// The kebab-case id, stable across versions.
            pub fn id(self) -> &'static str {
                match self { $(Code::$name => $id,)* }
            }

            /// The severity when nothing overrides it.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// The text is not YAML.
    YamlSyntax = "yaml-syntax", Error;
    /// The file passes a limit of size, depth or aliases.
    YamlLimit = "yaml-limit", Error;
    /// A YAML feature that is refused: tags, merge keys, keys that are not plain words, NUL bytes.
    UnsupportedYaml = "unsupported-yaml", Error;
    /// The file is not UTF-8.
    Encoding = "encoding", Error;
    /// More than one YAML document in a file.
    SeveralDocuments = "several-documents", Error;
    /// A tab where YAML wants spaces.
    TabIndentation = "tab-indentation", Error;
    /// Two versions of a place stand one after the other, as version control leaves them.
    MergeConflict = "merge-conflict", Error;
    /// Nothing in the file.
    EmptyFile = "empty-file", Error;
    /// Two YAML readers see different values in the file.
    ParsersDisagree = "parsers-disagree", Error;
    /// A key stands twice in one map.
    DuplicateKey = "duplicate-key", Error;
    /// A key that the format does not know.
    UnknownKey = "unknown-key", Error;
    /// A key that the format needs is not there.
    MissingKey = "missing-key", Error;
    /// A value of another kind than expected.
    WrongType = "wrong-type", Error;
    /// A value that the format does not allow there.
    BadValue = "bad-value", Error;
    /// The first key is not `format`.
    FormatMissing = "format-missing", Error;
    /// The format is not one that is read here.
    FormatUnknown = "format-unknown", Error;
    /// The format version is newer than this version reads.
    FormatNewer = "format-newer", Error;
    /// An id that YAML readers would take for a number and that is not quoted.
    NumberLikeId = "number-like-id", Error;
    /// An id with characters that ids may not have.
    BadId = "bad-id", Error;
    /// An id is used twice.
    DuplicateId = "duplicate-id", Error;
    /// A control id that the checklist does not have.
    UnknownControl = "unknown-control", Error;
    /// An answer to a control that the checklist has retired.
    RetiredControl = "retired-control", Error;
    /// A control that was dropped from the checklist, and nothing took its place.
    DroppedControl = "dropped-control", Error;
    /// A section id that the checklist does not have.
    UnknownSection = "unknown-section", Error;
    /// A scale that the checklist does not declare.
    UnknownScale = "unknown-scale", Error;
    /// An answer that is not a choice of the control's scale.
    UnknownChoice = "unknown-choice", Error;
    /// A profile fact that the checklist does not declare.
    UnknownFact = "unknown-fact", Error;
    /// A value that the profile fact does not have.
    UnknownFactValue = "unknown-fact-value", Error;
    /// A reference to a framework that the checklist does not declare.
    UnknownFramework = "unknown-framework", Error;
    /// A reference id that the framework does not have.
    UnknownReference = "unknown-reference", Error;
    /// A scoring method that the checklist does not declare.
    UnknownMethod = "unknown-method", Error;
    /// A measure that the method does not have.
    UnknownMeasure = "unknown-measure", Error;
    /// A setting that the checklist does not declare.
    UnknownSetting = "unknown-setting", Error;
    /// A checklist that is neither bundled nor a folder.
    UnknownChecklist = "unknown-checklist", Error;
    /// A conflict that a merge left as a comment.
    ConflictLeft = "conflict-left", Warning;
    /// The assessment names another version of the checklist than the one used.
    OtherVersion = "other-version", Warning;
    /// A numeric answer outside the scale.
    NumberOutside = "number-outside", Error;
    /// A level above what the measured share allows.
    LevelAboveShare = "level-above-share", Error;
    /// A level that stands for a share, without the count behind it.
    ShareNotCounted = "share-not-counted", Warning;
    /// A measured share that cannot be: no denominator, or more than all.
    BadShare = "bad-share", Error;
    /// Not applicable without a reason and an approver.
    MissingReason = "missing-reason", Error;
    /// Not applicable for more than 12 months.
    NotApplicableTooLong = "not-applicable-too-long", Error;
    /// A knock-out control marked not applicable by hand.
    KnockOutNotApplicable = "knock-out-not-applicable", Error;
    /// A target below the knock-out threshold.
    TargetBelowKnockOut = "target-below-knock-out", Error;
    /// A target of one's own that every answer reaches.
    TargetAsksNothing = "target-asks-nothing", Error;
    /// Not a date of the calendar.
    BadDate = "bad-date", Error;
    /// A date after the reference date.
    FutureDate = "future-date", Error;
    /// An answer dated after an explicit reference date is left out.
    LaterAnswer = "later-answer", Warning;
    /// An answer to a control that does not apply under the profile.
    DoesNotApply = "does-not-apply", Warning;
    /// A profile fact that decides about controls is not stated.
    FactNotStated = "fact-not-stated", Warning;
    /// true or false where yes or no is meant.
    BooleanForChoice = "boolean-for-choice", Warning;
    /// A key that has no effect where it stands.
    UnusedKey = "unused-key", Warning;
    /// Keys of which only one may be there.
    ConflictingKeys = "conflicting-keys", Error;
    /// Texts in another language that were made for another version of the checklist.
    OtherTextsVersion = "other-texts-version", Warning;
    /// A control that shares the answer of another control but has other choices.
    OtherScale = "other-scale", Error;
    /// Evidence dated after an explicit reference date is left out.
    LaterEvidence = "later-evidence", Warning;
    /// A sign-off dated after an explicit reference date does not count.
    LaterSignOff = "later-sign-off", Warning;
    /// An answer to a control that shares the fact of another control.
    AnsweredThroughOther = "answered-through-other", Error;
    /// A path that leaves the folder of its file.
    PathOutside = "path-outside", Error;
    /// An evidence item that does not have exactly one of file, link and reference.
    EvidenceShape = "evidence-shape", Error;
    /// An evidence file that is not there.
    EvidenceMissing = "evidence-missing", Error;
    /// An evidence file with another digest than the item states.
    EvidenceChanged = "evidence-changed", Error;
    /// Evidence that is no file, or one that cannot be read.
    EvidenceUnreadable = "evidence-unreadable", Error;
    /// A link that is not http, https or mailto.
    BadLink = "bad-link", Error;
    /// A condition that cannot be read.
    Expression = "expression", Error;
    /// Things that refer to each other in a circle.
    Cycle = "cycle", Error;
    /// An included file that is not there.
    IncludeMissing = "include-missing", Error;
    /// A YAML file in the checklist's folder that nothing includes.
    IncludeUnlisted = "include-unlisted", Error;
    /// A question that seems to ask two things.
    DoubleBarrelled = "double-barrelled", Warning;
    /// A level without its anchor text.
    MissingAnchor = "missing-anchor", Error;
    /// A text without its translation.
    MissingText = "missing-text", Warning;
    /// A translated text for something that is not there.
    UnknownText = "unknown-text", Error;
    /// A weight outside the checklist's range.
    WeightOutside = "weight-outside", Error;
    /// A control that no profile can make applicable.
    UnreachableControl = "unreachable-control", Error;
    /// A knock-out that no listed evidence can verify.
    UnverifiableKnockOut = "unverifiable-knock-out", Error;
    /// An id used again after its retirement.
    ReusedId = "reused-id", Error;
    /// A measure that is looked up where it does not exist.
    MeasureElsewhere = "measure-elsewhere", Error;
    /// A kind of node that no section has.
    UnknownKind = "unknown-kind", Warning;
    /// An attribute that nothing carries.
    UnknownAttribute = "unknown-attribute", Warning;
    /// A column that no choice has.
    UnknownChoiceColumn = "unknown-choice-column", Warning;
    /// An answer that no question has.
    UnknownAnswer = "unknown-answer", Warning;
    /// Values of an attribute for which a map has no weight.
    UnmappedWeight = "unmapped-weight", Warning;
    /// Items of which nothing says the most that they can be, in a fold that needs it.
    NoMaximum = "no-maximum", Error;
    /// Levels or groups to which nothing belongs.
    UnreachedLevels = "unreached-levels", Warning;
    /// A word where only numbers can be compared.
    NumberExpected = "number-expected", Error;
    /// A text such as `>1` where a comparison is meant.
    ComparisonAsText = "comparison-as-text", Error;
    /// Labels in a fold of numbers.
    LabelsNotNumbers = "labels-not-numbers", Error;
    /// Labels that are compared without an order.
    LabelsWithoutOrder = "labels-without-order", Error;
    /// Labels that have no range because nothing orders them.
    LabelsWithoutRange = "labels-without-range", Note;
    /// A number in quotes, which makes it a text.
    QuotedNumber = "quoted-number", Error;
    /// A row of a table with more or fewer cells than its measures need.
    TableRow = "table-row", Error;
    /// A measure of controls that folds what is below them.
    NothingBelow = "nothing-below", Error;
    /// A condition that asks for a value before there is one.
    ValueTooEarly = "value-too-early", Error;
    /// A word for *not applicable* that the scale does not have.
    SetAsideByWord = "set-aside-by-word", Error;
    /// A step of numbers after the value has become a label.
    StepWithoutEffect = "step-without-effect", Warning;
    /// A rule after one that always holds.
    UnreachableRule = "unreachable-rule", Warning;
    /// A band with the same edge as another.
    UnreachableBand = "unreachable-band", Warning;
    /// A rule that policies do not have.
    UnknownRule = "unknown-rule", Error;
    /// A policy without rules.
    PolicyEmpty = "policy-empty", Error;
    /// A rule that a policy lists and that judges nothing as written.
    RuleWithoutEffect = "rule-without-effect", Error;
    /// A rule that looks at a measure which the method does not have.
    MeasureOfRule = "measure-of-rule", Error;
    /// A waiver of a rule that nothing may excuse.
    RuleNotWaivable = "rule-not-waivable", Error;
    /// A waiver that does not say what it excuses.
    WaiverWithoutSubject = "waiver-without-subject", Error;
    /// A file that is named as evidence and is not there.
    EvidenceAbsent = "evidence-absent", Error;
    /// Something that means nothing without something else.
    SaysNothing = "says-nothing", Error;
    /// A column of a CSV file that nothing is known about.
    UnknownColumn = "unknown-column", Error;
    /// A column that a CSV file has twice.
    DuplicateColumn = "duplicate-column", Error;
    /// A column that a CSV file needs and does not have.
    MissingColumn = "missing-column", Error;
    /// A row with more or fewer cells than the head.
    RowShape = "row-shape", Error;
    /// A quote of a CSV file that is not closed, or text after a closed one.
    CellQuotes = "cell-quotes", Error;
    /// A second row for one control.
    DuplicateRow = "duplicate-row", Error;
    /// A template that cannot be used.
    Template = "template", Error;
    /// A brand file that cannot be used.
    Brand = "brand", Error;
    /// Two colours that are too near each other to be read.
    Contrast = "contrast", Error;
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_id_is_unique_and_kebab_case() {
        let ids: BTreeSet<&str> = Code::ALL.iter().map(|c| c.id()).collect();
        assert_eq!(ids.len(), Code::ALL.len());
        assert!(ids.iter().all(|id| id.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    }
}
