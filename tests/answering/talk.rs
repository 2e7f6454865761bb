//! A session in the terminal, as lines in and lines out.

use std::io::{Read as _, Write as _};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::shell::{Shell, TODAY};

/// The longest wait for anything.
const PATIENCE: Duration = Duration::from_secs(60);

/// Waits until something is so. **Panics:** it never is.
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < PATIENCE, "{what}: not in {PATIENCE:?}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// Starts the program in the folder of a shell.
pub fn start(shell: &Shell, arguments: &[&str]) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin("gapcheck"))
        .current_dir(shell.path("."))
        .env_clear()
        .env("SOURCE_DATE_EPOCH", TODAY)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs")
}

/// A session that somebody talks with.
pub struct Talk {
    child: Child,
    input: Option<ChildStdin>,
    said: Arc<Mutex<Vec<u8>>>,
}

impl Talk {
    /// Begins a session.
    pub fn begin(shell: &Shell, arguments: &[&str]) -> Talk {
        let mut child = start(shell, arguments);
        let mut output = child.stdout.take().expect("it is piped");
        let said = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&said);
        thread::spawn(move || {
            let mut part = [0; 4096];
            while let Ok(n) = output.read(&mut part) {
                if n == 0 {
                    break;
                }
                all.lock().expect("nobody panics with it").extend_from_slice(&part[..n]);
            }
        });
        Talk { input: child.stdin.take(), child, said }
    }

    /// Everything that was said until now.
    pub fn said(&self) -> String {
        String::from_utf8_lossy(&self.said.lock().expect("nobody panics with it")).into_owned()
    }

    /// Types a line; one that nobody reads any more is lost.
    pub fn say(&mut self, line: &str) {
        let input = self.input.as_mut().expect("it is open");
        let _ = input.write_all(format!("{line}\n").as_bytes());
    }

    /// Waits until something has been said, so many times. **Panics:** it never is.
    pub fn hears(&self, text: &str, times: usize) {
        until(text, || self.said().matches(text).count() >= times);
    }

    /// Ends it as `kill -9` does.
    pub fn kill(mut self) -> String {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
        self.said()
    }

    /// Types no more, and waits for the end.
    pub fn ends(mut self) -> (ExitStatus, String) {
        drop(self.input.take());
        let status = self.child.wait().expect("it ends");
        // The reader of the output ends with the output.
        until("the output ends", || Arc::strong_count(&self.said) == 1);
        (status, self.said())
    }
}
