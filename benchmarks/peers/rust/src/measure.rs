//! What is measured, and how it is told.
use std::sync::{Condvar, Mutex};
use std::time::Instant;

#[derive(Default)]
pub struct Arrivals {
    left: Mutex<i64>,
    all: Condvar,
}

impl Arrivals {
    pub fn expect(&self, count: i64) {
        *self.left.lock().unwrap() = count;
    }

    pub fn arrived(&self) {
        let mut left = self.left.lock().unwrap();
        *left -= 1;
        if *left == 0 {
            self.all.notify_all();
        }
    }

    pub fn wait(&self) {
        let mut left = self.left.lock().unwrap();
        while *left > 0 {
            left = self.all.wait(left).unwrap();
        }
    }
}

pub struct Usage {
    wall: Instant,
    cpu: u64,
}

impl Usage {
    pub fn now() -> Usage {
        Usage { wall: Instant::now(), cpu: cpu() }
    }

    pub fn answer(&self, latencies: &mut Vec<u64>) -> String {
        let wall = self.wall.elapsed().as_nanos();
        let used = cpu() - self.cpu;
        latencies.sort_unstable();
        let at = |share: f64| {
            let index = (latencies.len() as f64 * share) as usize;
            latencies.get(index.min(latencies.len().saturating_sub(1))).copied().unwrap_or(0)
        };
        format!(
            "{{\"wall\":{wall},\"cpu\":{used},\"rss\":{},\"p50\":{},\"p99\":{},\"p999\":{}}}",
            rss(),
            at(0.5),
            at(0.99),
            at(0.999)
        )
    }
}

fn cpu() -> u64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

fn rss() -> u64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    statm.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4096
}
