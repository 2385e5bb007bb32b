// How people write numbers: with full-width digits, with the minus sign of mathematics, pasted from a column of a spreadsheet.

/** The text in the characters that the engine reads: full-width forms become ASCII, every minus a hyphen, 、 and ， a comma. */
export const plain = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2015\u2212\u30fc\u2500](?=[\d.])/g, "-")
    .replace(/\u3001/g, ",")
    .replace(/[\u00a0\u2000-\u200b\u202f\u3000\ufeff]/g, " ");

/** Whether a number has commas, blanks or apostrophes between its thousands: 1,000 may be one or a thousand, so nobody guesses. */
export const grouped = (text: string): boolean => /^[+-]?\d{1,3}([,' ’]\d{3})+(\.\d+)?$/.test(text.trim());

/** The cells of a pasted column or row of numbers; null when the text is a single one. */
export function cells(text: string): string[] | null {
  const found = plain(text).trim().split(/[\r\n\t]+/).map((cell) => cell.trim());
  return found.length > 1 && found.every((cell) => /^[+-]?[\d./eE+-]+$/.test(cell)) ? found : null;
}
