import type { Workflow } from '@nekohub/client';

/** One skill of a workflow, with what it is told. */
export interface Step {
  id: string;
  skillName: string;
  parameters: Readonly<Record<string, unknown>>;
  /** Its place on the canvas; null when none is stored. */
  position: { x: number; y: number } | null;
}

/** From one step to the next. */
export interface Link {
  source: string;
  target: string;
}

/** A workflow as the server keeps it in `graphJson`. */
export interface Graph {
  steps: readonly Step[];
  links: readonly Link[];
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);

const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

const parse = (json: string): Fields => {
  try {
    const value: unknown = JSON.parse(json);
    return isFields(value) ? value : {};
  } catch {
    return {};
  }
};

const positionOf = (value: unknown): Step['position'] =>
  isFields(value) && Number.isFinite(value.x) && Number.isFinite(value.y)
    ? { x: Number(value.x), y: Number(value.y) }
    : null;

const stepOf = (node: Fields, index: number): Step[] => {
  const data = isFields(node.data) ? node.data : {};
  const skillName = textOf(data.skillId) ?? textOf(node.type);
  if (skillName === null) return [];
  const { skillId: _, ...rest } = data;
  return [
    {
      id: textOf(node.id) ?? `unnamed-${index}`,
      skillName: skillName.trim().toLowerCase(),
      parameters: isFields(data.parameters) ? data.parameters : rest,
      position: positionOf(node.position),
    },
  ];
};

/** Reads what any version or client stored, as the server does. What cannot be read is left out. */
export const readGraph = ({ graphJson }: Pick<Workflow, 'graphJson'>): Graph => {
  const { nodes, edges } = parse(graphJson);
  const steps = listOf(nodes).flatMap(stepOf);
  const ids = new Set(steps.map(({ id }) => id));
  const links = listOf(edges).flatMap(({ source, target }): Link[] =>
    typeof source === 'string' && typeof target === 'string' && ids.has(source) && ids.has(target)
      ? [{ source, target }]
      : [],
  );
  return { steps, links };
};
