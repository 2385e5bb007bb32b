// Modules that the Go package site writes while it builds.

/** Hashed file names, as URLs relative to the page or to the worker. */
declare module "kizami:assets" {
  export const workerURL: string;
  export const wordsURL: Record<"en" | "ja", string>;
  export const toldURL: string;
  export const foretoldURL: string;
  export const wasmSHA256: string;
}

declare module "kizami:engine" {
  export const execURL: string;
  export const wasmURL: string;
  export const wasmBytes: number;
}

declare module "*.css";
