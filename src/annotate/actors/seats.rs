//! Seats by which the news means those who sit there: "the Kremlin says". They are actors of their own; this says whom they speak for.

use super::words::rows;

/// The seats, each with the actor that it speaks for, both by their canonical names.
///
/// ```
/// let mut seats = dateline::annotate::seats();
/// assert!(seats.any(|(seat, whose)| (seat, whose) == ("Kremlin", "Russia")));
/// ```
pub fn seats() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(include_str!("links.tsv"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::known_actor;

    #[test]
    fn seats_and_those_they_speak_for_are_known() {
        for (seat, whose) in seats() {
            for name in [seat, whose] {
                assert_eq!(known_actor(name).map(|(_, known)| known), Some(name), "{seat}: {whose}");
            }
        }
    }
}
