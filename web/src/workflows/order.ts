interface Item {
  id: string;
}

interface Link {
  source: string;
  target: string;
}

/** The steps along the links, when these make one path through all of them; else null. */
export const pathOf = <Step extends Item>(steps: readonly Step[], links: readonly Link[]): Step[] | null => {
  const targets = new Set(links.map(({ target }) => target));
  const starts = steps.filter(({ id }) => !targets.has(id));
  const path: Step[] = [];
  let [next] = starts.length === 1 ? starts : [];
  while (next !== undefined && path.length < steps.length) {
    const { id } = next;
    path.push(next);
    const after = new Set(links.flatMap(({ source, target }) => (source === id ? [target] : [])));
    if (after.size > 1) return null;
    next = steps.find((step) => after.has(step.id));
  }
  return path.length === steps.length ? path : null;
};

/** The steps in the order in which the server runs them: along the links, or else as they are listed. */
export const inOrder = <Step extends Item>(steps: readonly Step[], links: readonly Link[]): readonly Step[] =>
  pathOf(steps, links) ?? steps;

/** The steps so that none comes before one that leads to it; apart from that they keep their order. */
export const sorted = <Step extends Item>(steps: readonly Step[], links: readonly Link[]): readonly Step[] => {
  const rest = [...steps];
  const ordered: Step[] = [];
  while (rest.length > 0) {
    const waiting = new Set(rest.map(({ id }) => id));
    const free = rest.findIndex(({ id }) => !links.some(({ source, target }) => target === id && waiting.has(source)));
    // In a circle nobody is first.
    ordered.push(...rest.splice(Math.max(free, 0), 1));
  }
  return ordered;
};
