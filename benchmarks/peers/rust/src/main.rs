//! rust_socketio's two clients as contestants; see Worker.java for the tasks.
mod asynchronous;
mod blocking;
mod measure;

fn main() {
    let mut args = std::env::args().skip(1);
    let mode = args.next().expect("blocking or async");
    let url = args.next().expect("the server's URL");
    match mode.as_str() {
        "blocking" => blocking::run(&url),
        _ => tokio::runtime::Runtime::new().unwrap().block_on(asynchronous::run(&url)),
    }
}
