import type { Workflow } from '@nekohub/client';
import { canonicalSkill } from '../skills/skill-names.ts';
import { type Link, readGraph } from './graph.ts';
import { inOrder, sorted } from './order.ts';

const FORMAT = 'nekohub-workflow';
const VERSION = 1;
/** As the server has it. */
const MAX_NAME_CHARACTERS = 100;
const MAX_DESCRIPTION_CHARACTERS = 1000;
const MAX_STEPS = 50;
/** Of a file; no workflow comes near it. */
export const MAX_FILE_BYTES = 256 * 1024;

/** What of a workflow goes from one hub to another. */
export type PortableWorkflow = Pick<Workflow, 'name' | 'description' | 'graphJson'>;

/** Why a file cannot be imported; `part` names a value in it. */
export type FileFault =
  | { readonly kind: 'tooLarge' | 'notJson' | 'foreign' | 'circle' }
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'skill'; readonly name: string }
  | { readonly kind: 'broken'; readonly part: string };

/** A workflow as a file: no ids, so steps are told by their number from 0; nothing of where it comes from. */
export const writeWorkflowFile = (workflow: PortableWorkflow): string => {
  const { steps: stored, links } = readGraph(workflow);
  const steps = inOrder(stored, links);
  const numberOf = (wanted: string) => steps.findIndex(({ id }) => id === wanted);
  const file = {
    format: FORMAT,
    version: VERSION,
    name: workflow.name,
    description: workflow.description,
    steps: steps.map(({ skillName, parameters, position }) => ({
      skill: canonicalSkill(skillName),
      parameters,
      ...(position !== null && { position }),
    })),
    edges: links.map(({ source, target }) => ({ from: numberOf(source), to: numberOf(target) })),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
};

/** The name of the file that a workflow is saved as: its own, without what file systems refuse. */
export const workflowFileName = (name: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to go
  `${name.replace(/[\s\\/:*?"<>|\u0000-\u001f]+/g, ' ').trim() || 'workflow'}.json`;

type Fields = Readonly<Record<string, unknown>>;
type Fault = { readonly fault: FileFault };
type Node = { id: string; type: 'skill'; position?: unknown; data: { skillId: string; parameters?: Fields } };

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown, max: number): value is string => typeof value === 'string' && value.length <= max;

const isPlace = (value: unknown): boolean =>
  value === undefined || (isFields(value) && Number.isFinite(value.x) && Number.isFinite(value.y));

const fail = (fault: FileFault): Fault => ({ fault });
const broken = (part: string): Fault => fail({ kind: 'broken', part });
const isFault = (value: object): value is Fault => 'fault' in value;
const isNode = (value: Node | Fault): value is Node => !isFault(value);
const isLink = (value: Link | Fault): value is Link => !isFault(value);

/** Names that a file brought along are shown, but not at any length. */
const shown = (value: unknown): string => String(value).slice(0, 40);

const stepIdOf = (index: number): string => `step-${index + 1}`;

/** Reads such a file. `skills` are the names of those that a step can have here. */
export const readWorkflowFile = (text: string, skills: readonly string[]): PortableWorkflow | Fault => {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return fail({ kind: 'notJson' });
  }
  if (!isFields(file) || file.format !== FORMAT) return fail({ kind: 'foreign' });
  const { version, name, description = null, steps, edges = [] } = file;
  if (version !== VERSION) return fail({ kind: 'version', version: shown(version) });
  if (!isText(name, MAX_NAME_CHARACTERS) || name.trim() === '') return broken('name');
  if (description !== null && !isText(description, MAX_DESCRIPTION_CHARACTERS)) return broken('description');
  if (!Array.isArray(steps) || steps.length > MAX_STEPS) return broken('steps');
  if (!Array.isArray(edges)) return broken('edges');

  const nodes = steps.map((step: unknown, index) => nodeOf(step, index, skills));
  const links = edges.map((edge: unknown, index) => linkOf(edge, index, steps.length));
  const fault = [...nodes, ...links].find(isFault);
  if (fault !== undefined) return fault;
  const graph = { nodes: nodes.filter(isNode), edges: links.filter(isLink) };
  if (hasCircle(graph.nodes, graph.edges)) return fail({ kind: 'circle' });
  return { name, description, graphJson: JSON.stringify(graph) };
};

const nodeOf = (step: unknown, index: number, skills: readonly string[]): Node | Fault => {
  const part = `steps.${index}`;
  if (!isFields(step)) return broken(part);
  const { skill, parameters = {}, position } = step;
  if (typeof skill !== 'string') return broken(`${part}.skill`);
  const skillId = canonicalSkill(skill);
  if (!skills.includes(skillId)) return fail({ kind: 'skill', name: shown(skill) });
  if (!isFields(parameters)) return broken(`${part}.parameters`);
  if (!isPlace(position)) return broken(`${part}.position`);
  return {
    id: stepIdOf(index),
    type: 'skill',
    ...(position !== undefined && { position }),
    data: { skillId, parameters },
  };
};

const linkOf = (edge: unknown, index: number, steps: number): Link | Fault => {
  if (!isFields(edge)) return broken(`edges.${index}`);
  const isStep = (value: unknown): value is number =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) < steps;
  const { from, to } = edge;
  if (!isStep(from)) return broken(`edges.${index}.from`);
  if (!isStep(to)) return broken(`edges.${index}.to`);
  return { source: stepIdOf(from), target: stepIdOf(to) };
};

/** Sorted, every link leads on, unless some lead in a circle. */
const hasCircle = (nodes: readonly { id: string }[], links: readonly Link[]): boolean => {
  const places = new Map(sorted(nodes, links).map(({ id }, place) => [id, place]));
  return links.some(({ source, target }) => Number(places.get(source)) >= Number(places.get(target)));
};
