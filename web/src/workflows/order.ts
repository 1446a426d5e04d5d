/** What is known of a graph for its order. */
interface Ordered<Item extends { id: string }> {
  steps: readonly Item[];
  links: readonly { source: string; target: string }[];
}

/** The steps along the links, when these make one path through all of them; else null. */
export const pathOf = <Item extends { id: string }>({ steps, links }: Ordered<Item>): Item[] | null => {
  const targets = new Set(links.map(({ target }) => target));
  const starts = steps.filter(({ id }) => !targets.has(id));
  const path: Item[] = [];
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
export const inOrder = <Item extends { id: string }>(graph: Ordered<Item>): readonly Item[] =>
  pathOf(graph) ?? graph.steps;
