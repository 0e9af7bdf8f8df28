//! Everything that holds other files, and whatever they hold, told by content alone.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dateline_fuzz::file("file", bytes));
