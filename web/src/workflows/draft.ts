import type { Workflow } from '@nekohub/client';
import { type Parameters, type SkillValues, startValues, toParameters, valuesOf } from '../skills/skill-values.ts';
import { type Link, readGraph } from './graph.ts';
import { arranged, type Direction, directionOf, type Position, placeAfter } from './layout.ts';
import { sorted } from './order.ts';

export interface DraftStep {
  id: string;
  skillName: string;
  /** What its fields hold, also while that cannot be sent. */
  values: SkillValues;
  /** As it was stored; what no field is for stays. */
  others: Parameters;
  position: Position;
}

/** A step without its place: what can be put into any workflow. */
export type CopiedStep = Pick<DraftStep, 'skillName' | 'values' | 'others'>;

/** The steps of a workflow while somebody works on them, in the order in which they run. */
export interface Draft {
  steps: readonly DraftStep[];
  links: readonly Link[];
  direction: Direction;
  /** The step whose settings are open. */
  selectedId: string | null;
}

const inOrder = (draft: Draft): Draft => ({ ...draft, steps: sorted(draft.steps, draft.links) });

const chain = (steps: readonly { id: string }[]): Link[] =>
  steps.slice(1).map(({ id }, index) => ({ source: steps[index]?.id ?? id, target: id }));

/** A draft of what is stored; an empty one for a new workflow. */
export const startDraft = (workflow: Pick<Workflow, 'graphJson'> | null): Draft => {
  const { steps, links } = workflow === null ? { steps: [], links: [] } : readGraph(workflow);
  const ordered = sorted(steps, links);
  const direction = directionOf(ordered.flatMap(({ position }) => position ?? []));
  const places = arranged(ordered.length, direction);
  // One place more or less would lie on another.
  const isPlaced = ordered.every(({ position }) => position !== null);
  const unique = new Map(links.map((link) => [linkId(link), link]));
  return {
    steps: ordered.map(({ id, skillName, parameters, position }, index) => ({
      id,
      skillName,
      values: valuesOf(skillName, parameters),
      others: parameters,
      position: (isPlaced ? position : places[index]) ?? { x: 0, y: 0 },
    })),
    links: [...unique.values()],
    direction,
    selectedId: null,
  };
};

export const linkId = ({ source, target }: Link): string => `${source}-${target}`;

/** What the server keeps, in the form that other clients read, too. */
export const writeGraph = ({ steps, links }: Pick<Draft, 'steps' | 'links'>): string =>
  JSON.stringify({
    nodes: steps.map(({ id, skillName, values, others, position }) => {
      const parameters = toParameters(skillName, values, others);
      const isTold = Object.keys(parameters).length > 0;
      return { id, type: 'skill', position, data: { skillId: skillName, ...(isTold && { parameters }) } };
    }),
    edges: links.map((link) => ({ id: linkId(link), ...link })),
  });

const freeId = ({ steps }: Draft): string => {
  const ids = new Set(steps.map(({ id }) => id));
  let number = steps.length + 1;
  while (ids.has(`step-${number}`)) number += 1;
  return `step-${number}`;
};

/** Adds a step behind the last one, at a place or where the next one belongs, and opens its settings. */
export const addStep = (draft: Draft, skillName: string, at?: Position): Draft =>
  pasteStep(draft, { skillName, values: startValues(skillName), others: {} }, at);

/** The same with a step that has settings already. */
export const pasteStep = (draft: Draft, copied: CopiedStep, at?: Position): Draft => {
  const id = freeId(draft);
  const last = draft.steps.at(-1);
  const position = at ?? placeAfter(last?.position, draft.direction);
  const step = { ...copied, id, position };
  const links = last === undefined ? draft.links : [...draft.links, { source: last.id, target: id }];
  return { ...draft, steps: [...draft.steps, step], links, selectedId: id };
};

/** Puts the same step behind it once more, opens its settings, and makes room for it. */
export const duplicateStep = (draft: Draft, id: string): Draft => {
  const index = draft.steps.findIndex((step) => step.id === id);
  const step = draft.steps[index];
  if (step === undefined) return draft;
  const copy = { ...step, id: freeId(draft) };
  const steps = draft.steps.toSpliced(index + 1, 0, copy);
  return arrange({ ...draft, steps, links: chain(steps), selectedId: copy.id });
};

/** Removes a step; what came before it leads to what came after it. */
export const removeStep = (draft: Draft, id: string): Draft => {
  const before = draft.links.filter(({ target }) => target === id);
  const after = draft.links.filter(({ source }) => source === id);
  const healed = before.flatMap(({ source }) => after.map(({ target }) => ({ source, target })));
  return inOrder({
    ...draft,
    steps: draft.steps.filter((step) => step.id !== id),
    links: [...draft.links.filter(({ source, target }) => source !== id && target !== id), ...healed],
    selectedId: draft.selectedId === id ? null : draft.selectedId,
  });
};

/** Moves a step towards the beginning (-1) or the end (1). The steps change places, and are connected in their new order. */
export const moveStep = (draft: Draft, id: string, by: -1 | 1): Draft => {
  const from = draft.steps.findIndex((step) => step.id === id);
  const step = draft.steps[from];
  const other = draft.steps[from + by];
  if (step === undefined || other === undefined) return draft;
  const steps = draft.steps
    .with(from, { ...other, position: step.position })
    .with(from + by, { ...step, position: other.position });
  return { ...draft, steps, links: chain(steps) };
};

/** Whether a step may lead to another: not when that leads back to it. */
export const canConnect = ({ links }: Pick<Draft, 'links'>, { source, target }: Link): boolean => {
  const rest = links.filter((link) => link.source !== source && link.target !== target);
  const reached = new Set([target]);
  for (const id of reached) for (const link of rest) if (link.source === id) reached.add(link.target);
  return !reached.has(source);
};

/** Has one step lead to another, in the place of where it led and of what led there. */
export const connect = (draft: Draft, { source, target }: Link): Draft => {
  if (!canConnect(draft, { source, target })) return draft;
  const rest = draft.links.filter((link) => link.source !== source && link.target !== target);
  return inOrder({ ...draft, links: [...rest, { source, target }] });
};

export const disconnect = (draft: Draft, id: string): Draft =>
  inOrder({ ...draft, links: draft.links.filter((link) => linkId(link) !== id) });

/** Connects all steps in the order that they have. */
export const connectAll = (draft: Draft): Draft => ({ ...draft, links: chain(draft.steps) });

/** Puts the steps in a row. */
export const arrange = (draft: Draft): Draft => {
  const places = arranged(draft.steps.length, draft.direction);
  const steps = draft.steps.map((step, index) => ({ ...step, position: places[index] ?? step.position }));
  return { ...draft, steps };
};

const changeStep = (draft: Draft, id: string, change: (step: DraftStep) => Partial<DraftStep>): Draft => ({
  ...draft,
  steps: draft.steps.map((step) => (step.id === id ? { ...step, ...change(step) } : step)),
});

export const placeStep = (draft: Draft, id: string, { x, y }: Position): Draft =>
  changeStep(draft, id, () => ({ position: { x: Math.round(x), y: Math.round(y) } }));

export const setValue = (draft: Draft, id: string, name: string, value: string): Draft =>
  changeStep(draft, id, ({ values }) => ({ values: { ...values, [name]: value } }));

export const select = (draft: Draft, id: string | null): Draft => ({ ...draft, selectedId: id });
