// The few signs that buttons carry, drawn on a grid of 16.

const paths = {
  first: "M3 3v10M13 3 6 8l7 5Z",
  back: "M11 3 4 8l7 5Z",
  play: "M4 2.5 13 8l-9 5.5Z",
  pause: "M4 3h3v10H4ZM9 3h3v10H9Z",
  forward: "M5 3l7 5-7 5Z",
  last: "M13 3v10M3 3l7 5-7 5Z",
  remove: "M4 4l8 8M12 4l-8 8",
  undo: "M3 6 7 2.5v7ZM7 6h3.5a2.5 3 0 0 1 0 6.5H5h5.5a2.5 3 0 0 0 0-6.5Z",
  redo: "M13 6 9 2.5v7ZM9 6H5.5a2.5 3 0 0 0 0 6.5H11H5.5a2.5 3 0 0 1 0-6.5Z",
};

export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
