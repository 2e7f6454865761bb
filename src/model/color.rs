//! A color, and how well two of them can be told apart.

use std::fmt;

/// A color in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    /// Red, green and blue, each from 0 to 255.
    pub parts: [u8; 3],
}

impl Color {
    /// Black.
    pub const BLACK: Color = Color::of(0x00_00_00);
    /// White.
    pub const WHITE: Color = Color::of(0xFF_FF_FF);

    /// The color of a number, as in `0xRRGGBB`.
    pub const fn of(number: u32) -> Color {
        Color { parts: [(number >> 16) as u8, (number >> 8) as u8, number as u8] }
    }

    /// The color of `#rrggbb`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Color> {
        let digits =
            text.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))?;
        u32::from_str_radix(digits, 16).ok().map(Color::of)
    }

    /// This color with so many per cent of another in it, each part rounded down.
    pub fn mixed(self, other: Color, percent: u32) -> Color {
        let mix = |i: usize| {
            let (own, other) = (u32::from(self.parts[i]), u32::from(other.parts[i]));
            ((own * (100 - percent) + other * percent) / 100) as u8
        };
        Color { parts: [mix(0), mix(1), mix(2)] }
    }

    /// Black or white, whichever is easier to read on this color: always more than 4.5 to 1.
    pub fn readable(self) -> Color {
        let better = self.contrast(Color::WHITE) >= self.contrast(Color::BLACK);
        if better { Color::WHITE } else { Color::BLACK }
    }

    /// The contrast ratio of two colors, from 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Color) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Relative luminance, from 0 to 1 (WCAG 2.2, "relative luminance").
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.parts.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.parts;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_what_wcag_gives() {
        assert!((Color::BLACK.contrast(Color::WHITE) - 21.0).abs() < 1e-9);
        assert!((Color::WHITE.contrast(Color::WHITE) - 1.0).abs() < 1e-9);
        // The well-known neighbours of the limit on white: #767676 has 4.54, #777777 has 4.48.
        let on_white = |number| (Color::of(number).contrast(Color::WHITE) * 100.0).floor();
        assert_eq!((on_white(0x767676), on_white(0x777777)), (454.0, 447.0));
    }

    #[test]
    fn every_gray_can_be_written_on() {
        for part in 0..=255u8 {
            let color = Color { parts: [part; 3] };
            assert!(color.contrast(color.readable()) >= 4.5, "{color}");
        }
    }

    #[test]
    fn only_six_hexadecimal_digits_are_a_color() {
        assert_eq!(Color::parse("#1D4f80").map(|c| c.to_string()), Some("#1d4f80".to_string()));
        for wrong in ["1d4f80", "#1d4f8", "#1d4f8g", "#1d4f80;", "red", "#+d4f80"] {
            assert_eq!(Color::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_mixture_lies_between_its_parts() {
        assert_eq!(Color::WHITE.mixed(Color::BLACK, 10), Color::of(0xE5E5E5));
        assert_eq!(Color::of(0x102030).mixed(Color::WHITE, 0), Color::of(0x102030));
    }
}
