// A share link carries the whole scenario and the moment: #v1.<base64url(deflate-raw(JSON))>&at=12&node=3&lang=ja, or names a
// preset: #preset=<id>&at=12. The hash never leaves the browser. What mail and messengers do to links is passed over: white
// space, what follows the last character that belongs, and parameters of others.

import type { Lang } from "./i18n";

export const maxInflated = 1 << 20;
const maxLink = 2 << 20;

export type LinkFault = "link-malformed" | "link-version" | "link-too-large";

export class LinkError extends Error {
  constructor(readonly code: LinkFault) {
    super(code);
  }
}

/** Where in a run we look, and in which language. */
export interface Moment {
  at?: number;
  node?: number;
  lang?: Lang;
}

export async function encode(json: string, moment: Moment = {}): Promise<string> {
  const packed = await drain(through(new TextEncoder().encode(json), new CompressionStream("deflate-raw")), Infinity);
  const rest = (["at", "node", "lang"] as const).flatMap((name) => (moment[name] === undefined ? [] : [`&${name}=${moment[name]}`]));
  return `#v1.${toBase64url(packed)}${rest.join("")}`;
}

/** The hash without what was done to it on the way. */
function clean(hash: string): string {
  const plain = (text: string) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  return plain(hash).replace(/[\s\u00ad\u200b-\u200f\u2060\ufeff]/g, "");
}

/** Whether a hash is a link of ours, perhaps a broken one, whatever was done to it on the way. */
export const isLink = (hash: string): boolean => /^#(v\d|preset=)/.test(clean(hash));

/** The moment of a link, as far as it has one. */
export function momentOf(hash: string): Moment {
  const text = clean(hash);
  const number = (name: string) => {
    const digits = new RegExp(`[&?]${name}=(\\d{1,9})`).exec(text)?.[1];
    return digits === undefined ? {} : { [name]: Number(digits) };
  };
  const lang = /[#&?]lang=(en|ja)/.exec(text)?.[1] as Lang | undefined;
  return { ...number("at"), ...number("node"), ...(lang && { lang }) };
}

/** The id of the preset that a link names. */
export const presetOf = (hash: string): string | null => /^#preset=([\w-]+)/.exec(clean(hash))?.[1] ?? null;

/** The scenario text of a link, or null when the hash is none of ours. Throws a LinkError for one that is broken. */
export async function decode(hash: string): Promise<string | null> {
  const match = /^#v(\d+)\.([A-Za-z0-9_-]*)/.exec(clean(hash));
  if (!match) {
    if (isLink(hash) && presetOf(hash) === null) throw new LinkError("link-malformed");
    return null;
  }
  if (match[1] !== "1") throw new LinkError("link-version");
  if (hash.length > maxLink) throw new LinkError("link-too-large");
  const data = match[2]!;
  const marked = data.replace(/[-_]+$/, ""); // a dash or an underscore may be of the text around it
  return unpack(data).catch((error) => {
    if (marked === data) throw error;
    return unpack(marked);
  });
}

async function unpack(data: string): Promise<string> {
  const packed = fromBase64url(data);
  try {
    const bytes = await drain(through(packed, new DecompressionStream("deflate-raw")), maxInflated);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw error instanceof LinkError ? error : new LinkError("link-malformed");
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

function through(bytes: Bytes, stream: CompressionStream | DecompressionStream): ReadableStream<Bytes> {
  return new Blob([bytes]).stream().pipeThrough(stream);
}

async function drain(stream: ReadableStream<Bytes>, limit: number): Promise<Bytes> {
  const reader = stream.getReader();
  const chunks: Bytes[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > limit) {
      void reader.cancel();
      throw new LinkError("link-too-large");
    }
    chunks.push(next.value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function toBase64url(bytes: Bytes): string {
  let binary = "";
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64url(text: string): Bytes {
  if (text === "" || !/^[A-Za-z0-9_-]*$/.test(text)) throw new LinkError("link-malformed");
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (c) => c.charCodeAt(0));
  } catch {
    throw new LinkError("link-malformed");
  }
}
