use crate::measure::{Arrivals, Usage};
use rust_socketio::client::Client;
use rust_socketio::{ClientBuilder, Event, Payload, TransportType};
use serde_json::{json, Value};
use std::io::BufRead;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What carries nothing but a name comes as a "message".
const EVENTS: [&str; 5] = ["typed", "blind", "bytes", "big", "message"];
const PATIENCE: Duration = Duration::from_secs(60);

fn connect(url: &str, arrivals: &Arc<Arrivals>) -> Client {
    let connected = Arc::new(Arrivals::default());
    connected.expect(1);
    let mut builder = ClientBuilder::new(url).transport_type(TransportType::Websocket).reconnect(false);
    for event in EVENTS {
        let told = arrivals.clone();
        builder = builder.on(event, move |_: Payload, _| told.arrived());
    }
    let told = connected.clone();
    let client = builder.on(Event::Connect, move |_, _| told.arrived()).connect().expect("connect");
    connected.wait();
    client
}

fn ask(client: &Client) -> u64 {
    let answered = Arc::new(Arrivals::default());
    answered.expect(1);
    let told = answered.clone();
    let start = Instant::now();
    client
        .emit_with_ack("ask", Payload::Text(vec![]), PATIENCE, move |_: Payload, _| told.arrived())
        .expect("ask");
    answered.wait();
    start.elapsed().as_nanos() as u64
}

fn ask_many(client: &Client, count: usize, in_flight: usize, latencies: &mut Vec<u64>) {
    let all = Mutex::new(std::mem::take(latencies));
    std::thread::scope(|scope| {
        for _ in 0..in_flight {
            scope.spawn(|| {
                for _ in 0..count / in_flight {
                    let time = ask(client);
                    all.lock().unwrap().push(time);
                }
            });
        }
    });
    *latencies = all.into_inner().unwrap();
}

pub fn run(url: &str) {
    let arrivals = Arc::new(Arrivals::default());
    let client = connect(url, &arrivals);
    let quote = json!({"symbol": "BTC-USDT.P", "price": 64250.2575, "volume": 12500, "time": 1764230400123u64});
    println!("{{}}");
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let task: Vec<&str> = line.split(' ').collect();
        let count: usize = task[1].parse().unwrap();
        let mut latencies = Vec::new();
        let before = Usage::now();
        match task[0] {
            "receive" => {
                arrivals.expect(count as i64);
                client.emit("flood", Payload::Text(vec![json!(task[2]), json!(count)])).expect("emit");
                arrivals.wait();
            }
            "send" => send(&client, &arrivals, count, |client| {
                client.emit("typed", Payload::Text(vec![quote.clone()])).expect("emit")
            }),
            "sendbytes" => {
                let bytes = vec![0u8; 64 << 10];
                arrivals.expect(1);
                client.emit("count", Payload::Text(vec![json!(2 * count)])).expect("emit");
                for _ in 0..count {
                    client.emit("bytes", Payload::Binary(bytes.clone().into())).expect("emit");
                }
                arrivals.wait();
            }
            "ask" => ask_many(&client, count, task[2].parse().unwrap(), &mut latencies),
            "connect" => {
                for _ in 0..count {
                    let start = Instant::now();
                    let other = connect(url, &Arc::new(Arrivals::default()));
                    ask(&other);
                    latencies.push(start.elapsed().as_nanos() as u64);
                    other.disconnect().expect("disconnect");
                }
            }
            other => panic!("{other}"),
        }
        println!("{}", before.answer(&mut latencies));
    }
    std::process::exit(0);
}

fn send(client: &Client, arrivals: &Arrivals, count: usize, emit: impl Fn(&Client)) {
    arrivals.expect(1);
    client.emit("count", Payload::Text(vec![Value::from(count)])).expect("emit");
    for _ in 0..count {
        emit(client);
    }
    arrivals.wait();
}
