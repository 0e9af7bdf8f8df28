//! The command `dateline`: hands what was typed to `cli` and its status to the system. Knows nothing else.

mod cli;

use std::process::ExitCode;

/// An article is thousands of small pieces of memory, taken on one thread and given back on another: the system's allocators are slow at that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(std::env::args_os().collect())
}
