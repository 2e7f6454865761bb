//! The colors of a document: the shipped ones, or those that follow from a brand's.

use super::Color;

/// Every color of a document on one kind of screen. The style sheet of the templates has the same names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The background.
    pub paper: Color,
    /// Text.
    pub ink: Color,
    /// Text of less weight.
    pub muted: Color,
    /// Lines between rows.
    pub line: Color,
    /// The background of what stands apart.
    pub wash: Color,
    /// Links, bars and rules.
    pub accent: Color,
    /// Text on the accent.
    pub accent_ink: Color,
    /// A light background of the accent's color.
    pub accent_wash: Color,
    /// The second step from paper to accent.
    pub soft: Color,
    /// The third step.
    pub mid: Color,
    /// Text on the third step.
    pub mid_ink: Color,
    /// What failed, and warnings: not a brand's to choose.
    pub fixed: Fixed,
}

/// Colors that mean the same in every document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// What failed.
    pub bad: Color,
    /// Its background.
    pub bad_wash: Color,
    /// What to look at.
    pub warn: Color,
    /// Its background.
    pub warn_wash: Color,
    /// The frame around what has the focus.
    pub focus: Color,
}

/// What a brand chooses of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// [`Palette::accent`].
    pub accent: Option<Color>,
    /// [`Palette::ink`].
    pub ink: Option<Color>,
    /// [`Palette::muted`].
    pub muted: Option<Color>,
    /// [`Palette::paper`].
    pub paper: Option<Color>,
}

/// A color with its name.
pub type Named = (&'static str, Color);

/// Two colors that meet in a document: `first` lies on `second`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The name and value of what is drawn or written.
    pub first: Named,
    /// The name and value of what it lies on.
    pub second: Named,
    /// The least contrast ratio: 4.5 for text, 3 for what is drawn (WCAG 2.2, 1.4.3 and 1.4.11).
    pub least: f64,
}

impl Palette {
    /// The shipped colors on a light screen.
    pub const LIGHT: Palette = Palette {
        paper: Color::of(0xFFFFFF),
        ink: Color::of(0x18202B),
        muted: Color::of(0x526071),
        line: Color::of(0xD5DBE3),
        wash: Color::of(0xF4F6F9),
        accent: Color::of(0x1D4F80),
        accent_ink: Color::of(0xFFFFFF),
        accent_wash: Color::of(0xE8EFF7),
        soft: Color::of(0xBCD2E8),
        mid: Color::of(0x3A6896),
        mid_ink: Color::of(0xFFFFFF),
        fixed: Fixed {
            bad: Color::of(0x9C1C28),
            bad_wash: Color::of(0xFBECED),
            warn: Color::of(0x7A4B00),
            warn_wash: Color::of(0xFDF3DF),
            focus: Color::of(0x0B62C4),
        },
    };
    /// The shipped colors on a dark screen.
    pub const DARK: Palette = Palette {
        paper: Color::of(0x11161D),
        ink: Color::of(0xE6EAF0),
        muted: Color::of(0xA5B1C0),
        line: Color::of(0x323C49),
        wash: Color::of(0x1A212B),
        accent: Color::of(0x86B7E8),
        accent_ink: Color::of(0x0D141C),
        accent_wash: Color::of(0x1C2C3F),
        soft: Color::of(0x27456A),
        mid: Color::of(0x3F75AB),
        mid_ink: Color::of(0xFFFFFF),
        fixed: Fixed {
            bad: Color::of(0xFF9A98),
            bad_wash: Color::of(0x3A1A1D),
            warn: Color::of(0xF0C674),
            warn_wash: Color::of(0x33290F),
            focus: Color::of(0x9CC7F5),
        },
    };

    /// This palette with a brand's choice; what is not chosen follows from what is, else stays.
    pub fn with(self, chosen: Chosen) -> Palette {
        let mut all = self;
        all.paper = chosen.paper.unwrap_or(self.paper);
        all.ink = chosen.ink.unwrap_or(self.ink);
        all.muted = chosen.muted.unwrap_or(self.muted);
        if chosen.paper.is_some() || chosen.ink.is_some() {
            all.line = all.paper.mixed(all.ink, 18);
            all.wash = all.paper.mixed(all.ink, 4);
        }
        if chosen.accent.is_some() || chosen.paper.is_some() {
            let accent = chosen.accent.unwrap_or(self.accent);
            all.accent = accent;
            all.accent_ink = accent.readable();
            all.accent_wash = all.paper.mixed(accent, 10);
            all.soft = all.paper.mixed(accent, 30);
            all.mid = accent.mixed(all.paper, 25);
            all.mid_ink = all.mid.readable();
        }
        all
    }

    /// Every pair of colors that has to be told apart.
    pub fn pairs(&self) -> Vec<Pair> {
        let fixed = &self.fixed;
        let (ink, muted) = (("ink", self.ink), ("muted", self.muted));
        let (accent, paper) = (("accent", self.accent), ("paper", self.paper));
        let wash = ("wash", self.wash);
        let text = [
            (ink, paper),
            (ink, wash),
            (ink, ("accent wash", self.accent_wash)),
            (ink, ("soft", self.soft)),
            (ink, ("bad wash", fixed.bad_wash)),
            (ink, ("warn wash", fixed.warn_wash)),
            (muted, paper),
            (muted, wash),
            (accent, paper),
            (accent, wash),
            (("accent ink", self.accent_ink), accent),
            (("mid ink", self.mid_ink), ("mid", self.mid)),
            (("bad", fixed.bad), paper),
            (("warn", fixed.warn), paper),
        ];
        let drawn = [(("focus", fixed.focus), paper), (("mid", self.mid), paper)];
        let pairs = |all: &[(Named, Named)], least| {
            all.iter()
                .map(|(first, second)| Pair { first: *first, second: *second, least })
                .collect::<Vec<_>>()
        };
        [pairs(&text, 4.5), pairs(&drawn, 3.0)].concat()
    }
}

impl Pair {
    /// Whether the two can be told apart as well as they have to.
    pub fn is_readable(&self) -> bool {
        self.contrast() >= self.least
    }

    /// Their contrast ratio.
    pub fn contrast(&self) -> f64 {
        self.first.1.contrast(self.second.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_colors_can_be_told_apart() {
        for palette in [Palette::LIGHT, Palette::DARK] {
            for pair in palette.pairs() {
                assert!(pair.is_readable(), "{pair:?}: {}", pair.contrast());
            }
        }
    }

    #[test]
    fn a_palette_without_a_choice_is_the_shipped_one() {
        assert_eq!(Palette::LIGHT.with(Chosen::default()), Palette::LIGHT);
    }

    #[test]
    fn a_readable_accent_gives_a_readable_palette() {
        let accents = [0x7A1F4E, 0x00594F, 0x5B2C83, 0x8A3B00, 0x004B87];
        for accent in accents.map(Color::of) {
            let palette = Palette::LIGHT.with(Chosen { accent: Some(accent), ..Chosen::default() });
            for pair in palette.pairs() {
                assert!(pair.is_readable(), "{accent}: {pair:?}: {}", pair.contrast());
            }
        }
    }
}
