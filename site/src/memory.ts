// What the browser keeps for us. It may refuse; then nothing is kept and nothing breaks.

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`kizami.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`kizami.${key}`, value);
  } catch {
    // Private windows and full disks: the choice holds until the page is left.
  }
}
