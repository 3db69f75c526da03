use crate::measure::{Arrivals, Usage};
use futures_util::FutureExt;
use rust_socketio::asynchronous::{Client, ClientBuilder};
use rust_socketio::{Event, Payload, TransportType};
use serde_json::json;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::sync::oneshot;

/// What carries nothing but a name comes as a "message".
const EVENTS: [&str; 5] = ["typed", "blind", "bytes", "big", "message"];
const PATIENCE: Duration = Duration::from_secs(60);

async fn connect(url: &str, arrivals: &Arc<Arrivals>) -> Client {
    let connected = Arc::new(Arrivals::default());
    connected.expect(1);
    let mut builder = ClientBuilder::new(url).transport_type(TransportType::Websocket).reconnect(false);
    for event in EVENTS {
        let told = arrivals.clone();
        builder = builder.on(event, move |_: Payload, _| {
            told.arrived();
            async {}.boxed()
        });
    }
    let told = connected.clone();
    let client = builder
        .on(Event::Connect, move |_, _| {
            told.arrived();
            async {}.boxed()
        })
        .connect()
        .await
        .expect("connect");
    wait(&connected).await;
    client
}

async fn wait(arrivals: &Arc<Arrivals>) {
    let waiting = arrivals.clone();
    tokio::task::spawn_blocking(move || waiting.wait()).await.unwrap();
}

async fn ask(client: &Client) -> u64 {
    let start = Instant::now();
    let (done, answered) = oneshot::channel();
    let done = Arc::new(std::sync::Mutex::new(Some(done)));
    client
        .emit_with_ack("ask", Payload::Text(vec![]), PATIENCE, move |_: Payload, _| {
            if let Some(done) = done.lock().unwrap().take() {
                let _ = done.send(());
            }
            async {}.boxed()
        })
        .await
        .expect("ask");
    answered.await.expect("answer");
    start.elapsed().as_nanos() as u64
}

pub async fn run(url: &str) {
    let arrivals = Arc::new(Arrivals::default());
    let client = connect(url, &arrivals).await;
    let quote = json!({"symbol": "BTC-USDT.P", "price": 64250.2575, "volume": 12500, "time": 1764230400123u64});
    println!("{{}}");
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        let task: Vec<&str> = line.split(' ').collect();
        let count: usize = task[1].parse().unwrap();
        let mut latencies = Vec::new();
        let before = Usage::now();
        match task[0] {
            "receive" => {
                arrivals.expect(count as i64);
                client.emit("flood", Payload::Text(vec![json!(task[2]), json!(count)])).await.expect("emit");
                wait(&arrivals).await;
            }
            "send" => {
                arrivals.expect(1);
                client.emit("count", Payload::Text(vec![json!(count)])).await.expect("emit");
                for _ in 0..count {
                    client.emit("typed", Payload::Text(vec![quote.clone()])).await.expect("emit");
                }
                wait(&arrivals).await;
            }
            "sendbytes" => {
                let bytes = vec![0u8; 64 << 10];
                arrivals.expect(1);
                client.emit("count", Payload::Text(vec![json!(2 * count)])).await.expect("emit");
                for _ in 0..count {
                    client.emit("bytes", Payload::Binary(bytes.clone().into())).await.expect("emit");
                }
                wait(&arrivals).await;
            }
            "ask" => {
                let in_flight: usize = task[2].parse().unwrap();
                let asking = (0..in_flight).map(|_| {
                    let client = client.clone();
                    tokio::spawn(async move {
                        let mut times = Vec::new();
                        for _ in 0..count / in_flight {
                            times.push(ask(&client).await);
                        }
                        times
                    })
                });
                for times in futures_util::future::join_all(asking).await {
                    latencies.extend(times.unwrap());
                }
            }
            "connect" => {
                for _ in 0..count {
                    let start = Instant::now();
                    let other = connect(url, &Arc::new(Arrivals::default())).await;
                    ask(&other).await;
                    latencies.push(start.elapsed().as_nanos() as u64);
                    other.disconnect().await.expect("disconnect");
                }
            }
            other => panic!("{other}"),
        }
        println!("{}", before.answer(&mut latencies));
    }
    std::process::exit(0);
}
