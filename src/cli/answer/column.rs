//! What can be said about an answer: the options of `answer` and the columns of its CSV files, by one name.

/// One thing that is said about an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// A choice, a number, `unknown` or `not_applicable`; several choices with commas between them.
    Answer,
    /// The rationale.
    Note,
    /// Who answers for it.
    Owner,
    /// The day of the answer.
    Answered,
    /// A file or a link; in a cell, one on each line.
    Evidence,
    /// Words that lead to evidence; in a cell, one on each line.
    Reference,
    /// Of the evidence.
    Kind,
    /// Of the evidence.
    Collected,
    /// Of the evidence.
    Expires,
    /// Of the evidence.
    ReviewedBy,
    /// Of the evidence.
    Verified,
    /// What will be done.
    Plan,
    /// Who will do it.
    PlanOwner,
    /// By when.
    Due,
    /// Person-days.
    Days,
    /// Who approved the plan.
    PlanApprovedBy,
    /// Why it does not apply.
    Reason,
    /// Who approved that.
    ApprovedBy,
    /// Until when.
    Until,
    /// A target of one's own.
    Target,
    /// `HAVE/OF`.
    Share,
    /// Where the count comes from.
    ShareSource,
}

impl Column {
    /// Every column, in the order of the documentation.
    pub(super) const ALL: [Column; 22] = [
        Column::Answer,
        Column::Note,
        Column::Owner,
        Column::Answered,
        Column::Evidence,
        Column::Reference,
        Column::Kind,
        Column::Collected,
        Column::Expires,
        Column::ReviewedBy,
        Column::Verified,
        Column::Plan,
        Column::PlanOwner,
        Column::Due,
        Column::Days,
        Column::PlanApprovedBy,
        Column::Reason,
        Column::ApprovedBy,
        Column::Until,
        Column::Target,
        Column::Share,
        Column::ShareSource,
    ];

    /// The name in a CSV file; as an option it has hyphens.
    pub(super) fn word(self) -> &'static str {
        match self {
            Column::Answer => "answer",
            Column::Note => "note",
            Column::Owner => "owner",
            Column::Answered => "answered",
            Column::Evidence => "evidence",
            Column::Reference => "reference",
            Column::Kind => "kind",
            Column::Collected => "collected",
            Column::Expires => "expires",
            Column::ReviewedBy => "reviewed_by",
            Column::Verified => "verified",
            Column::Plan => "plan",
            Column::PlanOwner => "plan_owner",
            Column::Due => "due",
            Column::Days => "days",
            Column::PlanApprovedBy => "plan_approved_by",
            Column::Reason => "reason",
            Column::ApprovedBy => "approved_by",
            Column::Until => "until",
            Column::Target => "target",
            Column::Share => "share",
            Column::ShareSource => "share_source",
        }
    }

    /// The column of a name, in any case and with hyphens or underscores.
    pub(super) fn parse(name: &str) -> Option<Column> {
        let name = name.trim().to_lowercase().replace(['-', ' '], "_");
        Self::ALL.into_iter().find(|column| column.word() == name)
    }
}
