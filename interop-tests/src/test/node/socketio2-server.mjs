// The reference server of before version 3, which speaks another protocol: for clients to see that they are told.
import { once } from "node:events";
import { createServer } from "node:http";
import { serve } from "./control.mjs";

const { default: io } = await import("socket.io-2");

async function listen() {
  const http = createServer();
  io(http, { serveClient: false });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  return { port: http.address().port };
}

serve({ listen });
