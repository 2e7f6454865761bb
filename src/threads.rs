//! Work done beside other work, where there is more than one core.
//!
//! Only a run that makes one document for someone who waits calls [`start`]. Everywhere else, and on one
//! core, the same functions do one thing after the other: what comes out is the same.

use std::hint::black_box;
use std::mem;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rayon::prelude::*;

/// The most threads for one document; it has no more parts that are worth one.
const MOST: usize = 4;

/// As much memory as the work on one document takes on one thread, and more. **Unit:** bytes.
const ROOM: usize = 8 << 20;

/// As much memory as a scorecard takes. **Unit:** bytes.
const LITTLE_ROOM: usize = 1 << 20;

/// Makes this thread the first of several that share the work.
pub(crate) fn start() {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST);
    // The first piece tells the allocator to keep what is given back to it, up to twice its size.
    make_room(2 * ROOM);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).use_current_thread();
    // It fails where no thread can be had, or where they have been started before: both are no problem.
    let _ = pool.start_handler(|_| make_room(ROOM)).build_global();
    make_room(ROOM);
}

/// Makes room for a run that makes one small document on this thread alone.
pub(crate) fn start_alone() {
    make_room(2 * LITTLE_ROOM);
    make_room(LITTLE_ROOM);
}

/// Takes memory and gives it back untouched: the GNU allocator then has it at hand in one piece, and does not
/// ask the system for each further page of a thread.
fn make_room(bytes: usize) {
    drop(black_box(Vec::<u8>::with_capacity(bytes)));
}

/// Whether this thread shares its work with others.
fn is_shared() -> bool {
    rayon::current_thread_index().is_some()
}

/// Does both.
pub(crate) fn both<A: Send, B: Send>(
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    if is_shared() { rayon::join(first, second) } else { (first(), second()) }
}

/// What becomes of each, in the same order.
pub(crate) fn each<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    if is_shared() {
        items.into_par_iter().map(work).collect()
    } else {
        items.into_iter().map(work).collect()
    }
}

/// What becomes of each, in the same order, for items that are much work: each is done on one thread from its
/// beginning to its end, so that no more are begun than there are threads.
pub(crate) fn whole<'i, T: Sync, R: Send>(items: &'i [T], work: impl Fn(&'i T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let some = || {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(place) else { return done };
            done.push((place, work(item)));
        }
    };
    let threads = rayon::current_num_threads().min(items.len());
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(some)).collect();
        let mut done = some();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Puts something large away that is not needed any more. In a run that makes one document it stays where it
/// is: the end of the process takes all memory at once, which is sooner than piece by piece.
pub(crate) fn put_away<T>(thing: T) {
    if is_shared() {
        mem::forget(thing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items_however_the_work_is_shared() {
        let items: Vec<usize> = (0..1_000).collect();
        let doubled: Vec<usize> = items.iter().map(|n| n * 2).collect();
        assert_eq!(each(items.clone(), |n| n * 2), doubled);
        assert_eq!(whole(&items, |n| n * 2), doubled);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().expect("four threads");
        let shared = pool.install(|| (is_shared(), each(items, |n| n * 2), both(|| 1, || 2)));
        assert_eq!(shared, (true, doubled, (1, 2)));
    }

    #[test]
    fn nothing_is_begun_for_no_items() {
        assert_eq!(whole(&[], |n: &usize| *n), Vec::<usize>::new());
    }
}
