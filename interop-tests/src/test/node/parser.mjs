// The reference parser's verdict on frames: one string (text) or Buffer (binary) a frame, through a Decoder of its own.
import { Decoder } from "socket.io-parser";
import { serve } from "./control.mjs";

function verdict(frames) {
  const packets = [];
  const decoder = new Decoder();
  decoder.on("decoded", ({ type, nsp, id, data }) => packets.push({ type, nsp, id: id ?? null, data: data ?? null }));
  try {
    frames.forEach((frame) => decoder.add(frame));
    return { packets };
  } catch (error) {
    return { packets, refused: String(error.message) };
  } finally {
    decoder.destroy();
  }
}

serve({ decode: ({ inputs }) => inputs.map(verdict) });
