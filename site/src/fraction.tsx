// Exact numbers. The text stays the engine's; a screen reader and a selection get it on one line.

export function Fraction({ text }: { text: string }) {
  const [over, under] = text.replace("-", "−").split("/");
  if (under === undefined) return <span class="num">{over}</span>;
  return (
    <span class="fraction num">
      <span class="spoken">{text}</span>
      <span class="over" aria-hidden="true">{over}</span>
      <span class="under" aria-hidden="true">{under}</span>
    </span>
  );
}

/** The fraction on one line, as in a sentence. */
export const Inline = ({ text }: { text: string }) => <span class="num">{text.replace("-", "−")}</span>;
