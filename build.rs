//! Migrations, recipes and common passwords are compiled in, and the optimized program is linked as small
//! as this machine can load it.

#[path = "src/login/fingerprint.rs"]
mod fingerprint;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    // A new one is a reason to build again.
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=recipes");
    println!("cargo:rerun-if-changed=passwords/common.txt");
    println!("cargo:rerun-if-changed=src/login/fingerprint.rs");
    println!("cargo:rerun-if-changed=build.rs");
    if is_optimized_for_here() && can_load_packed_relocations() {
        println!("cargo:rustc-link-arg-bin=signet=-Wl,-z,pack-relative-relocs");
    }
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let out = Path::new(&out);
    fs::write(out.join("common_passwords"), common_passwords()?)?;
    fs::write(out.join("recipes.rs"), recipes()?)
}

/// How many common passwords stand in each part of the set, then what is kept of them, in order.
fn common_passwords() -> io::Result<Vec<u8>> {
    let list = fs::read_to_string("passwords/common.txt")?;
    let mut all: Vec<(usize, u16)> = list.lines().map(fingerprint::of).collect();
    all.sort_unstable();
    all.dedup();
    let mut counts = vec![0_u8; fingerprint::PARTS];
    for (part, _) in &all {
        let count = counts.get_mut(*part).and_then(|count| {
            *count = count.checked_add(1)?;
            Some(())
        });
        count.ok_or_else(|| io::Error::other("a part of the common passwords is too full"))?;
    }
    let marks = all.iter().flat_map(|(_, mark)| mark.to_be_bytes());
    Ok(counts.into_iter().chain(marks).collect())
}

/// The names of the recipes and where their texts are, as an expression.
fn recipes() -> io::Result<String> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let folder = fs::read_dir(Path::new(&root).join("recipes"))?;
    let mut files: Vec<PathBuf> = folder
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|kind| kind == "toml"));
    files.sort();
    let mut list = "&[".to_owned();
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let path = file.to_string_lossy();
        writeln!(list, "({name:?}, include_str!({path:?})),").map_err(io::Error::other)?;
    }
    Ok(list + "]")
}

fn is_optimized_for_here() -> bool {
    let variable = |name| env::var(name).unwrap_or_default();
    variable("PROFILE") == "release"
        && variable("HOST") == variable("TARGET")
        && variable("CARGO_CFG_TARGET_OS") == "linux"
        && variable("CARGO_CFG_TARGET_ENV") == "gnu"
}

/// The table of addresses that the loader fills in takes a tenth of the room when it is packed, which
/// glibc reads from 2.36 on. On older systems the program is linked as ever.
fn can_load_packed_relocations() -> bool {
    let told = Command::new("getconf").arg("GNU_LIBC_VERSION").output();
    let told = told.map_or_else(|_| Vec::new(), |output| output.stdout);
    let told = String::from_utf8_lossy(&told).into_owned();
    let version = told.trim().strip_prefix("glibc ").and_then(|version| {
        let (major, minor) = version.split_once('.')?;
        Some((major.parse().ok()?, minor.parse().ok()?))
    });
    version >= Some((2_u32, 36_u32))
}
