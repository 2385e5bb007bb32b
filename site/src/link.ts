// A share link carries the whole scenario: #v1.<base64url(deflate-raw(JSON))>, with &lang=xx when the language matters.
// The hash never leaves the browser.

import type { Lang } from "./i18n";

export const maxInflated = 1 << 20;
const maxLink = 2 << 20;

export type LinkFault = "link-malformed" | "link-version" | "link-too-large";

export class LinkError extends Error {
  constructor(readonly code: LinkFault) {
    super(code);
  }
}

export async function encode(json: string, lang?: Lang): Promise<string> {
  const packed = await drain(through(new TextEncoder().encode(json), new CompressionStream("deflate-raw")), Infinity);
  return `#v1.${toBase64url(packed)}${lang ? `&lang=${lang}` : ""}`;
}

/** The scenario text of a link, or null when the hash is none of ours. Throws a LinkError for one that is broken. */
export async function decode(hash: string): Promise<string | null> {
  const match = /^#v(\d+)\.([^&]*)(?:&lang=[a-z]*)?$/.exec(hash);
  if (!match) {
    if (/^#v\d/.test(hash)) throw new LinkError("link-malformed");
    return null;
  }
  if (match[1] !== "1") throw new LinkError("link-version");
  if (hash.length > maxLink) throw new LinkError("link-too-large");
  const packed = fromBase64url(match[2]!);
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
