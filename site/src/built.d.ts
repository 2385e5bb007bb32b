// Modules that the Go package site writes while it builds.

/** Hashed file names, as URLs relative to the page or to the worker. */
declare module "kizami:assets" {
  export const workerURL: string;
  export const wordsURL: Record<"en" | "ja", string>;
  export const wasmSHA256: string;
}

declare module "kizami:engine" {
  export const execURL: string;
  export const wasmURL: string;
}

declare module "*.css";

/** MathML of src/formulas.json, by name. */
declare module "kizami:formulas" {
  const formulas: Record<keyof typeof import("./formulas.json"), string>;
  export default formulas;
}

/** The requirements of spec/protocol.md, by id. */
declare module "kizami:rules" {
  export interface Rule {
    title: string;
    tla: string;
    go: string;
    check: string;
  }
  const rules: Record<string, Rule>;
  export default rules;
}
