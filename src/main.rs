//! The command `dateline`: hands what was typed to `cli` and its status to the system. Knows nothing else.

mod allocator;
mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    allocator::prepare();
    cli::run(std::env::args_os().collect())
}
