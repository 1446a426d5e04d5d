import { describe, expect, it } from 'vitest';
import * as change from './draft.ts';

const { addStep, startDraft, writeGraph } = change;

const draftOf = (...skills: string[]) =>
  skills.reduce((draft, skillName) => addStep(draft, skillName), startDraft(null));
/** Its steps in order by the ends of their ids, and what leads where: `123 1>2 2>3`. */
const shape = ({ steps, links }: change.Draft) =>
  [
    steps.map(({ id }) => id.slice(-1)).join(''),
    ...links.map(({ source, target }) => `${source.slice(-1)}>${target.slice(-1)}`).toSorted(),
  ].join(' ');
const link = (text: string) => ({ source: `step-${text[0]}`, target: `step-${text[2]}` });
const three = draftOf('thumbnail', 'exif-strip', 'watermark');

describe('the steps of a workflow', () => {
  it('are added one behind the other, and opened', () => {
    expect(shape(three)).toBe('123 1>2 2>3');
    expect(three.selectedId).toBe('step-3');
    expect(three.steps.map(({ position }) => position)).toEqual([
      { x: 0, y: 0 },
      { x: 0, y: 104 },
      { x: 0, y: 208 },
    ]);
    expect(addStep(three, 'thumbnail', { x: 7, y: 9 }).steps.at(-1)?.position).toEqual({ x: 7, y: 9 });
  });

  it.each([
    ['step-1', '23 2>3', 'step-3'],
    ['step-2', '13 1>3', 'step-3'],
    ['step-3', '12 1>2', null],
  ])('close the gap when %s is removed', (id, expected, selectedId) => {
    const left = change.removeStep(three, id);
    expect(shape(left)).toBe(expected);
    expect(left.selectedId).toBe(selectedId);
    // An id that is taken is not given again.
    expect(new Set(addStep(left, 'thumbnail').steps.map((step) => step.id)).size).toBe(3);
  });

  it.each([
    ['step-1', 1, '213 1>3 2>1'],
    ['step-3', -1, '132 1>3 3>2'],
    ['step-1', -1, '123 1>2 2>3'],
    ['step-3', 1, '123 1>2 2>3'],
  ] as const)('change places when %s is moved by %d', (id, by, expected) => {
    const moved = change.moveStep(three, id, by);
    expect(shape(moved)).toBe(expected);
    expect(moved.steps.map(({ position }) => position)).toEqual(three.steps.map(({ position }) => position));
  });

  it('are duplicated behind themselves, with their settings and with room for them', () => {
    const told = change.setValue(three, 'step-3', 'Text', 'Neko');
    const twice = change.duplicateStep(told, 'step-3');
    expect(shape(twice)).toBe('1234 1>2 2>3 3>4');
    expect(twice.selectedId).toBe('step-4');
    expect(twice.steps[3]?.values).toEqual(told.steps[2]?.values);
    expect(shape(change.duplicateStep(three, 'step-1'))).toBe('1423 1>4 2>3 4>2');
    const places = change.duplicateStep(three, 'step-1').steps.map(({ position }) => position.y);
    expect(new Set(places).size).toBe(4);
    expect(change.duplicateStep(three, 'gone')).toBe(three);
  });

  it('are pasted behind the last one, as they were copied', () => {
    const copied = { skillName: 'watermark', values: { Text: 'Neko' }, others: { Angle: 3 } };
    const pasted = change.pasteStep(draftOf('thumbnail'), copied);
    expect(shape(pasted)).toBe('12 1>2');
    expect(pasted.steps[1]).toMatchObject({ ...copied, position: { x: 0, y: 104 } });
  });

  it('run in the order of what leads where', () => {
    const apart = change.disconnect(change.disconnect(three, 'step-1-step-2'), 'step-2-step-3');
    expect(shape(apart)).toBe('123');
    const joined = change.connect(change.connect(apart, link('3>1')), link('1>2'));
    expect(shape(joined)).toBe('312 1>2 3>1');
    expect(shape(change.connectAll(joined))).toBe('312 1>2 3>1');
    expect(shape(change.connectAll(apart))).toBe('123 1>2 2>3');
  });

  it.each([
    ['1>3', true, '123 1>3'],
    ['3>1', false, '123 1>2 2>3'],
    ['2>2', false, '123 1>2 2>3'],
    ['2>1', false, '123 1>2 2>3'],
  ])('may be connected as %s: %s', (text, allowed, expected) => {
    expect(change.canConnect(three, link(text))).toBe(allowed);
    expect(shape(change.connect(three, link(text)))).toBe(expected);
  });

  it('are put in a row', () => {
    const moved = change.placeStep(three, 'step-2', { x: 500.4, y: -3.6 });
    expect(moved.steps[1]?.position).toEqual({ x: 500, y: -4 });
    expect(change.arrange(moved).steps).toEqual(three.steps);
  });
});

describe('what is stored', () => {
  const set = change.setValue(three, 'step-3', 'Text', '猫');

  it('has skills, parameters, places and links', () => {
    const graph = JSON.parse(writeGraph(set));
    expect(graph.nodes[0]).toEqual({
      id: 'step-1',
      type: 'skill',
      position: { x: 0, y: 0 },
      data: { skillId: 'thumbnail' },
    });
    expect(graph.nodes[2].data).toEqual({
      skillId: 'watermark',
      parameters: { Text: '猫', Position: 'BottomRight', Opacity: 0.5, FontSize: 36 },
    });
    expect(graph.edges[0]).toEqual({ id: 'step-1-step-2', source: 'step-1', target: 'step-2' });
  });

  it('is the same when it was only opened', () => {
    const graphJson = writeGraph(set);
    const opened = startDraft({ graphJson });
    expect(writeGraph(opened)).toBe(graphJson);
    expect(writeGraph(change.select(opened, 'step-1'))).toBe(graphJson);
  });

  it('by another program keeps what no field is for, its way and its order', () => {
    const nodes = [
      { id: 'b', position: { x: 400, y: 0 }, data: { skillId: 'watermark', parameters: { text: 'a', Angle: 45 } } },
      { id: 'a', position: { x: 0, y: 10 }, data: { skillId: 'new-skill', parameters: { Deep: { er: 1 } } } },
    ];
    const draft = startDraft({ graphJson: JSON.stringify({ nodes, edges: [{ source: 'a', target: 'b' }] }) });
    expect(shape(draft)).toBe('ab a>b');
    expect(draft.direction).toBe('right');
    const [first, second] = JSON.parse(writeGraph(draft)).nodes;
    expect(first.data).toEqual({ skillId: 'new-skill', parameters: { Deep: { er: 1 } } });
    expect(second.data.parameters).toMatchObject({ Text: 'a', Angle: 45 });
    expect(second.data.parameters).not.toHaveProperty('text');
    expect(addStep(draft, 'thumbnail').steps.at(-1)?.position).toEqual({ x: 664, y: 0 });
  });

  it('without places is laid out', () => {
    const graphJson = JSON.stringify({
      nodes: [
        { id: 'a', type: 'thumbnail' },
        { id: 'b', type: 'watermark' },
      ],
    });
    expect(startDraft({ graphJson }).steps.map(({ position }) => position.y)).toEqual([0, 104]);
  });
});
