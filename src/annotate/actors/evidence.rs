//! What the words around a name tell about the kind of actor it names. Looks a few words to each side, never further.

use super::names::Piece;
use super::reading::{Gap, Reading, Shape};
use super::words::Class;
use crate::annotate::ActorKind;

/// Votes for each kind of actor; below nought speaks against it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Votes {
    pub person: i32,
    pub organisation: i32,
    pub place: i32,
}

impl Votes {
    /// Adds, up to a bound: twenty weak hints are not worth more than a strong one.
    pub fn add(&mut self, other: Votes) {
        let sum = |a: i32, b: i32| (a + b).clamp(-8, 8);
        self.person = sum(self.person, other.person);
        self.organisation = sum(self.organisation, other.organisation);
        self.place = sum(self.place, other.place);
    }

    /// The kind with most votes, how many it has, and by how many it leads.
    pub fn winner(&self) -> (ActorKind, i32, i32) {
        let mut ranked = [
            (self.person, ActorKind::Person),
            (self.organisation, ActorKind::Organisation),
            (self.place, ActorKind::Place),
        ];
        ranked.sort_by_key(|(votes, _)| -votes);
        (ranked[0].1, ranked[0].0, ranked[0].0 - ranked[1].0)
    }
}

/// What stands around one piece tells.
pub(super) fn context(reading: &Reading, piece: &Piece) -> Votes {
    let mut votes = Votes::default();
    if piece.titled {
        votes.person += 5;
    }
    before(reading, piece, &mut votes);
    behind(reading, piece, &mut votes);
    votes
}

fn before(reading: &Reading, piece: &Piece, votes: &mut Votes) {
    let Some(at) = piece.first.checked_sub(1) else { return };
    let gap = reading.gap(at);
    if gap == Gap::Comma && reading.is_small(at) && reading.has(at, Class::ROLE) {
        votes.person += 2;
    }
    if gap != Gap::Space || !reading.is_small(at) {
        return;
    }
    let word = reading.folded(at);
    if reading.has(at, Class::ROLE) {
        votes.person += 3;
    } else if reading.has(at, Class::ORG_NOUN) {
        votes.organisation += 3;
    } else if reading.has(at, Class::PLACE_NOUN) {
        votes.place += 3;
    } else if word == "of" && at > 0 && reading.is_small(at - 1) && reading.has(at - 1, Class::PLACE_NOUN) {
        votes.place += 4;
    } else if reading.has(at, Class::INTO) {
        votes.place += 3;
    } else if reading.has(at, Class::TOWARD) {
        votes.place += 1;
    }
    match word {
        "the" => {
            votes.person -= 4;
            votes.organisation += 1;
        }
        "by" => {
            votes.person += 1;
            votes.organisation += 1;
        }
        _ => {}
    }
}

fn behind(reading: &Reading, piece: &Piece, votes: &mut Votes) {
    let (at, last) = (piece.last, piece.last - 1);
    if at >= reading.len() {
        return;
    }
    match reading.gap(last) {
        Gap::Space => {
            let small = reading.is_small(at);
            if small && reading.has(at, Class::SAY) {
                votes.person += 1;
            } else if small && reading.has(at, Class::PLACE_NOUN) {
                votes.place += 3;
            } else if small && reading.has(at, Class::ORG_AFTER) {
                votes.organisation += 3;
            }
        }
        Gap::Hyphen => match reading.folded(at) {
            "based" | "born" => votes.place += 3,
            _ => {}
        },
        Gap::Comma => behind_comma(reading, at, votes),
        _ => {}
    }
}

/// `X, 34,` and `X, who` and `X, a spokesman for`.
fn behind_comma(reading: &Reading, at: usize, votes: &mut Votes) {
    let word = reading.folded(at);
    if reading.shape(at) == Shape::Other {
        let age = word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit());
        if age && matches!(reading.gap(at), Gap::Comma) {
            votes.person += 4;
        }
        return;
    }
    if word == "who" || word == "whose" {
        votes.person += 2;
    }
    let until = reading.len().min(at + 7);
    for next in at..until {
        if reading.is_small(next) && reading.has(next, Class::ROLE) {
            votes.person += 3;
            return;
        }
        if next + 1 < until && !matches!(reading.gap(next), Gap::Space | Gap::Hyphen | Gap::Possessive) {
            return;
        }
    }
}

/// What the words of the name itself tell.
pub(super) fn inside(reading: &Reading, first: usize, last: usize) -> Votes {
    let mut votes = Votes::default();
    let given = reading.has(first, Class::GIVEN);
    let words = last - first;
    if words == 1 {
        match reading.shape(first) {
            Shape::Capitals if reading.folded(first).bytes().any(|b| b.is_ascii_digit()) => {}
            Shape::Capitals => votes.organisation += if reading.folded(first).len() > 2 { 3 } else { 1 },
            _ if given => votes.person += 2,
            _ => {}
        }
        return votes;
    }
    votes.person += match given {
        true => 4,
        false if reading.has(first, Class::PARTICLE) => 0,
        false => 2,
    };
    let hyphens = (first..last - 1).filter(|&n| reading.gap(n) == Gap::Hyphen).count();
    for at in first..last {
        match reading.shape(at) {
            Shape::Initial if at + 1 < last => votes.person += 2,
            Shape::Initial if !given => votes = Votes { person: -4, organisation: -2, place: -4 },
            Shape::Capitals if reading.has(at, Class::NUMERAL) && at + 1 == last => votes.person += 2,
            // JK Rowling.
            Shape::Capitals if at == first && words == 2 && reading.folded(at).len() == 2 => votes.person += 1,
            Shape::Capitals => {
                votes.person -= 3;
                votes.organisation += 2;
            }
            Shape::Small if reading.has(at, Class::PARTICLE) => votes.person += 1,
            _ => {}
        }
        if at + 1 < last && reading.gap(at) == Gap::Ampersand {
            votes.person -= 4;
            votes.organisation += 4;
        }
    }
    // Two words joined by a hyphen and nothing else: Biden-Xi, Reuters-Ipsos.
    if hyphens + 1 == words && words == 2 && !given {
        votes.person -= 2;
    }
    votes
}
