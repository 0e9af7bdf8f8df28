//! Names joined to actors, never so that two that plainly differ come together. Knows which names clash by what it is told.

/// Of an actor with more names, only so many of the most frequent are looked at before another joins.
const LOOKED_AT: usize = 24;

/// Each name's actor, called by its most frequent name.
pub(super) struct Clusters {
    /// The cluster of each name. When two become one, the names of the smaller move.
    cluster: Vec<u32>,
    head: Vec<u32>,
    members: Vec<Vec<u32>>,
    articles: Vec<u64>,
}

impl Clusters {
    /// Each name by itself, with the number of its articles.
    pub fn new(articles: impl Iterator<Item = u32>) -> Clusters {
        let articles: Vec<u64> = articles.map(u64::from).collect();
        let names = articles.len();
        let each: Vec<u32> = (0..names as u32).collect();
        Clusters { cluster: each.clone(), head: each, members: vec![Vec::new(); names], articles }
    }

    /// The actor of a name.
    pub fn root(&self, name: u32) -> u32 {
        self.head[self.cluster(name)]
    }

    /// The names of an actor.
    pub fn members(&self, root: u32) -> impl Iterator<Item = u32> {
        let others = self.members[self.cluster(root)].iter().copied().filter(move |&name| name != root);
        std::iter::once(root).chain(others)
    }

    /// The articles of an actor; those that have two of its names count twice.
    pub fn articles(&self, root: u32) -> u64 {
        self.articles[self.cluster(root)]
    }

    /// Joins the actors of two names, unless names of theirs clash. True if they are one now.
    pub fn join(&mut self, first: u32, second: u32, clash: impl Fn(u32, u32) -> bool) -> bool {
        let (first, second) = (self.root(first), self.root(second));
        if first == second {
            return true;
        }
        let clashing = self
            .members(first)
            .take(LOOKED_AT)
            .any(|one| self.members(second).take(LOOKED_AT).any(|other| clash(one, other)));
        if !clashing {
            self.unite(self.cluster(first), self.cluster(second));
        }
        !clashing
    }

    fn unite(&mut self, one: usize, other: usize) {
        let (larger, smaller) =
            if self.members[one].len() < self.members[other].len() { (other, one) } else { (one, other) };
        for cluster in [larger, smaller] {
            if self.members[cluster].is_empty() {
                self.members[cluster].push(self.head[cluster]);
            }
        }
        let joining = std::mem::take(&mut self.members[smaller]);
        joining.iter().for_each(|&name| self.cluster[name as usize] = larger as u32);
        self.members[larger].extend(joining);
        self.head[larger] = self.head[larger].min(self.head[smaller]);
        self.articles[larger] += self.articles[smaller];
    }

    fn cluster(&self, name: u32) -> usize {
        self.cluster[name as usize] as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_does_not_join_what_clashes() {
        let mut clusters = Clusters::new([5, 4, 3].into_iter());
        let clash = |one: u32, other: u32| one.min(other) == 0 && one.max(other) == 2;
        assert!(clusters.join(0, 1, clash));
        assert!(!clusters.join(1, 2, clash));
        assert_eq!((clusters.root(1), clusters.root(2)), (0, 2));
        assert_eq!(clusters.articles(0), 9);
    }
}
