//! Circles among numbered links. Knows nothing of what is linked.

use rustc_hash::FxHashMap;

/// Longer circles are not followed: nobody could read them, and a hostile file could have very many.
const LONGEST: usize = 20;

/// Where a search has been.
#[derive(Clone, Copy, PartialEq)]
enum State {
    /// On the way that is followed now; which link of the way leads on from it.
    On(usize),
    /// Followed to every end.
    Done,
}

/// Circles among links (from, to), each as the numbers of its links: one for each link that leads back to where the search for them came from.
pub(super) fn cycles(links: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut leaving: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (number, (from, _)) in links.iter().enumerate() {
        leaving.entry(*from).or_default().push(number);
    }
    let mut states: FxHashMap<usize, State> = FxHashMap::default();
    let mut circles = Vec::new();
    for &(start, _) in links {
        if states.contains_key(&start) {
            continue;
        }
        // The way: nodes with the number of the next link to try, and the links taken between them.
        let (mut way, mut taken) = (vec![(start, 0)], Vec::new());
        states.insert(start, State::On(0));
        while let Some((node, next)) = way.last_mut() {
            let Some(&link) = leaving.get(node).and_then(|links| links.get(*next)) else {
                states.insert(*node, State::Done);
                way.pop();
                taken.pop();
                continue;
            };
            *next += 1;
            let to = links[link].1;
            match states.get(&to) {
                Some(State::Done) => {}
                Some(&State::On(depth)) => {
                    if way.len() - depth <= LONGEST {
                        circles.push(taken[depth..].iter().copied().chain([link]).collect());
                    }
                }
                None => {
                    states.insert(to, State::On(way.len()));
                    way.push((to, 0));
                    taken.push(link);
                }
            }
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::cycles;

    #[test]
    fn circles_and_ways_that_lead_nowhere() {
        for (links, circles) in [
            (&[(0, 1), (1, 2)][..], &[][..]),
            (&[(0, 1), (1, 0)], &[&[0, 1][..]]),
            (&[(5, 0), (0, 1), (1, 2), (2, 0), (2, 9)], &[&[1, 2, 3]]),
            (&[(0, 1), (1, 0), (1, 2), (2, 1)], &[&[0, 1], &[2, 3]]),
            (&[(0, 1), (0, 2), (1, 3), (2, 3)], &[]),
        ] {
            assert_eq!(cycles(links), circles, "{links:?}");
        }
    }

    #[test]
    fn a_long_way_and_a_long_circle_cost_little() {
        let way: Vec<_> = (0..200_000).map(|n| (n, (n + 1) % 200_000)).collect();
        assert!(cycles(&way).is_empty());
    }
}
