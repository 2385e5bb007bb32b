// Fields that hold what is typed until it reads as what they want.

import { useSignal } from "@preact/signals";
import type { Fault } from "./engine";
import { plain } from "./habits";
import { type Key, t } from "./i18n";
import { Sentence } from "./sentence";

interface Props<T> {
  id: string;
  label: string;
  value: T;
  show: (value: T) => string;
  /** What a text means, or the key of the sentence that says why it means nothing. */
  read: (text: string) => { value: T } | { error: Key };
  onValue: (value: T) => void;
  fault?: Fault | null;
  numeric?: boolean;
  hidden?: boolean;
  /** Takes what is pasted; false leaves it to the field. */
  onPaste?: (text: string) => boolean;
  data?: Record<`data-${string}`, number>;
}

export function Field<T>({ id, label, value, show, read, onValue, fault = null, numeric = false, hidden = false, onPaste, data = {} }: Props<T>) {
  const typed = useSignal<string | null>(null);
  const broken = useSignal<Key | null>(null);
  const wrong: Fault | null = broken.value ? { code: broken.value.replace("error.", ""), msg: "" } : fault;
  const take = (text: string) => {
    typed.value = text;
    const meaning = read(plain(text));
    broken.value = "error" in meaning ? meaning.error : null;
    if ("value" in meaning) onValue(meaning.value);
  };
  return (
    <div class="field">
      <label for={id} class={hidden ? "spoken" : ""}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode={numeric ? "numeric" : "text"}
        autoComplete="off"
        spellcheck={false}
        value={typed.value ?? show(value)}
        aria-invalid={wrong !== null}
        {...(wrong ? { "aria-describedby": `${id}-error` } : {})}
        {...data}
        onInput={(e) => take(e.currentTarget.value)}
        onPaste={(e) => onPaste?.(e.clipboardData?.getData("text") ?? "") && (e.preventDefault(), (typed.value = broken.value = null))}
        onBlur={() => broken.value === null && (typed.value = null)}
      />
      {wrong && <Sentence fault={wrong} id={`${id}-error`} />}
    </div>
  );
}

export const readInteger = (text: string): { value: number } | { error: Key } =>
  /^\d{1,16}$/.test(text.trim()) ? { value: Number(text) } : { error: "error.integer-form" };

type IntegerProps = Pick<Props<number>, "id" | "label" | "value" | "onValue" | "fault" | "hidden">;

export const Integer = (props: IntegerProps) => <Field {...props} numeric show={String} read={readInteger} />;

/** A field that may stay empty. */
export function optional<T>(read: (text: string) => { value: T } | { error: Key }) {
  return (text: string): { value: T | undefined } | { error: Key } => (text.trim() === "" ? { value: undefined } : read(text));
}

export const hint = (key: Key) => <p class="gloss">{t(key)}</p>;
