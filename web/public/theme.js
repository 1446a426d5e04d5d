// Runs before the first paint, so that a dark page never flashes white. A file of its own: the policy forbids inline scripts.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('nekohub.theme');
  } catch {
    // Storage may be blocked; the system's preference still counts.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  const root = document.documentElement;
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  // The ground of the page, and of the bar of an installed app; both follow when another theme is chosen.
  const paint = () => {
    const ground = root.getAttribute('data-mantine-color-scheme') === 'dark' ? '#1c1a18' : '#faf9f7';
    root.style.backgroundColor = ground;
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', ground);
  };
  paint();
  new MutationObserver(paint).observe(root, { attributeFilter: ['data-mantine-color-scheme'] });
})();
