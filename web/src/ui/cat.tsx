/** The one drawing of the house: a cat that looks over an edge. Decoration only. */
export const Cat = () => (
  <svg
    width="160"
    height="96"
    viewBox="0 0 160 96"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d="M4 88h40M116 88h40" />
    <path d="M50 88c-4-12-4-30 2-42L48 22c0-3 2-4 5-2l16 13c7-2 15-2 22 0l16-13c3-2 5-1 5 2l-4 24c6 12 6 30 2 42" />
    <path d="M56 88c0-7 3-11 8-11s8 4 8 11M88 88c0-7 3-11 8-11s8 4 8 11" />
    <path d="M67 52v3M93 52v3" strokeWidth="4" />
    <path d="m77 62 3 2.5 3-2.5M80 64.5v3c0 2-2 3.5-4.5 3.5M80 67.5c0 2 2 3.5 4.5 3.5" />
    <path d="m58 62-16-3M58 67l-15 3M102 62l16-3M102 67l15 3" />
  </svg>
);
