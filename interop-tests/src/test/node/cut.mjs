/**
 * Resets the TCP connections of an Engine.IO session, with no word of it before. A client that polls has none between
 * two polls, and the answer to its POST may be out already: then the next poll's connection is reset.
 */
export function cut(session) {
  const { socket, req, dataReq } = session.transport;
  const connections = [socket?._socket, req?.socket, dataReq?.socket].filter(Boolean);
  connections.forEach((connection) => connection.resetAndDestroy());
  if (!connections.length && session.readyState === "open") setImmediate(cut, session);
}
