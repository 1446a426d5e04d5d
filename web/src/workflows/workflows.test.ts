import { describe, expect, it } from 'vitest';
import { findWorkflows } from './find-workflows.ts';
import { freeName } from './free-name.ts';
import { readGraph } from './graph.ts';
import { inOrder, pathOf, sorted } from './order.ts';
import { refusedPart } from './step-faults.ts';

const steps = (ids: string) => [...ids].map((id) => ({ id }));
const links = (text: string) =>
  text.split(' ').flatMap(([source = '', target = '']) => (source === '' ? [] : [{ source, target }]));

describe('the order of steps', () => {
  it.each([
    ['one path', 'abc', 'ca ab', 'cab'],
    ['one step', 'a', '', 'a'],
    ['the same link twice', 'ab', 'ba ba', 'ba'],
    ['no links', 'abc', '', null],
    ['two paths', 'abcd', 'ab cd', null],
    ['a fork', 'abc', 'ab ac', null],
    ['two starts', 'abc', 'ac bc', null],
    ['a circle', 'abc', 'ab bc ca', null],
    ['a circle beside a path', 'abcd', 'ab cd dc', null],
  ])('with %s', (_, ids, given, expected) => {
    const text = (path: readonly { id: string }[]) => path.map(({ id }) => id).join('');
    const path = pathOf(steps(ids), links(given));
    expect(path && text(path)).toBe(expected);
    expect(text(inOrder(steps(ids), links(given)))).toBe(expected ?? ids);
  });

  it.each([
    ['abc', 'ca ab', 'cab'],
    ['abcd', 'cb', 'acbd'],
    ['ab', 'ab ba', 'ab'],
    ['', '', ''],
  ])('of %s with the links %s is sorted as %s', (ids, given, expected) => {
    expect(sorted(steps(ids), links(given))).toEqual(steps(expected));
  });
});

describe('a stored graph', () => {
  const read = (graph: unknown) => readGraph({ graphJson: typeof graph === 'string' ? graph : JSON.stringify(graph) });

  it('is read with places, parameters and links', () => {
    const nodes = [
      { id: 'a', type: 'skill', position: { x: 1, y: 2 }, data: { skillId: ' Watermark ', parameters: { Text: 'a' } } },
      { id: 'b', type: 'exif-strip' },
    ];
    expect(read({ nodes, edges: [{ id: 'e', source: 'a', target: 'b', sourceHandle: 'a-output' }] })).toEqual({
      steps: [
        { id: 'a', skillName: 'watermark', parameters: { Text: 'a' }, position: { x: 1, y: 2 } },
        { id: 'b', skillName: 'exif-strip', parameters: {}, position: null },
      ],
      links: [{ source: 'a', target: 'b' }],
    });
  });

  it('of an older client has its parameters beside the skill', () => {
    const [step] = read({ nodes: [{ data: { skillId: 'watermark', Text: 'a' } }] }).steps;
    expect(step).toMatchObject({ id: 'unnamed-0', parameters: { Text: 'a' } });
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['nodes that are none', { nodes: [null, 1, {}, { data: { skillId: ' ' } }], edges: 'x' }],
    ['links to nowhere', { nodes: [], edges: [{ source: 'a', target: 'b' }] }],
  ])('with %s has no steps', (_, graph) => {
    expect(read(graph)).toEqual({ steps: [], links: [] });
  });
});

it.each([
  ['Web', [], 'Web'],
  ['Web', ['web'], 'Web 2'],
  ['Web', ['WEB', 'Web 2'], 'Web 3'],
  ['猫'.repeat(120), ['猫'.repeat(100)], `${'猫'.repeat(98)} 2`],
])('a free name like %s beside %j', (wished, taken, expected) => {
  expect(freeName(wished, taken)).toBe(expected);
});

it.each([
  ['graphJson.nodes.1.data.parameters.Quality', { stepId: 'b', name: 'Quality' }],
  ['graphJson.nodes.2.data.parameters.Quality', null],
  ['graphJson.edges', null],
  ['name', null],
  [null, null],
])('a refusal of %s is about %j', (field, expected) => {
  expect(refusedPart({ field }, steps('ab'))).toEqual(expected);
});

it.each([
  ['', ['Web', '归档']],
  ['wEb', ['Web']],
  ['长期', ['归档']],
  ['x', []],
])('the workflows for %j', (text, expected) => {
  const stored = { id: 'a', isAutoRun: false, graphJson: '{}', createdAtUtc: '', updatedAtUtc: '' };
  const workflows = [
    { ...stored, name: 'Web', description: null },
    { ...stored, name: '归档', description: '长期保存' },
  ];
  expect(findWorkflows(workflows, text).map(({ name }) => name)).toEqual(expected);
});
