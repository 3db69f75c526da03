// The reference parser's verdict on frames: one string (text) or Buffer (binary) a frame, through a Decoder of its own.
import { Decoder, PacketType } from "socket.io-parser";
import { serve } from "./control.mjs";

const WITH_ID = [PacketType.EVENT, PacketType.ACK];

function described({ type, nsp, id, data }) {
  return { type, nsp, id: WITH_ID.includes(type) ? (id ?? null) : null, data: data ?? null };
}

function verdict(frames) {
  const packets = [];
  const decoder = new Decoder();
  decoder.on("decoded", (packet) => packets.push(described(packet)));
  try {
    frames.forEach((frame) => decoder.add(frame));
    return { packets };
  } catch (error) {
    return { packets, refused: String(error.message) };
  } finally {
    decoder.destroy();
  }
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

serve({
  decode: ({ inputs }) => inputs.map(verdict),
  parse: ({ inputs }) => inputs.map(isJson),
  base64: ({ inputs }) => inputs.map((text) => Buffer.from(text, "base64")),
});
