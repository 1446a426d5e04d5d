import { AppError, type ErrorCode } from '../../core/errors.ts';
import { isTooDeep, MAX_JSON_DEPTH } from '../../core/json-depth.ts';
import { checkUse, resolveSkill, type SkillUse } from '../skills/service.ts';

/**
 * In UTF-16 code units, of the graph and of the parameters in it, which grow when numbers are written out (`1e20`). With
 * {@link MAX_SKILLS} it keeps what a job carries within its limit.
 */
const MAX_GRAPH_LENGTH = 32_768;
const MAX_SKILLS = 50;
const FIELD = 'graphJson';

type Fields = Readonly<Record<string, unknown>>;

/** One skill of a workflow. */
export interface WorkflowSkill extends SkillUse {
  /** As it stands in the graph. */
  readonly skillId: string;
}

interface Node {
  readonly id: string | undefined;
  readonly index: number;
  readonly skillId: string;
  readonly data: Fields;
}

/**
 * Reads the skills of a graph in the order in which they are run: along the edges when these make one path through all
 * of them, else as they stand in `nodes`.
 * @throws AppError `workflow_profile_…`, or what is wrong with a skill's parameters; names the field
 */
export function readGraph(graphJson: string): WorkflowSkill[] {
  const graph = parseGraph(graphJson);
  const nodes = nodesOf(graph.nodes);
  if (nodes.length > MAX_SKILLS) {
    throw wrong('workflow_profile_graph_json_too_long', `A workflow has at most ${MAX_SKILLS} skills.`);
  }
  const unknown = new Map(nodes.map(({ skillId }) => [skillId.toLowerCase(), skillId]));
  for (const [key, skillId] of unknown) if (resolveSkill(skillId)) unknown.delete(key);
  if (unknown.size > 0) {
    const listed = [...unknown.values()].map((skillId) => skillId.slice(0, 100)).join(', ');
    throw wrong('workflow_profile_contains_unsupported_skills', `There is no such skill: ${listed}.`);
  }
  const skills = new Map(nodes.map((node) => [node, skillOf(node)]));
  const parameters = [...skills.values()].map((uses) => uses.map((use) => use.parameters));
  if (JSON.stringify(parameters).length > MAX_GRAPH_LENGTH) {
    throw wrong(
      'workflow_profile_graph_json_too_long',
      `All parameters are longer than ${MAX_GRAPH_LENGTH} characters.`,
    );
  }
  return inOrder(nodes, edgesOf(graph.edges)).flatMap((node) => skills.get(node) ?? []);
}

/** @throws AppError `workflow_profile_graph_json_…` */
function parseGraph(graphJson: string): Fields {
  if (graphJson.trim() === '') throw wrong('workflow_profile_graph_json_required');
  if (graphJson.length > MAX_GRAPH_LENGTH) {
    throw wrong('workflow_profile_graph_json_too_long', `graphJson is longer than ${MAX_GRAPH_LENGTH} characters.`);
  }
  let graph: unknown;
  try {
    graph = JSON.parse(graphJson);
  } catch {
    throw wrong('workflow_profile_graph_json_invalid');
  }
  if (!isFields(graph)) throw wrong('workflow_profile_graph_json_invalid');
  if (isTooDeep(graph)) {
    throw wrong('workflow_profile_graph_json_invalid', `It is nested more than ${MAX_JSON_DEPTH} levels deep.`);
  }
  return graph;
}

function nodesOf(given: unknown): Node[] {
  if (!Array.isArray(given)) return [];
  const ids = new Set<string>();
  return given.flatMap((node: unknown, index): Node[] => {
    if (!isFields(node)) return [];
    const id = typeof node.id === 'string' ? node.id : undefined;
    if (id !== undefined && ids.has(id)) {
      throw wrong('workflow_profile_graph_json_invalid', 'Two nodes have the same id.', `nodes.${index}.id`);
    }
    if (id !== undefined) ids.add(id);
    const data = node.data ?? {};
    if (!isFields(data)) {
      throw wrong('workflow_profile_graph_json_invalid', 'data must be an object.', `nodes.${index}.data`);
    }
    const skillId = textOf(data.skillId)?.trim() ?? textOf(node.type);
    return skillId === undefined ? [] : [{ id, index, skillId, data }];
  });
}

function skillOf({ index, skillId, data }: Node): WorkflowSkill[] {
  const name = resolveSkill(skillId);
  if (!name) return [];
  const { skillId: _, ...rest } = data;
  const parameters = isFields(data.parameters) ? data.parameters : Object.keys(rest).length > 0 ? rest : undefined;
  try {
    return [{ skillId, ...checkUse(name, parameters) }];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const at = `nodes.${index}.data.${error.details.field ?? 'parameters'}`;
    throw wrong(error.code, error.message, at);
  }
}

type Edge = readonly [source: string, target: string];

const edgesOf = (given: unknown): Edge[] =>
  Array.isArray(given)
    ? given.flatMap((edge: unknown): Edge[] =>
        isFields(edge) && typeof edge.source === 'string' && typeof edge.target === 'string'
          ? [[edge.source, edge.target]]
          : [],
      )
    : [];

/** @throws AppError `workflow_profile_graph_has_cycle` */
function inOrder(nodes: readonly Node[], edges: readonly Edge[]): readonly Node[] {
  const next = new Map<string, Set<string>>();
  for (const [source, target] of edges) next.set(source, (next.get(source) ?? new Set()).add(target));
  if (hasCycle(next)) throw wrong('workflow_profile_graph_has_cycle', undefined, 'edges');
  const targets = new Set(edges.map(([, target]) => target));
  const starts = nodes.filter(({ id }) => id !== undefined && !targets.has(id));
  const path: Node[] = [];
  for (let node = starts.length === 1 ? starts[0] : undefined; node; ) {
    path.push(node);
    const [after, ...others] = next.get(node.id ?? '') ?? [];
    node = others.length === 0 ? nodes.find(({ id }) => id !== undefined && id === after) : undefined;
  }
  return path.length === nodes.length ? path : nodes;
}

/** Takes away, again and again, what nothing leads to; a circle is left. */
function hasCycle(next: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const incoming = new Map<string, number>();
  for (const targets of next.values()) for (const id of targets) incoming.set(id, (incoming.get(id) ?? 0) + 1);
  const ids = new Set([...next.keys(), ...incoming.keys()]);
  const free = [...ids].filter((id) => !incoming.has(id));
  for (const id of free) {
    for (const target of next.get(id) ?? []) {
      const left = (incoming.get(target) ?? 0) - 1;
      incoming.set(target, left);
      if (left === 0) free.push(target);
    }
  }
  return free.length < ids.size;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrong = (code: ErrorCode, message?: string, at?: string): AppError =>
  new AppError(code, message, { field: at === undefined ? FIELD : `${FIELD}.${at}` });
