// rust_socketio's blocking client, driven by a test. The commands are those of socketio-client.mjs, but for what it can't
// do, which docs/test-server.md lists. It joins one namespace a connection.
use base64::{engine::general_purpose::STANDARD, Engine};
use rust_socketio::client::Client;
use rust_socketio::{ClientBuilder, Event, Payload, TransportType};
use serde_json::{json, Value};
use std::collections::{HashMap, VecDeque};
use std::io::BufRead;
use std::sync::{mpsc, Arc, Condvar, Mutex};
use std::time::Duration;

type Answer = Result<Value, String>;

/// Things that arrive and are waited for, by name, whichever comes first.
#[derive(Default)]
struct Mailbox {
    arrived: Mutex<HashMap<String, VecDeque<Value>>>,
    changed: Condvar,
}

impl Mailbox {
    fn put(&self, name: &str, value: Value) {
        self.arrived.lock().unwrap().entry(name.into()).or_default().push_back(value);
        self.changed.notify_all();
    }

    fn take(&self, name: &str) -> Value {
        let mut arrived = self.arrived.lock().unwrap();
        loop {
            if let Some(value) = arrived.get_mut(name).and_then(VecDeque::pop_front) {
                return value;
            }
            arrived = self.changed.wait(arrived).unwrap();
        }
    }
}

/// One connection.
struct Joined {
    client: Client,
    seen: Arc<Mailbox>,
}

struct Peer {
    options: Value,
    joined: Mutex<HashMap<String, Arc<Joined>>>,
}

impl Peer {
    fn connect(&self, namespace: &str, auth: &Value) -> Answer {
        let seen = Arc::new(Mailbox::default());
        let (connected, closed, refused, event) = (seen.clone(), seen.clone(), seen.clone(), seen.clone());
        let delay = self.options["delay"].as_u64().unwrap();
        let client = ClientBuilder::new(self.options["uri"].as_str().unwrap())
            .namespace(namespace)
            .auth(auth.clone())
            .transport_type(transport(&self.options["transports"]))
            .reconnect_delay(delay, delay)
            .on(Event::Connect, move |_, _| {
                connected.put("answer", json!({"refused": null}));
                connected.put("connected", Value::Null);
            })
            .on(Event::Close, move |_, _| closed.put("disconnected", json!("close")))
            .on(Event::Error, move |error, _| refused.put("answer", refusal(error)))
            .on_any(move |name, payload, _| event.put(&format!("event {}", String::from(name)), to_wire(payload)))
            .connect()
            .map_err(|error| error.to_string())?;
        let answer = seen.take("answer");
        self.joined.lock().unwrap().insert(namespace.into(), Arc::new(Joined { client, seen }));
        Ok(answer)
    }

    fn joined(&self, namespace: &str) -> Arc<Joined> {
        self.joined.lock().unwrap()[namespace].clone()
    }
}

fn transport(names: &Value) -> TransportType {
    match names.as_array().unwrap().as_slice() {
        [_, _] => TransportType::Any,
        [only] if only == "polling" => TransportType::Polling,
        _ => TransportType::Websocket,
    }
}

/// It has a refusal as a text with the packet's JSON at its end.
fn refusal(error: Payload) -> Value {
    let text = to_wire(error)[0].as_str().unwrap_or_default().to_owned();
    let refused = text.find('{').and_then(|start| serde_json::from_str(&text[start..]).ok());
    json!({ "refused": refused.unwrap_or(json!({ "message": text })) })
}

fn to_wire(payload: Payload) -> Value {
    match payload {
        Payload::Binary(bytes) => json!([{ "$bytes": STANDARD.encode(bytes) }]),
        Payload::Text(values) => Value::Array(values),
        _ => panic!("deprecated"),
    }
}

/// It sends JSON, or one attachment.
fn from_wire(args: &Value) -> Result<Payload, String> {
    let values = args.as_array().unwrap();
    match values.as_slice() {
        [only] if only["$bytes"].is_string() => {
            Ok(Payload::Binary(STANDARD.decode(only["$bytes"].as_str().unwrap()).unwrap().into()))
        }
        _ if args.to_string().contains("\"$bytes\"") => Err("it sends bytes alone only".into()),
        _ => Ok(Payload::Text(values.clone())),
    }
}

impl Joined {
    fn call(&self, task: &Value) -> Answer {
        let (answered, answer) = mpsc::channel();
        let timeout = Duration::from_millis(task["timeout"].as_u64().unwrap());
        let callback = move |payload: Payload, _| {
            let _ = answered.send(to_wire(payload));
        };
        self.client
            .emit_with_ack(task["event"].as_str().unwrap(), from_wire(&task["args"])?, timeout, callback)
            .map_err(|error| error.to_string())?;
        let answer = answer.recv_timeout(timeout).map_err(|error| error.to_string())?;
        Ok(answer[0].clone()) // it has all arguments as one
    }

    fn emit(&self, task: &Value) -> Answer {
        self.client
            .emit(task["event"].as_str().unwrap(), from_wire(&task["args"])?)
            .map(|_| Value::Null)
            .map_err(|error| error.to_string())
    }
}

#[derive(Default)]
struct Peers(Mutex<Vec<Arc<Peer>>>);

impl Peers {
    fn open(&self, options: &Value) -> Answer {
        let mut all = self.0.lock().unwrap();
        all.push(Arc::new(Peer { options: options.clone(), joined: Mutex::default() }));
        Ok(json!(all.len() - 1))
    }

    fn get(&self, task: &Value) -> Arc<Peer> {
        self.0.lock().unwrap()[task["client"].as_u64().unwrap() as usize].clone()
    }

    fn run(&self, task: &Value) -> Answer {
        let command = task["command"].as_str().unwrap();
        if command == "open" {
            return self.open(task);
        }
        let peer = self.get(task);
        if command == "close" {
            for joined in peer.joined.lock().unwrap().values() {
                let _ = joined.client.disconnect(); // it may have been lost
            }
            return Ok(Value::Null);
        }
        let namespace = task["namespace"].as_str().unwrap();
        if command == "connect" {
            return peer.connect(namespace, &task["auth"]);
        }
        let joined = peer.joined(namespace);
        match command {
            "emit" => joined.emit(task),
            "call" => joined.call(task),
            "next" => Ok(joined.seen.take(&format!("event {}", task["event"].as_str().unwrap()))),
            "connected" | "disconnected" => Ok(joined.seen.take(command)),
            other => Err(format!("it can't {other}")),
        }
    }
}

fn main() {
    let peers = Arc::new(Peers::default());
    println!("{}", json!({"ready": true}));
    for line in std::io::stdin().lock().lines() {
        let task: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let peers = peers.clone();
        std::thread::spawn(move || {
            let answer = match peers.run(&task) {
                Ok(result) => json!({"id": task["id"], "result": result}),
                Err(error) => json!({"id": task["id"], "error": error}),
            };
            println!("{answer}");
        });
    }
}
