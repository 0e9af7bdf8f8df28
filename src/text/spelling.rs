//! British and American spellings of a word made one, before it is stemmed: who looks for "recognise" means "recognize" as well. What stands in
//! quotes is matched as written. Knows single folded words.
//!
//! Endings are changed by rule, with the exceptions listed; other words are listed one by one, where a rule would change too many others.

use std::borrow::Cow;

/// Endings with an *s* where American spelling has a *z*.
const IZE: [&str; 12] =
    ["ise", "ised", "ises", "ising", "iser", "isers", "isation", "isations", "yse", "ysed", "yses", "ysing"];

/// Beginnings of words that have an *s* in both.
#[rustfmt::skip]
const ALWAYS_ISE: [&str; 35] = [
    "advertis", "advis", "apprais", "aris", "chastis", "circumcis", "clockwis", "compris", "compromis", "concis", "demis", "despis",
    "devis", "disguis", "enterpris", "excis", "exercis", "expertis", "franchis", "improvis", "incis", "likewis", "merchandis",
    "otherwis", "paradis", "practis", "precis", "premis", "promis", "revis", "supervis", "surmis", "surpris", "televis", "treatis",
];

/// Beginnings of words, British and American. The longest comes first where one begins with another.
#[rustfmt::skip]
const BEGINNINGS: &[(&str, &str)] = &[
    ("armour", "armor"), ("behaviour", "behavior"), ("candour", "candor"), ("clamour", "clamor"), ("colour", "color"),
    ("demeanour", "demeanor"), ("discolour", "discolor"), ("dishonour", "dishonor"), ("disfavour", "disfavor"),
    ("endeavour", "endeavor"), ("favour", "favor"), ("fervour", "fervor"), ("flavour", "flavor"), ("glamour", "glamor"),
    ("harbour", "harbor"), ("honour", "honor"), ("humour", "humor"), ("labour", "labor"), ("misbehaviour", "misbehavior"),
    ("neighbour", "neighbor"), ("odour", "odor"), ("parlour", "parlor"), ("rigour", "rigor"), ("rumour", "rumor"),
    ("saviour", "savior"), ("savour", "savor"), ("splendour", "splendor"), ("tumour", "tumor"), ("valour", "valor"),
    ("vapour", "vapor"), ("vigour", "vigor"),
    ("calibre", "caliber"), ("centimetre", "centimeter"), ("centred", "centered"), ("centre", "center"), ("fibre", "fiber"),
    ("kilometre", "kilometer"), ("litre", "liter"), ("manoeuvre", "maneuver"), ("manoeuvring", "maneuvering"), ("meagre", "meager"),
    ("metre", "meter"), ("millimetre", "millimeter"), ("sombre", "somber"), ("spectre", "specter"), ("theatre", "theater"),
    ("defence", "defense"), ("licence", "license"), ("offence", "offense"), ("pretence", "pretense"),
    ("ageing", "aging"), ("aluminium", "aluminum"), ("analogue", "analog"), ("catalogue", "catalog"), ("dialogue", "dialog"),
    ("grey", "gray"), ("jewellery", "jewelry"), ("judgement", "judgment"), ("mould", "mold"), ("plough", "plow"),
    ("programme", "program"), ("sceptic", "skeptic"), ("smoulder", "smolder"), ("sulphur", "sulfur"),
    ("anaemi", "anemi"), ("anaesthe", "anesthe"), ("foetus", "fetus"), ("haemorrhag", "hemorrhag"), ("leukaemi", "leukemi"),
    ("orthopaed", "orthoped"), ("paediatric", "pediatric"),
];

/// Verbs whose *l* is doubled in British spelling before *ed*, *ing* and *er*.
#[rustfmt::skip]
const DOUBLED_L: [&str; 32] = [
    "apparel", "bevel", "cancel", "channel", "counsel", "dial", "dishevel", "duel", "enamel", "equal", "fuel", "funnel", "initial",
    "label", "level", "libel", "marshal", "marvel", "model", "panel", "pedal", "quarrel", "refuel", "rival", "shovel", "signal",
    "spiral", "total", "towel", "travel", "tunnel", "unravel",
];

/// The one spelling of a folded word.
pub(crate) fn one_spelling(word: &str) -> Cow<'_, str> {
    // The shorter ones with such an ending are other words: rise, wise, raise, prise.
    if word.len() > 6
        && !ALWAYS_ISE.iter().any(|beginning| word.starts_with(beginning))
        && let Some(ending) = IZE.iter().find(|ending| word.ends_with(**ending))
    {
        let at = word.len() - ending.len() + 1;
        return Cow::Owned(format!("{}z{}", &word[..at], &word[at + 1..]));
    }
    if let Some((british, american)) = BEGINNINGS.iter().find(|(british, _)| word.starts_with(british)) {
        return Cow::Owned(format!("{american}{}", &word[british.len()..]));
    }
    for ending in ["led", "ling", "ler", "lers"] {
        if let Some(verb) = word.strip_suffix(ending).filter(|verb| DOUBLED_L.contains(verb)) {
            return Cow::Owned(format!("{verb}{}", &ending[1..]));
        }
    }
    Cow::Borrowed(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_are_one() {
        for (british, american) in [
            ("recognised", "recognized"),
            ("organisations", "organizations"),
            ("analysed", "analyzed"),
            ("neighbouring", "neighboring"),
            ("centre", "center"),
            ("defence", "defense"),
            ("travelled", "traveled"),
            ("programmes", "programs"),
            ("manoeuvres", "maneuvers"),
        ] {
            assert_eq!(one_spelling(british), one_spelling(american), "{british}");
        }
        for word in [
            "rise",
            "wise",
            "surprised",
            "precise",
            "enterprises",
            "hour",
            "four",
            "tour",
            "called",
            "killing",
            "fence",
            "taliban",
            "metropolis",
            "mode",
        ] {
            assert_eq!(one_spelling(word), word);
        }
    }
}
