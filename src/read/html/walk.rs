//! A walk through a tree of HTML elements, in the order of the text, without a stack that depth could overflow. Knows no element by name.

use dom_query::NodeRef;

/// Sees the nodes of a tree.
pub(in crate::read) trait Visitor {
    /// At the beginning of a node; whether what is in it is to be seen too.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool;
    /// At its end.
    fn leave(&mut self, node: &NodeRef<'_>);
}

/// Shows a visitor the node `root` and all below it.
pub(in crate::read) fn walk(root: &NodeRef<'_>, visitor: &mut impl Visitor) {
    let mut current = *root;
    loop {
        if visitor.enter(&current)
            && let Some(child) = current.first_child()
        {
            current = child;
            continue;
        }
        loop {
            visitor.leave(&current);
            if current.id == root.id {
                return;
            }
            if let Some(sibling) = current.next_sibling() {
                current = sibling;
                break;
            }
            let Some(parent) = current.parent() else { return };
            current = parent;
        }
    }
}
