// What stands before a server: TLS that wants a certificate of the client, and a proxy that forwards no Upgrade header.
import http from "node:http";
import https from "node:https";
import { serve } from "./control.mjs";

function listening(server) {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve({ port: server.address().port })));
}

function forward(port, request, response) {
  const { upgrade, connection, ...headers } = request.headers;
  const onwards = http.request({ port, host: "127.0.0.1", method: request.method, path: request.url, headers });
  onwards.on("response", (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onwards.on("error", () => response.destroy());
  request.pipe(onwards);
}

serve({
  tls: ({ key, cert, version }) =>
    listening(
      https.createServer({
        key,
        cert,
        ca: cert,
        requestCert: true,
        rejectUnauthorized: true,
        minVersion: version,
        maxVersion: version,
      }),
    ),
  // A server without a listener for "upgrade" takes such a request for an ordinary one.
  proxy: ({ port }) => listening(http.createServer((request, response) => forward(port, request, response))),
});
