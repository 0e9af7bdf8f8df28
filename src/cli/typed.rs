//! The command as it was typed, so that a hint can show the whole command corrected. Runs nothing and judges nothing.

use std::ffi::OsString;

use clap::CommandFactory;

use super::arguments::{Arguments, BARE};

/// A command as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    command: String,
    words: Vec<String>,
    options: Vec<(String, Option<String>)>,
}

impl Typed {
    /// Tells words from options and their values. Only what clap has accepted comes out right.
    pub fn new(typed: &[OsString]) -> Typed {
        let commands = Arguments::command();
        let mut known = &commands;
        let mut found = Typed { command: "dateline".to_string(), words: Vec::new(), options: Vec::new() };
        let mut arguments = typed.iter().skip(1).map(|a| a.to_string_lossy().into_owned());
        while let Some(argument) = arguments.next() {
            if argument == "--" {
                found.words.extend(arguments.by_ref());
            } else if let Some(name) = argument.strip_prefix("--") {
                let (name, value) = match name.split_once('=') {
                    Some((name, value)) => (name, Some(value.to_string()).filter(|value| value != BARE)),
                    None => (name, if takes_value(known, &commands, name) { arguments.next() } else { None }),
                };
                found.options.push((name.to_string(), value));
            } else if let Some(command) = commands.find_subcommand(&argument).filter(|_| found.command == "dateline") {
                known = command;
                found.command = format!("dateline {argument}");
            } else {
                found.words.push(argument);
            }
        }
        found
    }

    /// The command with another query. `keep` words stand before the query, such as the id of an article.
    pub fn with_query(&self, query: &str, keep: usize) -> Typed {
        let kept = self.words.iter().take(keep).cloned();
        Typed { words: kept.chain([query.to_string()]).collect(), ..self.clone() }
    }

    /// The command with another value of an option.
    pub fn with_value(&self, name: &str, old: &str, new: &str) -> Typed {
        let mut typed = self.clone();
        let same = |(n, v): &&mut (String, Option<String>)| n == name && v.as_deref() == Some(old);
        if let Some((_, value)) = typed.options.iter_mut().find(same) {
            *value = Some(new.to_string());
        }
        typed
    }

    /// The command with the value of an option as the first of its words.
    pub fn with_value_for_word(&self, name: &str, value: &str) -> Typed {
        let mut typed = self.clone();
        let same = |(n, v): &&mut (String, Option<String>)| n == name && v.as_deref() == Some(value);
        if let Some((_, taken)) = typed.options.iter_mut().find(same) {
            *taken = None;
            typed.words.insert(0, value.to_string());
        }
        typed
    }

    /// The command with another word in the place of one.
    pub fn with_word(&self, old: &str, new: &str) -> Typed {
        let words = self.words.iter().map(|word| if word == old { new.to_string() } else { word.clone() });
        Typed { words: words.collect(), ..self.clone() }
    }

    /// The command with one more option that takes no value.
    pub fn with_flag(&self, name: &str) -> Typed {
        let mut typed = self.clone();
        typed.options.push((name.to_string(), None));
        typed
    }

    /// The command with one value of an option that takes one.
    pub fn with_option(&self, name: &str, value: &str) -> Typed {
        let mut typed = self.without(&[name]);
        typed.options.push((name.to_string(), Some(value.to_string())));
        typed
    }

    /// The command with another path in the place of one, however that was written.
    pub fn with_path(&self, old: &str, new: &str) -> Typed {
        let is_it =
            |word: &String| word == old || std::fs::canonicalize(word).is_ok_and(|p| p.to_string_lossy() == old);
        let mut words: Vec<String> = self.words.iter().filter(|word| !is_it(word)).cloned().collect();
        words.push(new.to_string());
        Typed { words, ..self.clone() }
    }

    /// The command without these options, where they have a value.
    pub fn without(&self, names: &[&str]) -> Typed {
        let mut typed = self.clone();
        typed.options.retain(|(name, value)| !names.contains(&name.as_str()) || value.is_none());
        typed
    }

    /// Whether any of these options was typed.
    pub fn has(&self, names: &[&str]) -> bool {
        self.options.iter().any(|(name, _)| names.contains(&name.as_str()))
    }

    /// Whether it is a search, which tries any of the words by itself.
    pub fn is_search(&self) -> bool {
        self.command == "dateline search"
    }

    /// Whether it is a timeline, whose `--about` does without a range.
    pub fn is_timeline(&self) -> bool {
        self.command == "dateline timeline"
    }

    /// Whether it is about actors, and may change what the user says of them.
    pub fn is_about_actors(&self) -> bool {
        self.command == "dateline actors"
    }

    /// How many words come before a query.
    pub fn words_before_query(&self) -> usize {
        match self.command.as_str() {
            "dateline show" => 1,
            // `save NAME`
            "dateline query" => 2,
            _ => 0,
        }
    }
}

/// As it can be typed into a shell.
impl std::fmt::Display for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.command)?;
        for (name, value) in &self.options {
            write!(f, " --{name}")?;
            if let Some(value) = value {
                write!(f, " {}", quoted(value))?;
            }
        }
        // A dash at the beginning of a query in quotes is a dash at the beginning of an argument; only short ones are taken for options.
        let dashed = self.words.iter().any(|w| w.starts_with("--") || (w.starts_with('-') && w.len() <= 2));
        // What follows an option that may have a value could be taken for it.
        let open = !self.words.is_empty() && self.options.last().is_some_and(|(n, v)| n == "about" && v.is_none());
        f.write_str(if dashed || open { " --" } else { "" })?;
        self.words.iter().try_for_each(|word| write!(f, " {}", quoted(word)))
    }
}

fn takes_value(command: &clap::Command, all: &clap::Command, name: &str) -> bool {
    let mut options = command.get_arguments().chain(all.get_arguments());
    options.any(|option| option.get_long() == Some(name) && option.get_action().takes_values())
}

/// A word as a shell takes it for one.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,@%+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_string()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(arguments: &[&str]) -> Typed {
        Typed::new(&["/bin/dateline"].iter().chain(arguments).map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn values_of_options_are_not_words() {
        let command = typed(&[
            "--index",
            "a b",
            "search",
            "bbc",
            "--source",
            "bbc",
            "--json",
            "it's",
            "--date=2021",
            "--",
            "--x",
        ]);
        let corrected = command.with_query("person:x kabul", 0).with_value("date", "2021", "2022");
        assert_eq!(
            corrected.to_string(),
            "dateline search --index 'a b' --source bbc --json --date 2022 'person:x kabul'"
        );
        assert_eq!(command.words, ["bbc", "it's", "--x"]);
        assert!(command.to_string().ends_with(r" -- bbc 'it'\''s' --x"));
    }

    #[test]
    fn an_about_without_a_range_stays_one() {
        let bare = format!("--about={BARE}");
        let command = typed(&["timeline", &bare, "--date", "2021", "kabul"]);
        assert_eq!(command.to_string(), "dateline timeline --about --date 2021 kabul");
        assert_eq!(command.without(&["date", "about"]).to_string(), "dateline timeline --about -- kabul");
    }

    #[test]
    fn what_is_typed_back_is_understood_the_same() {
        let command = typed(&["show", "3f2a", "-kabul", "search"]);
        assert_eq!(command.words, ["3f2a", "-kabul", "search"]);
        assert_eq!(command.with_query("a b", 1).to_string(), "dateline show 3f2a 'a b'");
        assert_eq!(command.without(&["date"]), command);
    }
}
