//! When and on what something was measured, as it stands beside every table. Knows nothing of what is measured.

use std::fs;
use std::process::Command;
use std::thread;

/// Lines that say when, at which commit and on which machine.
pub fn provenance() -> String {
    let date: String = jiff::Timestamp::now().to_string().chars().take(10).collect();
    let threads = thread::available_parallelism().map_or(1, |n| n.get());
    format!("- {date}, commit {}\n- {}, {threads} threads, {} of memory\n", commit(), processor(), memory())
}

fn commit() -> String {
    let described = Command::new("git")
        .args(["describe", "--always", "--dirty", "--exclude=*"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output();
    let text =
        described.ok().filter(|o| o.status.success()).map(|o| String::from_utf8_lossy(&o.stdout).trim().to_string());
    text.unwrap_or_else(|| "unknown".to_string())
}

fn processor() -> String {
    value("/proc/cpuinfo", "model name").unwrap_or_else(|| std::env::consts::ARCH.to_string())
}

fn memory() -> String {
    let kilobytes =
        value("/proc/meminfo", "MemTotal").and_then(|v| v.trim_end_matches("kB").trim().parse::<f64>().ok());
    kilobytes.map_or_else(|| "unknown amount".to_string(), |kb| format!("{:.0} GB", kb / 1e6))
}

/// The value of the first line `name : value` of a file.
fn value(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_string())
}
