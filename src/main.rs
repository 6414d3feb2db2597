//! The `signet` binary.

// A request allocates some hundred small things; this allocator gives and
// takes them back cheaper than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    signet::cli::run()
}
