//! The memory that Argon2 works in: one area for each worker, taken at its first hash, reused from
//! hash to hash and given back when there is nothing to do.

use argon2::{Argon2, Block, Error};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use zeroize::Zeroize;

use super::hash_params::work;

/// Blocks (of 1 KiB) from which on an area is a mapping of its own for every allocator (glibc: above
/// 32 MiB), so that it goes back to the system. What is not touched takes no memory.
const OWN_MAPPING: usize = 34 * 1024;

/// A worker's memory.
pub(super) struct Memory {
    blocks: Vec<Block>,
    usual: usize,
    filled_kib: Arc<AtomicU64>,
}

impl Memory {
    /// Room for hashes of `usual` blocks, untouched; what they fill is added to `filled_kib`.
    pub fn new(usual: usize, filled_kib: Arc<AtomicU64>) -> Result<Self, Error> {
        Ok(Self {
            blocks: reserved(usual)?,
            usual,
            filled_kib,
        })
    }

    /// Computes one hash into `out`.
    pub fn hash(
        &mut self,
        argon2: &Argon2<'_>,
        password: &str,
        salt: &[u8],
        out: &mut [u8],
    ) -> Result<(), Error> {
        self.filled_kib
            .fetch_add(work(argon2.params()), Ordering::Relaxed);
        let needed = argon2.params().block_count();
        if needed <= self.usual {
            let blocks = self.usual_blocks()?;
            return argon2.hash_password_into_with_memory(password.as_bytes(), salt, out, blocks);
        }
        let mut larger = reserved(needed)?;
        larger.resize(needed, Block::new());
        let blocks = larger.as_mut_slice();
        let done = argon2.hash_password_into_with_memory(password.as_bytes(), salt, out, blocks);
        wipe(&mut larger);
        done
    }

    /// Wipes what the last hash left.
    pub fn wipe(&mut self) {
        wipe(&mut self.blocks);
    }

    /// Gives the memory back to the system, wiped, until the next hash.
    pub fn give_back(&mut self) {
        self.wipe();
        self.blocks = Vec::new();
    }

    fn usual_blocks(&mut self) -> Result<&mut [Block], Error> {
        if self.blocks.len() < self.usual {
            if self.blocks.capacity() < self.usual {
                self.blocks = reserved(self.usual)?;
            }
            self.blocks.resize(self.usual, Block::new());
        }
        Ok(&mut self.blocks)
    }
}

fn reserved(count: usize) -> Result<Vec<Block>, Error> {
    let mut blocks = Vec::new();
    blocks
        .try_reserve_exact(count.max(OWN_MAPPING))
        .map_err(|_| Error::OutOfMemory)?;
    Ok(blocks)
}

fn wipe(blocks: &mut [Block]) {
    for block in blocks {
        block.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::{Algorithm, Params, Version};

    fn argon2(memory_kib: u32) -> Argon2<'static> {
        let params = Params::new(memory_kib, 2, 1, None).unwrap();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
    }

    #[test]
    fn reused_and_larger_memory_give_the_same_hashes() {
        let mut memory = Memory::new(64, Arc::default()).unwrap();
        for kib in [64, 16, 256, 64] {
            let (mut ours, mut theirs) = ([0; 32], [0; 32]);
            memory
                .hash(&argon2(kib), "password", &[7; 16], &mut ours)
                .unwrap();
            argon2(kib)
                .hash_password_into(b"password", &[7; 16], &mut theirs)
                .unwrap();
            assert_eq!(ours, theirs);
            assert_eq!(memory.blocks.len(), 64);
        }
    }

    #[test]
    fn wiping_leaves_nothing() {
        let mut memory = Memory::new(64, Arc::default()).unwrap();
        memory
            .hash(&argon2(64), "password", &[7; 16], &mut [0; 32])
            .unwrap();
        let is_clean = |memory: &Memory| {
            memory
                .blocks
                .iter()
                .all(|b| b.as_ref().iter().all(|w| *w == 0))
        };
        assert!(!is_clean(&memory));
        memory.wipe();
        assert!(is_clean(&memory));
    }

    #[test]
    fn memory_is_taken_at_the_first_hash_and_given_back() {
        let mut memory = Memory::new(64, Arc::default()).unwrap();
        let mut hashes = [[0; 32]; 2];
        for hash in &mut hashes {
            assert!(memory.blocks.is_empty());
            memory
                .hash(&argon2(64), "password", &[7; 16], hash)
                .unwrap();
            assert_eq!(memory.blocks.len(), 64);
            memory.give_back();
            assert_eq!(memory.blocks.capacity(), 0);
        }
        assert_eq!(hashes[0], hashes[1]);
    }
}
